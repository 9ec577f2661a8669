"""How wide the columns of the key figures are: the same in all tables of a briefing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import Citation
from pipeline.normalise.printed.cells import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.manuscript import Inline, Table

_USUAL = (0.35, 0.255, 0.215, 0.18)
"""Shares of the measure: what is counted, the number, when it was so, who says so."""

_MOST = (0.48, 0.32, 0.38, 0.22)
_LEAST = (0.28, 0.15, 0.12, 0.15)
"""So wide a column gets for its words, and so narrow for those of others. What is counted gives
last: its words are the longest, and may well stand on two lines.
"""

_PADDING = 1.0
"""Characters between two columns."""

_BLANK = 0.25
"""A blank, which cells() doesn't count."""

_WIDER = 0.1
"""What a digit may be wider than half a character, in 楷 and 黑."""

_CITED = 0.8
"""The size of a citation, to that of the cell it stands in."""


def shares(tables: Sequence[Table], measure: float) -> tuple[float, ...]:
    """Shares of the measure that give each column but the first room for its longest words, and the
    first what the others don't need. ``measure`` is in characters of a cell.
    """
    rows = [row for table in tables for row in table.rows]
    needed = [_LEAST[0], *(_needed(rows, column, measure) for column in (1, 2, 3))]
    wide = [max(pair) for pair in zip(_USUAL, needed, strict=True)]
    over = sum(wide) - 1
    for giving in ((1, 2, 3), (0,)):
        spare = {column: wide[column] - needed[column] for column in giving}
        taken = min(1.0, over / sum(spare.values())) if over > 0 and any(spare.values()) else 0.0
        for column, room in spare.items():
            wide[column] -= taken * room
        over = sum(wide) - 1
    wanting = max(0.0, _needed(rows, 0, measure) - wide[0])
    spare = {column: max(0.0, wide[column] - needed[column]) for column in (1, 2, 3)}
    taken = min(1.0, wanting / sum(spare.values())) if any(spare.values()) else 0.0
    for column, room in spare.items():
        wide[column] -= taken * room
        wide[0] += taken * room
    return tuple(round(one / sum(wide), 4) for one in wide)


def _needed(rows: Sequence[tuple[tuple[Inline, ...], ...]], column: int, measure: float) -> float:
    longest = max((sum(map(_width, row[column])) for row in rows), default=0.0)
    return min(_MOST[column], max(_LEAST[column], (longest + _PADDING) / measure))


def _width(inline: Inline) -> float:
    """In characters of a cell."""
    narrow = sum(one.isascii() and one != " " for one in inline.text)
    wide = cells(inline.text) + _BLANK * inline.text.count(" ") + _WIDER * narrow
    return wide * (_CITED if isinstance(inline, Citation) else 1)
