"""What pairs put together: numbers joined to one another, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.collate.prints import ends_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PAIRS = 4_000_000
"""Pairs joined at a time, so that what they need beside themselves has bounds."""


def joined(count: int, pairs: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each number below ``count`` the least one that it is joined to, itself where to none.
    Pairs are as in ``prints.py``.

    >>> from pipeline.collate.prints import paired
    >>> joined(6, paired(np.array([4, 1, 5]), np.array([2, 4, 3]))).tolist()
    [0, 1, 1, 3, 1, 3]
    """
    head = np.arange(count)
    for start in range(0, len(pairs), _PAIRS):
        one, other = ends_of(pairs[start : start + _PAIRS])
        one, other = head[one], head[other]
        while len(one):
            low, high = np.minimum(one, other), np.maximum(one, other)
            np.minimum.at(head, high, low)
            while len(np.flatnonzero((above := head[head]) != head)):
                head = above
            one, other = head[low], head[high]
            apart = one != other
            one, other = one[apart], other[apart]
    return head
