"""A long paragraph: what merging it costs grows with it, and the merge is as exact."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from pipeline.draft import Base, BaseBlock, Block, Content
from pipeline.draft import hunks as hunks_module
from pipeline.draft.hunks import WHOLE, hunks
from pipeline.draft.merge import merge
from pipeline.draft.read import ReadBlock
from pipeline.draft.rebuild import Citations, voiced
from pipeline.draft.remarks import kept_remarks
from pipeline.draft.verdicts import verdicts_of
from pipeline.draft.words import Text, line
from pipeline.model.manuscript import Doubt, Remark, Run
from tests.growth import calls

MOST = 2.2
"""Times the work for twice the text."""


def prose(characters: int, seed: int = 1) -> str:
    dice = random.Random(seed)
    letters = [chr(0x4E00 + n) for n in range(600)]
    return "".join(dice.choice(letters) for _ in range(characters))


def edited(text: str, seed: int, every: int = 500) -> str:
    """A few characters struck out, typed over and put in, in every stretch of so many."""
    dice = random.Random(seed)
    parts = [text[at : at + every] for at in range(0, len(text), every)]
    for n, part in enumerate(parts):
        at = dice.randrange(len(part) - 9)
        parts[n] = part[:at] + dice.choice(["", "改", "添几字"]) + part[at + dice.randint(1, 9) :]
    return "".join(parts)


def words(text: str):
    return (Text(text),)


@pytest.fixture
def cells(monkeypatch):
    """How many pairs of keys were held against one another."""
    counted = [0]

    def opcodes(one, other):
        counted[0] += len(one) * len(other)
        return Indel.opcodes(one, other)

    monkeypatch.setattr(hunks_module, "Indel", SimpleNamespace(opcodes=opcodes))
    return counted


def merged(characters: int):
    base = prose(characters)
    return merge(words(base), words(edited(base, 2)), words(edited(base, 3)))


def rewritten(characters: int):
    versions = (prose(characters, seed) for seed in (1, 2, 3))
    return merge(*map(words, versions))


def rebuilt(characters: int):
    base = prose(characters)
    return list(voiced(words(edited(base, 2)), [Run(base)], Citations([])))


def remarked(characters: int):
    """A remark with a doubt on every fiftieth character, carried on and decided."""
    base = prose(characters)
    was, now = Content(words(base)), Content(words(edited(base, 2)))
    remarks = tuple(
        Remark("p", at, at + 1, ("",), (f"c-{at}",), (Doubt(f"c-{at}", at, at + 1, "改"),))
        for at in range(0, characters, 50)
    )
    block = Block("p", "body", was)
    kept = list(kept_remarks(remarks, {"p": was}, {"p": now}))
    draft = {"p": ReadBlock("p", "body", now)}
    return kept, verdicts_of(Base((BaseBlock(block, was),), remarks, {}, {}), draft, ())


@pytest.mark.parametrize("work", [merged, rewritten, rebuilt, remarked])
def test_work_grows_with_the_paragraph(work, cells):
    once = calls(lambda: work(10_000))
    cells[0] = 0
    assert calls(lambda: work(20_000)) <= MOST * once
    assert cells[0] <= 2 * WHOLE * 20_000  # a merge lays two versions beside the base


def test_a_long_paragraph_is_merged_as_exactly_as_a_short_one():
    base = prose(3 * WHOLE)
    ours, theirs = (
        f"{base[:at]}{word}{base[at + 2 :]}" for at, word in ((7, "甲"), (-9, "乙乙乙"))
    )
    both = f"{base[:7]}甲{base[9:-9]}乙乙乙{base[-7:]}"
    out = merge(words(base), words(ours), words(theirs))
    assert (line(out.words), out.clashes) == (both, ())


def test_in_a_long_paragraph_no_more_is_changed_than_was():
    base = prose(5 * WHOLE)
    now = edited(base, 4)
    found = hunks(base, now)
    changed = sum(one.high - one.low + one.other_high - one.other_low for one in found)
    assert changed == Indel.distance(base, now)


rows = st.text("甲乙丙", max_size=60) | st.text("甲乙丙丁", max_size=9).map(lambda one: one * 5)


@given(rows, rows, st.sampled_from([0, 2, 8]), st.sampled_from([1, 2, 5]))
def test_what_lies_between_hunks_is_the_same(one, other, whole, run):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hunks_module, "WHOLE", whole)
        patch.setattr(hunks_module, "RUN", run)
        found = hunks(one, other)
    said = ""
    at = 0
    for hunk in found:
        assert hunk.low < hunk.high or hunk.other_low < hunk.other_high
        said += one[at : hunk.low] + other[hunk.other_low : hunk.other_high]
        at = hunk.high
    assert said + one[at:] == other
