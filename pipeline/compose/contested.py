"""What of the sentences that are repeated at the head and behind the text isn't sure: numbers that
another source gives otherwise, words that are doubted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.article import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.compose.templates import Labels
    from pipeline.model.briefing import Briefing, KeyPoint
    from pipeline.model.figure import Figure
    from pipeline.model.passage import Passage, Placed
    from pipeline.model.source import Span


class Contested:
    """The figures of a briefing that can't all be right."""

    def __init__(self, briefing: Briefing) -> None:
        self.ids = frozenset(name for conflict in briefing.conflicts for name in conflict.figures)
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
