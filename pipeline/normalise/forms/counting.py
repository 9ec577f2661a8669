"""What a text counts off: 一、…；二、…, by the numbers its lines begin with and those inside them.

Where a paragraph has counted inside its lines, a line that begins with the next number only goes on
with it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN_DIGITS = "一二三四五六七八九十百"
_KINDS = (
    rf"(?P<plain>[{_HAN_DIGITS}]{{1,3}})、",
    rf"[（(](?P<bracketed>[{_HAN_DIGITS}]{{1,3}})[）)]",
    r"[（(](?P<small>[0-9]{1,2})[）)]",
    r"(?P<point>[0-9]{1,2})[.．、](?![0-9])",
    "(?P<circled>[①-⑳])",
    rf"第(?P<rule>[{_HAN_DIGITS}0-9]{{1,5}})条",
)
_NUMBER = re.compile("|".join(_KINDS))
#: Inside a line a number stands behind a mark.
_INSIDE = re.compile(f"(?<=[，。；：！？”）,;:])(?:{_NUMBER.pattern})")
_CIRCLED_ONE = ord("①")


class Counted(NamedTuple):
    """A number, by its kind and how far it counts."""

    kind: str
    value: int

    def before(self) -> Counted:
        """The number that stands before it."""
        return self._replace(value=self.value - 1)

    def behind(self) -> Counted:
        """The number that follows it."""
        return self._replace(value=self.value + 1)


def number_of(text: str) -> Counted | None:
    """The number at the start of a line.

    >>> number_of("二、听取汇报"), number_of("（三）审议"), number_of("二十年来")
    (Counted(kind='plain', value=2), Counted(kind='bracketed', value=3), None)
    """
    found = _NUMBER.match(text)
    return _counted(found) if found else None


def numbers_inside(text: str) -> frozenset[Counted]:
    """The numbers inside a line, each behind a mark.

    >>> sorted(numbers_inside("请求：1、归还本金；2、支付利息。二十年来，住在第三条街"))
    [Counted(kind='point', value=1), Counted(kind='point', value=2)]
    """
    return frozenset(map(_counted, _INSIDE.finditer(text)))


def _counted(found: re.Match[str]) -> Counted:
    kind = found.lastgroup or ""
    return Counted(kind, _value(found[kind]))


def _value(figures: str) -> int:
    """What a number counts; 0 for what isn't one.

    >>> [_value(one) for one in ("7", "七", "十", "十二", "四十五", "③", "百二", "一百一十")]
    [7, 7, 10, 12, 45, 3, 2, 110]
    """
    if figures.isdecimal():
        return int(figures)
    if "①" <= figures <= "⑳":
        return ord(figures) - _CIRCLED_ONE + 1
    hundreds, _, rest = figures.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    digits = _HAN_DIGITS[:9]
    parts = (hundreds or "", tens or ("一" if ten else ""), ones)
    if any(part and part not in digits for part in parts):
        return 0
    worth = [digits.index(part) + 1 if part else 0 for part in parts]
    return worth[0] * 100 + worth[1] * 10 + worth[2]
