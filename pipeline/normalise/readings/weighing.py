"""How much better a place would read with other characters there: what speaks for it, weighed.

Nothing here knows which characters to try; the rules do. What is asked of a change is in
``FACTS``; a rule has a weight for each. The weights were fitted to errors put into clean text
(logistic regression), so their sum says how likely the change is what was meant: 0 is even odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.model.article import Certainty
from pipeline.normalise.readings.lexicon import (
    FIRST_HAN,
    LONGEST_WORD,
    RAREST,
    Codes,
    Numbers,
    lexicon,
)
from pipeline.normalise.readings.running import REACH, Places
from pipeline.normalise.readings.word_pairs import phrased

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from pipeline.normalise.readings.running import Running

#: What is asked of a change, in this order.
FACTS = (
    "likelier",  # how much likelier the characters follow one another afterwards
    "wordier",  # how much likelier the words are that the place falls into
    "phrased",  # how much likelier those words follow one another
    "in a word",  # characters beyond one of the word that the place is part of now
    "usual word",  # how frequent that word is
    "makes a word",  # characters beyond one of the word it would be part of
    "weaker pair",  # how often the rarer pair at the place was seen
    "stronger pair",  # how often the commoner one was
    "said again",  # how often the article says the pair elsewhere: it means it
    "said so",  # how often the article says elsewhere what would stand here
    "rare",  # how rare the character is that goes: a name, a term
    "common",  # how common the character is that comes
    "before",  # how likely the place is now
    "after",  # how likely it would be
    "weaker pair then",  # how often the rarer pair was seen that would stand here
    "stronger pair then",  # and the commoner one
    "three now",  # how often the commonest three characters at the place were seen
    "three then",  # and what would stand there
    "own",  # what the rule itself knows: how alike two characters look, say
)


@dataclass(frozen=True, slots=True)
class Changes:
    """Many changes of one kind: from ``at``, ``width`` characters become those of ``after``.

    ``after`` has a row for each change; ``own`` is what the rule itself knows of it.
    """

    at: Places
    width: int
    after: Codes
    own: Numbers

    def chosen(self, which: NDArray[np.bool_] | Places) -> Changes:
        return Changes(self.at[which], self.width, self.after[which], self.own[which])


class _Words(NamedTuple):
    """Of a window: how likely its best words are; the length and the likelihood of the longest
    word that touches the changed characters.
    """

    likely: Numbers
    length: NDArray[np.int64]
    word: Numbers


def _windows(running: Running, changes: Changes) -> tuple[Codes, Codes]:
    """What stands around each change, before and after: a row each, the same reach beside it."""
    left = running.codes[changes.at[:, None] + np.arange(-REACH, 0)]
    right = running.codes[changes.at[:, None] + changes.width + np.arange(REACH)]
    now = running.codes[changes.at[:, None] + np.arange(changes.width)]
    return np.hstack([left, now, right]), np.hstack([left, changes.after, right])


def _likely(window: Codes, width: int) -> Numbers:
    """How likely the changed characters and the two after them follow what is before them."""
    first, second, third = (window[:, REACH - 2 + i : REACH + width + i] for i in range(3))
    total: Numbers = lexicon().likely(first, second, third).sum(axis=1)
    return total


def _words(window: Codes, width: int) -> _Words:
    """The best way to cut each row into words: the most likely one, as dictionaries count."""
    rows, length = window.shape
    han = window >= FIRST_HAN
    scores: dict[tuple[int, int], Numbers] = {}
    for n in range(1, LONGEST_WORD + 1):
        last = length - n + 1
        score = lexicon().word(*(window[:, i : i + last] for i in range(n)))
        whole = np.logical_and.reduce([han[:, i : i + last] for i in range(n)])
        score = np.where(whole, score, 0 if n == 1 else -np.inf)
        scores.update({(i, i + n): score[:, i] for i in range(last)})
    forward = [np.zeros(rows, np.float32)]
    for j in range(1, length + 1):
        ends = [forward[i] + scores[i, j] for i in range(max(0, j - LONGEST_WORD), j)]
        forward.append(np.max(ends, axis=0))
    backward = [np.zeros(rows, np.float32)]
    for i in range(length - 1, -1, -1):
        begins = [
            backward[j - i - 1] + scores[i, j]
            for j in range(i + 1, min(i + LONGEST_WORD, length) + 1)
        ]
        backward.insert(0, np.max(begins, axis=0))
    best = forward[-1]
    longest = np.ones(rows, np.int64)
    likely = np.full(rows, RAREST, np.float32)
    for (i, j), score in scores.items():
        if j - i > 1 and i < REACH + width and j > REACH:
            taken = (forward[i] + score + backward[j] >= best - 1e-3) & (score > likely)
            longest = np.where(taken, j - i, longest)
            likely = np.where(taken, score, likely)
    return _Words(best, longest, likely)


def _phrased(now: Codes, then: Codes) -> Numbers:
    """How much likelier the words of each row follow one another afterwards."""
    if now.shape != then.shape:
        gain: Numbers = phrased(then) - phrased(now)
        return gain
    both = phrased(np.concatenate([now, then]))
    return both[len(now) :] - both[: len(now)]


def _in_article(running: Running, window: Codes, width: int) -> Numbers:
    """How often the article says the commonest pair of Han that touches the changed characters."""
    edge = slice(REACH - 1, REACH + width + 1)
    row = window[:, edge]
    pairs = (row[:, :-1] >= FIRST_HAN) & (row[:, 1:] >= FIRST_HAN)
    counts: Numbers = (running.says(row[:, :-1], row[:, 1:]) * pairs).max(axis=1)
    return counts


def _seen(window: Codes, width: int) -> tuple[Numbers, Numbers, Numbers]:
    """How often the rarest and the commonest pair and the commonest three were seen that touch
    the changed characters.
    """
    first, second = (window[:, REACH - 1 + i : REACH + width + i] for i in range(2))
    pairs = lexicon().count(first, second)
    threes = lexicon().count(
        *(window[:, REACH - 2 + i : REACH + max(width, 1) + i] for i in range(3))
    )
    return pairs.min(axis=1), pairs.max(axis=1), threes.max(axis=1)


def likelier(running: Running, changes: Changes, least: float) -> Changes:
    """Those of the changes after which the characters follow one another more likely.

    ``least`` is by how much, as a difference of logarithms.
    """
    now, then = _windows(running, changes)
    gain = _likely(then, changes.after.shape[1]) - _likely(now, changes.width)
    return changes.chosen(gain > least)


def facts(running: Running, changes: Changes) -> Numbers:
    """A row of ``FACTS`` for each change."""
    now, then = _windows(running, changes)
    width = changes.after.shape[1]
    likely_now, likely_then = _likely(now, changes.width), _likely(then, width)
    words_now, words_then = _words(now, changes.width), _words(then, width)
    ones = lexicon().ones
    goes = ones[now[:, REACH : REACH + changes.width]]
    comes = ones[changes.after]
    weaker, stronger, three = _seen(now, changes.width)
    weaker_then, stronger_then, three_then = _seen(then, width)
    nothing = np.zeros(len(now), np.float32)
    columns = (
        likely_then - likely_now,
        words_then.likely - words_now.likely,
        _phrased(now, then),
        np.minimum(words_now.length, 3) - 1,
        np.where(words_now.length > 1, words_now.word - RAREST, 0),
        np.minimum(words_then.length, 3) - 1,
        np.log1p(weaker),
        np.log1p(stronger),
        np.log(np.maximum(_in_article(running, now, changes.width), 1)),
        np.log1p(_in_article(running, then, width)),
        np.log1p(goes.min(axis=1)) if changes.width else nothing,
        np.log1p(comes.min(axis=1)) if width else nothing,
        likely_now,
        likely_then,
        np.log1p(weaker_then),
        np.log1p(stronger_then),
        np.log1p(three),
        np.log1p(three_then),
        changes.own,
    )
    return np.column_stack(columns).astype(np.float32)


def weigh(rows: Numbers, weights: Mapping[str, float]) -> Numbers:
    """The log odds that each change is what was meant."""
    by_fact = np.array([weights.get(name, 0.0) for name in FACTS])
    total: Numbers = (rows @ by_fact + weights["all else"]).astype(np.float32)
    return total


class Found(NamedTuple):
    """A change that speaks for itself: ``odds`` are the logarithm of the odds that it was meant.

    ``alternatives`` are other texts for the same characters that speak nearly as well.
    """

    at: int
    width: int
    after: str
    odds: float
    alternatives: tuple[str, ...] = ()


_NEARLY = 1.5  # how much worse an alternative may speak


def _text(row: Codes) -> str:
    return "".join(map(chr, row.tolist()))


def found(
    running: Running, changes: Changes, weights: Mapping[str, float], least: float
) -> list[Found]:
    """The best change at each place, if its odds reach ``least``; no two touch one another."""
    if not len(changes.at):
        return []
    odds = weigh(facts(running, changes), weights)
    at_place: dict[int, list[tuple[float, str]]] = {}
    for at, row, one in zip(changes.at.tolist(), changes.after, odds.tolist(), strict=True):
        at_place.setdefault(at, []).append((one, _text(row)))
    best = [
        Found(at, changes.width, ranked[0][1], ranked[0][0], tuple(text for _, text in near))
        for at, tried in at_place.items()
        if (ranked := sorted(tried, key=lambda one: (-one[0], one[1])))[0][0] >= least
        for near in [[one for one in ranked[1:3] if one[0] > ranked[0][0] - _NEARLY]]
    ]
    best.sort(key=lambda one: (-one.odds, one.at))
    taken: set[int] = set()
    kept = []
    for one in best:
        touched = range(one.at, one.at + one.width)
        if taken.isdisjoint(touched):
            taken.update(touched)
            kept.append(one)
    return sorted(kept)


_HIGH, _MEDIUM = 5.0, 2.0


def certainty(odds: float) -> Certainty:
    """What the odds are called."""
    if odds >= _HIGH:
        return Certainty.HIGH
    return Certainty.MEDIUM if odds >= _MEDIUM else Certainty.LOW
