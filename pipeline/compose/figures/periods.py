"""When a number is said of: the last time named before it in its sentence, as it is printed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from pipeline.compose.clauses import clause_start
from pipeline.normalise.language.characters import HAN

_END = (
    "(?:上半年|下半年|前[一二三]季度|第?[一二三四]季度|年?底|年?末|年?初|以来|期间|时期|当年|全年)"
)
_YEARS = r"\d{4}年?(?:\d{1,2}月)?\s?[—–\-~～至到]{1,2}\s?\d{4}年(?:\d{1,2}月)?"
_YEAR = r"(?:\d{4}|[二一][〇零○九]?[〇零○一二三四五六七八九]{2,3})年"
#: 10月1日至7日, 10月1—7日.
_DAYS = r"\d{1,2}日?(?:\s?[—–\-~～至到]{1,2}\s?(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)|\d{1,2}日"
_PLAN = "“?(?:十[一二三四五六]|[七八九])五”?(?:规划)?(?:期间|时期|以来|末|初)|“十[一二三四五六]五”"
# 2019年, 截至2020年底, “十四五”期间, 今年上半年, 近三年, 党的十八大以来, 1至5月.
TIME = re.compile(
    rf"(?:\d{{4}}年)?\d{{1,2}}月(?:\d{{1,2}}日)?[{HAN}]{{2,4}}以来"
    r"|截[至止]\d{1,2}日(?:\d{1,2}时)?|[本上]周(?![期年边岁])|[本上]月(?:\d{1,2}日|底|末|初)?"
    rf"|{_YEARS}(?:{_END})?"
    rf"|(?:截至|截止|到|自|从|在)?{_YEAR}度?(?:\d{{1,2}}月(?:{_DAYS}|份|底|末|初)?)?(?:{_END})*"
    rf"|{_PLAN}|党的十[八九]大以来|党的二十大以来"
    rf"|(?:截至)?(?:今年|去年|前年|当年|上年度?|本年度?|次年)(?:\d{{1,2}}月份?(?:{_DAYS}|底|末|初)?"
    r"|1?\d\s?[—–\-~至到]\s?1?\d月份?|第?[一二三四]季度|" + _END + "|来|同期)*"
    r"|(?:截至)?目前|(?:最近|近|过去|这|前)[两二三四五六七八九十\d]{1,2}年(?:来|间|以来|里)?"
    r"|近年来?|多年来|[两二三四五六七八九十]年(?:来|间|以来)"
    r"|(?:截至|到)\d{1,2}月(?:\d{1,2}日|底|末|初)?|1?\d\s?[—–\-~至到]\s?1?\d月份?"
    rf"|(?<![\d—–\-~至到])\d{{1,2}}月(?:{_DAYS})"
    r"|(?:第?[一二三四五六七八九十\d]{1,2}|前[一二三])季度|[上下]半年|同期"
)
#: A time that is called so by who writes in it.
OF_THE_WRITER = re.compile("[本上][周月]")
_BEGINS = re.compile("^(?:从|自|在|由)")
# 预计2025年达产；二期产能…: what is told behind a ； is planned for no such time.
_PLANNED = re.compile("^(?:预计|计划|力争|有望|拟|将)")
# 较2018年, 比去年, 与上年相比: what something is held against.
_HELD_AGAINST = re.compile("(?:较|比|占|与|和|同|是|恢复到)$")
# 2000年以前建成的小区: when they were built.
_EARLIER = re.compile("以前|之前|前(?=建|的)")
# 成立于2015年3月，…在岗职工146人: when somebody began says nothing of what is counted since.
_BEGAN = re.compile("(?:成立|组建|创建|创办|创立|设立|注册|始建|建|毕业|出生|生)于$")
# 1961年以来同期第2多, 近十年来最好: among what something has a rank.
_RANKS = re.compile(
    "(?:以?来)?(?:历史)?(?:同期)?(?:的?历史)?(?:第[一二三四五六七八九十\\d]|最|新[高低]|首[次位])"
)


#: So long is the name of a paper at most.
_TITLE = 60

Time = re.Match[str]


def times(text: str) -> tuple[Time, ...]:
    """The times that a sentence names, from left to right, but those it holds something against,
    those among which something has a rank, 同期, which says of no time which, and when somebody
    began.

    >>> [time[0] for time in times("2020年用水17.95亿立方米，较2018年减少5.23亿立方米")]
    ['2020年']
    >>> times("2024年10月1日至7日，接待游客13.6万人次")[0][0]
    '2024年10月1日至7日'
    >>> times("发病面积较去年同期增加3200亩"), times("与近5年同期相比，为1961年以来同期第2多")
    ((), ())
    >>> [time[0] for time in times("11月6日开秤以来收粮3万吨，截至18日12时，本周新增")]
    ['11月6日开秤以来', '截至18日12时', '本周']
    >>> times("企业成立于2015年3月，在岗职工146人")
    ()
    """
    return tuple(
        found
        for found in TIME.finditer(text)
        if not _held_against(text, found)
        and not _EARLIER.match(text, found.end())
        and not _in_title(text, found.start())
        and not _BEGAN.search(text[max(0, found.start() - 3) : found.start()])
        and found[0] != "同期"
        and not _RANKS.match(text, found.end())
    )


def _in_title(text: str, at: int) -> bool:
    """Whether a place lies in the name of a paper: 《氢能产业规划（2021—2035年）》."""
    opens = text.rfind("《", max(0, at - _TITLE), at)
    return opens >= 0 and "》" not in text[opens:at] and text.find("》", at, at + _TITLE) > 0


class Periods:
    """When the numbers of a sentence are told of. Asked from left to right, so that a time which
    holds no more is looked at once, however many numbers follow.

    >>> Periods("“十三五”期间，全市能耗年均下降").at(14)
    '“十三五”期间'
    >>> Periods("一期产能2万吨，预计2031年第二季度达产；二期产能").at(24)
    ''
    >>> Periods("合同于2031年3月5日解除，应付租金").at(17)
    ''
    >>> told = Periods("2030年由2019年的6家增加到8家")
    >>> told.pass_over(5, 14)
    >>> told.at(18)
    '2030年'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._times = times(text)
        self._ends = [one.end() for one in self._times]
        self._starts = [one.start() for one in self._times]
        #: For each time the last one up to it that may still hold; -1 for none.
        self._before = list(range(len(self._times)))
        self._stops = [one.start() for one in re.finditer("；", text)]

    def pass_over(self, low: int, high: int) -> None:
        """The times within a stretch hold only there."""
        for n in range(bisect_left(self._starts, low), bisect_right(self._ends, high)):
            self._drop(n)

    def at(self, place: int) -> str:
        """The last time that ends at or before a place, "" where there is none."""
        n = self._last(bisect_right(self._ends, place) - 1)
        while n >= 0 and (self._is_planned_before(n, place) or self._is_of_deed(n, place)):
            self._drop(n)
            n = self._last(n)
        return _BEGINS.sub("", self._times[n][0]) if n >= 0 else ""

    def _is_planned_before(self, n: int, place: int) -> bool:
        """Whether a ； stands between a time of plans and a place."""
        found = self._times[n]
        stop = bisect_left(self._stops, found.end())
        if stop == len(self._stops) or self._stops[stop] >= place:
            return False
        start = clause_start(self._text, found.start())
        return _PLANNED.match(self._text[start : found.start()]) is not None

    def _is_of_deed(self, n: int, place: int) -> bool:
        """Whether a time only says when something was done, in a clause before: 合同已于2022年11月
        9日解除，应付租金138万元.
        """
        found = self._times[n]
        done = self._text[max(0, found.start() - 1) : found.start()] == "于"
        return done and "，" in self._text[found.end() : place]

    def _drop(self, n: int) -> None:
        if self._before[n] == n:
            self._before[n] = n - 1

    def _last(self, n: int) -> int:
        passed = []
        while n >= 0 and self._before[n] != n:
            passed.append(n)
            n = self._before[n]
        for one in passed:
            self._before[one] = n
        return n


def _held_against(text: str, found: Time) -> bool:
    return _HELD_AGAINST.search(text[max(0, found.start() - 3) : found.start()]) is not None


def timeless(words: str) -> str:
    """What stands behind the last time in some words, or before it: one run, none of it a time.

    >>> timeless("全市2020年工业产值"), timeless("矿山由2019年的"), timeless("茶叶产量")
    ('工业产值', '矿山由', '茶叶产量')
    >>> timeless("2000年以前建成的小区")
    '2000年以前建成的小区'
    >>> timeless("较2018年减少"), timeless("占同期全国出口总值")
    ('较2018年减少', '占同期全国出口总值')
    """
    while found := next(reversed(list(TIME.finditer(words))), None):
        if _held_against(words, found) or _EARLIER.match(words, found.end()):
            return words
        after = words[found.end() :].lstrip("的")
        words = after if len(after) > 1 else words[: found.start()]
    return words
