"""How wide the columns of a source's table are: as wide as their longest words ask, and all of them
together as wide as the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import Citation, NoteCall
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
