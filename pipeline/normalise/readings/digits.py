"""Letters and rings where a number has a digit (O for 0, l or I for 1, B for 8), or a blank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.language.characters import BLANK, BLANKS, HAN
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# By their looks: Latin and Cyrillic o, a ring, the Chinese zero; l and I.
_AS_ZERO = (
    "Oo\N{CYRILLIC CAPITAL LETTER O}\N{CYRILLIC SMALL LETTER O}\N{WHITE CIRCLE}"
    "\N{IDEOGRAPHIC NUMBER ZERO}"
)
_AS_ONE = "lI"
_FIGURE = str.maketrans(
    dict.fromkeys(_AS_ZERO, "0") | dict.fromkeys(_AS_ONE, "1") | {"B": "8", "S": "5", "Z": "2"}
)
_ANY = f"0-9{_AS_ZERO}{_AS_ONE}"

# A run of figures and what looks like them, with at least one of these, no other letter beside it.
_RUN = re.compile(
    rf"(?<![A-Za-z{_ANY}_])(?<![A-Za-z0-9][-.,/])(?=[0-9.,:∶]{{0,20}}[{_AS_ZERO}{_AS_ONE}])"
    rf"[{_ANY}]+(?:[.,:∶][{_ANY}]+)*(?![A-Za-z_]|-[A-Za-z])"
)
_WITHIN = re.compile(
    rf"[0-9][{_AS_ZERO}{_AS_ONE}]+(?=[.,:∶]?[0-9])|[0-9][.,:∶][{_AS_ZERO}{_AS_ONE}]+[0-9]"
)
_AT_END = re.compile(rf"[0-9](?:[.,:∶]?[Oo]+|[.,:∶]?[lI]+|[.,:∶][{_ANY}]*[OolI])$")
_AT_START = re.compile(r"[lI]+[0-9.]|[Oo]\.[0-9]|l[Oo]+$|l{2}$")
# What a number is followed by: a unit, a percent sign, a mark inside a number.
_COUNTED = re.compile(f"[%％‰℃°]|(?![型级类系族版])[{HAN}]")
# One letter alone is a figure before a month, a day and the plainest units.
_ALONE = re.compile(
    "l(?=[月日年个家人名元张枚项次件只台套户万亿%％])|I(?=月[0-9]|日[，、至到上下在，]|日$)"
)
# 62.6B亿元: behind a point, before what is only counted so; 1.5B参数, 4S店 are no such thing.
_BEHIND_A_POINT = re.compile(r"(?<![A-Za-z0-9.])[0-9]+\.[0-9]*[BSZ][0-9]*(?=[%％亿万元吨亩户])")
#: 4 46人: behind a word that tells how many, before what is counted.
_PARTED = re.compile(
    rf"(?<=[{HAN}])(?<![表图第附件款条页号型版级例题注])(?P<number>[0-9]{{1,3}}[{BLANK}][0-9]{{1,2}})"
    "(?=[人例名户个家件次项万亿元吨亩%％])"
)
_LIQUIDS = ("水", "油", "酒", "奶", "的", "以", "装")
_TERMS = frozenset(("O2O", "o2o"))  # online to offline


def find_digit_look_alikes(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """The whole number is doubted, and proposed with figures alone.

    Inside a number such a letter is always wrong; at its ends only where a unit follows.

    Leaves alone: formulas, blood groups, model names, litres (5l), rows of Chinese figures, B for
    a thousand millions (1.5B参数).

    >>> from pipeline.model.article import Role
    >>> text = "2O21年新增l2家企业，增长5l.3%，1O0人，lO月，O.5元，2〇18年，62.6B亿元"
    >>> [doubt.after for doubt in find_digit_look_alikes([Said(text, Role.PARAGRAPH)])]
    ['2021', '12', '51.3', '100', '10', '0.5', '2018', '62.68']
    >>> plain = "O2、CO2、H2O、Fe2O3、O型、PM2.5、5G、O2O、二〇二一年、5l水、IO口、I类、iPhone 11"
    >>> list(find_digit_look_alikes([Said(plain + "、1.5B参数、4S店", Role.PARAGRAPH)]))
    []
    """
    for n, block in enumerate(blocks):
        if block.text.isascii():
            continue
        every = (*_RUN.finditer(block.text), *_BEHIND_A_POINT.finditer(block.text))
        for found in sorted(every, key=re.Match.start):
            if found.re is _BEHIND_A_POINT or _is_number(block.text, found):
                yield Doubt(
                    n, found.start(), found.end(), found[0].translate(_FIGURE),
                    "a letter stands where the number has a figure", Certainty.HIGH,
                )  # fmt: skip


def _is_number(text: str, found: re.Match[str]) -> bool:
    run = found[0]
    if run in _TERMS:
        return False
    if _WITHIN.search(run) and run[0].isdigit():
        return True
    counted = _COUNTED.match(text, found.end()) is not None
    if not counted or not any(character in "OolI" for character in run):
        return False
    if run[0].isdigit():
        litres = run[-1] == "l" and text.startswith(_LIQUIDS, found.end())
        return _AT_END.search(run) is not None and not litres
    if len(run) == 1:
        return _ALONE.match(text, found.start()) is not None
    return _AT_START.match(run) is not None


def find_parted(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """A number with a blank in it: perhaps one, perhaps two.

    >>> from pipeline.model.article import Role
    >>> [one.after for one in find_parted([Said("追踪到4 46人，在院1 9例。", Role.PARAGRAPH)])]
    ['446', '19']

    Leaves alone: thousands set apart, tables and annexes, what follows a year, rows.

    >>> plain = "面积12 000平方米，表2 3项指标，2024 5月，型号A3 20台，得分3 2，早稻 12 晚稻 3 亩"
    >>> list(find_parted([Said(plain, Role.PARAGRAPH)]))
    []
    """
    for n, block in enumerate(blocks):
        for found in _PARTED.finditer(block.text):
            yield Doubt(
                n, *found.span("number"), BLANKS.sub("", found["number"]),
                "a blank stands inside the number", Certainty.MEDIUM,
            )  # fmt: skip


RULES = (
    ReadingRule("digit-look-alike", Evidence.REASON, find_digit_look_alikes),
    ReadingRule("parted-number", Evidence.REASON, find_parted),
)
