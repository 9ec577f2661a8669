"""What the words before a number say: what it counts, or how it stands to what was counted."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from pipeline.compose.clauses import clause_start
from pipeline.compose.figures.periods import timeless
from pipeline.normalise.language.characters import HAN

# What opens a clause and says nothing of what is counted.
_OPENS = re.compile(
    "^(?:并且|而且|同时|其间|此外|另外|另有|还有|总共|合计|累计|已经|全部|预计|力争|计划|可以|以及|并|而|"
    "还|也|又|再|均|已|共(?![产同青享])|则|每年|最终|先后|将(?![军来])|把|使(?!用)|让|仅|其(?![他它余间])|约(?!定)|近|分别|"
    f"(?:完成|实现)(?=[{HAN}]{{0,8}}(?:值|额|收入|投资|营收|税收|利润|量)$))+"
)
#: What stands between a metric and its number, and says nothing of what is counted.
_BETWEEN = (
    "已经|已|一共|共计|合计|总计|折合|约合|合|全年|累计|分别|也是|是|为|占到|达到|达|至|到|实现|完成|突破|超过|超|仅|约|近|(?<![返归偿退交送])还|又|也|"
    "(?<![日月年户人平])均|稳定在|稳定|保持在|保持|控制在|维持在|高达|多达|不少于|不低于|不超过|不足|一度|曾|就|在|有|"
    "了|的|从|由|共|只|仍|却|普遍|￥|¥|USD|RMB|介于|介乎|(?<=.{3})平均"
)
#: Which way something goes: that, too, where it comes to the number.
_WAYS = (
    "大|提高|提升|增加|扩大|降低|下降|减少|发展|增长|上升|压减|缩短|压缩|降|增|升|减|缩|过|"
    "(?:被)?(?:整合|调整|归并|合并|扩充|划分|优化)(?:成|为)?"
)
_LINK_ONLY = re.compile(f"(?:{_BETWEEN})+$")
_LINK = re.compile(f"(?:{_BETWEEN}|{_WAYS})+$")
_TO = re.compile("(?:到|至|为|达)(?:了|目前的|现在的|如今的|约|近)*$")
_WAY = re.compile(
    "(?:增长|下降|减少|增加|提高|提升|上升|降低|下滑|上涨|回落|扩大|缩小|缩短|压缩|压减|增|降|减|升|"
    "快|高|低|多|少)了?$"
)
# How a number stands to one before: what it is of was said there.
_RELATIVE = re.compile(
    "^(?:同比|环比|比|较|按|年均|占(?!地|用)|约占|仅占|占比|其?中?占|增长|增幅|增速|下降|"
    f"(?:减少|提高|提升|降低)(?!了?[{HAN}]{{2}})|降幅|分别占|高于|低于|高出|低出|远低于|远高于|快于|居(?![民住家])|总数$|总量$|总额$|"
    "(?:平均|日均|月均|户均|人均)(?=$|增(?!收)|下降|减|提高)|增加$|减少$|上升|相比|净增$)"
)
# 成本约为磷酸铁锂的3倍: how it stands to something else.
_TIMES = re.compile("^(?:约|大约|大致)?(?:为|是|相当于)[^，]{2,}的$")
_SO_OFTEN = re.compile(r"[约近]?(?:[\d.—–~]+|[一二两三四五六七八九十半]+)多?[倍成]")
#: The day that an entry of a chronicle opens with, the number of a law's article, or of an item.
_OPENING = re.compile(
    r"^(?:\d{1,2}月\d{1,2}日[\s，]+|第[〇零一二三四五六七八九十百\d]{1,5}条\s+|\d{1,2}[.．](?!\d))"
)
# 椅业、竹业、装备制造三大支柱产业: all of them together.
_TOGETHER = re.compile(f"^[{HAN}A-Za-z]{{2,8}}?(?=[两三四五六七八九十][大类][{HAN}]{{2}})")
#: What joins a number's words to another number just before them.
_AND = re.compile("^(?:以?及|和|与)")
_PART = re.compile("^其中[，：]?(?:有|包括)?")
# 全市矿山由496个减少到: where a change starts from is no part of what changes.
_START = re.compile(
    r"[由从自](?:[^由从自]{0,16}\d.*|(?:最初|起初|原来|原先|过去|上年|[^由从自]{0,6}(?:初期|时|前))的?)$"
)
# 郴州有种子植物, 全县现有企业: what is had. Not 每千人拥有床位.
_HAS = re.compile(
    "^(?!每|人均|户均|[百千万]人)(.{0,10}?)(?:现共|现|共|拥|设|建|已|累计)?(?<![国公私所特原稀持没享固])有"
    f"(?=[{HAN}]{{2}})(?![效关限利机色害的])"
)
# 同比可减少废渣排放: something of its own, for all that it is held against another year.
_BUT_WAY = re.compile(f"^(?:同比|环比)可?(?=(?:减少|增加|新增|节约|压减|带动)[{HAN}]{{2}})")
_LAST_OF_MANY = re.compile("^[^等]{1,12}等(?:地(?![区方]))?(.*)$")

_LONGEST = 30


class Kind(Enum):
    """COUNT: words of their own. RELATION: what was counted before goes on (its growth, its
    share). PART: one of the things counted before. NOTHING: there are no words.
    """

    COUNT = auto()
    RELATION = auto()
    PART = auto()
    NOTHING = auto()


class Before(NamedTuple):
    """``words`` are one run of the sentence, beginning at ``start``."""

    kind: Kind
    words: str
    start: int


def before(text: str, end: int, since: int = 0, *, goal: bool = False) -> Before:
    """What the words before a number that begins at ``end`` say; ``goal``: it ends a change. They
    don't reach back beyond ``since``, where another number ends.

    >>> before("去年，全县茶叶产量达到", 11)[:2]
    (<Kind.COUNT: 1>, '全县茶叶产量')
    >>> before("三年来，全市累计投入资金", 12).words
    '全市累计投入资金'
    >>> before("茶叶产量1.2万吨，同比增长", 14)[:2]
    (<Kind.RELATION: 2>, '同比增长')
    >>> before("全市能耗年均下降", 8).words, before("关停“小散乱污”企业", 10).words
    ('全市能耗年均下降', '关停“小散乱污”企业')
    >>> before("矿山52座，其中国家级", 11)[:2]
    (<Kind.PART: 3>, '国家级')
    >>> before("成本1.2元，约为同类电池的3倍", 14)[:2]
    (<Kind.RELATION: 2>, '为同类电池')
    >>> before("第四条　茶园建筑面积为", 11).words, before("赴甲市、乙市等地开展采茶", 12).words
    ('茶园建筑面积', '开展采茶')
    >>> before("椅业、竹业、制笔三大产业实现产值", 16).words
    '三大产业实现产值'
    """
    low = max(clause_start(text, end), since)
    raw = text[low:end]
    said = timeless(_START.sub("", _OPENING.sub("", raw)).strip())
    said = _AND.sub("", said) if since and low == since else said
    of_another = _TIMES.match(said) and _SO_OFTEN.match(text, end)
    part = _PART.match(said)
    said = _PART.sub("", said)
    said = _OPENS.sub("", said) or said
    said = _BUT_WAY.sub("", said)
    many = _LAST_OF_MANY.match(said) if text[low - 1 : low] == "、" else None
    if many:
        said = many[1]
    if text[low - 1 : low] == "、":
        said = _TOGETHER.sub("", said)
    way = bool(_WAY.search(said)) and not goal and not _TO.search(raw)
    said = _stripped(said, _LINK_ONLY if way else _LINK)
    if not said:
        return Before(Kind.NOTHING, "", end)
    had = _HAS.match(said)
    said = said[had.end() :] if had and not _RELATIVE.match(said) else said
    kind = Kind.COUNT
    if _RELATIVE.match(said) or of_another:
        kind = Kind.RELATION
    elif part:
        kind = Kind.PART
    said = said[-_LONGEST:]
    return Before(kind, said, text.rfind(said, 0, end))


def _stripped(words: str, ending: re.Pattern[str]) -> str:
    while True:
        shorter = ending.sub("", words)
        if shorter == words:
            return words
        words = shorter
