"""A name wrong throughout a source: one entry, applied only where two sides speak."""

import pytest

from pipeline.collate import collate
from pipeline.model.article import Evidence, Kind, State
from pipeline.model.decision import Decision, Verdict
from pipeline.normalise import normalise
from pipeline.read import make_source

RIGHT = """
走进宜昌市秭归县的脐橙基地，漫山遍野的果树挂满了金黄的果实，果农们正忙着采摘装车。

宜昌市委农办主任说，今年全市脐橙总产量预计突破六十万吨，综合产值将达到一百五十亿元。

近年来，宜昌把脐橙产业作为乡村振兴的头号工程，先后引进三十余家采后加工企业落户园区。

在长阳县，清江椪柑也迎来了丰收季，当地合作社与电商平台签订了长期的供货合同。
"""
WRONG = "另一家报社的记者写道。\n" + RIGHT.replace("宜昌", "荆州")


def collation(decisions=None, **texts):
    return collate(
        [normalise(make_source(f"{name}.txt", text)) for name, text in texts.items()], decisions
    )


def throughout(found):
    return [one for one in found.corrections if one.places]


def test_a_twin_and_the_gazetteer_together_apply_it_once_with_all_places():
    found = collation(a=RIGHT, b=WRONG)

    (one,) = throughout(found)
    assert (one.source, one.before, one.after) == ("b.txt", "荆州", "宜昌")
    assert one.count == WRONG.count("荆州") == 3
    assert all(WRONG[place.start : place.end] == "荆州" for place in one.places)
    assert one.state is State.APPLIED
    assert [ground.kind for ground in one.evidence] == [Evidence.WITNESS, Evidence.OUTSIDE]
    assert all("荆州" not in passage.text for passage in found.passages)


def test_it_does_not_matter_which_source_comes_first():
    (one,) = throughout(collation(a=WRONG, b=RIGHT))

    assert (one.source, one.before, one.after) == ("a.txt", "荆州", "宜昌")


def test_the_article_itself_stays_as_the_source_says():
    article = normalise(make_source("b.txt", WRONG))

    assert sum(block.text.count("荆州") for block in article.blocks) == 3


def test_without_a_twin_it_is_never_applied():
    assert [one for one in throughout(collation(b=WRONG)) if one.state is State.APPLIED] == []


def test_one_county_alone_makes_it_doubtful_not_applied():
    """And none that stands as part of the wrong city."""
    right = RIGHT.replace("宜昌市秭归县", "秭归县").replace("长阳县", "某县")

    (one,) = throughout(
        collation(a=right + "宜昌到了。\n", b=right.replace("宜昌", "荆州") + "荆州到了。\n")
    )

    assert (one.before, one.after, one.state) == ("荆州", "宜昌", State.FLAGGED)


@pytest.mark.parametrize(
    "text",
    [
        WRONG.replace("宜昌", "荆州") + "\n荆州市监利县的客人也来了。\n",  # its own county speaks
        WRONG + "\n宜昌的同行也来了。\n",  # the source knows both names
        WRONG.replace("秭归县", "某地").replace("长阳县", "某处"),  # nobody speaks
    ],
)
def test_where_a_side_is_silent_or_speaks_against_it_nothing_is_applied(text):
    found = collation(a=RIGHT, b=text)

    assert [one for one in throughout(found) if one.state is State.APPLIED] == []


def test_the_editor_can_take_it_back():
    (one,) = throughout(collation(a=RIGHT, b=WRONG))

    found = collation({one.id: Decision(one.id, Verdict.REJECT)}, b=WRONG, a="无关的一句话在这里。")
    again = collation({one.id: Decision(one.id, Verdict.REJECT)}, a=RIGHT, b=WRONG)

    assert all(one.state is not State.APPLIED for one in throughout(found))
    (settled,) = throughout(again)
    assert (settled.state, settled.settled_by) == (State.REJECTED, "editor")


def test_the_same_name_in_two_stories_is_no_substitution():
    """Two cities, each with its own counties, told in the same set phrases."""
    other = RIGHT.replace("宜昌", "荆州").replace("秭归", "监利").replace("长阳", "公安")

    assert [
        one for one in throughout(collation(a=RIGHT, b=other)) if one.state is State.APPLIED
    ] == []


def test_a_line_above_changes_no_id():
    (one,) = throughout(collation(a=RIGHT, b=WRONG))
    (moved,) = throughout(collation(a=RIGHT, b="又一行。\n\n" + WRONG))

    assert one.id == moved.id
    assert one.kind is Kind.READING


@pytest.mark.parametrize("own", ["我市", "全市", "本市", "该市"])
def test_what_a_local_paper_calls_its_city_is_no_wrong_name(own):
    local = "本报记者报道。\n" + RIGHT.replace("宜昌市", own).replace("宜昌", own)

    found = collation(a=RIGHT, b=local)

    assert throughout(found) == []
    assert any(
        own in passage.base.text or own in w.text
        for passage in found.passages
        for w in passage.witnesses
    )


def test_a_province_is_not_put_right_by_a_city():
    assert throughout(collation(a=RIGHT, b=RIGHT.replace("宜昌", "安徽") + "又一行。\n")) == []


def test_characters_of_other_words_are_left_alone():
    """海口 stands in 上海口岸 only by chance."""
    line = "旅客可从上海口岸乘车前往果园参观采摘，沿途风光秀丽，深受好评。\n"

    found = collation(a=RIGHT, b=RIGHT.replace("宜昌", "海口") + line)

    (one,) = throughout(found)
    assert (one.before, one.after, one.count) == ("海口", "宜昌", 3)
    assert any("上海口岸" in passage.text for passage in found.passages)


def test_one_place_in_the_wrong_city_among_many_of_the_right_one_leaves_it_doubtful():
    more = "\n在远安县、兴山县和当阳市，柑橘同样是农民增收的主要来源。\n"
    (one,) = throughout(
        collation(a=RIGHT + more, b=WRONG + more + "荆州市监利县的客人也来参观。\n")
    )

    assert (one.before, one.after, one.state) == ("荆州", "宜昌", State.FLAGGED)
    assert "监利县 to 荆州" in one.reason


def test_one_sentence_told_alike_and_the_gazetteer_make_it_doubtful():
    line = "走进宜昌市的脐橙基地，漫山遍野的果树挂满了金黄的果实，果农们正忙着采摘装车。\n"
    places = "长阳县、秭归县也去了。\n"
    wrong = line.replace("宜昌", "荆州") + places + "荆州的朋友说，荆州很好。\n"

    (one,) = throughout(collation(a=line + places, b=wrong))

    assert (one.before, one.after, one.state) == ("荆州", "宜昌", State.FLAGGED)


def test_a_city_of_a_countys_rank_put_in_for_a_city_and_the_right_name_in_a_running_head():
    right = (
        "宣城市泾县遭遇特大暴雨，汀溪乡一天降雨三百八十六毫米，河水一夜之间上涨四米有余。\n"
        "宣城市防汛指挥部启动二级响应，市里的主要负责同志连夜赶到泾县，在乡政府设立指挥所。\n"
        "旌德县、绩溪县、宁国市也出现了大到暴雨，宣城市气象台预计，未来三天雨势减弱。\n"
    )
    wrong = right.replace("宣城", "宜城").replace(
        "旌德县", "— 3 —\n宣城快讯　　　　2024年6月\n旌德县"
    )

    (one,) = throughout(collation(a=right, b=wrong))

    assert (one.before, one.after, one.count, one.state) == ("宜城", "宣城", 3, State.APPLIED)


HEARD = """
7月14日下午，德州市博兴县一家化工厂发生爆燃，几公里外都能看到黑烟。

湖滨镇的一位村民说，德州市的消防车来了几十辆，附近的路都封了。
"""
TOLD = "7月14日15时42分，位于滨州市博兴县经济开发区的一家企业发生爆燃，明火已经扑灭。"


def test_one_county_is_enough_where_another_source_names_it_with_its_city():
    (one,) = throughout(collation(a=TOLD, b=HEARD))

    assert (one.source, one.before, one.after, one.count) == ("b.txt", "德州", "滨州", 2)
    assert one.state is State.FLAGGED


def test_a_city_that_the_other_source_names_too_may_have_its_part_in_it():
    also = TOLD + "德州市的消防救援支队前来增援。"
    found = collation(a=also, b=HEARD)

    assert throughout(found) == []
    assert [one.before for one in found.corrections if one.kind is Kind.READING] == ["德州市博兴县"]


def test_nor_is_it_the_citys_name_alone_that_is_wrong_where_its_own_counties_are_named():
    assert throughout(collation(a=TOLD, b=HEARD + "\n\n德州市平原县也派来了车辆。")) == []
