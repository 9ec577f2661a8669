"""The small parts of the package: settings, table of fonts, properties of the application.

Written whole: pandoc copies from a reference only the settings it knows, and what python-docx's
template holds was made by a Word for Mac set to Japanese.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from pipeline.render.docx import styles, typeset
from pipeline.render.docx.ooxml import element, twips

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.typography.tokens import Layout, TypeStyle

APPLICATION = "jianbao"

WORD_2013 = "15"
"""The compatibility mode of every Word since 2013; without it Word opens the file as one of 2007
and sets it by the rules of then."""

ALIASES = {"宋体": "SimSun", "黑体": "SimHei", "楷体": "KaiTi", "仿宋": "FangSong"}
"""The same fonts under the names they bear where the system isn't set to Chinese."""

MARKERS = {"square": "\N{BLACK SQUARE}"}

SIGN_FILLS = 0.8
"""How much of its em a sign fills."""

CHINESE, WESTERN = "86", "00"
"""Character sets of fonts: GB 2312, ANSI (hexadecimal)."""

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

UNWANTED = ("webSettings", "comments", "custom-properties", "thumbnail")
"""Relationships dropped: parts that come from templates and say nothing."""

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def settings(layout: Layout) -> bytes:
    """How Word treats the document: marks at line ends squeezed, no question about fields."""
    made = _root("settings")
    made.append(element("zoom", percent=100))
    made.append(element("defaultTabStop", val=twips(layout.styles["body"].size * 2)))
    if layout.folio.side == "outside":
        made.append(element("evenAndOddHeaders"))
    made.append(element("characterSpacingControl", val="compressPunctuation"))
    made.append(_separators())
    compat = element("compat")
    compat.append(
        element(
            "compatSetting",
            name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word",
            val=WORD_2013,
        )
    )
    made.append(compat)
    made.append(element("decimalSymbol", val="."))
    made.append(element("listSeparator", val=","))
    return _bytes(made)


def _separators() -> Element:
    """The rules above notes: pandoc writes them into the notes, Word looks them up here."""
    made = element("footnotePr")
    made.append(element("footnote", id=-1))
    made.append(element("footnote", id=0))
    return made


def font_table(layout: Layout) -> bytes:
    """Every font the styles name, with its other name and what to look for in its stead."""
    made = _root("fonts")
    faces = layout.faces.values()
    families = {face.docx: (face.generic, CHINESE) for face in faces}
    families.update({face.latin: (face.generic, WESTERN) for face in faces})
    for name, (generic, charset) in sorted(families.items()):
        font = element("font", name=name)
        if name in ALIASES:
            font.append(element("altName", val=ALIASES[name]))
        font.append(element("charset", val=charset))
        font.append(element("family", val="swiss" if generic == "sans-serif" else "roman"))
        font.append(element("pitch", val="variable"))
        made.append(font)
    return _bytes(made)


def numbering(layout: Layout) -> bytes:
    """The one list: the marker of styles that have one, a drawing and no character of the text.

    The sign stands on the base line: raised to the middle of the characters, LibreOffice would
    set it at half its size.
    """
    made = _root("numbering")
    marked = [style for style in layout.styles.values() if style.marker]
    if marked:
        token = marked[0]
        kind = element("abstractNum", abstractNumId=0)
        kind.append(element("multiLevelType", val="singleLevel"))
        level = element("lvl", ilvl=0)
        level.append(element("start", val=1))
        level.append(element("numFmt", val="bullet"))
        level.append(element("pStyle", val=styles.PARAGRAPHS[token.name].id))
        level.append(element("lvlText", val=MARKERS[token.marker]))
        level.append(element("lvlJc", val="left"))
        place = element("pPr")
        place.append(typeset.indents(token, layout))
        level.append(place)
        level.append(_marker_look(token, layout))
        kind.append(level)
        made.append(kind)
        one = element("num", numId=styles.MARKER_LIST)
        one.append(element("abstractNumId", val=0))
        made.append(one)
    return _bytes(made)


def _marker_look(token: TypeStyle, layout: Layout) -> Element:
    side = layout.lengths["marker"]
    look = typeset.run_properties(replace(token, size=side / SIGN_FILLS), layout, "accent")
    look[0].set(qn("w:hint"), "eastAsia")
    return look


def theme(template: bytes, layout: Layout) -> bytes:
    """The theme, which a package has to have. No style of ours refers to it; its fonts are those
    of headings and text, for what an editor sets in "theme fonts" later on.
    """
    root = parse_xml(template)
    for kind, role in (("majorFont", "hei"), ("minorFont", "song")):
        fonts = next(root.iter(f"{DRAWING}{kind}"))
        face = layout.faces[role]
        for child in list(fonts):
            fonts.remove(child)
        for tag, name in (("latin", face.latin), ("ea", face.docx), ("cs", "")):
            etree.SubElement(fonts, f"{DRAWING}{tag}", typeface=name)
    return _bytes(root)


def application() -> bytes:
    """Who has written the file; no counts of pages or words, which would soon be wrong."""
    root = etree.fromstring(f'<Properties xmlns="{PROPERTIES}"/>')
    etree.SubElement(root, f"{{{PROPERTIES}}}Application").text = APPLICATION
    return _bytes(root)


def _root(tag: str) -> Element:
    return parse_xml(f"<w:{tag} {nsdecls('w')}/>")


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
