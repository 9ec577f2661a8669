"""A figure that the cited line doesn't have is caught, wherever it was forged."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.check.provenance import check_provenance
from pipeline.config import Config
from pipeline.errors import ReplayFailed
from pipeline.model.manuscript import Chart, Run, Table, Voice
from tests.briefings import made_of

ONE = """山阳茶香

去年，全县茶叶产量达到1.2万吨，同比增长8%，全县茶园面积由12万亩扩大到15万亩。

茶叶废弃物综合利用率由45%提高到91%。

截至2020年底，全县茶叶加工企业从业人员人数达4.3万人，茶叶合作社覆盖率达到62.5%。
"""
TWO = ONE.replace("62.5%", "65.2%")


@pytest.fixture(scope="module")
def made():
    config = Config.model_validate({"sources": {"date": {"1.txt": dt.date(2021, 3, 1)}}})
    made = made_of(ONE, TWO, config=config, back_matter=True)
    return made.articles, made.briefing, made.manuscript


def table_of(manuscript):
    return next(one for one in manuscript.elements if isinstance(one, Table))


def with_table(manuscript, change):
    table = table_of(manuscript)
    elements = tuple(change(one) if one is table else one for one in manuscript.elements)
    return replace(manuscript, elements=elements)


def test_the_table_says_what_when_and_who(made):
    articles, briefing, manuscript = made
    check_provenance(articles, (), briefing, manuscript)
    rows = [
        tuple("".join(one.text for one in cell) for cell in row)
        for row in table_of(manuscript).rows
    ]

    assert ("全县茶叶产量", "1.2万吨", "去年（2020年，推定）", "〔1:3〕") in rows
    assert ("全县茶园面积", "12万亩 → 15万亩", "去年（2020年，推定）", "〔1:3〕") in rows
    assert ("全县茶叶合作社覆盖率", "62.5%（有异）", "截至2020年底", "〔1:7〕") in rows


def test_what_disagrees_stands_side_by_side(made):
    text = "".join(
        "".join(one.text for one in element.inlines)
        for element in made[2].elements
        if element.id.startswith("x-")
    )

    assert text == "“茶叶合作社覆盖率达到62.5%”〔1:7〕“茶叶合作社覆盖率达到65.2%”〔2:7〕"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "1.3"}, "doesn't stand"),
        ({"metric": "全市茶叶产量"}, "doesn't stand"),
        ({"period": "前年"}, "doesn't stand"),
        ({"from_value": "11"}, "doesn't stand"),
    ],
)
@pytest.mark.row(145)
def test_a_forged_figure_is_caught(made, change, said):
    articles, briefing, manuscript = made
    first, *rest = briefing.key_figures
    forged = replace(first, figure=replace(first.figure, **change))

    with pytest.raises(ReplayFailed, match=said):
        check_provenance(articles, (), replace(briefing, key_figures=(forged, *rest)), manuscript)


def test_a_label_that_is_ours_is_caught(made):
    articles, briefing, manuscript = made
    first, *rest = briefing.key_figures
    forged = replace(first, label="茶叶产量创新高")

    with pytest.raises(ReplayFailed, match="isn't told in the words"):
        check_provenance(articles, (), replace(briefing, key_figures=(forged, *rest)), manuscript)


@pytest.mark.row(145)
def test_a_cell_that_says_something_else_is_caught(made):
    articles, briefing, manuscript = made

    def forged(table):
        (label, _, *others), *rows = table.rows
        return replace(table, rows=((label, (Run("99%", Voice.SOURCE),), *others), *rows))

    with pytest.raises(ReplayFailed, match="isn't printed as its source has it"):
        check_provenance(articles, (), briefing, with_table(manuscript, forged))


def test_a_row_too_few_and_a_wrong_citation_are_caught(made):
    articles, briefing, manuscript = made
    fewer = with_table(manuscript, lambda table: replace(table, rows=table.rows[1:]))

    def moved(table):
        first, *rows = table.rows
        cite = replace(first[-1][0], cited=(replace(first[-1][0].cited[0], siglum="2"),))
        return replace(table, rows=((*first[:-1], (cite,)), *rows))

    with pytest.raises(ReplayFailed, match="figures are printed, not"):
        check_provenance(articles, (), briefing, fewer)
    with pytest.raises(ReplayFailed, match="cited from elsewhere"):
        check_provenance(articles, (), briefing, with_table(manuscript, moved))


def chart_of(manuscript):
    return next(one for one in manuscript.elements if isinstance(one, Chart))


def with_chart(manuscript, change):
    chart = chart_of(manuscript)
    elements = tuple(change(one) if one is chart else one for one in manuscript.elements)
    return replace(manuscript, elements=elements)


def forged_bar(chart, **change):
    first, *others = chart.rows
    before, after = first.bars
    row = replace(first, bars=(before, replace(after, **change)))
    return replace(chart, rows=(row, *others))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda chart: forged_bar(chart, length=99.0), "isn't as long as its number"),
        (lambda chart: forged_bar(chart, shown="18万亩", length=18.0), "isn't drawn as its source"),
        (lambda chart: replace(chart, alt="一张图"), "leave .* out"),
        (lambda chart: replace(chart, rows=chart.rows[:1]), "has 1 rows"),
        (
            lambda chart: replace(
                chart, rows=(replace(chart.rows[0], label="茶香"), *chart.rows[1:])
            ),
            "isn't told in the words",
        ),
    ],
)
def test_a_chart_that_shows_something_else_is_caught(made, change, said):
    articles, briefing, manuscript = made

    with pytest.raises(ReplayFailed, match=said):
        check_provenance(articles, (), briefing, with_chart(manuscript, change))


def test_a_chart_cited_from_elsewhere_or_left_out_is_caught(made):
    articles, briefing, manuscript = made
    name = f"{chart_of(manuscript).id}-source"

    def moved(paragraph):
        *words, mark = paragraph.inlines
        cited = tuple(replace(one, siglum="2") for one in mark.cited)
        return replace(paragraph, inlines=(*words, replace(mark, cited=cited)))

    elements = tuple(moved(one) if one.id == name else one for one in manuscript.elements)
    with pytest.raises(ReplayFailed, match="cited from elsewhere"):
        check_provenance(articles, (), briefing, replace(manuscript, elements=elements))
    fewer = tuple(one for one in manuscript.elements if not isinstance(one, Chart))
    with pytest.raises(ReplayFailed, match="charts are drawn, not"):
        check_provenance(articles, (), briefing, replace(manuscript, elements=fewer))
