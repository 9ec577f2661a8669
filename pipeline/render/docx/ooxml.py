"""Raw WordprocessingML: elements, their order, fields, bookmarks.

Lengths in OOXML: twips (1/20 pt) for places and pitches, half points for sizes, hundredths of a
character for the ``…Chars`` attributes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.packuri import PACKAGE_URI
from docx.opc.pkgwriter import _ContentTypesItem
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from pipeline.errors import OutputInvalid, Place
from pipeline.render.ast import anchor
from pipeline.typography.tokens import POINTS_A_MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element as Element

    from pipeline.render.docx.styles import DocxStyle

TWIPS_A_POINT = 20

RUN_ORDER = [
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
    "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
    "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr",
    "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
    "oMath",
]  # fmt: skip
PARAGRAPH_ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
]  # fmt: skip
TABLE_ORDER = [
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
    "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
    "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription",
]  # fmt: skip
"""The schema fixes the order of properties; Word calls a file that breaks it damaged."""


def element(tag: str, **attributes: str | int) -> Element:
    """``<w:tag w:name="value"/>``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def text_element(tag: str, text: str) -> Element:
    """``w:t`` or ``w:instrText``, with its spaces kept: XML readers may drop those at the ends."""
    made = element(tag)
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def put(parent: Element, child: Element, order: list[str]) -> None:
    """Put a property where the schema wants it, in the place of one of the same name."""
    name = local(child)
    for old in parent.findall(child.tag):
        parent.remove(old)
    rank = order.index(name)
    for place, other in enumerate(parent):
        if local(other) in order and order.index(local(other)) > rank:
            parent.insert(place, child)
            return
    parent.append(child)


def local(node: Element) -> str:
    """The name of an element without its namespace."""
    return str(node.tag).rpartition("}")[2]


def child(node: Element, *path: str) -> Element:
    """The first ``w:a/w:b/…`` below ``node``, which has to be there.

    Raises OutputInvalid where it isn't: pandoc has written something else than it always does.
    """
    found = node.find("/".join(qn(f"w:{tag}") for tag in path))
    if found is None:
        raise OutputInvalid(f"no {'/'.join(path)} in {local(node)}", where=Place("briefing.docx"))
    return found


def remove(node: Element) -> None:
    """Take an element out of its tree."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def properties(node: Element, tag: str) -> Element:
    """The first child ``w:tag`` (pPr, rPr, tcPr …) of ``node``, made if there is none."""
    found = node.find(qn(f"w:{tag}"))
    if found is None:
        found = element(tag)
        node.insert(0, found)
    return found


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style, "" for the default."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val"), ""))


def set_style(paragraph: Element, style: DocxStyle) -> None:
    """Give a paragraph a style."""
    put(properties(paragraph, "pPr"), element("pStyle", val=style.id), PARAGRAPH_ORDER)


def visible_text(node: Element) -> str:
    """The words in all ``w:t`` below ``node``."""
    return "".join(one.text or "" for one in node.iter(qn("w:t")))


def run(*children: Element, style: str = "") -> Element:
    """A run of these children, in a character style or none."""
    made = element("r")
    if style:
        holder = element("rPr")
        holder.append(element("rStyle", val=style))
        made.append(holder)
    made.extend(children)
    return made


def field(instruction: str, cached: str, style: str = "") -> Iterator[Element]:
    """The runs of a complex field. ``cached`` is what is shown until a program counts anew.

    Complex, not ``w:fldSimple``: its parts are plain runs, so each bears its style, and readers
    that know nothing of fields still see the cached text.
    """
    yield run(element("fldChar", fldCharType="begin"), style=style)
    yield run(text_element("instrText", f" {instruction} "), style=style)
    yield run(element("fldChar", fldCharType="separate"), style=style)
    yield run(text_element("t", cached), style=style)
    yield run(element("fldChar", fldCharType="end"), style=style)


def bookmark_name(identity: str) -> str:
    """The bookmark of the element with this id. The underscore hides it in Word's list.

    >>> bookmark_name("key_1")
    '_p_key_1'
    """
    return f"_{anchor(identity)}"


def bookmark(paragraph: Element, name: str, number: int) -> None:
    """Bookmark a paragraph from its first to its last character.

    Inside the paragraph, never between paragraphs: programs move the latter to a neighbour when
    a paragraph is cut and pasted.
    """
    start = element("bookmarkStart", id=number, name=name)
    has_properties = len(paragraph) > 0 and paragraph[0].tag == qn("w:pPr")
    paragraph.insert(1 if has_properties else 0, start)
    paragraph.append(element("bookmarkEnd", id=number))


def twips(points: float) -> int:
    return round(points * TWIPS_A_POINT)


def twips_of_mm(millimetres: float) -> int:
    return round(millimetres * POINTS_A_MM * TWIPS_A_POINT)


def eighths(points: float) -> int:
    """The measure of rules: eighths of a point."""
    return round(points * 8)


def saved(document: Document) -> dict[str, bytes]:
    """The parts of a document by name, as ``document.save`` writes them.

    That makes an archive with the hour of the clock in it, which we would take apart again, and
    fails where a clock is not set yet: a ZIP knows no time before 1980.
    """
    package = document.part.package
    parts = list(package.parts)
    for part in parts:
        part.before_marshal()
    types = _ContentTypesItem.from_parts(parts)  # type: ignore[no-untyped-call]
    out = {"[Content_Types].xml": types.blob}
    out[PACKAGE_URI.rels_uri.membername] = package.rels.xml
    for part in parts:
        out[part.partname.membername] = part.blob
        if len(part.rels):
            out[part.partname.rels_uri.membername] = part.rels.xml
    return out
