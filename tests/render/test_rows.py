"""The rows of a source's table in the files: columns under one another, heads, pages, notes."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import ImageOps

from pipeline.check.docx import check_docx
from pipeline.check.epub import check_epub
from pipeline.check.pdf import check_pdf
from pipeline.model.manuscript import NoteCall, Paragraph, Run, Style
from pipeline.model.rows import Grid
from pipeline.render.ast import anchor
from pipeline.render.docx import render_docx
from pipeline.render.epub import render_epub
from pipeline.render.pdf import render_pdf
from pipeline.render.rows import column_widths, number_columns
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import glyphs, glyphs_by_page, page_texts
from tests.town import cite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

    from pipeline.model.manuscript import Element, Manuscript
    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")

#: The first character of each cell, by column, and nothing else is.
COLUMNS = ("甲乙丙丁", "子丑寅卯", "天地玄黄")
SOURCE = Paragraph("source-000", Style.SOURCE_ENTRY, (Run("来源"),))


@pytest.fixture(scope="module", params=["briefing", "gb9704", "jianbao"])
def layout(request: pytest.FixtureRequest) -> Layout:
    return load_layout(request.param, TEMPLATES)


def row(n: int, words: str, style: Style = Style.ROW) -> Paragraph:
    return Paragraph(f"r-{n}", style, (Run(words), cite(("000", ((n, n),)))))


def table(*, headed: bool = True) -> list[Paragraph]:
    first = Style.ROW_HEAD if headed else Style.ROW
    words = ["\u3000".join(cells) for cells in zip(*COLUMNS, strict=True)]
    words[2] = words[2].replace(
        "\u3000", "很长的一格里有很多字要在几行里排完才放得下啊" * 3 + "\u3000", 1
    )
    return [row(n, said, first if n == 0 else Style.ROW) for n, said in enumerate(words)]


def book(*elements: Element) -> Manuscript:
    return replace(manuscripts.bare(), elements=(*elements, SOURCE))


@pytest.mark.parametrize("rows", ["headed", "headless"])
def test_columns_stand_under_one_another(layout: Layout, rows: str) -> None:
    manuscript = book(*table(headed=rows == "headed"))
    content = render_pdf(manuscript, layout, TEMPLATES).content
    check_pdf(content, manuscript, layout)

    drawn = [glyph for page in glyphs_by_page(content) for glyph in page]
    starts = [
        {round(glyph.x, 1) for glyph in drawn if glyph.character in column} for column in COLUMNS
    ]
    assert [len(one) for one in starts] == [1, 1, 1]
    edges = [one.pop() for one in starts]
    assert all(right - left > 20 for left, right in pairwise(edges))
    lines = defaultdict(set)
    for column in COLUMNS:
        for n, letter in enumerate(column):
            lines[n].add(round(next(g.baseline for g in drawn if g.character == letter)))
    assert all(len(lines[n]) == 1 for n in (0, 1, 3))


def test_a_table_without_a_head_has_a_rule_above_and_no_ground(layout: Layout) -> None:
    content = render_pdf(book(*table(headed=False)), layout, TEMPLATES).content

    first = next(n for n, page in enumerate(page_texts(content)) if "甲" in page)
    with pypdfium2.PdfDocument(content) as document:
        height = document[first].get_height()
        page = document[first].render(scale=2).to_pil().convert("L")
    ink = ImageOps.invert(page).point(lambda grey: 255 * (grey > 128))
    letters = [one for one in glyphs(content, first) if one.character in "甲丁"]
    top, bottom = (round(2 * (height - one.baseline)) for one in letters)
    share = [row.histogram()[255] / row.width for row in _rows(ink)]
    measure = layout.page.measure * 2 / page.width
    assert max(share[top:bottom]) < 0.5 * measure
    above = share[round(top - 4 * layout.styles["body"].line) : top]
    assert sum(one > 0.99 * measure for one in above) in (2, 3, 4)


def _rows(picture: Image.Image) -> Iterator[Image.Image]:
    for y in range(picture.height):
        yield picture.crop((0, y, picture.width, y + 1))


def test_the_files_hold_the_same_cells(layout: Layout) -> None:
    notes = (Run("甲\u3000子"), NoteCall(1, "“子”，001作“丑”。"), Run("\u3000天"))
    noted = Paragraph("r-9", Style.ROW, (*notes, cite(("000", ((9, 9),)))))
    caption = Paragraph("r-c", Style.ROW_CAPTION, (Run("表1 收入"),))
    manuscript = book(caption, *table(), noted)

    check_pdf(render_pdf(manuscript, layout, TEMPLATES).content, manuscript, layout)
    check_docx(render_docx(manuscript, layout), manuscript, layout)
    check_epub(render_epub(manuscript, layout), manuscript, layout)


def test_a_long_table_has_its_head_on_each_page_and_a_short_one_is_whole() -> None:
    layout = load_layout("briefing", TEMPLATES)
    text = [Paragraph(f"p-{n}", Style.BODY, (Run("正文。"),)) for n in range(layout.page.lines - 6)]
    short = [row(n, f"短{n}\u3000一\u3000二") for n in range(1, layout.keep_rows + 1)]
    long = [row(n, f"长{n}\u3000一\u3000二") for n in range(101, 161)]
    heads = [
        row(n, f"{name}头\u3000甲\u3000乙", Style.ROW_HEAD) for n, name in ((0, "短"), (100, "长"))
    ]
    content = render_pdf(book(*text, heads[0], *short, heads[1], *long), layout, TEMPLATES).content
    pages = page_texts(content)

    assert sum("短1" in page or "短9" in page for page in pages) == 1
    with_long = [page for page in pages if "一二〔000:1" in page and "长1" in page]
    assert len(with_long) > 2
    assert all("长头甲乙" in page for page in with_long)


def test_an_epub_has_a_table_with_its_head_and_a_place_for_what_leads_there() -> None:
    layout = load_layout("briefing", TEMPLATES)
    with zipfile.ZipFile(io.BytesIO(render_epub(book(*table()), layout))) as archive:
        text = "".join(
            archive.read(name).decode() for name in archive.namelist() if "/text/ch" in name
        )
    assert text.count("<table") == 1
    assert text.count("<thead") == 1
    assert text.count("<th ") == 4
    assert 'class="row-head"' in text
    assert all(f'id="{anchor(one.id)}"' in text for one in table())


def test_widths_add_up_and_give_each_column_room(layout: Layout) -> None:
    widths = column_widths(Grid(tuple(table())), layout)
    assert sum(widths) == pytest.approx(1, abs=0.001)
    room = layout.page.measure / layout.styles["table-cell"].size
    assert min(widths) * room > 2


NUMBERS = ("类别\u3000栋数\u3000面积", "保护类\u300086\u30003.4", "修缮类\u3000159\u300015.7")


def numbers(*rows: str) -> list[Paragraph]:
    return [row(n, said, Style.ROW if n else Style.ROW_HEAD) for n, said in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (NUMBERS, {1, 2}),
        (("项目\u3000元/亩", "水稻\u30001,386.5", "鱼\u3000—", "差\u3000－100.7"), {1}),
        (("项目\u3000增长", "水稻\u300045.8%", "鱼\u30003.0%"), {1}),
        (("项目\u3000增长", "水稻\u300045.8%", "鱼\u30003%"), set()),  # units aren't under units
        (("项目\u3000数", "水稻\u300045亩", "鱼\u30003万尾"), set()),
        (("项目\u3000时间", "水稻\u3000今年", "鱼\u30002024"), set()),
        (("项目\u3000数", "水稻\u30002024"), set()),  # one has none to stand under
        (("2021\u3000甲", "2022\u3000乙"), set()),
    ],
)
def test_columns_of_numbers_are_known(rows: tuple[str, ...], found: set[int]) -> None:
    assert number_columns(Grid(tuple(numbers(*rows)))) == found


def test_units_stand_under_units_in_all_files(layout: Layout) -> None:
    manuscript = book(*numbers(*NUMBERS))
    drawn = [
        glyph
        for page in glyphs_by_page(render_pdf(manuscript, layout, TEMPLATES).content)
        for glyph in page
    ]
    last = {one.character: one.x for one in drawn}
    assert last["6"] == pytest.approx(last["9"], abs=0.1)
    assert last["4"] == pytest.approx(last["7"], abs=0.1)
    with zipfile.ZipFile(io.BytesIO(render_docx(manuscript, layout))) as package:
        text = package.read("word/document.xml").decode()
    assert text.count('w:val="NumberHead"') == 2
    assert text.count('w:val="TableNumber"') == 4
    with zipfile.ZipFile(io.BytesIO(render_epub(manuscript, layout))) as package:
        pages = "".join(package.read(name).decode() for name in package.namelist() if "/ch" in name)
    assert pages.count('class="table-number"') == 4
