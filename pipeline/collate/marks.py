"""What can be told of two sentences without reading them: that they are too different.

Each letter of a sentence, and each run of six, sets one of 256 bits. Bits that two sentences have
in common, and what the bits don't show because several things set the same one, are the most that
the sentences can have in common. Where that isn't enough they needn't be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.collate.prints import runs_of
from pipeline.collate.reuse import ALIKE_BESIDE
from pipeline.collate.side_by_side import LEAST_CONTAINED, RUN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_BITS = 256
WORDS = _BITS // 64
"""Numbers of 64 bits that the marks of a sentence are kept in."""


class Marks(NamedTuple):
    """Marks of some sentences, a row each, and how many things have set them."""

    bits: NDArray[np.uint64]
    things: NDArray[np.int64]


def marks_of(letters: Sequence[str], size: int) -> NDArray[np.uint64]:
    """The marks that the runs of ``size`` letters set in each of these sentences.

    >>> marks_of(["早一个钟头", ""], 1).shape
    (2, 4)
    """
    hashes, owner = runs_of(letters, size)
    bits = np.zeros((len(letters), _BITS), dtype=np.bool_)
    bits[owner, hashes >> np.uint64(56)] = True
    return np.packbits(bits, axis=1).view("<u8")


def may_tell_the_same(one: Marks, other: Marks) -> NDArray[np.bool_]:
    """Of which pairs the longer may hold most runs of the shorter.

    >>> letters = ["产业园去年引进企业三百二十家", "据悉产业园去年引进企业三百二十家",
    ...     "产业园去年引进人才七千多名"]
    >>> bits = marks_of(letters, RUN)
    >>> count = np.array([len(one) - RUN + 1 for one in letters])
    >>> pair = Marks(bits[[0, 0]], count[[0, 0]]), Marks(bits[[1, 2]], count[[1, 2]])
    >>> may_tell_the_same(*pair).tolist()
    [True, False]
    """
    set_by_one, set_by_other, most = _in_common(one, other)
    # A run that a sentence has twice counts once: so no more than the bits is certain.
    least = np.minimum(set_by_one, set_by_other)
    return (least > 0) & (most >= LEAST_CONTAINED * least)


def may_be_alike(one: Marks, other: Marks) -> NDArray[np.bool_]:
    """Which pairs may be alike, the marks being those of single letters.

    >>> letters = ["早一个钟头下山", "早一个钟买下山", "早", "天地玄黄宇宙洪荒"]
    >>> bits, count = marks_of(letters, 1), np.array([len(one) for one in letters])
    >>> pair = Marks(bits[[0, 0, 0]], count[[0, 0, 0]]), Marks(bits[[1, 2, 3]], count[[1, 2, 3]])
    >>> may_be_alike(*pair).tolist()
    [True, False, False]
    """
    _, _, most = _in_common(one, other)
    least = np.minimum(one.things, other.things)
    most = np.minimum(most, least)
    return (least >= RUN) & (200.0 * most >= ALIKE_BESIDE * (one.things + other.things))


def _in_common(
    one: Marks, other: Marks
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """How many bits each of a pair has, and the most that the two can have in common."""
    ones, others, both = (
        np.bitwise_count(bits).sum(axis=1, dtype=np.int64)
        for bits in (one.bits, other.bits, one.bits & other.bits)
    )
    return ones, others, both + np.minimum(one.things - ones, other.things - others)
