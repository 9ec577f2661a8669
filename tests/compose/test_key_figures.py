"""Which figures come into the table, and what they are called there."""

import pytest

from pipeline.model.manuscript import Run, Table, Voice
from tests.briefings import made_of

HEAD = "山阳县茶业\n\n长期以来，山阳县素有“茶乡”之称，制茶的历史可以追溯到唐代，远近闻名。\n\n"


def rows(*texts):
    found = made_of(*texts, back_matter=True).briefing.key_figures
    return [(one.label, one.value, one.year, one.planned) for one in found]


def test_a_yearbook_tells_its_year_once_and_two_years_stand_side_by_side():
    def text(year, value, tea, rice):
        return (
            f"{year}年山阳县茶业统计公报\n\n　　全年地区生产总值{value}亿元，比上年增长3.{tea}%。"
            f"\n　　全年茶叶产量{tea}.7万吨，粮食播种面积{rice}.26万亩。\n"
        )

    found = rows(text(2031, "582.37", 4, 11), text(2032, "615.06", 5, 12))

    assert [row for row in found if "总值" in row[0] and "增长" not in row[0]] == [
        ("全年地区生产总值", "582.37亿元", 2031, False),
        ("全年地区生产总值", "615.06亿元", 2032, False),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("爆燃造成4人死亡、7人受伤，直接经济损失1386.5万元，教训深刻。", ("死亡", "4人")),
        ("新一代电芯循环寿命超过1200次，体积能量密度820 Wh/L。",
         ("新一代电芯循环寿命", "超过1200次")),
        ("省级财政对一些县给予支持，每个县补助不超过800万元。", ("每个县补助", "不超过800万元")),
        ("到2030年，农村物流成本比2023年下降20%以上。",
         ("农村物流成本比2023年下降", "20%以上")),
        ("全市建成县级物流配送中心2000个以上，覆盖各乡。", ("全市县级物流配送中心", "2000个以上")),
        ("设立总规模100亿元的茶产业引导基金，投向加工。", ("茶产业引导基金总规模", "100亿元")),
        ("茶苗的成活率平均约为93.2%，比往年好，茶农都很高兴。", ("茶苗的成活率", "约为93.2%")),
    ],
)  # fmt: skip
def test_what_readers_look_for_is_in_the_table(text, row):
    assert row in [(label, value) for label, value, *_ in rows(HEAD + text)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("制茶成本约1.2元/克，约为同类茶叶的3倍，价格也高。", "制茶成本为同类茶叶"),
        ("工程建设项目从立项到竣工平均要盖37个章，群众不满。", "工程建设项目从立项到竣工平均要盖"),
        ("茶农说：“三年前我们的村级服务点覆盖率只有61%。”", "三年前我们的村级服务点覆盖率"),
        ("倒房户按每户4万元的标准补助，争取春节前搬进新居。", "倒房户按每户"),
        ("具有茶学背景的馆员仅占34%，讲解员也不够用。", "茶学背景的馆员仅占"),
        ("全县撤并在校生不足50人的村小、教学点18所，师生分流。", "全县教学点"),
        ("镇里推行网格管理，网格员的覆盖率达到100%，家家满意。", "覆盖率"),
        ("集体收入平均增加23万元，最多的青渚村41万元，户户分红。", "最多的青渚村"),
        ("茶厂厂长说，茶农一个月能挣3000元，比外出打工强。", "一个月能挣"),
        ("缴存额由本人在每月300元至1500元之间选择，随时可改。", "缴存额由本人在每月"),
        ("受访者中，过街不方便的意见占多数，夏季没有树荫39.2%，都记下了。", "夏季没有树荫"),
        ("2000年以前建成的茶厂1146个，茶仓320座，都要改造。", "以前建成的茶厂"),
        ("2029年至2031年，茶园返乡人数分别为3100人、4800人、6500人。", "茶园返乡人数"),
        ("每个县至少建设1个县级物流配送中心，统一分拣配送。", "县级物流配送中心"),
    ],
)
def test_what_no_reader_understands_alone_is_not(text, label):
    assert label not in [label for label, *_ in rows(HEAD + text)]


def test_what_lies_after_its_source_appeared_is_planned():
    text = (
        HEAD
        + "到2035年，全县茶叶产量达到12万吨，产值居全省第一。\n\n山阳县人民政府\n2031年3月5日\n"
    )

    assert ("全县茶叶产量", "12万吨", 0, True) in rows(text)


def test_the_year_of_a_title_is_ours_and_looks_it():
    text = "2031年山阳县茶业统计公报\n\n　　全年地区生产总值582.37亿元，比上年增长3.2%。\n"
    (table,) = (one for one in made_of(text, back_matter=True).manuscript.elements
                if isinstance(one, Table))  # fmt: skip

    assert table.rows[0][2] == (Run("2031年（推定）", Voice.OURS),)


def test_what_two_counties_say_of_themselves_does_not_stand_together():
    one = "山阳县茶业\n\n山阳县连年丰收。去年，全县茶园面积4.35万亩，全县茶叶产量6.2万吨。\n"
    other = "博爱县茶业\n\n博爱县也不甘落后。去年，全县柑橘产量1.8万吨，博爱县的果农喜笑颜开。\n"

    labels = [label for label, *_ in rows(one, other)]

    assert "全县茶园面积" in labels
    assert "全县柑橘产量" not in labels


def test_what_readers_of_statistics_look_for_comes_before_shares_and_industries():
    text = (
        "2031年山阳县茶业统计公报\n\n　　全年地区生产总值582.37亿元。第一产业增加值31.42亿元，"
        "第二产业增加值256.81亿元，第三产业增加值294.14亿元，工业增加值增长38%，森林覆盖率70%。\n"
        "　　全年城镇居民人均可支配收入67690元，农村居民人均可支配收入42062元，茶农笑逐颜开。\n"
    )

    labels = [label for label, *_ in rows(text)]

    assert "全年城镇居民人均可支配收入" in labels
    assert "农村居民人均可支配收入" in labels


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("设立总规模100亿元的茶产业纾困基金，投向加工。", ("茶产业纾困基金总规模", "100亿元")),
        ("到2035年，全县地区生产总值年均增长7%左右，达到1800亿元。",
         ("全县地区生产总值", "1800亿元")),
        ("全县总投资9.6亿元，其中发行专项债券4.2亿元，争取上级补助3.9亿元。",
         ("全县发行专项债券", "4.2亿元")),
        ("世界银行的报告称，全国生产总值为241亿美元，通货膨胀率降至5.6%。",
         ("全国通货膨胀率", "5.6%")),
        ("大水过后瘟疫流行，其间全县死难者2100余人，十室九空。", ("全县死难者", "2100余人")),
        ("2031年度“制茶工匠”名单有12人，比上年多。", ("“制茶工匠”名单", "12人")),
    ],
)  # fmt: skip
def test_whose_and_what_a_number_is(text, row):
    assert row in [(label, value) for label, value, *_ in rows(HEAD + text)]


@pytest.mark.parametrize(
    "text",
    [
        "建厂缺钱，后来职工们凑了8.7万元，把厂子办了起来。",
        "他每年向茶厂交4.4万元，一交就是十年。",
        "方案征求意见时七成居民反对，后来改了三遍。",
        "应当在收到方案后15个工作日内提出意见，逾期不候。",
        "产值达到1263.4亿元，比2015年的812.6亿元增加450.8亿元。",
    ],
)
def test_what_somebody_does_is_no_figure_of_a_table(text):
    wrong = ("凑", "每年", "应当", "比2015年", "意见时")
    assert not [row for row in rows(HEAD + text) if any(one in row[0] for one in wrong)]


def test_what_was_answered_is_not_planned():
    text = HEAD + "征求意见一个月，全县共收到意见建议43条，采纳29条，都已答复。\n"

    assert not any(planned for *_, planned in rows(text))


def test_when_something_was_done_is_no_time_of_what_is_counted_since():
    text = HEAD + "合同已于2031年3月5日解除，茶厂须支付茶农租金138.6万元，不得拖欠。\n"
    found = made_of(text, back_matter=True).briefing.key_figures

    assert [one.figure.period for one in found if one.value == "138.6万元"] == [""]


def test_a_table_without_times_has_no_column_for_them():
    def heads(text):
        elements = made_of(HEAD + text, back_matter=True).manuscript.elements
        return [one.head for one in elements if isinstance(one, Table)]

    timeless = "全县茶园面积4.35万亩，茶叶产量6.2万吨，远近闻名。\n"
    assert heads(timeless) == [("指标", "数值", "来源")]
    assert heads("2031年，" + timeless) == [("指标", "数值", "时间", "来源")]


def test_what_is_claimed_in_court_is_no_key_figure():
    suit = "刘建国提出诉讼请求：公司支付违法解除劳动合同赔偿金38250元，并支付二倍工资差额86400元。"
    ruling = "法院作出一审判决：顺达公司支付违法解除劳动合同赔偿金31875元。"

    told = [value for _, value, *_ in rows(f"{HEAD}{suit}{ruling}\n")]

    assert "31875元" in told
    assert not {"38250元", "86400元"} & {*told}


def test_the_flow_of_a_river_has_its_unit():
    flood = "7月18日，清河黄坪水文站洪峰水位69.73米，洪峰流量5240立方米每秒，投入机械设备385台套。"

    told = [value for _, value, *_ in rows(f"{HEAD}{flood}\n")]

    assert {"5240立方米每秒", "385台套"} <= {*told}
