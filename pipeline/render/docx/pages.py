"""The page: its size and margins, the running head and the folio."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import (
    element,
    field,
    properties,
    run,
    text_element,
    twips,
    twips_of_mm,
)
from pipeline.render.running import running_title

if TYPE_CHECKING:
    from docx.document import Document as DocumentType
    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

ROUNDING = 2
"""Twips added to the block's height: as high as its lines to the twip, it may lose the last."""

FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}

UNCOUNTED = "1"
"""What a field for a page number shows before anyone has counted; every program counts when it
opens the file."""


def set_pages(document: DocumentType, manuscript: Manuscript, layout: Layout) -> None:
    """Set the page of the last section, its head and foot."""
    section = document.sections[-1]
    title, folio = running_title(manuscript, layout), manuscript.labels[layout.folio.label]
    head = [_words(title)] if layout.running_head else []
    _fill(section.header.part.element, "running-head", head)
    _fill(section.footer.part.element, "folio", _folio(folio))
    if layout.folio.side == "outside":
        document.settings.odd_and_even_pages_header_footer = True
        _fill(section.even_page_header.part.element, "running-head", head)
        _fill(section.even_page_footer.part.element, "folio-even", _folio(folio))
    page = layout.page
    top, right, bottom, left = layout.margins(docx=True)
    holder = document.element.body[-1]
    for node in list(holder):
        if not node.tag.endswith("Reference"):
            holder.remove(node)
    holder.attrib.clear()
    margins = element(
        "pgMar",
        top=twips_of_mm(top),
        right=twips_of_mm(right),
        bottom=int(twips_of_mm(bottom)) - ROUNDING,
        left=twips_of_mm(left),
        header=twips_of_mm(page.header),
        footer=twips_of_mm(page.footer_docx or page.footer),
        gutter=0,
    )
    # A grid without a type is none: with one, LibreOffice snaps exact pitches to its lines.
    grid = element("docGrid", linePitch=twips(layout.styles["body"].line))
    size = element("pgSz", w=twips_of_mm(page.width), h=twips_of_mm(page.height))
    holder.extend(
        [
            element("type", val="nextPage"),
            size,
            margins,
            element("cols", space=720),
            grid,
        ]
    )


def running_words(manuscript: Manuscript, layout: Layout) -> tuple[str, ...]:
    """What stands at the head and the foot of every page, its numbers left out."""
    folio = re.sub(r"\{pages?\}", "", manuscript.labels[layout.folio.label])
    return (running_title(manuscript, layout), folio)


def _fill(part: Element, role: str, runs: list[Element]) -> None:
    """One paragraph of these runs in a header or footer."""
    for node in list(part):
        part.remove(node)
    paragraph = element("p")
    holder = properties(paragraph, "pPr")
    holder.append(element("pStyle", val=styles.PARAGRAPHS[role].id))
    paragraph.extend(runs)
    part.append(paragraph)


def _folio(pattern: str) -> list[Element]:
    """第 {page} 页 共 {pages} 页, with live fields for the two numbers."""
    runs: list[Element] = []
    for piece in re.split(r"(\{pages?\})", pattern):
        if piece in FIELDS:
            runs.extend(field(FIELDS[piece], UNCOUNTED))
        elif piece:
            runs.append(_words(piece))
    return runs


def _words(text: str) -> Element:
    made = run(text_element("t", text))
    holder = properties(made, "rPr")
    fonts = element("rFonts")
    fonts.set(qn("w:hint"), "eastAsia")
    holder.append(fonts)
    return made
