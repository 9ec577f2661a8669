"""Merged cells of a table: in which column each cell stands.

A cell that reaches over several columns or rows is told once, where it begins; what it covers is
empty there. So each figure stays under its head, and no word is told twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: HTML takes no cell for wider (4.9.11, the colspan attribute).
_WIDEST = 1000

CELL_END = "\t"
"""Between the cells of a row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, line by line, and over how many columns and rows it reaches."""

    lines: tuple[str, ...]
    across: int = 1
    down: int = 1

    @property
    def words(self) -> str:
        r"""All of it in one line, in which nothing looks like the end of a cell.

        >>> Cell(("河口镇", "甲\t乙")).words
        '河口镇 甲 乙'
        """
        return " ".join(" ".join(self.lines).split(CELL_END))


def rows_of(table: Sequence[Sequence[Cell]]) -> Iterator[str]:
    r"""The lines of a table, a row a line, with as many cells in each.

    >>> def read(*rows):
    ...     return [*rows_of([[Cell((said,), *spans) for said, *spans in row] for row in rows])]
    >>> head = [("镇名", 1, 2), ("产量", 2)], [("2022年",), ("2023年",)]
    >>> read(*head, [("河口镇", 1, 2), ("12",), ("15",)], [("13",), ("16",)])
    ['镇名\t产量\t', '\t2022年\t2023年', '河口镇\t12\t15', '\t13\t16']

    A cell as wide as the table is a line of its own over the rows or under them: the table's name,
    where its figures come from. Between them it is a row, if it is no longer than one line.

    >>> read([("产量", 2)], [("甲村",), ("12",)], [("山区", 2)], [("乙村",), ("",)], [("注：…", 2)])
    ['产量', '甲村\t12', '山区\t', '乙村\t', '注：…']

    Leaves alone: edges that word processors have moved by a hair, which part no columns.

    >>> read([("甲村", 2), ("12",)], [("乙村",), ("13", 2)])
    ['甲村\t12', '乙村\t13']
    """
    placed = _placed(table)
    within = [n for n, row in enumerate(table) if len(row) > 1]
    for n, (row, columns) in enumerate(zip(table, placed, strict=True)):
        told = [one for one in row if one.lines]
        alone = len(row) == 1 and (len(columns) == 1 or row[0].across > 1)
        inside = bool(within) and within[0] < n < within[-1]
        if told and alone and not (inside and len(told[0].lines) == 1):
            yield from told[0].lines
        elif any(one.words.strip() for one in told):
            yield CELL_END.join("" if at is None else row[at].words for at in columns)


def _placed(table: Sequence[Sequence[Cell]]) -> list[list[int | None]]:
    """Of each row, which of its cells begins in each column, None where none does.

    Columns that no row tells apart are one.
    """
    starts: list[dict[int, int]] = []
    taken_by: dict[int, set[int]] = {}
    reach: dict[int, int] = {}  # the first row that a cell above leaves free again, by column
    held: dict[int, int] = {}  # the same, of columns in which such a cell begins
    for n, row in enumerate(table):
        starts.append({})
        for column in (column for column, end in held.items() if end > n):
            taken_by[column].add(n)
        at = 0
        for number, cell in enumerate(row):
            while reach.get(at, 0) > n:
                at += 1
            starts[n][at] = number
            taken_by.setdefault(at, set()).add(n)
            across = min(max(1, cell.across), _WIDEST)
            if cell.down > 1:
                held[at] = n + cell.down
                reach |= dict.fromkeys(range(at, at + across), n + cell.down)
            at += across
    columns: list[list[int]] = []
    rows: set[int] = set()
    for column in sorted(taken_by):
        if columns and rows.isdisjoint(taken_by[column]):
            columns[-1].append(column)
            rows |= taken_by[column]
        else:
            columns.append([column])
            rows = set(taken_by[column])
    return [
        [next((row[at] for at in column if at in row), None) for column in columns]
        for row in starts
    ]
