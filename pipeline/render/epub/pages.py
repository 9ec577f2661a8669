"""XHTML pages: their frame, and the cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pipeline.render.ast import anchor
from pipeline.render.front import front_parts
from pipeline.typography.titles import sense_lines, text_width, title_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

FOLDER = "EPUB/"
COVER = f"{FOLDER}text/cover.xhtml"

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPE = f"{{{OPS}}}type"
"""``epub:type``."""

_TOGETHER = 8
"""Full widths that a title has on the narrowest screen."""


def tag(name: str) -> str:
    """The name of an XHTML element, with its namespace."""
    return f"{{{XHTML}}}{name}"


def node(name: str, text: str = "", **attributes: str) -> Element:
    """An XHTML element with words in it; ``class_`` stands for ``class``."""
    made = etree.Element(tag(name))
    for key, value in attributes.items():
        made.set(key.rstrip("_"), value)
    made.text = text or None
    return made


def page(
    language: str, title: str, matter: str, content: Iterable[Element], *, root: str = "../"
) -> bytes:
    """A whole page. ``matter`` is what the body is: frontmatter or bodymatter; ``root`` leads to
    the folder of the style sheet.
    """
    html = etree.fromstring(f'<html xmlns="{XHTML}" xmlns:epub="{OPS}"/>')
    html.set("lang", language)
    html.set(XML_LANG, language)
    head = etree.SubElement(html, tag("head"))
    etree.SubElement(head, tag("meta"), charset="utf-8")
    etree.SubElement(head, tag("title")).text = title
    link = etree.SubElement(head, tag("link"), rel="stylesheet", type="text/css")
    link.set("href", f"{root}style.css")
    body = etree.SubElement(html, tag("body"))
    body.set(TYPE, matter)
    body.extend(content)
    etree.cleanup_namespaces(html)
    return etree.tostring(html, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def cover_page(manuscript: Manuscript, layout: Layout) -> bytes:
    """The cover: the parts of the front, the title as the page's heading."""
    section = node("section", class_="titlepage")
    section.set(TYPE, "titlepage")
    for part in front_parts(manuscript, layout):
        name = "h1" if part.name == "title" else "p"
        classes = part.style if part.style == part.name else f"{part.style} {part.name}"
        made = node(name, id=anchor(part.id), class_=classes)
        if layout.styles[part.style].align == "center":
            set_lines(made, sense_lines(part.text, layout, part.style))
        else:
            made.text = part.text
        section.append(made)
    title = manuscript.front.title
    return page(manuscript.language, title, "frontmatter", [section])


def set_lines(block: Element, lines: Sequence[str]) -> None:
    """Fill a block with words in these lines. Words that belong together are in boxes of their own,
    so that a line that is too long for a screen is parted by sense, too.
    """
    if len(lines) == 1 and text_width(lines[0]) <= _TOGETHER:
        block.text = lines[0]
        return
    block.text = None
    for number, line in enumerate(lines):
        if number:
            etree.SubElement(block, tag("br"))
        for words in title_lines(line, _TOGETHER):
            box = etree.SubElement(block, tag("span"), {"class": "together"})
            box.text = words.rstrip()
            box.tail = words[len(box.text) :]  # within, a blank at the end would be none
