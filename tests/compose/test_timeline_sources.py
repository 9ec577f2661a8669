"""Events that several sources tell, or that several dates have: which year, which order, once."""

import pytest

from pipeline.compose.timeline import timeline
from tests.compose.conftest import told
from tests.compose.test_timeline import entries

REPORT = (
    "山阳县茶园火情通报\n\n2031年7月14日15时42分，位于山阳县云台镇的茶园起火，烧毁茶树三百二十亩，"
    "没有人员伤亡。\n\n15时58分，山阳县消防救援大队首批四辆车赶到现场，明火在当晚被扑灭，"
    "乡亲们连夜清理。\n"
)
CHRONICLE = (
    "山阳县茶园火情大事记\n\n7月14日\n15时42分，云台镇的茶园起火。\n15时58分，山阳县消防救援大队"
    "首批四辆车赶到现场，明火在当晚被扑灭，乡亲们连夜清理。\n7月17日\n云台镇的茶农领到了第一批救济粮。\n"
    "11月3日\n县林业局对山阳茶业公司罚款八万元。\n"
)


def test_a_source_that_tells_the_same_lends_its_year_to_a_chronicle(event_words):
    articles, passages = told(REPORT, CHRONICLE)

    listed = timeline(articles, passages, {}, event_words)

    assert [(one.date, one.inferred) for one in listed] == [
        ("2031年7月14日", False),
        ("2031年7月14日", True),
        ("2031年7月17日", True),
        ("2031年11月3日", True),
    ]
    assert listed[1].text.startswith("15时58分，")  # the report's words, the chronicle's day


def test_no_year_is_lent_before_the_day_both_tell_nor_by_a_stranger(event_words):
    early = CHRONICLE.replace("7月14日\n", "3月2日\n茶园验收合格。\n7月14日\n", 1)
    articles, passages = told(REPORT, early)
    assert {one.date for one in timeline(articles, passages, {}, event_words)} == {"2031年7月14日"}

    stranger = "临江县大桥通报\n\n2031年7月14日15时42分，临江县的大桥竣工，江面上下一片欢腾。\n"
    articles, passages = told(stranger, CHRONICLE)
    assert [one.date for one in timeline(articles, passages, {}, event_words)] == ["2031年7月14日"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公屋租金照旧，并自2031年1月起实施分级补贴，家家受益。", ["2031年1月"]),
        ("《茶业条例》自2031年1月1日起施行。", ["2031年1月1日"]),
        ("本案定于2031年12月9日上午9时在本院公开开庭审理。", []),
        ("2031年，市图书馆全年开放348天，接待读者86.4万人次。", []),
        ("玻璃栈道全长218米，2031年五一开放，当年客流不断。", ["2031年"]),
    ],
)
def test_what_begins_what_is_to_come_and_what_a_year_adds_up_to(text, found, event_words):
    listed = entries(text, event_words)

    assert [one.date for one in listed] == found
    assert all("玻璃栈道" in one.text for one in listed if "五一" in text)


def test_the_hours_of_a_day_stand_in_their_order(event_words):
    listed = entries(
        "2031年7月14日15时58分，县消防救援大队抵达云台镇。\n\n2031年7月14日，全县停产。\n\n"
        "2031年7月14日9时，云台镇茶厂开工投产。",
        event_words,
    )

    assert [one.text[:4] for one in listed] == ["9时，云", "全县停产", "15时5"]


def test_one_paper_of_one_day_came_out_once(event_words):
    articles, passages = told(
        "山阳县茶业\n\n2031年9月28日，调查组公布调查报告，认定这是一起责任事故，烧毁茶园三百二十亩。\n",
        "茶园火情\n\n2031年9月28日，山阳县茶园火情的调查报告公布，茶农们奔走相告。\n",
    )

    (entry,) = timeline(articles, passages, {}, event_words)

    assert len(entry.tellings) == 2
