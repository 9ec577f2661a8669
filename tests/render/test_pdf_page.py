"""The page, measured: grid, indents, measure, faces, heads and feet, tables that go on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from pipeline.check.pdf import check_pdf
from pipeline.model.manuscript import Heading, Lead, NoteCall, Paragraph, Run, Style, Table, Voice
from pipeline.render.pdf import Pdf, render_pdf
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import Glyph, glyphs, glyphs_by_page, lines, page_texts

if TYPE_CHECKING:
    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")

MM = 72 / 25.4
SONG, HEI_BOLD, KAI = "Noto-Serif-SC", "Noto-Sans-SC-Bold", "Jianbao-Kai"
FIRST_TEXT_PAGE = 2


@pytest.fixture(scope="module")
def body(sample_pdf: Pdf) -> list[list[Glyph]]:
    """The lines of body text on the first page of text."""
    return lines(sample_pdf.content, FIRST_TEXT_PAGE, 12, SONG)


def test_lines_stand_on_the_grid_whatever_stands_in_them(
    body: list[list[Glyph]], briefing: Layout
) -> None:
    pitch = briefing.styles["body"].line
    baselines = [line[0].baseline for line in body]

    assert len(baselines) > 10
    for above, below in pairwise(baselines):
        lines_between = (above - below) / pitch
        assert lines_between == pytest.approx(round(lines_between), abs=0.01)


def test_the_first_line_is_indented_by_two_characters(
    body: list[list[Glyph]], briefing: Layout
) -> None:
    left = briefing.page.left * MM
    starts = {round((line[0].x - left) / 12, 2) for line in body}

    assert starts == {0, 2}


def test_no_line_leaves_the_measure_and_full_lines_fill_it(
    body: list[list[Glyph]], briefing: Layout
) -> None:
    left = briefing.page.left * MM
    ends = [
        line[-1].x + (6 if line[-1].character in "，。；：、”）》" else 12) - left for line in body
    ]

    full = [end for end in ends if end > 35 * 12]
    assert len(full) > 5
    # PDFium places what ActualText says by guess; tests/typography/composition measures glyphs.
    assert full == pytest.approx([36 * 12] * len(full), abs=1)
    assert max(ends) < 36 * 12 + 0.1


def test_headings_notes_and_citations_have_the_faces_and_sizes_of_the_tokens(
    sample_pdf: Pdf, briefing: Layout
) -> None:
    seen = {(g.size, g.font) for g in glyphs(sample_pdf.content, FIRST_TEXT_PAGE)}

    styles = briefing.styles
    assert seen == {
        (styles["body"].size, SONG),
        (styles["heading-1"].size, HEI_BOLD),
        (styles["heading-2"].size, KAI),
        (styles["note-call"].size, SONG),
        (styles["citation"].size, SONG),  # notes, running head and folio are of this size too
    }


def test_quotes_and_dashes_are_of_the_chinese_face_and_full_width(body: list[list[Glyph]]) -> None:
    pairs = [pair for line in body for pair in pairwise(line)]
    quotes = [b.x - a.x for a, b in pairs if a.character in "“”"]
    # The two dashes are drawn as one glyph: both are said to start where it starts.
    dashes = [b.x - a.x for a, b in pairs if a.character == "—" != b.character]

    assert len(quotes) >= 6
    assert quotes == pytest.approx([12, 6.06, 12, 12, 12, 12], abs=0.1)  # ”， is squeezed
    assert dashes == pytest.approx([24], abs=1.2)  # and what the line is let out by


def test_notes_stand_below_the_text_and_above_the_folio(
    sample_pdf: Pdf, body: list[list[Glyph]]
) -> None:
    small = lines(sample_pdf.content, FIRST_TEXT_PAGE, 9, SONG)
    head, *_, note, folio = small

    assert "".join(g.character for g in note).startswith("131处")
    assert "".join(g.character for g in folio) == "第3页共7页"
    assert head[0].baseline > body[0][0].baseline
    assert body[-1][0].baseline > note[0].baseline > folio[0].baseline


def test_each_page_but_the_cover_has_its_folio_and_running_head(sample_pdf: Pdf) -> None:
    pages = page_texts(sample_pdf.content)
    title = manuscripts.FRONT.title

    assert "第1页" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert page.endswith(f"第{number}页共{len(pages)}页")
        assert title in page


def test_the_running_head_names_the_section_the_page_begins_in(sample_pdf: Pdf) -> None:
    pages = page_texts(sample_pdf.content)
    title = manuscripts.FRONT.title

    # Page 4 begins within the first section, though the second starts on it.
    assert f"{title}一、背景：一座老城的水与路第4页" in pages[3]
    assert f"{title}目录第2页" in pages[1]


@pytest.mark.slow
def test_a_heading_is_never_the_last_of_a_page(briefing: Layout) -> None:
    words = Run("字" * 36 * 4)
    for filler in range(20, 30):
        elements = (
            *(Paragraph(f"p-{n}", Style.BODY, (Run("一行。"),)) for n in range(filler)),
            Heading("h", 2, "", "标题在此"),
            Paragraph("after", Style.BODY, (words,)),
        )
        manuscript = replace(manuscripts.bare(), elements=elements)

        pages = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)[2:]

        page = next(page for page in pages if "标题在此" in page)
        assert "标题在此" + "字" * (34 + 36) in page  # two lines of what follows


def test_the_head_of_a_table_is_repeated_on_each_page_it_goes_on(briefing: Layout) -> None:
    rows = tuple(((Run(f"项{n}"),), (Run(f"值{n}"),)) for n in range(80))
    table = Table("t", "表1 长表", ("指标甲", "数值乙"), rows, (0.5, 0.5))
    manuscript = replace(manuscripts.bare(), elements=(table,))

    pages = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)[1:]

    assert len(pages) > 1
    assert all("指标甲数值乙" in page for page in pages)
    assert sum("表1长表" in page for page in pages) == 1


def test_an_apostrophe_is_as_wide_as_a_letter(briefing: Layout) -> None:
    said = Paragraph("p", Style.BODY, (Run("他说：“It’s a ‘dragon’.”‘好’字一出，"),))
    manuscript = replace(manuscripts.bare(), elements=(said,))

    content = render_pdf(manuscript, briefing, TEMPLATES).content
    line = lines(content, 1, 12, SONG)[0]
    words = "".join(glyph.character for glyph in line)
    steps = {at: line[at + 1].x - line[at].x for at in range(len(line) - 1)}

    assert steps[words.index("’")] < 5
    assert steps[words.index("‘")] < 5
    assert steps[words.index("‘好")] > 5.9


@pytest.mark.parametrize("before", range(28, 32))
def test_verse_stands_with_what_announces_it(before: int, briefing: Layout) -> None:
    lead = tuple(Paragraph(f"p-{n}", Style.BODY, (Run("一行。"),)) for n in range(before))
    said = Paragraph("says", Style.BODY, (Run("老人念起山歌："), NoteCall(1, "注。")))
    verse = Paragraph("verse", Style.BODY, (Run("涨水莫怕水连天。"),))
    manuscript = replace(manuscripts.bare(), elements=(*lead, said, verse))

    pages = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)

    assert any("山歌：" in page and "水连天" in page for page in pages)


@pytest.mark.parametrize("before", range(26, 31))
def test_a_stanza_stands_on_one_page(before: int, briefing: Layout) -> None:
    lead = tuple(
        Paragraph(f"p-{n}", Style.BODY, (Run("一行。" * (n % 3 + 1)),)) for n in range(before)
    )
    lines = ("灯下残编手自温，", "蠹鱼穿尽旧时痕。", "一针一线皆心力，", "留与人间作子孙。")
    verse = (Paragraph(f"v-{n}", Style.BODY, (Run(line),)) for n, line in enumerate(lines))
    manuscript = replace(manuscripts.bare(), elements=(*lead, *verse))

    pages = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)

    assert any("".join(lines) in page for page in pages)


@pytest.mark.parametrize("before", range(22, 31, 2))
def test_a_short_part_of_the_index_stands_on_one_page(before: int, briefing: Layout) -> None:
    lead = tuple(Paragraph(f"p-{n}", Style.BODY, (Run("一行。"),)) for n in range(before))
    names = tuple(Paragraph(f"n-{n}", Style.INDEX_ENTRY, (Run(f"石桥镇{n}。"),)) for n in range(7))
    part = Heading("part", 2, "", "地名")
    manuscript = replace(manuscripts.bare(), elements=(*lead, part, *names))

    pages = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)

    assert any("地名" in page and all(f"石桥镇{n}" in page for n in range(7)) for page in pages[2:])


def _with_a_short_table(before: int, layout: Layout) -> list[str]:
    """The pages of so many lines and then a table that is kept whole."""
    rows = tuple(((Run(f"项{n}。"),), (Run(f"值{n}。"),)) for n in range(layout.keep_rows))
    table = Table("t", "表1 短表", ("指标甲", "数值乙"), rows, (0.5, 0.5))
    lead = tuple(Paragraph(f"p-{n}", Style.BODY, (Run("一行。"),)) for n in range(before))
    manuscript = replace(manuscripts.bare(), elements=(*lead, table))
    return page_texts(render_pdf(manuscript, layout, TEMPLATES).content)


@pytest.mark.parametrize("before", [19, 25, 27, 29])
def test_a_short_table_stands_on_one_page(before: int, briefing: Layout) -> None:
    pages = _with_a_short_table(before, briefing)

    assert sum("指标甲数值乙" in page for page in pages) == 1


@pytest.mark.parametrize("before", [21, 22, 23, 24])
def test_a_short_table_is_parted_where_a_fifth_of_the_page_would_stay_empty(
    before: int, briefing: Layout
) -> None:
    pages = _with_a_short_table(before, briefing)

    last = briefing.keep_rows - 1
    upper, lower = (page for page in pages if "指标甲数值乙" in page)
    assert "一行。" in upper
    assert "项0。值0。项1。值1。" in upper
    assert f"项{last - 1}。值{last - 1}。项{last}。值{last}。" in lower


@pytest.mark.parametrize("before", range(8, 12))
def test_no_row_of_a_long_table_stands_alone(before: int, briefing: Layout) -> None:
    rows = tuple(((Run(f"项{n}。"),), (Run(f"值{n}。"),)) for n in range(16))
    table = Table("t", "表1 长表", ("指标甲", "数值乙"), rows, (0.5, 0.5))
    lead = tuple(Paragraph(f"p-{n}", Style.BODY, (Run("一行。"),)) for n in range(before))
    manuscript = replace(manuscripts.bare(), elements=(*lead, table))

    pages = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)

    assert any("项0。值0。项1。" in page for page in pages)
    assert any("项14。值14。项15。" in page for page in pages)


def test_a_long_title_stands_in_even_lines_and_shortened_in_the_running_head(
    briefing: Layout,
) -> None:
    title = "关于进一步推进资源型地区产业转型升级与可持续发展议程创新示范区建设若干问题的调查与思考"
    bare = manuscripts.bare()
    manuscript = replace(bare, front=replace(bare.front, title=title))

    pdf = render_pdf(manuscript, briefing, TEMPLATES)

    cover = lines(pdf.content, 0, briefing.styles["cover-title"].size, HEI_BOLD)
    assert [len(line) for line in cover] == [14, 14, 15]
    text = page_texts(pdf.content)[2]
    assert "关于进一步推进资源型地区产业转型升级与可持续发展议程……" in text
    assert title not in text


@pytest.mark.parametrize(
    ("level", "rows"),
    [
        (1, ["二、《云溪市农村集体经营性建设用地入市管理暂行办法》", "政策解读"]),
        (2, ["（一）云溪市农村集体经营性建设", "用地入市管理暂行办法修订的主要内容"]),
    ],
)
def test_a_long_heading_breaks_by_sense_and_is_one_in_the_bookmarks(
    level: int, rows: list[str], briefing: Layout
) -> None:
    number = rows[0][: 2 if level == 1 else 3]
    heading = Heading("h", level, number, "".join(rows).removeprefix(number))
    manuscript = replace(
        manuscripts.bare(), elements=(heading, Paragraph("p", Style.BODY, (Run("如下。"),)))
    )
    content = render_pdf(manuscript, briefing, TEMPLATES).content
    check_pdf(content, manuscript, briefing)

    style = briefing.styles[f"heading-{level}"]
    found = lines(content, 2, style.size, HEI_BOLD if style.bold else KAI)
    assert ["".join(one.character for one in line) for line in found] == rows


def test_the_running_head_is_one_line_that_touches_nothing(briefing: Layout) -> None:
    bare = manuscripts.bare()
    front = replace(bare.front, title="旧城区供水管网改造与提升" * 6)
    elements = (Heading("h", 1, "一、", "供水管网漏损控制与水质提升" * 3), *bare.elements)

    content = render_pdf(replace(bare, front=front, elements=elements), briefing, TEMPLATES).content

    head = lines(content, FIRST_TEXT_PAGE, briefing.styles["running-head"].size, SONG)[0]
    words = "".join(glyph.character for glyph in head)
    assert words.count("……") == 2, words
    gaps = [after.x - before.x for before, after in pairwise(head)]
    assert max(gaps) > 18  # between title and section


@pytest.mark.parametrize("name", ["briefing", "gb9704", "jianbao"])
def test_a_date_that_is_too_long_for_its_room_stands_off_its_event(name: str) -> None:
    layout = load_layout(name, TEMPLATES)
    inlines = (Lead("2024年10月16日（推定）", Voice.OURS), Run("国务院批复了规划。"))
    event = Paragraph("event", Style.TIMELINE, inlines)
    manuscript = replace(manuscripts.bare(), elements=(Heading("h", 1, "", "大事记"), event))

    pages = glyphs_by_page(render_pdf(manuscript, layout, TEMPLATES).content)
    x = {one.character: one.x for page in pages for one in page if one.character in "）国"}

    half = 0.5  # of the bracket, the rest of which is blank
    assert (x["国"] - x["）"]) / layout.styles["timeline"].size >= half + 0.7


def test_the_text_of_an_event_starts_where_its_further_lines_do(briefing: Layout) -> None:
    inlines = (Lead("2023年", Voice.OURS), Run("水务集团靠夜间最小流量法发现暗漏两百多处，" * 3))
    event = Paragraph("event", Style.TIMELINE, inlines)
    manuscript = replace(manuscripts.bare(), elements=(Heading("h", 1, "", "大事记"), event))

    content = render_pdf(manuscript, briefing, TEMPLATES).content
    starts = [line[0].x for line in lines(content, FIRST_TEXT_PAGE, 12, SONG)]

    room = briefing.page.left * MM + briefing.styles["timeline"].hanging * 12
    assert len(starts) == 3
    assert starts == pytest.approx([room] * 3, abs=0.1)
