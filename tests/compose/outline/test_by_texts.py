"""Whose headings the sections have, and what stands under them."""

import pytest

from pipeline.collate import Printer, collate
from pipeline.compose import load_profile, passages_of, walk
from pipeline.compose.outline import outline
from pipeline.config import Config
from tests.briefings import LABELS, TEMPLATES, articles_of, made_of
from tests.conftest import ROOT
from tests.growth import calls

HALF = "\N{REPLACEMENT CHARACTER}"


def briefing_of(*texts, **outline):
    return made_of(*texts, config=Config.model_validate({"outline": outline})).briefing


def titles(briefing):
    return [section.title for section in briefing.sections]


def words_of(section):
    return ["".join(one.text for one in each.passages) for each in section.paragraphs]


def bulletin(year, value, people, days):
    return f"""{year}年山阳县国民经济和社会发展统计公报

{year}年，全县上下坚持稳中求进，经济运行稳中向好，人民生活持续改善。

一、综合

初步核算，全年地区生产总值{value}亿元，比上年增长3.2%。按常住人口计算，人均地区生产总值98{value[:3]}元。

二、农业

全年农林牧渔业总产值{people}亿元，茶园面积{days}公顷，产值比上年增长2.{days[0]}%。

三、人口和人民生活

年末全县户籍人口{people}万人，城镇登记失业人员1{days}人，城镇新增就业2{days}人。

四、环境

全年空气质量优良天数{days}天，森林覆盖率保持在{days[:2]}.6%。

本公报数据为初步统计数，部分数据因四舍五入，存在分项与合计不等的情况。
"""


def test_a_bulletin_keeps_its_headings_and_their_order_though_it_was_scanned_twice():
    text = bulletin(2032, "582.37", "47.45", "318")
    first = text.replace("人均地区", f"人均地{HALF}")
    second = text.replace("全年空气", f"全年空{HALF}")
    briefing = briefing_of(first, second)

    assert titles(briefing) == ["导语", "综合", "农业", "人口和人民生活", "环境"]
    printed = "".join(one.text for one in passages_of(briefing.sections))
    marks = ("稳中求进", "核算", "人均地", "农林牧渔", "口47", "登记失业", "优良天", "四舍五入")
    assert [printed.index(one) for one in marks] == sorted(printed.index(one) for one in marks)
    assert {one.base.source for one in passages_of(briefing.sections)} == {"1.txt", "2.txt"}


def test_bulletins_of_two_years_stand_one_after_the_other_since_only_their_titles_say_the_year():
    early, later = (
        bulletin(2032, "582.37", "47.45", "318"),
        bulletin(2033, "615.06", "51.28", "325"),
    )
    scan = early.replace("人均地区", f"人均地{HALF}").replace("和人民", "和入民")
    briefing = briefing_of(scan, early.replace("全年空气", f"全年空{HALF}"), later)

    assert titles(briefing) == [
        f"{year}年山阳县国民经济和社会发展统计公报" for year in (2032, 2033)
    ]
    first, second = briefing.sections
    assert [one.title for one in first.sections][1:4:2] == ["农业", "环境"]
    assert [one.title for one in second.sections][1:4:2] == ["农业", "环境"]
    assert len(first.sections) == len(second.sections) == 4
    assert "582.37" in words_of(first.sections[0])[0]
    assert "615.06" in words_of(second.sections[0])[0]


def test_a_heading_that_two_copies_read_otherwise_is_one():
    text = bulletin(2032, "582.37", "47.45", "318")
    more = text.replace("\n四、", "\n全县老人共九千人，都说好。\n\n四、").replace(
        "和人民", "和入民"
    )
    briefing = briefing_of(text, more)

    assert titles(briefing) == ["导语", "综合", "农业", "人口和人民生活", "环境"]
    assert words_of(briefing.sections[3])[-1] == "全县老人共九千人，都说好。"


SPEECH = """在全县茶业大会上的讲话

同志们：

今天我们召开茶业大会，总结去年的工作。下面，我讲三点意见。

一、认清形势

去年，全县累计建成茶园三万亩，带动茶农增收四千元，成效居全省前列，完成投资六亿元。

二、抓好项目

要建设茶叶加工园两个，引进龙头企业五家，打通茶叶出山的路，年底前开工，一天也不能拖。

三、压实责任

各乡镇的书记要亲自抓，完不成任务的，年底说清楚，问题突出的，要问责。

谢谢大家。
"""

NEWS = """茶业大会开到了茶山上

本报讯 昨天，茶业大会在茶山上召开，二百多名茶农听了报告，山上的雾到中午才散。

去年，全县累计建成茶园三万亩，带动茶农增收四千元，成效居全省前列，完成投资六亿元。

会后，记者跟着茶农老程上了山，他说今年的春茶比往年早了六天，价钱也好，城里来的客商就住在山脚的茶棚里等。
"""


def test_a_speech_that_leads_is_printed_as_it_was_held_then_what_others_add():
    briefing = briefing_of(SPEECH, NEWS)

    assert titles(briefing) == [
        "在全县茶业大会上的讲话", "认清形势", "抓好项目", "压实责任", "茶业大会开到了茶山上",
    ]  # fmt: skip
    first, *_, last, news = briefing.sections
    assert words_of(first)[0] == "同志们："
    assert words_of(last)[-1] == "谢谢大家。"
    assert [one[:3] for one in words_of(news)] == ["本报讯", "会后，"]
    assert [section.numbered for section in briefing.sections] == [False, True, True, True, True]


def test_the_heading_without_a_number_moves_no_other():
    headings = {
        one.text: one.number
        for one in made_of(SPEECH, NEWS).manuscript.elements
        if getattr(one, "level", 0) == 1
    }

    assert headings["在全县茶业大会上的讲话"] == ""
    assert headings["认清形势"] == "一、"
    assert headings["茶业大会开到了茶山上"] == "四、"


def test_the_colophon_says_how_many_headings_are_the_sources():
    def said(*texts):
        return "".join(
            inline.text
            for one in made_of(*texts).manuscript.elements
            if one.id.startswith("colophon-")
            for inline in one.inlines
        )

    assert "标题（除5个取自资料者）、目录、校记与本凡例为编者所加。" in said(SPEECH, NEWS)
    assert "标题、目录、校记与本凡例为编者所加。" in said(RUMOUR)


RUMOUR = """突发！山里翻了一辆车，网传多人被困

昨夜有人发帖说，进山的路上翻了一辆大车，车上坐满了人，消防的车来了一长串。

帖子里的话越传越多，截至发稿，还没有人出来说话。本站会接着打听。
"""
DENIAL = """关于网传“多人被困”的说明

经核实，昨夜进山的路上只有一辆空车滑到沟里，司机自己走了出来，没有人被困。

编造谣言的周某已被叫去问话，请大家不信谣、不传谣。
"""


def test_what_the_profile_has_no_words_for_stands_text_by_text_under_its_title():
    briefing = briefing_of(DENIAL, RUMOUR)

    assert titles(briefing) == ["关于网传“多人被困”的说明", "突发！山里翻了一辆车，网传多人被困"]
    assert [len(section.paragraphs) for section in briefing.sections] == [2, 2]


@pytest.mark.parametrize(
    ("outline", "wanted"),
    [
        ({"heads": "profile"}, {"做法与成效", "其他"}),
        ({"profile": "outlines/mine.toml"}, {"做法与成效", "其他"}),
        ({"heads": "texts", "profile": "outlines/mine.toml"}, set()),
        ({}, set()),
    ],
    ids=["the profile", "a profile of one's own", "the texts", "by itself"],
)
def test_the_editor_says_whose_headings_there_are(outline, wanted):
    found = set(titles(briefing_of(DENIAL, RUMOUR, **outline)))

    assert found <= wanted if wanted else not found & {"做法与成效", "其他"}


def test_two_laws_stand_under_their_titles_with_their_chapters():
    law = (
        "山阳市茶园保护条例\n\n第一章　总则\n\n第一条　为了保护茶园，制定本条例。\n\n"
        "第二条　本市茶园的保护，适用本条例。\n\n第二章　保护\n\n第三条　茶园由镇人民政府管理。\n\n"
        "第四条　有问题的，应当提出对策。\n\n第五条　毁坏茶园的，责令恢复。\n"
    )
    briefing = briefing_of(law, "渡口\n\n每天清晨有雾的时候，渡船不离岸，船工坐在茶棚里等。")

    assert titles(briefing) == ["山阳市茶园保护条例", "渡口"]
    assert [one.title for one in briefing.sections[0].sections] == ["总则", "保护"]


def test_a_heading_under_which_others_print_nearly_all_heads_nothing():
    shared = (
        "去年，全县累计建成茶园三万亩，带动茶农增收四千元，成效居全省前列，完成投资六亿元。"
        "要建设茶叶加工园两个，引进龙头企业五家，打通茶叶出山的路，年底前开工，一天也不能拖。"
    )
    post = f"""茶业大会刷屏了

昨天的大会开得热闹，茶山上挤满了人，有人把茶篓举过了头顶，小编挑了些好看的话给你看，慢慢读，别着急。

\N{LARGE RED CIRCLE}会上说了什么

{shared}

网友说：说得好，就看落实，等着看年底开工的那一天，到时候再来茶山上喝今年的新茶。
"""
    speech = SPEECH.replace("去年，全县", shared + "去年，全县", 1)
    briefing = briefing_of(speech, post)
    last = briefing.sections[-1]

    assert last.title == "茶业大会刷屏了"
    assert not last.sections
    assert [one[:2] for one in words_of(last)] == ["昨天", "网友"]


def test_pictures_around_a_heading_are_none_of_its_words():
    red, lens = "\N{LARGE RED CIRCLE}", "\N{RIGHT-POINTING MAGNIFYING GLASS}"
    text = "茶事\n\n" + "\n\n".join(
        f"## {mark}{words}\n\n清明刚过，茶山上站满了人，采茶的人一批又一批地上山来了。" * 2
        for mark, words in ((red, "采茶"), (lens, "晒茶"))
    )

    found = [section.title for section in walk(briefing_of(text).sections)]

    assert not any(mark in title for mark in (red, lens) for title in found)


def test_what_little_is_left_of_a_text_stands_behind_its_rest():
    first = "台地茶园从2011年起步，至今已建成三十处、共两千八百户。"
    second = "租金按市价的八五折收，分三级补贴，最低的一级每户每月只付四千八百元。"
    last = "近年来成本涨了三成，有的地方还没有招到人，账还没有算完。"
    full = f"茶园：先求有\n\n{first}\n\n{second}今年也没有涨。\n\n{last}"
    other = f"茶園回顧\n\n{first}\n\n{second}每處一樓都有茶室，讓鄰里共用。"
    briefing = briefing_of(full, other, heads="texts")

    assert titles(briefing) == ["正文"]
    said = words_of(briefing.sections[0])
    assert [one[:4] for one in said] == [first[:4], second[:4], "每處一樓", last[:4]]


def test_headings_that_are_not_counted_divide_a_text_that_is_alone():
    text = (
        "茶事\n\n## 采茶\n\n清明刚过，茶山上站满了人。\n\n## 晒茶\n\n竹匾一个挨一个，铺满了晒场。\n"
    )

    assert titles(briefing_of(text)) == ["采茶", "晒茶"]


@pytest.mark.parametrize("heads", ["texts", "profile"])
def test_cost_is_linear_in_the_text(heads):
    profile = load_profile("policy", TEMPLATES, ROOT)

    def work(first, count):  # no words stand in both: what is known of them costs nothing
        texts = [
            "\n\n".join(
                [f"{year}年山阳县统计公报"]
                + [
                    f"{'一二三四五六七八九'[n % 9]}、第{n}件事\n\n"
                    f"第{n}件事里，全县投资{year}{n}万元，比上年增长{n % 97}%，建成茶园{3 * n}处。"
                    for n in range(first, first + count)
                ]
            )
            for year in (2032, 2032, 2033)
        ]
        articles = articles_of(*texts)
        collation = collate(articles)
        printer = Printer(articles, collation.corrections)
        return calls(
            lambda: outline(profile, articles, collation.passages, printer, LABELS, {}, heads)
        )

    assert work(1000, 40) <= 2.3 * work(5000, 20)


GOSSIP = """突发！山阳一家茶厂爆炸，网传死亡30多人

7月14日下午，山阳县一家茶厂突然发生爆炸，几公里外都能看到黑烟，网传死亡30多人。

有网友称，厂里存放了200吨油料，附近的村庄已经全部撤离，自来水也不能喝了。
"""
NOTICE = """山阳县“7·14”茶厂爆燃事故情况通报

7月14日15时42分，山阳县茶厂烘干车间发生爆燃，造成3人受伤，伤者已送往县医院救治。

县消防救援大队首批4车22人到达现场，16时30分明火被扑灭，周边大气和水质未见异常。
"""


def test_a_rumour_stands_behind_what_is_known_wherever_its_file_stands():
    assert titles(briefing_of(GOSSIP, NOTICE, heads="texts")) == [
        "山阳县“7·14”茶厂爆燃事故情况通报",
        "突发！山阳一家茶厂爆炸，网传死亡30多人",
    ]


def test_a_notice_that_refutes_a_rumour_is_none():
    refuted = NOTICE.replace("茶厂爆燃事故情况通报", "网传“死亡30多人”的辟谣声明")

    news = "山阳县茶业\n\n去年，全县茶叶产量达到4.7万吨，茶农户均收入增加三成，家家喜笑颜开。\n"

    assert titles(briefing_of(refuted, news, heads="texts"))[0].endswith("辟谣声明")


REPORT = """关于山阳县2031年预算执行情况的报告

各位代表：

受县人民政府委托，向大会报告2031年预算执行情况，请予审议。

一、2031年预算执行情况

（一）一般公共预算执行情况

2031年，全县一般公共预算收入完成28654万元，同比增长6.8%，建设成效居全市前列。

（二）政府性基金预算执行情况

全县政府性基金收入完成15380万元，完成预算的82.4%，存在的问题是土地出让收入下降。

二、2032年预算安排草案

2032年全县一般公共预算收入安排29800万元，增长4%，要加大力度，推进项目建设。
"""


def test_a_report_of_two_parts_with_parts_of_their_own_keeps_them():
    audit = REPORT.replace("各位代表：", "主任、各位副主任、秘书长、各位委员：").replace(
        "关于山阳县2031年预算执行情况的报告", "关于山阳县2031年预算审计情况的报告"
    )
    for text in (REPORT, audit):
        news = "山阳县晒账本\n\n去年，全县财政收入再创新高，民生支出占比超过八成，群众点赞。\n"
        first = briefing_of(text, news).sections[0]
        assert "报告" in first.title


BULLETIN = """水旱灾害防御快报
第{}期
洛川市防汛抗旱指挥部办公室　　　　2023年7月{}日

{}

　　{}
"""


def test_issues_of_one_bulletin_stand_under_their_headlines():
    first = "一夜的雨下个不停，上游的三座小水库都蓄满了，守坝的人每隔一个钟头看一回水。"
    second = "到天黑，水才慢慢退到警戒线以下，沿河的人家陆续搬回了家，学校也定下了开门的日子。"
    briefing = briefing_of(
        BULLETIN.format(3, 18, "我市清河流域发生特大暴雨", first),
        BULLETIN.format(5, 20, "清河洪峰安全通过黄坪城区", second),
        heads="texts",
    )

    assert titles(briefing) == ["我市清河流域发生特大暴雨", "清河洪峰安全通过黄坪城区"]


def test_a_notice_stands_under_its_matter_not_its_office():
    notice = """省粮食和物资储备局
关于做好秋粮收购工作的通知

各市、县发展和改革委员会：

为切实做好秋粮收购工作，现就有关事项通知如下。各地要多方筹措收购资金，腾出仓容。
"""

    assert "关于做好秋粮收购工作的通知" in titles(briefing_of(notice, RUMOUR))
