"""What words follow one another: the best way to cut a run of characters, and how likely it is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pipeline.normalise.readings.lexicon import LONGEST_WORD, codes, packed
from pipeline.normalise.readings.word_pairs import _NO_WORD, phrased, word_pairs


def likely(text: str) -> float:
    return float(phrased(codes(text)[None])[0])


@pytest.mark.parametrize(
    ("meant", "slip"),
    [
        ("把握未来五年的任务", "把握末来五年的任务"),
        ("回收率稳在六成以上", "回收率稳左六成以上"),
        ("不法分子借机行骗", "不法份子借机行骗"),
        ("经合议庭同意", "经合义庭同意"),
        ("认真贯彻落实", "认真彻贯落实"),
        ("走了三年，第2次", "走丫三年，第2次"),
    ],
)
def test_what_people_say_is_likelier_than_a_slip(meant, slip):
    assert likely(meant) > likely(slip) + 1.5


def by_hand(text: str) -> float:
    """Every way to cut a text of Han alone, tried one by one."""
    known = word_pairs()

    def one(word: str) -> np.ndarray:
        return packed(*codes(word)[:, None])

    def way(cuts: tuple[int, ...]) -> float:
        total, before, weight = 0.0, np.zeros(1, np.uint64), np.zeros(1, np.float32)
        for start, end in itertools.pairwise((0, *cuts, len(text))):
            alone, after = known.alone(one(text[start:end]))
            if end - start > 1 and np.isinf(alone[0]):
                return -np.inf
            alone = np.maximum(alone, np.float32(_NO_WORD))
            total += float(known.after(before, one(text[start:end]), weight + alone)[0])
            before, weight = one(text[start:end]), after
        return total

    inner = range(1, len(text))
    ways = (cuts for n in range(len(text)) for cuts in itertools.combinations(inner, n))
    return max(
        way(cuts)
        for cuts in ways
        if all(b - a <= LONGEST_WORD for a, b in itertools.pairwise((0, *cuts, len(text))))
    )


@pytest.mark.parametrize("text", ["提高人民生活水平", "统筹城乡发展", "龘龗爨", "的的的", "县"])
def test_the_best_way_is_found_among_all_ways(text):
    assert likely(text) == pytest.approx(by_hand(text), abs=1e-3)


def test_rows_do_not_depend_on_one_another():
    texts = ["今年全县粮食总产", "，３和４、ａｂ第", "未来五年的任务是"]
    together = phrased(np.array([codes(text) for text in texts]))

    assert together.tolist() == [likely(text) for text in texts]


def test_keys_are_sorted_and_no_pair_is_likelier_than_one():
    known = word_pairs()

    assert (np.diff(known.words.astype(np.int64)) > 0).all()
    assert (np.diff(known.pairs.astype(np.int64)) > 0).all()
    assert known.follows.min() > 0
    assert (known.likely < 0).all()
