"""Literal numbers of headings: 一、（一）1.（1） (GB/T 9704 §7.3.3), from the layout's patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compose.templates import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = "〇一二三四五六七八九"


def han_number(number: int) -> str:
    """A number up to 99 in Han numerals, as headings count.

    >>> [han_number(n) for n in (1, 10, 11, 20, 35, 99)]
    ['一', '十', '十一', '二十', '三十五', '九十九']
    """
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


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
