"""A character taken for one that looks like it: 末来 where 未来 was meant.

At every place that is surprising to the lexicon, the look-alikes of the character are tried
(``look_alikes.txt``, made from the shapes in print, the order of strokes and what a machine that
reads takes for one another). What speaks for one is weighed: that the characters follow one
another more likely, that they fall into likelier words and these follow one another more likely,
that the pair is rare, that the article says elsewhere what would stand here. What speaks against:
that the article says again what stands here, since a string that comes back is meant.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.model.article import Evidence
from pipeline.normalise.readings.classics import old_words
from pipeline.normalise.readings.grounds import doubted
from pipeline.normalise.readings.lexicon import DIGIT, NUMERALS, Codes, Numbers, lexicon
from pipeline.normalise.readings.names import names
from pipeline.normalise.readings.rule import ReadingRule, Said
from pipeline.normalise.readings.running import Running, running
from pipeline.normalise.readings.weighing import Changes, found, likelier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.normalise.readings.rule import Doubt

_TABLE = Path(__file__).parent.parent / "tables" / "look_alikes.txt"

#: Numbers in Han digits read well whatever digit stands there, so none is ever put in.
_DIGITS = frozenset("〇零一二三四五六七八九十")

#: What follows the name of a place: 梧川县, 岱桥镇, 临汀城. Language doesn't know the small ones.
_OF_A_PLACE = np.array([ord(kind) for kind in "县镇乡村寨屯湾城"], np.uint64)

#: Beside what the article speaks of, so much more alike must two characters be.
_LESS_ALIKE = np.float32(0.1)

#: What is counted, behind a number in Han digits: 六户.
_COUNTED = np.array(
    [
        *map(ord, "个户家人名位件条块只头匹张把座栋间层次处所口台辆艘架"),
        *map(ord, "亩斤吨元岁年月天米里倍成级项类种批届"),
    ],
    np.uint64,
)

#: Between these stands any verb: 一称就是八十年, 越扯越宽.
_FRAMES = ((ord("一"), ord("就")), (ord("越"), ord("越")))

#: 由低端到高端: where something comes from, and goes; 引不来, 留不住: what can't be done.
_HELD = re.compile(
    "[由从自](?=[^，。；：]{1,8}[到向至])|(?<=[\u4e00-\u9fff])不(?=[来去起住了动到得上下出进开完])"
)

_OFTEN, _OFTENER = 3, 10.0
_ALIKE = 0.6  # from here on two are alike at a glance, not in a part alone

#: Where it is worth looking closer (nine of ten slips are), and what is worth weighing. What is
#: usual on both sides is meant: 一种. Those alike at a glance are tried at more places.
_SURPRISING, _USUAL_PAIR = 17.0, 40.0
_SURPRISING_AT_A_GLANCE, _USUAL_PAIR_AT_A_GLANCE = 12.0, 200.0
#: Where only the look-alike makes a word, it may stand beside a pair that is usual: 企业|人驻.
_COMMONER, _LIKELIER, _COMMONER_IN_A_WORD = 2.0, 2.0, -4.0

# As ``benchmarks/readings/fit.py`` finds them.
_WEIGHTS = {
    "likelier": 0.12,
    "wordier": 0.31,
    "phrased": 0.33,
    "in a word": -1.58,
    "usual word": 0.21,
    "makes a word": -0.47,
    "weaker pair": -0.29,
    "stronger pair": -0.18,
    "said again": -3.66,
    "said so": 0.85,
    "rare": 0.53,
    "common": -0.28,
    "before": -0.04,
    "after": 0.05,
    "weaker pair then": 0.12,
    "stronger pair then": 0.06,
    "three now": -0.15,
    "three then": 0.15,
    "own": 7.53,
    "all else": -10.41,
}
_LEAST = 1.1  # under two false alarms in 10,000 characters, stories and dialect among them


class _Table(NamedTuple):
    """For the code point c, the look-alikes are [first[c], first[c + 1]) of the other two."""

    first: NDArray[np.int32]
    others: NDArray[np.uint64]
    alike: Numbers


@functools.cache
def _look_alikes() -> _Table:
    lines = [line for line in _TABLE.read_text("utf-8").splitlines() if line[:2] != "# "]
    points = np.frombuffer("\n".join(sorted(lines)).encode("utf-32-le"), np.uint32)
    blanks = np.flatnonzero(points == ord(" "))  # each before a look-alike and two digits
    firsts = np.concatenate([[0], np.flatnonzero(points == ord("\n")) + 1])
    of = points[firsts[np.searchsorted(firsts, blanks, side="right") - 1]]
    others = points[blanks + 1]
    hundredths = (points[blanks + 2] - ord("0")) * 10 + points[blanks + 3] - ord("0")
    digits = np.array([ord(digit) for digit in _DIGITS], np.uint32)
    kept = ~np.isin(others, digits)
    counts = np.bincount(of[kept] + 1, minlength=0x10001)
    return _Table(
        np.cumsum(counts, dtype=np.int32),
        others[kept].astype(np.uint64),
        (hundredths[kept] / 100).astype(np.float32),
    )


def alike(one: str, other: str) -> bool:
    """Whether two characters look so much alike that one may be taken for the other.

    >>> alike("人", "入"), alike("人", "民")
    (True, False)
    """
    table = _look_alikes()
    for a, b in ((one, other), (other, one)):
        if ord(a) < len(table.first) - 1:
            listed = slice(table.first[ord(a)], table.first[ord(a) + 1])
            if (table.alike[listed][table.others[listed] == ord(b)] >= _ALIKE).any():
                return True
    return False


def alike_to(character: str) -> list[tuple[str, float]]:
    """Those that a character may be taken for, and how alike they are, from 0 to 1.

    >>> dict(alike_to("人"))["入"] > 0.9
    True
    """
    table = _look_alikes()
    listed = slice(table.first[ord(character)], table.first[ord(character) + 1])
    alike = zip(table.others[listed].tolist(), table.alike[listed].tolist(), strict=True)
    return [(chr(other), how) for other, how in alike]


def _spoken_of(line: Running) -> NDArray[np.bool_]:
    """Which characters the article speaks of: they stand there far oftener than elsewhere.

    犬牌 and 犬龄 are meant in rules about dogs, though no dictionary has them.
    """
    ones = lexicon().ones
    usual = ones[line.codes] / ones.sum() * len(line.codes)
    often = np.bincount(line.codes.astype(np.intp), minlength=0x10000)[line.codes]
    spoken_of: NDArray[np.bool_] = (often >= _OFTEN) & (often > _OFTENER * usual)
    return spoken_of


def candidates(line: Running) -> Changes:
    """Every look-alike at every surprising place that would read likelier at once."""
    table = _look_alikes()
    readable = line.han.copy()
    # 2目18种: between digits stands a unit, and every one reads best as that of a date.
    digit = line.codes == DIGIT
    readable[1:-1] &= ~(digit[:-2] & digit[2:])
    readable[:-1] &= ~np.isin(line.codes[1:], _OF_A_PLACE)
    readable[:-1] &= ~(np.isin(line.codes[:-1], NUMERALS) & np.isin(line.codes[1:], _COUNTED))
    for before, after in _FRAMES:
        readable[1:-1] &= ~((line.codes[:-2] == before) & (line.codes[2:] == after))
    readable[[found.start() for found in _HELD.finditer(line.text)]] = False
    readable &= ~_spoken_of(line)
    surprising = (line.surprise > _SURPRISING) & (line.weaker < _USUAL_PAIR)
    at_a_glance = (line.surprise > _SURPRISING_AT_A_GLANCE) & (
        line.weaker < _USUAL_PAIR_AT_A_GLANCE
    )
    places = np.flatnonzero(readable & at_a_glance)
    here = line.codes[places].astype(np.intp)
    how_many = table.first[here + 1] - table.first[here]
    at = np.repeat(places, how_many)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(how_many) - how_many, how_many)
    which = np.repeat(table.first[here], how_many) + nth
    worth = surprising[at] | (table.alike[which] >= _ALIKE)
    at, which = at[worth], which[worth]
    # Nearly all slips are among the closest: the square tells these apart from the rest.
    tried = Changes(at, 1, table.others[which][:, None], table.alike[which] ** 2)
    known = lexicon()
    before, after, comes = line.codes[at - 1], line.codes[at + 1], tried.after[:, 0]
    commoner = np.log((known.count(before, comes) + 1) / (line.before[at] + 1))
    commoner += np.log((known.count(comes, after) + 1) / (line.before[at + 1] + 1))
    into_a_word = _in_words(before, comes, after) & ~_in_words(before, line.codes[at], after)
    into_a_word &= table.alike[which] >= _ALIKE
    worth = (commoner > _COMMONER) | (into_a_word & (commoner > _COMMONER_IN_A_WORD))
    likely = likelier(line, tried.chosen(worth), _LIKELIER)
    less = _LESS_ALIKE * _of_its_matter(line, likely).astype(np.float32)
    return replace(likely, own=likely.own - less)


def _of_its_matter(line: Running, tried: Changes) -> NDArray[np.bool_]:
    """Where the character beside is one that the article speaks of, in many ways: of umbrellas it
    says 订伞. What it would say instead (打伞) it says nowhere, and would, were that meant.
    """
    spoken_of = _spoken_of(line)
    before, after, comes = line.codes[tried.at - 1], line.codes[tried.at + 1], tried.after[:, 0]
    said = (line.says(before, comes) > 0) | (line.says(comes, after) > 0)
    beside: NDArray[np.bool_] = spoken_of[tried.at - 1] | spoken_of[tried.at + 1]
    return beside & ~said


def _in_words(before: Codes, here: Codes, after: Codes) -> NDArray[np.bool_]:
    """Whether a character is a word with the one before it, or with the one after."""
    found: NDArray[np.bool_] = (
        np.maximum(lexicon().word(before, here), lexicon().word(here, after)) > -np.inf
    )
    return found


def find_look_alikes(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """Characters that were perhaps taken for one that looks like them.

    >>> from pipeline.model.article import Role
    >>> text = "把握末来五年的任务，解决群众反映强烈的间题，提高人民生活水乎。"
    >>> for doubt in find_look_alikes([Said(text, Role.PARAGRAPH)]):
    ...     print(doubt.start, doubt.after, doubt.reason)
    2 未 “末来” is in no dictionary, “未来” is
    19 问 “间题” is in no dictionary, “问题” is
    29 平 “水乎” is in no dictionary, “水平” is

    >>> doubt, = find_look_alikes([Said("已有三家企业人驻，运行良好。", Role.PARAGRAPH)])
    >>> doubt.start, doubt.after
    (6, '入')

    Leaves alone what is a word, what comes back in the article, names, text in traditional
    script, and puns that stand for themselves:

    >>> text = "万牛奔腾的草原上，卜宏图和冼若兰说起家史，己亥年的旧事历历在目。"
    >>> list(find_look_alikes([Said(text, Role.PARAGRAPH)]))
    []

    Leaves alone what a frame holds (由 … 到, 一 … 就), and what is counted:

    >>> text = "产业由低端到高端，一称就是八十年，六户人家，人才引不来、留不住。"
    >>> list(find_look_alikes([Said(text, Role.PARAGRAPH)]))
    []
    """
    line = running(blocks)
    for one in found(line, candidates(line), _WEIGHTS, _LEAST):
        yield doubted(line, one)


RULES = (ReadingRule("look-alike", Evidence.REASON, find_look_alikes, (names, old_words)),)
