"""The same words of one matter, and of two: two years, two counties, two teams."""

from __future__ import annotations

import pytest

from pipeline.collate import collate
from pipeline.normalise import normalise
from pipeline.read import make_source


def told(*texts: str) -> list[str]:
    """What the first text says of each passage that more than one tells; no name is put in."""
    articles = [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts, 1)]
    made = collate(articles)
    assert [one for one in made.corrections if one.rule == "name-throughout"] == []
    return [
        "".join(one.text for one in passage.witnesses if one.source == "1.txt")
        for passage in made.passages
        if len(passage.witnesses) > 1
    ]


YEAR = (
    "全年举办讲座、展览、读书会等活动{}场，参加读者{}万人次。“桂湖讲坛”举办{}期，邀请学者{}人。"
    "“小种子”亲子阅读活动走进{}所幼儿园。"
)
COUNTY = (
    "县财政安排专项资金{}万元，用于{}、大垭九年一贯制学校宿舍和食堂建设。"
    "寄宿学生每生每年补助1250元。"
)
TEAM = (
    "6月{}日凌晨，{name}市消防救援支队接到增援命令，立即调集官兵{}人、冲锋舟{}艘赶赴泾县汀溪乡。"
    "救援中，{name}消防员逐户敲门，把被困老人一个个背出来，三天里没有一人脱过雨衣。"
    "{name}支队还把随车带来的净水设备留给了苏红村，旌德县、绩溪县的群众送来一筐筐刚煮好的鸡蛋。"
)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (YEAR.format(412, 6.8, 24, 22, 17), YEAR.format(468, 7.9, 26, 25, 23), []),
        (
            COUNTY.format(1850, "云溪中心小学、牛栏坪学校"),
            COUNTY.format(2600, "城关二小、石门坎学校"),
            ["寄宿学生每生每年补助1250元。"],
        ),
        (TEAM.format(20, 120, 18, name="宣城"), TEAM.format(21, 80, 12, name="宿州"), []),
    ],
)
def test_reports_in_one_form_do_not_hide_one_another(one: str, other: str, shared: list) -> None:
    assert told(one, other) == shared


def test_a_copied_sentence_with_a_lead_in_is_the_same() -> None:
    """It names a day, and the county where the other says 全县; all that it counts is kept."""
    counted = "13个乡镇、87个村受灾，受灾人口6.2万人，紧急转移安置8460人，受灾面积4.35万亩。"
    lead = "6月21日，记者从市防汛抗旱指挥部获悉，受强降雨影响，泾县"

    assert told(f"全县{counted}", f"{lead}{counted}") == [f"全县{counted}"]


def test_a_wrong_figure_is_a_variant_and_not_another_matter() -> None:
    text = "全市茶园面积稳定在三十多万亩，茶农户均增收可观，今年产值达到{}亿元。"

    assert told(text.format(60), text.format(66)) == [text.format(60)]


@pytest.mark.parametrize("many", [12, 13, 40])
def test_a_release_that_many_papers_print_is_told_once(many: int) -> None:
    """A run of characters in many sentences is a set phrase; a sentence in many sources is none."""
    release = (
        "据新华社电，全国夏粮收购工作由南向北陆续展开，目前主产区累计收购小麦三千多万吨。"
        "今年各地积极组织多元主体入市收购，优质粮源受到企业青睐，价格总体稳定。"
    )
    papers = [f"{n}号报纸夏收新闻\n{release}" for n in range(many)]
    papers[-1] = papers[-1].replace("青睐", "青昧")

    passages = collate(
        [normalise(make_source(f"{n:02}.txt", text)) for n, text in enumerate(papers)]
    ).passages

    assert [len(passage.witnesses) for passage in passages] == [many]
    (variant,) = passages[0].variants
    assert dict(variant.readings)[f"{many - 1:02}.txt"] == "青昧"


def test_one_text_in_two_scripts_is_told_once_and_differs_where_its_words_do() -> None:
    old = "程文炳，字仲華，萬曆八年進士，官至工部郎中。晚年歸里，設義塾於橋南，授徒三十餘人。"
    new = "程文炳，字仲华，万历八年进士，官至工部郎中。晚年归里，设义塾于桥南，授徒二十余人。"
    collation = collate(
        [normalise(make_source("a.txt", old)), normalise(make_source("b.txt", new))]
    )

    (passage,) = collation.passages
    (variant,) = passage.variants
    assert dict(variant.readings) == {"a.txt": "三十餘", "b.txt": "二十余"}
    assert [one for one in collation.corrections if one.rule == "witness-differs"] == []


def test_the_lines_of_a_yearbook_stay_each_by_itself() -> None:
    """They are of one form, in one source and in two, and each counts otherwise."""
    line = "第{}镇实现工业总产值{}亿元，增长{}%；税收{}亿元。\n"
    books = [
        "".join(line.format(n % 10, *range(k + 3 * n, k + 3 * n + 3)) for n in range(20))
        for k in (100, 500)
    ]

    passages = collate(
        [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(books)]
    ).passages

    assert [len(passage.witnesses) for passage in passages] == [1] * 40


OURS = (
    "新航线开通以来，运价降了一成。港口去年吞吐量增长两成。海关延长了查验时间。岛上的店铺多了起来。"
    "码头添了两台龙门吊。引航员每天排三班。仓库的冷柜租出去一大半。货柜司机盼着修路。货主柯宁说：{}"
)
THEIRS = (
    "业者们各有盘算。茶商打算秋天试运两柜。民宿老板不大看好。渔会另有一本账。学者认为还要等。"
    "卖凤梨的想先看天气。年轻人多半在外地做工。老人记得从前的渡轮。年轻的陆海苦笑：{}"
)


def test_what_somebody_said_is_told_once_though_little_else_is() -> None:
    """Two papers of one trade, and one saying: a slogan is none."""
    said = "“车子五个多小时就到了，货却在码头等了七个小时。”"
    slogan = "“一张蓝图绘到底、一任接着一任干的劲头”。"

    assert told(OURS.format(said), THEIRS.format(said)) == [f"货主柯宁说：{said}"]
    assert told(OURS.format(slogan), THEIRS.format(slogan)) == []
