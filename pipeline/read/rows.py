"""Rows of a table of figures on a page: which cell stands in which column.

A line of the text layer says that cells stand apart, not where: closed up over an empty cell, a
figure would stand under another head. Rows are only told where a column of figures shows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIGURE = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?\s?[%％‰]?|[—–/-]{1,2}")
#: A table has so many columns, and so many figures in one of them; a line between its rows is no
#: longer, if it is one cell.
_COLUMNS, _FIGURES, _LONGEST_ALONE = 3, 2, 12


class Cell(NamedTuple):
    """Words that stand together in a line, and where on the page: from left to right, in points."""

    text: str
    left: float
    right: float


class SetLine(NamedTuple):
    """A line of a page, and the cells that wide gaps part it into."""

    text: str
    cells: tuple[Cell, ...] = ()


def with_rows(lines: Sequence[SetLine]) -> list[str]:
    r"""The lines, those of a table of figures with a tab behind each cell but the last.

    >>> def line(*cells): return SetLine(" ".join(one.text for one in cells), cells)
    >>> head = line(Cell("镇名", 0, 40), Cell("今年", 50, 90), Cell("去年", 100, 140))
    >>> full = line(Cell("河口镇", 0, 50), Cell("12", 60, 70), Cell("15", 110, 120))
    >>> more = line(Cell("清溪镇", 0, 50), Cell("13", 60, 70), Cell("16", 110, 120))
    >>> less = line(Cell("石桥镇", 0, 50), Cell("9", 112, 118))
    >>> with_rows([head, full, more, less])
    ['镇名\t今年\t去年', '河口镇\t12\t15', '清溪镇\t13\t16', '石桥镇\t\t9']

    Leaves alone: what counts nothing, as columns of prose do; two rows that don't tell the columns.

    >>> with_rows([head, head, less])
    ['镇名 今年 去年', '镇名 今年 去年', '石桥镇 9']
    >>> with_rows([head, less])
    ['镇名 今年 去年', '石桥镇 9']
    """
    out = [line.text for line in lines]
    for run in _runs(lines):
        rows = _in_columns([lines[n].cells for n in run])
        for n, row in zip(run, rows, strict=False):
            out[n] = "\t".join(row)
    return out


def _runs(lines: Sequence[SetLine]) -> Iterator[list[int]]:
    """Lines of several cells that follow one another, and single cells between them."""
    filled = [n for n, line in enumerate(lines) if line.text.strip()]
    run: list[int] = []
    for n in [*filled, -1]:
        cells = lines[n].cells if n >= 0 else ()
        short = len(cells) == 1 and len(cells[0].text) <= _LONGEST_ALONE
        if len(cells) > 1 or (run and short):
            run.append(n)
            continue
        while run and len(lines[run[-1]].cells) == 1:
            run.pop()
        if len(run) > 1:
            yield run
        run = []


def _in_columns(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The rows, a cell a column: as those with most cells show them, or all together; none where
    they show no table of figures.
    """
    most = max(map(len, rows))
    for telling in ([row for row in rows if len(row) == most], rows):
        columns = _columns([cell for row in telling for cell in row])
        placed = [_placed(row, columns) for row in rows]
        if len(columns) >= _COLUMNS and len(telling) > 1 and all(placed) and _counts(placed):
            return placed
    return []


def _columns(cells: Sequence[Cell]) -> list[tuple[float, float]]:
    """From where to where columns reach: cells that stand under one another are in one."""
    columns: list[tuple[float, float]] = []
    for cell in sorted(cells, key=lambda one: one.left):
        if columns and cell.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], cell.right))
        else:
            columns.append((cell.left, cell.right))
    return columns


def _placed(cells: Sequence[Cell], columns: Sequence[tuple[float, float]]) -> list[str]:
    """The cells of a row, one a column; none where one stands in no column or two in one. A cell
    over several columns stands in the first.
    """
    row = [""] * len(columns)
    for cell in cells:
        at = next(
            (
                n
                for n, (left, right) in enumerate(columns)
                if min(right, cell.right) > max(left, cell.left)
            ),
            None,
        )
        if at is None or row[at]:
            return []
        row[at] = cell.text
    return row


def _counts(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column behind the first has figures in most rows that say anything in it."""
    for column in list(zip(*rows, strict=True))[1:]:
        said = [one for one in column if one]
        figures = sum(_FIGURE.fullmatch(one) is not None for one in said)
        if figures >= _FIGURES and 2 * figures > len(said):
            return True
    return False
