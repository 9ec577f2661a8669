"""The table of facts about a seam: what it says of where each is asked for."""

from __future__ import annotations

import pytest

from pipeline.normalise import seams
from pipeline.normalise.joining.evidence import EVIDENCE, Fact
from pipeline.normalise.joining.join import decides
from pipeline.normalise.joining.seam import State
from pipeline.read import make_source


@pytest.mark.parametrize("fact", EVIDENCE, ids=lambda fact: fact.name)
def test_a_fact_is_asked_for_in_the_words_of_a_seams_state(fact: Fact) -> None:
    words = [word.removeprefix("not ") for word in fact.where.split(", ") if word]
    assert set(words) <= set(State._fields)
    assert len(words) == len(set(words)), "it can't be so and not so"


#: Lines of a column of 21 characters: a paragraph that ends where the column does, and another.
BODY = """
山阳县的茶园分布在海拔六百米以上的山地里，
终年云雾缭绕，所产绿茶香高味醇，远近闻名，
县里把茶叶当作第一产业来抓，连续五年都在新
建茶园，总面积突破八万亩，年产值达九亿元，
带动四万农户增收，户均增收三千二百六十元。
"""
REST = """
去年以来全县新修产业道路一百二十公里，惠及
四十三个行政村的两万多名群众，鲜叶下山的时
间由三个小时缩短到四十分钟，茶农们不必再连
夜往城里赶。
"""

#: Of each fact a text in which it decides: as wide as the column, a line would else run on.
DECIDES = {
    "shown-below": f"{BODY}图为茶农在石鼓坪的茶园里采摘头一批明前春茶{REST}",
    "caption-below": f"{BODY}茶农在石鼓坪的茶园里抢采头一批春茶。李四 摄{REST}",
    "report-below": f"{BODY}石鼓坪的公路修到了八百亩新茶园的边上来了\n本报讯　路通了。{REST}",
    "fields": f"{BODY}依托工程：石鼓坪镇的万亩茶园配套道路项目\n所属水系：澧江上游的支流{REST}",
    "rows": f"{BODY}石鼓坪村委员会 一百二十户 八百亩 三十万\n柏杨坪村 九十户 六百亩 二十万{REST}",
    "table-below": f"{BODY}表2 石鼓坪镇各村茶园面积与年产值一览表\n石鼓坪 120 800 36{REST}",
    "bracketed-above": f"（山阳县石鼓坪镇茶业协会二〇三一年四月五日）{BODY}{REST}",
    "presided": f"山阳县人民政府研究春茶采摘和公路修建的工作\n县长柯宁主持会议并讲话{BODY}{REST}",
    "addressed": f"各乡镇人民政府，县直有关单位，茶叶合作社：{BODY}{REST}",
    "addressed-below": f"山阳县政府关于做好春茶采摘与公路修建工作的\n各乡镇人民政府：{BODY}{REST}",
    "leads-over": f"县长柯宁在石鼓坪镇调研春茶采摘和公路时强调\n把茶园建成大花园{BODY}{REST}",
    "note-goes-on": """
[1] 陆清扬，费宗岳．山区茶产业发展的路径选择与对策建议——以澧江县为例
农业经济问题研究与实践探索，2021（3）：45-52.
[2] 柯宁．茶旅融合的模式与机制研究：基于西南四省的调查
农村经济，2020（7）：33-40.
""",
    "mark-first": f"山阳茶香\n去年全县茶叶产量一万二千吨\n，产值九亿元，居全省第三位。{REST}",
}  # fmt: skip


@pytest.mark.parametrize("name", DECIDES)
def test_a_fact_decides_where_no_other_does(name: str) -> None:
    weight = next(fact.weight for fact in EVIDENCE if fact.name == name)
    seen = [
        joint
        for joint in seams(make_source("a.txt", DECIDES[name]))
        if any(fact.name == name for fact in joint.facts)
    ]
    assert seen
    assert all(joint.joined is (weight > 0) for joint in seen)
    others = [[fact for fact in joint.facts if fact.name != name] for joint in seen]
    assert any(decides(facts) is not (weight > 0) for facts in others)


#: Two lines of which a fact says nothing, though they look like those of which it does.
SILENT = {
    "fields": "柯宁：去年我们把全县的村子都走了一遍，账也看\n大家关心的是：渠水怎么分，由谁来管。",
    "headline": "据去年第17号简报的记载，石鼓坪的老社员当时说：\n“数字是自己定的，心里踏实。”",
    "item-below": "今年的茶园比头一年好了很多，还差着一口气。\n社员说：“再有一年，就赶上从前了。”",
    "bracketed": "柯宁：我们修的是往后几十年的和气，谢谢大家。\n（热烈掌声）",
    "short-middle": "柯宁：我们修的是往后几十年的和气，谢谢大家。\n（热烈掌声）",
}


@pytest.mark.parametrize("name", SILENT)
def test_a_fact_is_silent_of_what_only_looks_so(name: str) -> None:
    joints = seams(make_source("a.txt", f"{BODY}{REST}{SILENT[name]}{BODY}{REST}"))
    found = [fact.name for joint in joints for fact in joint.facts]
    assert found
    assert name not in found
