"""Numbers as lists and headings show them."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def han_number(number: int) -> str:
    """A number up to 99 in Han numerals, as headings count.

    >>> [han_number(n) for n in (1, 10, 11, 20, 35, 99)]
    ['一', '十', '十一', '二十', '三十五', '九十九']
    """
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def letter(number: int) -> str | None:
    """A small letter, the first 26 alone.

    >>> letter(1), letter(26), letter(27)
    ('a', 'z', None)
    """
    return chr(ord("a") + number - 1) if 1 <= number <= 26 else None


def roman(number: int) -> str | None:
    """A small Roman numeral, up to 39.

    >>> [roman(n) for n in (1, 4, 9, 14, 39, 40)]
    ['i', 'iv', 'ix', 'xiv', 'xxxix', None]
    """
    tens, ones = divmod(number, 10)
    return "x" * tens + _ONES[ones] if 1 <= number <= 39 else None


def circled(number: int) -> str | None:
    """A number in a circle, up to 20.

    >>> circled(1), circled(20), circled(21)
    ('①', '⑳', None)
    """
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else None


def stem(number: int) -> str | None:
    """A heavenly stem (天干): 甲, 乙 … 癸."""
    return _STEMS[number - 1] if 1 <= number <= len(_STEMS) else None
