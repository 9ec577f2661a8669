"""Doubtful readings within one source: what may be a wrong, lost or surplus character.

All rules in the order in which they are trusted: a doubt that touches characters doubted
already is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.normalise.readings import (
    digits,
    gaps,
    look_alike,
    marks,
    places,
    repeated,
    stray,
    sums,
    symbols,
    transposed,
)
from pipeline.normalise.readings.names import names
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

READING_RULES: tuple[ReadingRule, ...] = (
    *symbols.RULES,
    *places.RULES,
    *sums.RULES,
    *digits.RULES,
    *marks.RULES,
    *gaps.RULES,
    *stray.RULES,
    *repeated.RULES,
    *look_alike.RULES,
    *transposed.RULES,
)

__all__ = ["READING_RULES", "Doubt", "ReadingRule", "Said", "doubts"]


def doubts(
    blocks: Sequence[Said],
    off: Collection[str] = (),
    rules: Sequence[ReadingRule] = READING_RULES,
) -> Iterator[tuple[ReadingRule, Doubt]]:
    """Every doubt of the ``rules`` that aren't ``off``; no two touch the same characters."""
    taken: set[tuple[int, int]] = set()
    named: dict[int, set[int]] = {}
    for rule in rules:
        if rule.name in off:
            continue
        for doubt in rule.find(blocks):
            inside = range(doubt.start, doubt.end)
            if rule.spares_names:
                if doubt.block not in named:
                    found = names(blocks[doubt.block].text)
                    named[doubt.block] = {at for start, end in found for at in range(start, end)}
                if not named[doubt.block].isdisjoint(inside):
                    continue
            places = {(doubt.block, at) for at in inside}
            if taken.isdisjoint(places):
                taken |= places
                yield rule, doubt
