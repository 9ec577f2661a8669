"""The blocks of an article as one line of numbers, so that all its places are asked at once."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.model.article import Role
from pipeline.normalise.readings.lexicon import (
    FIRST_HAN,
    STOP,
    Codes,
    Numbers,
    codes,
    lexicon,
    packed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.readings.rule import Said

#: Characters on either side that a change is weighed with; blocks stand further apart than that.
REACH = 5
#: Names and addresses; what stands in them is in no dictionary.
_UNREAD = frozenset({Role.BYLINE, Role.AFFILIATION})
#: Text in traditional script, or in characters that are rare, is none the lexicon knows.
_FOREIGN_SHARE = 0.03

Places = NDArray[np.intp]


class Place(NamedTuple):
    """Where a character of the line stands: which block, which character of it."""

    block: int
    at: int


@dataclass(frozen=True, slots=True)
class Running:
    """``codes`` and ``text`` hold all blocks, stops between; ``starts`` says where each begins.

    ``han`` says which are Han characters of text that the lexicon knows. ``surprise`` is how
    unlikely what is said at a character is: over the three threes of characters that it is in,
    the sum of the logarithms of how likely each is, the sign turned. ``before[i]`` is how often
    the pair that ends in character i was seen, ``weaker`` the rarer of its two pairs.
    """

    codes: Codes
    text: str
    starts: tuple[int, ...]
    han: NDArray[np.bool_]
    surprise: Numbers
    before: Numbers
    _pairs: Codes
    _how_often: NDArray[np.int64]

    def says(self, first: Codes, second: Codes) -> Numbers:
        """How often the article says two characters in a row, for many twos at once."""
        wanted = packed(first, second)
        at = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        counts: Numbers = np.where(self._pairs[at] == wanted, self._how_often[at], 0).astype(
            np.float32
        )
        return counts

    @property
    def weaker(self) -> Numbers:
        after = np.append(self.before[1:], np.float32(0))
        rarer: Numbers = np.minimum(self.before, after)
        return rarer

    def place(self, at: int) -> Place:
        """Of a character of the line."""
        block = int(np.searchsorted(self.starts, at, side="right")) - 1
        return Place(block, at - self.starts[block])


@functools.cache
def _simplified() -> NDArray[np.bool_]:
    """For each code point whether it is of GB 2312, which has no traditional forms."""
    table = np.zeros(0x10000, np.bool_)
    for row in range(0xB0, 0xF8):
        cells = bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell))
        for character in cells.decode("gb2312", "ignore"):
            table[ord(character)] = True
    return table


def _foreign(line: Codes) -> bool:
    """Whether many of the Han characters are none that the lexicon knows."""
    han = line[line >= FIRST_HAN]
    return bool(len(han)) and bool((~_simplified()[han]).mean() > _FOREIGN_SHARE)


@functools.lru_cache(maxsize=1)
def _running(blocks: tuple[Said, ...]) -> Running:
    known = lexicon()
    apart = "\n" * (REACH + 1)
    foreign = _foreign(codes("".join(block.text for block in blocks)))
    starts, pieces, reads = [], [apart], []
    at = len(apart)
    for block in blocks:
        starts.append(at)
        pieces += [block.text, apart]
        at += len(block.text) + len(apart)
        line = codes(block.text)
        legible = not foreign and block.role not in _UNREAD and not _foreign(line)
        reads.append(np.full(len(line), legible))
        reads.append(np.zeros(len(apart), np.bool_))
    text = "".join(pieces)
    line = codes(text)
    read = np.concatenate([np.zeros(len(apart), np.bool_), *reads])
    shifted = np.concatenate([[STOP, STOP], line]).astype(np.uint64)
    pairs = known.count(shifted[:-1], shifted[1:])  # pairs[i]: the pair that ends in line[i - 1]
    unlikely = -known.likely_after(pairs[:-1], shifted[:-2], shifted[1:-1], line)
    padded = np.append(unlikely, [0, 0])
    return Running(
        line,
        text,
        tuple(starts),
        read & (line >= FIRST_HAN),
        (padded[:-2] + padded[1:-1] + padded[2:]).astype(np.float32),
        pairs[1:],
        *np.unique(packed(line[:-1], line[1:]), return_counts=True),
    )


def running(blocks: Sequence[Said]) -> Running:
    """The blocks as one line; the last article asked for is kept, since each rule asks anew."""
    return _running(tuple(blocks))
