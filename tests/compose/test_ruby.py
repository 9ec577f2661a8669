"""Pinyin is put where a reader first meets a rare character in running text, and nowhere else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compose import with_pinyin
from pipeline.draft import block_of
from pipeline.model.manuscript import (
    Heading,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
    with_readings,
)
from pipeline.normalise.language.simplified import simplified
from tests import manuscripts


def book(*elements):
    return replace(manuscripts.bare(), elements=elements)


def body(name, *inlines):
    return Paragraph(name, Style.BODY, inlines)


def told(manuscript):
    """The ids of the elements with readings, in order, and the readings in each."""
    return [
        (one.id, "".join(f"{run.text}{run.pinyin}" for run in with_readings([one])))
        for one in with_pinyin(manuscript).elements
        if any(with_readings([one]))
    ]


def test_the_first_use_in_running_text_has_its_reading_and_no_other():
    made = book(
        Heading("h", 1, "一、", "郴州"),
        Paragraph("k", Style.KEY_POINT, (Run("长沙以南是郴州。"),)),
        body("one", Run("郴州在邯郸以南，"), Run("郴江幸自绕郴山。")),
        body("two", Run("邯郸与郴州。")),
    )

    assert told(made) == [("k", "郴chēn"), ("one", "邯hán郸dān")]


@pytest.mark.parametrize(
    "style", sorted(set(Style) - {"body", "key-point", "editor-note", "abstract"})
)
def test_what_is_looked_up_has_none_and_leaves_the_first_use_to_the_text(style):
    made = book(Paragraph("x", style, (Run("郴州"),)), body("one", Run("郴州")))

    assert told(made) == [("one", "郴chēn")]


def test_headings_heads_cells_notes_and_leads_have_none():
    made = book(
        Heading("h", 1, "一、", "郴州"),
        Table("t", "郴州", ("郴",), (((Run("郴"),),),), (1.0,)),
        body("one", Lead("郴"), Run("长沙"), NoteCall(1, "郴")),
    )

    assert with_pinyin(made) == made


def test_words_looks_and_voices_stay_as_they_were():
    made = book(body("one", Run("去郴州", Voice.EDITOR, bold=True, italic=True), NoteCall(1, "注")))

    (one,) = with_pinyin(made).elements
    looks = {"voice": Voice.EDITOR, "bold": True, "italic": True}
    assert one.inlines == (
        Run("去", **looks),
        Run("郴", **looks, pinyin="chēn"),
        Run("州", **looks),
        NoteCall(1, "注"),
    )


def test_not_a_word_of_a_whole_briefing_differs():
    made = manuscripts.sample()
    assert any(with_readings(with_pinyin(made).elements))

    for one, other in zip(with_pinyin(made).elements, made.elements, strict=True):
        assert block_of(one) == block_of(other)


@given(st.lists(st.text("郴鄲郸邯晟州 a\N{VARIATION SELECTOR-1}𬘭"), max_size=4))
def test_whatever_the_words_they_stay_and_each_character_is_told_once(texts):
    made = book(*(body(str(n), Run(text), Run(text)) for n, text in enumerate(texts)))
    told = with_pinyin(made)

    for one, other in zip(told.elements, made.elements, strict=True):
        assert block_of(one) == block_of(other)
    runs = [run.text for run in with_readings(told.elements)]
    assert all(len(text) == 1 for text in runs)
    assert len({simplified(text) for text in runs}) == len(runs)


def test_twice_is_once():
    made = with_pinyin(manuscripts.sample())

    assert with_pinyin(made) == made
