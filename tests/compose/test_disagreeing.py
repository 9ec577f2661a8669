"""What disagrees (数据不一致): figures, dates, hours, articles, the toll of an event."""

import pytest

from pipeline.model.manuscript import Paragraph, Run, Style
from tests.briefings import made_of
from tests.compose.test_figures import found


def test_two_sources_that_give_two_values_for_one_thing_at_one_time():
    first = "截至2020年底，全市高新技术企业总数达到87家，居全省第三位，增势喜人。"
    second = "到会的人都听见了：截至2020年底，全市高新技术企业总数达到78家。"

    listed, disagree = found(first, second)

    values = {one.id: one.value for one in listed}
    assert [[values[one] for one in pair.figures] for pair in disagree] == [["87", "78"]]


def test_a_number_that_is_part_of_another_is_no_value_of_a_witness():
    first = "项目总投资48亿元，一期产能2GWh，预计2025年第二季度达产；二期规划产能10GWh。"

    listed, disagree = found(first, first.replace("10GWh", "20GWh"))

    values = {one.id: one.value + one.unit for one in listed}
    assert [[values[one] for one in pair.figures] for pair in disagree] == [["10GWh", "20GWh"]]


def told_apart(*texts):
    listed, disagree = found(*texts)
    values = {one.id: one.value + one.unit for one in listed}
    return [[values[one] for one in pair.figures] for pair in disagree]


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        ("7.9万户", "79136户", []),  # rounded: both may be right
        ("7.9万户", "79000户", []),
        ("7.9万户", "81136户", [["7.9万户", "81136户"]]),
        ("7.9万户", "7.9亿户", [["7.9万户", "7.9亿户"]]),  # the unit alone differs
        ("37%", "37.5%", [["37%", "37.5%"]]),
    ],
)
def test_a_rounded_figure_is_no_conflict_and_another_unit_is(one, other, disagree):
    sentence = "经过3年的努力，全市新增的经营主体达到{}，县乡两级的办事大厅全部建成使用。"
    assert told_apart(sentence.format(one), sentence.format(other)) == disagree


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("9月底前", "6月底前", ["9月底前", "6月底前"]),
        ("2015年3月", "2015年5月", ["2015年3月", "2015年5月"]),
        ("17：00", "16：00", ["17：00", "16：00"]),
        ("依照第五百六十三条", "依照第五百六十二条", ["五百六十三条", "五百六十二条"]),
    ],
)
def test_dates_hours_and_articles_on_which_witnesses_differ(one, other, values):
    sentence = "各县市区要建立台账，{}把拖欠企业的账款全部清零，一分也不能少，说到就要做到。"
    assert told_apart(sentence.format(one), sentence.format(other)) == [values]


def test_a_date_is_shown_where_it_stands_though_it_comes_twice():
    sentence = "主题服务6月底前上线运行，{}月底前拖欠企业的账款全部清零，一分也不能少。"
    listed, (conflict,) = found(sentence.format(9), sentence.format(6))

    by_id = {one.id: one for one in listed}
    assert [by_id[one].metric for one in conflict.figures] == ["", ""]
    assert [by_id[one].value for one in conflict.figures] == ["9月底前", "6月底前"]


def test_a_date_written_in_two_ways_is_no_dispute():
    sentence = "{}以来，全县新修产业道路一百二十公里，惠及四十三个行政村的两万多名群众。"
    assert told_apart(sentence.format("2023年"), sentence.format("二〇二三年")) == []


SAME = "15时58分，博兴县消防救援大队首批4车22人到达现场，19时10分，现场明火被扑灭。"


def test_the_toll_of_one_event_as_each_source_tells_it():
    first = f"7月14日，这家企业的二车间发生爆燃，造成3人死亡、8人受伤，损失约1260万元。{SAME}"
    later = f"{SAME}调查认定，这是一起责任事故，造成4人死亡、7人受伤，应当严肃追究责任。"

    assert told_apart(first, later) == [["3人", "4人", "8人", "7人"]]


@pytest.mark.parametrize(
    "second",
    [
        "网传死亡30多人，附近的村庄已经全部撤离。",
        "经核实，不存在“造成30人死亡”的情况，请大家不要相信。",
        "去年的火灾造成2人死亡，前年的车祸造成5人死亡，教训都很深刻。",  # several events
    ],
)
def test_what_is_rumoured_or_denied_or_of_other_events_is_no_toll(second):
    first = f"7月14日，这家企业的二车间发生爆燃，造成3人死亡、8人受伤。{SAME}"
    assert told_apart(first, f"{SAME}{second}") == []


def test_events_of_which_nothing_is_told_alike_are_two():
    first = "7月14日，这家企业的二车间发生爆燃，造成3人死亡、8人受伤。"
    assert told_apart(first, "台风造成2人死亡、6人受伤，电力已经恢复，道路也通了。") == []


def test_what_only_looks_alike_is_no_conflict():
    for first, second in (
        (
            "到2019年底，全市高新技术企业总数达到66家。",
            "会上说，到2020年底，全市高新技术企业总数达到87家，形势喜人。",
        ),
        (
            "截至2020年底，山阳县高新技术企业达到66家。",
            "截至2020年底，临江县的茶农人人高兴，高新技术企业达到87家。",
        ),
        ("截至2020年底，投资66亿元。", "截至2020年底，人人都说桥修得好，投资87亿元，路也通了。"),
    ):
        assert found(first, second)[1] == ()


def test_one_pair_of_clauses_disagrees_once():
    text = (
        "2031年，全县有茶农1.85万户、合作社97家、茶厂43座，建成茶园{}万亩和茶仓{}座，居全省第三位。"
    )
    title = "山阳县茶业\n\n　　"
    made = made_of(title + text.format("4.7", 320), title + text.format("7.4", 230),
                   back_matter=True)  # fmt: skip

    (conflict,) = made.briefing.conflicts
    assert len(conflict.figures) == 4


def test_the_end_of_a_year_has_several_names():
    apart = told_apart(
        "截至2023年底，全县政府债务余额86.94亿元，风险总体可控，没有突破限额。",
        "到会的人都听见了：截至2023年12月底，全县政府债务余额89.64亿元。",
    )

    assert apart == [["86.94亿元", "89.64亿元"]]


@pytest.mark.parametrize(
    ("other", "disagree"),
    [
        ("全县登记在册茶叶企业197.3户，家家有茶园。", [["193.7户", "197.3户"]]),
        ("全县登记在册茶叶企业288.4户，家家有茶园。", []),  # of another day, it may be
        ("2029年底，全县登记在册茶叶企业197.3户，家家有茶园。", []),
    ],
)
def test_digits_that_were_swapped_are_known_though_one_source_names_no_time(other, disagree):
    shared = "长期以来，山阳县素有“茶乡”之称，制茶的历史可以追溯到唐代，远近闻名，名扬海外。"
    one = "截至2031年3月底，全县登记在册茶叶企业193.7户，茶农人人高兴。"

    assert told_apart(shared + one, shared + "到会的人都听见了：" + other) == disagree


@pytest.mark.parametrize("together", [True, False])
def test_what_two_sources_of_one_matter_call_their_county_is_one_place(together):
    shared = "长期以来，山阳县素有“茶乡”之称，制茶的历史可以追溯到唐代，远近闻名，名扬海外。"
    one = "2031年我县安排茶园改造项目86个，茶农人人高兴。"
    other = "到会的人都听见了：2031年全县安排茶园改造项目68个。"

    apart = told_apart(shared + one, (shared if together else "") + other)
    assert apart == ([["86个", "68个"]] if together else [])


TEA = "长期以来，山阳县素有“茶乡”之称，制茶的历史可以追溯到唐代，远近闻名，名扬海外。"


def test_a_figure_within_a_clause_that_a_third_source_lacks():
    sentence = "县里的茶厂年初完成了改造，其中申请专项债券6亿元、银行贷款{}亿元，茶农人人高兴。"
    without = sentence.replace("，其中申请专项债券6亿元、银行贷款{}亿元", "")

    assert told_apart(sentence.format("2.8"), without, sentence.format("2.3")) == [
        ["2.8亿元", "2.3亿元"]
    ]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("课题组收回问卷4873份。", "会上介绍说，问卷收回4783份。", [["4873份", "4783份"]]),
        # what they count isn't said; a number beside it is the same
        ("这个村有523户、1986人。", "村里人家不少，523户、1968人。", [["1986人", "1968人"]]),
        ("课题组收回问卷4873份。", "县里印了宣传单4783份。", []),
        ("2030年，茶厂收回问卷4873份。", "2031年，茶厂收回问卷4783份。", []),
        # one source has both
        ("茶厂收回问卷4873份。", "茶厂收回问卷4783份，粮站收回问卷4873份。", []),
        (
            "公有房屋可以零租金委托专业机构运营，委托期限一般不超过10年。",
            "第五条　公有房屋可以零租金委托专业机构运营，委托期限一般不超过8年。",
            [["10年", "8年"]],
        ),
    ],
)
def test_one_number_that_sources_of_one_matter_give_otherwise(one, other, apart):
    found = told_apart(TEA + one, TEA + "到会的人都听见了。" + other)
    assert [sorted(pair) for pair in found] == [sorted(pair) for pair in apart]
    assert told_apart(one, "到会的人都听见了。" + other) == []  # nobody knows it is one matter


BULLETIN = (
    "初步核算，山阳县茶业总产值2186.4亿元，第三产业增加值1050.4亿元，茶农381.6万人，"
    "茶园面积{}万亩，茶叶加工企业九百八十六家。"
)
NEWS = "山阳茶业去年怎么样？总产值近2186.4亿元，第三产业增加值1050.4亿元，茶农381.6万人。{}。"


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ("茶园面积364.8万亩", [["346.8万亩", "364.8万亩"]]),
        ("茶叶加工企业968家", [["九百八十六家", "968家"]]),
        ("茶园面积有346.8万亩", []),
        ("桥梁总长364.8万亩", []),  # of something else
    ],
)
def test_sources_that_share_several_figures_are_of_one_matter(other, apart):
    news = NEWS.format(other)
    found = told_apart(BULLETIN.format("346.8"), news)
    assert [sorted(pair) for pair in found] == [sorted(pair) for pair in apart]


def test_sources_that_share_none_are_not_but_for_a_number_that_both_call_by_one_long_name():
    one, other = "全县茶农{}36827人，茶园{}3468亩。", "到会的人听见：茶农{}36872人，茶园{}3486亩。"
    assert told_apart(one.format("", ""), other.format("", "")) == []
    name = "合作社登记在册人数"
    assert told_apart(one.format(name, ""), other.format(name, "")) == [["36827人", "36872人"]]


def quotes(*texts):
    """What the first conflict quotes."""
    made = made_of(*(f"山阳县茶业\n\n　　{one}" for one in texts), back_matter=True)
    line = next(one for one in made.manuscript.elements if one.id.startswith("x-"))
    return [one.text for one in line.inlines if isinstance(one, Run)]


def test_a_clause_that_tells_nothing_beside_its_figure_is_quoted_with_what_it_is_of():
    text = "{}，山阳县茶业公司在旧书院成立。茶农自筹38万元，合计{}万元，家家有茶园，人人喜笑颜开。"
    assert quotes(text.format("3月27日", 298), text.format("3月27日", 289)) == [
        "“茶农自筹38万元，合计298万元”",
        "“茶农自筹38万元，合计289万元”",
    ]
    assert quotes(text.format("3月27日", 298), text.format("3月28日", 298)) == [
        "“3月27日，山阳县茶业公司在旧书院成立”",
        "“3月28日，山阳县茶业公司在旧书院成立”",
    ]


def test_who_gives_one_value_in_other_words_is_told_with_the_first():
    text = "{}1936年考入山阳茶业专门学校，{}年毕业，同年冬天回到了家乡，和乡亲们一起办起了茶厂。"
    told = quotes(text.format("", 1940), text.format("他", 1940), text.format("", 1941))

    assert told == [
        "“1936年考入山阳茶业专门学校，1940年毕业”",
        "“1936年考入山阳茶业专门学校，1941年毕业”",
    ]


DIED = "柳承霖先生因病医治无效，于2009年11月{}日6时18分在山阳逝世，享年91岁。"


def test_one_event_that_two_sources_tell_of_two_days():
    made = made_of(
        f"讣告\n\n　　{TEA}{DIED.format(23)}",
        f"忆柳先生\n\n　　{TEA}\n\n　　2009年11月24日，先生在山阳逝世，享年92岁。\n",
        back_matter=True,
    )

    assert [
        "".join(one.text for one in event.inlines if isinstance(one, Run))
        for event in made.manuscript.elements
        if isinstance(event, Paragraph) and event.style is Style.TIMELINE
    ] == [f"{DIED.format(23)}（有异）", "先生在山阳逝世，享年92岁。（有异）"]
    assert len(made.briefing.conflicts) == 1


@pytest.mark.parametrize(
    "other",
    [
        "2009年11月24日，山阳县召开第42次常务会议，研究茶园改造。",  # another one
        "2010年12月23日，山阳县召开第41次常务会议，研究茶园改造。",
        "2009年11月24日，山阳县召开水利建设大会，表彰先进。",
    ],
)
def test_two_events_have_two_days(other):
    one = "2009年11月23日，山阳县召开第41次常务会议，研究茶园改造。"
    made = made_of(f"纪要\n\n　　{TEA}{one}", f"茶事\n\n　　{TEA}\n\n　　{other}", back_matter=True)

    assert made.briefing.conflicts == ()


FLOOD = (
    "截至{}，洪水造成24个乡镇{}万人受灾，紧急转移安置{}万人。"
    "全市共派出工作组{}个，出动抢险人员{}人次。"
)


def test_counts_of_two_moments_do_not_disagree():
    """What grows by the hour is told anew; at one hour it is one number."""
    first = FLOOD.format("18日12时", "8.7", "1.26", 18, 4200)
    later = FLOOD.format("19日8时", "14.2", "3.08", 26, 9600)
    in_full = FLOOD.format("7月18日12时", "7.8", "1.26", 18, 4200)

    assert told_apart(first, later) == []
    assert told_apart(first, in_full) == [["8.7万人", "7.8万人"]]


def test_what_there_is_does_not_grow_by_the_hour():
    one = "截至18日12时，水库运行正常。石门水库是清河上的骨干工程，总库容2.6亿立方米，1975年建成。"
    other = one.replace("18日", "19日").replace("2.6", "2.7")

    assert ["2.6亿立方米", "2.7亿立方米"] in told_apart(one, other)


def test_who_tells_one_step_more_does_not_differ_in_the_hour():
    one = "市防指18日16时将防汛应急响应由Ⅱ级提升至Ⅰ级。"
    other = "市防指18日6时将应急响应提升至Ⅱ级，16时又提升至Ⅰ级。"

    assert told_apart(one, other) == []
    assert told_apart(one, one.replace("16时", "6时")) == [["16时", "6时"]]


def test_another_clause_in_its_place_counts_something_else():
    """What the doctors of another hospital earn is no other reading of a share."""
    said = "县人民医院医务人员年人均收入由2019年的8.2万元提高到2022年的13.6万元，{}。"
    share = said.format("人员支出占业务支出比重由31.5%提高到43.8%")
    others = said.format("县中医医院由7.4万元提高到11.2万元")

    assert told_apart(share, others) == []
    assert told_apart(share, share.replace("43.8%", "48.3%")) == [["43.8%", "48.3%"]]


def test_what_is_counted_behind_the_number_names_it():
    one = "村集体收入从6.5万元增加到38万元，靠的是什么？是开了112次屋场会，大家商量着办。"
    other = "两年多来，村集体收入从6.5万元增加到38万元，工作队和村民一起开了121次屋场会。"

    assert told_apart(one, other) == [["112次", "121次"]]
    assert told_apart(one, other.replace("屋场会", "夜校课")) == []


def test_commas_part_no_digits():
    said = "判决书载明，双方签订合作协议，平台支付未签订劳动合同的二倍工资差额{}元，驳回其他请求。"

    assert told_apart(said.format("86400"), said.format("84,600")) == [["86400元", "84,600元"]]
    assert told_apart(said.format("86400"), said.format("86,400")) == []
