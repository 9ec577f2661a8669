"""What holds for any text at all."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.article import Role, State
from pipeline.normalise import normalise
from pipeline.normalise.ledger import replay
from pipeline.read import make_source

PIECES = [
    "近年来，该县", "产业。", "发展“提质”", "（一）", "一、", "# ", "3", "— 3 —", " ", "　　",
    "\n", "\n\n", "\r\n", "\f", "，", ",", "(", "）", '"', "...", "--", "GDP", "81.5%", "\u200b",
    "\u202e", "\u2f42", "\uf9f4", "Ａ", "摄", "记者 张三", "——", "\x07", "\u2028", "𠮷", "：", ";",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
)


def article_of(text):
    return normalise(make_source("a.txt", text))


@given(texts)
@pytest.mark.row(144)
def test_source_and_ledger_make_the_article(text):
    article = article_of(text)
    applied = [one for one in article.ledger if one.makes_article]

    for block in article.blocks:
        assert replay(text, block.spans, applied) == block.text


@given(texts)
@pytest.mark.row(146)
def test_every_character_has_one_place(text):
    article = article_of(text)
    places = Counter()
    for block in article.blocks:
        for span in block.spans:
            places.update(range(*span))
    outside = Counter()
    for one in article.ledger:
        if one.makes_article:
            outside.update(i for i in range(*one.span) if i not in places)

    assert sorted(places + outside) == list(range(len(text)))
    assert not places or max(places.values()) == 1


@given(texts)
def test_no_ideograph_is_lost_or_added(text):
    def ideographs(string):
        return Counter(re.findall("[\u4e00-\u9fff]", string))

    article = article_of(text)
    folded = [one.after for one in article.ledger if one.rule.startswith("fold-")]

    assert ideographs("".join(block.text for block in article.blocks)) == (
        ideographs(text) + ideographs("".join(folded))
    )


@given(texts)
def test_a_normalised_text_has_nothing_more_to_mend(text):
    """Characters settle in one go: a block normalised again, alone, has the same words."""
    for block in article_of(text).blocks:
        if block.role is Role.PARAGRAPH:
            again = "".join(one.text for one in article_of(block.text).blocks)
            assert "".join(again.split()) == "".join(block.text.split())


@given(texts)
def test_ids_are_unique_and_entries_say_what_stands_there(text):
    article = article_of(text)

    ids = [one.id for one in article.ledger] + [block.id for block in article.blocks]
    assert len(ids) == len(set(ids))
    for one in article.ledger:
        assert one.before == text[one.span.start : one.span.end] != ""


def test_a_line_above_changes_no_id_below():
    text = "标题\n\n" + "近年来，该县坚持品牌引领,先后制定六项标准，注册商标四十余件。\n" * 3
    below = {one.id for one in article_of(text).ledger if one.rule == "widen-marks"}

    moved = article_of("又一行\n\n" + text)

    assert below <= {one.id for one in moved.ledger}
    assert len(below) == 3


def test_flag_and_off_leave_the_text_alone():
    source = make_source("a.txt", "近年来,该县坚持品牌引领。")

    flagged = normalise(source, {"widen-marks": "flag"})
    silent = normalise(source, {"widen-marks": "off"})

    assert flagged.blocks[0].text == silent.blocks[0].text == "近年来,该县坚持品牌引领。"
    assert [(one.rule, one.state) for one in flagged.ledger] == [("widen-marks", State.FLAGGED)]
    assert silent.ledger == ()
