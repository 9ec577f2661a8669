"""How likely a run of characters is as words that follow one another, from ``word_pairs.npz``.

The lexicon knows characters beside one another and words alone; this knows which word comes after
which: 稳左了 falls into usual words as well as 稳在了 does, but nobody says 左 after 稳. The table
is the model of an input method, made of open-gram (CC BY-SA 3.0).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.normalise.readings.lexicon import (
    COMMA,
    FIRST_HAN,
    LONGEST_WORD,
    NOTHING,
    STOP,
    Codes,
    Numbers,
    hashed,
    packed,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TABLE = Path(__file__).parent.parent / "tables" / "word_pairs.npz"

#: A logarithm is kept as so many steps; a weight for pairs that weren't seen lies within half of
#: ``BACK_OFF`` above and below nothing.
STEPS, BACK_OFF = 12, 20
#: The logarithm of how likely a single character is that is no word.
_NO_WORD = -20.5
_NOTHING_BEGINS = np.uint64(0xFFFFFFFFFFFFFFFF)
_APART = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


def paired(first: Codes, second: Codes) -> NDArray[np.uint32]:
    """One number for two words, each packed: its hash."""
    turned = (first * _APART) ^ (first >> _HALF)
    return hashed(turned * _APART + second)


@dataclass(frozen=True, slots=True)
class WordPairs:
    """``words`` and ``pairs`` are sorted hashes; beside each word how likely it is and the weight
    of pairs that were not seen, beside each pair how likely its second word is: all logarithms.
    """

    words: NDArray[np.uint32]
    likely: Numbers
    back_off: Numbers
    pairs: NDArray[np.uint32]
    follows: NDArray[np.uint8]

    def alone(self, words: Codes) -> tuple[Numbers, Numbers]:
        """Of packed words: how likely each is, minus infinity where it is none; its weight for
        pairs that were not seen.
        """
        at, known = _found(self.words, hashed(words))
        return (
            np.where(known, self.likely[at], np.float32(-np.inf)),
            np.where(known, self.back_off[at], np.float32(0)),
        )

    def after(self, first: Codes, second: Codes, otherwise: Numbers) -> Numbers:
        """How likely ``second`` follows ``first``; ``otherwise`` where the pair was not seen."""
        at, known = _found(self.pairs, paired(first, second))
        seen = self.follows[at].astype(np.float32) / -STEPS
        return np.where(known, seen, otherwise).astype(np.float32)


def _found(
    keys: NDArray[np.uint32], wanted: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def _unpacked(gaps: NDArray[np.uint8]) -> NDArray[np.uint32]:
    each = np.ascontiguousarray(gaps.T).view(np.uint32)[:, 0]
    return np.cumsum(each, dtype=np.uint32)


@functools.cache
def word_pairs() -> WordPairs:
    """The table, read once."""
    with np.load(_TABLE, allow_pickle=False) as table:
        return WordPairs(
            _unpacked(table["words"]),
            table["likely"].astype(np.float32) / -STEPS,
            table["back_off"].astype(np.float32) / STEPS - BACK_OFF / 2,
            _unpacked(table["pairs"]),
            table["follows"],
        )


def _spelled(window: Codes) -> Codes:
    """For each place of each row the words of one, two … characters that begin there, packed;
    nothing where a word would hold a mark or run over the edge.
    """
    rows, length = window.shape
    han = window >= FIRST_HAN
    # Digits, letters and rare marks are what the model calls unknown.
    told = han | ((window >= STOP) & (window <= COMMA))
    window = np.where(told, window, NOTHING).astype(np.uint64)
    words = np.full((rows, length, LONGEST_WORD), _NOTHING_BEGINS, np.uint64)
    words[:, :, 0] = window
    whole = han
    for size in range(2, LONGEST_WORD + 1):
        last = length - size + 1
        whole = whole[:, :last] & han[:, size - 1 :]
        packed_up = packed(*(window[:, i : i + last] for i in range(size)))
        words[:, :last, size - 1] = np.where(whole, packed_up, _NOTHING_BEGINS)
    return words


def phrased(window: Codes) -> Numbers:
    """The logarithm of how likely each row of characters is, cut into words in its best way."""
    rows, length = window.shape
    known = word_pairs()
    words = _spelled(window)
    likely, back_off = known.alone(words)
    likely[:, :, 0] = np.maximum(likely[:, :, 0], _NO_WORD)
    # The words that end before a place, by size: those of size n begin n places earlier.
    ending = np.full((rows, length, LONGEST_WORD), _NOTHING_BEGINS, np.uint64)
    weight = np.zeros((rows, length, LONGEST_WORD), np.float32)
    ending[:, 0, 0] = NOTHING  # as if something unknown stood before the row
    for size in range(1, LONGEST_WORD + 1):
        ending[:, size:, size - 1] = words[:, :-size, size - 1]
        weight[:, size:, size - 1] = back_off[:, :-size, size - 1]
    follows = weight[:, :, :, None] + likely[:, :, None, :]
    both = (ending != _NOTHING_BEGINS)[:, :, :, None] & np.isfinite(likely)[:, :, None, :]
    at = np.nonzero(both)
    follows[at] = known.after(ending[at[:3]], words[at[0], at[1], at[3]], follows[at])
    # best[end][n]: the best way to an end whose last word has n + 1 characters.
    none = np.full((rows, LONGEST_WORD), -np.inf, np.float32)
    best = [none.copy() for _ in range(length + 1)]
    best[0][:, 0] = 0
    for start in range(length):
        ways = (best[start][:, :, None] + follows[:, start]).max(axis=1)
        for size in range(1, min(LONGEST_WORD, length - start) + 1):
            best[start + size][:, size - 1] = ways[:, size - 1]
    total: Numbers = best[length].max(axis=1)
    return total
