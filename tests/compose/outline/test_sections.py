"""Sections of texts that nobody tuned by, and laws of the outline."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose import passages_of, walk
from pipeline.compose.chronicle import days, entries
from pipeline.compose.outline.headings import heading_words
from pipeline.compose.outline.sequence import best_course
from pipeline.config import Config
from pipeline.model.article import Role
from pipeline.normalise import normalise
from pipeline.read import make_source
from tests.briefings import articles_of, made_of

#: The profile's sections, whatever the texts would have by themselves.
PROFILE = Config.model_validate({"outline": {"heads": "profile"}})

ARTICLES = tomllib.loads((Path(__file__).parent / "texts.toml").read_text("utf-8"))["articles"]


def briefing_of(*texts, config=None):
    return made_of(*texts, config=config).briefing


def sections_of(briefing):
    """The section of each paragraph, by its words."""
    return {
        "".join(one.text for one in paragraph.passages): section.title
        for section in briefing.sections
        for inner in walk([section])
        for paragraph in inner.paragraphs
    }


def test_paragraphs_stand_where_an_editor_would_put_them():
    right = wrong = 0
    misses = []
    for article in ARTICLES:
        text = "\n\n".join([article["title"], *(words for _, words in article["paragraphs"])])
        found = sections_of(briefing_of(text, config=PROFILE))
        for wanted, words in article["paragraphs"]:
            if wanted == "#":
                continue
            got = next(title for told, title in found.items() if told.startswith(words[:8]))
            if got in wanted.split("|"):
                right += 1
            else:
                wrong += 1
                misses.append(f"{got}, not {wanted}: {words[:24]}")
    assert right / (right + wrong) >= 0.9, misses


def test_what_a_source_calls_problems_stands_among_the_problems_whatever_it_praises():
    text = """产业调研

一、主要瓶颈

全市建成产业园9个，累计完成投资102亿元，同比增长8%，居全国前列，但是仍然不强。

二、主要成效

科技投入不足的问题得到缓解，薄弱的环节补上了，滞后的项目完成了，缺乏的设备买到了。
"""
    found = sections_of(briefing_of(text))

    assert {words[:4]: title for words, title in found.items()} == {
        "全市建成": "问题与瓶颈",
        "科技投入": "做法与成效",
    }


def test_city_before_county_then_earlier_before_later_and_what_leans_stays():
    county = "去年，嘉禾县累计建成果园32处，嘉禾县的果农增收显著，建设成效居全国前列。"
    leaning = "此外，该县还引进企业9家。"
    late = "2021年，郴州市累计建成公园12座，郴州市的绿地又增加了许多，成效显著。"
    early = "2016年，郴州市累计建成桥梁21座，郴州市的道路又通畅了许多，成效显著。"
    briefing = briefing_of(f"果园\n\n{county}\n\n{leaning}", f"公园\n\n{late}", f"桥梁\n\n{early}")

    assert list(sections_of(briefing)) == [early, late, county, leaning]


def test_a_source_that_speaks_of_city_and_county_in_turn_is_not_torn():
    city = "郴州市累计建成公园12座，郴州市的绿地又增加了许多，建设成效显著。"
    county = "嘉禾县的果农累计建成果园32处，增收显著，建设成效居全国前列。"
    last = "郴州市的河道累计建成绿廊28公里，郴州市的水质又好了许多，成效显著。"
    briefing = briefing_of(f"公园\n\n{city}\n\n{county}\n\n{last}", "桥梁\n\n2016年，" + city[:30])

    assert [words[:8] for words in sections_of(briefing)][:3] == [city[:8], county[:8], last[:8]]


@pytest.mark.parametrize("dated", [True, False])
def test_later_news_stands_after_earlier_where_all_say_when_else_in_source_order(dated):
    late = "县里累计建成公园12座，绿地又增加了许多，比2011年多出一半，建设成效显著。"
    early = "县里累计建成桥梁21座，道路又通畅了许多，建设成效显著，居全国前列。"
    briefing = briefing_of(
        f"公园\n\n{'2021年，' if dated else ''}{late}", f"桥梁\n\n2016年，{early}"
    )

    assert [words[-6:] for words in sections_of(briefing)] == [
        one[-6:] for one in ((early, late) if dated else (late, early))
    ]


def test_a_paragraph_stands_after_what_it_leans_on_though_another_source_prints_that():
    shared = "2019年以来，山阳县整合茶园三万亩，引进加工企业二十七家，累计投入资金四亿元。"
    alone = "同时，该县建成茶叶交易市场一处，带动茶农五千户增收，成效居全省前列。"
    last = "去年，山阳县累计接待游客二百万人次，旅游收入同比增长一成，居全市第一位。"
    briefing = briefing_of(
        f"茶香\n\n{shared}\n\n{last}", f"茶业\n\n{shared}\n\n{alone}", f"茶事\n\n{last}"
    )
    printed = "".join(one.text for one in passages_of(briefing.sections))

    assert printed.index(alone) == printed.index(shared) + len(shared)


def test_an_abstract_opens_the_briefing_and_is_no_problem():
    text = """茶业的瓶颈与对策

【摘要】：本文分析了茶业面临的主要瓶颈和突出问题，对薄弱环节进行了初步探讨，并提出了建议。

山阳县茶叶品牌影响力薄弱，制约着产业发展，科技投入不足，龙头企业缺乏。
"""
    found = sections_of(briefing_of(text))

    assert next(title for words, title in found.items() if "本文" in words) == "背景与历程"


def test_a_heading_titles_one_subsection_where_most_under_it_stands():
    heading = "科技创新支撑力不足"
    text = f"""茶业调研

一、{heading}

{"科技投入偏低，研发力量薄弱，人才缺乏，成果转化滞后，不足之处甚多。" * 3}

下一步，要加快建立研发平台，力争三年内建成示范园区，进一步完善激励机制。

二、对策

要积极引进人才，建议出台办法，下一步力争建成研发中心。
"""
    titles = [section.title for section in walk(briefing_of(text).sections)]

    assert titles.count(heading) == 1


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), max_size=7),
    st.integers(0, 5),
)
def test_the_best_course_is_the_best_of_all_courses(weights, price):
    def worth(course):
        changes = sum(a != b for a, b in pairwise(course))
        return sum(weights[i][s] for i, s in enumerate(course)) - price * changes

    courses = [()]
    for _ in weights:
        courses = [(*one, state) for one in courses for state in range(3)]
    found = best_course(weights, [price] * len(weights))

    assert worth(found) == max(worth(course) for course in courses)


def test_a_source_without_terms_stands_where_the_one_it_retells_does():
    shared = "10月26日11时14分，载人飞船在某地卫星发射中心点火升空，三名乘员奔赴太空。"
    full = "全市累计建成站点12座，任务圆满完成，成效显著，居全国前列。"
    other = "这是第30次飞行，也是该型火箭的第493次飞行。"

    texts = f"飞行\n\n{shared}\n\n{full}", f"快报\n\n{shared}\n\n{other}"
    found = sections_of(briefing_of(*texts, config=PROFILE))
    assert set(found.values()) == {"做法与成效"}
    found = sections_of(briefing_of(f"飞行\n\n{full}", f"快报\n\n{other}", config=PROFILE))
    assert found[other] == "其他"


@pytest.mark.parametrize("config", [Config(), PROFILE], ids=["auto", "profile"])
def test_where_there_is_nothing_else_no_section_is_called_other(config):
    briefing = briefing_of(
        "散文\n\n月色很好，我们走在田埂上，谁也不说话，只听得见蛙声。", config=config
    )

    assert [section.title for section in briefing.sections] == ["正文"]


@pytest.mark.parametrize("length", ["full", "digest"])
def test_every_sentence_is_printed_or_listed_in_both_lengths(length):
    texts = [
        "\n\n".join([one["title"], *(words for _, words in one["paragraphs"])]) for one in ARTICLES
    ]
    config = Config.model_validate({"outline": {"length": length, "budget": 300}})
    briefing = briefing_of(*texts, config=config)
    printed = sum(len(one.text) for one in passages_of(briefing.sections))
    listed = sum(len(one.passage.text) for one in briefing.unprinted)
    whole = sum(
        len(words) for one in ARTICLES for place, words in one["paragraphs"] if place != "#"
    )

    assert printed + listed == whole
    assert (listed > 0) == (length == "digest")
    if length == "digest":
        assert printed < 600
        lines = {(one.source, one.lines) for one in briefing.leftovers}
        assert all(
            (witness.source, witness.lines) in lines
            for one in briefing.unprinted
            for witness in one.passage.witnesses
        )


CHRONICLE = """山阳县2033年大事记

1月

4日　县委召开经济工作会议，总结上一年工作，部署全年任务。

15日　山阳大桥主桥合龙，总投资4.8亿元。

是月　全县普降大雪，不少乡镇交通中断，问题突出，困难不小。

2月

2日　县图书馆新馆开馆，藏书32万册，群众文化生活有了新去处。

26日　县城到高速路口的连接线通车。
"""
NEWS = """山阳茶园

去年，全县茶叶产量达到1.2万吨，产值突破9亿元。但是品牌不强、销路不宽的问题仍然突出。

下一步，县里要建设三个加工园，推动产业升级。
"""


def test_a_chronicle_stays_one_list_under_its_months_though_its_entries_speak_of_much():
    briefing = briefing_of(CHRONICLE, NEWS)

    months = [section for section in walk(briefing.sections) if section.title in ("1月", "2月")]
    days = [paragraph.passages[0].text.split()[0] for one in months for paragraph in one.paragraphs]

    assert [section.title for section in months] == ["1月", "2月"]
    assert days == ["4日", "15日", "是月", "2日", "26日"]
    (host,) = (one for one in briefing.sections if months[0] in one.sections)
    assert months[1] in host.sections


@pytest.mark.parametrize(
    "text",
    [
        NEWS + "\n10月8日，茶园开园。\n\n10月9日，又下了一场雨。\n",
        "2033年值班安排表\n\n10月8日 柯宁 8821001\n10月9日 陶然 8821002\n10月10日 苏晓 8821003\n",
    ],
    ids=["news", "a roster"],
)
def test_news_that_opens_with_days_and_a_roster_are_no_chronicle(text):
    (article,) = articles_of(text)
    assert not entries(article)
    assert not days(article)


def test_laws_stay_whole_under_their_titles_though_their_rules_speak_of_much():
    first = """山阳市茶园保护条例

第一章　总则

第一条　为了保护茶园，促进茶产业发展，制定本条例。

第二条　本市行政区域内茶园的保护和管理，适用本条例。

第三条　品牌影响力薄弱、科技投入不足、龙头企业缺乏的问题，由市人民政府统筹解决。

第二章　保护

第四条　下一步的对策和规划，由市农业农村主管部门拟定。

第五条　毁坏茶园的，责令限期恢复。

有前款行为，情节严重的，处一万元以下的罚款。
"""
    second = """临江市渡口管理规定

第一条　渡口由所在地的镇人民政府管理，渡船每年检验一回。

第二条　设置渡口，应当报县级人民政府批准。

第三条　渡船老旧、船工缺乏的问题，由镇人民政府提出对策。

第四条　每天清晨有雾的时候，渡船不得离岸。

第五条　违反本规定的，由交通部门给予警告。
"""
    sections = briefing_of(first, second, config=PROFILE).sections
    found = [section for section in sections if section.sections]
    laws = [under for section in found for under in section.sections]

    assert sorted(law.title for law in laws) == ["临江市渡口管理规定", "山阳市茶园保护条例"]
    assert sorted(sum(len(one.paragraphs) for one in walk([law])) for law in laws) == [5, 6]
    assert sorted([part.title for part in law.sections] for law in laws) == [[], ["总则", "保护"]]
    for law in laws:
        said = "".join(one.text for one in passages_of([law]))
        at = [said.index(f"第{n}条") for n in "一二三四五"]
        assert at == sorted(at)


def test_what_solves_a_problem_is_none_and_news_items_do_not_lean_on_one_another():
    text = """简讯

新华社山阳1月3日电 品牌影响力薄弱，科技投入不足，龙头企业缺乏，制约着茶业的发展。

新华社临江1月4日电 民政部门解决困难群众的取暖困难，已累计送去煤炭三千吨，建成供暖点九处。
"""
    found = sections_of(briefing_of(text))

    assert [found[words] for words in found] == ["做法与成效", "问题与瓶颈"]
    assert next(words for words in found).startswith("新华社临江")


def test_a_long_stretch_that_says_nothing_does_not_stay_among_the_problems():
    text = "\n\n".join(
        [
            "见闻",
            "去年累计建成桥梁九座，完成投资三亿元，居全省前列。",
            "然而品牌影响力薄弱，科技投入不足，龙头企业缺乏。",
            *(f"第{n}天的清晨，江面上有雾，船工们唱着歌。" for n in "一二三四五六七"),
        ]
    )
    found = sections_of(briefing_of(text, config=PROFILE))

    assert {title for words, title in found.items() if "船工" in words} == {"做法与成效"}


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("2 对策与建议", "对策与建议"),
        ("1.1 科技创新", "科技创新"),
        ("3. 设备老化", "设备老化"),
        ("（一）做法", "做法"),
        ("第二章 总则", "总则"),
        ("【核心提示】", "核心提示"),
        ("1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP} 申领条件", "申领条件"),
        ("2031年春茶产销对接会召开", "2031年春茶产销对接会召开"),
        ("7.4级地震发生", "7.4级地震发生"),
        ("12家企业入园", "12家企业入园"),
    ],
)
def test_a_headings_number_goes_and_what_it_counts_stays(heading, words):
    text = f"茶山新事\n\n## {heading}\n\n清明刚过，茶山上站满了人，采茶的人一批又一批地上山来了。\n"
    article = normalise(make_source("1.txt", text))
    (block,) = (one for one in article.blocks if one.role is Role.HEADING)

    start, end = heading_words(block)

    assert block.text[start:end] == words


def test_of_two_copies_of_one_text_the_order_is_that_of_one():
    text = (
        "2032年山阳县统计公报\n\n"
        "初步核算，全年地区生产总值582.37亿元，比上年增长3.2%。其中，茶叶产业增加值31.42亿元，增长3.5%；"
        "竹器产业增加值256.81亿元，增长2.7%。按常住人口计算，人均地区生产总值98062元。\n\n"
        "年末全县户籍人口47.45万人，其中男性23.62万人。已建成居家养老服务照料中心171个，老人都说好。\n"
    )
    first = text.replace("人均地区", "人均地\N{REPLACEMENT CHARACTER}").replace("老人都", "考人都")
    second = text.replace("全年地区", "全年地\N{REPLACEMENT CHARACTER}").replace(
        "2.7%。按", "2.7%。\n\n按"
    )

    briefing = briefing_of(first, second)

    paragraphs = [
        paragraph.passages
        for section in walk(briefing.sections)
        for paragraph in section.paragraphs
    ]
    mixed = [one for one in paragraphs if len({each.base.source for each in one}) > 1]
    assert mixed
    words = ["".join(each.text for each in one)[:4] for one in paragraphs]
    assert words == ["初步核算", "年末全县"]


def test_a_heading_that_says_nothing_of_what_it_titles_titles_nothing():
    told = (
        "茶园的主人说，茶叶装在竹箱里，由马队驮出山去，走上七天才到码头，沿途有人接应，夜里就睡在路边的茶棚。"
        * 3
    )
    for heading in ("【本报讯】", "茶事划重点\N{WHITE DOWN POINTING BACKHAND INDEX}"):
        briefing = briefing_of(f"山阳茶事\n\n{heading}\n\n{told}\n")

        assert heading.strip("【】") not in [one.title for one in walk(briefing.sections)]
    briefing = briefing_of(f"山阳茶事\n\n【茶路】\n\n{told}\n")
    assert "茶路" in [one.title for one in walk(briefing.sections)]
