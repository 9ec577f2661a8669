"""A character taken for one that looks like it: 人驻 where 入驻 was meant.

At every place that is surprising to the lexicon, the look-alikes of the character are tried
(``look_alikes.txt``, made from the shapes in print). What speaks for one is weighed: that the
characters follow one another more likely, that they fall into likelier words, that the pair is
rare, that the article says elsewhere what would stand here. What speaks against: that the
article says again what stands here, since a string that comes back is meant.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.model.article import Evidence
from pipeline.normalise.readings.grounds import instead
from pipeline.normalise.readings.lexicon import Numbers, lexicon
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said
from pipeline.normalise.readings.running import Running, running
from pipeline.normalise.readings.weighing import Changes, certainty, found, likelier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_TABLE = Path(__file__).parent.parent / "tables" / "look_alikes.txt"

#: Numbers in Han digits read well whatever digit stands there.
_DIGITS = frozenset("〇零一二三四五六七八九十百千万亿")

#: Where it is worth looking closer: nine of ten slips are that surprising, one place in seven is.
_SURPRISING, _RARE_PAIR = 21.0, 9.0
_LIKELIER = 4.0

_WEIGHTS = {
    "likelier": 0.18,
    "wordier": 0.52,
    "in a word": 0.29,
    "usual word": -0.03,
    "makes a word": -0.19,
    "weaker pair": -0.41,
    "stronger pair": -0.1,
    "said again": -2.8,
    "said so": 1.45,
    "rare": 0.15,
    "common": 0.05,
    "before": -0.06,
    "after": 0.12,
    "own": 1.29,
    "all else": -5.63,
}
_LEAST = 1.5


class _Table(NamedTuple):
    """For the code point c, the look-alikes are [first[c], first[c + 1]) of the other two."""

    first: NDArray[np.int32]
    others: NDArray[np.uint64]
    alike: Numbers


@functools.cache
def _look_alikes() -> _Table:
    counts = np.zeros(0x10001, np.int32)
    others, alike = [], []
    for line in sorted(_TABLE.read_text("utf-8").splitlines()):
        character, *rest = line.split(" ")
        if character == "#" or character in _DIGITS:
            continue
        kept = [(one[0], int(one[1:])) for one in rest if one[0] not in _DIGITS]
        counts[ord(character) + 1] = len(kept)
        others += [ord(other) for other, _ in kept]
        alike += [hundredths / 100 for _, hundredths in kept]
    return _Table(
        np.cumsum(counts, dtype=np.int32),
        np.array(others, np.uint64),
        np.array(alike, np.float32),
    )


def alike(one: str, other: str) -> bool:
    """Whether two characters look so much alike that one may be taken for the other.

    >>> alike("人", "入"), alike("人", "民")
    (True, False)
    """
    table = _look_alikes()
    return any(
        ord(b) in table.others[table.first[ord(a)] : table.first[ord(a) + 1]]
        for a, b in ((one, other), (other, one))
        if ord(a) < len(table.first) - 1
    )


def candidates(line: Running) -> Changes:
    """Every look-alike at every surprising place that would read likelier at once."""
    table = _look_alikes()
    suspicious = line.han & (line.surprise > _SURPRISING) & (line.weaker < _RARE_PAIR)
    places = np.flatnonzero(suspicious)
    here = line.codes[places].astype(np.intp)
    how_many = table.first[here + 1] - table.first[here]
    at = np.repeat(places, how_many)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(how_many) - how_many, how_many)
    which = np.repeat(table.first[here], how_many) + nth
    tried = Changes(at, 1, table.others[which][:, None], table.alike[which])
    known = lexicon()
    seen = known.count(line.codes[at - 1], tried.after[:, 0]) > 0
    seen[~seen] = known.count(tried.after[~seen, 0], line.codes[at[~seen] + 1]) > 0
    return likelier(line, tried.chosen(seen), _LIKELIER)


def find_look_alikes(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """Characters that were perhaps taken for one that looks like them.

    >>> from pipeline.model.article import Role
    >>> text = "已有三十多家企业人驻产业园，全省贷币信贷总量合理增长。"
    >>> for doubt in find_look_alikes([Said(text, Role.PARAGRAPH)]):
    ...     print(doubt.start, doubt.after, doubt.reason)
    8 入 “人驻” is in no dictionary, “入驻” is
    16 货 “贷币” is in no dictionary, “货币” is

    Leaves alone what is a word, what comes back in the article, names, text in traditional
    script, and puns that stand for themselves:

    >>> text = "万牛奔腾的草原上，卜宏图和冼若兰说起家史，己亥年的旧事历历在目。"
    >>> list(find_look_alikes([Said(text, Role.PARAGRAPH)]))
    []
    """
    line = running(blocks)
    for one in found(line, candidates(line), _WEIGHTS, _LEAST):
        block, at = line.place(one.at)
        yield Doubt(
            block, at, at + 1, one.after, instead(line, one), certainty(one.odds), one.alternatives
        )


RULES = (ReadingRule("look-alike", Evidence.REASON, find_look_alikes),)
