import datetime as dt

import pytest

from pipeline.compose.references import cited, source_elements
from pipeline.compose.templates import load_labels
from pipeline.config import Reference, Sources, parse_config
from pipeline.errors import ConfigError
from pipeline.model.briefing import Briefing, Leftover, SourceEntry
from pipeline.model.manuscript import Paragraph, Run, Style
from pipeline.model.source import Lines
from pipeline.read import make_source
from tests.briefings import made_of
from tests.conftest import ROOT

LABELS = load_labels(ROOT / "templates")
SOURCE = make_source("a.txt", "正文。", siglum="a", sha256="0123456789abcdef" * 4)
ENTRY = SourceEntry(SOURCE, "永兴如何擦亮招牌", "", "湖南日报全媒体记者 李秉钧 郑旋")


@pytest.mark.parametrize(
    ("given", "date", "wanted"),
    [
        (None, "", "李秉钧, 郑旋. 永兴如何擦亮招牌[Z]."),
        (None, "2023-10-11", "李秉钧, 郑旋. 永兴如何擦亮招牌[Z]. 2023-10-11."),
        (
            {"publication": "湖南日报", "issue": "7"},
            "2023-10-11",
            "李秉钧, 郑旋. 永兴如何擦亮招牌[N]. 湖南日报, 2023-10-11(7).",
        ),
        (
            {"publication": "党政干部学刊", "issue": "12(3)", "pages": "4-7"},
            "2021-03-01",
            "李秉钧, 郑旋. 永兴如何擦亮招牌[J]. 党政干部学刊, 2021, 12(3): 4-7.",
        ),
        (
            {"url": "https://example.org/a", "accessed": dt.date(2023, 11, 2)},
            "2023-10-11",
            "李秉钧, 郑旋. 永兴如何擦亮招牌[EB/OL]. (2023-10-11)[2023-11-02]. https://example.org/a.",
        ),
        (
            {"url": "https://example.org/a", "type": "N/OL", "publication": "湖南日报"},
            "",
            "李秉钧, 郑旋. 永兴如何擦亮招牌[N/OL]. 湖南日报. https://example.org/a.",
        ),
        (
            {"author": ["甲某某", "乙某某", "丙某某", "丁某某"], "title": "又题", "type": "R"},
            "",
            "甲某某, 乙某某, 丙某某, 等. 又题[R].",
        ),
    ],
)
def test_a_source_is_cited_as_the_standard_says_with_what_is_known(given, date, wanted):
    reference = Reference(**given) if given else None

    assert cited(ENTRY, reference, date, LABELS) == wanted


def test_a_source_without_title_and_byline_is_called_so():
    assert cited(SourceEntry(SOURCE, "", "", ""), None, "", LABELS) == "无题[Z]."


def test_a_subtitle_follows_the_title_as_in_the_source():
    dashed = SourceEntry(SOURCE, "转型之路", "——郴州综述", "")
    plain = SourceEntry(SOURCE, "新郴州", "示范区建设", "")

    assert cited(dashed, None, "", LABELS) == "转型之路——郴州综述[Z]."
    assert cited(plain, None, "", LABELS) == "新郴州：示范区建设[Z]."


def test_the_file_is_named_with_its_hash_and_what_of_it_is_not_printed():
    leftovers = (
        Leftover("a.txt", (Lines(1, 1),), "title"),
        Leftover("a.txt", (Lines(3, 4),), "byline"),
        Leftover("a.txt", (Lines(9, 9),), "title"),
        Leftover("a.txt", (Lines(11, 12),), "something new"),
        Leftover("a.txt", (Lines(14, 14),), "heading used as a cue", "一、“三好”做法"),
        Leftover("a.txt", (Lines(15, 16), Lines(18, 18)), "note", "注：" + "字" * 30),
        Leftover("b.txt", (Lines(5, 5),), "title"),
    )
    briefing = Briefing("题", (), (), (), leftovers, (ENTRY,))

    first, second = source_elements(briefing, Sources(), LABELS, {"a.txt": "source-1"})

    assert (first.id, first.style) == ("source-1", Style.SOURCE_ENTRY)
    assert first.inlines[0].text == "〔a〕李秉钧, 郑旋. 永兴如何擦亮招牌[Z]."
    assert second.inlines[0].text == (
        "a.txt，UTF-8，3字，SHA-256 0123456789abcdef；未印入正文的行：题名1、9；署名3–4；其他11–12"
        f"；标题14“一、‘三好’做法”；注15–16、18“注：{'字' * 22}……”"
    )


def test_the_config_knows_references_and_names_a_wrong_key():
    config = parse_config(
        '[sources.reference."a.txt"]\npublication = "湖南日报"\n'
        'issue = 7\nauthor = "李秉钧"\n'.encode(),
        (),
    )
    assert config.sources.reference["a.txt"] == Reference(
        publication="湖南日报", issue="7", author=("李秉钧",)
    )

    with pytest.raises(ConfigError, match="unknown key 'isue'") as caught:
        parse_config(b'[sources.reference."a.txt"]\nisue = 7\n', ())
    assert (caught.value.where.line, caught.value.remedy) == (2, "did you mean 'issue'?")


def test_an_official_document_is_cited_with_its_number():
    made = made_of(
        "关于加快茶园改造的意见\n\n山政发〔2031〕6号\n\n各乡镇人民政府：\n\n　　茶园要管好。\n"
    )
    told = next(
        one.text
        for element in made.manuscript.elements
        if isinstance(element, Paragraph) and element.style is Style.SOURCE_ENTRY
        for one in element.inlines
        if isinstance(one, Run)
    )

    assert told == "〔1〕关于加快茶园改造的意见：山政发〔2031〕6号[Z]."
