"""Which figures are drawn, and which better aren't."""

from __future__ import annotations

import pytest

from pipeline.compose.figures import candidates, charts, figures, key_figures
from pipeline.compose.figures.chart_elements import chart_elements
from pipeline.model.manuscript import Chart, ChartKind, Citation
from tests.briefings import LABELS, made_of


def tellable(text):
    made = made_of("山阳茶香\n\n" + text)
    found = figures(made.articles, made.collation.passages)
    return list(candidates(made.briefing.sections, found))


def plans(text):
    return charts(tellable(text))


def drawn(text):
    elements = chart_elements(plans(text), LABELS, lambda _: Citation(()))
    return [one for one in elements if isinstance(one, Chart)]


CHANGES = "茶园土壤有机质含量由1.2%提高到2.8%，茶叶废弃物综合利用率从45%提高到91%。"


def test_what_is_only_planned_or_starts_at_about_so_much_has_no_bar():
    assert not drawn(CHANGES.replace("茶园土壤", "县里计划把茶园土壤").replace("由", "从现在的"))
    assert not drawn(CHANGES.replace("1.2%", "不足1.2%"))


def test_what_a_notice_declares_wrong_is_drawn_nowhere():
    wrong = "本报昨日有误：“村小由63所调整为54所”应为“村小由63所调整为45所”。"

    assert tellable(wrong.replace("应为", "，又说")) != []
    assert tellable(wrong) == []


def test_a_question_tells_no_figure_nor_does_what_is_denied():
    told = "县里的村小由63所调整为45所。"

    assert tellable(told) != []
    assert tellable("那么" + told.replace("。", "怎么办？")) == []
    assert tellable(told.replace("。", "的说法不实。")) == []
    assert tellable("网传" + told) == []


def test_changes_of_shares_lie_on_one_scale():
    (chart,) = drawn(CHANGES)

    assert chart.kind is ChartKind.CHANGE
    assert chart.full == 100
    assert [(row.label, [(bar.shown, bar.length) for bar in row.bars]) for row in chart.rows] == [
        ("茶园土壤有机质含量", [("1.2%", 1.2), ("2.8%", 2.8)]),
        ("茶叶废弃物综合利用率", [("45%", 45), ("91%", 91)]),
    ]


def test_changes_of_different_things_each_have_their_own_scale():
    (chart,) = drawn("全县茶叶加工厂由68家整合到25家，全县茶园面积从12.5万亩扩大到18.2万亩。")

    assert chart.full == 0
    assert chart.alt == (
        "条形图，前后变化：全县茶叶加工厂由68家变为25家；全县茶园面积由12.5万亩变为18.2万亩。"
    )


def test_one_thing_is_compared_over_places():
    (plan,) = plans("2020年该县研发经费投入强度为1.42%，全省为2.15%，全国为2.4%。")

    assert (plan.kind, plan.title, plan.period) == ("comparison", "研发经费投入强度", "2020年")
    assert [one.figure.subject for one in plan.figures] == ["该县", "全省", "全国"]


def test_one_thing_is_compared_over_years():
    (chart,) = drawn("全市2021年、2022年、2023年茶叶产值分别达到8.2亿元、9.7亿元、12.4亿元。")

    assert [(row.label, row.bars[0].shown) for row in chart.rows] == [
        ("2021年", "8.2亿元"), ("2022年", "9.7亿元"), ("2023年", "12.4亿元"),
    ]  # fmt: skip
    assert chart.full == 12.4


def test_who_isnt_named_is_told_as_in_the_source():
    (chart,) = drawn("2019年研发投入占GDP比重约为1.8%，低于全国（2.19%）、全省（2.5%）平均水平。")

    assert [row.label for row in chart.rows] == ["原文所述", "全国", "全省"]


def test_shares_of_a_sentence_lie_on_the_whole():
    (chart,) = drawn(
        "绿茶产量占全县总产量的52%，红茶产量占全县总产量的31%，白茶产量占全县总产量的9%。"
    )

    assert chart.kind is ChartKind.SHARE
    assert (len(chart.rows), chart.full) == (3, 100)


@pytest.mark.parametrize(
    "text",
    [
        "全县茶园面积由12万亩扩大到15万亩。",  # one alone
        "两地车程由3小时缩短至55分钟，全县茶园面积由12万亩扩大到15万亩。",  # units differ
        "茶叶产量由近三成提高到七成，茶园面积由十二万亩扩大到十五万亩。",  # words
        "茶叶产值增长8%，茶园面积增长3%，茶农收入增长9%，茶企税收增长4%。",  # growth is no share
        "全县茶叶产量1.2万吨，茶叶产值5.3亿元，从业人员4万人。",  # nothing in common
        "2020年该县茶农人均收入为1.8万元，全县为1.8万元。",  # no difference
    ],
)
def test_no_chart_is_better_than_a_poor_one(text):
    assert plans(text) == ()


def test_a_cell_holds_the_number_whole_as_the_sentence_has_it():
    text = (
        "入冬以来，全县出动抢险人员4万多人次，投入资金超1亿元，栽植油茶190万亩以上。"
        "去年，全县甲乙丙三个园区的工业产值分别为12、15和18亿元。"
    )

    told = tellable(text)

    values = ["4万多人次", "超1亿元", "190万亩以上", "12", "15", "18亿元"]
    assert [one.value for one in told] == values
    assert not {"12", "15"} & {one.value for one in key_figures((), told)}


def test_a_row_tells_of_all_what_is_said_of_all_and_has_its_unit_though_it_stands_apart():
    told = tellable(
        "去年，县里出台的46项政策中，有11项企业知晓率不足三成，县里的干部都着急。"
        "电芯的单体能量密度达到360 Wh/kg，全县森林覆盖率达到71.5%。"
    )

    assert [(one.label, one.value) for one in key_figures((), told)] == [
        ("电芯的单体能量密度", "360 Wh/kg"),
        ("全县森林覆盖率", "71.5%"),
    ]


def test_what_readers_of_statistics_look_for_comes_first():
    told = tellable(
        "全年茶叶加工业增加值31.42亿元，增长3.5%；茶叶种植业增加值256.81亿元，增长2.7%；"
        "茶叶运输业增加值294.14亿元，增长3.6%。茶叶包装业增加值20.1亿元，增长3.2%。"
        "茶叶零售业增加值12.1亿元，增长1.2%；茶叶批发业增加值11.1亿元，增长2.2%。\n\n"
        "全年地区生产总值582.37亿元。\n\n去年茶农大多高兴。"
    )

    labels = [one.label for one in key_figures((), told)]
    assert "全年地区生产总值" in labels
