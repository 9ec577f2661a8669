"""Where a line may end, and how bad each place is.

Pure arithmetic on the characters' widths. A little of the next line's text may be drawn in (推入)
by taking from the marks' blanks, or the line let out (推出) by adding between characters. Lengths
are CSS pixels; an em is the character's own size.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.typography.composition.kinds import Kind
from pipeline.typography.composition.prepared import HALF, NEARLY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.typography.composition.prepared import Lengths, Prepared

EASY = 0.06
"""To let out a line by so much a place, in em, is as bad as to draw one in by 1.4 of all that its
marks can give."""

ALONE = 4.0
"""How bad a last line of one character is, on the same scale."""

TOO_BAD = 9.0
"""A place that is worse is tried for no line that shares with others: 0.18 em a place."""

MARKS_AFTER_ONE = 10
"""A last line of more characters isn't looked at: they aren't all marks."""

COMPANY = 2
"""So many characters of the text stand on a last line before its citation, at least."""

COMPANIES = 3
"""So many places are tried that bring them down."""

CLOSE_ENOUGH = 1e-3
"""Lengths that differ by less, in px, are the same."""

KEPT = HALF - NEARLY
"""What a mark keeps of its blank half, in em. A line may stand so much over: else one mark could
not make room for another.
"""


_RAISED = int(Kind.RAISED)
_COUNTED = frozenset(
    map(int, (Kind.HAN, Kind.LATIN, Kind.OTHER, Kind.TIED, Kind.RAISED, Kind.ATOM))
)
"""Of what a last line must not hold one alone."""


class Ending(NamedTuple):
    """A place where the line from ``start`` may end: how long it is then, and how bad."""

    start: int
    resume: int
    end: int
    width: float
    badness: float


class Endings:
    """The places where the lines of one paragraph may end."""

    def __init__(self, prepared: Prepared) -> None:
        self._p = prepared
        self._citations: dict[int, int] = {}

    def past_blanks(self, start: int) -> int:
        """The first character from ``start`` on that isn't blank: blanks begin no line."""
        while start < self._p.count and self._p.kinds[start] == Kind.BLANK:
            start += 1
        return start

    def stop(self, start: int) -> int:
        """Where the text ends by itself: at a forced break or the end."""
        p = self._p
        place = bisect_left(p.forced, start)
        return p.forced[place] if place < len(p.forced) else p.count

    def shift(self, start: int) -> float:
        """What is cut before the first character of a line."""
        return self._p.head(start) if start else 0.0

    def room(self, start: int, measure: float) -> float:
        """What the characters of a line have of its measure."""
        lead = 0.0 if self._p.leads is None else float(self._p.leads[start])
        return measure + self.shift(start) - lead

    def _ending(self, start: int, resume: int) -> tuple[int, float]:
        """The end of what is seen, and its width as it stands."""
        p = self._p
        end = resume
        while end > start + 1 and p.kinds[end - 1] == Kind.BLANK:
            end -= 1
        return end, p.ends[end - 1] - p.begins[start] - p.tail(end - 1)

    def best(self, start: int, stop: int, room: float, justify: bool) -> Ending:
        """The best place, of the few that come into question, to end the line from ``start``."""
        p = self._p
        limit = room + p.begins[start] + CLOSE_ENOUGH
        over = bisect_left(p.ends, limit, start, stop)  # about the first character not to fit
        found = [self.weigh(start, stop, stop, room, justify)] if over >= stop - 1 else []
        if found and found[0].badness == 0:
            return found[0]
        place, fitting = min(over + 1, stop - 1), 0
        while place > start and fitting < 8:
            if p.may_end[place]:
                ending = self.weigh(start, place, stop, room, justify)
                if ending.width <= room + CLOSE_ENOUGH:
                    found.append(ending)
                    fitting += 1
                    if not self._leaves_one_alone(ending.resume, stop):
                        break
            place -= 1
        if justify or not found:
            found += self._drawn_in(start, stop, over, room, justify)
        possible = [one for one in found if one.badness < float("inf")]
        if possible:
            return min(possible, key=lambda one: (one.badness, -one.resume))
        return self._overlong(start, stop, over, room)

    def _leaves_one_alone(self, resume: int, stop: int) -> bool:
        """Whether the last line would hold one character, and marks."""
        if not 0 < stop - resume < MARKS_AFTER_ONE:
            return False
        return sum(kind in _COUNTED for kind in self._p.kinds[resume:stop]) <= 1

    def _drawn_in(
        self, start: int, stop: int, over: int, room: float, justify: bool
    ) -> list[Ending]:
        """The first two endings that are too long as they stand and can be drawn in."""
        p = self._p
        found: list[Ending] = []
        for place in range(max(over, start + 1), stop + 1):
            if len(found) == 2:
                break
            if not (p.may_end[place] or place == stop):
                continue
            ending = self.weigh(start, place, stop, room, justify)
            if ending.width <= room + CLOSE_ENOUGH:
                continue
            if ending.badness == float("inf"):
                break
            found.append(ending)
        return found

    def weigh(self, start: int, resume: int, stop: int, room: float, justify: bool) -> Ending:
        """How it would be to end the line from ``start`` before ``resume``."""
        p = self._p
        end, width = self._ending(start, resume)
        slack = room - width
        if slack < -CLOSE_ENOUGH:
            badness = self._drawing(start, end, -slack, resume, stop)
        elif resume >= stop or not justify:
            badness = 0.0
        else:
            places = p.places_to[end - 1] - p.places_to[start]
            each = slack / max(places, 1) / float(p.sizes[start])
            badness = (each / EASY) ** 2 if slack > CLOSE_ENOUGH else 0.0
        if self._leaves_one_alone(resume, stop):
            badness += ALONE
        return Ending(start, resume, end, width, badness)

    def over(self, start: int) -> float:
        """How much longer than its room the line from ``start`` may be."""
        return KEPT * float(self._p.sizes[start]) + CLOSE_ENOUGH

    def _drawing(self, start: int, end: int, lack: float, resume: int, stop: int) -> float:
        """How bad it is to draw in a line by ``lack``; a whole text may give all its spaces."""
        p = self._p
        most = p.gives_to[end - 1] - p.gives_to[start]
        if lack <= most + self.over(start):
            return HALF * (lack / most) ** 2 if most else 0.0
        if start == 0 and resume >= stop and lack <= self.spaces(start, end).sum() + CLOSE_ENOUGH:
            return 1.0
        return float("inf")

    def spaces(self, start: int, end: int) -> Lengths:
        """The room there is between characters that can go at the worst."""
        return np.maximum(self._p.gaps[start : end - 1], 0.0)

    def _overlong(self, start: int, stop: int, over: int, room: float) -> Ending:
        """No place fits: tear where that is allowed, else let the line run over."""
        p = self._p
        for place in range(min(over, stop - 1), start, -1):
            if p.may_tear[place] and self._ending(start, place)[1] <= room + CLOSE_ENOUGH:
                return Ending(start, place, *self._ending(start, place), 0.0)
        place = start + 1
        while place < stop and not p.may_end[place] and not p.may_tear[place]:
            place += 1
        return Ending(start, place, *self._ending(start, place), 0.0)

    def may_end(self, place: int) -> bool:
        """Whether a line may end before a character."""
        return self._p.may_end[place]

    def is_one_word(self, start: int, stop: int) -> bool:
        """Whether the line from ``start`` to the end of the text can be parted nowhere."""
        return not any(self._p.may_end[start + 1 : stop])

    def citation(self, stop: int) -> int:
        """Where what ends the text in smaller characters begins, behind the number of a note."""
        if stop not in self._citations:
            p, start = self._p, stop
            while start and p.sizes[start - 1] < p.sizes[0]:
                start -= 1
            while start < stop and p.kinds[start] == _RAISED:
                start += 1
            self._citations[stop] = start
        return self._citations[stop]

    def in_company(self, last: int, stop: int) -> list[int]:
        """Where the last line may begin instead of at ``last``, to have ``COMPANY`` characters of
        the text before its citation; none where it has them, or no citation.
        """
        p, found = self._p, list[int]()
        end = self.citation(stop)
        if end == stop:
            return found
        company = 0
        for place in range(end - 1, 0, -1):
            company += p.kinds[place] in _COUNTED and p.kinds[place] != _RAISED
            if company >= COMPANY and place >= last:
                return []
            if company >= COMPANY and p.may_end[place]:
                found.append(place)
                if len(found) == COMPANIES:
                    break
        return found

    def earlier(self, start: int, resume: int, stop: int, room: float) -> Iterator[Ending]:
        """The endings not beyond ``resume`` that aren't too bad, the last first."""
        for place in range(resume, start, -1):
            if not self._p.may_end[place]:
                continue
            ending = self.weigh(start, place, stop, room, True)
            if ending.badness <= TOO_BAD:
                yield ending
            elif ending.width < room:
                return

    def later(self, start: int, resume: int, stop: int, room: float) -> Iterator[Ending]:
        """The endings from ``resume`` on, before the end of the text, that aren't too bad."""
        for place in range(max(resume, start + 1), stop):
            if not self._p.may_end[place]:
                continue
            ending = self.weigh(start, place, stop, room, True)
            if ending.badness <= TOO_BAD:
                yield ending
            elif ending.width > room:
                return
