"""A row whose cells tabs part: each cell is mended by itself, as the words that it is, and stays in
its column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Kind, Piece, State
from pipeline.normalise.ledger import Entry
from pipeline.normalise.traced import Edit, Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.normalise.printed.lines import Line

_CELL_OR_END = re.compile("\t|[^\t]+")
_WIDE = "\N{IDEOGRAPHIC SPACE}"


def cells_of(line: Line, text: Traced, entries: list[Entry]) -> Iterator[Traced]:
    """The cells of a row, and between two of them the wide blank that parts them in print, in place
    of a tab. Cells at its start may be empty.
    """
    start = line.start - line.tabs[0]
    for found in _CELL_OR_END.finditer(text.text, start, line.end):
        pieces = text.slice(*found.span())
        if found[0] == "\t":
            entries += (_changed(piece, _WIDE, "a tab ends a cell") for piece in pieces)
            pieces = [Piece(piece.span, _WIDE, corrected=True) for piece in pieces]
        yield Traced(pieces)


def narrow(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits of a cell in which no blank becomes a wide one, which would begin another cell.

    >>> list(narrow("谭卫国 秦向阳", [Edit(3, 4, _WIDE)]))
    []
    """
    for edit in edits:
        after = edit.after.replace(_WIDE, " ")
        if text[edit.start : edit.end] != after:
            yield edit._replace(after=after)


def without_wide_blanks(cell: Traced, entries: list[Entry]) -> Traced:
    """A cell whose own wide blanks are narrow ones."""
    if cell.text == _WIDE:
        return cell
    edits = [Edit(found.start(), found.end(), " ") for found in re.finditer(_WIDE, cell.text)]
    mended, changes = cell.edit(edits)
    entries += (
        _changed(Piece(one.span, ""), one.after, "a wide blank would begin another cell")
        for one in changes
    )
    return mended


def _changed(piece: Piece, after: str, reason: str) -> Entry:
    return Entry(
        piece.span, after, "part-cells", Kind.LAYOUT, Certainty.HIGH, reason, State.APPLIED
    )
