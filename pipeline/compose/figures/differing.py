"""Where the witnesses of a passage differ in a figure, be it within a clause that one of them lacks
and that is one variant for all of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.collate.alignment import changes_of
from pipeline.collate.kinds import classify
from pipeline.model.passage import Variant, VariantKind
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.passage import Passage

#: So many characters around a difference help to tell its kind.
_AROUND = 12


def figures_differing(passage: Passage) -> Iterator[Variant]:
    """The places of a passage where witnesses differ in a figure, in order of its text; each
    holds what those read there who have the words.
    """
    for variant in passage.variants:
        if variant.kind is VariantKind.FIGURE:
            yield from _where_said_once(passage, variant)
        elif variant.kind in (VariantKind.CLAUSE, VariantKind.WORDING):
            yield from _within(passage, variant)


def _where_said_once(passage: Passage, variant: Variant) -> Iterator[Variant]:
    """A figure without the readings of those who give the printed one, too, beside it, in words of
    their own: 6时提升至Ⅱ级，16时又提升至Ⅰ级 doesn't differ from 16时提升至Ⅰ级.
    """
    low, high = variant.at
    printed = re.compile(rf"(?<![\d.]){re.escape(passage.text[low:high])}(?![\d.])")
    more: dict[str, str] = {}
    for other in passage.variants:
        if other is not variant:
            words = passage.text[other.at.start : other.at.end]
            for key, said in other.readings:
                more[key] = more.get(key, "") + (f"\n{said}" if said != words else "")
    readings = tuple(
        (key, said) for key, said in variant.readings if not printed.search(more.get(key, ""))
    )
    if len({said for _, said in readings}) > 1:
        yield replace(variant, readings=readings)


def _within(passage: Passage, variant: Variant) -> Iterator[Variant]:
    """The figures that differ inside a longer variant, each witness being held against what is
    printed by itself.
    """
    low, high = variant.at
    printed = passage.text[low:high]
    told = {key: said for key, said in variant.readings if said}
    changes = {key: changes_of(printed, said) for key, said in told.items()}
    places: dict[Span, dict[str, str]] = {}
    for key, own in changes.items():
        for start, end, other_start, other_end in own:
            ours, theirs = printed[start:end], told[key][other_start:other_end]
            before, behind = printed[max(0, start - _AROUND) : start], printed[end:][:_AROUND]
            if ours and theirs and classify(ours, theirs, before, behind) is VariantKind.FIGURE:
                places.setdefault(Span(start, end), {})[key] = theirs
    for at, differing in sorted(places.items()):
        readings = tuple(
            (key, differing.get(key, printed[at.start : at.end]))
            for key, own in changes.items()
            if key in differing or all(one.end <= at.start or at.end <= one.start for one in own)
        )
        yield Variant(
            VariantKind.FIGURE, Span(low + at.start, low + at.end), readings, variant.chosen
        )
