"""Tables of the sources in the manuscript: from a text to rows, collated, in a digest."""

from __future__ import annotations

import pytest

from pipeline.config import Config
from pipeline.model.manuscript import Citation, NoteCall, Paragraph, Style
from pipeline.model.rows import Grid, with_grids
from tests.briefings import made_of

TITLE = "渔溪村茶业调研\n\n"
BEFORE = "渔溪村位于武陵山腹地，近五年茶园面积、茶叶产量逐年增加，经营情况见表1。\n\n"
AFTER = "\n\n合作社去年新建厂房两座，购置加工设备十二台，茶农都说有了奔头。\n"
TABLE = (
    "年份\t面积（亩）\t产量（吨）\n2018年\t420\t6.3\n2019年\t680\t10.2\n"
    "2020年\t890\t13.8\n2021年\t1080\t18.4"
)


def grids(*texts: str, config: Config | None = None) -> list[Grid]:
    elements = made_of(*texts, config=config).manuscript.elements
    return [one for one in with_grids(elements) if isinstance(one, Grid)]


def said(grid: Grid) -> list[list[str]]:
    return [["".join(one.text for one in cell) for cell in row] for row in grid.cells]


def test_a_table_by_tabs_is_one_with_its_head_and_each_row_is_cited():
    (grid,) = grids(TITLE + BEFORE + TABLE + AFTER)
    assert grid.headed
    assert said(grid)[:2] == [
        ["年份", "面积（亩）", "产量（吨）", "〔1:5〕"],
        ["2018年", "420", "6.3", "〔1:6〕"],
    ]
    assert len(grid.rows) == 5
    assert {row.id[:2] for row in grid.rows} == {"p-"}


@pytest.mark.parametrize("between", ["\t", "      ", "\N{IDEOGRAPHIC SPACE}"])
def test_cells_parted_by_blanks_or_tabs_are_the_same(between):
    (grid,) = grids(TITLE + BEFORE + TABLE.replace("\t", between) + AFTER)
    assert [row[0] for row in said(grid)] == ["年份", "2018年", "2019年", "2020年", "2021年"]


def test_empty_cells_keep_their_places():
    table = "村名\t户数\t面积\t产量\n甲村\t42\t\t6.3\n乙村\t37\t680\t\n丙村\t51\t70\t8.1"
    (grid,) = grids(TITLE + BEFORE + table + AFTER)
    assert [row[:4] for row in said(grid)[1:3]] == [
        ["甲村", "42", "", "6.3"],
        ["乙村", "37", "680", ""],
    ]


def test_figures_stand_under_their_heads_where_a_cell_covers_others():
    table = "镇名\t产量\t\n\t2022年\t2023年\n河口镇\t12\t15\n\t13\t16\n石桥镇\t\t9\n山区\t\t"
    (grid,) = grids(TITLE + BEFORE + table + AFTER)
    assert [row[:3] for row in said(grid)] == [
        ["镇名", "产量", ""],
        ["", "2022年", "2023年"],
        ["河口镇", "12", "15"],
        ["", "13", "16"],
        ["石桥镇", "", "9"],
        ["山区", "", ""],
    ]


def test_the_corner_of_a_head_may_be_empty():
    (grid,) = grids(TITLE + BEFORE + "\t2022年\t2023年\n甲村\t42\t\n乙村\t\t37" + AFTER)
    assert grid.headed
    assert [row[:3] for row in said(grid)] == [
        ["", "2022年", "2023年"],
        ["甲村", "42", ""],
        ["乙村", "", "37"],
    ]


def test_paragraphs_that_a_tab_sets_in_are_no_rows():
    paragraphs = ["茶园面积逐年增加，群众收入明显提高。", "去年又种新茶两百亩"]
    elements = made_of(f"{TITLE}\t" + "\n\t".join(paragraphs) + "\n甲村\t42\n乙村\t37" + AFTER)
    told = [one for one in with_grids(elements.manuscript.elements) if isinstance(one, Grid)]
    assert told == []


def test_blanks_in_a_cell_part_no_cells_where_tabs_do():
    table = "姓名\t籍贯\t年龄\n田 茂盛\tNew York\t72\n向春梅\t三把秧\t38"
    (grid,) = grids(TITLE + BEFORE + table + AFTER)
    assert said(grid)[1][:3] == ["田茂盛", "New York", "72"]


def test_a_row_with_another_number_of_cells_stays_a_paragraph():
    made = made_of(TITLE + BEFORE + TABLE.replace("\t", "    ") + "\n合计    3070" + AFTER)
    last = next(
        one
        for one in made.manuscript.elements
        if isinstance(one, Paragraph) and one.inlines[0].text.startswith("合计")
    )
    assert last.style is Style.BODY


def test_a_table_of_two_sources_is_printed_once_with_its_variants_as_notes():
    other = TABLE.replace("面积（亩）", "茶园面积（亩）")
    (grid,) = grids(TITLE + BEFORE + TABLE + AFTER, TITLE + BEFORE + other + AFTER)
    cited = [one for row in grid.rows for one in row.inlines if isinstance(one, Citation)]
    assert [len(one.cited) for one in cited] == [2] * 5
    (note,) = [one for one in grid.rows[0].inlines if isinstance(one, NoteCall)]
    assert grid.cells[0][1][0] is note


@pytest.mark.parametrize("budget", range(60, 300, 20))
def test_a_digest_keeps_a_table_whole_or_not_at_all(budget):
    config = Config.model_validate({"outline": {"length": "digest", "budget": budget}})
    found = grids(TITLE + BEFORE + TABLE + AFTER, config=config)
    made = made_of(TITLE + BEFORE + TABLE + AFTER, config=config).manuscript
    assert [len(grid.rows) for grid in found] in ([], [5])
    words = "".join(
        one.text
        for element in made.elements
        if isinstance(element, Paragraph) and element.style is Style.BODY
        for one in element.inlines
    )
    assert "面积（亩）" not in words
