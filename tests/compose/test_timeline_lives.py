"""Whose life an event of the timeline is of, and what only looks like an event."""

import datetime as dt

from tests.compose.test_timeline import entries


def listed(text, event_words, date=None):
    return [(one.date, one.subject, one.text) for one in entries(text, event_words, date)]


def test_whose_life_an_event_is_of_is_said_by_the_head_of_its_sentence(event_words):
    text = (
        "柯文宁1961年生于云台镇，毕业于县师范学校，教书多年，深受学生爱戴，后来调到县茶业局工作，"
        "走遍了全县的每一座茶山；1996年当选县人大代表，2018年5月出任县茶业协会会长。\n"
    )

    assert listed(text, event_words)[1:] == [
        ("1996年", "柯文宁", "当选县人大代表"),
        ("2018年5月", "柯文宁", "出任县茶业协会会长。"),
    ]


def test_whose_life_an_event_is_of_is_said_by_the_heading_above_it(event_words):
    text = "一、李文炳\n\n　　字云台，山阳县人，少时家贫。\n　　1996年病逝于长沙，享年九十二岁。\n"

    assert listed(text, event_words) == [("1996年", "李文炳", "病逝于长沙，享年九十二岁。")]


def test_whose_life_a_paragraph_tells_is_said_by_its_head(event_words):
    text = (
        "柯文宁先生1918年4月2日出生于山阳县一个教师家庭。1936年考入县师范学校，1940年毕业。"
        "1946年赴北平求学，1949年获硕士学位，同年冬回乡。\n　　1951年，山阳县成立茶厂。\n"
        "　　系山阳县云台镇人，1952年9月参加革命工作。\n"
    )

    assert listed(text, event_words)[1:] == [
        ("1936年", "柯文宁", "考入县师范学校"),
        ("1946年", "柯文宁", "赴北平求学"),
        ("1949年", "柯文宁", "获硕士学位"),
        ("1951年", "", "山阳县成立茶厂。"),
    ]


def test_below_a_title_that_names_whom_a_paragraph_tells_of_the_others_go_on(event_words):
    text = (
        "柯文宁传\n\n　　柯文宁，字云台，1917年4月生，山阳县人。\n"
        "　　1978年任茶厂厂长，做了很多事。\n"
    )

    assert listed(text, event_words)[-1:] == [("1978年", "柯文宁", "任茶厂厂长，做了很多事。")]


def test_a_life_of_nobody_is_no_event(event_words):
    text = "他一生清贫。1994年5月加入中国共产党，现任县茶业局局长。县里为他写了传。\n"

    assert not listed(text, event_words)


def test_what_somebody_is_now_is_no_event_of_that_day(event_words):
    text = "柯文宁于1994年5月出任县茶业协会会长，现任县茶业局局长、党组书记。\n"

    assert [told for *_, told in listed(text, event_words)] == [
        "柯文宁于1994年5月出任县茶业协会会长"
    ]


def test_a_bracket_that_an_event_closes_is_opened_in_it(event_words):
    text = (
        "县政府印发《山阳县茶园管理办法》（县政府令第12号，以下简称《办法》），"
        "自2031年3月1日起施行。\n"
    )

    assert listed(text, event_words)[0][2].startswith("县政府印发《山阳县")


def test_the_day_of_a_dateline_is_no_day_of_what_it_opens(event_words):
    text = "山阳新闻网5月16日讯（记者 柯宁）5月14日上午，县里召开春茶生产会，部署采摘。\n"

    assert listed(text, event_words, dt.date(2031, 5, 16)) == [
        ("2031年5月14日", "", "上午，县里召开春茶生产会，部署采摘。")
    ]


def test_what_a_document_says_of_itself_is_no_event(event_words):
    text = "受县政府委托，现将2031年预算执行情况与2032年预算草案提请大会审议通过。\n"

    assert not listed(text, event_words)
