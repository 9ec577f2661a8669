"""Literal numbers of headings: 一、（一）1.（1） (GB/T 9704 §7.3.3), from the layout's patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.patterns import fill
from pipeline.read.numerals import han_number

if TYPE_CHECKING:
    from collections.abc import Sequence


class Numbering:
    """Counts headings, each level anew under the one above it.

    >>> count = Numbering(["{han}、", "（{han}）"])
    >>> [count.next(level) for level in (1, 2, 2, 1, 2)]
    ['一、', '（一）', '（二）', '二、', '（一）']
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._counts = [0] * len(patterns)

    def next(self, level: int) -> str:
        """The number of the next heading of this level (1 …); "" below the patterns."""
        if level > len(self._patterns):
            return ""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)
        count = self._counts[level - 1]
        return fill(self._patterns[level - 1], {"han": han_number(count), "digit": count})
