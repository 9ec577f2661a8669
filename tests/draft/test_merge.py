"""The laws of merging words, on random ones, and the cases that other tools get wrong."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.draft.merge import merge
from pipeline.draft.words import (
    NUMBER,
    WORD,
    Cite,
    Note,
    Text,
    joined,
    line,
    plain,
    words_of_record,
    words_record,
)
from pipeline.model.manuscript import LOOKS

#: Characters that meet: digits, units, numerals, Latin, marks.
ALPHABET = "甲乙丙丁的。，12.3%年月三十万ab "

texts = st.builds(Text, st.text(ALPHABET, min_size=1, max_size=8), *[st.booleans()] * 3)
pieces = (
    texts
    | st.builds(Note, st.sampled_from("注疑"))
    | st.builds(Cite, st.sampled_from("〔1〕〔2〕"))
)
words = st.lists(pieces, max_size=8).map(joined)


def w(*said):
    return joined(Text(one) if isinstance(one, str) else one for one in said)


@settings(max_examples=400)
@given(words, words)
def test_what_one_side_changed_stands(base, other):
    assert merge(base, base, other) == (other, ())
    assert merge(base, other, base) == (other, ())
    assert merge(base, other, other).words == other
    assert not merge(base, other, other).clashes


@settings(max_examples=400)
@given(words, words, words)
def test_no_number_and_no_word_is_made_up(base, editors, sources):
    merged = merge(base, editors, sources)
    for pattern in (NUMBER, WORD):
        known = pattern.findall(plain(editors)) + pattern.findall(plain(sources))
        assert set(pattern.findall(plain(merged.words))) <= set(known)


@settings(max_examples=400)
@given(words, words, words)
def test_no_character_comes_from_nowhere_and_clashes_lie_in_the_line(base, editors, sources):
    merged = merge(base, editors, sources)
    assert set(line(merged.words)) <= set(line(editors)) | set(line(sources))
    for clash in merged.clashes:
        assert 0 <= clash.start <= clash.end <= len(line(merged.words))


@pytest.mark.parametrize(
    ("base", "editors", "sources", "stands", "told"),
    [
        ("增长12.3%。", "增长12.8%。", "增长13.3%。", "增长12.8%。", ["13.3%"]),
        ("共三十二人", "共三十三人", "共四十二人", "共三十三人", ["四十二"]),
        ("2021年3月起", "2022年3月起", "2021年5月起", "2022年3月起", ["2021年5月"]),
        ("投资3.2亿元", "投资3.5亿元", "投资3.2万元", "投资3.5亿元", ["3.2万"]),
        ("一二三四五，六七八九十", "甲二三四五，六七八九十", "一二三四五，六七八九乙", None, None),
    ],
)
def test_a_number_is_one_thing(base, editors, sources, stands, told):
    merged = merge(w(base), w(editors), w(sources))
    if stands is None:
        assert [one for one in NUMBER.findall(plain(merged.words)) if one not in editors] == []
    else:
        assert line(merged.words) == stands
        assert [one.other for one in merged.clashes] == told


def test_changes_apart_are_both_made():
    merged = merge(
        w("全县茶园面积已达12万亩，居全省第三位。"),
        w("全县茶园面积已达12万亩，居全省前列。"),
        w("全市茶园面积已达12万亩，居全省第三位。"),
    )
    assert merged == (w("全市茶园面积已达12万亩，居全省前列。"), ())


def test_lines_of_a_citation_are_the_sources():
    """A line added above moves all line numbers: that clashes with nothing."""
    base = w("水价是三元。", Cite("〔000:3〕"), "另有一句。", Cite("〔001:9〕"))
    merged = merge(
        base,
        w("水价为三元整。", Cite("〔000:3〕"), "另有一句。", Cite("〔001:9〕")),
        w("水价是三元。", Cite("〔000:4〕"), "另有一句。", Cite("〔001:10〕")),
    )
    assert merged == (
        w("水价为三元整。", Cite("〔000:4〕"), "另有一句。", Cite("〔001:10〕")),
        (),
    )


def test_a_note_rewritten_is_the_same_note():
    base = w("水价", Note("疑"), "是三元。")
    merged = merge(base, w("水价", Note("已核"), "是三元。"), w("今年水价", Note("疑"), "是三元。"))
    assert merged == (w("今年水价", Note("已核"), "是三元。"), ())


def test_a_note_both_rewrote_is_told():
    base = w("水价", Note("疑"), "是三元。")
    merged = merge(base, w("水价", Note("已核"), "是三元。"), w("水价", Note("存疑"), "是三元。"))
    assert merged.words == w("水价", Note("已核"), "是三元。")
    assert [one.other for one in merged.clashes] == ["存疑"]


def test_a_note_that_was_rewritten_outlives_the_words_it_stood_on():
    """Another draft has parted the paragraph there: the note stays where the words were."""
    base, rewritten = w("甲。乙", Note("一作"), "丙。"), w("甲。乙", Note("另作"), "丙。")
    assert merge(base, rewritten, w("甲。")).words == w("甲。", Note("另作"))
    assert merge(base, base, w("甲。")).words == w("甲。")


def test_a_doubt_that_is_settled_takes_its_note_along():
    """The editor mends the words, the sources' side loses the note behind them."""
    base = w("企业人驻", Note("“人驻”疑当作“入驻”。"), "园区。")
    sources = w("企业人驻园区。")
    merged = merge(base, w("企业入驻", Note("“人驻”疑当作“入驻”。"), "园区。"), sources)
    assert merged == (w("企业入驻园区。"), ())


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_is_a_change_like_any_other(look):
    base = w("全县茶园面积很大，居全省第三位。")
    large = Text("很大", **{look: True})
    stressed = joined([Text("全县茶园面积"), large, Text("，居全省第三位。")])
    merged = merge(base, stressed, w("全县茶园面积很大，居全国第三位。"))
    assert merged.words == joined([Text("全县茶园面积"), large, Text("，居全国第三位。")])


@given(words)
def test_words_are_the_same_however_they_are_cut(said):
    """Word cuts runs as it likes: the looks of a letter don't hang on that."""
    letters = [
        replace(one, text=letter) if isinstance(one, Text) else one
        for one in said
        for letter in (one.text if isinstance(one, Text) else [one])
    ]
    assert joined(letters) == said == joined(said)


@given(words)
def test_words_come_back_from_json(said):
    assert words_of_record(json.loads(json.dumps(words_record(said)))) == said


def test_edits_made_before_there_were_dots_are_read():
    """A record without the key, and one with it."""
    record = ["水价为", {"text": "三元", "bold": True}, {"text": "，整", "dots": True}]
    assert words_of_record(record) == (
        Text("水价为"),
        Text("三元", bold=True),
        Text("，"),
        Text("整", dots=True),
    )


def test_a_date_made_of_two_changes_is_a_clash():
    """Each side wrote half of it, far enough apart: together it is a date nobody wrote."""
    merged = merge(w("某年12月某日"), w("2022年12月某日"), w("某年12月5日"))
    assert line(merged.words) == "2022年12月某日"
    assert [one.other for one in merged.clashes] == ["某年12月5日"]


@pytest.mark.parametrize(("between", "clashes"), [("", 1), ("丙丁", 1), ("丙丁戊", 0)])
def test_changes_less_than_three_characters_apart_clash(between, clashes):
    merged = merge(w(f"甲{between}乙。"), w(f"改{between}乙。"), w(f"甲{between}新。"))
    assert len(merged.clashes) == clashes
    assert line(merged.words) == (f"改{between}乙。" if clashes else f"改{between}新。")
