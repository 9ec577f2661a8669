"""One person, one firm under two names: doubted where it can hardly be two, never changed."""

import pytest

from pipeline.collate import collate
from pipeline.collate.nearly_named import RULE
from pipeline.model.article import Evidence, State
from pipeline.normalise import normalise
from pipeline.read import make_source

# Two reports of one day in their own words: where they differ in a name, no sentence tells it.
MEETING = "本报讯　3月5日，安化县召开春茶生产会议。{}出席会议并讲话，要求抓好采摘和加工。"
VISIT = "连日来，安化县茶园里一派繁忙。{}在马路镇察看茶园，同茶农算起了今年的收入账。"


def doubts(**texts):
    found = collate([normalise(make_source(f"{name}.txt", text)) for name, text in texts.items()])
    return [one for one in found.corrections if one.rule == RULE]


def told(found):
    return [(one.source, one.before, one.alternatives, one.count) for one in found]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("安化县委书记王建国", "县委书记王健国"),
        ("县委副书记、县长刘立平", "安化县县长刘立萍"),
        ("县农业农村局局长余晓波", "安化县农业农村局局长于晓波"),
        ("安化县委书记李伟", "县委书记李玮"),
        ("湘丰茶业公司董事长周志刚", "湘丰茶业公司董事长周志钢"),
        ("安化县财政局局长汪德明", "县财政局局长汪德民"),  # as the south hears it
        ("海关统计分析司司长黎国魁", "海关统计分析司司长黎国奎"),
        ("第三生产队队长陈有福", "第三生产队队长陈友福"),
    ],
)
def test_one_office_and_a_name_that_sounds_or_looks_alike(here, there):
    (one,) = doubts(a=MEETING.format(here), b=VISIT.format(there) + f"{there}说，要提质。")

    name, other = (words[-3:] if "伟" not in here else words[-2:] for words in (here, there))
    assert told([one]) == [("a.txt", name, (other,), 1)]  # it stands once, the other twice
    assert (one.after, one.state) == (None, State.FLAGGED)
    assert one.evidence == ((Evidence.WITNESS, ("b.txt",)),)
    assert "b.txt:1" in one.reason


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("安化县委书记王建国", "县委书记王建军"),  # brothers have one character in common
        ("安化县委书记王建国", "桃江县委书记王健国"),
        ("安化县委书记王建国", "县委副书记王健国"),
        ("安化县委书记王建国", "县长王健国"),
        ("县委书记李伟", "县委书记李薇"),
        ("安化县委书记李明", "镇党委书记李鸣"),
        ("县委书记王建国", "县委书记王建"),
        ("村民王建国", "村民王健国"),
    ],
)
def test_who_may_be_two_is_not_doubted(here, there):
    assert doubts(a=MEETING.format(here), b=VISIT.format(there)) == []


SHARED = "安化县今年春茶开采面积达三十六万亩，预计产量一万两千吨，比去年增长一成。"


@pytest.mark.parametrize("there", ["也不能只看产量。”王健国介绍，茶要做精。", "王健国算了一笔账。"])
def test_who_has_no_office_elsewhere_is_known_by_the_text_that_tells_the_same(there):
    (one,) = doubts(
        a=SHARED + MEETING.format("县委书记王建国") + "王建国说，要抓好。", b=SHARED + there
    )

    assert told([one]) == [("b.txt", "王健国", ("王建国",), 1)]


@pytest.mark.parametrize(
    "there", ["王建军介绍，茶要做精。", "大王建过一座桥。", "王建果园里的茶都采了。"]
)
def test_other_people_and_other_words_are_not_taken_for_who_holds_the_office(there):
    assert doubts(a=SHARED + MEETING.format("县委书记王建国"), b=SHARED + there) == []


def test_a_name_is_looked_for_among_texts_that_tell_the_same_alone():
    other = "王健国算了一笔账，茶要做精。"
    assert doubts(a=MEETING.format("县委书记王建国"), b=other) == []


def test_who_stands_beside_the_other_is_another():
    both = "安化县委书记王建国和桃江县的县委书记王健国一同出席。"
    assert doubts(a=MEETING.format("县委书记王建国") + both, b=VISIT.format("县委书记王健国")) == []


def test_whom_one_text_knows_well_is_no_slip():
    often = "县委书记王建国说，要抓紧。县委书记王健国说，要抓好。"
    assert doubts(a=MEETING.format("全县干部") + often * 2) == []


def test_texts_that_have_nothing_to_do_with_one_another_know_other_people():
    other = VISIT.replace("安化", "宜都").format("县委书记王健国")
    assert doubts(a=MEETING.format("县委书记王建国"), b=other) == []


def test_within_one_text_who_speaks_was_introduced():
    text = MEETING.format("县委书记王建国") + "\n\n王健国强调，要提早谋划。王建国还看望了茶农。"
    (one,) = doubts(a=text)

    assert told([one]) == [("a.txt", "王健国", ("王建国",), 1)]
    assert one.evidence == ((Evidence.WITHIN, ()),)


def test_all_places_of_the_doubtful_name_are_one_entry():
    text = VISIT.format("县委书记王健国") + "王健国说，要提早谋划。\n\n王健国还看望了茶农。"
    others = {name: MEETING.format("县委书记王建国") for name in "bc"}
    (one,) = doubts(a=text, **others)

    assert told([one]) == [("a.txt", "王健国", ("王建国",), 3)]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("湖南鲁博新材料有限公司", "鲁搏新材料有限公司"),
        ("安化鸿运茶叶合作社", "鸿韵茶叶合作社"),
        ("湖南优珀斯茶叶研究所", "优铂斯茶叶研究所"),
    ],
)
def test_a_firm_with_one_character_that_sounds_or_looks_alike(here, there):
    text = MEETING.format("全县干部") + f"会后到{here}考察，大家很受启发。\n\n{{}}今年扩建厂房。"
    (one,) = doubts(a=text.format(there))

    assert one.before in there
    assert one.alternatives[0] in here


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("华强新材料有限公司", "华翔新材料有限公司"),
        ("安化县第一建筑公司", "安化县第二建筑公司"),
        ("安化县人民医院", "安仁县人民医院"),
        ("东海茶叶研究所", "西海茶叶研究所"),
    ],
)
def test_two_firms_are_two(here, there):
    text = MEETING.format("全县干部") + f"会后到{here}考察，大家很受启发。\n\n{there}今年扩建厂房。"
    assert doubts(a=text) == []


def test_it_does_not_matter_which_source_comes_first():
    one = MEETING.format("安化县委书记王建国") + "王建国说，要抓好。"
    other = VISIT.format("县委书记王健国")
    assert [told(doubts(a=one, b=other)), told(doubts(b=one, a=other))] == [
        [("b.txt", "王健国", ("王建国",), 1)],
        [("a.txt", "王健国", ("王建国",), 1)],
    ]


def test_what_a_firm_is_called_for_short():
    text = (
        MEETING.format("全县干部")
        + "会后到湖南鲁博新材料有限公司考察。\n\n鲁搏新材料今年扩建厂房。"
    )
    (one,) = doubts(a=text)

    assert told([one]) == [("a.txt", "鲁搏新材料", ("鲁博新材料",), 1)]


def test_an_office_that_many_people_have_tells_nobody():
    many = "".join(
        f"第{n}组负责人{name}。" for n, name in enumerate(("黄卫东", "马文斌", "孙立军"))
    )
    text = MEETING.format("全县干部") + "本组负责人王建国发言。" + many
    assert doubts(a=text.replace("第", "").replace("组", "") + "\n\n负责人王健国发言。") == []


def test_words_before_a_name_make_it_no_other_name():
    here, there = "到会的山东云站旅游开发有限公司", "被告山东云栈旅游开发有限公司"
    both = (
        f"原告山东云栈旅游开发有限公司。{there}。",
        f"{here}发言。被告山东云站旅游开发有限公司。",
    )
    found = doubts(a=MEETING.format(both[0]), b=MEETING.format(both[1]))
    assert [one.before for one in found] == ["云站旅游开发"]


RETOLD = (
    "　　大坪村去年建成菌棚三百二十座，全年采鲜菇六千二百吨，六成销往省外的批发市场。\n　　{}\n"
)


@pytest.mark.parametrize(
    ("here", "there", "doubted"),
    [
        ("29岁的吴晓艳原在贵阳做工，去年返乡。", "说这话的，是29岁的吴晓燕。", True),
        ("29岁的吴晓艳原在贵阳做工，去年返乡。", "说这话的，是31岁的吴晓燕。", False),
        ("29岁的吴晓艳原在贵阳做工，去年返乡。", "说这话的，是29岁的吴晓军。", False),
        ("29岁的吴晓艳和29岁的吴晓燕是姐妹。", "说这话的，是29岁的吴晓燕。", False),
    ],
)
def test_one_age_and_a_name_that_sounds_or_looks_alike(here, there, doubted):
    found = doubts(a=RETOLD.format(here), b=RETOLD.format(there))
    assert [one.before for one in found] == (["吴晓燕"] if doubted else [])


def test_an_age_in_texts_that_tell_nothing_alike_says_nothing():
    assert doubts(a="29岁的吴晓艳原在贵阳做工，去年返乡。", b="说这话的，是29岁的吴晓燕。") == []
