"""What recurs by the form of a list or a song is printed wherever it stands."""

import pytest

from pipeline.collate import collate
from pipeline.normalise import normalise
from pipeline.read import make_source

ROSTER = """国庆期间值班安排
国庆期间，各单位要落实值班制度，主要负责同志保持电话畅通，遇有紧急情况及时报告。
带班领导：陆清扬
值班电话：0739-8821167
第二天的安排如下，请各单位互相转告，做好交接。
带班领导：陆清扬
值班电话：0739-8821167
"""
SONG = """歌会
歌手在台上唱了一首老歌，台下的人跟着和，歌词是：
石门开，水倒流，
阿哥放排下湖州。
湖州的米白又白，
不如妹妹一回头。
石门开，水倒流，
阿哥放排下湖州。
"""
OFFICES = """便民服务点公布
全县新设了三个便民服务点，周末照常开门，欢迎大家就近办理，地址和电话如下。
石桥镇便民服务点
地址：石桥镇正街45号
电话：8833001
"""
PRIZES = """志愿服务岗位表
志愿者报名火热，两天内收到申请一百二十份，岗位已经全部分配完毕，名单如下。
石桥镇便民服务点
陆清扬　周六上午
费宗岳　周日下午
"""


def twins(*texts):
    articles = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]
    told = collate(articles).passages
    return [passage.text for passage in told if len(passage.witnesses) > 1]


@pytest.mark.parametrize("text", [ROSTER, SONG])
def test_a_line_that_a_source_says_again_is_printed_again(text):
    assert twins(text) == []


def test_one_office_over_two_lists_is_printed_over_both():
    assert twins(OFFICES, PRIZES) == []


def test_a_list_told_again_line_by_line_is_told_once():
    again = OFFICES.replace("便民服务点公布", "公告")

    lines = OFFICES.splitlines()[1:]

    assert "".join(twins(OFFICES, again)) == "".join(lines)


def test_a_box_that_stands_twice_is_printed_once():
    box = "茶园八万亩都在海拔六百米以上，终年云雾缭绕。春茶的收成好于去年，价钱也高了一成。"

    assert twins(f"茶事\n{box}\n夏茶受旱情影响，略有减少，秋茶刚刚开采。\n{box}\n") == [box]


def test_lines_of_few_characters_are_not_twins_for_standing_beside_some():
    same = "今年以来，澧江县把茶产业作为富民强县的主导产业来抓，茶园面积和产量都有了新的增长。"

    assert twins(
        f"道德模范\n{same}\n助人为乐模范\n陆清扬　石桥镇卫生院医生\n费宗岳　退休教师\n",
        f"接种点\n{same}\n石桥镇卫生院\n地址：正街45号\n电话：8833001\n",
    ) == [same]


def test_numbered_heads_of_two_reports_belong_to_their_paragraphs():
    """Printed once, the second paragraph would have lost what it is about."""
    report = (
        "（一）读者服务。全年接待读者{}万人次，外借图书{}万册次，新办读者证{}个。\n"
        "（二）阅读推广。{}\n"
    )
    one = report.format(86.4, 52.7, 11200, "“桂湖讲坛”请来学者十二人，场场满座，听众意犹未尽。")
    other = report.format(97.2, 58.3, 13500, "馆里和学校合办了读书节，孩子们演了自己写的戏。")

    assert twins(one, other) == []


def test_a_numbered_head_whose_paragraph_is_told_alike_is_told_once():
    text = "（一）读者服务。全年接待读者86.4万人次，外借图书52.7万册次，新办读者证11200个。\n"

    assert "".join(twins(text, text)) == text.strip()


DAILY = (
    "截至7月{}日24时，全市累计报告病例{}例，累计治愈{}例，累计死亡2例，"
    "现有在院治疗{}例，其中重症3例。"
)


def test_one_day_of_a_bulletin_that_another_text_tells_is_held_against_it():
    """It says the same words each day, so that these pair nothing; the day does."""
    days = [(11, 25, 8, 15), (12, 31, 11, 18), (13, 34, 14, 18), (15, 37, 19, 16)]
    bulletin = "\n".join(DAILY.format(*day) for day in days)
    weekly = "门诊只有五个，农民知道得少。\n" + DAILY.format(*days[-1]).replace(
        "死亡2例", "死亡3例"
    )

    made = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate((bulletin, weekly))]
    both = [one for one in collate(made).passages if len(one.witnesses) > 1]

    assert [[one.text[2:7] for one in passage.witnesses] for passage in both] == [["7月15日"] * 2]
    assert [one.kind.value for one in both[0].variants] == ["figure"]


MONDAY = """早间新闻提要
本期节目的主要内容如下，详细报道请留意随后播出的各条新闻。
市卫生健康委通报最新疫情情况；
国内联播快讯：
（1）跨海大桥主缆索股今天上午完成架设；
（2）第六届运河文化旅游博览会开幕；
"""
TUESDAY = """早间新闻提要
昨夜今晨的要闻已经整理完毕，下面请看今天节目的内容提要。
市卫生健康委通报最新疫情情况；
国内联播快讯：
（1）首列齿轨列车在江口机车厂下线；
（2）一批重点项目在港区集中开工；
"""


def test_lines_that_announce_other_things_are_printed_each_above_its_own():
    """Printed once, the items of the second would stand under the first's."""
    assert twins(MONDAY, TUESDAY) == []


def test_what_is_announced_alike_is_told_once():
    again = TUESDAY.replace(TUESDAY.partition("快讯：\n")[2], MONDAY.partition("快讯：\n")[2])

    assert "国内联播快讯：" in twins(MONDAY, again)


WEEK = """全省粮食价格监测周报（第{}周）
表1　主要粮食品种收购价格　　　　　　　单位：元/吨
品种　　本周　　上周　　环比（%）　　去年同期
玉米　　{}96　　2617　　-0.8　　2788
小麦　　{}68　　2965　　0.1　　3198
大豆　　{}86　　5016　　-0.6　　5634
"""


def test_the_head_of_two_tables_with_other_rows_is_printed_over_both():
    """A reader wouldn't know which week's 玉米 it is."""
    one, other = WEEK.format(46, 25, 29, 49), WEEK.format(47, 38, 31, 51)

    assert twins(one, other) == []
    assert len(twins(one, one.replace("玉米　　2596", "玉米　　2569"))) > 1
