"""Sentences laid side by side by the thousand: as one by one, and marks put aside none too many."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from pipeline.collate.joined import joined
from pipeline.collate.marks import Marks, marks_of, may_be_alike, may_tell_the_same
from pipeline.collate.prints import paired
from pipeline.collate.reuse import ALIKE_BESIDE
from pipeline.collate.side_by_side import (
    LEAST_CONTAINED,
    RUN,
    SideBySide,
    alike_beside,
    tell_the_same,
)

LETTERS = st.text("天地玄黄宇宙", max_size=24)
#: One of a few sentences, a part of it, or the two ends of it with others between.
SENTENCE = st.builds(
    lambda start, own, end, cut: (start + own + end)[cut:],
    st.sampled_from(["寒来暑往秋收冬藏闰余成岁律吕调阳", "云腾致雨露结为霜金生丽水玉出昆冈", ""]),
    LETTERS,
    st.sampled_from(["剑号巨阙珠称夜光果珍李柰菜重芥姜", ""]),
    st.integers(0, 12),
)
SENTENCES = st.lists(SENTENCE, min_size=1, max_size=6)


def _all_pairs(texts):
    """Every sentence with every one, in both orders and with itself."""
    places = np.arange(len(texts), dtype=np.uint32)
    one, other = np.repeat(places, len(texts)), np.tile(places, len(texts))
    return SideBySide(tuple(texts), one, other)


def _each(pairs):
    for one, other in zip(pairs.one.tolist(), pairs.other.tolist(), strict=True):
        yield pairs.texts[one], pairs.texts[other]


def _holds_most(one, other):
    runs, others = ({a[i : i + RUN] for i in range(len(a) - RUN + 1)} for a in (one, other))
    least = min(len(runs), len(others))
    return least > 0 and len(runs & others) >= LEAST_CONTAINED * least


def _alike(one, other):
    return min(len(one), len(other)) >= RUN and fuzz.ratio(one, other) >= ALIKE_BESIDE


def _marks(texts, size):
    bits = marks_of(texts, size)
    return lambda places: Marks(bits[places], np.array([len(texts[n]) - size + 1 for n in places]))


@given(SENTENCES)
def test_many_at_a_time_tell_the_same_as_each_alone(texts):
    pairs = _all_pairs(texts)
    assert tell_the_same(pairs).tolist() == [_holds_most(*pair) for pair in _each(pairs)]
    assert alike_beside(pairs).tolist() == [_alike(*pair) for pair in _each(pairs)]


@given(SENTENCES)
def test_marks_put_aside_none_that_tell_the_same(texts):
    pairs = _all_pairs(texts)
    by_run, by_letter = _marks(texts, RUN), _marks(texts, 1)
    may = may_tell_the_same(by_run(pairs.one), by_run(pairs.other))
    assert may[tell_the_same(pairs)].all()
    may = may_be_alike(by_letter(pairs.one), by_letter(pairs.other))
    assert may[alike_beside(pairs)].all()


def test_no_pairs_have_no_answer():
    none = np.zeros(0, dtype=np.uint32)
    for texts in ((), ("寒来暑往秋收冬藏",)):
        assert len(tell_the_same(SideBySide(texts, none, none))) == 0
        assert len(alike_beside(SideBySide(texts, none, none))) == 0


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
def test_joined_numbers_have_the_least_of_them_as_head(pairs):
    groups = {number: {number} for number in range(21)}
    for one, other in pairs:
        both = groups[one] | groups[other]
        for number in both:
            groups[number] = both
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    heads = joined(21, paired(ends[:, 0], ends[:, 1]))
    assert heads.tolist() == [min(groups[number]) for number in range(21)]
