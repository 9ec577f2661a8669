"""Where passages stand by a profile: with what they go on from, in a witness that has the rest, in
front.
"""

import pytest

from pipeline.compose import passages_of, walk
from pipeline.config import Config
from tests.briefings import made_of

HALF = "\N{REPLACEMENT CHARACTER}"
PROFILE = Config.model_validate({"outline": {"heads": "profile"}})


def briefing_of(*texts, config=None):
    return made_of(*texts, config=config).briefing


def test_what_is_left_of_a_paragraph_stands_behind_its_rest():
    shared = (
        "2029年以来，山阳县整合茶园三万亩，引进加工企业二十七家，累计投入资金四亿元，"
        "建成茶叶加工园两个，带动茶农五千户增收，产值同比增长一成。"
    )
    left, more = "茶事之重，在于上山。", "县里说，这只是个开头。"
    last = (
        "下一步，要加快建设茶叶研究所，力争三年内建成，进一步完善引进人才的办法，"
        "把茶农的孩子送去学制茶，把学成的师傅请回来带徒弟。"
    )
    close = "然而山高路远，品牌影响力薄弱，科技投入不足，龙头企业缺乏，制约着茶业发展。"
    other = f"茶论\n\n{close}\n\n{left}{shared}\n\n{close.replace('然而', '可见')}"
    between = "茶路\n\n全县累计建成茶路九十公里，完成投资三亿元，成效居全省前列。"
    briefing = briefing_of(f"茶业\n\n{shared}{more}\n\n{last}", between, other, config=PROFILE)
    printed = "".join(one.text for one in passages_of(briefing.sections))

    assert shared + more + left in printed


def test_where_its_base_has_no_more_of_the_paragraph_a_passage_stands_in_its_witness():
    first = "茶园改造要坚持就近自愿、先建后撤的原则，不搞一刀切。"
    rest = "茶农不同意改造的，不得强行改造，山高路远、出行不便的，应当保留老茶园，照常发给补贴。"
    lead = (
        "改造茶园三万亩，建成加工园两个，累计引进企业二十七家，同比增长一成，"
        "全年完成投资四亿元，带动茶农五千户增收。"
    )
    fuller = first.replace("不搞", "不得层层加码、摊派任务和指标，不搞")
    whole = f"茶园改造\n\n{lead}\n\n{first}{rest}"
    retold = f"茶园问答\n\n{lead}{fuller}"
    briefing = briefing_of(whole, retold, config=PROFILE)
    told = [
        "".join(one.text for one in paragraph.passages)
        for section in walk(briefing.sections)
        for paragraph in section.paragraphs
    ]

    assert fuller + rest in told


LETTER = """关于茶园改造的函

各乡镇人民政府，县直有关单位：

茶园的事，关系着山里的千家万户。为把茶园管好，现提出以下意见。

全县累计改造茶园三万亩，建成加工园两个，引进企业二十七家，产值同比增长一成。

然而品牌影响力薄弱，科技投入不足，龙头企业缺乏，制约着茶业发展，问题突出。
"""


def test_whom_a_letter_addresses_and_what_leads_over_stand_in_front():
    briefing = briefing_of(LETTER)
    first, *others = briefing.sections

    assert (first.title, first.numbered) == ("导语", False)
    assert [paragraph.passages[0].text[:4] for paragraph in first.paragraphs] == [
        "各乡镇人",
        "茶园的事",
    ]
    assert {section.title for section in others} == {"做法与成效", "问题与瓶颈"}


def test_what_one_copy_alone_has_stands_where_it_stands_there():
    told = [
        f"{place}累计建成{what}{n}处，完成投资{n}亿元，产值同比增长{n}%，成效居全省前列。"
        for n, (place, what) in enumerate(
            (("东乡", "茶园"), ("西乡", "桥梁"), ("南乡", "学校"), ("北乡", "水渠")), 21
        )
    ]
    alone = "东山累计建成茶亭六座。"
    first = "\n\n".join(["建设公报", *told])
    half = [one.replace("累计建成", f"累计建{HALF}") for one in told]
    second = "\n\n".join(["建设公报", half[0], half[1], alone, *half[2:]])
    printed = "".join(
        one.text for one in passages_of(briefing_of(first, second, config=PROFILE).sections)
    )

    assert printed.index(told[1]) < printed.index(alone) < printed.index(told[2])


DIRECTIVE = """关于加快茶园改造的指导意见

各乡镇人民政府，县直有关单位：

为加快茶园改造，现提出以下意见。

一、总体要求

（一）目标。累计改造茶园三万亩，建成加工园两个，产值同比增长一成。

二、难题

（二）品牌影响力薄弱，科技投入不足，龙头企业缺乏，制约着茶业发展，要解决。

三、保障措施

（三）下一步，要加快建设茶叶研究所，进一步完善引进人才的办法，力争三年内建成。
"""


OTHERS = [
    f"茶事\n\n{place}累计建成{what}，完成投资{n}亿元，产值同比增长{n}%，居全省前列。\n\n"
    f"然而{place}的{what}还不强，科技投入不足，龙头企业缺乏，制约着{what}的发展。"
    for n, (place, what) in enumerate(
        (
            ("东乡", "茶园九处"),
            ("西乡", "桥梁七座"),
            ("南乡", "学校两所"),
            ("北乡", "水渠八条"),
        ),
        21,
    )
]


@pytest.mark.parametrize("whom", ["各乡镇人民政府，县直有关单位：", "县委、县政府："])
def test_a_directive_among_other_texts_stays_whole_under_its_title(whom):
    directive = DIRECTIVE.replace("各乡镇人民政府，县直有关单位：", whom)
    briefing = briefing_of(directive, *OTHERS)

    assert briefing.sections[0].title == "做法与成效"
    (whole,) = (one for one in walk(briefing.sections) if one.title == "关于加快茶园改造的指导意见")
    assert [part.title for part in whole.sections] == ["总体要求", "难题", "保障措施"]
    assert [one.text[:3] for one in passages_of([whole])] == [
        whom[:3],
        "为加快",
        "（一）",
        "（二）",
        "（三）",
    ]


CONFERENCE = """茶业新闻发布会

时间：2032年1月26日

主持人（县新闻办）：各位记者，上午好！下面请县茶叶局局长陶然介绍茶业情况。

陶然：各位记者好！去年，茶园改造累计完成投资三亿元，产值同比增长两成。

然而品牌影响力薄弱，科技投入不足，龙头企业缺乏，制约着茶业发展。

主持人：下面请提问。

日报记者：请问今后怎么办？

陶然：下一步，要加大投入，引进人才，培育品牌，推进园区建设。

主持人：今天的发布会到此结束。
"""


def test_what_is_said_in_turn_stays_in_its_order_with_who_says_it():
    briefing = briefing_of(CONFERENCE, *OTHERS)

    (whole,) = (one for one in walk(briefing.sections) if one.title == "茶业新闻发布会")
    printed = "".join(one.text for one in passages_of([whole]))
    assert printed == "".join(CONFERENCE.split("\n")[4:])


def test_beside_a_conversation_the_outline_of_a_bulletin_leads():
    parts = (("农业", "茶园面积"), ("工业", "茶机产量"), ("人口", "茶农人数"))
    bulletin = "山阳县茶业公报\n\n" + "\n\n".join(
        f"{number}、{name}\n\n全年全县{what}比上年增长{n}.4%，达到{n}2.6万，占全省的{n}成。"
        for n, (number, (name, what)) in enumerate(zip("一二三", parts, strict=True), 2)
    )

    assert [one.title for one in briefing_of(CONFERENCE, bulletin).sections] == [
        "农业", "工业", "人口", "茶业新闻发布会"
    ]  # fmt: skip
