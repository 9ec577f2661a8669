"""Two neighbours turned round: 经发济展 where 经济发展 was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.model.article import Evidence
from pipeline.normalise.readings.grounds import instead
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said
from pipeline.normalise.readings.running import Running, running
from pipeline.normalise.readings.weighing import Changes, certainty, found, likelier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Numbers in Han digits read well in any order.
_DIGITS = np.array([ord(digit) for digit in "〇零一二三四五六七八九十百千万亿"], np.uint64)

_SURPRISING, _RARE_PAIR = 21.0, 9.0
_LIKELIER = 6.0

_WEIGHTS = {
    "likelier": 0.14,
    "wordier": 0.3,
    "in a word": -0.08,
    "usual word": -0.09,
    "makes a word": -0.14,
    "weaker pair": 0.04,
    "stronger pair": 0.08,
    "said again": -1.0,
    "said so": 0.89,
    "rare": 0.23,
    "common": 0.23,
    "before": -0.05,
    "after": 0.08,
    "all else": -7.22,
}
_LEAST = 2.0


def candidates(line: Running) -> Changes:
    """Every pair of neighbours at a surprising place that would read likelier turned round."""
    suspicious = (line.surprise > _SURPRISING) & (line.weaker < _RARE_PAIR)
    suspicious &= line.han & ~np.isin(line.codes, _DIGITS)
    differ = line.codes[:-1] != line.codes[1:]
    places = np.flatnonzero(suspicious[:-1] & suspicious[1:] & differ)
    turned = np.column_stack([line.codes[places + 1], line.codes[places]])
    tried = Changes(places, 2, turned, np.zeros(len(places), np.float32))
    return likelier(line, tried, _LIKELIER)


def find_transposed(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """Neighbours that would read as words the other way round.

    >>> from pipeline.model.article import Role
    >>> text = "会议要求，各地要认真彻贯落实会议精神。"
    >>> for doubt in find_transposed([Said(text, Role.PARAGRAPH)]):
    ...     print(text[doubt.start : doubt.end], doubt.after, doubt.reason)
    彻贯 贯彻 “彻贯” is in no dictionary, “贯彻” is

    Leaves alone verse and speech that turn words round because they mean to:

    >>> text = "山歌一唱天就亮，不唱山歌心不甜。"
    >>> list(find_transposed([Said(text, Role.PARAGRAPH)]))
    []
    """
    line = running(blocks)
    for one in found(line, candidates(line), _WEIGHTS, _LEAST):
        block, at = line.place(one.at)
        yield Doubt(
            block, at, at + 2, one.after, instead(line, one), certainty(one.odds), one.alternatives
        )


RULES = (ReadingRule("transposed", Evidence.REASON, find_transposed),)
