"""What sources that appeared on different days say of one without its year: 3月22日, 去年, 本周."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.collate.letters import letters_of
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    import datetime as dt

#: Who retells within so many days may leave the year out, too.
_APART = 366

_NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_WITHOUT_YEAR = re.compile(
    f"(?<![年0-9一二三四五六七八九十]){_NUMBER}月{_NUMBER}[日号]|[今去前明本上]年(?!级)|[本上下]月|[昨今明]天|[昨今]日"
)
_OF_WEEK, _OF_MONTH = re.compile("[本上下]周(?![期年边])"), re.compile("[本上下]月")


def of_other_days(one: str, other: str, here: dt.date | None, there: dt.date | None) -> bool:
    """Whether two sentences speak of days, by the days on which their sources appeared, and so of
    two of them, though they call them alike. Who says the same to the letter prints it again.

    >>> import datetime as dt
    >>> old, weeks_later, new = dt.date(1962, 3, 28), dt.date(1962, 4, 10), dt.date(2023, 5, 10)
    >>> def apart(text, here, there, told="三月二十二日，去年的试点结束。"):
    ...     return of_other_days(text, told, here, there)
    >>> apart("3月22日，试点结束。", old, new), apart("去年的试点结束了。", old, new)
    (True, True)
    >>> apart("3月22日，试点结束。", old, weeks_later)
    False
    >>> apart("1962年3月22日，试点结束。", old, new), apart("试点在十二个公社推广。", old, new)
    (False, False)
    >>> apart("3月22日，试点结束。", old, None)
    False
    >>> apart("3月22日，试点结束。", old, new, "3月22日，试点结束。")
    False

    A week, or a month, is called so by those who write in it.

    >>> apart("本周，玉米跌。", old, weeks_later, "本周，玉米涨。")
    True
    >>> apart("本周，玉米跌。", old, old, "本周，玉米涨。")
    False
    >>> apart("上周，玉米跌。", old, weeks_later, "本周，玉米涨。")
    False
    """
    if here is None or there is None or here == there or letters_of(one) == letters_of(other):
        return False
    plain = simplified(one), simplified(other)
    weeks, months = (
        frozenset.intersection(*(frozenset(pattern.findall(text)) for text in plain))
        for pattern in (_OF_WEEK, _OF_MONTH)
    )
    if weeks and here.isocalendar()[:2] != there.isocalendar()[:2]:
        return True
    if months and (here.year, here.month) != (there.year, there.month):
        return True
    return abs((here - there).days) > _APART and all(map(_WITHOUT_YEAR.search, plain))
