"""What a figure comes to, however it is written: 十八 and 18, 2.4亿 and 24000万."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {digit: worth for worth, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SIZES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ARABIC = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MIXED = re.compile(r"([0-9]+)([万萬])([0-9]+)")
_PARTED = re.compile(r"(?<=[0-9])[, \N{NO-BREAK SPACE}\N{THIN SPACE}](?=[0-9]{3})")
_HAN = re.compile(f"([{''.join({*_DIGITS, *_TENS, *_SIZES})}]+)(?:[点點]([{''.join(_DIGITS)}]+))?")


def worth(value: str, unit: str) -> tuple[Fraction, str] | None:
    """The number and what is left of its unit; None for ranges, shares and what else isn't one.

    >>> worth("十八", "户") == worth("18", "户"), worth("2.4", "亿元") == worth("24,000", "万元")
    (True, True)
    >>> worth("二点四", "亿元") == worth("2.4", "亿元")
    True
    >>> worth("一千三百", "人") == worth("1300", "人")
    True
    >>> worth("一亿二千万", "元") == worth("1.2", "亿元") == worth("十二万", "千元")
    True
    >>> worth("1萬1,300", "元") == worth("11300", "元")
    True
    >>> worth("3—5", "家"), worth("三分之二", "")
    (None, None)
    """
    number = _number(_PARTED.sub("", value))
    if number is None:
        return None
    while unit[:1] in {*_TENS, *_SIZES}:
        number *= (_TENS | _SIZES)[unit[0]]
        unit = unit[1:]
    return number, unit


def _number(value: str) -> Fraction | None:
    if _ARABIC.fullmatch(value):
        return Fraction(value)
    if mixed := _MIXED.fullmatch(value):
        return Fraction(mixed[1]) * _SIZES[mixed[2]] + Fraction(mixed[3])
    found = _HAN.fullmatch(value)
    if found is None:
        return None
    tail = "".join(str(_DIGITS[digit]) for digit in found[2] or "")
    return _whole(found[1]) + Fraction(f"0.{tail or 0}")


def _whole(words: str) -> Fraction:
    """二〇三一 digit by digit, else each digit times what stands behind it."""
    if len(words) > 1 and all(word in _DIGITS for word in words):
        return Fraction("".join(str(_DIGITS[word]) for word in words))
    total = below = digit = 0
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word in _TENS:
            below += (digit or 1) * _TENS[word]
            digit = 0
        else:  # 一万亿 is so many 亿, in 一亿二千万 the first is done
            size, below = _SIZES[word], below + digit
            done = total if total >= size else 0
            total = done + (total - done + below or 1) * size
            below = digit = 0
    return Fraction(total + below + digit)
