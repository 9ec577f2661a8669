"""What pairs put together: numbers joined to one another, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def joined(count: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each number below ``count`` the least one that it is joined to, itself where to none.

    >>> joined(6, np.array([4, 1, 5]), np.array([2, 4, 3])).tolist()
    [0, 1, 1, 3, 1, 3]
    """
    head = np.arange(count)
    while len(one):
        low, high = np.minimum(one, other), np.maximum(one, other)
        np.minimum.at(head, high, low)
        while len(np.flatnonzero((above := head[head]) != head)):
            head = above
        one, other = head[low], head[high]
        apart = one != other
        one, other = one[apart], other[apart]
    return head
