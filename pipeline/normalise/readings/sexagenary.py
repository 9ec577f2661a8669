"""Years counted in two ways that don't agree: 民国二十年（1931）辛末, where 1931 is 辛未.

A year of an era and one of our count are one year, and sixty pairs of stems and branches name the
years in turn (干支纪年); 1984 is 甲子. Where two of the three stand side by side, each proves the
other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.language.characters import BLANK
from pipeline.normalise.language.simplified import simplified
from pipeline.normalise.readings.look_alike import alike
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FIRST = 4  # a year 甲子
#: The year before an era's first (中国历史纪年表).
_ERAS = {
    "洪武": 1367, "永乐": 1402, "宣德": 1425, "正统": 1435, "景泰": 1449, "天顺": 1456,
    "成化": 1464, "弘治": 1487, "正德": 1505, "嘉靖": 1521, "隆庆": 1566, "万历": 1572,
    "天启": 1620, "崇祯": 1627, "顺治": 1643, "康熙": 1661, "雍正": 1722, "乾隆": 1735,
    "嘉庆": 1795, "道光": 1820, "咸丰": 1850, "同治": 1861, "光绪": 1874, "宣统": 1908,
    "民国": 1911,
}  # fmt: skip
_NUMERALS = {numeral: n for n, numeral in enumerate("〇一二三四五六七八九")} | {"元": 1}

_ERA_YEAR = re.compile(
    rf"(?P<era>{'|'.join(_ERAS)})(?P<count>元|[二三四五六七]?十[一二三四五六七八九]?|[一二三四五六七八九]|[0-9]{{1,2}})年"
)
_YEAR = re.compile("(?<![0-9])(?P<year>1[0-9]{3}|20[0-9]{2})(?=年|[）)])年?")
_BETWEEN = f"[{BLANK}（(）)，,]{{0,3}}"
_BESIDE = re.compile(_BETWEEN)
#: Two characters that may name a year, before what goes on behind such a name.
_PAIR = re.compile(
    rf"{_BETWEEN}(?P<pair>[{_STEMS}].|.[{_BRANCHES}])(?=[年岁，,、。；（(）)《“”\s]|[春夏秋冬正]|$)"
)


def find_years(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """A year of our count, one of an era and the name of a year, side by side, that aren't one. The
    last weeks before the new year by the moon still bear the old name.

    >>> from pipeline.model.article import Role
    >>> def found(text):
    ...     doubts = find_years([Said(text, Role.PARAGRAPH)])
    ...     return [(text[one.start : one.end], one.after) for one in doubts]
    >>> found("民国二十年（1931）辛末，七月大水。"), found("光绪二年（1877），丙子。")
    ([('辛末', '辛未')], [('1877', '1876')])
    >>> found("1954年甲子，连降大雨。"), found("道光十九年已亥，重修南堤。")
    ([('甲子', '甲午')], [('已亥', '己亥')])

    Leaves alone: what is right, the winter before, what only holds such characters.

    >>> found("民国二十年（1931）辛未，1932年1月辛未岁末，1911年辛亥革命，1935年丁玲，光绪二年丙子")
    []
    """
    for n, block in enumerate(blocks):
        text = simplified(block.text)
        if not _ERA_YEAR.search(text) and not _PAIR.search(text):  # nearly every block
            continue
        known = -1
        for era in _ERA_YEAR.finditer(text):
            year = _ERAS[era["era"]] + _counted(era["count"])
            behind = _BESIDE.match(text, era.end())
            other = _YEAR.match(text, behind.end()) if behind else None
            if other is None:
                yield from _misnamed(n, text, era.end(), year)
                continue
            known = other.start()
            if int(other["year"]) == year:
                yield from _misnamed(n, text, other.end(), year)
            elif _named(text, other.end()) != name_of(int(other["year"])):
                reason = f"{era[0]} is the year {year}"
                yield Doubt(n, *other.span("year"), str(year), reason, Certainty.MEDIUM)
        for other in _YEAR.finditer(text):
            if other.start() != known:
                yield from _misnamed(n, text, other.end(), int(other["year"]))


def _misnamed(block: int, text: str, at: int, year: int) -> Iterator[Doubt]:
    """The doubt, if any, of a name that stands behind a year."""
    found = _PAIR.match(text, at)
    if found is None or found["pair"] in (name_of(year), name_of(year - 1)):
        return
    pair, name = found["pair"], name_of(year)
    reason = f"{year} is the year {name}"
    wrong = [i for i in (0, 1) if pair[i] != name[i]]
    start = found.start("pair")
    if len(wrong) == 1 and alike(pair[wrong[0]], name[wrong[0]]):
        yield Doubt(block, start, start + 2, name, reason, Certainty.HIGH)
    elif pair in _NAMES:
        yield Doubt(block, start, start + 2, name, reason, Certainty.MEDIUM)


def _named(text: str, at: int) -> str:
    """What stands behind a year as its name."""
    found = _PAIR.match(text, at)
    return found["pair"] if found else ""


def name_of(year: int) -> str:
    """The stem and the branch that name a year.

    >>> name_of(1984), name_of(1931), name_of(1911)
    ('甲子', '辛未', '辛亥')
    """
    return _STEMS[(year - _FIRST) % 10] + _BRANCHES[(year - _FIRST) % 12]


_NAMES = frozenset(map(name_of, range(60)))


def _counted(count: str) -> int:
    """The number of an era's year.

    >>> [_counted(one) for one in ("元", "九", "十", "十二", "二十", "二十七", "33")]
    [1, 9, 10, 12, 20, 27, 33]
    """
    if count.isdigit() and count.isascii():
        return int(count)
    tens, ten, ones = count.rpartition("十")
    if not ten:
        return _NUMERALS[ones]
    return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0)


RULES = (ReadingRule("year-named-otherwise", Evidence.REASON, find_years),)
