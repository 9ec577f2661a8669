"""HTML in Markdown, which pandoc hands through as it is: programs that recognise pages write their
tables so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from pipeline.read.merged import CELL_END, Cell, rows_of
from pipeline.read.page import in_one_body, reach_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement as Element

#: Tags that end a line, or a cell of a table.
_ENDS_LINE = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|d[dlt]|div|fig(?:caption|ure)|footer|h[1-6r]"
    r"|header|li|main|nav|[ou]l|p|pre|section|table|t(?:body|foot|head|r))\b",
    re.IGNORECASE,
)
_ENDS_CELL = re.compile(r"</?t[dh]\b", re.IGNORECASE)
_NOT_TABS = re.compile(r"[^\S\t]+$|^[^\S\t]+")


def of_tag(tag: str) -> str:
    r"""What a lone tag of HTML says: that a line ends, or a cell; mostly nothing.

    >>> [of_tag(tag) for tag in ("<br/>", "</P>", "</td>", "<strong>", "<!-- p -->")]
    ['\n', '\n', '\t', '', '']
    """
    return "\n" if _ENDS_LINE.match(tag) else CELL_END if _ENDS_CELL.match(tag) else ""


def unmarked(raw: str) -> Iterator[str]:
    r"""The lines of a block of HTML.

    >>> table = "<table><tr><td>镇<td colspan=2>亩<tr><td>丁<td><td>3</table>"
    >>> list(unmarked(f"<p>甲<b>乙</b><br>丙</p>{table}"))
    ['甲乙', '丙', '镇\t亩\t', '丁\t\t3']
    """
    try:
        root = html.fragment_fromstring(raw, create_parent=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        yield from (line.strip() for line in raw.splitlines() if line.strip())
        return
    etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
    for table in reversed(list(root.iter("table"))):  # a table in another one before that
        rows = html.Element("pre")
        rows.text, rows.tail = "\n".join(_rows(table)), table.tail
        table.getparent().replace(table, rows)
    yield from _lines(root)


def _lines(root: Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        between = of_tag(f"<{element.tag}")
        element.text = ("" if between == CELL_END else between) + (element.text or "")
        element.tail = between + (element.tail or "")
    for line in root.text_content().splitlines():
        if line.strip():
            yield _NOT_TABS.sub("", line)


def _rows(table: Element) -> Iterator[str]:
    """The lines of a table: its caption, and a row a line."""
    in_one_body(table)
    for caption in [one for one in table if one.tag == "caption"]:
        yield from _lines(caption)
    rows = (row for row in table if row.tag == "tr")
    yield from rows_of([[_cell(one) for one in row if one.tag == "td"] for row in rows])


def _cell(cell: Element) -> Cell:
    across, down = reach_of(cell.get("colspan")), reach_of(cell.get("rowspan"))
    return Cell(tuple(line.strip() for line in _lines(cell)), across, down)
