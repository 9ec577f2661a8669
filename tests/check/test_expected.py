"""What is expected of every file, and how a difference is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.check.expected import Expected, compare, compare_numbers, expected, note_numbers
from pipeline.errors import OutputInvalid, Place
from pipeline.model.manuscript import Citation, Cited, NoteCall, Paragraph, Run, Style
from pipeline.model.source import Lines
from tests import manuscripts
from tests.archives import LAYOUT

WHERE = Place("briefing.docx")

WANTED = (Expected("heading-1", "一、甲", "h"), Expected("paragraph", "乙丙丁", "p"))

FOUND = [("heading-1", "一、甲"), ("paragraph", "乙丙丁")]


def test_everything_printed_is_expected_once_and_in_order() -> None:
    found = expected(manuscripts.sample(), LAYOUT)
    kinds = [one.kind for one in found]
    assert kinds[:7] == ["front"] * 7
    assert kinds.count("head") == 4
    assert kinds.count("cell") == 16
    assert kinds.count("note") == 4
    assert kinds.count("caption") == 1
    assert [one.text for one in found if one.kind.startswith("heading")][:3] == [
        "核心提示",
        "一、背景：一座老城的水与路",
        "（一）家底不清",
    ]
    assert all(one.text == "".join(one.text.split()) for one in found)


def test_a_paragraph_has_its_citations_but_not_its_notes() -> None:
    cited = Citation((Cited("000", (Lines(3, 6),), "s"),))
    inlines = (Run("甲 乙"), NoteCall(1, "注 文"), Run("丙"), cited)
    manuscript = replace(manuscripts.bare(), elements=(Paragraph("p", Style.BODY, inlines),))
    assert [(one.kind, one.text) for one in expected(manuscript, LAYOUT)][1:] == [
        ("paragraph", "甲乙丙〔000:3–6〕"),
        ("note", "注文"),
    ]
    assert note_numbers(manuscript) == [1]


def test_what_has_no_visible_character_is_not_expected() -> None:
    manuscript = replace(
        manuscripts.bare(), elements=(Paragraph("p", Style.BODY, (Run(" \u3000"),)),)
    )
    assert [one.kind for one in expected(manuscript, LAYOUT)] == ["front"]


def test_what_is_equal_passes() -> None:
    compare(FOUND, WANTED, WHERE)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (FOUND[:1], "paragraph 'p' is missing: '乙丙丁'"),
        ([*FOUND, ("cell", "戊")], "a cell too many: '戊'"),
        ([FOUND[0], ("paragraph", "乙两丁")], "paragraph 'p' reads '乙两丁', not '乙丙丁'"),
        ([("heading-2", "一、甲"), FOUND[1]], "'h' is a heading-2, not a heading-1"),
        ([FOUND[1], FOUND[0]], "heading-1 'h' reads"),
    ],
)
@pytest.mark.row(143)
def test_a_difference_is_told(found: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(OutputInvalid, match=words):
        compare(found, WANTED, WHERE)


def test_only_the_characters_around_a_difference_are_shown() -> None:
    text = "字" * 500
    wanted = (Expected("paragraph", f"{text}甲{text}", "p"),)
    with pytest.raises(OutputInvalid) as caught:
        compare([("paragraph", f"{text}乙{text}")], wanted, WHERE)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("found", [[], ["1"], ["1", "2", "3", "5"], ["1", "2", "3", "4", "5"]])
def test_numbers_of_notes(found: list[str]) -> None:
    compare_numbers(["1", "2", "3", "4"], manuscripts.sample(), WHERE)
    with pytest.raises(OutputInvalid, match="the note in place"):
        compare_numbers(found, manuscripts.sample(), WHERE)
