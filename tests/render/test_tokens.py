"""The typographic tokens, measured across the three files and all layouts.

One manuscript has a paragraph of every role, each made of a character of its own, so that what is
found in a file is known by its letters: in the PDF where glyphs stand, in the DOCX what Word
resolves from its styles (and where LibreOffice then puts the glyphs), in the EPUB what a browser
resolves from the sheet. All are held against `templates/typography.toml`: sizes, faces, pitches,
indents.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree

from pipeline.model.manuscript import (
    Citation,
    Cited,
    Heading,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
)
from pipeline.model.source import Lines
from pipeline.render.docx import render_docx
from pipeline.render.epub import render_epub
from pipeline.render.pdf import render_pdf
from pipeline.typography.coverage import Coverage
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import parts
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import Glyph, glyphs
from tests.render.office import as_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout, TypeStyle

pytestmark = pytest.mark.usefixtures("_own_fonts")

MM = 72 / 25.4
LONG = 150  # characters: three lines at least in any style

#: A role of type, and the character its words are made of.
LETTERS = {
    "body": "甲",
    "key-point": "乙",
    "editor-note": "丙",
    "abstract": "丁",
    "caption": "戊",
    "chart-caption": "己",
    "chart-source": "庚",
    "timeline": "辛",
    "glossary": "壬",
    "index-entry": "癸",
    "source-entry": "子",
    "source-file": "丑",
    "colophon": "寅",
    "heading-1": "卯",
    "heading-2": "辰",
    "heading-3": "巳",
    "heading-4": "午",
    "table-caption": "未",
    "table-head": "申",
    "table-cell": "酉",
    "row-caption": "乾",
    "row-head": "坤",
    "note": "戌",
    "citation": Citation.OPEN,
    "lead": "亥",
}
IN_THE_LINE = {"citation", "lead"}
"""Words within a paragraph: they have a size and a face, no lines of their own."""

IN_A_BOX = {"table-head", "row-head", "table-cell", "index-entry"}
"""What stands in cells and columns: their edges aren't those of the block."""


def every_role() -> Manuscript:
    headings = [Heading(f"h-{n}", n, "", LETTERS[f"heading-{n}"] * LONG) for n in range(1, 5)]
    cited = Citation((Cited("000", (Lines(1, 1),), "source-000"),))
    paragraphs = [
        Paragraph(f"p-{style}", style, (Run(LETTERS[style] * LONG),))
        for style in Style
        if style in LETTERS and style is not Style.BODY
    ]
    body = (Run(LETTERS["body"] * LONG), cited, NoteCall(1, LETTERS["note"] * LONG))
    led = Paragraph("p-led", Style.GLOSSARY, (Lead(LETTERS["lead"] * 4), Run("也。")))
    table = Table(
        "t-1",
        LETTERS["table-caption"] * LONG,
        (LETTERS["table-head"] * LONG,),
        (((Run(LETTERS["table-cell"] * LONG),),),),
        (1.0,),
    )
    source = Paragraph("source-000", Style.SOURCE_ENTRY, (Run("末"),))
    elements = (*headings, Paragraph("p-b", Style.BODY, body), *paragraphs, led, table, source)
    return replace(manuscripts.bare(), elements=elements)


Told = dict[str, float | str | bool]
"""What a file says of a role: ``size``, ``pitch``, ``first`` and ``left`` (where the first line and
the others begin, in characters), ``face``, ``bold``; what it has no answer to is left out.
"""


@pytest.fixture(scope="module", params=["briefing", "gb9704", "jianbao"])
def layout(request) -> Layout:
    """Without contents and running heads, where headings stand again, in other sizes."""
    layout = load_layout(request.param, TEMPLATES)
    return replace(layout, contents_depth=0, running_head=False)


def faults(found: Told, wanted: Told, role: str, within: float = 0.001) -> list[str]:
    """Where a file doesn't say what the tokens say; an answer it owes is a fault, too."""
    said = []
    for key, value in wanted.items():
        told = found.get(key)
        same = abs(told - value) <= within if isinstance(told, float) else told == value
        if not same:
            said.append(f"{role}: {key} is {told}, not {value}")
    return said


def wanted(style: TypeStyle, layout: Layout) -> Told:
    """What the tokens say of a role, as far as all files can be asked."""
    said: Told = {"size": style.size, "face": style.face, "bold": style.bold}
    if style.name in IN_THE_LINE:
        return said
    said["pitch"] = style.line
    if style.name == "note":  # its number stands in the room before it
        said["first"] = said["left"] = layout.lengths["note-hang"] / style.size
    elif style.align != "center" and style.name not in IN_A_BOX:
        hanging = 0 if style.marker else style.hanging
        said["first"], said["left"] = float(style.left + style.indent - hanging), float(style.left)
    return said


# On paper


def measured(content: bytes, layout: Layout) -> Iterator[tuple[TypeStyle, Told, set[str]]]:
    """Each role's lines, wherever its letters stand, and the fonts they are of."""
    with pypdfium2.PdfDocument(content) as document:
        many = len(document)
    rows: dict[str, dict[tuple[int, float], list[Glyph]]] = {one: {} for one in LETTERS.values()}
    for page in range(many):
        for glyph in glyphs(content, page):
            if glyph.character in rows:
                row = (page, -round(glyph.baseline, 1))
                rows[glyph.character].setdefault(row, []).append(glyph)
    edge = layout.page.left * MM
    for role, letter in LETTERS.items():
        style = layout.styles[role]
        lines = [(page, line) for (page, _), line in sorted(rows[letter].items())]
        steps = [
            upper[0].baseline - lower[0].baseline
            for (one, upper), (other, lower) in pairwise(lines)
            if one == other
        ]
        starts = [(min(glyph.x for glyph in line) - edge) / style.size for _, line in lines]
        found = [glyph for _, line in lines for glyph in line]
        told: Told = {"size": max(glyph.size for glyph in found), "first": starts[0]}
        assert min(glyph.size for glyph in found) == told["size"], role
        if len(starts) > 1:
            told |= {"left": min(starts[1:]), "pitch": max(steps)}
            assert min(steps) == pytest.approx(max(steps), abs=0.6), role
        yield style, told, {glyph.font for glyph in found}


def test_in_the_pdf(layout: Layout) -> None:
    content = render_pdf(every_role(), layout, TEMPLATES).content
    coverage, found = Coverage.of_folders(), []
    for style, told, fonts in measured(content, layout):
        letter, families = LETTERS[style.name], layout.faces[style.face].pdf
        told["face"] = style.face if fonts <= set(coverage.names(letter, families)) else str(fonts)
        told["bold"] = all("Bold" in font for font in fonts)
        found += faults(told, wanted(style, layout), style.name, within=0.02)

    assert found == []


@pytest.mark.slow
def test_in_the_docx_as_libreoffice_sets_it(layout: Layout, tmp_path: Path) -> None:
    content = as_pdf(render_docx(every_role(), layout), tmp_path)
    found = []
    for style, told, _ in measured(content, layout):
        tokens = wanted(style, layout) | {"size": word_size(style.size)}
        asked = {key: tokens[key] for key in ("size", "pitch", "first", "left") if key in tokens}
        found += faults(told, asked, style.name, within=0.1)

    assert found == []


# In Word


def word_size(size: float) -> float:
    """What Word is given: it has half points only."""
    return int(size * 2 + 0.5) / 2


def resolved(whole: dict[str, bytes], letter: str) -> dict[str, dict[str, str]]:
    """The properties that a role's first letters have in Word: of the document, of each style the
    paragraph's style is based on, of the paragraph, of the run's style, of the run.
    """
    sheet = etree.fromstring(whole["word/styles.xml"])
    by_id = {one.get(qn("w:styleId")): one for one in sheet.iter(qn("w:style"))}
    run = next(
        run
        for name in ("word/document.xml", "word/footnotes.xml")
        for run in etree.fromstring(whole[name]).iter(qn("w:r"))
        if letter in "".join(str(one.text) for one in run.iter(qn("w:t")))
    )
    paragraph = next(run.iterancestors(qn("w:p")))

    def chain(name: str | None) -> Iterator[etree._Element]:
        if name is not None:
            based = by_id[name].find(qn("w:basedOn"))
            yield from chain(None if based is None else based.get(qn("w:val")))
            yield by_id[name]

    def worn(node: etree._Element, *path: str) -> Iterator[etree._Element]:
        found = node.find("/".join(map(qn, path)))
        yield from chain(None if found is None else found.get(qn("w:val")))

    layers = [
        *sheet.iter(qn("w:docDefaults")),
        *worn(paragraph, "w:pPr", "w:pStyle"),
        *paragraph.iterchildren(qn("w:pPr")),
        *worn(run, "w:rPr", "w:rStyle"),
        run,
    ]
    properties: dict[str, dict[str, str]] = {}
    for layer in layers:
        for one in layer.iter(*map(qn, ("w:sz", "w:rFonts", "w:spacing", "w:ind", "w:b"))):
            kind = etree.QName(one).localname
            if kind == "spacing" and one.getparent().tag == qn("w:rPr"):
                kind = "between"
            values = {etree.QName(key).localname: str(value) for key, value in one.items()}
            properties.setdefault(kind, {}).update(values)
    return properties


def test_in_the_docx(layout: Layout) -> None:
    whole = parts(render_docx(every_role(), layout))
    found = []
    for role, letter in LETTERS.items():
        style, said = layout.styles[role], resolved(whole, letter)
        size = float(said["sz"]["val"]) / 2
        # Half a point wider than the tokens' character is taken off between two.
        between = float(said.get("between", {}).get("val", 0)) / 20
        told: Told = {
            "size": size + between,
            "pitch": float(said["spacing"]["line"]) / 20,
            "bold": said.get("b", {"val": "0"}).get("val", "1") != "0",
            "face": said["rFonts"]["eastAsia"],
        }
        indent = said.get("ind", {})
        if role == "note":
            told["left"] = float(indent["left"]) / 20 / style.size
            told["first"] = told["left"]
            assert indent["left"] == indent["hanging"]
        else:
            left, first = (
                float(indent.get(f"{name}Chars", 0)) / 100 for name in ("left", "firstLine")
            )
            # A marker hangs, and the words of its line stand where the others do.
            hanging = float(indent.get("hanging", 0)) / 20 / style.size
            told |= {
                "left": left + hanging,
                "first": left + first + (hanging if style.marker else 0),
            }
        tokens = wanted(style, layout)
        tokens |= {"size": style.size + style.spacing, "face": layout.faces[style.face].docx}
        found += faults(told, tokens, role, within=0.01)
        if word_size(style.size) != size:
            found.append(f"{role}: Word is given {size}")

    assert found == []


# On a screen


def declared(sheet: str, role: str) -> dict[str, str]:
    """What the sheet says of a class, later rules over earlier ones."""
    said: dict[str, str] = {}
    for selectors, body in re.findall(r"^([^{@]+) \{ (.*) \}$", sheet, re.MULTILINE):
        if f".{role}" in selectors.split(", "):
            said |= dict(one.split(": ", 1) for one in body.split("; "))
    return said


def em(length: str) -> float:
    assert re.fullmatch(r"0|-?[\d.]+em", length), length
    return float(length.removesuffix("em"))


def classes(whole: dict[str, bytes], letter: str) -> set[str]:
    """The classes of the elements that a letter stands in, and their names."""
    return {
        name
        for file, part in whole.items()
        if "/text/ch" in file
        for text in etree.fromstring(part).xpath(f"//text()[contains(., '{letter}')]")
        for node in (text.getparent(), *text.getparent().iterancestors())
        for name in (etree.QName(node).localname, *(node.get("class") or "").split())
    }


def test_in_the_epub(layout: Layout) -> None:
    """A screen has no points: all is in shares of the body's size and of the role's own."""
    whole = parts(render_epub(every_role(), layout))
    sheet = whole["EPUB/style.css"].decode()
    body, found = layout.styles["body"], []
    for role, letter in LETTERS.items():
        style, said = layout.styles[role], declared(sheet, role)
        worn = classes(whole, letter)
        if not {role, role.replace("heading-", "h")} & worn:
            found.append(f"{role}: its words are {sorted(worn)}")
        tokens = wanted(style, layout) | {"size": style.size / body.size}
        told: Told = {"size": em(said.get("font-size", "1em"))}
        if role in IN_THE_LINE:
            asked = {"size": tokens["size"]} if role == "citation" else {}
            found += faults(told, asked, role)
            continue
        if role == "note":  # its number stands in the line
            tokens |= {"first": 0.0, "left": 0.0}
        left = em(said["margin-left" if style.marker else "padding-left"])
        families = said.get("font-family", "")
        told |= {
            "pitch": float(said["line-height"]),
            "left": left,
            "first": left + em(said["text-indent"]),
            "bold": said["font-weight"] == "bold",
            "face": families.partition(", ")[0],
        }
        tokens["pitch"] = style.line / style.size
        tokens["face"] = "" if style.face == body.face else f'"{layout.faces[style.face].epub[0]}"'
        found += faults(told, tokens, role)

    assert found == []
