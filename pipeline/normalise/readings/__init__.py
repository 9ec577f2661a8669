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
    sexagenary,
    stray,
    sums,
    symbols,
    table_sums,
    transposed,
)
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

READING_RULES: tuple[ReadingRule, ...] = (
    *symbols.RULES,
    *places.RULES,
    *sexagenary.RULES,
    *sums.RULES,
    *table_sums.RULES,
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
    spared: dict[tuple[int, object], set[int]] = {}
    for rule in rules:
        if rule.name in off:
            continue
        for doubt in rule.find(blocks):
            inside = range(doubt.start, doubt.end)
            for spares in rule.spares:
                if (doubt.block, spares) not in spared:
                    found = spares(blocks[doubt.block].text)
                    every = {at for start, end in found for at in range(start, end)}
                    spared[doubt.block, spares] = every
            if any(not spared[doubt.block, one].isdisjoint(inside) for one in rule.spares):
                continue
            places = {(doubt.block, at) for at in inside}
            if taken.isdisjoint(places):
                taken |= places
                yield rule, doubt
