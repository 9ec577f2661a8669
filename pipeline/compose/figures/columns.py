"""How wide the columns of the key figures are: the same in all tables of a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import Citation
from pipeline.normalise.printed.cells import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.manuscript import Inline, Table

_MEASURE = 38.0
"""Characters of a cell's size on a line; layouts have 37 to 41."""

_PADDING = 1.2
"""Characters between two columns, and a little to spare."""

_BLANK = 0.25
"""A blank, which cells() doesn't count."""

_WIDER = 0.08
"""What a digit may be wider than half a character, in 楷 and 黑."""

_CITED = 0.8
"""The size of a citation, to that of the cell it stands in."""

#: The least and the most of the measure for the number, when it was so, and who says so. What is
#: counted has the rest: its words are the longest, and may well stand on two lines.
_BOUNDS = ((0.16, 0.27), (0.12, 0.38), (0.16, 0.22))
_LEAST_FOR_THE_FIRST = 0.28


def shares(tables: Sequence[Table]) -> tuple[float, ...]:
    """Shares of the measure that give each column but the first room for its longest words."""
    rows = [row for table in tables for row in table.rows]
    wanted = [
        min(most, max(least, (longest + _PADDING) / _MEASURE))
        for (least, most), longest in zip(_BOUNDS, _longest(rows), strict=True)
    ]
    narrower = min(1.0, (1 - _LEAST_FOR_THE_FIRST) / sum(wanted))
    others = [round(share * narrower, 3) for share in wanted]
    return (round(1 - sum(others), 3), *others)


def _longest(rows: Sequence[tuple[tuple[Inline, ...], ...]]) -> list[float]:
    """The width of the widest cell of each column but the first, in characters."""
    return [
        max((sum(map(_width, row[at])) for row in rows), default=0.0)
        for at in range(1, len(_BOUNDS) + 1)
    ]


def _width(inline: Inline) -> float:
    narrow = sum(one.isascii() and one != " " for one in inline.text)
    wide = cells(inline.text) + _BLANK * inline.text.count(" ") + _WIDER * narrow
    return wide * (_CITED if isinstance(inline, Citation) else 1)
