"""A page of a newspaper that is one source: the headlines behind the first, and who wrote what."""

from tests.briefings import made_of

PAGE = """山阳茶叶增产两成
本报记者 柯宁

本报山阳讯 3月21日，县统计局发布公报。去年，全县茶叶产量达到二万三千吨，比上年增长两成。

公报显示，茶园面积增加到十二万亩，其中新开垦一万三千亩，亩均产值首次超过五千元。

竹器撑起“归乡经济”
本报记者 石永康 通讯员 杨胜男

“回来不是种地，是上班。”3月6日清早，梁若渝走进村口的竹器厂，在流水线边坐下来。

这个有二十八万人的县，曾有九万人在外务工，去年回来了六千五百人，大半进了家门口的厂。

“家门口就能上班”

县里在七个镇建起竹器车间三十二座，工钱按件算，一个月下来每人能拿到四千二百元左右。
"""

OTHER = """临江通了新桥

临江县的新桥昨天通车，全长一千二百米，两岸的人不用再等渡船，过河只要三分钟。
"""


def test_a_second_headline_is_printed_over_its_piece():
    chapter = next(
        one for one in made_of(PAGE, OTHER).briefing.sections if one.title == "山阳茶叶增产两成"
    )
    assert [one.title for one in chapter.sections] == ["竹器撑起“归乡经济”"]
    assert [one.title for one in chapter.sections[0].sections] == ["“家门口就能上班”"]
    assert len(chapter.paragraphs) == 2
    assert len(chapter.sections[0].paragraphs) == 2


def test_who_wrote_another_piece_did_not_write_the_first():
    page = made_of(PAGE, OTHER).briefing.sources[0]
    assert page.byline == "本报记者 柯宁"


def test_a_heading_with_its_writer_keeps_what_stands_below():
    """A round of contributions, numbered: a heading is no headline, and stays over its part."""
    text = PAGE.replace("竹器撑起", "二、竹器撑起").replace("山阳茶叶增产两成\n", "笔谈：怎么办\n")
    chapter = next(one for one in made_of(text, OTHER).briefing.sections if "笔谈" in one.title)
    assert [one.title for one in chapter.sections] == ["竹器撑起“归乡经济”", "“家门口就能上班”"]
