"""What a figure comes to, however it is written: 十八 and 18, 2.4亿 and 24000万; and whether two
readings, or two figures, come to the same.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor
from typing import NamedTuple

from pipeline.normalise.language.simplified import simplified

_DIGITS = {digit: worth for worth, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "兩": 2,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SIZES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ARABIC = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MIXED = re.compile(r"([0-9]+)([万萬亿億])([0-9]+)([万萬]?)")
_PARTED = re.compile(r"(?<=[0-9])[, \N{NO-BREAK SPACE}\N{THIN SPACE}](?=[0-9]{3})")
_HAN = re.compile(f"([{''.join({*_DIGITS, *_TENS, *_SIZES})}]+)(?:[点點]([{''.join(_DIGITS)}]+))?")

#: A number in simplified characters, with the sizes behind it; blanks are gone.
_NUMERAL = re.compile(
    r"(?P<value>[0-9][0-9,]*万[0-9][0-9,]*|[0-9][0-9,]*(?:\.[0-9]+)?"
    f"|[{''.join({*_DIGITS, *_TENS})}][{''.join({*_DIGITS, *_TENS, *_SIZES})}]*"
    f"(?:点[{''.join(_DIGITS)}]+)?)"
    "(?P<sizes>[十百千万亿]*)"
)
_OF_A_NUMBER = "[0-9一二三四五六七八九十百千万亿]"
#: One unit by two names, behind its number; 3千米 are no 3000米 here.
_UNITS = (
    (
        re.compile("(?<=[0-9一二两三四五六七八九十百千万亿])(?:平方千米|平方公里|km²|㎢)"),
        "平方公里",
    ),
    (re.compile("(?<=[0-9一二两三四五六七八九十百千万亿])(?:千米|km(?![A-Za-z²/]))"), "公里"),
    (re.compile("(?<=[0-9一二两三四五六七八九十百千万亿])(?:公斤|千克|kg(?![A-Za-z/]))"), "公斤"),
    (re.compile("(?<=[0-9一二两三四五六七八九十百千万亿])(?:平方米|㎡|m²)"), "平方米"),
    (re.compile("％"), "%"),
)
#: From one number to another: 1—5月, 1至5月.
_RANGE = re.compile(f"(?<={_OF_A_NUMBER}|[年月日时点])(?:[-－–—―~～〜]+|至|到)(?={_OF_A_NUMBER})")
#: 下午3时: the hour is told from noon.
_SINCE_NOON = re.compile(
    "(?:下午|傍晚|晚上|晚|夜里)([0-9]{1,2}|十一|[一二三四五六七八九十])(?=[时点:：])"
)
_SINCE_MIDNIGHT = re.compile(
    "(?:凌晨|清晨|早晨|早上|上午)(?=(?:[0-9]{1,2}|[一二三四五六七八九十]+)[时点:：])"
)
_NOON = 12
#: Without one of these no figure is written in two ways.
_OF_FIGURES = re.compile(
    f"[0-9{''.join({*_DIGITS, *_TENS, *_SIZES})}百%％‰㎡㎢²]|千米|公里|公斤|千克|km|kg|平方"
    "|^(?:[-－–—―~～〜]*[至到]?){1,2}$"
)
_OF_A_HUNDRED = re.compile(
    "百分之([0-9.]+|[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
)
_MARKS = re.compile(r"[\s，。、；：？！“”‘’（）《》【】]+")
#: The year 1 of the Republic (民国), by which Taiwan counts, is 1912.
_REPUBLIC = 1911
#: So far the text around two readings is looked at.
_REACH = 12

#: A figure of one digit says too little to be that of one more exact, unless it comes so near.
_DIGITS_OF_A_ROUND_ONE, _NEAR = 2, Fraction(1, 20)


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
    >>> worth("1萬1,300", "戶") == worth("11300", "户")
    True
    >>> worth("1億2,000萬", "度") == worth("1.2", "亿度")
    True
    >>> worth("百分之七十四点七", "") == worth("74.7", "%")
    True
    >>> worth("3—5", "家"), worth("三分之二", "")
    (None, None)
    """
    share = _OF_A_HUNDRED.fullmatch(value)
    number = _number(_PARTED.sub("", share[1] if share else value))
    if number is None:
        return None
    unit = "%" if share else simplified(unit)
    while unit[:1] in {*_TENS, *_SIZES}:
        number *= (_TENS | _SIZES)[unit[0]]
        unit = unit[1:]
    return number, unit


def _number(value: str) -> Fraction | None:
    if _ARABIC.fullmatch(value):
        return Fraction(value)
    if mixed := _MIXED.fullmatch(value):
        rest = Fraction(mixed[3]) * _SIZES.get(mixed[4], 1)
        return Fraction(mixed[1]) * _SIZES[mixed[2]] + rest
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


def same_amounts(reading: str, other: str, before: str = "", following: str = "") -> bool:
    """Whether two readings differ only in how they write their figures and units; ``before`` and
    ``following`` are the words around them.

    >>> same_amounts("7.9万", "79000"), same_amounts("百分之三", "3%")
    (True, True)
    >>> same_amounts("三点五", "3.5"), same_amounts("三万二千", "3.2万")
    (True, True)
    >>> same_amounts("二〇二三", "2023", "", "年"), same_amounts("1万1300", "11300", "月租", "元")
    (True, True)
    >>> same_amounts("公里", "千米", "全长12"), same_amounts("平方公里", "平方千米", "面积1.2万")
    (True, True)
    >>> same_amounts("2011", "100", "自", "年启动")  # 民国100年
    True
    >>> same_amounts("—", "至", "今年1", "5月，"), same_amounts("15", "下午3", "7月2日", "时，")
    (True, True)

    Leaves alone what is rounded: who writes 79136 says more than 7.9万, and 约 says how exact a
    figure is; a word is no unit, a number no other number.

    >>> same_amounts("7.9万", "79136"), same_amounts("约3%", "3%"), same_amounts("一", "7")
    (False, False, False)
    >>> same_amounts("—", "至", "年末", "年初"), same_amounts("15", "上午3", "7月2日", "时，")
    (False, False)
    >>> same_amounts("千米", "公里", "走了好几"), same_amounts("-5", "5"), same_amounts("让", "请")
    (False, False, False)
    """
    if not _OF_FIGURES.search(reading + other):
        return False
    before, following = before[-_REACH:], following[:_REACH]
    one, two = (_taken_apart(before + words + following) for words in (reading, other))
    if one.words != two.words or not one.numbers or one.text == two.text:
        return False
    return all(map(_is_same, one.numbers, two.numbers, one.words[1:]))


class _TakenApart(NamedTuple):
    """The numbers of a text, and the words before, between and behind them."""

    text: str
    numbers: tuple[Fraction, ...]
    words: tuple[str, ...]


def _taken_apart(text: str) -> _TakenApart:
    text = _MARKS.sub("", simplified(text))
    plain = _OF_A_HUNDRED.sub(r"\1%", _RANGE.sub("至", text))
    plain = _SINCE_MIDNIGHT.sub("", _SINCE_NOON.sub(_from_midnight, plain))
    for pattern, unit in _UNITS:
        plain = pattern.sub(unit, plain)
    numbers: list[Fraction] = []
    words: list[str] = []
    at = 0
    for found in _NUMERAL.finditer(plain):
        told = worth(found["value"].replace(",", ""), found["sizes"])
        if told is not None:
            numbers.append(told[0])
            words.append(plain[at : found.start()])
            at = found.end()
    return _TakenApart(text, tuple(numbers), (*words, plain[at:]))


def _from_midnight(found: re.Match[str]) -> str:
    told = worth(found[1], "")
    hour = int(told[0]) if told else 0
    return str(hour + _NOON) if 0 < hour < _NOON else found[0]


def _is_same(one: Fraction, other: Fraction, behind: str) -> bool:
    return one == other or (
        behind.startswith("年") and abs(one - other) == _REPUBLIC and max(one, other) > _REPUBLIC
    )


def agree(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two figures, value and unit, may both be right: they come to the same, or one is
    the other one rounded. A reader who finds 7.9万 here and 79136 there finds no contradiction, so
    it is none of the conflicts; the note at the word still says what the other source has, since
    the one is more exact.

    >>> agree(("7.9", "万户"), ("79136", "户")), agree(("12.6", "%"), ("12.58", "%"))
    (True, True)
    >>> agree(("7.9", "万户"), ("79680", "户")), agree(("1", "万户"), ("14000", "户"))
    (False, False)
    >>> agree(("37", "%"), ("37.5", "%")), agree(("8", "万户"), ("79136", "户"))
    (False, True)
    """
    told, other_told = worth(*one), worth(*other)
    if told is None or other_told is None:
        return one == other
    (value, unit), (other_value, other_unit) = told, other_told
    if unit != other_unit:
        return False
    if value == other_value:
        return True
    return any(
        (_significant(coarse) >= _DIGITS_OF_A_ROUND_ONE or abs(v - w) <= _NEAR * abs(w))
        and _step(*coarse) > _step(*fine)
        and v == floor(w / _step(*coarse) + Fraction(1, 2)) * _step(*coarse)
        for coarse, fine, v, w in (
            (one, other, value, other_value),
            (other, one, other_value, value),
        )
    )


def _significant(figure: tuple[str, str]) -> int:
    return len(re.sub(r"\D", "", figure[0]).lstrip("0"))


def _step(value: str, unit: str) -> Fraction:
    """What one of the last place comes to that a figure is written in."""
    told = worth(f"0.{'0' * (len(value.rpartition('.')[2]) - 1)}1" if "." in value else "1", unit)
    return told[0] if told else Fraction(0)
