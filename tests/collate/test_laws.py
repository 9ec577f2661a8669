"""Laws: a rule is printed in its law, whatever another law says in the same words."""

from __future__ import annotations

import pytest

from pipeline.collate import collate
from pipeline.collate.laws import rules
from pipeline.normalise import normalise
from pipeline.read import make_source

LAW = """山阳市消防条例

第一条　为了预防火灾和减少火灾危害，保护人身、财产安全，制定本条例。

第二条　消防工作贯彻预防为主、防消结合的方针，由各级人民政府负责。

第三条　任何人发现火灾都应当立即报警，任何单位都应当无偿为报警提供便利。

第四条　禁止在具有火灾危险的车间、商场、仓库内设置员工宿舍。

第五条　在具有火灾危险的车间、商场、仓库内设置员工宿舍的，处一千元罚款。
"""


def witnesses(*texts):
    made = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]
    return [sorted(one.source for one in p.witnesses) for p in collate(made).passages]


def test_two_laws_keep_their_rules_though_these_are_worded_alike():
    assert {len(told) for told in witnesses(LAW, LAW.replace("山阳", "临江"))} == {1}


def test_two_texts_of_one_law_are_held_together():
    told = witnesses(LAW, LAW.replace("无偿为报警", "为报警无偿"))
    assert {tuple(one) for one in told} == {("0.txt", "1.txt")}


def test_a_law_is_one_though_no_blank_stands_behind_its_numbers():
    """They are lost where each of its characters was set apart: 第 一 条 为 了."""
    assert rules(normalise(make_source("a.txt", LAW.replace("条　", "条"))))


@pytest.mark.parametrize("mark", ["（征求意见稿）", "（草案）", "\n（修订草案送审稿）"])
def test_a_draft_is_held_against_its_law_and_never_printed_for_it(mark):
    """The law has a slip, which costs less than a rule that isn't in force."""
    title, rest = LAW.split("\n", 1)
    draft = title + mark + "\n" + rest.replace("一千元", "五百元")
    law = LAW.replace("员工宿舍的，处", "员工宿宿舍的，处")
    made = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate((draft, law))]

    found = [
        (one.text, one.base.source) for one in collate(made).passages if len(one.witnesses) > 1
    ]

    assert {base for _, base in found} == {"1.txt"}
    assert any("一千元" in text for text, _ in found)


def test_news_that_repeats_a_rule_does_not_stand_for_it():
    said = LAW.partition("第三条　")[2].partition("\n")[0]
    news = f"山阳日报讯\n\n条例规定，{said}\n"
    assert {len(told) for told in witnesses(LAW, news)} == {1}


@pytest.mark.parametrize(
    "text",
    [
        "消防见闻\n\n" + "\n\n".join(f"第三条　说得明白，{n}村还有人问。" for n in "一二三四五六"),
        LAW.rpartition("第三条")[0],
    ],
)
def test_who_quotes_rules_writes_no_law(text):
    assert rules(normalise(make_source("a.txt", text))) == frozenset()
