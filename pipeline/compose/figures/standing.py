"""Which figures can stand in a table by themselves: those that say how much there is of a thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.compose.clauses import behind_last
from pipeline.compose.figures.after import BECAME
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from pipeline.model.backmatter import KeyFigure

#: What is counted in these is a detail: an age, a length of time, a number of times.
_DETAIL = frozenset((*"岁年天月级期届次目科属大℃", "小时", "分钟", "个月"))
#: 三名航天员 are who, not how many.
_PEOPLE, _A_FEW = frozenset("人名位"), frozenset("123456789一二两三四五六七八九")
#: 一家, 1个: no number anybody looks for; 循环寿命超过1200次: what is counted in times.
_ONE = frozenset("1一两二")
_IN_DETAIL = re.compile("(?:寿命|次数|频次|时间|用时|时长|周期|工期|车程|天数)$")
#: 村小、教学点18所: both together. What has a number of its own, or of what it is: 不足50人的村小.
_ITS_OWN = re.compile(r"[\d一二三四五六七八九十百千万]")
_COUNTED_OFF = re.compile("[一二三四五六七八九]、[二三四五六七八九十]")
_OF_ITS_OWN = re.compile(r"\d[^、，]{0,6}的")
#: 有11项企业知晓率不足三成: of those eleven, not of all.
_OF_SOME = re.compile(r"[\d多余一二三四五六七八九十百千万亿][项家个户名所种类]$")
_SIZES, _CURRENCIES = frozenset("万亿萬億"), ("USD", "RMB", "$", "￥")
#: 成本为同类的3倍: no name of a thing.
_TIMES_OF, _LIKE = frozenset("倍成"), re.compile(f"[{HAN}）][为是]|^[为是]")
_THINGS = re.compile("[个项家条件种处座所支]$")
_GREW = re.compile("(?:增|降|减|涨|提高|上升|减少|增加)")
_RATE = re.compile("率|占|比重|比例|增|降|减|提高|上升|度")


def stands(one: KeyFigure) -> bool:
    """Not 60岁以上老人 and 三名航天员, which say who, not how many; 产值过10亿的企业, which says
    which; 优势资源70%以上集聚在那里, which is no rate of theirs; nor 12、15和18亿元, whose unit is
    apart; nor 11项企业知晓率不足三成, which is so of those eleven.
    """
    figure = one.figure
    if figure.unit in _SIZES and _is_cut(one):
        return False
    if figure.unit in _TIMES_OF and _LIKE.search(simplified(figure.metric)):
        return False
    if _ends_in_deed(simplified(figure.metric), short=not _THINGS.search(figure.unit)):
        return False
    befell = BECAME.fullmatch(simplified(figure.metric)) is not None
    if figure.unit in _PEOPLE and figure.value in _A_FEW and not befell:
        return False
    if figure.value in _ONE and not figure.from_value and len(figure.unit) == 1 and not befell:
        return False
    detail = figure.unit in _DETAIL and not _IN_DETAIL.search(simplified(figure.metric))
    if detail or (figure.unit and one.value == figure.value) or _is_of_several(one):
        return False
    metric = one.text.find(figure.metric)
    if metric > 0 and _OF_SOME.search(simplified(one.text[:metric])):
        return False
    after = _behind(one)[:1]
    share = "%" in figure.unit and not _RATE.search(simplified(figure.metric))
    return not share and (after != "的" or figure.metric.startswith(_behind(one)[1:3]))


def _ends_in_deed(metric: str, *, short: bool) -> bool:
    """Whether a name ends in what somebody does: 平均要盖37个章 counts what comes behind; where it
    is ``short``, in a verb of one character, 职工们凑8万元.
    """
    *_, (word, kind) = dictionary.tag(metric)
    deed = kind == "v" or (short and kind == "vn" and len(word) == 1)
    return deed and _GREW.match(word) is None and (len(word) == 1 or not short)


def _behind(one: KeyFigure) -> str:
    return one.text[one.text.index(one.value) + len(one.value) :]


def _is_cut(one: KeyFigure) -> bool:
    """Whether a unit goes on in letters, or stands before its number: 3.7万t, USD 2.13亿."""
    before = one.text[: one.text.index(one.value)].rstrip()
    after = _behind(one)[:1]
    return (after.isascii() and after.isalpha()) or before.endswith(_CURRENCIES)


def _is_of_several(one: KeyFigure) -> bool:
    """Whether a number counts several things together, of which the label has the last."""
    plain = simplified(one.text)
    at = plain.find(simplified(one.figure.metric))
    if at < 1 or plain[at - 1] != "、":
        return False
    if _COUNTED_OFF.match(plain, at - 2):
        return True
    before = plain[behind_last("，。；：", plain, at) : at - 1]
    return _ITS_OWN.search(_OF_ITS_OWN.sub("", before)) is None
