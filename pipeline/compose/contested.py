"""What of the sentences that are repeated at the head and behind the text isn't sure: numbers that
another source gives otherwise, words that are doubted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.compose.dates import dates
from pipeline.compose.figures.swaps import of_one_time
from pipeline.model.article import State
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.compose.templates import Labels
    from pipeline.model.backmatter import TimelineEntry
    from pipeline.model.briefing import Briefing, KeyPoint
    from pipeline.model.figure import Figure
    from pipeline.model.passage import Passage, Placed
    from pipeline.model.source import Span


#: What a number counts is said in so many characters at least, to be known again elsewhere.
_SAYS_ENOUGH = 4


class Contested:
    """The figures of a briefing that can't all be right: those of its conflicts (``ids``), and what
    says one of their numbers again, of the same thing.
    """

    def __init__(self, briefing: Briefing) -> None:
        names = {name for conflict in briefing.conflicts for name in conflict.figures}
        known: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
        for one in briefing.figures:
            if one.id in names and len(one.metric) >= _SAYS_ENOUGH:
                known[_said(one)].append(one)
        self.ids = frozenset(
            one.id
            for one in briefing.figures
            if one.id in names
            or any(of_one_time(one, other) for other in known.get(_said(one), ()))
        )
        self._told: dict[tuple[str, str], list[Figure]] = {}
        for figure in briefing.figures:
            if figure.id in self.ids:
                self._told.setdefault((figure.source, figure.sentence), []).append(figure)

    def marks(self, point: KeyPoint, labels: Labels) -> Iterator[str]:
        """What has to be said of a key point."""
        sentence = point.sentence
        told = self._told.get((sentence.source, sentence.text), ())
        values = [words for one in told if (words := one.value + one.unit) in point.text]
        if values:
            quoted = (labels.fill("quoted", words=words) for words in dict.fromkeys(values))
            yield labels.fill("contested_point", values="、".join(quoted))
        if any(_is_within(one, point) for one in doubts(point.passage, point.number)):
            yield labels.fill("doubted")

    def dates(self, entry: TimelineEntry) -> bool:
        """Whether the date of an event is contested."""
        sentence = entry.sentence
        told = self._told.get((sentence.source, sentence.text), ())
        return any(
            entry.when[1:] == (day.month, day.day) and day.year in (None, entry.when[0])
            for one in told
            if not one.unit
            for day in dates(simplified(one.value))
        )


def _said(one: Figure) -> tuple[str, ...]:
    return one.metric, one.value, one.unit


def doubts(passage: Passage, number: int) -> Iterable[Placed]:
    """The readings doubted in a passage's ``number``-th sentence (from 0)."""
    low, high = passage.bounds[number]
    return (
        one
        for one in passage.readings
        if one.correction.state is State.FLAGGED and low <= one.at.start < high
    )


def _is_within(one: Placed, point: KeyPoint) -> bool:
    at: Span = one.at
    return at.start >= point.passage.bounds[point.number].start + point.start
