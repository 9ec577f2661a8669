"""The reference document: every style of the DOCX, made from the typographic tokens.

pandoc takes its styles from here. The style sheet is written whole, not patched: what the
templates of python-docx, pandoc or Word hold (theme fonts, blue headings, Western spacing) would
show through wherever we say nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn

from pipeline.render import archive, ast
from pipeline.render.docx import styles, typeset
from pipeline.render.docx.ooxml import PARAGRAPH_ORDER, RUN_ORDER, element, put, saved, twips

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element as Element

    from pipeline.render.docx.styles import DocxStyle
    from pipeline.typography.tokens import Layout, TypeStyle

IN_THE_LINE = frozenset({"bold", "italic", "citation", "lead", "note-call", "pinyin"})
"""Styles of words, not of paragraphs."""

_AS_HIGH_AS_ITS_WORDS = frozenset({"chart", "illustration"}) | {
    *("table-head", "row-head", "number-head", "table-cell", "table-number")
}
"""Styles without a pitch: what stands in the middle of a row, and pictures."""

_LONG_LEAD = 12
"""Characters that a date may be longer than the room for it."""

OFFERED = frozenset(
    {"body", "heading-1", "heading-2", "heading-3", "heading-4", "key-point", "editor-note"}
    | {"caption", "table-caption", "table-head", "table-cell"}
)
"""Styles an editor may want to set; Word shows them in its gallery, the others only in lists."""


@lru_cache(4)
def reference_docx(layout: Layout) -> bytes:
    """An empty document with all styles of ``layout``, made once a process."""
    document = Document()
    sheet = document.styles.element
    for node in list(sheet):
        if node.tag != qn("w:latentStyles"):
            sheet.remove(node)
    sheet.insert(0, _defaults(layout))
    sheet.extend(_foundations(layout))
    tokens = _tokens(layout)
    for role, token in tokens.items():
        if role not in IN_THE_LINE:
            sheet.append(_paragraph_style(role, styles.paragraph_style(role), token, layout))
    for role, style in styles.RUNS.items():
        sheet.append(_run_style(role, style, layout))
    sheet.append(_table_style(layout))
    return archive.pack(saved(document))


def _tokens(layout: Layout) -> dict[str, TypeStyle]:
    """The layout's styles, and those that only the DOCX needs: wordless paragraphs around
    contents and behind tables, and the folio of even pages.
    """
    known, lengths = dict(layout.styles), layout.lengths
    low = replace(known["body"], size=1, line=1, before=0, after=0, indent=0, align="left")
    if layout.cover:
        # Word drops the room above what begins a page, so it is a line of its own.
        title = known["contents-title"]
        known["contents-start"] = replace(low, line=title.before)
        known["contents-title"] = replace(title, before=0)
    known["contents-end"] = replace(low, line=max(1, lengths["contents-after"] / 2))
    known["foot-end"] = low
    # Word adds up what margins share: what follows, a caption or a heading, has its own room above.
    below = lengths["table-after"] - known["table-caption"].before
    known["table-end"] = replace(low, line=max(1, below))
    known["row-end"] = replace(low, line=lengths["table-after"])
    known["comment"] = replace(known["note"], hanging=0, left=0, indent=0)
    folio = layout.folio
    if folio.side == "outside":
        known["folio-even"] = replace(known["folio"], align="left", left=folio.inset)
        known["folio"] = replace(known["folio"], align="right", right=folio.inset)
    return known


def _defaults(layout: Layout) -> Element:
    """Fonts and language of text that has no style. Latin text in a Chinese book is checked as
    English; the East Asian language decides on line breaks and the form of glyphs.
    """
    made = element("docDefaults")
    run_default, run = element("rPrDefault"), element("rPr")
    typeset.set_font(run, layout, layout.styles["body"].face)
    typeset.set_size(run, layout.styles["body"].size)
    put(run, element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"), RUN_ORDER)
    run_default.append(run)
    made.append(run_default)
    made.append(element("pPrDefault"))
    return made


def _foundations(layout: Layout) -> list[Element]:
    """Normal, which all others stand on, and the defaults that Word takes for granted. A table
    style is based on TableNormal: where it isn't defined, validators call the file broken.
    """
    normal = _style("paragraph", styles.NORMAL, default=True)
    body = layout.styles["body"]
    holder = element("pPr")
    for name in ("widowControl", "kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN"):
        put(holder, element(name), PARAGRAPH_ORDER)
    put(holder, typeset.spacing(body, layout), PARAGRAPH_ORDER)
    normal.append(holder)
    normal.append(typeset.run_properties(body, layout))
    plain_run = _style("character", styles.PLAIN_RUN, default=True)
    plain_run.append(element("semiHidden"))
    plain_table = _style("table", styles.PLAIN_TABLE, default=True)
    plain_table.append(element("semiHidden"))
    table = element("tblPr")
    table.append(element("tblInd", w=0, type="dxa"))
    table.append(_cell_margins(0, 0))
    plain_table.append(table)
    return [normal, plain_run, plain_table]


def _style(kind: str, style: DocxStyle, *, default: bool = False) -> Element:
    made = element("style", type=kind, styleId=style.id)
    if default:
        made.set(qn("w:default"), "1")
    if not style.builtin:
        made.set(qn("w:customStyle"), "1")
    made.append(element("name", val=style.name))
    return made


def _paragraph_style(role: str, style: DocxStyle, token: TypeStyle, layout: Layout) -> Element:
    made = _style("paragraph", style)
    made.append(element("basedOn", val=styles.NORMAL.id))
    if role.startswith("heading-"):
        made.append(element("next", val=styles.PARAGRAPHS["body"].id))
    if role in OFFERED:
        made.append(element("qFormat"))
    exact = role not in _AS_HIGH_AS_ITS_WORDS
    holder = typeset.paragraph_properties(token, layout, exact=exact)
    _adorn(holder, role, token, layout)
    made.append(holder)
    made.append(typeset.run_properties(token, layout))
    return made


def _adorn(holder: Element, role: str, token: TypeStyle, layout: Layout) -> None:
    """What a role has beyond its token: levels, page breaks, tabs, its place on the page."""
    width = typeset.measure(layout)
    if token.marker:
        put(holder, _marker(), PARAGRAPH_ORDER)
    if role.startswith("heading-"):
        level = int(role.removeprefix("heading-")) - 1
        put(holder, element("outlineLvl", val=level), PARAGRAPH_ORDER)
    elif role == "contents-start":
        put(holder, element("pageBreakBefore"), PARAGRAPH_ORDER)
    elif role.removeprefix("contents-").isdigit():
        put(holder, _right_tab(width, leader="dot"), PARAGRAPH_ORDER)
    elif role in {line.style for line in layout.part_lines() if len(line.parts) > 1}:
        put(holder, _right_tab(width - twips(token.right * token.size)), PARAGRAPH_ORDER)
    elif role == "running-head" and layout.running_head:
        put(holder, _head_rule(layout), PARAGRAPH_ORDER)
    elif role == "timeline":
        put(holder, _tabs_behind(token), PARAGRAPH_ORDER)
    elif role == "note":
        hang = twips(layout.lengths["note-hang"])
        put(holder, element("ind", left=hang, hanging=hang), PARAGRAPH_ORDER)


def _head_rule(layout: Layout) -> Element:
    made = element("pBdr")
    gap = round(layout.lengths["head-gap"])
    made.append(typeset.border("bottom", layout, "rule-thin", "rule", gap))
    return made


def _marker() -> Element:
    """The list whose sign is the marker; parts.numbering defines it."""
    made = element("numPr")
    made.append(element("ilvl", val=0))
    made.append(element("numId", val=styles.MARKER_LIST))
    return made


def _tabs_behind(token: TypeStyle) -> Element:
    """A stop each half character behind the hang: what stands in it and is too long for it has its
    text close by, not at the next stop of the program's own.
    """
    tabs = element("tabs")
    for half in range(1, 2 * _LONG_LEAD):
        place = twips((token.left + half / 2) * token.size)
        tabs.append(element("tab", val="left", pos=place))
    return tabs


def _right_tab(position: int, leader: str = "none") -> Element:
    tabs = element("tabs")
    tabs.append(element("tab", val="right", leader=leader, pos=position))
    return tabs


def _run_style(role: str, style: DocxStyle, layout: Layout) -> Element:
    """A character style. Those that only say whose words they are don't change the face, so that
    they are at home in any paragraph.
    """
    made = _style("character", style)
    made.append(element("basedOn", val=styles.PLAIN_RUN.id))
    made.append(element("qFormat"))
    holder = element("rPr")
    accent = element("color", val=typeset.ink(layout, "accent"))
    if role == ast.CITATION:
        holder = typeset.run_properties(layout.styles["citation"], layout, "quiet")
    elif role == ast.LEAD:
        holder = typeset.run_properties(layout.styles["lead"], layout)
    elif role in (ast.HEADING_NUMBER, "note-number") or role.startswith("editor-words"):
        put(holder, accent, RUN_ORDER)
    elif role == "note-call":
        put(holder, accent, RUN_ORDER)
        put(holder, element("vertAlign", val="superscript"), RUN_ORDER)
    _stress(holder, role.partition("-words-")[2].split("-"), layout)
    if len(holder):
        made.append(holder)
    return made


def _stress(holder: Element, looks: Collection[str], layout: Layout) -> None:
    """How an editor has stressed words. Bold and italic together is a bold 楷. Dots are underDot:
    plain dot is below in Word where the text is Chinese, and above in LibreOffice.
    """
    for look in ("italic", "bold"):
        if look in looks:
            typeset.set_font(holder, layout, layout.styles[look].face)
            break
    if {"bold", "italic"} <= set(looks):
        put(holder, element("b"), RUN_ORDER)
        put(holder, element("bCs"), RUN_ORDER)
    if "dots" in looks:
        put(holder, element("em", val="underDot"), RUN_ORDER)


def _table_style(layout: Layout) -> Element:
    """A table of three rules, no uprights: thick above and below, a thin one under the heads."""
    made = _style("table", styles.TABLE)
    made.append(element("basedOn", val=styles.PLAIN_TABLE.id))
    table, borders = element("tblPr"), element("tblBorders")
    for side in ("top", "bottom"):
        borders.append(typeset.border(side, layout, "rule-thick", "ink"))
    table.append(borders)
    table.append(_cell_margins(layout.lengths["cell-x"], layout.lengths["cell-y"]))
    made.append(table)
    head, cell, under = (
        element("tblStylePr", type="firstRow"),
        element("tcPr"),
        element("tcBorders"),
    )
    under.append(typeset.border("bottom", layout, "rule-thin", "ink"))
    cell.append(under)
    head.append(cell)
    made.append(head)
    return made


def _cell_margins(x: float, y: float) -> Element:
    made = element("tblCellMar")
    for name, room in (("top", y), ("left", x), ("bottom", y), ("right", x)):
        made.append(element(name, w=twips(room), type="dxa"))
    return made
