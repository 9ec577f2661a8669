"""What a number counts: the words before it, back to the mark before them; and whose it is."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLAUSE = re.compile("[，。；：！？、（）“”《》]")
# 2019年, 截至2020年底, “十四五”期间, 今年上半年, 近三年: times, no part of what is counted.
TIME = re.compile(
    r"\d{4}年?\s?[—–\-~至到]{1,2}\s?\d{4}年(?:\d{1,2}月)?(?:底|末|初)?"
    r"|(?:截至|截止|到|自|从|在)?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|初|上半年|下半年|以来|期间)*"
    r"|“十[一二三四五六]五”(?:期间|以来|末)?"
    r"|(?:今年|去年|前年|当年|上年|目前|近[两三五十]年|近年)(?:上半年|下半年|[一二三四]季度|\d{1,2}月|以来|来|底|末)?"
    r"|[一二三四五六七八九十\d]{1,2}季度|[上下]半年"
)
# What opens a clause and says nothing of what is counted.
_OPENS = re.compile(
    "^(?:其中|并且|而且|同时|此外|另有|还有|总共|合计|累计|已经|全部|平均|预计|力争|计划|会能够|可以|以及|"
    "还|也|又|再|均|已|共(?![产同青])|则)+"
)
# What stands between a metric and its number, and says nothing of what is counted.
_LINK = re.compile(
    "(?:已经|已|共计|共|总计|累计|分别|也是|是|为|有|占到|达到|达|至|到|实现|完成|突破|超过|仅|约|近|稳定在|"
    "保持在|控制在|维持在|高达|建成|创建|新增|增加|减少|下降|增长|提高|提升|上升|降低|降|升|了|从|由|的|不少于|"
    "不低于|不超过|上涨|缩短|压减)+$"
)
# A metric that only says how a number stands to another one: what it is of was said before.
_RELATIVE = re.compile(
    "^(?:同比|环比|比上年|比去年|较上年|较去年|较|比|按年|年均|占|约占|仅占|占比|其中|增长|增幅|增速|下降|减少|"
    "降幅|提高|提升|分别占|高于|低于|居)"
)
# 全市矿山由496个减少到: where a change starts from is no part of what changes.
_START = re.compile(
    r"[由从自](?:[^由从自]{0,12}\d.*|(?:最初|起初|原来|原先|过去|上年|[^由从自]{0,6}(?:初期|时))的?)$"
)

#: Longer words before a number are cut at their beginning (characters).
_LONGEST = 24


class Metric(NamedTuple):
    """``words`` before a number; ``relative`` where they say how it stands to what was said
    before it in its sentence.
    """

    words: str
    relative: bool


def metric(text: str, end: int) -> Metric:
    """The words before a number that begins at ``end``.

    >>> metric("去年，全县茶叶产量达到", 11)
    Metric(words='全县茶叶产量', relative=False)
    >>> metric("三年来，全市累计投入资金", 12)
    Metric(words='全市累计投入资金', relative=False)
    >>> metric("茶叶产量1.2万吨，同比增长", 14)
    Metric(words='同比', relative=True)
    >>> metric("其中80岁以上老人", 9)
    Metric(words='80岁以上老人', relative=False)
    """
    marks = [found.end() for found in _CLAUSE.finditer(text, 0, end)]
    words = text[marks[-1] if marks else 0 : end].strip()
    words = _stripped(_START.sub("", _timeless(words)))
    relative = _RELATIVE.match(words) is not None or not words
    opened = _OPENS.sub("", words)
    if len(opened) >= 2 and not relative:
        words = opened
    elif words.startswith("其中") and len(opened) >= 2:
        words, relative = opened, False
    return Metric(words[-_LONGEST:], relative)


def _timeless(words: str) -> str:
    """What stands behind the last time in some words, or before it: one run, none of it a time.

    >>> _timeless("全市2020年工业产值"), _timeless("矿山由2019年的"), _timeless("茶叶产量")
    ('工业产值', '矿山由', '茶叶产量')
    """
    while found := next(reversed(list(TIME.finditer(words))), None):
        after = words[found.end() :].lstrip("的")
        words = after if len(after) > 1 else words[: found.start()]
    return words


def _stripped(words: str) -> str:
    while True:
        shorter = _LINK.sub("", words)
        if shorter == words:
            return words
        words = shorter


def period(text: str, at: int) -> str:
    """The last time named before a number in its sentence, as printed."""
    before = [found[0] for found in TIME.finditer(text) if found.end() <= at]
    return before[-1] if before else ""
