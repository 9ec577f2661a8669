"""Tables: our style, fixed columns by the manuscript's widths, heads repeated on each page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.model.manuscript import Paragraph, Style, Table
from pipeline.model.rows import Grid, with_grids
from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import (
    PARAGRAPH_ORDER,
    TABLE_ORDER,
    bookmark,
    bookmark_name,
    child,
    element,
    properties,
    put,
    set_style,
)
from pipeline.render.docx.typeset import measure
from pipeline.render.rows import column_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

FIRST_ROW = "0020"
"""``tblLook``: of the conditional formats of the style only that of the first row applies."""

NO_ROW = "0000"
"""The same: none does."""


def finish_tables(made: Sequence[Element], manuscript: Manuscript, layout: Layout) -> None:
    """Finish the tables pandoc has made: ours, and the rows of the sources'.

    A wordless paragraph follows each, as high as the room below a table: Word gives tables none,
    runs two that touch together, and wants no document to end with one. The rows of a source's
    stand in the text, so one stands above them, too, where no caption does.
    """
    elements = with_grids(manuscript.elements)
    width, keep = measure(layout), layout.keep_rows
    tables = iter(made)
    for above, one, below in zip((None, *elements), elements, (*elements[1:], None), strict=False):
        if isinstance(one, Table):
            table = next(tables)
            _finish(table, one.widths, width, keep, headed=True)
            table.addnext(_room("table-end"))
        elif isinstance(one, Grid):
            table = next(tables)
            _finish(table, column_widths(one, layout), width, keep, headed=one.headed)
            if isinstance(above, Paragraph) and above.style is not Style.ROW_CAPTION:
                table.addprevious(_room("row-end"))
            table.addnext(_room("row-end" if isinstance(below, Paragraph) else "table-end"))


def name_rows(made: Sequence[Element], manuscript: Manuscript, number: int) -> None:
    """Bookmark every row of the sources' tables with its own id; ``number`` is the first of the
    numbers that the bookmarks get.
    """
    meant = [one for one in with_grids(manuscript.elements) if isinstance(one, Table | Grid)]
    for table, one in zip(made, meant, strict=True):
        if isinstance(one, Grid):
            for row, said in zip(table.findall(qn("w:tr")), one.rows, strict=True):
                bookmark(next(row.iter(qn("w:p"))), bookmark_name(said.id), number)
                number += 1


def _room(role: str) -> Element:
    end = element("p")
    set_style(end, styles.PARAGRAPHS[role])
    return end


def _finish(
    made: Element, shares: tuple[float, ...], width: int, keep_rows: int, *, headed: bool
) -> None:
    """``width`` is the text's width in twips. A table of no more than ``keep_rows`` rows stands on
    one page; of a longer one no row stands alone.
    """
    widths = in_twips(shares, width)
    holder = properties(made, "tblPr")
    put(holder, element("tblStyle", val=styles.TABLE.id), TABLE_ORDER)
    put(holder, element("tblW", type="dxa", w=width), TABLE_ORDER)
    put(holder, element("jc", val="center"), TABLE_ORDER)
    put(holder, element("tblLayout", type="fixed"), TABLE_ORDER)
    look = element("tblLook", val=FIRST_ROW if headed else NO_ROW, firstRow=int(headed))
    for name in ("lastRow", "firstColumn", "lastColumn"):
        look.set(qn(f"w:{name}"), "0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:noVBand"), "1")
    put(holder, look, TABLE_ORDER)
    _set_grid(made, widths)
    rows = made.findall(qn("w:tr"))
    last = len(rows) - 1
    first = int(headed)
    short = last + 1 - first <= keep_rows
    for place, row in enumerate(rows):
        _keep_whole(row)
        if place < last and (short or place in (first, last - 1)):
            _keep_with_next(row)
        for cell, own in zip(row.findall(qn("w:tc")), widths, strict=True):
            _set_cell(cell, own)


def in_twips(shares: tuple[float, ...], measure: int) -> list[int]:
    """Whole twips that add up to the measure.

    >>> in_twips((1 / 3, 1 / 3, 1 / 3), 100)
    [33, 33, 34]
    """
    edges = [0.0]
    for share in shares:
        edges.append(edges[-1] + share)
    rounded = [int(edge / edges[-1] * measure) for edge in edges]
    return [right - left for left, right in pairwise(rounded)]


def _set_grid(made: Element, widths: list[int]) -> None:
    """``w:gridCol``: WPS lays a table out by it and by nothing else."""
    grid = child(made, "tblGrid")
    for column in list(grid):
        grid.remove(column)
    grid.extend([element("gridCol", w=width) for width in widths])


def _keep_whole(row: Element) -> None:
    """A row isn't cut by the end of a page; ``cantSplit`` comes before ``tblHeader``."""
    holder = row.find(qn("w:trPr"))
    if holder is None:
        holder = element("trPr")
        row.insert(0, holder)
    holder.insert(0, element("cantSplit"))


def _keep_with_next(row: Element) -> None:
    """Word and LibreOffice part no rows whose paragraphs are kept with the next one."""
    for paragraph in row.iter(qn("w:p")):
        put(properties(paragraph, "pPr"), element("keepNext"), PARAGRAPH_ORDER)


def _set_cell(cell: Element, width: int) -> None:
    holder = properties(cell, "tcPr")
    for old in list(holder):
        holder.remove(old)
    holder.append(element("tcW", w=width, type="dxa"))
    holder.append(element("vAlign", val="center"))
