"""Which sentences of an archive may tell the same: winnowed prints, their sizes bounded.

A print is the hash of a run of eight characters; of each eight neighbouring runs the least is kept
(Schleimer, Wilkerson and Aiken 2003), so that any fifteen characters two sentences share leave a
print that both have. What many documents share is a set phrase and joins nothing: so the work grows
with the text and not with its square. Places are not masked, as `reuse.py` does: of an archive
forty articles matter, and they are collated once more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from pipeline.collate.reuse import ALIKE_BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

GRAM, WINDOW = 8, 8

#: A run of characters in more documents than this is a set phrase.
MOST_DOCUMENTS = 50

#: So much of the prints of the sentence that has fewer must be shared to look closer …
_LEAST_SHARED = 0.3

#: … and so much of its runs of six for two sentences to tell the same, as in ``reuse.py``.
_LEAST_CONTAINED, _RUN = 0.6, 6

#: So many sentences asked about last are kept as they are compared.
_AT_HAND = 2048

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_WORDLESS = re.compile(r"[\W_]+")


class Prints(NamedTuple):
    """Hashes in ascending order, and for each the sentence of the document it stands in."""

    hashes: NDArray[np.uint64]
    sentences: NDArray[np.uint32]


class Candidates(NamedTuple):
    """Pairs of sentences by their numbers, the smaller first, and how many prints they share."""

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    shared: NDArray[np.int64]


def prints_of(texts: Sequence[str]) -> Prints:
    """The prints of one document, given as its sentences; a sentence has a print only once.

    >>> one, other = (prints_of([text]) for text in ("产业园去年引进企业三百二十家之多。",
    ...     "据悉，产业园去年引进企业三百二十家之多，"))
    >>> len(np.intersect1d(one.hashes, other.hashes)) > 0
    True
    >>> len(prints_of(["短句。"]).hashes)
    0
    """
    letters = [_WORDLESS.sub("", text) for text in texts]
    units = np.frombuffer("".join(letters).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    owner = np.repeat(np.arange(len(letters), dtype=np.uint32), [len(text) for text in letters])
    length = max(0, len(units) - GRAM + 1)
    hashes = np.zeros(length, dtype=np.uint64)
    for i in range(GRAM):
        hashes = hashes * _MULTIPLIER + units[i : i + length].astype(np.uint64)
        hashes ^= hashes >> np.uint64(29)
    hashes *= _MULTIPLIER
    whole = owner[:length] == owner[GRAM - 1 :][:length]
    hashes, owner = hashes[whole], owner[:length][whole]
    if not len(hashes):
        return Prints(hashes, owner)
    kept = _winnowed(hashes, owner)
    # The least of eight is small; multiplied once more, the first bits of those kept are even, so
    # that shards by them are of one size.
    hashes, owner = hashes[kept] * _MULTIPLIER, owner[kept]
    order = np.lexsort((owner, hashes))
    hashes, owner = hashes[order], owner[order]
    new = _differ(hashes, owner)
    return Prints(hashes[new], owner[new])


def _differ(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Which rows differ from the one before in any of the columns; the first does."""
    differ = np.zeros(len(columns[0]), dtype=np.bool_)
    differ[:1] = True
    for column in columns:
        differ[1:] |= column[1:] != column[:-1]
    return differ


def _winnowed(hashes: NDArray[np.uint64], owner: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """The least of each window of a sentence, and of each sentence: that of a short one too."""
    kept = np.zeros(len(hashes), dtype=bool)
    starts = np.flatnonzero(_differ(owner))
    lengths = np.diff(starts, append=len(owner))
    kept |= hashes == np.repeat(np.minimum.reduceat(hashes, starts), lengths)
    if len(hashes) >= WINDOW:
        windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
        places = windows.argmin(axis=1) + np.arange(len(windows))
        kept[places[owner[: len(windows)] == owner[WINDOW - 1 :]]] = True
    return kept


def candidates(
    hashes: NDArray[np.uint64],
    sentences: NDArray[np.int64],
    documents: NDArray[np.int64],
    most: int = MOST_DOCUMENTS,
) -> Candidates:
    """Pairs of sentences of different documents that share prints.

    Each print is looked at in one sentence of a document, the first, and in ``most`` documents at
    most: the cost is linear. The order of the prints doesn't matter, and prints may be given in
    shards: what the shards say of a pair is added up by :func:`together`.
    """
    order = np.lexsort((sentences, documents, hashes))
    hashes, sentences, documents = hashes[order], sentences[order], documents[order]
    first = _differ(hashes, documents)
    hashes, sentences = hashes[first], sentences[first]
    if not len(hashes):
        return Candidates(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    counts = np.diff(np.flatnonzero(_differ(hashes)), append=len(hashes))
    usual = np.repeat((counts > 1) & (counts <= most), counts)
    hashes, sentences = hashes[usual], sentences[usual]
    ones, others = [sentences[:0]], [sentences[:0]]
    for step in range(1, most):
        same = hashes[step:] == hashes[:-step]
        if not same.any():
            break
        ones.append(sentences[:-step][same])
        others.append(sentences[step:][same])
    one, other = np.concatenate(ones), np.concatenate(others)
    return _counted(one, other, np.ones(len(one), dtype=np.int64))


def together(shards: Iterable[Candidates]) -> Candidates:
    """What the shards, of which there is one at least, found: each pair once, ordered."""
    one, other, shared = (np.concatenate(column) for column in zip(*shards, strict=True))
    return _counted(one, other, shared)


def _counted(
    one: NDArray[np.int64], other: NDArray[np.int64], shared: NDArray[np.int64]
) -> Candidates:
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((high, low))
    low, high, shared = low[order], high[order], shared[order]
    if not len(low):
        return Candidates(low, high, shared)
    starts = np.flatnonzero(_differ(low, high))
    return Candidates(low[starts], high[starts], np.add.reduceat(shared, starts))


def worth_a_look(
    pairs: Candidates, prints: NDArray[np.uint32], others: NDArray[np.uint32]
) -> Candidates:
    """The pairs that share enough of their prints; how many each of the two has is given."""
    enough = pairs.shared >= _LEAST_SHARED * np.minimum(prints, others)
    return Candidates(*(column[enough] for column in pairs))


def tell_the_same(one: str, other: str) -> bool:
    """Whether the longer sentence holds most of the shorter.

    >>> tell_the_same("产业园去年引进企业三百二十家。", "据悉，产业园去年引进企业三百二十家。")
    True
    >>> tell_the_same("产业园去年引进企业三百二十家。", "产业园去年引进人才七千多名。")
    False
    """
    runs, others = _runs(one), _runs(other)
    least = min(len(runs), len(others))
    return least > 0 and len(runs & others) >= _LEAST_CONTAINED * least


def alike_beside(one: str, other: str) -> bool:
    """Whether two sentences tell the same that stand beside two others that do, as in ``reuse.py``.

    >>> alike_beside("早一个钟头下山，鲜叶就贵十块。", "早一个钟买下山，鲜就叶贵十块。")
    True
    >>> alike_beside("够了。", "够了。"), alike_beside("天亮得很早了。", "茶农下山去了。")
    (False, False)
    """
    letters, others = _letters(one), _letters(other)
    return min(len(letters), len(others)) >= _RUN and fuzz.ratio(letters, others) >= ALIKE_BESIDE


# A sentence is held against several others, one after the other.
@lru_cache(_AT_HAND)
def _letters(text: str) -> str:
    return _WORDLESS.sub("", text)


@lru_cache(_AT_HAND)
def _runs(text: str) -> set[str]:
    letters = _letters(text)
    return {letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1)}
