import dataclasses

import pytest

from pipeline.check.provenance import check_provenance
from pipeline.compose import (
    Facts,
    load_labels,
    load_profile,
    passages_of,
    walk,
)
from pipeline.compose.colophon import colophon
from pipeline.errors import ConfigError, ReplayFailed
from pipeline.model.manuscript import Citation, Heading, NoteCall, Paragraph, Run, Style
from tests.briefings import LABELS, TEMPLATES, made_of

ONE = """山阳茶香

□ 山阳日报记者 张三

长期以来，山阳县素有“茶乡”之称，制茶历史可以追溯到唐代，闻名遐迩。

去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。

但中小企业多、龙头企业少，科技投入不足，品牌影响力薄弱，制约着产业发展。

下一步，该县将认真落实规划，力争三年内建成国家级示范园区。
"""
TWO = """山阳茶业观察

去年，全县茶叶产量达到1.3万吨，同比增长8%，产值突破9亿元，居全省第三位。
"""


@pytest.fixture
def made():
    made = made_of(ONE, TWO)
    return made.articles, made.briefing, made.manuscript


def sections_of(briefing):
    return {
        section.title: "".join(p.text for p in passages_of([section]))
        for section in briefing.sections
    }


def test_paragraphs_go_to_the_sections_their_words_name(made):
    sections = sections_of(made[1])

    assert list(sections) == ["背景与历程", "做法与成效", "问题与瓶颈", "对策与展望"]
    assert "茶乡" in sections["背景与历程"]
    assert "1.2万吨" in sections["做法与成效"]
    assert "薄弱" in sections["问题与瓶颈"]
    assert "下一步" in sections["对策与展望"]


def test_a_passage_ends_with_its_citation_base_first_and_a_variant_has_a_note(made):
    (paragraph,) = [
        element
        for element in made[2].elements
        if isinstance(element, Paragraph)
        and element.style is Style.BODY
        and any(isinstance(inline, NoteCall) for inline in element.inlines)
    ]

    note = next(inline for inline in paragraph.inlines if isinstance(inline, NoteCall))
    assert isinstance(paragraph.inlines[-1], Citation)
    assert paragraph.inlines[-1].text == "〔1:7；2:3〕"
    assert note.number == 1
    assert "2作“1.3" in note.text


def test_headings_carry_literal_numbers_and_ids_of_their_own(made):
    headings = [element for element in made[2].elements if isinstance(element, Heading)]

    assert [heading.printed for heading in headings] == [
        "核心提示", "一、背景与历程", "二、做法与成效", "三、问题与瓶颈", "四、对策与展望",
        "资料来源", "凡例",
    ]  # fmt: skip
    assert len({heading.id for heading in headings}) == len(headings)


def test_titles_and_bylines_are_listed_not_printed(made):
    _, briefing, manuscript = made
    left = {(one.source, one.reason) for one in briefing.leftovers}
    body = "".join(
        inline.text
        for element in manuscript.elements
        if isinstance(element, Paragraph) and element.style is Style.BODY
        for inline in element.inlines
    )

    assert {("1.txt", "title"), ("1.txt", "byline"), ("2.txt", "title")} <= left
    assert "记者" not in body
    assert briefing.sources[0].title == "山阳茶香"


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("各位茶农：\n\n现在开会。\n\n一、去年的工作", ""),
        ("一、去年的工作", ""),
        ("# 去年的工作", "去年的工作"),
    ],
)  # fmt: skip
def test_the_heading_of_a_part_is_no_title_of_its_source(opening, title):
    text = opening + "\n\n" + TWO.split("\n\n")[1] + "\n\n二、今年的工作\n\n" + TWO.split("\n\n")[1]

    assert made_of(text).briefing.sources[0].title == title


def test_key_points_are_sentences_of_the_sources(made):
    articles, briefing, _ = made

    assert briefing.key_points
    text = "".join(block.text for article in articles for block in article.blocks)
    assert all(point.sentence.text in text for point in briefing.key_points)


def test_key_points_begin_behind_who_sends_them_and_each_year_has_its_own():
    told = "泠江网消息（晚间新闻）：县统计局今天发布数据，{}年全县茶叶总产量达{}担，再创新高。"
    years = (told.format(2028, 13908), told.format(2029, 14130))
    points = made_of(*(f"茶讯\n\n{one}" for one in years)).briefing.key_points

    assert [point.text for point in points] == [one.split("：")[1] for one in years]


def test_one_section_gives_as_many_key_points_as_are_wanted_where_others_have_none():
    works = enumerate(("河堤", "县道", "水厂", "中学宿舍", "体育馆", "粮库"))
    told = (
        f"{2020 + n}年，{work}完工，累计投入{n + 3}.5亿元，惠及{n}万户居民。" for n, work in works
    )

    assert len(made_of("建设纪事\n\n" + "\n\n".join(told)).briefing.key_points) == 6


def test_provenance_holds_and_a_changed_word_is_caught(made):
    articles, briefing, manuscript = made
    check_provenance(articles, (), briefing, manuscript)
    at = next(
        n
        for n, element in enumerate(manuscript.elements)
        if isinstance(element, Paragraph) and element.style is Style.BODY
    )
    paragraph = manuscript.elements[at]
    first = paragraph.inlines[0]
    forged = dataclasses.replace(
        paragraph, inlines=(Run(first.text + "据说。"), *paragraph.inlines[1:])
    )
    elements = (*manuscript.elements[:at], forged, *manuscript.elements[at + 1 :])

    with pytest.raises(ReplayFailed, match="without a source"):
        check_provenance(articles, (), briefing, dataclasses.replace(manuscript, elements=elements))


def test_a_lost_paragraph_and_a_lost_passage_are_caught(made):
    articles, briefing, manuscript = made
    fewer = dataclasses.replace(briefing, sections=briefing.sections[:-1])
    with pytest.raises(ReplayFailed, match="has no place"):
        check_provenance(articles, (), fewer, manuscript)

    elements = tuple(e for e in manuscript.elements if getattr(e, "style", None) != Style.BODY)
    with pytest.raises(ReplayFailed, match="isn't printed"):
        check_provenance(articles, (), briefing, dataclasses.replace(manuscript, elements=elements))


def test_every_passage_has_one_section(made):
    _, briefing, _ = made
    ids = [passage.id for passage in passages_of(briefing.sections)]

    assert len(ids) == len(set(ids))
    assert all(section.level in (1, 2) for section in walk(briefing.sections))


def test_a_profile_of_ones_own_and_a_wrong_name(tmp_path):
    (tmp_path / "mine.toml").write_text(
        'name = "mine"\n[[sections]]\ntitle = "茶"\nterms = { "茶" = 1 }\n', "utf-8"
    )

    assert load_profile("mine.toml", TEMPLATES, tmp_path).sections[0].title == "茶"
    with pytest.raises(ConfigError, match="no outline is called 'poetry'"):
        load_profile("poetry", TEMPLATES, tmp_path)
    with pytest.raises(ConfigError, match="outside the project"):
        load_profile("../mine.toml", TEMPLATES, tmp_path / "x")


def test_a_label_that_is_missing_is_named(tmp_path):
    (tmp_path / "labels.toml").write_text('contents = "目录"\n', "utf-8")

    with pytest.raises(ConfigError, match="the label 'sources' is missing"):
        load_labels(tmp_path).fill("sources")
    with pytest.raises(ConfigError, match="the label 'cover' is missing"):
        load_labels(tmp_path, TEMPLATES)


def test_the_colophon_counts_the_doubts_that_are_noted_not_those_of_other_witnesses():
    clean = "去年以来，三十家企业统一入驻园区，区位优势和优良的环境功不可没，产值达四十二亿元。"
    made = made_of(clean, clean.replace("势和优", "势and优"))
    corrections = made.collation.corrections

    lines = list(colophon(made.briefing, Facts(corrections), LABELS))

    assert any(one.rule == "stray-word" for one in corrections)
    assert not any("疑误" in line for line in lines)


def test_the_colophon_names_a_slip_that_sources_share_twice_once_and_counts_both():
    told = (
        "去年以来，三十家企业先后落户园区，区位优势and优良的环境功不可没，产值达四十二亿元。"
        "当地群众and干部齐心协力，把荒山变成了远近闻名的花果山，收入连年增长。"
    )
    made = made_of(told, told)

    lines = "".join(colophon(made.briefing, Facts(made.collation.corrections), LABELS))

    assert "同有“and”等2处存疑之字" in lines
