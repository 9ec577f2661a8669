"""Ours, and the simple checks it is compared with: each takes a text and says what it doubts."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, NamedTuple

import rjieba

from benchmarks.readings.knowledge import look_alikes
from benchmarks.readings.score import Doubted
from pipeline.model.article import Kind, State
from pipeline.normalise import normalise
from pipeline.normalise.readings import READING_RULES
from pipeline.read import make_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.model.article import Correction

_HAN_RUN = re.compile("[\u4e00-\u9fff]+")


class System(NamedTuple):
    name: str
    run: Callable[[str], list[Doubted]]


def ours(text: str) -> list[Doubted]:
    """The readings of the ledger; a name wrong throughout is doubted at each of its places."""
    article = normalise(make_source("text.txt", text))
    return [
        doubt
        for one in article.ledger
        if one.kind is Kind.READING and one.state is not State.REJECTED
        for doubt in _doubted(one)
    ]


def _doubted(one: Correction) -> Iterator[Doubted]:
    proposals = (*(() if one.after is None else (one.after,)), *one.alternatives)
    applied = one.state is State.APPLIED
    for start, end in one.places or (one.span,):
        yield Doubted(start, end, proposals, applied, one.rule)


def without_readings(text: str) -> None:
    """The same work without any doubt, to know what doubting costs."""
    normalise(make_source("text.txt", text), {rule.name: "off" for rule in READING_RULES})


def single_characters(text: str) -> list[Doubted]:
    """Two single characters side by side where a word could be: the check people write first.

    >>> [(one.start, one.end) for one in single_characters("入园的企业")]
    [(0, 2), (1, 3)]
    """
    out = []
    for run in _HAN_RUN.finditer(text):
        at = run.start()
        words = []
        for word in rjieba.cut(run[0], hmm=False):
            words.append((at, word))
            at += len(word)
        out += [
            Doubted(left, left + 2)
            for (left, one), (_, other) in pairwise(words)
            if len(one) == len(other) == 1
        ]
    return out


#: A reading must be so much likelier (natural logarithm) than what stands there …
_LIKELIER = 5.0
#: … among so many characters on either side.
_AROUND = 5
_LONGEST_WORD = 4
#: Words in the whole of the dictionary's corpus, near enough.
_CORPUS = 6e7


@cache
def _log_share(word: str) -> float | None:
    """The logarithm of a word's share of the corpus; None for what is no word.

    The dictionary doesn't tell counts; the one it would need to keep a word whole is its own
    count and one, where it is already kept whole.
    """
    if len(word) > 1 and not rjieba.has_word(word):
        return None
    return log(max(1, rjieba.suggest_freq(word) - 1) / _CORPUS)


def _likelihood(text: str) -> float:
    """Of the likeliest way to cut a run of Han into words."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(max(0, end - _LONGEST_WORD), end):
            share = _log_share(text[start:end])
            if share is not None:
                ways.append(best[start] + share)
        best.append(max(ways))
    return best[-1]


def dictionary(text: str) -> list[Doubted]:
    """A unigram dictionary and look-alikes: doubt a character when another in its place makes
    the words around it much likelier. It is given the very table the errors were drawn from.
    """
    table = look_alikes()
    out = []
    for run in _HAN_RUN.finditer(text):
        said = run[0]
        for i, character in enumerate(said):
            if character not in table:
                continue
            left, right = said[max(0, i - _AROUND) : i], said[i + 1 : i + 1 + _AROUND]
            as_it_is = _likelihood(left + character + right)
            gains = [
                (_likelihood(left + other + right) - as_it_is, other) for other in table[character]
            ]
            gain, other = max(gains)
            if gain > _LIKELIER:
                at = run.start() + i
                out.append(Doubted(at, at + 1, (other,)))
    return out


BASELINES = (System("single characters", single_characters), System("dictionary", dictionary))
