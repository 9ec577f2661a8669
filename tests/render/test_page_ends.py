"""What the foot of a page parts and what it doesn't, in each layout: two lines of a paragraph at
least, a picture and the words below it, a long note. And titles that end their lines alike in all
three files.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree
from PIL import Image

from pipeline.check.pdf import check_pdf
from pipeline.model.manuscript import (
    Bar,
    Chart,
    ChartKind,
    ChartRow,
    Front,
    Illustration,
    Manuscript,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
)
from pipeline.render.docx import render_docx
from pipeline.render.epub import render_epub
from pipeline.render.pdf import render_pdf
from pipeline.typography.notes import note_parts
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import parts
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import glyphs_by_page, page_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.model.manuscript import Element
    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")

LAYOUTS = ("briefing", "gb9704", "jianbao")
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module", params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> Layout:
    return load_layout(request.param, TEMPLATES)


def book(*elements: Element, front: Front | None = None) -> Manuscript:
    bare = manuscripts.bare()
    return replace(bare, elements=elements, front=front or bare.front)


def lines_above(count: int) -> list[Element]:
    return [Paragraph(f"line-{n}", Style.BODY, (Run("一行。"),)) for n in range(count)]


def pages_of(manuscript: Manuscript, layout: Layout) -> list[str]:
    return page_texts(render_pdf(manuscript, layout, TEMPLATES).content)


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_no_line_of_a_paragraph_stands_alone(lines: int, layout: Layout) -> None:
    measure = round(layout.capacity("body"))
    words = "国" * (measure * lines - 5) + "。"
    said = Paragraph("said", Style.BODY, (Run(words),))

    for above in range(layout.page.lines - 6, layout.page.lines + 1):
        found = [
            page.count("国") for page in pages_of(book(*lines_above(above), said), layout)
        ]  # the first line has two characters less
        parted = [count for count in found if count]
        assert sum(parted) == len(words) - 1
        assert len(parted) == 1 or (lines == 4 and parted[0] == 2 * measure - 2), (above, parted)


def with_bars() -> tuple[Element, ...]:
    row = ChartRow("甲", (Bar("30%", 30.0), Bar("70%", 70.0)))
    return (
        Chart("drawing", ChartKind.CHANGE, (row,), 100, "甲从30%到70%"),
        Paragraph("title", Style.CHART_CAPTION, (Run("图1　前后变化", Voice.OURS),)),
        Paragraph("source", Style.CHART_SOURCE, (Run("资料来源：统计公报", Voice.OURS),)),
    )


def with_a_picture() -> tuple[Element, ...]:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((300, 150)).save(out, "PNG")
    return (
        Illustration("drawing", out.getvalue(), "image/png", "一张图", 0.5),
        Paragraph("title", Style.BODY, (Run("图1　旧水塔", Voice.EDITOR),)),
    )


@pytest.mark.parametrize("drawn", [with_bars, with_a_picture])
def test_a_picture_stands_with_the_words_below_it(
    drawn: Callable[[], tuple[Element, ...]], layout: Layout
) -> None:
    """Where all of it has no room at the foot of a page, all of it stands on the next."""
    before = range(layout.page.lines - 12, layout.page.lines, 2)
    made = [book(*lines_above(count), *drawn()) for count in before]
    parted = [
        count
        for count, one in zip(before, made, strict=True)
        if len({n for n, page in enumerate(tagged(one, layout)) if page & {"Figure", "图1"}}) > 1
    ]

    assert parted == []


def test_so_it_does_in_word_processors(layout: Layout) -> None:
    manuscript = book(*with_a_picture())
    document = parse_xml(parts(render_docx(manuscript, layout))["word/document.xml"])
    (picture,) = (
        one for one in document.iter(qn("w:p")) if one.find(f".//{qn('w:drawing')}") is not None
    )

    assert picture.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def tagged(manuscript: Manuscript, layout: Layout) -> list[set[str]]:
    """What each page holds of a figure and the words below it."""
    content = render_pdf(manuscript, layout, TEMPLATES).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        drawn = [b"/Figure" in page.Contents.read_bytes() for page in pdf.pages]
    return [
        ({"Figure"} if has else set()) | {words for words in ("图1",) if words in text}
        for has, text in zip(drawn, page_texts(content), strict=True)
    ]


@pytest.mark.parametrize("sentences", [120, 300, 700])
def test_a_note_too_long_for_its_page_goes_on_over_the_next(sentences: int, layout: Layout) -> None:
    said = "".join(f"第{n}句说的是校记。" for n in range(sentences))
    noted = Paragraph("noted", Style.BODY, (Run("有注的一句"), NoteCall(1, said), Run("。")))
    manuscript = book(*lines_above(10), noted, *lines_above(30))

    content = render_pdf(manuscript, layout, TEMPLATES).content
    check_pdf(content, manuscript, layout)  # nothing runs off its page

    pages = page_texts(content)
    places = [n for n, page in enumerate(pages) for _ in re.findall(r"第\d+句", page)]
    assert len(places) == sentences
    assert pages[places[0]].count("有注的一句") == 1
    assert all("一行。" in pages[n] for n in set(places))


def test_a_note_in_parts_says_what_it_said(layout: Layout) -> None:
    said = "".join(f"第{n}句说的是“校记”。" for n in range(300)) + "无标点" * 400
    parts = note_parts(said, layout)

    assert "".join(parts) == said
    assert len(parts) > 6
    assert {part[-1] for part in parts[:5]} == {"。"}
    assert note_parts(said[:900], layout) == (said[:900],)


LONG = "关于进一步推进资源型地区产业转型升级与可持续发展议程创新示范区建设若干问题的调查与思考"


def test_titles_and_captions_end_their_lines_alike_in_all_files(layout: Layout) -> None:
    head, row = ("指标甲", "数值乙"), (((Run("项"),), (Run("值"),)),)
    table = Table("t", f"表1　{LONG}", head, row, (0.5, 0.5))
    manuscript = book(table, front=Front(title=LONG))

    drawn = rows_of(render_pdf(manuscript, layout, TEMPLATES).content)
    document = parse_xml(parts(render_docx(manuscript, layout))["word/document.xml"])
    typed = [
        [one.text for one in paragraph.iter(qn("w:t"))] for paragraph in document.iter(qn("w:p"))
    ]
    read = [
        lines_of(box)
        for name, part in parts(render_epub(manuscript, layout)).items()
        if name.endswith(".xhtml")
        for box in etree.fromstring(part).iter(f"{HTML}h1", f"{HTML}caption")
    ]

    for text in (LONG, table.caption):
        (lines,) = (one for one in read if "".join(one) == text)
        assert len(lines) > 1
        assert lines in typed
        rows = ["".join(line.split()) for line in lines]
        assert any(rows == drawn[n : n + len(rows)] for n in range(len(drawn)))


def lines_of(box: etree._Element) -> list[str]:
    """What stands between the breaks of an element of a book."""
    found = [box.text or ""]
    for one in box:
        if one.tag == f"{HTML}br":
            found.append("")
        found[-1] += (one.text or "") + (one.tail or "")
    return found


def rows_of(content: bytes) -> list[str]:
    """The lines of all pages, as they were drawn, blanks left out."""
    found: list[str] = []
    for page in glyphs_by_page(content):
        level = None
        for glyph in page:
            if level is None or abs(glyph.baseline - level) > 1:
                found.append("")
                level = glyph.baseline
            found[-1] += glyph.character
    return found
