"""What tests ask of a DOCX: its paragraphs and runs by role, small documents made to order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from pipeline.render.docx import render_docx, styles
from tests import manuscripts
from tests.archives import LAYOUT, parts

if TYPE_CHECKING:
    from lxml import etree

    from pipeline.model.manuscript import Front, Heading, Paragraph, Table

W = qn("w:val")


def rendered(*elements: Paragraph | Heading | Table, front: Front | None = None) -> bytes:
    manuscript = manuscripts.bare()
    return render_docx(
        replace(manuscript, elements=elements, front=front or manuscript.front), LAYOUT
    )


def body_of(blob: bytes) -> etree._Element:
    return parse_xml(parts(blob)["word/document.xml"])[0]


def paragraphs(root: etree._Element, role: str) -> list[etree._Element]:
    wanted = styles.PARAGRAPHS[role].id
    return [one for one in root.iter(qn("w:p")) if style(one) == wanted]


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else found.get(W)


def runs_in(root: etree._Element, role: str) -> list[etree._Element]:
    wanted = styles.RUNS[role].id
    found = (one for one in root.iter(qn("w:rStyle")) if one.get(W) == wanted)
    return [one.getparent().getparent() for one in found]
