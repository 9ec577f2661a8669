"""The lines at the foot of the last page: a table of one column that stands on the block's edge.

A table, since it alone has rules of its own thickness in every program, and a floating one, since
the foot of a page is a place that text can't be told to reach. LibreOffice loses the rules of
paragraphs in a frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.render.docx import styles
from pipeline.render.docx.lines import join_parts
from pipeline.render.docx.ooxml import (
    child,
    eighths,
    element,
    remove,
    set_style,
    twips,
    twips_of_mm,
)
from pipeline.render.docx.typeset import ink, measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from pipeline.render.front import PrintedLine
    from pipeline.typography.tokens import Layout


def set_foot(
    lines: Sequence[PrintedLine], parts: Mapping[str, Element], layout: Layout, after: Element
) -> Element:
    """Put the lines, whose paragraphs are given by the ids of their parts, behind ``after``; gives
    the paragraph that ends them.
    """
    rows: list[Element] = []
    rule = ""  # that waits for the next line
    for line in lines:
        style = layout.styles[line.style]
        rule = style.above or rule
        if line.parts:
            paragraph = join_parts([parts[part.id] for part in line.parts], line, layout)
            remove(paragraph)
            rows.append(_row(paragraph, layout, rule))
            rule = ""
    if not rows:
        return after
    if rule:
        borders = child(rows[-1], "tc", "tcPr", "tcBorders")
        borders.append(_border("bottom", rule, layout))
    table = element("tbl")
    table.append(_properties(layout))
    grid = element("tblGrid")
    grid.append(element("gridCol", w=measure(layout)))
    table.append(grid)
    table.extend(rows)
    after.addnext(table)
    end = element("p")  # a table stands beside the paragraph that follows it
    set_style(end, styles.PARAGRAPHS["foot-end"])
    table.addnext(end)
    return end


def _properties(layout: Layout) -> Element:
    made = element("tblPr")
    made.append(element("tblStyle", val=styles.PLAIN_TABLE.id))
    place = element(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        topFromText=twips(layout.styles["body"].line / 2),
        vertAnchor="margin",
        horzAnchor="page",  # as wide as the margins leave it, LibreOffice lets it float no further
        tblpX=twips_of_mm(layout.page.left),
        tblpYSpec="bottom",
    )
    made.append(place)
    made.append(element("tblW", w=measure(layout), type="dxa"))
    made.append(element("tblLayout", type="fixed"))
    return made


def _row(paragraph: Element, layout: Layout, rule: str) -> Element:
    row, cell, holder = element("tr"), element("tc"), element("tcPr")
    whole = element("trPr")
    whole.append(element("cantSplit"))
    row.append(whole)
    holder.append(element("tcW", w=measure(layout), type="dxa"))
    borders = element("tcBorders")
    if rule:
        borders.append(_border("top", rule, layout))
    holder.append(borders)
    cell.append(holder)
    cell.append(paragraph)
    row.append(cell)
    return row


def _border(side: str, name: str, layout: Layout) -> Element:
    rule = layout.rules[name]
    colour = ink(layout, rule.colour)
    return element(side, val="single", sz=eighths(rule.width), space=0, color=colour)
