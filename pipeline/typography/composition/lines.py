"""Where a paragraph's lines end, and how each is let out or drawn in to fill its measure.

Pure arithmetic on the characters' widths; what the widths are is another's business. Lines are
made one after the other, each the best of the few places where it may end: a little of the
next line's text may be drawn in (推入) by taking from the marks' blanks, or the line let out
(推出) by adding between characters. Lengths are CSS pixels; an em is the character's own size.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.typography.composition.kinds import Kind
from pipeline.typography.composition.prepared import HALF

if TYPE_CHECKING:
    from pipeline.typography.composition.prepared import Lengths, Prepared

BLANK_TAKES = 0.25
"""What a blank takes before the characters take any, in em."""

EASY = 0.06
"""To let out a line by so much a place, in em, is as bad as to draw one in by 1.4 of all that its
marks can give."""

EVEN = 0.15
"""To be let out by more a place, in em, a line takes it beside marks too."""

TORN = 0.5
"""A line that would need more a place, in em, is better ragged."""

ALONE = 4.0
"""How bad a last line of one character is, on the same scale."""

MARKS_AFTER_ONE = 10
"""A last line of more characters isn't looked at: they aren't all marks."""

CLOSE_ENOUGH = 1e-3
"""Lengths that differ by less, in px, are the same."""


_COUNTED = frozenset(
    map(int, (Kind.HAN, Kind.LATIN, Kind.OTHER, Kind.TIED, Kind.RAISED, Kind.ATOM))
)
"""Of what a last line must not hold one alone."""


class Line(NamedTuple):
    """Characters ``start`` to ``end`` are seen on it, the next one begins at ``resume``.

    ``gaps`` is what is added after each, ``shift`` what is cut before the first one.
    """

    start: int
    end: int
    resume: int
    gaps: Lengths
    shift: float
    forced: bool
    last: bool


class _Ending(NamedTuple):
    """A place where a line may end: how long it is then, and how bad."""

    resume: int
    end: int
    width: float
    badness: float


class LineMaker:
    """Makes the lines of one paragraph, any of them: WeasyPrint asks for some twice."""

    def __init__(self, prepared: Prepared) -> None:
        self._p = prepared

    def line(self, start: int, measure: float, *, justify: bool, justify_last: bool) -> Line | None:
        """The line that begins at ``start``; None when nothing is left to print."""
        p = self._p
        while start < p.count and p.kinds[start] == Kind.BLANK:
            start += 1
        if start >= p.count:
            return None
        stop = self._stop(start)
        if start == stop:
            return Line(start, start, start + 1, np.zeros(0), 0, forced=True, last=False)
        shift = p.head(start) if start else 0.0
        measure += shift
        if p.leads is not None:
            measure -= float(p.leads[start])
        ending = self._choose(start, stop, measure, justify)
        last = ending.resume >= stop
        forced = last and stop < p.count
        resume = stop + 1 if forced else ending.resume
        fill = justify_last if last else justify
        gaps = self._gaps(start, ending, measure, fill)
        return Line(start, ending.end, resume, gaps, shift, forced, last and not forced)

    def _stop(self, start: int) -> int:
        """Where the text ends by itself: at a forced break or the end."""
        p = self._p
        place = bisect_left(p.forced, start)
        return p.forced[place] if place < len(p.forced) else p.count

    def _ending(self, start: int, resume: int) -> tuple[int, float]:
        """The end of what is seen, and its width as it stands."""
        p = self._p
        end = resume
        while end > start + 1 and p.kinds[end - 1] == Kind.BLANK:
            end -= 1
        return end, p.ends[end - 1] - p.begins[start] - p.tail(end - 1)

    def _choose(self, start: int, stop: int, measure: float, justify: bool) -> _Ending:
        p = self._p
        limit = measure + p.begins[start] + CLOSE_ENOUGH
        over = bisect_left(p.ends, limit, start, stop)  # about the first character not to fit
        found = [self._weigh(start, stop, stop, measure, justify)] if over >= stop - 1 else []
        if found and found[0].badness == 0:
            return found[0]
        place, fitting = min(over + 1, stop - 1), 0
        while place > start and fitting < 8:
            if p.may_end[place]:
                ending = self._weigh(start, place, stop, measure, justify)
                if ending.width <= measure + CLOSE_ENOUGH:
                    found.append(ending)
                    fitting += 1
                    if not self._leaves_one_alone(ending.resume, stop):
                        break
            place -= 1
        if justify or not found:
            found += self._drawn_in(start, stop, over, measure, justify)
        possible = [one for one in found if one.badness < float("inf")]
        if possible:
            return min(possible, key=lambda one: (one.badness, -one.resume))
        return self._overlong(start, stop, over, measure)

    def _leaves_one_alone(self, resume: int, stop: int) -> bool:
        """Whether the last line would hold one character, and marks."""
        if not 0 < stop - resume < MARKS_AFTER_ONE:
            return False
        return sum(kind in _COUNTED for kind in self._p.kinds[resume:stop]) <= 1

    def _drawn_in(
        self, start: int, stop: int, over: int, measure: float, justify: bool
    ) -> list[_Ending]:
        """The first two endings that are too long as they stand and can be drawn in."""
        p = self._p
        found: list[_Ending] = []
        for place in range(max(over, start + 1), stop + 1):
            if len(found) == 2:
                break
            if not (p.may_end[place] or place == stop):
                continue
            ending = self._weigh(start, place, stop, measure, justify)
            if ending.width <= measure + CLOSE_ENOUGH:
                continue
            if ending.badness == float("inf"):
                break
            found.append(ending)
        return found

    def _weigh(self, start: int, resume: int, stop: int, measure: float, justify: bool) -> _Ending:
        p = self._p
        end, width = self._ending(start, resume)
        slack = measure - width
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
        return _Ending(resume, end, width, badness)

    def _drawing(self, start: int, end: int, lack: float, resume: int, stop: int) -> float:
        """How bad it is to draw in a line by ``lack``; a whole text may give all its spaces."""
        p = self._p
        most = p.gives_to[end - 1] - p.gives_to[start]
        if lack <= most + CLOSE_ENOUGH:
            return HALF * (lack / most) ** 2 if most else 0.0
        if start == 0 and resume >= stop and lack <= self._spaces(start, end).sum() + CLOSE_ENOUGH:
            return 1.0
        return float("inf")

    def _spaces(self, start: int, end: int) -> Lengths:
        return np.maximum(self._p.gaps[start : end - 1], 0.0)

    def _overlong(self, start: int, stop: int, over: int, measure: float) -> _Ending:
        """No place fits: tear where that is allowed, else let the line run over."""
        p = self._p
        for place in range(min(over, stop - 1), start, -1):
            if p.may_tear[place] and self._ending(start, place)[1] <= measure + CLOSE_ENOUGH:
                return _Ending(place, *self._ending(start, place), 0.0)
        place = start + 1
        while place < stop and not p.may_end[place] and not p.may_tear[place]:
            place += 1
        return _Ending(place, *self._ending(start, place), 0.0)

    def _gaps(self, start: int, ending: _Ending, measure: float, fill: bool) -> Lengths:
        p = self._p
        end = ending.end
        gaps: Lengths = p.gaps[start:end].copy()
        gaps[-1] = -p.tail(end - 1)
        slack = measure - ending.width
        if slack < -CLOSE_ENOUGH:
            gives = p.gives[start : end - 1]
            most = p.gives_to[end - 1] - p.gives_to[start]
            if -slack > most + CLOSE_ENOUGH:
                gives = self._spaces(start, end)
                most = gives.sum() if start == 0 else 0
            if 0 < -slack <= most + CLOSE_ENOUGH:
                gaps[:-1] += gives * (slack / most)
        elif fill and slack > 0:
            gaps[:-1] += self._let_out(start, end, slack)
        return gaps

    def _let_out(self, start: int, end: int, slack: float) -> Lengths | float:
        """What is added at each place of a line: first to its blanks, then to all alike."""
        p = self._p
        size = float(p.sizes[start])
        wide, takes = p.blanks[start : end - 1], p.takes[start : end - 1]
        places = p.places_to[end - 1] - p.places_to[start]
        if slack > EVEN * size * places:
            takes = p.takes_marks[start : end - 1]
            places = int((takes | wide).sum())
            if not places:
                return 0.0
        blanks = int(wide.sum())
        first = min(slack, BLANK_TAKES * size * blanks) if places > blanks else 0.0
        each = (slack - first) / places
        if each > TORN * size and places > blanks:
            return 0.0
        return each * (takes | wide) + (first / blanks * wide if blanks else 0.0)
