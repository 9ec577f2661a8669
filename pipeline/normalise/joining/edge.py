"""Where two lines stand to the edge of their column: what stops short of it, and what had no room
at it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms.shapes import is_applause
from pipeline.normalise.joining.seam import SHORT
from pipeline.normalise.printed.cells import GAP, cells, gaps
from pipeline.normalise.printed.columns import is_indent
from pipeline.normalise.printed.grid import INDENT

if TYPE_CHECKING:
    from pipeline.normalise.joining.seam import Seam
    from pipeline.normalise.printed.lines import Line

_TOKEN = re.compile(r"[（(“《]?[0-9A-Za-z][0-9A-Za-z.,%\-]*[）)”》]?")

_OPENED = re.compile("[（(《〈「『【〔“‘]+.")

#: So many cells may be missing where recognition has lost characters.
_LOST = 3.5


def nearly_full(seam: Seam) -> bool:
    """Within a fifth of the column's width of its edge: a narrower measure, a loose line."""
    column = seam.setting.column
    return column is not None and seam.short_by <= column / 5


def far_from_edge(seam: Seam) -> bool:
    """The upper line stops in the first two thirds of its column: no middle line does."""
    column = seam.setting.column
    return column is not None and seam.short_by > column / 3 + token_width(seam.below)


def wide(seam: Seam) -> bool:
    """Wider than the column below it, however its marks are squeezed and its figures set."""
    column = seam.setting.column
    if column is None or seam.below_short_by < -1.0:
        return False
    return seam.above.width - seam.above.give - GAP * gaps(seam.above.text) > column + 1.0


def lost_indent(seam: Seam) -> bool:
    """The lower line is two cells short without being the last of its paragraph.

    Either it runs on into the line after it, or that line is longer. A number or a word that
    had no room at its end makes it shorter still, and alone explains a small gap.
    """
    if not seam.state.wrapped or seam.after is None:
        return False
    grid = seam.setting.grid
    if grid is not None:
        lost = grid.has_room(seam.below, seam.after)
        lost = lost and not grid.has_room(seam.below, seam.after, INDENT)
        return lost and (not seam.below.ended or seam.after.width > seam.below.width + 0.9)
    missing = seam.below_short_by
    moved = token_width(seam.after)
    if moved and missing <= moved + 0.5:
        return False
    if not is_indent(missing) and not (moved and is_indent(missing - moved)):
        return False
    runs_on = not seam.below.ended
    return runs_on or seam.after.width > seam.below.width + 0.9


def first_line_below(seam: Seam) -> bool:
    """The lower line looks like a first line, and nothing else explains why the upper one stops
    short in mid-sentence: no number that had no room, and in prose no lost character.
    """
    if not lost_indent(seam) or token_moved(seam):
        return False
    if not nearly_full(seam):
        return True
    lost = seam.clauses and not seam.state.marked and seam.short_by <= _LOST
    return seam.setting.first_short and not lost


def lost_characters(seam: Seam) -> bool:
    """A sentence ends so near the edge that a character or two may have been lost in the line:
    where lines were recognised, no count of characters fits.
    """
    return seam.setting.ragged and seam.setting.grid is None and seam.short_by <= _LOST


def short_middle(seam: Seam) -> bool:
    """The lower line would be a middle one, and yet stops short: a heading stands there."""
    below = seam.below
    if seam.after is None or seam.after.credited or below.marked or is_applause(below.text):
        return False
    return seam.below_short_by > max(SHORT, token_width(seam.after) + 2)


def short_lines(seam: Seam) -> bool:
    """The next two lines stop short of the column: a poem, a list."""
    return (
        seam.after is not None
        and seam.below_short_by > SHORT
        and seam.setting.missing(seam.after) > SHORT
    )


def token_width(line: Line) -> float:
    """Cells of the number or word a line starts with; the mark behind it moves along."""
    token = _TOKEN.match(line.text)
    return cells(token[0]) if token else 0.0


def opener_width(line: Line) -> float:
    """Cells of the bracket or quote a line opens with and of what follows it: no line ends with
    such a mark alone.
    """
    opened = _OPENED.match(line.text)
    return cells(opened[0]) if opened else 0.0


def token_moved(seam: Seam) -> bool:
    """The lower line starts with a number or a word that had no room in the upper one."""
    room = token_width(seam.below)
    return bool(room) and seam.short_by <= room + _indent_of(seam) + 1.25


def token_after_end(seam: Seam) -> bool:
    """A sentence ends short of the edge since the number, or the bracket, after it had no room
    there; the line below is no first line: it is full, or not indented as first lines are here.
    """
    if seam.setting.grid is not None:
        return False  # there it is known
    flush = seam.state.indented and seam.below.indent < seam.setting.least_indent
    if not (seam.state.flush_below or flush):
        return False
    room = token_width(seam.below) or opener_width(seam.below)
    return bool(room) and seam.short_by <= room + _indent_of(seam) + 0.75


def _indent_of(seam: Seam) -> float:
    """The cells that an indent takes of the upper line, where it is still there or got lost."""
    if not seam.state.first:
        return 0.0
    return 2.0 if seam.setting.first_short or is_indent(seam.above.indent) else 0.0
