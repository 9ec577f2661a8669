"""A、B分别为x、y: the first number is A's, the second B's."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose import clauses
from pipeline.compose.figures.periods import TIME, timeless
from pipeline.normalise.language import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.compose.figures.numbers import Number

_EACH = re.compile("分别")
_ITEMS = re.compile("[、和与及]|以及")
_END = re.compile("[。；！？]")
#: What an item may be told of: 园区产值、税收等指标中的占比.
_OF_ALL = re.compile(
    "(?:等[^，、]{0,10})?(?:中|之中)?的?(总?(?:占比|比重|比例|增速|增幅|覆盖率))，?$"
)
_WITHIN = re.compile("^.{2,20}在")
_LINK = re.compile(
    "(?:增长|下降|提高|减少|增加|上升|降低|提升|扩大|压减|"
    "占[^，]{0,14}|比[^，]{0,10}|较[^，]{0,10}|同比|环比)"
)
# Words for quantities, which end what is counted.
QUANTITY = re.compile(
    "(?:率|量|值|额|数|比重|占比|面积|收入|税收|利润|人口|产能|投资|规模|里程|容量|长度|浓度|支出|储量|余额|价格|产值|"
    "增加值|消费|贷款|存款|增速|得分|强度|费用|成本|标准|总和|密度|岁数|寿命|年龄|指数)$"
)
_VERBS = frozenset(("上缴", "缴纳", "实现", "完成", "累计", "创造", "新增"))


class Item(NamedTuple):
    """What the ``number``-th number of a sentence (from 0) counts: ``name`` is the item's own,
    ``shared`` the words that hold for all; ``times``: the items are times.
    """

    number: int
    name: str
    shared: str
    times: bool = False


def items(text: str, found: Sequence[Number]) -> Iterator[Item]:
    """The numbers that 分别 deals out.

    >>> from pipeline.compose.figures.numbers import numbers
    >>> def dealt(text):
    ...     return [one[1:3] for one in items(text, list(numbers(text)))]
    >>> dealt("财政、收费分别占71.5%、18.2%。")
    [('财政', '占'), ('收费', '占')]
    >>> dealt("金润铋业、雄风环保上缴税收分别达2.13亿元、0.84亿元。")
    [('金润铋业', '上缴税收'), ('雄风环保', '上缴税收')]
    >>> dealt("该产业在园区工业增加值、税收等指标中的占比，分别达到73%、88%。")
    [('园区工业增加值', '占比'), ('税收', '占比')]
    >>> dealt("2021年、2022年产值分别达到3亿元、4亿元。")
    [('2021年', '产值'), ('2022年', '产值')]
    """
    starts = [one.start for one in found]
    ends = [*(one.start() for one in _END.finditer(text)), len(text)]
    behind = 0  # the 分别 before, whose items are no part of these
    for each in _EACH.finditer(text):
        end = ends[bisect_left(ends, each.end())]
        inside = range(bisect_left(starts, each.end()), bisect_left(starts, end))
        head = text[max(behind, _head(text, each.start())) : each.start()]
        behind = each.end()
        of_all = _OF_ALL.search(head)
        names = [one for one in _ITEMS.split(head[: of_all.start()] if of_all else head) if one]
        inside = inside[: len(names)]
        if len(names) < 2 or len(inside) < len(names):
            continue
        if any(mark in text[found[inside[0]].end : found[inside[-1]].start] for mark in "，；"):
            continue
        if of_all:
            names[0], shared = _WITHIN.sub("", names[0]), of_all[1]
        else:
            names, shared = _without_shared(names)
        way = _LINK.match(text, each.end(), found[inside[0]].opens)
        shared += way[0].strip("的") if way else ""
        times = all(TIME.fullmatch(one) for one in names)
        for name, n in zip(names, inside, strict=True):
            yield Item(n, name if times else timeless(name) or name, shared, times)


def _head(text: str, at: int) -> int:
    """Where the items before 分别 begin."""
    end = at - 1 if text[at - 1 : at] == "，" else at
    low = clauses.clause_start(text, end)
    opening = low if low and text[low - 1] in "（“" else 0
    return max(clauses.behind_last(clauses.MARKS, text, end), opening)


def _without_shared(names: Sequence[str]) -> tuple[list[str], str]:
    """The items, and the words of the last that hold for all: 雄风环保|上缴税收."""
    first, *between, last = names
    time = list(TIME.finditer(first))
    if time and time[-1].end() == len(first):
        first = time[-1][0]
    others = [first, *between]
    year = TIME.match(last)
    if year and all(TIME.fullmatch(one) for one in others):
        return [*others, year[0]], last[year.end() :]
    if not QUANTITY.search(last) or any(QUANTITY.search(one) for one in others):
        return [*others, last], ""
    words = [word for word, _ in dictionary.tag(last)]
    cut = len(words) - 1
    while cut > 1 and (words[cut - 1] in _VERBS or QUANTITY.search(words[cut - 1])):
        cut -= 1
    shared = "".join(words[cut:]) if cut else ""
    return [*others, last.removesuffix(shared)], shared
