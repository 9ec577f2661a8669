"""Words that an editor has stressed, in all three files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from pipeline.check.docx import check_docx
from pipeline.check.epub import check_epub
from pipeline.check.pdf import check_pdf
from pipeline.model.manuscript import Heading, Manuscript, Paragraph, Run, Style, Table, Voice
from pipeline.render.docx import render_docx, styles
from pipeline.render.docx.ooxml import visible_text
from pipeline.render.epub import render_epub
from pipeline.render.pdf import render_pdf
from pipeline.typography.css_epub import epub_css
from pipeline.typography.emphasis import takes_dot
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import LAYOUT, parts
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import glyphs, paths
from tests.wordml import runs_in

pytestmark = pytest.mark.usefixtures("_own_fonts")

RUNS = (
    Run("水善利万物", dots=True),
    Run("而不争，处众人之所恶，"),
    Run("故几于道", bold=True, dots=True),
    Run("。居善地，"),
    Run("心善渊", Voice.EDITOR, dots=True),
    Run("，与善仁，"),
    Run("言善信", Voice.OURS, italic=True, dots=True),
    Run("。"),
)
CELL = Run("三十二元", dots=True)
DOTTED = "".join(one.text for one in (*RUNS, CELL) if one.dots)


def book() -> Manuscript:
    table = Table("t-1", "表1 水价", ("年份", "水价"), (((Run("2023"),), (CELL,)),), (0.5, 0.5))
    elements = (Heading("h", 1, "一、", "原题"), Paragraph("p", Style.BODY, RUNS), table)
    return replace(manuscripts.bare(), elements=elements)


@pytest.mark.parametrize("name", ["briefing", "jianbao", "gb9704"])
def test_a_dot_a_character_in_the_pdf_of_each_layout(name: str) -> None:
    layout = load_layout(name, TEMPLATES)
    content = render_pdf(book(), layout, TEMPLATES).content
    check_pdf(content, book(), layout)
    assert dotted(content) == DOTTED


def test_a_dot_stands_below_a_character_that_has_its_pinyin_above() -> None:
    said = (Run("湖南", dots=True), Run("郴", dots=True, pinyin="chēn"), Run("州。"))
    manuscript = replace(manuscripts.bare(), elements=(Paragraph("p", Style.BODY, said),))
    content = render_pdf(manuscript, LAYOUT, TEMPLATES).content
    check_pdf(content, manuscript, LAYOUT)
    assert dotted(content, "湖南") == "湖南郴"


def dotted(content: bytes, words: str = "水善利万物") -> str:
    """The characters with a dot below, on the page that has some words."""
    for page in range(10):
        printed = glyphs(content, page)
        if words in "".join(one.character for one in printed):
            break
    letters = [one for one in printed if takes_dot(one.character)]
    dots = [
        ink
        for ink in paths(content, page)
        if ink.right - ink.left == pytest.approx(ink.top - ink.bottom, rel=0.01)
    ]
    return "".join(
        one.character
        for dot in dots
        for one in letters
        if abs(one.x + one.size / 2 - dot.middle) < 0.05 * one.size
        and 0 < one.baseline - dot.top < 0.5 * one.size
    )


def test_the_docx_has_styles_with_dots_below() -> None:
    blob = render_docx(book(), LAYOUT)
    check_docx(blob, book(), LAYOUT)
    body = parse_xml(parts(blob)["word/document.xml"])[0]
    for role, words in (
        ("source-words-dots", ["水善利万物", "三十二元"]),
        ("source-words-bold-dots", ["故几于道"]),
        ("editor-words-dots", ["心善渊"]),
        ("our-words-italic-dots", ["言善信"]),
    ):
        assert [visible_text(one) for one in runs_in(body, role)] == words
    sheet = parse_xml(parts(blob)["word/styles.xml"])
    dotted = {
        style.get(qn("w:styleId")): style.find(f"{qn('w:rPr')}/{qn('w:em')}").get(qn("w:val"))
        for style in sheet.iter(qn("w:style"))
        if style.find(f"{qn('w:rPr')}/{qn('w:em')}") is not None
    }
    ours = {style.id for role, style in styles.RUNS.items() if role.endswith("-dots")}
    assert len(ours) == 12
    assert dotted == dict.fromkeys(ours, "underDot")


def test_names_of_styles_say_how_words_are_stressed() -> None:
    assert styles.RUNS["editor-words-bold-italic-dots"].name == "编辑改文加粗斜体加点"
    names = [one.name for one in styles.RUNS.values()]
    assert len(set(names)) == len(names)


def test_the_epub_has_a_class_for_each_look() -> None:
    blob = render_epub(book(), LAYOUT)
    check_epub(blob, book(), LAYOUT)
    page = parts(blob)["EPUB/text/ch001.xhtml"].decode()
    assert '<span class="source-words dots">水善利万物</span>' in page
    assert '<span class="source-words bold dots">故几于道</span>' in page
    assert '<span class="editor-words dots">心善渊</span>' in page
    (rule,) = [line for line in epub_css(LAYOUT).splitlines() if line.startswith(".dots ")]
    said = rule.removeprefix(".dots { ").removesuffix(" }").split("; ")
    assert said[-2:] == ["text-emphasis: filled dot", "text-emphasis-position: under right"]
