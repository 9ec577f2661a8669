"""The columns of a source's table: as wide as their longest words ask, and all of them together as
wide as the text; numbers stand unit under unit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.manuscript import Citation, Lead, NoteCall, Run, Style
from pipeline.render.ast import Columns
from pipeline.typography.titles import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model.manuscript import Inline
    from pipeline.model.rows import Grid
    from pipeline.typography.tokens import Layout

_STYLE = "table-cell"

#: A column is so many characters wide at least, a citation's at most; beyond that, it is broken.
_LEAST, _MOST_CITED = 2.0, 12.0

#: What the number of a note takes, and what fonts may be wider than reckoned, in characters.
_NOTE, _SPARE = 1.0, 0.5


_NUMBER = re.compile(
    r"[约+\-\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}]?"
    r"\d[\d,\N{FULLWIDTH COMMA}]*(\.\d+)?(\D{0,4})"
)
"""A number: its decimals, and what it counts."""

_NONE = re.compile(r"[\-/\N{FULLWIDTH HYPHEN-MINUS}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}]*")
"""What a cell holds that has no number."""


def columns_of(grid: Grid, layout: Layout) -> Columns:
    """The columns' widths, and what stands in them."""
    return Columns(column_widths(grid, layout), cell_styles(grid, layout))


def cell_styles(grid: Grid, layout: Layout) -> tuple[tuple[str, ...], ...]:
    """The styles of the cells, a tuple a row. A layout without styles for numbers has none."""
    numbers, wanted = number_columns(grid), {"number-head", "table-number"}
    if not wanted <= layout.styles.keys():
        numbers = frozenset()
    return tuple(
        tuple(
            str(row.style)
            if column not in numbers
            else "number-head"
            if row.style is Style.ROW_HEAD
            else "table-number"
            for column in range(len(grid.cells[0]))
        )
        for row in grid.rows
    )


def number_columns(grid: Grid) -> frozenset[int]:
    """The columns that hold nothing but numbers of one kind, with as many decimals and one unit: so
    that units stand under units where their right edges do. The first column names its row.
    """
    below = grid.cells[int(grid.headed) :]
    return frozenset(
        place
        for place, column in enumerate(zip(*below, strict=True))
        if place and _is_of_numbers([_words(cell) for cell in column])
    )


def _is_of_numbers(cells: Sequence[str]) -> bool:
    found = [_NUMBER.fullmatch(cell) for cell in cells if not _NONE.fullmatch(cell)]
    alike = {one and (len(one[1] or ""), one[2]) for one in found}
    return len(found) > 1 and len(alike) == 1 and None not in alike


def _words(cell: Iterable[Inline]) -> str:
    return "".join(one.text for one in cell if isinstance(one, Run | Lead)).strip()


def column_widths(grid: Grid, layout: Layout) -> tuple[float, ...]:
    """The columns' shares of the measure, which add up to 1."""
    style, padding = layout.styles[_STYLE], 2 * layout.lengths["cell-x"]
    cited = layout.styles["citation"].size / style.size
    columns = list(zip(*grid.cells, strict=True))
    asked = [max(_LEAST, *(_width(cell, cited) for cell in column)) for column in columns]
    if any(isinstance(one, Citation) for cell in columns[-1] for one in cell[:1]):
        asked[-1] = min(asked[-1], _MOST_CITED)
    room = (layout.page.measure - len(columns) * padding) / style.size
    widths = [(one * style.size + padding) for one in fitted(asked, room)]
    return tuple(round(one / sum(widths), 4) for one in widths)


def fitted(asked: Sequence[float], room: float) -> list[float]:
    """Widths that fill the room. Where they ask for more than there is, the widest give, down to
    one width for all that ask for more than it.

    >>> fitted([4, 6], 20), [round(one, 2) for one in fitted([3, 30, 12], 20)]
    ([8.0, 12.0], [3.0, 8.5, 8.5])
    """
    most, left, others = 0.0, room, len(asked)
    for one in sorted(asked):
        most = left / others
        if one > most:
            break
        left, others, most = left - one, others - 1, one
    widths = [min(one, most) for one in asked]
    return [one * room / sum(widths) for one in widths]


def _width(cell: Iterable[Inline], cited: float) -> float:
    """The width of a cell on one line, in characters of a cell."""
    width = 0.0
    for one in cell:
        if isinstance(one, NoteCall):
            width += _NOTE
        else:
            width += text_width(one.text) * (cited if isinstance(one, Citation) else 1)
    return width + _SPARE
