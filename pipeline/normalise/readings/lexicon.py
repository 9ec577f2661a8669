"""What is usual in Chinese: pairs and threes of characters, and words, from ``lexicon.npz``.

The table holds counts alone, by the hash of the characters; one lookup in 20,000 mistakes
unseen characters for seen ones. All questions are asked for many places at once.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LONGEST_WORD = 4
#: What stands for whatever isn't Han: edges and stops alike, digits, letters, quotes, other.
NOTHING, DIGIT, LETTER, STOP, OPENER, CLOSER, COMMA, OTHER = range(8)
#: The first code that stands for a Han character; each such code is the character itself.
FIRST_HAN = 0x3400
_LAST_HAN = 0x9FFF

Codes = NDArray[np.uint64]
Numbers = NDArray[np.float32]

_TABLE = Path(__file__).parent.parent / "tables" / "lexicon.npz"
_OUTSIDE = 1  # of the first 65,536 code points: like any mark that is none of ours
_SHELF = 11  # keys that differ in their last eleven bits alone stand on one shelf
_STEP = 8  # a count c is kept as 8 · log₂(1 + c), rounded

# How far a count is trusted: a pair seen n times says n / (n + trust) of what there is to say,
# the rest is what its parts say. Tried on the newspaper that the counts leave out.
_TRUST_IN_PAIRS, _TRUST_IN_THREES = 60.0, 8.0
#: The logarithm of how likely a word is that no dictionary has, a single character.
RAREST = -17.0
_KINDS_OF_CHARACTERS = 6000

#: Han that numbers are written with.
NUMERALS: Codes = np.array([ord(digit) for digit in "〇零一二三四五六七八九十百千万亿"], np.uint64)


@functools.cache
def _classes() -> NDArray[np.uint16]:
    """For each code point what it counts as; Han count as themselves."""
    table = np.full(0x10000, OTHER, np.uint16)
    table[0] = NOTHING
    table[FIRST_HAN : _LAST_HAN + 1] = np.arange(FIRST_HAN, _LAST_HAN + 1)
    for kind, characters in (
        (DIGIT, "0123456789%０１２３４５６７８９％"),
        (STOP, "\n，。；：！？,.;:!?…—"),
        (OPENER, "“‘（《(【「『<〈["),
        (CLOSER, '”’）》)】」』>〉]"'),
        (COMMA, "、"),
    ):
        for character in characters:
            table[ord(character)] = kind
    for first, last in ("az", "AZ"):
        table[ord(first) : ord(last) + 1] = LETTER
    return table


def codes(text: str) -> Codes:
    """One number a character."""
    points = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    line: Codes = _classes()[np.where(points < 0x10000, points, _OUTSIDE)].astype(np.uint64)
    return line


def packed(*characters: Codes) -> Codes:
    """Up to four codes in a row as one number, for many places at once."""
    key = np.zeros_like(characters[0], np.uint64)
    for one in characters:
        key = (key << np.uint64(16)) | one.astype(np.uint64)
    return key


def hashed(keys: Codes) -> NDArray[np.uint32]:
    """Thirty-two bits of each, well mixed (the finaliser of MurmurHash3)."""
    mixed = keys.astype(np.uint64)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xC4CEB9FE1A85EC53)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _counts(steps: NDArray[np.uint8]) -> Numbers:
    return (np.exp2(steps.astype(np.float32) / _STEP) - 1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``keys`` are sorted hashes, ``first`` where each shelf of them begins; ``said`` and
    ``words`` run along with them, ``ones`` and ``one_words`` with code points. ``total`` is how
    many words were counted, ``pairs`` are usual words of two characters, a row each.
    """

    keys: NDArray[np.uint32]
    first: NDArray[np.int32]
    said: NDArray[np.uint8]
    words: NDArray[np.uint8]
    ones: Numbers
    one_words: Numbers
    total: float
    pairs: NDArray[np.uint16]

    def _find(self, keys: Codes) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        wanted = hashed(keys).ravel()
        at = self.first[wanted >> _SHELF]
        # A shelf holds one key or two, seldom ten: some steps are quicker than halving all.
        behind = np.flatnonzero(self.keys[at] < wanted)
        while len(behind):
            at[behind] += 1
            behind = behind[self.keys[at[behind]] < wanted[behind]]
        found = self.keys[at] == wanted
        return at.reshape(keys.shape), found.reshape(keys.shape)

    def count(self, *characters: Codes) -> Numbers:
        """How often two or three characters were seen in a row."""
        at, found = self._find(packed(*characters))
        return np.where(found, _counts(self.said[at]), np.float32(0))

    def likely(self, before: Codes, last: Codes, this: Codes) -> Numbers:
        """The logarithm of how likely ``this`` follows the two."""
        return self.likely_after(self.count(before, last), before, last, this)

    def likely_after(self, pairs: Numbers, before: Codes, last: Codes, this: Codes) -> Numbers:
        """The same, where how often ``before`` and ``last`` were seen is known already."""
        alone = (self.ones[this] + 0.5) / (self.ones.sum() + 0.5 * _KINDS_OF_CHARACTERS)
        two = (self.count(last, this) + _TRUST_IN_PAIRS * alone) / (
            self.ones[last] + _TRUST_IN_PAIRS
        )
        three = (self.count(before, last, this) + _TRUST_IN_THREES * two) / (
            pairs + _TRUST_IN_THREES
        )
        likely: Numbers = np.log(np.minimum(three, 1)).astype(np.float32)
        return likely

    def word(self, *characters: Codes) -> Numbers:
        """The logarithm of how frequent a word is; minus infinity where no dictionary has it."""
        total = np.float32(np.log(self.total))
        if len(characters) == 1:
            often = self.one_words[characters[0]]
            return np.where(often > 0, np.log(np.maximum(often, 1)) - total, RAREST)
        at, found = self._find(packed(*characters))
        steps = self.words[at]
        known = found & (steps > 0)
        return np.where(known, np.log(np.maximum(_counts(steps), 1)) - total, -np.inf)

    def holds(self, text: str) -> bool:
        """Whether a dictionary has ``text`` as a word, of two to four characters."""
        return 1 < len(text) <= LONGEST_WORD and bool(self.word(*codes(text)[:, None])[0] > -np.inf)


@functools.cache
def lexicon() -> Lexicon:
    """The table, read once."""
    with np.load(_TABLE, allow_pickle=False) as table:
        gaps = np.ascontiguousarray(table["gaps"].T).view(np.uint32)[:, 0]
        said, words, pairs = table["said"], table["words"], table["pairs"]
        points, total = table["ones"], float(table["total"])
        ones = np.zeros(0x10000, np.float32)
        ones[points] = _counts(table["ones_said"])
        one_words = np.zeros(0x10000, np.float32)
        one_words[points] = _counts(table["ones_words"])
    keys = np.cumsum(gaps, dtype=np.uint32)
    shelves = np.bincount(keys >> _SHELF, minlength=1 << (32 - _SHELF))
    first = np.concatenate([[0], np.cumsum(shelves, dtype=np.int32)[:-1]]).astype(np.int32)
    # One key after the last, larger than any: who looks beyond the end finds nothing.
    keys = np.append(keys, np.uint32(0xFFFFFFFF))
    said, words = np.append(said, np.uint8(0)), np.append(words, np.uint8(0))
    return Lexicon(keys, first, said, words, ones, one_words, total, pairs)
