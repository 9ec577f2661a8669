"""Which text is nearer to what it tells: a document before its draft, both before a report."""

from __future__ import annotations

import pytest

from pipeline.collate import collate
from pipeline.collate.standing import Standing, looks
from pipeline.normalise import normalise
from pipeline.read import make_source

MINUTES = (
    "山阳县人民政府常务会议纪要\n\n〔2031〕9号\n\n"
    "　　2031年5月14日上午，县长柯宁主持召开县政府第41次常务会议。现纪要如下：\n"
    "　　会议听取了县水利局关于防汛备汛工作情况的汇报。会议要求，一要压实责任，逐级签汀责任状；"
    "二要加快四座病险水库除险加固，主体工程务必于6月20日前完工。\n"
    "　　出席：柯宁　费宗岳\n　　列席：陆清扬\n"
)
REPORT = (
    "柯宁主持召开县政府常务会议\n\n"
    "　　本报讯（记者 秦向南）5月14日，县长柯宁主持召开县政府第41次常务会议。"
    "会议要求，一要压实责任，逐级签订责任状；二要加快四座病险水库除险加固，主体工程务必于6月30日前完工。会后柯宁来到水库。\n"
)
RULES = "\n".join(
    f"第{n}条　{what}"
    for n, what in zip(
        "一二三四五六",
        (
            "为了规范养犬行为，保护人身安全，制定本办法。",
            "本县城镇规划区内的养犬行为适用本办法，军犬警犬除外。",
            "县公安局负责养犬登记和违法养犬行为的查处。",
            "养犬人应当自取得犬只之日起三十日内办理登记。",
            "遛犬应当使用不超过一米五的犬绳，由成年人牵领。",
            "违反本办法规定，未登记养犬的，处二百元罚款。",
        ),
        strict=True,
    )
)


def made(*texts):
    return [normalise(make_source(f"{n}.txt", text)) for n, text in enumerate(texts)]


def bases(*texts):
    return {one.base.source for one in collate(made(*texts)).passages if len(one.witnesses) > 1}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (MINUTES, Standing.DOCUMENT),
        (REPORT, Standing.TELLING),
        (f"山阳县养犬管理办法\n\n{RULES}\n", Standing.DOCUMENT),
        (f"山阳县养犬管理办法\n（征求意见稿）\n\n{RULES}\n", Standing.DRAFT),
        (
            "关于2031年预算草案的报告\n\n各位代表：\n　　受县政府委托，现将预算草案提请审议。\n",
            Standing.DOCUMENT,
        ),
        (
            "关于茶价的报告引起热议\n本报记者 秦向南\n\n　　茶价今年上涨了两成，茶农很高兴。\n",
            Standing.TELLING,
        ),
        (
            "春茶贵了\n\n原创 小柯 山阳观察 2031-04-18 18:30 发表于湖南\n\n点击蓝字关注我们\n",
            Standing.ACCOUNT,
        ),
    ],
)
def test_what_a_source_is(text, wanted):
    assert looks(made(text))["0.txt"].standing is wanted


def test_minutes_are_printed_from_the_minutes_though_the_report_has_no_slip():
    assert bases(MINUTES, REPORT) == {"0.txt"}
    assert bases(REPORT, MINUTES) == {"1.txt"}


def test_a_law_in_force_is_printed_and_not_its_draft():
    law = f"山阳县养犬管理办法\n\n{RULES.replace('罚款', '罚宽')}\n"
    draft = f"山阳县养犬管理办法\n（征求意见稿）\n\n{RULES.replace('二百', '五百')}\n"

    assert bases(draft, law) == {"1.txt"}


def test_who_names_the_journal_of_a_paper_retells_it():
    paper = (
        "《山阳论坛》2031年第4期\n\n把握茶业发展的主线\n\n　　茶业要处理好快与慢的关系。"
        "要坚持先立后破，不能把老茶园一挖了之。\n"
    )
    report = (
        "学习导报\n\n　　省委党校课题组在《山阳论坛》2031年第4期撰文，谈了茶业的快与慢。"
        "要坚持先立后破，不能把老茶园一挖了之，要慢慢来。\n"
    )
    seen_as = looks(made(report, paper))

    assert seen_as["0.txt"].names_the(seen_as["1.txt"])
    assert not seen_as["1.txt"].names_the(seen_as["0.txt"])
    assert bases(report, paper) == {"1.txt"}


def test_who_says_which_paper_it_is_from_is_led_by_that_paper():
    told = (
        "小香菇撑起“归雁经济”\n\n　　去年，全县建成标准化菌棚一万八千个，年产鲜菇六万二千吨。\n"
        "　　“差一度都不行。”菇农陆景明打着手电查看棚内的温度，一夜要看三回。\n"
    )
    page = f"来源：云台日报　2024-03-08\n\n{told}"
    paper = f"云台日报　2024年3月8日　星期五　第1版\n\n{told.replace('鲜菇', '鲜茹')}"
    seen_as = looks(made(page, paper))

    assert seen_as["0.txt"].names_the(seen_as["1.txt"])
    assert not seen_as["1.txt"].names_the(seen_as["0.txt"])
    assert bases(page, paper) == {"1.txt"}
