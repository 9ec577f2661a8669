"""Of whom a number is told: the place, firm or body that its sentence names before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose import clauses
from pipeline.compose.names.organisations import organisations
from pipeline.compose.names.tokens import is_word, tokens
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.gazetteer import Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.compose.names.words import NameWords

# 全市, 该县, 我省: who is meant is known from elsewhere; the word stands for it.
_SCOPE = re.compile(
    "(?:[全该本我](?:省|市|县|区|镇|乡|村|州|旗|国|校|院|厂|行业)|全球|世界(?!银行|贸易|卫生|遗产|杯))(?![委政府场级])"
    "|(?:该|这家)(?:公司|企业|集团|项目|园区|基地|医院|学校|产业|中心|合作社)"
)
# 占全国, 低于全省, 位于柳州: named for something else than what is told of it.
_ELSEWHERE = re.compile(
    "(?:占据?|居|位居|位于|位列|列|低于|高于|优于|快于|多于|少于|比|较|超过|相当于|在|向|从|对|与|和|同|到|赴|来自|"
    "经|由|被|据|、|涉及|获|获评|评为|对接|引进|成为|是|为|至|离|距|出口|面向|辐射|服务|覆盖|省外|达到|以及|于)"
    "(?:了|的|过|整个)?$"
)
# 临湾区 at the head of a clause: a place that the gazetteer doesn't have.
_UNKNOWN_PLACE = re.compile(
    f"(?:^|[，。；：])([{HAN}]{{2}}[市县区镇乡])(?=[{HAN}])(?![场民级委政域容面内外里])"
)
# 翔鹭新区占28.1%, 其他地区占15.3%: whose share it is, though nobody has heard of it.
_SHARE = re.compile(
    f"(?:^|[，。；：、])([{HAN}]{{2,8}}(?:新区|开发区|高新区|经开区|园区|地区|县区|区县|市县|企业))占"
    "(?=[0-9约近])"
)
# 清河黄坪水文站水位68.42米: where it was measured, and none of the whole county's.
_GAUGE = re.compile(
    f"(?:^|[，。；：])([{HAN}]{{2,10}}(?:水文站|水位站|气象站|监测站|水库))(?=[{HAN}])"
)
# 某公司在某市宣布，其新车…; 市场监管局局长某某告诉记者，今年…: who only says it.
_SAYS = re.compile(
    f"(?:（[^）]{{1,80}}）)?(?:在[{HAN}]{{2,10}})?(?:宣布|公布|介绍|表示|透露)，其"
    "|(?:（[^）]{1,80}）)?[^，。；“]{0,20}(?:报告|统计|数据)(?:称|显示|表明|认为|指出|预测|预计)，"
    f"|[{HAN}]{{0,8}}(?:长|书记|主任|负责人|经理|总裁|发言人)[{HAN}]{{2,4}}?"
    "(?:介绍|表示|告诉|说|称|透露|指出|坦言)"
)
_NO_HEADS = "县市城全该本我各园老新主景山地社高经开两"
_THAN = re.compile("低于|高于|优于|快于|占")


_start, _end = attrgetter("start"), attrgetter("end")


class Named(NamedTuple):
    """Characters [start, end) of a sentence name somebody a number may be told of."""

    start: int
    end: int


def named(
    text: str, words: NameWords | None, shorts: AbstractSet[str] = frozenset()
) -> tuple[Named, ...]:
    """Who a sentence speaks of, from left to right, the longest name at each place. ``shorts``
    are short forms of places that are known to be meant.

    >>> text = "去年，全县茶叶产量占全省的8%，临江县占1%。"
    >>> [text[one.start : one.end] for one in named(text, None)]
    ['全县', '临江县']

    >>> text = "产值中，临江县占35.2%，湾口新区占28.1%，其他地区占15.3%。"
    >>> [text[one.start : one.end] for one in named(text, None)]
    ['临江县', '湾口新区', '其他地区']

    >>> text = "全市63座水库中有9座超汛限，清河黄坪水文站水位68.42米，超警戒水位1.42米。"
    >>> [text[one.start : one.end] for one in named(text, None)]
    ['全市', '清河黄坪水文站']

    A name that its clause ends with is what somebody is held against, or what is done to it.

    >>> text = "财政收入努力跑赢全国，工业增加值增长9%；永兴县，总面积1979平方公里。"
    >>> [text[one.start : one.end] for one in named(text, None)]
    ['永兴县']

    Nor is one told of a place that only says where something else is.

    >>> named("临江公司在江苏省常州市宣布，电芯容量125万安时。", None)
    ()

    Nor of who only says it.

    >>> named("临江县公安局局长石磊告诉记者，今年将新增岗亭12个。", None)
    ()
    """
    parts, places = tokens(text, shorts)
    found = [
        Named(one.start, one.end)
        for one in places
        if one.full or one.level > Level.COUNTY or one.name in shorts
    ]
    found += [
        Named(one.start(1), one.end(1))
        for one in _UNKNOWN_PLACE.finditer(text)
        if not is_word(one[1]) and one[1][0] not in _NO_HEADS
    ]
    found += [
        Named(one.start(1), one.end(1)) for of in (_SHARE, _GAUGE) for one in of.finditer(text)
    ]
    found += [Named(one.start(), one.end()) for one in _SCOPE.finditer(text)]
    if words is not None:
        found += [Named(one.start, one.end) for one in organisations(parts, words)]
    out: list[Named] = []
    within = -1  # where the place ends that is named for something else
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        inside = out and one.start < out[-1].end
        clause = text[clauses.behind_last(clauses.MARKS, text, one.start) : one.start]
        ends = len(clause) > 1 and clauses.MARK.match(text, one.end) is not None
        elsewhere = _ELSEWHERE.search(clause[-5:]) or _THAN.search(clause)
        if elsewhere or one.start == within:
            within = one.end
        elif not inside and not ends and not _SAYS.match(text, one.end):
            out.append(one)
    return tuple(out)


def whose(text: str, at: int, names: tuple[Named, ...]) -> str:
    """Whom a number at ``at`` is told of: who its clause begins with, or the last clause before
    it that names somebody.
    """
    before = names[: bisect_right(names, at, key=_end)]
    if not before:
        return ""
    low = clauses.behind_last(clauses.MARKS, text, before[-1].start)
    return _first(text, before[bisect_left(before, low, key=_start) :])


def _first(text: str, inside: Sequence[Named]) -> str:
    """永兴经开区的湖南金业公司: of two that stand together the last."""
    one, *others = inside
    if text[one.end : one.end + 1] == "、":
        return ""  # 浙江、安徽等27省 have it together
    for other in others:
        stands = text[one.end : other.start] in ("", "的")
        if not stands or text[other.start] in "全该":
            break
        one = other
    return text[one.start : one.end]
