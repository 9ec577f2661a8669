"""A short table stands on one page, unless too much of the page before it stayed empty for that.

Kept whole, a table of six rows may leave a quarter of a page blank. So the sheet says ``--spare``
of one that is kept whole: where so much room is left for it, and it doesn't fit, it is parted as a
longer one is, its head repeated, no row alone. One function of WeasyPrint is wrapped.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from pipeline.typography.steps import custom_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from weasyprint.formatting_structure.boxes import Box
    from weasyprint.layout import LayoutContext

PROPERTY = "--spare"
"""What the sheet gives to a table: the room below which it isn't parted."""


def part_tables() -> None:
    """Hook into WeasyPrint's layout of tables, once a process."""
    from weasyprint.layout import block

    if not hasattr(block.table_layout, "__wrapped__"):
        block.table_layout = _parting(block.table_layout)


def _parting(plain: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
    """``table_layout``, where a table may be parted if it begins high enough on the page."""

    @functools.wraps(plain)
    def lay_out(
        context: LayoutContext, table: Box, bottom_space: float, *rest: object
    ) -> tuple[Any, ...]:
        spare = custom_length(table, PROPERTY)
        if spare:
            room = context.page_bottom - bottom_space - table.position_y
            table.style["break_inside"] = "auto" if room >= spare else "avoid"
        return plain(context, table, bottom_space, *rest)

    return lay_out
