"""The corpus: each text set in each kind, the same bytes on every machine and every run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.normalise import layouts, noise

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.normalise.layouts import Page
    from benchmarks.normalise.texts import Block, Text

    Layout = Callable[[Text, random.Random], Page]

#: Change it to draw other layouts for all texts: figures before and after don't compare.
SEED = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A messy file with its truth. ``text`` is ``raw`` decoded, for those who can't."""

    kind: str
    name: str
    raw: bytes
    text: str
    truth: tuple[Block, ...]


def chance_of(kind: str, name: str) -> random.Random:
    """The source of chance of one document: the same for ever."""
    return random.Random(f"{SEED}/{kind}/{name}")  # noqa: S311 - no secret hangs on it


def _encodings(text: Text, chance: random.Random) -> Page:
    """Running heads are simplified: a page of A4 would not fit into Big5."""
    kinds = (layouts.column, layouts.clean_blank, layouts.a4)
    return chance.choice(kinds[:2] if text.traditional else kinds)(text, chance)


#: Kinds made of plain text alone, in the order of the table.
PLAIN: dict[str, Layout] = {
    "clean": layouts.clean,
    "clean-blank": layouts.clean_blank,
    "clean-indent": layouts.clean_indent,
    "column-narrow": layouts.narrow,
    "column": layouts.column,
    "column-full-ends": layouts.full_ends,
    "column-indent-wide": layouts.indent_wide,
    "column-indent-blanks": layouts.indent_blanks,
    "column-spaced": layouts.spaced,
    "column-widths": layouts.widths,
    "column-aside": layouts.aside,
    "captions-afloat": layouts.floats,
    "captions-vertical": layouts.vertical,
    "paragraphs-cut": layouts.cuts,
    "a4": layouts.a4,
    "a4-spaced": layouts.a4_spaced,
    "two-columns-on-a-line": layouts.two_columns,
    "markdown": noise.markdown,
    "half-width-marks": noise.half_width,
    "full-width-letters": noise.full_width,
    "odd-characters": noise.unicode,
    "odd-blanks": noise.blanks,
    "pasted": noise.pasted,
    "displaced": noise.glued,
    "encodings": _encodings,
}


def plain(kind: str, text: Text) -> Document:
    """One document of a kind that needs no tool."""
    chance = chance_of(kind, text.name)
    page = PLAIN[kind](text, chance)
    if kind != "encodings":
        return Document(kind, text.name, page.text.encode(), page.text, page.truth)
    encoding = noise.encoding_of(text, chance)
    ends = chance.choice(("\n", "\r\n", "\r\n"))
    said = page.text.replace("\n", ends)
    return Document(kind, text.name, said.encode(encoding), said, page.truth)
