"""Which sentences tell the same: shared character n-grams, then containment.

Resemblance of whole sentences misses a sentence told again with a clause more; so what counts
is how much of the shorter one stands in the longer. Runs of characters that many sentences
share (set phrases, names) join nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.passage import Sentence

_GRAM = 6

#: A run of characters in more sentences than this is a set phrase.
_SET_PHRASE = 12

#: At least so many runs in common …
_LEAST_SHARED = 5

#: … and so much of the shorter sentence. 0.6 finds every sentence told again nearly word for
#: word in the trials, and none that shares a clause only.
_LEAST_CONTAINED = 0.6

#: Sentences too short for n-grams must be the same, and at least so long.
_LEAST_EQUAL = 6

_WORDLESS = re.compile(r"[\W_]+")
# A Latin word or a number counts as one character, as an ideograph does.
_UNIT = re.compile(r"[0-9A-Za-z]+(?:\.[0-9]+)*|[^\W_]")


class Pair(NamedTuple):
    """Two sentences, by their place in the list, and how much of the shorter is shared (0–1)."""

    one: int
    other: int
    contained: float


def bare(text: str) -> str:
    """Letters, ideographs and digits alone.

    >>> bare("“淘金”路上，永兴也曾。")
    '淘金路上永兴也曾'
    """
    return _WORDLESS.sub("", text)


def find_pairs(sentences: Sequence[Sentence]) -> list[Pair]:
    """All pairs of sentences that tell the same, inside a source and between sources.

    Cost: linear in the text, since each run is looked at in a bounded number of sentences.
    """
    keys = [bare(sentence.text) for sentence in sentences]
    runs_of = [grams(sentence.text) for sentence in sentences]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, runs in enumerate(runs_of):
        for run in runs:
            where[run].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for places in where.values():
        if 1 < len(places) <= _SET_PHRASE:
            for n, i in enumerate(places):
                for j in places[n + 1 :]:
                    shared[i, j] += 1
    pairs = []
    for (i, j), count in shared.items():
        least = min(len(runs_of[i]), len(runs_of[j]))
        if count >= _LEAST_SHARED and count >= _LEAST_CONTAINED * least:
            pairs.append(Pair(i, j, count / least))
    pairs += _equal_short(keys, runs_of)
    return sorted(pairs)


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of six characters of a text, its marks left out.

    >>> ["".join(run) for run in sorted(grams("产值9.5亿元，增长8%"))]
    ['9.5亿元增长8', '产值9.5亿元增', '值9.5亿元增长']
    """
    units = _UNIT.findall(text)
    return frozenset(tuple(units[i : i + _GRAM]) for i in range(len(units) - _GRAM + 1))


def _equal_short(keys: Sequence[str], runs_of: Sequence[frozenset[tuple[str, ...]]]) -> list[Pair]:
    by_key: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        if len(key) >= _LEAST_EQUAL and len(runs_of[i]) < _LEAST_SHARED:
            by_key[key].append(i)
    return [
        Pair(places[0], other, 1.0)
        for places in by_key.values()
        if len(places) <= _SET_PHRASE
        for other in places[1:]
    ]
