"""Rows of a source's table in a draft: each is a block of its own, known by its bookmark, and its
cells together are its words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft.blocks import Content
from pipeline.draft.words import Cite, Piece, Text, Words, joined
from pipeline.model.rows import BETWEEN, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.draft.read import Anchors, ReadBlock


def row_alone(row: ReadBlock) -> ReadBlock:
    """A row, read as a block of one row, as the paragraph that it is."""
    return replace(row, content=Content(row_words(row.content.rows[0])))


def may_be(style: str, text: str, found: ReadBlock) -> bool:
    """Whether what was found may be the block with a style and a text. All rows of a table are
    alike: another one begins with another name.
    """
    first, other = (said.split(BETWEEN)[0] for said in (text, found.content.text))
    return style not in ROWS or first == other


def whole_table(
    rows: Sequence[ReadBlock], head: Sequence[tuple[Words, ...]]
) -> tuple[str, Content, Anchors]:
    """The id, the rows and the comments of a table that is one block; ``head`` is its first row."""
    own = next((one.id for one in rows if one.id), "")
    comments = tuple(comment for one in rows for comment in one.comments)
    said = (*head, *(one.content.rows[0] for one in rows[1:]))
    return own, Content((), said), comments


def row_words(cells: Sequence[Words]) -> Words:
    r"""The words of a row. Its citations stand in a cell of their own, and are no cell of it; what
    is empty at its end was only put there to fill the table.

    >>> row_words([(Text("甲村"),), (), (Text("42"),), (), (Cite("〔1:2〕"),)])
    (Text(text='甲村\u3000\u300042', bold=False, italic=False, dots=False), Cite(text='〔1:2〕'))
    >>> row_words([(Text("甲\u3000村"),), (Text("42"),), ()])
    (Text(text='甲 村\u300042', bold=False, italic=False, dots=False),)
    """
    said = [tuple(_solid(cell)) for cell in cells]
    told: list[Piece] = []
    while said and (not said[-1] or _is_citation(said[-1])):
        told[:0] = said.pop()
    out: list[Piece] = []
    for n, cell in enumerate(said):
        out += (Text(BETWEEN), *cell) if n else cell
    return joined([*out, *told])


def _solid(words: Iterable[Piece]) -> Iterator[Piece]:
    """The words of a cell, in which a wide blank would begin another one."""
    for one in words:
        yield replace(one, text=one.text.replace(BETWEEN, " ")) if isinstance(one, Text) else one


def _is_citation(words: Words) -> bool:
    return all(isinstance(one, Cite) for one in words)
