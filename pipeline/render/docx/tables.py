"""Tables: our style, fixed columns by the manuscript's widths, heads repeated on each page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import (
    PARAGRAPH_ORDER,
    TABLE_ORDER,
    child,
    element,
    properties,
    put,
    set_style,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Table

FIRST_ROW = "0020"
"""``tblLook``: of the conditional formats of the style only that of the first row applies."""


def finish_table(made: Element, meant: Table, measure: int, keep_rows: int) -> None:
    """Finish the table pandoc has made of ``meant``; ``measure`` is the text's width in twips. One
    of no more than ``keep_rows`` rows stands on one page; of a longer one no row stands alone.

    A wordless paragraph follows, as high as the room below a table: Word gives tables none, runs
    two that touch together, and wants no document to end with one.
    """
    widths = column_widths(meant.widths, measure)
    holder = properties(made, "tblPr")
    put(holder, element("tblStyle", val=styles.TABLE.id), TABLE_ORDER)
    put(holder, element("tblW", type="dxa", w=measure), TABLE_ORDER)
    put(holder, element("jc", val="center"), TABLE_ORDER)
    put(holder, element("tblLayout", type="fixed"), TABLE_ORDER)
    look = element("tblLook", val=FIRST_ROW, firstRow=1, lastRow=0, firstColumn=0, lastColumn=0)
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:noVBand"), "1")
    put(holder, look, TABLE_ORDER)
    _set_grid(made, widths)
    rows = made.findall(qn("w:tr"))
    last = len(rows) - 1
    short = last <= keep_rows
    for place, row in enumerate(rows):
        _keep_whole(row)
        if place < last and (short or place in (1, last - 1)):
            _keep_with_next(row)
        for cell, width in zip(row.findall(qn("w:tc")), widths, strict=True):
            _set_cell(cell, width)
    end = element("p")
    set_style(end, styles.PARAGRAPHS["table-end"])
    made.addnext(end)


def column_widths(shares: tuple[float, ...], measure: int) -> list[int]:
    """Whole twips that add up to the measure.

    >>> column_widths((1 / 3, 1 / 3, 1 / 3), 100)
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
