"""What sources that appeared years apart say of a day without its year: 3月22日, 去年."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.collate.letters import letters_of
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from pipeline.model.passage import Sentence

#: Who retells within so many days may leave the year out, too.
_APART = 366

_NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_WITHOUT_YEAR = re.compile(
    f"(?<![年0-9一二三四五六七八九十]){_NUMBER}月{_NUMBER}[日号]|[今去前明本上]年(?!级)|[本上下]月|[昨今明]天|[昨今]日"
)


def of_other_days(one: Sentence, other: Sentence, days: Mapping[str, dt.date]) -> bool:
    """Whether two sentences speak of days, by the days on which their sources appeared, and so of
    two of them, though they call them alike. Who says the same to the letter prints it again.

    >>> import datetime as dt
    >>> from pipeline.model.passage import Sentence
    >>> days = {"甲": dt.date(1962, 3, 28), "乙": dt.date(2023, 5, 10), "丙": dt.date(1962, 4, 2)}
    >>> def apart(one, other, text, told="三月二十二日，去年的试点结束。"):
    ...     said = (Sentence(n, "1", 0, 1, t, (), ()) for n, t in ((one, text), (other, told)))
    ...     return of_other_days(*said, days)
    >>> apart("甲", "乙", "3月22日，试点结束。"), apart("甲", "乙", "去年的试点结束了。")
    (True, True)
    >>> apart("甲", "丙", "3月22日，试点结束。"), apart("甲", "乙", "1962年3月22日，试点结束。")
    (False, False)
    >>> apart("甲", "丁", "3月22日，试点结束。"), apart("甲", "乙", "试点在十二个公社推广。")
    (False, False)
    >>> apart("甲", "乙", "3月22日，试点结束。", "3月22日，试点结束。")
    False
    """
    here, there = (days.get(sentence.source) for sentence in (one, other))
    if here is None or there is None or abs((here - there).days) <= _APART:
        return False
    if letters_of(one.text) == letters_of(other.text):
        return False
    return all(_WITHOUT_YEAR.search(simplified(sentence.text)) for sentence in (one, other))
