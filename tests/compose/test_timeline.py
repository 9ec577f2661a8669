import datetime as dt

import pytest

from pipeline.compose.timeline import timeline, undated
from pipeline.errors import ConfigError
from tests.compose.conftest import TEXTS, told

BEFORE = "澄湖市的港口建设走过了漫长的历程，其间几经起落，这里只记其中的大事。\n\n"


def entries(text, event_words, date=None):
    articles, passages = told(BEFORE + text)
    published = {"1.txt": date} if date else {}
    return timeline(articles, passages, published, event_words)


def test_entries_of_a_chronicle_are_dated_by_what_stands_above_them(event_words):
    articles, passages = told(
        "山阳县2031年大事记\n1月\n5日　县里召开春茶生产会。部署全年工作。\n"
        "16日至18日　茶展在云台镇办了三天。\n2月\n"
        "3日　县茶叶博物馆迎来了第一批观众。\n是月　全县大雪。\n"
    )

    listed = timeline(articles, passages, {}, event_words)

    assert [(one.date, one.text, one.inferred) for one in listed] == [
        ("2031年1月5日", "县里召开春茶生产会。", True),
        ("2031年1月16日至18日", "茶展在云台镇办了三天。", True),
        ("2031年2月3日", "县茶叶博物馆迎来了第一批观众。", True),
    ]


def test_a_chronicle_that_tells_no_year_is_dated_by_the_day_it_appeared(event_words):
    text = (
        "山阳县茶园火情大事记\n\n7月15日\n县里派工作组进驻云台镇，副县长柯宁带队。\n"
        "8时，火情通报贴到了各村。\n7月17日\n云台镇的茶农领到了第一批救济粮。\n"
        "11月3日\n县林业局对山阳茶业公司罚款八万元。\n"
    )
    articles, passages = told(text)

    def listed(date):
        found = timeline(articles, passages, {"1.txt": date} if date else {}, event_words)
        return [(one.date, one.text) for one in found]

    assert listed(dt.date(2031, 11, 30)) == [
        ("2031年7月15日", "县里派工作组进驻云台镇，副县长柯宁带队。"),
        ("2031年7月15日", "8时，火情通报贴到了各村。"),
        ("2031年7月17日", "云台镇的茶农领到了第一批救济粮。"),
        ("2031年11月3日", "县林业局对山阳茶业公司罚款八万元。"),
    ]
    assert listed(dt.date(2032, 1, 8))[0][0] == "2031年7月15日"
    assert listed(None) == []  # nothing is made up


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_taken_for_an_event_is_one(name, event_words):
    articles, passages = told(TEXTS[name]["text"])
    wanted = [tuple(pair) for pair in TEXTS[name]["timeline"]]

    for entry in timeline(articles, passages, {}, event_words):
        hits = [
            (date, words) for date, words in wanted if date == entry.date and words in entry.text
        ]
        assert hits, (entry.date, entry.text)
        wanted.remove(hits[0])


def test_nine_events_of_ten_are_found(event_words):
    found = wanted = 0
    for truth in TEXTS.values():
        articles, passages = told(truth["text"])
        entries = timeline(articles, passages, {}, event_words)
        wanted += len(truth["timeline"])
        found += sum(
            any(date == entry.date and words in entry.text for entry in entries)
            for date, words in truth["timeline"]
        )

    assert found >= 0.9 * wanted, (found, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "2020年，全市高新技术产品产值1860亿元，占规模工业总产值的67%。",
        "截至2020年底，全市累计建成绿色矿山52家。",
        "2009年以来，一批项目相继建成投产。",
        "2012年之后，一批码头相继建成投产。",
        "会议审议通过二〇三五年远景目标纲要。",
        "各方愿为落实联合国2030年可持续发展议程作出新的贡献。",
        "1945年7月，黄炎培访问延安，得到的答复是“我们找到了新路，能跳出这周期率。往后看吧。”",
        "该项目预计2026年底建成投产。",
        "全市矿山由2019年的496个减少到323个。",
        "《三年行动计划（2021—2023年）》已经印发。",
        "该公司2019年落户经开区。",
        "上世纪九十年代，这里建成了第一座码头。",
        "2018年—2021年5月，全市新引进项目87个，总投资316亿元。",
        "2019年研发投入低于2018年，2020年也没有成立新的机构。",
    ],
)
def test_a_figure_a_plan_a_span_that_is_open_and_a_dangling_sentence_are_no_events(
    text, event_words
):
    assert entries(text, event_words) == ()


def test_entries_stand_by_date_and_a_whole_year_after_its_days(event_words):
    text = (
        "2019年，新港开工。\n\n2020年底，航道竣工。\n\n2019年5月6日，港口获批扩建。\n\n"
        "“十二五”期间，市里取缔了沿岸的采砂场。\n\n二〇一八年三月，渡口关闭。\n\n1958年，老码头建成。"
    )

    assert [entry.date for entry in entries(text, event_words)] == [
        "1958年", "“十二五”期间", "二〇一八年三月", "2019年5月6日", "2019年", "2020年底",
    ]  # fmt: skip


def test_the_words_are_those_of_the_text_without_the_date_that_heads_them(event_words):
    (entry,) = entries("2018年11月18日，东港引水工程一期正式通水。", event_words)

    assert (entry.date, entry.text) == ("2018年11月18日", "东港引水工程一期正式通水。")
    assert entry.tellings[0].lines == ((3, 3),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今天（10月11日），新港投产。", "新港投产。"),
        ("昨晚（10月10日）新港投产。", "新港投产。"),
        ("新港今天（10月11日）投产。", "新港今天（10月11日）投产。"),
        ("澄湖网消息（晚间新闻）：10月9日，新港投产。", "新港投产。"),
        ("本报澄湖10月11日讯（记者 柯宁）10月9日，新港投产。", "新港投产。"),
    ],
)
def test_neither_today_nor_who_sends_it_is_told_again(text, words, event_words):
    (entry,) = entries(text, event_words, dt.date(2021, 10, 11))

    assert entry.text == words


def test_of_a_long_sentence_whole_clauses_are_told(event_words):
    text = (
        "2016年3月，市里批准了港区的总体规划；2017年5月，一号泊位开工，来自六省的三百多名工人"
        "在滩涂上搭起了工棚，昼夜轮班，打下了第一根桩；2019年，泊位全长420米，水深14米。"
    )

    found = entries(text, event_words)

    assert [(entry.date, entry.text) for entry in found] == [
        ("2016年3月", "市里批准了港区的总体规划"),
        (
            "2017年5月",
            "一号泊位开工，来自六省的三百多名工人在滩涂上搭起了工棚，昼夜轮班，打下了第一根桩",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "shown", "when"),
    [
        ("去年，新港投产。", "2020年", (2020, 99, 99)),
        ("今年8月，新港投产。", "2021年8月", (2021, 8, 99)),
        ("9月24日，新港投产。", "2021年9月24日", (2021, 9, 24)),
        ("12月24日，新港投产。", "2020年12月24日", (2020, 12, 24)),
        ("昨天，新港投产。", "2021年10月10日", (2021, 10, 10)),
    ],
)
def test_a_relative_date_is_dated_by_its_source_and_marked(text, shown, when, event_words):
    (entry,) = entries(text, event_words, dt.date(2021, 10, 11))

    assert (entry.date, entry.when, entry.inferred) == (shown, when, True)
    assert entries(text, event_words) == ()  # undated, nothing is made up


@pytest.mark.parametrize(
    "text", ["今年12月，新港投产。", "指挥部研究决定，瞄准10月12日11时发射新船。"]
)
def test_a_date_after_its_source_is_no_event_yet(text, event_words):
    assert entries(text, event_words, dt.date(2021, 10, 11)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2019年12月排查发现的4条管网全部恢复供水。",
        "2010年11月26日岭川省人民政府公布的《茶园管理办法》同时废止。",
        "委员会对县财政局提交的2022年财政决算（草案）进行了审查，同意通过。",
        "随着2019年政策的启动，茶叶更新换代，茶农都说好。",
    ],
)
def test_a_date_that_tells_which_one_is_meant_dates_nothing_else(text, event_words):
    assert entries(text, event_words) == ()


def test_this_year_said_by_the_way_cuts_no_telling_short(event_words):
    text = (
        "县政府于2020年8月13日上午10时举行新闻发布会，请水利局局长周学文，应急局副局长叶建春，"
        "气象局副局长余勇介绍今年防汛救灾工作情况，并答记者问，会后还请来的人看了两处新修的河堤。"
    )
    (entry,) = entries(text, event_words)

    assert entry.text == text


def test_a_day_without_a_year_takes_that_of_its_paragraph_where_the_source_names_no_later(
    event_words,
):
    text = "2019年5月6日，港口获批扩建。9月24日，市里启动扩建。"

    first, second = entries(text, event_words)
    assert (first.date, first.inferred) == ("2019年5月6日", False)
    assert (second.date, second.inferred) == ("2019年9月24日", True)

    first, second = entries(text + "\n\n2020年，全市用水总量17.95亿立方米。", event_words)
    assert (second.date, second.unsettled, second.inferred) == ("9月24日", True, False)

    *_, dated = entries(text, event_words, dt.date(2021, 10, 11))
    assert (dated.date, dated.inferred) == ("2021年9月24日", True)


def test_events_that_no_year_is_known_of_are_counted(event_words):
    articles, passages = told(
        BEFORE + "9月24日，新港投产。县里的人都来看。去年，码头开工。2019年5月6日，港口获批扩建。"
    )

    assert undated(articles, passages, event_words) == {"1.txt": 1}


def test_the_same_year_is_that_of_the_date_before(event_words):
    found = entries("2003年，渔业公司宣布破产。同年8月，区里出台意见。", event_words)

    assert [(entry.date, entry.inferred) for entry in found] == [
        ("2003年8月", True), ("2003年", False),
    ]  # fmt: skip


def test_what_two_sources_tell_of_one_day_stands_once_with_both_cited(event_words):
    one = "2019年5月6日，澄湖市获批建设国家可持续发展议程创新示范区。"
    other = "2019年5月6日，澄湖市获批建设国家可持续发展议程创新示范区，全市上下欢欣鼓舞。"
    articles, passages = told(
        BEFORE + one, "别处的记载与此大同小异，照录如下，供读者参看。\n\n" + other
    )

    (entry,) = timeline(articles, passages, {}, event_words)

    assert [telling.source for telling in entry.tellings] in (
        ["1.txt", "2.txt"], ["2.txt", "1.txt"],
    )  # fmt: skip


def test_traditional_characters_are_read_and_printed_as_they_are(event_words):
    (entry,) = entries(
        "二○一三年十月，「糖業文化園區」正式開放，首年參觀人次達三十萬。", event_words
    )

    assert (entry.date, entry.when) == ("二○一三年十月", (2013, 10, 99))
    assert entry.text.startswith("「糖業文化園區」正式開放")


def test_years_of_a_reign_are_dated_by_the_bracket_behind_them(event_words):
    (entry,) = entries("民国四年（1915）5月，春芽茶庄正式成立，雇工二十余人。", event_words)

    assert (entry.date, entry.when) == ("民国四年（1915）5月", (1915, 5, 99))


def test_when_somebody_was_born_says_who_he_is(event_words):
    text = "原告：秦向南，男，1978年3月12日出生，住山阳县北岸镇柳林村四组。"

    assert not list(entries(text, event_words))


def test_a_word_by_itself_tells_no_event(event_words):
    text = "秦维新1960年7月从农学院毕业后到茶叶试验站工作，1979年6月加入中国共产党。2003年3月退休。"

    assert "2003年3月" not in [entry.date for entry in entries(text, event_words)]


def test_a_list_of_words_that_is_none_is_named(tmp_path):
    from pipeline.compose.event_words import load_event_words

    (tmp_path / "timeline.toml").write_text('events = "获批"\n', "utf-8")
    with pytest.raises(ConfigError, match="'events' isn't a list of words"):
        load_event_words(tmp_path)
    (tmp_path / "timeline.toml").write_text('event = ["获批"]\n', "utf-8")
    with pytest.raises(ConfigError):
        load_event_words(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、2021年7月14日，澄湖化工厂二车间发生爆燃。", "澄湖化工厂二车间发生爆燃。"),
        ("（二）2021年7月14日，市里关停了老码头。", "市里关停了老码头。"),
    ],
)
def test_the_number_of_an_item_is_no_part_of_its_date(text, told, event_words):
    (entry,) = entries(text, event_words)

    assert (entry.date, entry.text) == ("2021年7月14日", told)


def test_a_day_behind_the_number_of_an_item_is_dated_by_its_source(event_words):
    (entry,) = entries("一、7月14日，化工厂发生爆燃。", event_words, dt.date(2021, 7, 15))

    assert (entry.date, entry.text) == ("2021年7月14日", "化工厂发生爆燃。")


def test_from_when_a_paper_is_in_force_is_told_where_it_is_named_before(event_words):
    text = (
        "本报澄湖2月3日讯（记者 柯宁）记者今日从市司法局获悉，"
        "《澄湖港口条例》已经市人大常委会审议，自2021年3月1日起施行。"
    )

    (entry,) = entries(text, event_words, dt.date(2021, 2, 3))

    assert entry.date == "2021年3月1日"
    assert entry.text == "《澄湖港口条例》已经市人大常委会审议，自2021年3月1日起施行。"
    assert entries("第九条 本细则自2021年3月1日起施行。", event_words) == ()
    (other,) = entries(
        "2020年12月30日，《澄湖港口条例》表决通过，自2021年3月1日起施行。", event_words
    )
    assert other.date == "2020年12月30日"


def test_what_is_rumoured_is_no_event(event_words):
    assert entries("2021年7月14日，网传澄湖化工厂发生爆炸，死亡30多人。", event_words) == ()
    assert entries("2021年7月15日，市里就网传消息发布声明。", event_words)


def test_an_event_in_a_place_that_the_gazetteer_contradicts_is_none(event_words):
    wrong = "2021年7月14日，德州市博兴县一家化工厂发生爆炸。"
    articles, passages = told(BEFORE + wrong + "博兴县属滨州市。")

    assert any(one.rule == "place-contradiction" for one in articles[0].ledger)
    assert timeline(articles, passages, {}, event_words) == ()
    assert entries(wrong.replace("德州", "滨州"), event_words)


def test_a_witness_that_dates_an_event_differently_is_not_cited_for_it(event_words):
    text = "澄湖化工公司成立于2015年3月，法定代表人为张建国，主要生产环氧树脂，在岗职工146人。"
    lead = "别处的记载与此大同小异，照录如下，供读者参看。\n\n"
    articles, passages = told(BEFORE + text, lead + text.replace("3月", "5月"))
    (entry,) = timeline(articles, passages, {}, event_words)
    assert any(len(one.witnesses) == 2 for one in passages)
    assert len(entry.tellings) == 1

    for less in ("3月", "2015年3月"):
        articles, passages = told(BEFORE + text, lead + text.replace(less, less[:-2]))
        (entry,) = timeline(articles, passages, {}, event_words)
        assert len(entry.tellings) == 2


def test_what_was_put_into_practice_is_an_event_and_an_area_is_none(event_words):
    text = "1981年，山阳县实行茶园承包。1983年推广良种茶3.2万亩，1984年在全县推广。\n"

    assert [one.date for one in entries(text, event_words)] == ["1981年", "1984年"]
