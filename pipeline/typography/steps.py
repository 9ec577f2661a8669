"""Boxes that are whole lines of the grid high (``block-step-size`` of CSS Rhythmic Sizing).

Small type that runs long has a pitch of its own, and rows of a table are as high as their words:
what comes after them would leave the grid. WeasyPrint knows no steps. So a sheet says ``--step``
of a box, and where the box ends, the room that its margin box lacks of a whole number of steps is
added: below what it holds, in a cell of a table on both sides. Nor do the rules of a table take any
room: half of each would be a cell's, and half of the outermost nobody's. Two functions of
WeasyPrint are wrapped.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import LayoutContext

    Laid = tuple[Any, ...]

PROPERTY = "--step"
"""What the sheet gives to a box. Boxes within don't take steps for it."""

_PIXELS_A_PT = 96 / 72
#: Less than this (px) is what adding up pitches leaves.
_NOTHING = 0.1


def take_steps() -> None:
    """Hook into WeasyPrint's layout of blocks and tables, once a process."""
    from weasyprint.formatting_structure import build
    from weasyprint.layout import block, table

    if not hasattr(block.block_container_layout, "__wrapped__"):
        block.block_container_layout = _stepping(block.block_container_layout)
        table.block_container_layout = block.block_container_layout
        build.collapse_table_borders = _without_room(build.collapse_table_borders)


def lacking(height: float, step: float) -> float:
    """What a height lacks of a whole number of steps.

    >>> lacking(38.5, 22), lacking(44, 22), lacking(44.02, 22)
    (5.5, 0.0, 0.0)
    """
    steps = math.ceil((height - _NOTHING) / step)
    return max(0.0, steps * step - height)


def _stepping(plain: Callable[..., Laid]) -> Callable[..., Laid]:
    """``block_container_layout``, the height of a box with a step rounded up where it ends."""

    @functools.wraps(plain)
    def lay_out(
        context: LayoutContext, box: Box, bottom_space: float, *rest: object, **by_name: object
    ) -> Laid:
        laid = plain(context, box, bottom_space, *rest, **by_name)
        new_box, resume_at = laid[:2]
        step = custom_length(box, PROPERTY)
        if step and new_box is not None and resume_at is None:
            _round_up(new_box, step, context.page_bottom - bottom_space)
        return laid

    return lay_out


def custom_length(box: Box, name: str) -> float:
    """The length that a sheet gives to the box itself under a name of ours, in px; 0 where it has
    none.
    """
    key = name.replace("-", "_")
    if key not in getattr(box.style, "cascaded", ()):
        return 0
    (length,) = (token for token in box.style[key] if token.type == "dimension")
    return float(length.value) * _PIXELS_A_PT


def _round_up(box: Box, step: float, bottom: float) -> None:
    lacks = lacking(box.margin_height(), step)
    if type(box).__name__ == "TableCellBox":
        for child in box.children:
            child.translate(0, lacks / 2)
        box.padding_top += lacks / 2
        box.padding_bottom += lacks / 2
        return
    # Above notes a page may end between two lines. What fits there without its step stays there:
    # nothing comes after it.
    box.height += max(0.0, min(lacks, bottom - (box.position_y + box.margin_height())))


def _without_room(plain: Callable[..., object]) -> Callable[..., object]:
    """``collapse_table_borders``, the rules across drawn upon the edges of rows."""

    @functools.wraps(plain)
    def collapse(table: Box, *rest: object) -> object:
        grid = plain(table, *rest)
        cells = (
            cell for group in table.children for row in group.children for cell in row.children
        )
        for box in (table, *cells):
            box.border_top_width = box.border_bottom_width = 0
        return grid

    return collapse
