"""Doubtful readings: case files for each rule, and what holds for any text at all.

A case file names its ``rule``; a case has a ``text``, one block a line, and the ``doubts`` it must
raise, ``before→after`` in reading order, with ? where nothing is proposed. A case of the drawer
``negative`` raises none.
"""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.article import Kind, Role, State
from pipeline.normalise import normalise
from pipeline.normalise.readings import READING_RULES, Said, doubts
from pipeline.read import make_source
from tests.growth import growth

DRAWERS = Path(__file__).parent / "readings"
RULES = {rule.name: rule for rule in READING_RULES}


def cases(*drawers):
    for drawer in drawers:
        for path in sorted((DRAWERS / drawer).glob("*.toml")):
            file = tomllib.loads(path.read_text("utf-8"))
            for case in file["case"]:
                yield pytest.param(file["rule"], case, id=f"{path.stem}: {case['name']}")


def found(rule, text):
    blocks = [Said(line, Role.PARAGRAPH) for line in text.strip().splitlines()]
    out = []
    for _, doubt in sorted(doubts(blocks, rules=[RULES[rule]]), key=lambda one: one[1]):
        after = "?" if doubt.after is None else doubt.after
        out.append(f"{blocks[doubt.block].text[doubt.start : doubt.end]}→{after}")
    return out


@pytest.mark.parametrize(("rule", "case"), [*cases("wild", "synthetic")])
def test_doubted(rule, case):
    assert found(rule, case["text"]) == case["doubts"]


@pytest.mark.parametrize(("rule", "case"), [*cases("negative")])
def test_left_alone(rule, case):
    assert found(rule, case["text"]) == []


PIECES = [
    "柳州市", "永兴县", "湖南省", "鼓楼区", "“", "”", "‘", "’", "（", "）", "《", "》", "1）",
    "2O21年", "l2家", "O型", "and", "的", "，", "。", "和", "共52家，其中甲18家，乙34家", "1385种",
    "100%", "■", "|", "\ufffd", "x", "\n", "三百", "：", "、", "……", "了解", "а", "分别为3个、4个",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
)


@given(texts)
def test_a_doubt_touches_characters_of_its_block_and_no_others(text):
    blocks = [Said(line, Role.PARAGRAPH) for line in text.splitlines()]
    for rule in READING_RULES:
        for doubt in rule.find(blocks):
            said = blocks[doubt.block].text
            assert 0 <= doubt.start < doubt.end <= len(said)
            assert doubt.after != said[doubt.start : doubt.end]
            assert doubt.reason


@given(texts)
def test_a_reading_is_flagged_and_changes_nothing(text):
    source = make_source("a.txt", text)
    article = normalise(source)
    silent = normalise(source, {rule.name: "off" for rule in READING_RULES})

    assert [block.text for block in article.blocks] == [block.text for block in silent.blocks]
    readings = [one for one in article.ledger if one.kind is Kind.READING]
    assert all(one.state is State.FLAGGED for one in readings)
    assert not any(one.kind is Kind.READING for one in silent.ledger)


@given(texts)
def test_no_two_doubts_touch_the_same_characters(text):
    seen = set()
    for _, doubt in doubts([Said(line, Role.PARAGRAPH) for line in text.splitlines()]):
        places = {(doubt.block, at) for at in range(doubt.start, doubt.end)}
        assert not places & seen
        seen |= places


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "柳州市",
        "柳州市永兴县",
        "“",
        "”",
        "（1",
        "O1",
        "l",
        "共",
        "共1种，",
        "1种，",
        "分别",
        "其中1种",
        "and",
        "永",
        "《甲",
    ],
)
def test_cost_is_linear_whatever_the_text(unit):
    once, twice = unit * (10_000 // len(unit)), unit * (20_000 // len(unit))

    def read(text):
        return list(doubts([Said(text, Role.PARAGRAPH)]))

    assert growth(read, once, twice, 3) <= 3


def test_a_ruin_of_marks_is_one_doubt():
    """A block full of brackets is no prose with a slip in it, and nobody reads a doubt for each."""
    found = [doubt for _, doubt in doubts([Said("（" * 500, Role.PARAGRAPH)])]

    assert len(found) == 1
    assert "500 marks" in found[0].reason
