"""Dates in the words of a text: where they stand, and what day, month, year or span they say.

Nothing is resolved here that isn't said; 去年 and a day without its year stay what they are, and
``settle`` dates them by what is known of the source.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.normalise.language.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Stands for a month or day that isn't told: what is told of a whole year or month comes last.
WHOLE = 99

_DIGITS = {character: n for n, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_ONES = "一二三四五六七八九"

_YEAR = r"(?:1\d{3}|20\d\d|一[〇○零一二三四五六七八九]{3}|二[〇○零][〇○零一二三四五六七八九]{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
#: 1931年初设时: what was first set up, not the beginning of the year.
_NOT_EARLY = "(?![设建创步期次试具选级赛])"
_PART = (
    f"年初{_NOT_EARLY}|年中|年底|年末|上半年|下半年|第?[一二三四]季度|[春夏秋冬](?:[季天])?"
    "|(?:上旬|中旬|下旬|月初|月中|月底|月末)"
)
#: 6月16日至22日, 6月30日—7月2日: an event of several days begins on the first.
_TO_DAY = rf"(?:[—–\-\N{{FULLWIDTH HYPHEN-MINUS}}~～至到]{{1,2}}(?:{_MONTH}月)?{_DAY}[日号])?"
_MONTH_AND_DAY = rf"{_MONTH}月(?:{_DAY}[日号]{_TO_DAY}|[上中下]旬|初|底|末)?"
_RELATIVE = "今年|去年|前年"
_SAME = "同年|当年|是年|次年|翌年"
_TODAY = "今天|今日|昨天|昨日"

#: 民国二十七年（1938）10月, 明洪武二十四年（1391）
_REIGN = rf"[唐宋元明清]?[{HAN}]{{2}}[元{_ONES}十]{{1,3}}年"
_DATE = re.compile(
    rf"(?P<plan>“?(?P<plan_number>十?[{_ONES}])五”?(?:期间|时期))"
    rf"|(?P<from>{_YEAR})年?(?P<from_month>{_MONTH}月)?"
    rf"(?:[—–\-\N{{FULLWIDTH HYPHEN-MINUS}}~～至到]{{1,2}}|[、和])"
    rf"(?P<to>{_YEAR})年(?:{_MONTH}月)?"
    rf"|{_REIGN}[（(](?P<reign_year>{_YEAR})[）)](?P<reign_rest>(?:{_MONTH_AND_DAY}|{_PART})?)"
    rf"|(?:(?P<reign>[唐宋元明清]?[{HAN}]{{2}}[元{_ONES}十]{{1,3}}年)[（(])?"
    rf"(?P<year>{_YEAR})年(?P<rest>(?:{_MONTH_AND_DAY}|底|末|初{_NOT_EARLY}|中(?=[，、])|{_PART})?)"
    r"(?P<closed>(?<=年)[）)])?"
    rf"|(?P<relative>{_RELATIVE})(?P<relative_rest>(?:{_MONTH_AND_DAY}|底|末|初|{_PART})?)"
    rf"|(?P<same>{_SAME})(?P<same_rest>(?:{_MONTH_AND_DAY}|底|末|初|{_PART})?)"
    rf"|(?P<today>{_TODAY})"
    rf"|(?<![\d年一二三四五六七八九十至—\-、个])(?P<bare>{_MONTH}月{_DAY}[日号]{_TO_DAY})"
)
_DAY_SIGN = re.compile("[日号]")
#: What makes of a year something else: a decade, a class of students, a number of years.
_NO_DATE_AFTER = re.compile("代|级|来(?![到源])|多|余|度(?!假)|间(?![，的])")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12}
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}


@dataclass(frozen=True, slots=True)
class Dated:
    """Characters [start, end) of a text say a date; ``text`` is what they say.

    ``year`` is None where it isn't told with it; ``shift`` then says which year from the one of
    the source (今年 0, 去年 -1), or is None where it hangs on a year before it in the text
    (``same``: 同年 0, 次年 1) or on nothing at all. ``days``: 昨天 -1, 今天 0.
    """

    start: int
    end: int
    text: str
    year: int | None
    month: int = WHOLE
    day: int = WHOLE
    rest: str = ""
    shift: int | None = None
    same: int | None = None
    days: int | None = None

    @property
    def when(self) -> tuple[int, int, int]:
        return (self.year or 0, self.month, self.day)


def dates(text: str) -> Iterator[Dated]:
    """The dates of a text, from left to right.

    >>> [(d.text, d.when) for d in dates("2019年5月6日获批，2020年底建成")]
    [('2019年5月6日', (2019, 5, 6)), ('2020年底', (2020, 12, 99))]
    >>> [(d.text, d.when) for d in dates("2018年—2021年5月引进")]
    [('2018年—2021年5月', (2018, 99, 99))]
    >>> [(d.text, d.when) for d in dates("二〇二一年三月十二日，“十三五”期间")]
    [('二〇二一年三月十二日', (2021, 3, 12)), ('“十三五”期间', (2016, 99, 99))]
    >>> [(d.text, d.when) for d in dates("2024年6月16日至22日，连降大雨")]
    [('2024年6月16日至22日', (2024, 6, 16))]
    >>> [(d.text, d.month, d.day) for d in dates("6月30日—7月2日，会议召开；5月3日、4日")]
    [('6月30日—7月2日', 6, 30), ('5月3日', 5, 3)]
    >>> [(d.text, d.shift, d.month) for d in dates("去年8月，9月24日")]
    [('去年8月', -1, 8), ('9月24日', None, 9)]
    >>> [(d.text, d.when) for d in dates("清康熙二十三年（1684年）设渡")]
    [('清康熙二十三年（1684年）', (1684, 99, 99))]
    >>> [(d.text, d.when) for d in dates("民国二十七年（1938）10月失守，1931年初设")]
    [('民国二十七年（1938）10月', (1938, 10, 99)), ('1931年', (1931, 99, 99))]

    Leaves alone: decades, lengths of time, ratios.

    >>> list(dates("20世纪80年代起，近2000年来，历时1250年代，3个月，两年"))
    []
    """
    for found in _DATE.finditer(text):
        if _NO_DATE_AFTER.match(text, found.end()):
            continue
        one = _read(found)
        if one is not None:
            yield one


def _read(found: re.Match[str]) -> Dated | None:
    start, end = found.span()
    if found["plan"]:
        first = _first_year(found["plan_number"])
        opened, closed = found[0].startswith("“"), "”" in found[0]
        return Dated(start, end, found[0], first) if opened == closed and first else None
    if found["from"]:
        month = small_number((found["from_month"] or "")[:-1]) or WHOLE
        return Dated(start, end, found[0], _year(found["from"]), month)
    if found["reign_year"]:
        return _with_rest(
            Dated(start, end, found[0], _year(found["reign_year"])), found["reign_rest"]
        )
    if found["year"]:
        if found["reign"] and not found["closed"]:
            start = found.start("year")
        elif found["closed"] and not found["reign"]:
            end -= 1
        said = found.string[start:end]
        return _with_rest(Dated(start, end, said, _year(found["year"])), found["rest"])
    one = Dated(start, end, found[0], None)
    if found["relative"]:
        shift = {"今年": 0, "去年": -1, "前年": -2}[found["relative"]]
        return _with_rest(replace(one, shift=shift), found["relative_rest"])
    if found["same"]:
        same = 1 if found["same"] in ("次年", "翌年") else 0
        return _with_rest(replace(one, same=same), found["same_rest"])
    if found["today"]:
        return replace(one, days=0 if found["today"].startswith("今") else -1)
    return _with_rest(one, found["bare"])


def _with_rest(one: Dated, rest: str) -> Dated:
    """Month, day or part of the year, as told after the year."""
    month, day = WHOLE, WHOLE
    head, mark, tail = rest.partition("月")
    if mark and (number := small_number(head)):
        month = number
        first, *others = _DAY_SIGN.split(tail)
        day = small_number(first) if others else WHOLE
        day = {"初": 5, "上旬": 10, "中旬": 20}.get(tail, day)
    elif "季度" in rest:
        month = next(n for name, n in _QUARTERS.items() if name in rest)
    elif rest[:1] in _SEASONS:
        month = _SEASONS[rest[0]]
    elif rest.endswith("初"):
        month, day = 1, 5
    elif rest == "上半年" or rest.endswith("中"):
        month = 6
    elif rest:
        month = 12
    return replace(one, month=month, day=day, rest=rest)


def _first_year(number: str) -> int:
    """The first year of a five-year plan, 0 for a number that is none.

    >>> _first_year("十三"), _first_year("一"), _first_year("九")
    (2016, 1953, 1996)
    """
    n = small_number(number)
    if n in (1, 2):
        return 1948 + 5 * n
    return 1951 + 5 * n if n <= 20 else 0


def _year(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else _positional(text)


def _positional(text: str) -> int:
    number = 0
    for character in text:
        number = 10 * number + _DIGITS[character]
    return number


def small_number(text: str) -> int:
    """A number up to 99, in digits or Han; 0 for none.

    >>> [small_number(text) for text in ("12", "十二", "二十", "三十一", "五", "")]
    [12, 12, 20, 31, 5, 0]
    """
    if not text or text.isascii():
        return int(text or 0)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _positional(text)
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def day_before(date: dt.date, days: int) -> dt.date:
    """The day ``days`` from a date (-1: the day before)."""
    return date + dt.timedelta(days)
