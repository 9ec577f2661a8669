"""Characters said twice: 通过通过 where 通过 was meant.

Chinese doubles words in good prose (人人, 高高兴兴, 研究研究, 一个一个). So one character said
twice is weighed: whether the rest reads better without; if both together are a word of a
dictionary (常常, 年年), by weights of their own. A word of two said twice is doubted unless it
is said so on purpose, and three characters and more said twice are no word's doubling.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.readings.classics import classics
from pipeline.normalise.readings.doubled import character_is_meant, is_counted, run_is_meant
from pipeline.normalise.readings.lexicon import NUMERALS, RAREST, Numbers, lexicon
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said
from pipeline.normalise.readings.running import Places, Running, running
from pipeline.normalise.readings.weighing import Changes, certainty, found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_LONGEST = 40

_PLAIN = {
    "likelier": 0.2,
    "wordier": 0.4,
    "phrased": 0.23,
    "in a word": -0.1,
    "usual word": 0.02,
    "makes a word": -0.18,
    "weaker pair": -0.37,
    "stronger pair": 0.09,
    "said again": 0.6,
    "said so": -1.21,
    "rare": 0.44,
    "before": -0.02,
    "after": 0.08,
    "weaker pair then": 0.05,
    "stronger pair then": 0.05,
    "three now": -0.1,
    "three then": -0.07,
    "own": -0.28,
    "all else": -6.22,
}
_A_WORD = {
    "likelier": 0.28,
    "wordier": 0.44,
    "phrased": 0.32,
    "in a word": -0.19,
    "usual word": 0.02,
    "makes a word": -0.48,
    "weaker pair": 0.35,
    "stronger pair": 0.09,
    "said again": -0.5,
    "said so": 0.16,
    "rare": -0.02,
    "before": -0.12,
    "after": 0.07,
    "weaker pair then": -0.13,
    "stronger pair then": -0.13,
    "three now": 0.09,
    "three then": 0.09,
    "own": -0.28,
    "all else": -6.05,
}
_LEAST_PLAIN, _LEAST_A_WORD = 1.2, 1.2
#: Where one word ends and another begins so (洪水水头), more must speak for a slip.
_LEAST_MEETING = 3.2
_USUAL = 3.0  # from here on, both together count as a word

#: What comes again oftener than this in a row is a sound, a pattern, a line to be filled in.
_MOST_TIMES = 4

#: So many characters on either side tell whether it is the same passage.
_AROUND = 6


def candidates(line: Running, width: int) -> Changes:
    """Every run of ``width`` Han that stands twice in a row; the second would go. What comes
    again and again is no slip, but a pattern.
    """
    han = line.han
    same = (line.codes[width:] == line.codes[:-width]) & han[width:] & han[:-width]
    edges = np.flatnonzero(np.diff(same.astype(np.int8), prepend=0, append=0))
    starts, ends = edges[::2], edges[1::2]
    pattern = ends - starts > _MOST_TIMES * width
    inside = np.zeros(len(same) + 1, np.int64)
    inside[starts[pattern]] += 1
    inside[ends[pattern]] -= 1
    same &= np.cumsum(inside)[:-1] == 0
    ahead = np.concatenate([[0], np.cumsum(same)])
    twice = ahead[width:] - ahead[:-width] == width
    at = np.flatnonzero(twice) + width
    nothing = np.zeros((len(at), 0), np.uint64)
    return Changes(at, width, nothing, _usual(line, at, width))


def _usual(line: Running, at: Places, width: int) -> Numbers:
    """How usual the doubled run is as a word of a dictionary (人人, 商量商量); 0 if it is none."""
    if width > 1 or not len(at):
        return np.zeros(len(at), np.float32)
    run = line.codes[at[:, None] + np.arange(-width, width)]
    usual: Numbers = np.maximum(lexicon().word(*run.T) - RAREST, 0).astype(np.float32)
    return usual


def _runs(line: Running) -> Iterator[tuple[int, int, Certainty]]:
    """Where a run of two or more starts again, and how long it is; the longest first."""
    taken: set[int] = set()
    for width in range(_LONGEST, 1, -1):
        for at in candidates(line, width).at.tolist():
            touched = range(at - width, at + width)
            run = line.text[at : at + width]
            on_purpose = run_is_meant(line.text, at) if width == 2 else is_counted(run)
            if taken.isdisjoint(touched):
                # What is said so on purpose isn't cut in two elsewhere: 选我选我选我.
                taken.update(touched)
                if on_purpose:
                    continue
                yield at, width, Certainty.HIGH if width > 2 else Certainty.MEDIUM


def _exclaimed(line: Running, at: Places) -> NDArray[np.bool_]:
    """Whether nothing but the one character stands between two marks: 有有有，刚刚到的。"""
    new = np.flatnonzero(line.codes[1:] != line.codes[:-1]) + 1  # where another character begins
    after = np.searchsorted(new, at, side="right")
    ends = np.append(new, len(line.codes) - 1)[after]
    starts = np.concatenate([[0], new])[after]
    alone: NDArray[np.bool_] = ~line.han[starts - 1] & ~line.han[ends]
    return alone


def _coming_back(line: Running, at: Places) -> NDArray[np.bool_]:
    """Whether both characters with the next one, or with the one before, stand in the article
    elsewhere too (龙龙铁路). The same passage printed twice has the same slip twice.
    """
    around: dict[tuple[int, str], set[str]] = {}
    threes = [
        [(shift, line.text[one - shift : one - shift + 3]) for shift in (1, 2)]
        for one in at.tolist()
    ]
    for both, one in zip(threes, at.tolist(), strict=True):
        for three in both:
            around.setdefault(three, set()).add(line.text[one - _AROUND : one + _AROUND])
    return np.array([any(len(around[three]) > 1 for three in both) for both in threes], np.bool_)


def single(line: Running) -> tuple[Changes, Changes]:
    """Every single character that stands twice, if it isn't called out, comes back so nowhere and
    is no numeral (十五五, 五五分成): those that are no usual word together, and those that are.
    """
    tried = candidates(line, 1)
    meant = np.isin(line.codes[tried.at], NUMERALS)
    meant |= _exclaimed(line, tried.at) | _coming_back(line, tried.at)
    tried = tried.chosen(~meant)
    word = tried.own > _USUAL
    plain = tried.chosen(~word)
    return replace(plain, own=_meeting(line, plain.at)), tried.chosen(word)


def _meeting(line: Running, at: Places) -> Numbers:
    """How usual the rarer of two words is that meet there, one ending in the first character and
    one beginning with the second: 大队 and 队长 in 大队队长, 中试 and 试验. 0 where they don't.
    """
    before, after = np.zeros((2, len(at)), np.float32)
    for size in (2, 3):
        first = line.codes[at[:, None] + np.arange(-size, 0)]
        second = line.codes[at[:, None] + np.arange(size)]
        before = np.maximum(before, lexicon().word(*first.T) - RAREST)
        after = np.maximum(after, lexicon().word(*second.T) - RAREST)
    rarer: Numbers = np.minimum(before, after)
    return rarer


def _single(line: Running) -> Iterator[tuple[int, int, Certainty]]:
    """Single characters that would read better if they stood once."""
    plain, words = single(line)
    for tried, weights, least in (
        (plain, _PLAIN, _LEAST_PLAIN),
        (words, _A_WORD, _LEAST_A_WORD),
    ):
        for one in found(line, tried, weights, least):
            meeting = one.odds < _LEAST_MEETING and _meeting(line, np.array([one.at])).all()
            if not meeting and not character_is_meant(line, one.at):
                yield one.at, 1, certainty(one.odds)


def find_repeated(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """Characters that stand twice in a row where once was meant.

    >>> from pipeline.model.article import Role
    >>> text = "让让群众得实惠，通过通过改革，推动产业转型推动产业转型升级。"
    >>> for doubt in find_repeated([Said(text, Role.PARAGRAPH)]):
    ...     print(doubt.start, text[doubt.start : doubt.end])
    1 让
    10 通过
    21 推动产业转型
    >>> [doubt.start for doubt in find_repeated([Said("社会面临面临的困难，", Role.PARAGRAPH)])]
    [4]
    >>> doubt, = find_repeated([Said("把好关口，让让让美了、产业兴了、百姓笑了。", Role.PARAGRAPH)])
    >>> doubt.start, doubt.end, doubt.reason
    (6, 8, '“让” stands 3 times in a row')

    Leaves alone words that are doubled to say something:

    >>> text = "人人高高兴兴，天天研究研究，一个一个常常来看看；目的的确达到了，再研究研究。"
    >>> text += "符合本规定规定的条件；围绕“县县优秀、项项优秀”目标。"
    >>> text += "“十五五”时期，县县有品牌，碑上规规整整，算力达到十亿亿次，洪水水头已过。"
    >>> text += "第一支队支队长用锁锁死了门；基督教教会；5月6日日本队到达。"
    >>> text += "这特别特别难，能不能不去？他五体投地地佩服。实事求是是作风。"
    >>> text += "用监管管出公平、管出效率，扩大公众参与与监督。"
    >>> list(find_repeated([Said(text, Role.PARAGRAPH)]))
    []
    """
    line = running(blocks)
    for at, width, times, sure in _together(line, sorted([*_runs(line), *_single(line)])):
        block, start = line.place(at)
        often = "twice" if times == 1 else f"{times + 1} times"
        reason = f"“{line.text[at : at + width]}” stands {often} in a row"
        yield Doubt(block, start, start + width * times, "", reason, sure)


def _together(
    line: Running, found: Iterable[tuple[int, int, Certainty]]
) -> list[tuple[int, int, int, Certainty]]:
    """What stands three times is one doubt, not two: where, how long, how often too often."""
    out: list[tuple[int, int, int, Certainty]] = []
    for at, width, sure in found:
        if out:
            start, length, times, surest = out[-1]
            run, before = line.text[at : at + width], line.text[start : start + length]
            if at == start + length * times and run == before:
                out[-1] = start, length, times + 1, min(surest, sure, key=list(Certainty).index)
                continue
        out.append((at, width, 1, sure))
    return out


RULES = (ReadingRule("repeated", Evidence.REASON, find_repeated, (classics,)),)
