"""What every file has to hold: the manuscript as an ordered list of texts.

Blanks are left out on both sides: where a line or a cell ends is looks, not words. Not here, since
they differ from file to file: page numbers, running heads, the contents, the numbers of notes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pipeline.check.faults import fail
from pipeline.model.manuscript import (
    Chart,
    Heading,
    Illustration,
    NoteCall,
    Paragraph,
    all_inlines,
    with_readings,
)
from pipeline.model.rows import Grid, with_grids
from pipeline.render.front import back_parts, front_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.errors import Place
    from pipeline.model.manuscript import Element, Inline, Manuscript
    from pipeline.typography.tokens import Layout

FRONT, BACK, PARAGRAPH, CAPTION, HEAD, CELL, NOTE, PICTURE = (
    "front",
    "back",
    "paragraph",
    "caption",
    "head",
    "cell",
    "note",
    "picture",
)
"""Kinds of texts; that of a picture is its alternative text. A heading's kind has its level in it:
``heading-1``."""

AROUND = 12
"""Characters shown on either side of a difference."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One text: its kind, its characters without blanks, and the id of its part or element.

    A paragraph's or cell's text holds its citations, but neither the numbers nor the words of
    its notes: each note follows as a text of its own.
    """

    kind: str
    text: str
    id: str


def expected(manuscript: Manuscript, layout: Layout) -> tuple[Expected, ...]:
    """The texts in reading order: what stands before the text, notes right behind the text that
    calls them, what stands after it.

    A text without a visible character isn't listed: no file can be asked to show it.
    """
    return tuple(one for one in _texts(manuscript, layout) if one.text)


def solid(text: str) -> str:
    """``text`` without its blanks, those of East Asian width included.

    >>> solid("第 1 页\N{IDEOGRAPHIC SPACE}共 2 页")
    '第1页共2页'
    """
    return "".join(text.split())


def heading_kind(level: int) -> str:
    return f"heading-{level}"


def note_numbers(manuscript: Manuscript) -> list[int]:
    """The numbers of the notes, in reading order."""
    return [one.number for one in all_inlines(manuscript.elements) if isinstance(one, NoteCall)]


def _texts(manuscript: Manuscript, layout: Layout) -> Iterator[Expected]:
    for part in front_parts(manuscript, layout):
        yield Expected(FRONT, solid(part.text), part.id)
    for element in with_grids(manuscript.elements):
        yield from _element_texts(element)
    for part in back_parts(manuscript, layout):
        yield Expected(BACK, solid(part.text), part.id)


def _element_texts(element: Element | Grid) -> Iterator[Expected]:
    if isinstance(element, Grid):
        yield from _row_texts(element)
    elif isinstance(element, Heading):
        yield Expected(heading_kind(element.level), solid(element.printed), element.id)
    elif isinstance(element, Paragraph):
        yield from _line_texts(PARAGRAPH, element.inlines, element.id)
    elif isinstance(element, Chart | Illustration):
        yield Expected(PICTURE, solid(element.alt), element.id)
    else:
        yield Expected(CAPTION, solid(element.caption), element.id)
        for text in element.head:
            yield Expected(HEAD, solid(text), element.id)
        for row in element.rows:
            for cell in row:
                yield from _line_texts(CELL, cell, element.id)


def _row_texts(grid: Grid) -> Iterator[Expected]:
    for n, (row, cells) in enumerate(zip(grid.rows, grid.cells, strict=True)):
        for cell in cells:
            yield from _line_texts(CELL if n or not grid.headed else HEAD, cell, row.id)


def _line_texts(kind: str, inlines: Iterable[Inline], place: str) -> Iterator[Expected]:
    inlines = tuple(inlines)
    words = "".join(one.text for one in inlines if not isinstance(one, NoteCall))
    yield Expected(kind, solid(words), place)
    for one in inlines:
        if isinstance(one, NoteCall):
            yield Expected(NOTE, solid(one.text), place)


def compare(found: Sequence[tuple[str, str]], wanted: Sequence[Expected], where: Place) -> None:
    """Compare (kind, text) pairs of a file, in order, with what is wanted, pair by pair.

    Raises OutputInvalid at the first difference: which text, and the characters around it.
    """
    for pair, one in zip_longest(found, wanted):
        if pair is None:
            fail(f"{one.kind} {one.id!r} is missing: {shorten(one.text)}", where)
        kind, text = pair
        if one is None:
            fail(f"a {kind} too many: {shorten(text)}", where)
        if text != one.text:
            place = first_difference(text, one.text)
            start = max(0, place - AROUND)
            end = place + AROUND
            fail(
                f"{one.kind} {one.id!r} reads {text[start:end]!r}, not {one.text[start:end]!r}",
                where,
            )
        if kind != one.kind:
            fail(f"{one.id!r} is a {kind}, not a {one.kind}: {shorten(text)}", where)


def compare_numbers(found: Sequence[str], manuscript: Manuscript, where: Place) -> None:
    """Compare the numbers of notes, as printed, with the manuscript's."""
    wanted = [str(number) for number in note_numbers(manuscript)]
    for place, (one, other) in enumerate(zip_longest(found, wanted), 1):
        if one != other:
            fail(f"the note in place {place} is numbered {one}, not {other}", where)


def compare_pinyin(found: Sequence[tuple[str, str]], manuscript: Manuscript, where: Place) -> None:
    """Compare the readings above characters, (character, reading) in order, with the
    manuscript's.
    """
    wanted = [(one.text, one.pinyin) for one in with_readings(manuscript.elements)]
    for one, other in zip_longest(found, wanted):
        if one != other:
            fail(f"the reading above a character is {one}, not {other}", where)


def first_difference(one: str, other: str) -> int:
    """The place of the first character in which two texts differ.

    >>> first_difference("甲乙丙", "甲丙")
    1
    """
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def shorten(text: str) -> str:
    return repr(text if len(text) <= 2 * AROUND else f"{text[: 2 * AROUND]}…")
