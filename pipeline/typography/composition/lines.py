"""Where a paragraph's lines end, and how each is let out or drawn in to fill its measure.

Lines are made one after the other, each as is best for itself; then some share with those above
them. A last line of one word or citation is drawn in, where the marks of all have so much to give
(推入), or the last words of the text are brought down to the citation; a citation that stays alone
stands at the right. A line that is let out too far, since a long word or a citation follows, hands
its room up (推出): spread over a paragraph nobody sees it. Lengths are CSS pixels; an em is the
character's own size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.typography.composition.endings import CLOSE_ENOUGH, Ending, Endings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.typography.composition.prepared import Lengths, Prepared

BLANK_TAKES = 0.25
"""What a blank takes before the characters take any, in em."""

EVEN = 0.15
"""To be let out by more a place, in em, a line takes it beside marks too."""

TORN, TORN_IN_CITATIONS, TORN_BEFORE_CITATIONS = 0.5, 0.2, 0.08
"""A line that would need more a place, in em, is better ragged; sooner so where nothing but smaller
characters follow, and most of all where they begin: the text has ended."""

LOOSE = 1.0
"""A line that is worse, let out by more than ``EASY`` a place, shares its room with those above."""

ABOVE = 8
"""So many of these share at most."""

LONELY = 2.0
"""How bad a last line of one word is: as bad as four that take all marks can give."""

FORSAKEN = 5.0
"""How bad one of a citation without a word of the text is: as a line let out by 0.13 em a place."""


class Line(NamedTuple):
    """Characters ``start`` to ``end`` are seen on it, the next one begins at ``resume``.

    ``gaps`` is what is added after each, ``shift`` what is cut before the first one. One that is
    ``aside`` stands at the right edge.
    """

    start: int
    end: int
    resume: int
    gaps: Lengths
    shift: float
    forced: bool
    last: bool
    aside: bool = False


class _Way(NamedTuple):
    """Lines one after the other, and how bad they are in all."""

    badness: float
    lines: tuple[Ending, ...]

    def along(self, line: Ending) -> _Way:
        return _Way(self.badness + line.badness, (*self.lines, line))


def _badness(lines: Iterable[Ending]) -> float:
    return sum(line.badness for line in lines)


class LineMaker:
    """Makes the lines of one paragraph, any of them: WeasyPrint asks for some twice."""

    def __init__(self, prepared: Prepared) -> None:
        self._p = prepared
        self._endings = Endings(prepared)
        self._known: dict[tuple[int, float, bool], Ending] = {}

    def line(
        self, start: int, measure: float, rest: float, *, justify: bool, justify_last: bool
    ) -> Line | None:
        """The line that begins at ``start``; None when nothing is left to print.

        ``measure`` is its own, ``rest`` that of the lines below it.
        """
        p = self._p
        start = self._endings.past_blanks(start)
        if start >= p.count:
            return None
        stop = self._endings.stop(start)
        if start == stop:
            return Line(start, start, start + 1, np.zeros(0), 0, forced=True, last=False)
        ending = self._known.get((start, measure, justify))
        if ending is None:
            for one in self._paragraph(start, stop, measure, rest, justify):
                self._known[one.start, measure if one.start == start else rest, justify] = one
            ending = self._known[start, measure, justify]
        last = ending.resume >= stop
        forced = last and stop < p.count
        resume = stop + 1 if forced else ending.resume
        fill = justify_last if last else justify
        cited = self._endings.citation(stop)
        torn = TORN
        if not last and ending.resume >= cited:
            torn = TORN_IN_CITATIONS if ending.resume > cited else TORN_BEFORE_CITATIONS
        gaps = self._gaps(ending, self._endings.room(start, measure), fill, torn)
        shift = self._endings.shift(start)
        final = last and not forced
        aside = final and justify and not fill and start == cited
        return Line(start, ending.end, resume, gaps, shift, forced, final, aside)

    def _paragraph(
        self, start: int, stop: int, measure: float, rest: float, justify: bool
    ) -> list[Ending]:
        """All lines from one on, up to where the text ends by itself."""
        lines: list[Ending] = []
        while start < stop:
            room = self._endings.room(start, rest if lines else measure)
            lines.append(self._endings.best(start, stop, room, justify))
            start = self._endings.past_blanks(lines[-1].resume)
        if not justify:
            return lines
        if len(lines) > 1:
            above = max(len(lines) - 1 - ABOVE, 0)
            lines[above:] = self._ended(lines[above:], stop, rest if above else measure, rest)
        cited = self._endings.citation(stop)
        for place, line in enumerate(lines):
            if line.badness > LOOSE and line.resume not in (stop, cited):
                above = max(place - ABOVE, 0)
                shared = slice(above, place + 1)
                lines[shared] = self._evened(lines[shared], stop, rest if above else measure, rest)
        return lines

    def _ended(self, lines: list[Ending], stop: int, measure: float, rest: float) -> list[Ending]:
        """The same text with a last line that isn't one word or citation, where that is less bad
        than it is lonely: a line less, or the last words of the text in front of the citation.
        """
        endings = self._endings
        lines = self._whole(lines, stop, measure, rest)
        last = lines[-1].start
        begins = endings.in_company(last, stop)
        if not begins and not endings.is_one_word(last, stop):
            return lines
        above = lines[:-2] if last == endings.citation(stop) else lines  # the text may end ragged
        best = _Way(_badness(above) + (FORSAKEN if begins else LONELY), tuple(lines))
        way = self._way(lines[:-1], stop, endings.later, stop, measure, rest, best.badness)
        best = min(best, way, key=lambda one: one.badness)
        for begin in begins:
            final = endings.weigh(begin, stop, stop, endings.room(begin, rest), True)
            if not final.badness:
                way = self._way(
                    lines[:-1], begin, endings.earlier, stop, measure, rest, best.badness
                )
                best = min(best, way.along(final), key=lambda one: one.badness)
        return list(best.lines)

    def _whole(self, lines: list[Ending], stop: int, measure: float, rest: float) -> list[Ending]:
        """The same lines with a citation that ends in a line without words of the text whole in
        that line, where it has room on one.
        """
        endings = self._endings
        cited = endings.citation(stop)
        begun = next((n for n, line in enumerate(lines) if line.resume > cited), len(lines) - 1)
        start = lines[begun].start
        if begun == len(lines) - 1 or start >= cited or not endings.may_end(cited):
            return lines
        alone = endings.weigh(cited, stop, stop, endings.room(cited, rest), True)
        if alone.badness:
            return lines
        room = endings.room(start, rest if begun else measure)
        return [*lines[:begun], endings.weigh(start, cited, stop, room, True), alone]

    def _evened(self, lines: list[Ending], stop: int, measure: float, rest: float) -> list[Ending]:
        """As many lines with the room of the last shared among them, where that is less bad."""
        end, badness = lines[-1].resume, _badness(lines)
        way = self._way(lines, end, self._endings.earlier, stop, measure, rest, badness)
        return list(way.lines) if way.badness < badness else lines

    def _way(
        self,
        lines: Sequence[Ending],
        end: int,
        tried: Callable[[int, int, int, float], Iterable[Ending]],
        stop: int,
        measure: float,
        rest: float,
        limit: float,
    ) -> _Way:
        """The least bad way to set the text from the first of these lines to ``end`` in as many, if
        it is less bad than ``limit``; ``tried`` is asked for the endings from a start that are this
        or that side of a line's own.
        """
        ways = {lines[0].start: _Way(0.0, ())}
        for line in lines:
            further: dict[int, _Way] = {}
            for start, way in ways.items():
                room = self._endings.room(start, rest if way.lines else measure)
                if line is lines[-1]:
                    endings: Iterable[Ending] = [self._endings.weigh(start, end, stop, room, True)]
                else:
                    endings = tried(start, line.resume, stop, room)
                for one in endings:
                    if way.badness + one.badness >= limit:
                        continue
                    begin, longer = self._endings.past_blanks(one.resume), way.along(one)
                    if begin not in further or longer.badness < further[begin].badness:
                        further[begin] = longer
            ways = further
        return min(ways.values(), key=lambda way: way.badness, default=_Way(float("inf"), ()))

    def _gaps(self, ending: Ending, measure: float, fill: bool, torn: float) -> Lengths:
        p = self._p
        start, end = ending.start, ending.end
        gaps: Lengths = p.gaps[start:end].copy()
        gaps[-1] = -p.tail(end - 1)
        slack = measure - ending.width
        if slack < -CLOSE_ENOUGH:
            gives = p.gives[start : end - 1]
            most = p.gives_to[end - 1] - p.gives_to[start]
            over = self._endings.over(start)
            if -slack > most + over:
                gives = self._endings.spaces(start, end)
                most = gives.sum() if start == 0 else 0
            if most and -slack <= most + over:
                gaps[:-1] += gives * max(slack / most, -1)
        elif fill and slack > 0:
            gaps[:-1] += self._let_out(start, end, slack, torn)
        return gaps

    def _let_out(self, start: int, end: int, slack: float, torn: float) -> Lengths | float:
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
        if each > torn * size and places > blanks:
            return 0.0
        return each * (takes | wide) + (first / blanks * wide if blanks else 0.0)
