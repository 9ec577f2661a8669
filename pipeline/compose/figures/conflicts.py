"""Figures that can't all be right: said side by side, never averaged.

A false conflict is worse than a missed one: two figures are set against each other only where
the witnesses of one passage differ, or where two sources say the same words of the same time and
give another number.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.model.figure import Conflict
from pipeline.model.passage import VariantKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.figure import Figure
    from pipeline.model.passage import Passage

WITNESSES = "witnesses of one passage give two values"
SOURCES = "two sources give two values for one thing at one time"

#: Shorter words before a number may be said of many things.
_SAYS_ENOUGH = 5


def conflicts(found: Sequence[Figure], passages: Sequence[Passage]) -> tuple[Conflict, ...]:
    """The conflicts, those between witnesses first; each pair of figures once."""
    by_sentence: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in found:
        by_sentence[figure.source, figure.sentence].append(figure)
    out = [
        Conflict(ids, WITNESSES)
        for passage in passages
        for variant in passage.variants
        if variant.kind is VariantKind.FIGURE
        and len(ids := tuple(_told(passage, dict(variant.readings), by_sentence))) > 1
    ]
    known = {name for one in out for name in one.figures}
    out += [one for one in _between_sources(found) if not known & set(one.figures)]
    return tuple(out)


def _told(
    passage: Passage,
    readings: dict[str, str],
    by_sentence: dict[tuple[str, str], list[Figure]],
) -> Iterator[str]:
    """The figure that each witness gives where they differ."""
    for witness in passage.witnesses:
        reading = readings.get(witness.key)
        told = [
            figure.id
            for sentence in witness.sentences
            for figure in by_sentence[sentence.source, sentence.text]
            if reading and figure.value and figure.value in reading
        ]
        yield from told[:1]


def _between_sources(found: Sequence[Figure]) -> Iterator[Conflict]:
    alike: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for one in found:
        dated = any(digit.isdigit() for digit in one.period)
        if dated and len(one.metric) >= _SAYS_ENOUGH and not one.from_value:
            key = (one.subject, one.metric, one.period, one.unit, one.qualifier)
            alike[key].append(one)
    for same in alike.values():
        firsts = list({(one.source, one.value): one for one in same}.values())
        values = {one.value for one in firsts}
        sources = {one.source for one in firsts}
        # One source that gives several counts different things in the same words.
        if len(values) > 1 and len(sources) > 1 and len(firsts) == len(sources):
            yield Conflict(tuple(one.id for one in firsts), SOURCES)
