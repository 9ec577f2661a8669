"""Candidates laid side by side: which of them tell the same, many pairs at a time.

Pure functions of the texts they are given, so that they can be asked wherever there is a processor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.collate.letters import letters_of
from pipeline.collate.prints import runs_of
from pipeline.collate.reuse import ALIKE_BESIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: So much of its runs of six must a sentence share with a longer one, as in ``reuse.py``.
LEAST_CONTAINED, RUN = 0.6, 6


class SideBySide(NamedTuple):
    """Sentences, and pairs of them by their places among these."""

    texts: tuple[str, ...]
    one: NDArray[np.uint32]
    other: NDArray[np.uint32]


def tell_the_same(pairs: SideBySide) -> NDArray[np.bool_]:
    """Of which pairs the longer sentence holds most of the shorter.

    >>> texts = ("产业园去年引进企业三百二十家。", "据悉，产业园去年引进企业三百二十家。",
    ...     "产业园去年引进人才七千多名。")
    >>> tell_the_same(SideBySide(texts, np.array([0, 0]), np.array([1, 2]))).tolist()
    [True, False]
    """
    hashes, owner = runs_of([letters_of(text) for text in pairs.texts], RUN)
    keys, bits = _by_owner(owner, hashes, len(pairs.texts))
    keys = keys[np.diff(keys, prepend=keys[:1] + np.uint64(1)) != 0]  # each run once
    count = np.bincount((keys >> bits).astype(np.int64), minlength=len(pairs.texts))
    keys <<= np.uint64(64) - bits
    # The runs of both by the number of the pair: what stands there twice, they share.
    starts = np.cumsum(count) - count
    ends = np.concatenate([pairs.one, pairs.other])
    which = np.tile(np.arange(len(pairs.one)), 2)
    of_pairs = keys[_ranges(starts[ends], count[ends])]
    keys, bits = _by_owner(np.repeat(which, count[ends]), of_pairs, len(pairs.one))
    twice = keys[1:][keys[1:] == keys[:-1]]
    both = np.bincount((twice >> bits).astype(np.int64), minlength=len(pairs.one))
    least = np.minimum(count[pairs.one], count[pairs.other])
    return (least > 0) & (both >= LEAST_CONTAINED * least)


def _by_owner(
    owner: NDArray[Any], hashes: NDArray[np.uint64], owners: int
) -> tuple[NDArray[np.uint64], np.uint64]:
    """Hashes with their owner in their place's first bits, sorted; and how many bits are left."""
    bits = np.uint64(64 - owners.bit_length())
    keys = (owner.astype(np.uint64) << bits) | (hashes >> (np.uint64(64) - bits))
    keys.sort()
    return keys, bits


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of several ranges, one after the other.

    >>> _ranges(np.array([7, 2]), np.array([2, 3])).tolist()
    [7, 8, 2, 3, 4]
    """
    ends = np.cumsum(counts)
    whole = int(ends[-1]) if len(ends) else 0
    moved: NDArray[np.int64] = np.repeat(starts - (ends - counts), counts)
    return np.arange(whole) + moved


def alike_beside(pairs: SideBySide) -> NDArray[np.bool_]:
    """Which pairs tell the same if they stand beside two others that do, as in ``reuse.py``.

    >>> texts = ("早一个钟头下山，鲜叶就贵十块。", "早一个钟买下山，鲜就叶贵十块。",
    ...     "够了。", "天亮得很早了。", "茶农下山去了。")
    >>> alike_beside(SideBySide(texts, np.array([0, 2, 3]), np.array([1, 2, 4]))).tolist()
    [True, False, False]
    """
    letters = [letters_of(text) for text in pairs.texts]
    sizes = np.array([len(one) for one in letters], dtype=np.int64)
    likeness = process.cpdist(
        [letters[one] for one in pairs.one.tolist()],
        [letters[other] for other in pairs.other.tolist()],
        scorer=fuzz.ratio,
        score_cutoff=ALIKE_BESIDE,
        dtype=np.float64,
    )
    least = np.minimum(sizes[pairs.one], sizes[pairs.other])
    return (least >= RUN) & (likeness >= ALIKE_BESIDE)
