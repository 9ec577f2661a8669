"""Which of two texts is printed throughout, whatever slips it has: the document."""

import pytest

from pipeline.collate import collate
from pipeline.normalise import normalise
from pipeline.read import make_source

PLAN = """江口市林业发展规划（2023—2030年）

到2030年，全市森林覆盖率稳定在68%以上，林下经济规模达到80亿元，带动林农二十万户增收。

建成国家级自然公园三处，完成退化林修复四十万亩，森林蓄积量超过五千万立方米。
"""

NEWS = """江口林业有了新蓝图

本报讯　记者日前从市林业局获悉，林业规划出炉。
到2030年，全市森林覆盖率稳定在68%以上，林下经济规模达到60亿元。

建成国家级自然公园三处，完成退化林修复四十万亩，森林蓄积量超过五千万立方米。市民李建国说，山绿了，
人也有了盼头，周末带着孩子上山走一走，比什么都强，往后日子会越来越好，这是大家的心里话，也是山里人的盼头。
"""

SLIP = PLAN.replace("增收", "增増收收").replace("稳定在", "稳稳定在")


def bases(*texts):
    made = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]
    return {one.base.source for one in collate(made).passages if len(one.witnesses) > 1}


def test_a_document_leads_a_report_that_is_longer_and_has_fewer_doubts():
    assert bases(NEWS, SLIP) == {"1.txt"}


def test_a_text_leads_the_one_that_names_it_by_its_title():
    named = SLIP.replace("江口市林业发展规划（2023—2030年）", "江口林业这样走向2030")
    reader = NEWS.replace("林业规划出炉", "《江口林业这样走向2030》出炉").replace(
        "本报讯　记者", "笔者"
    )

    assert bases(reader, named) == {"1.txt"}


@pytest.mark.parametrize("one", [NEWS, NEWS.replace("有了新蓝图", "规划出炉记")])
def test_of_two_reports_neither_leads_for_its_kind(one):
    """Each paragraph is printed where it has fewer doubts."""
    worse = one.replace("稳定在", "稳稳定在").replace("江口林业", "江口山林")

    assert "1.txt" in bases(worse, one)


def test_why_a_text_leads_is_told_of_the_one_that_does_not():
    made = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate((NEWS, SLIP))]

    leading = collate(made).leading

    assert leading.why("1.txt", "0.txt") == "it is a document, this a telling"
    assert leading.why("0.txt", "1.txt") == ""
