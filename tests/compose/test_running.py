"""What is told day by day is shown of its last day; what isn't sure is marked so."""

from __future__ import annotations

from pipeline.compose.figures.running import Bulletins
from pipeline.compose.repeats import repeats
from pipeline.model.manuscript import Paragraph, Run, Style, Table, Voice
from tests.briefings import made_of


def bulletin(day, new, total, traced):
    return (
        f"山阳县疫情通报\n（第{day}号）\n　　2031年7月{day}日0时至24时，全县新增确诊病例{new}例。"
        f"\n　　截至7月{day}日24时，全县累计报告确诊病例{total}例。"
        f"\n　　目前累计追踪到密切接触者{traced}人，都已接受医学观察。\n\n"
    )


BULLETINS = bulletin(12, 7, 23, 312) + bulletin(13, 9, 32, 405) + bulletin(14, 4, 36, 446)


def rows(*texts):
    made = made_of(*texts, back_matter=True)
    return {
        (row[0][0].text, "".join(one.text for one in row[1]), "".join(one.text for one in row[2]))
        for table in made.manuscript.elements
        if isinstance(table, Table) and table.id.startswith("figures-")
        for row in table.rows
    }


def points(*texts):
    return [one.text for one in made_of(*texts).briefing.key_points]


def test_of_a_quantity_told_day_by_day_the_last_day_is_shown_with_its_date():
    assert rows(BULLETINS) == {
        ("全县新增确诊病例", "4例", "2031年7月14日"),
        ("全县累计报告确诊病例", "36例", "截至7月14日"),
        ("追踪到密切接触者", "446人", "目前（7月14日，推定）"),
    }
    assert not any("32例" in one or "312人" in one for one in points(BULLETINS))
    assert any("36例" in one for one in points(BULLETINS))


def test_a_key_point_says_which_day_its_now_is():
    (now,) = (
        one
        for one in made_of(BULLETINS).manuscript.elements
        if isinstance(one, Paragraph) and one.style is Style.KEY_POINT and "446" in str(one)
    )

    assert now.inlines[1] == Run("（7月14日，推定）", Voice.OURS)


def test_two_events_of_one_kind_are_both_shown():
    text = (
        "山阳县通报\n\n　　3月5日，山阳县茶厂爆燃造成3人死亡、5人受伤，事故原因正在调查。"
        "\n　　6月8日，山阳县糖厂爆燃造成2人死亡、4人受伤，事故原因正在调查。\n"
    )

    assert {("山阳县死亡", "3人", "3月5日"), ("山阳县死亡", "2人", "6月8日")} <= rows(text)


def test_years_stand_side_by_side():
    text = (
        "山阳县茶业\n\n　　截至2029年底，全县茶叶加工企业达到112家，比上年有所增加。"
        "\n　　截至2030年底，全县茶叶加工企业达到131家，比上年有所增加。\n"
    )

    assert {one[1] for one in rows(text)} == {"112家", "131家"}


def test_what_two_villages_have_now_is_of_no_day_of_their_history():
    text = (
        "山阳县两个村\n\n　　上坝村1978年3月5日通了公路。\n　　目前全村茶园312亩，家家都有。"
        "\n\n　　下坝村1985年6月8日通了公路。\n　　目前全村茶园405亩，家家都有。\n"
    )
    passages = made_of(text).collation.passages
    bulletins = Bulletins(passages)
    sentences = [one for passage in passages for one in passage.base.sentences]

    assert [bulletins.meant(one) for one in sentences] == [None] * len(sentences)


def test_what_other_places_have_is_no_later_day_of_this_one():
    other = "博爱县通报\n\n　　截至8月9日24时，全县累计报告确诊病例5例，博爱县已经通报。\n"

    assert ("全县累计报告确诊病例", "36例", "截至7月14日") in rows(BULLETINS, other)


def test_places_in_brackets_are_told_of_what_stands_before_them():
    text = "山阳县案件\n\n　　去年，山阳县受理案件38件（上坝乡12件、下坝镇26件），结案率达到90%。\n"

    assert {("上坝乡受理案件", "12件", "去年"), ("下坝镇受理案件", "26件", "去年")} <= rows(text)


TEA = "，居全省第三位，有茶园2.36万亩、茶农1.85万户，家家喜笑颜开。\n"
DISPUTED = (
    f"山阳县茶业\n\n　　2031年，全县茶叶产量达到4.7万吨{TEA}",
    f"山阳县的茶\n\n　　2031年，全县茶叶产量达到7.4万吨{TEA}",
)


def test_a_contested_number_is_marked_where_it_is_repeated():
    made = made_of(*DISPUTED, back_matter=True)
    (point,) = (one for one in made.manuscript.elements
                if isinstance(one, Paragraph) and one.style is Style.KEY_POINT)  # fmt: skip

    assert ("全县茶叶产量", "4.7万吨（有异）", "2031年") in rows(*DISPUTED)
    assert point.inlines[1] == Run("（“4.7万吨”，各资料不一致）", Voice.OURS)
    said = next(one for one in repeats(made.briefing, made.manuscript) if one.element == point.id)
    assert said.marks == ("（“4.7万吨”，各资料不一致）",)


def test_so_is_the_same_number_where_it_is_told_again():
    again = "山阳县简讯\n\n　　到会的人都听见了：去年全县茶叶产量达到7.4万吨，茶农笑了。"

    assert ("全县茶叶产量", "7.4万吨（有异）", "去年") in rows(*DISPUTED, again)


def test_the_dead_of_a_town_until_one_day_are_contested():
    one = "山阳县通报\n\n　　截至7月15日24时，山阳县累计治愈出院19例，累计死亡2例。\n"
    other = "山阳县快评\n\n　　谁都看到了这一组数字：截至7月15日24时，山阳县累计死亡3例。\n"
    (conflict,) = made_of(one, other, back_matter=True).briefing.conflicts

    assert len(conflict.figures) == 2
