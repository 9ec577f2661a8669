"""Names are spared by the rules that judge by what is usual, and by no others."""

import pytest

from pipeline.model.article import Role
from pipeline.normalise.readings import Said, doubts


def doubted(text):
    return [(rule.name, doubt.after) for rule, doubt in doubts([Said(text, Role.PARAGRAPH)])]


@pytest.mark.parametrize(
    "text",
    [
        "永兴鹏琨环保有限公司对废电路板等固废进行协同处理与资源化利用。",
        "本报讯（通讯员 卞秋白 记者 甘棠）昨日，全县秋粮收购工作全面展开。",
        "县委书记冼若兰到现场察看，镇长卞鹏琨作了汇报。",
        "一处处“万牛奔腾”的车间里，机器轰鸣，热火朝天。",
    ],
)
def test_names_and_puns_are_left_alone(text):
    assert doubted(text) == []


def test_beside_a_name_a_slip_is_still_seen():
    assert doubted("鹏琨环保有限公司的贷币信贷总量合理增长。") == [("look-alike", "货")]


def test_a_rule_that_does_not_judge_by_usage_looks_into_names_too():
    assert ("stray-word", "") in doubted("县委书记刘and朝晖说，要把产业做大做强。")
