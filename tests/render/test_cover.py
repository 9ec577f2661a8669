"""What stands before the text: lines broken by sense; a cover is one page, however full."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from pipeline.model.manuscript import Front, Heading, Manuscript, Paragraph, Run, Style
from pipeline.render.docx import render_docx
from pipeline.render.fitting import fitted
from pipeline.render.front import PrintedLine, closing_lines, front_lines, rows_of
from pipeline.render.pdf import render_pdf
from pipeline.typography.table import load_layout
from pipeline.typography.tokens import POINTS_A_MM
from tests import manuscripts
from tests.archives import LAYOUT
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import glyphs
from tests.render.office import as_pdf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_own_fonts")

TITLE = "云溪市以《城市供水管网更新改造三年行动计划（2021—2023年）》为牵引推进“一张管网管三十年”"
ISSUER = "云溪市人民政府发展研究中心、供水管网改造联合课题组办公室"


def book(title: str, issuer: str = ISSUER, abstract: str = "") -> Manuscript:
    front = Front(title=title, issuer=issuer, date="2024年10月20日", abstract=abstract, number="7")
    return replace(manuscripts.sample(), front=front)


def imprint(manuscript: Manuscript) -> PrintedLine:
    return next(one for one in front_lines(manuscript, LAYOUT) if len(one.parts) > 1)


def cover(content: bytes) -> tuple[str, float, float]:
    """The first page's text; where the words "的尾" begin and where those of the issuer do, in pt
    from the foot of the page.
    """
    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage()
        said = text.get_text_range()
        places = [text.get_charbox(said.index(words))[1] for words in ("摘要的尾", "云溪市人民")]
        return said, places[0], places[1]


def test_a_long_issuer_has_lines_that_make_sense_beside_the_date() -> None:
    rows = rows_of(imprint(book("短题")), LAYOUT)

    assert rows == (
        "云溪市人民政府发展研究中心、",
        "供水管网改造联合课题组办公室",
    )
    assert rows_of(imprint(book("短题", issuer="云溪市政府")), LAYOUT) == ("云溪市政府",)


def test_a_cover_with_room_is_left_as_it_is() -> None:
    assert fitted(book("短题"), LAYOUT) is LAYOUT
    official = load_layout("gb9704", TEMPLATES)
    assert fitted(book(TITLE * 3), official) is official


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_a_full_cover_is_one_page_and_nothing_stands_on_anything(times: int) -> None:
    manuscript = book(TITLE * times, abstract="管网改造进度快。" * 16 + "摘要的尾")

    said, abstract, issuer = cover(render_pdf(manuscript, LAYOUT, TEMPLATES).content)

    assert abstract > issuer + 12, said


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_so_it_is_in_word_processors(times: int, tmp_path: Path) -> None:
    manuscript = book(TITLE * times, abstract="管网改造进度快。" * 16 + "摘要的尾")

    said, abstract, issuer = cover(as_pdf(render_docx(manuscript, LAYOUT), tmp_path))

    assert "2024" in said
    assert abstract > issuer + 12, said
    lines = [line for line in said.splitlines() if line.strip()]
    assert all(len(line) > 2 for line in lines), lines


def test_type_gets_smaller_where_there_is_no_room_left() -> None:
    whole = LAYOUT.styles["cover-title"]
    sizes = [fitted(book(TITLE * n), LAYOUT).styles["cover-title"] for n in (1, 3, 4)]

    assert sizes[0].size == whole.size
    assert [one.size for one in sizes] == sorted((one.size for one in sizes), reverse=True)
    assert sizes[-1].size < whole.size
    assert sizes[-1].before > 0


def named(masthead: str) -> Manuscript:
    front = Front(title="短题", masthead=masthead, issuer=ISSUER, date="2024年10月20日")
    return replace(book("短题"), front=front)


@pytest.mark.parametrize("name", ["gb9704", "jianbao"])
def test_a_long_name_in_red_stands_on_one_line_and_as_high_as_a_short_one(name: str) -> None:
    layout = load_layout(name, TEMPLATES)
    found = []
    for masthead in ("云溪市文件", "云溪市人民政府办公室文件", "云溪市供水管理处党委办公室文件"):
        manuscript = named(masthead)
        size = fitted(manuscript, layout).styles["masthead"].size
        content = render_pdf(manuscript, layout, TEMPLATES).content
        mark = [one for one in glyphs(content, 0) if abs(one.size - size) < 0.1]
        assert "".join(one.character for one in mark) == masthead
        assert len({round(one.baseline) for one in mark}) == 1
        assert mark[0].x >= layout.page.left * POINTS_A_MM - 1
        found.append((size, mark[0].baseline + 0.86 * size))

    sizes, tops = zip(*found, strict=True)
    assert sizes[0] == layout.styles["masthead"].size > sizes[1] > sizes[2]
    assert max(tops) - min(tops) < 1.5


def test_a_name_that_would_be_too_small_has_two_lines() -> None:
    layout = load_layout("gb9704", TEMPLATES)

    assert fitted(named("云溪市人民政府办公室" * 2 + "文件"), layout) is layout


def issue(title: str) -> Manuscript:
    """A 简报 with as many headings as one has."""
    headings = tuple(Heading(f"h{n}", 1, f"{n}、", "供水管网改造") for n in range(1, 14))
    return replace(
        manuscripts.bare(),
        front=Front(title=title, issuer=ISSUER, date="2024年10月20日", number="7"),
        elements=(*headings, Paragraph("p", Style.BODY, (Run("完。"),))),
    )


def first_page(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "".join(document[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("times", [1, 2])
def test_contents_stand_on_the_first_page_below_a_long_title(times: int) -> None:
    layout = load_layout("jianbao", TEMPLATES)
    said = first_page(render_pdf(issue(TITLE * times), layout, TEMPLATES).content)

    assert "13、供水管网改造" in said
    assert fitted(issue("短题"), layout) is layout


def test_what_has_no_room_all_the_same_is_set_as_usual() -> None:
    layout = load_layout("jianbao", TEMPLATES)

    assert fitted(issue(TITLE * 5), layout) is layout


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2])
def test_so_they_do_in_word_processors(times: int, tmp_path: Path) -> None:
    layout = load_layout("jianbao", TEMPLATES)
    said = first_page(as_pdf(render_docx(issue(TITLE * times), layout), tmp_path))

    assert "13、供水管网改造" in said


def test_a_rule_parts_the_text_from_whom_it_goes_to() -> None:
    sent = Front(title="短题", to=("市政府",), copies="120")
    lines = closing_lines(replace(manuscripts.bare(), front=sent), LAYOUT)

    assert [line.style for line in lines] == ["back-rule", "back-line", "back-line"]
    assert closing_lines(manuscripts.bare(), LAYOUT) == ()


NOTICE = "云溪市人民政府办公室关于印发《云溪市旧城区供水管网更新改造实施细则》的通知"


def listed_in_full(content: bytes) -> bool:
    """Whether a page number stands behind the last words of the long heading in the contents."""
    with pypdfium2.PdfDocument(content) as document:
        said = "".join(document[1].get_textpage().get_text_range().split(" "))
    line = next(one for one in said.splitlines() if "的通知" in one)
    return line.rstrip().endswith("3")


def notice() -> Manuscript:
    elements = (
        Heading("h", 1, "一、", "背景"),
        Heading("n", 2, "（一）", NOTICE),
        Paragraph("p", Style.BODY, (Run("完。"),)),
    )
    return replace(manuscripts.bare(), elements=elements)


def test_in_the_contents_a_page_stands_behind_the_last_words_of_its_heading() -> None:
    assert listed_in_full(render_pdf(notice(), LAYOUT, TEMPLATES).content)


@pytest.mark.slow
def test_so_it_does_in_word_processors(tmp_path: Path) -> None:
    assert listed_in_full(as_pdf(render_docx(notice(), LAYOUT, {"n": 3}), tmp_path))
