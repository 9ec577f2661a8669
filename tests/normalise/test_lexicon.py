"""What the counts say: words, pairs, look-alikes."""

import numpy as np
import pytest

from pipeline.normalise.readings import lexicon as module
from pipeline.normalise.readings.lexicon import codes, hashed, lexicon, packed
from pipeline.normalise.readings.look_alike import _look_alikes


@pytest.mark.parametrize("word", ["入驻", "未来", "未雨绸缪", "产业园", "乡村振兴"])
def test_a_word_is_held(word):
    assert lexicon().holds(word)


@pytest.mark.parametrize("word", ["人驻", "末来", "村点村火", "业园", "入", "", "经济社会发展"])
def test_what_is_no_word_is_not_held(word):
    assert not lexicon().holds(word)


def test_what_is_usual_is_likelier():
    usual, odd = (codes(text)[:, None] for text in ("经济发", "经济友"))
    assert lexicon().likely(*usual)[0] > lexicon().likely(*odd)[0] + 3


def test_a_lookup_finds_what_is_there_and_nothing_else():
    known = lexicon()
    there = known.keys[:-1]
    shelf = known.first[there >> module._SHELF]

    assert (shelf <= np.arange(len(there))).all()
    assert (np.diff(there.astype(np.int64)) > 0).all()
    assert known.count(codes("鏹"), codes("龗"))[0] == 0


def test_hashes_do_not_depend_on_the_machine():
    assert hashed(packed(*codes("人民")[:, None])).tolist() == [2163494140]


PAIRS = (
    "人入 己已 已巳 未末 日曰 土士 千干 淮准 炼练 侯候 问间 贷货 拔拨 令今 免兔 治冶 天夫 大太 "
    "析折 戊戌 王玉 晴睛"
)


@pytest.mark.parametrize("pair", PAIRS.split())
def test_what_looks_alike_is_in_the_table(pair):
    table = _look_alikes()
    here = ord(pair[0])
    others = table.others[table.first[here] : table.first[here + 1]]

    assert ord(pair[1]) in others.tolist()
