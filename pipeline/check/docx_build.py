"""How a DOCX of ours must be built: styles that are there and name their fonts, fields that end,
links that lead somewhere, nothing formatted by hand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from pipeline.check.faults import fail

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from pipeline.errors import Place

CONTENT_TYPES = "[Content_Types].xml"
STYLES = "word/styles.xml"

REFERENCES = {
    qn("w:pStyle"): "paragraph",
    qn("w:rStyle"): "character",
    qn("w:tblStyle"): "table",
}

BY_HAND = {
    "pPr": {qn("w:pStyle"), qn("w:sectPr"), qn("w:framePr"), qn("w:keepNext")},
    "rPr": {qn("w:rStyle"), qn("w:rFonts")},
}
"""What paragraphs and runs may say of themselves: their style; where a section ends; that they
stand at the foot of the page, or on that of the next paragraph; and of fonts, only the hint, which
is about characters and not about looks."""

ABOVE = {qn("w:rFonts"), qn("w:sz"), qn("w:szCs")}
"""What a reading above a character says of its letters: LibreOffice sees no style there."""

HINT = qn("w:hint")

_PAGEREF = re.compile(r"PAGEREF (\S+)")


def check_build(parts: Mapping[str, bytes], stories: Mapping[str, Element], where: Place) -> None:
    """Raise OutputInvalid at the first fault. ``stories`` are the parsed parts with text."""
    sheet = parse_xml(parts.get(STYLES, b"<none/>"))
    _check_content_types(parts, where)
    _check_themes({**stories, STYLES: sheet}, where)
    _check_styles(sheet, stories, where)
    for name, story in stories.items():
        _check_fields(name, story, where)
        _check_formatting(name, story, where)
    _check_places(stories, where)


def _check_content_types(parts: Mapping[str, bytes], where: Place) -> None:
    """Every part has a content type: WPS refuses a package with one that hasn't."""
    types = parse_xml(parts.get(CONTENT_TYPES, b"<none/>"))
    named = {str(node.get("PartName", "")).lower() for node in types}
    endings = {str(node.get("Extension", "")).lower() for node in types}
    for name in parts:
        known = f"/{name}".lower() in named
        ending = name.rpartition(".")[2].lower() if "." in name else ""
        if name != CONTENT_TYPES and not known and (not ending or ending not in endings):
            fail(f"{name} has no content type", where)


def _check_themes(roots: Mapping[str, Element], where: Place) -> None:
    """No font, colour or shade is left to a theme."""
    for name, root in roots.items():
        for node in root.iter():
            for attribute in node.attrib:
                local = str(attribute).rpartition("}")[2]
                if local.endswith("Theme") or local.startswith("theme"):
                    fail(f"{name} leaves {local} to the theme", where)


def _check_styles(sheet: Element, stories: Mapping[str, Element], where: Place) -> None:
    """Each style that is used is defined, as what it is used for, and a paragraph's names an
    East Asian font, itself or through the styles it is based on.
    """
    ids = [str(node.get(qn("w:styleId"))) for node in sheet.iter(qn("w:style"))]
    for twice in {one for one in ids if ids.count(one) > 1}:
        fail(f"the style {twice!r} is defined twice", where)
    defined = {str(node.get(qn("w:styleId"))): node for node in sheet.iter(qn("w:style"))}
    for name, story in stories.items():
        for kind, name_of in _used(story):
            style = defined.get(name_of)
            if style is None or style.get(qn("w:type")) != kind:
                fail(f"{name} uses the {kind} style {name_of!r}, which isn't defined", where)
            elif kind == "paragraph" and not _names_font(style, defined):
                fail(f"the style {name_of!r} names no East Asian font", where)


def _used(story: Element) -> Iterator[tuple[str, str]]:
    used = {(REFERENCES[node.tag], str(node.get(qn("w:val")))) for node in story.iter(*REFERENCES)}
    return iter(sorted(used))


def _names_font(style: Element, defined: Mapping[str, Element]) -> bool:
    seen: set[str] = set()
    one: Element | None = style
    while one is not None:
        fonts = one.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None and fonts.get(qn("w:eastAsia")):
            return True
        base = one.find(qn("w:basedOn"))
        below = "" if base is None else str(base.get(qn("w:val")))
        one = None if below in seen else defined.get(below)
        seen.add(below)
    return False


def _check_fields(name: str, story: Element, where: Place) -> None:
    """Every field begins, separates and ends: no other validator says so, and Word takes the rest
    of the text for the field's where one doesn't.
    """
    open_fields: list[str] = []
    for node in story.iter(qn("w:fldChar")):
        kind = node.get(qn("w:fldCharType"))
        if kind == "begin":
            open_fields.append(kind)
        elif not open_fields or (kind == "separate" and open_fields[-1] != "begin"):
            fail(f"a field in {name} has a {kind} without a beginning", where)
        elif kind == "separate":
            open_fields[-1] = kind
        elif open_fields.pop() != "separate":
            fail(f"a field in {name} shows nothing", where)
    if open_fields:
        fail(f"a field in {name} doesn't end", where)


def _check_formatting(name: str, story: Element, where: Place) -> None:
    """Nothing is formatted by hand: editors change styles, and a change has to reach everything."""
    for tag, allowed in BY_HAND.items():
        for holder in story.iter(qn(f"w:{tag}")):
            above = next(holder.iterancestors(qn("w:rt")), None) is not None
            for node in holder:
                by_hand = node.tag not in (ABOVE if above else allowed)
                fonts = node.tag == qn("w:rFonts") and set(node.attrib) != {HINT} and not above
                if by_hand or fonts:
                    local = str(node.tag).rpartition("}")[2]
                    fail(f"{name} has direct formatting: {local}", where)


def _check_places(stories: Mapping[str, Element], where: Place) -> None:
    """Bookmarks have names and numbers of their own, short enough for Word, and both ends; links
    and page references lead to one.
    """
    starts = [node for story in stories.values() for node in story.iter(qn("w:bookmarkStart"))]
    ends = [node for story in stories.values() for node in story.iter(qn("w:bookmarkEnd"))]
    names = [str(node.get(qn("w:name"))) for node in starts]
    numbers = [node.get(qn("w:id")) for node in starts]
    if len({name.lower() for name in names}) != len(names) or len(set(numbers)) != len(numbers):
        fail("two bookmarks have one name or number", where)
    if sorted(map(str, numbers)) != sorted(str(node.get(qn("w:id"))) for node in ends):
        fail("a bookmark doesn't end", where)
    for name in names:
        if len(name) > 40:
            fail(f"the bookmark {name!r} is too long for Word", where)
    for story in stories.values():
        for target in _targets(story):
            if target not in names:
                fail(f"a link leads to {target!r}, which isn't there", where)


def _targets(story: Element) -> Iterator[str]:
    for link in story.iter(qn("w:hyperlink")):
        yield str(link.get(qn("w:anchor"), ""))
    for instruction in story.iter(qn("w:instrText")):
        found = _PAGEREF.search(instruction.text or "")
        if found:
            yield found[1]
