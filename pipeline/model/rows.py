"""Rows of a source's table: each a paragraph, whose cells stand apart by a wide blank.

A row is a paragraph to all but those who set it: a passage with its id, its citation, and what an
editor changes of it. How its words fall into cells is said here, once for the files that are
written and for those who read them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.model.manuscript import Citation, NoteCall, Paragraph, Run, Style, all_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model.manuscript import Element, Inline

BETWEEN = "\N{IDEOGRAPHIC SPACE}"
"""What stands between two cells in the words of a row."""

ROWS = frozenset({Style.ROW_HEAD, Style.ROW})
"""The styles of rows: of a head, and of those below it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that stand under one another: paragraphs of one table, the head first if it has one."""

    rows: tuple[Paragraph, ...]

    @property
    def headed(self) -> bool:
        return self.rows[0].style is Style.ROW_HEAD

    @property
    def cells(self) -> tuple[tuple[tuple[Inline, ...], ...], ...]:
        """The cells of each row, as many in all of them: words, then the citations where there are
        any. What a row has too few of is empty, before its citations.
        """
        parted = [_parted(row.inlines) for row in self.rows]
        columns = max(len(words) for words, _ in parted)
        cited = any(citations for _, citations in parted)
        return tuple(
            (*words, *((),) * (columns - len(words)), *((citations,) if cited else ()))
            for words, citations in parted
        )


def is_row(element: Element | None) -> bool:
    return isinstance(element, Paragraph) and element.style in ROWS


def words_of(row: Element) -> str:
    """The words of a row as the places of remarks count them: without its notes."""
    return "".join(one.text for one in all_inlines([row]) if not isinstance(one, NoteCall))


def with_grids(elements: Iterable[Element]) -> tuple[Element | Grid, ...]:
    """The elements, rows that stand under one another as grids; each head begins one."""
    out: list[Element | Grid] = []
    held: list[Paragraph] = []
    for one in (*elements, None):
        row = isinstance(one, Paragraph) and one.style in ROWS
        if held and not (row and isinstance(one, Paragraph) and one.style is Style.ROW):
            out.append(Grid(tuple(held)))
            held = []
        if row and isinstance(one, Paragraph):
            held.append(one)
        elif one is not None:
            out.append(one)
    return tuple(out)


def _parted(
    inlines: tuple[Inline, ...],
) -> tuple[tuple[tuple[Inline, ...], ...], tuple[Inline, ...]]:
    """The cells of a row, and the citations at its end."""
    end = len(inlines)
    while end and isinstance(inlines[end - 1], Citation):
        end -= 1
    cells: list[list[Inline]] = [[]]
    for one in inlines[:end]:
        first, *others = one.text.split(BETWEEN) if isinstance(one, Run) else ("",)
        if not isinstance(one, Run):
            cells[-1].append(one)
            continue
        for n, text in enumerate((first, *others)):
            if n:
                cells.append([])
            if text:
                cells[-1].append(replace(one, text=text))
    return tuple(map(tuple, cells)), inlines[end:]
