"""Numbers that count something, where they stand in a sentence: 4.6万余件, 三成以上, 3—5家.

A number that counts nothing is none: a year, a date, a section's number, the name of a standard.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = (
    "大约|约|将近|接近|近|超过|超|逾|不足|不到|"
    "不低于|不少于|不超过|仅|至少|多达|高达|达到|达|突破|平均"
)
_SAYS_NOTHING = frozenset({"达", "达到", "平均"})
_AFTER = "以上|以下|以内|左右|上下"
_MEASURES = (
    "平方公里|平方千米|平方米|立方米|千瓦时|公里|千米|公顷|公斤|千克|毫米|厘米|小时|分钟|个百分点|百分点|"
    "蒸吨|人次|车次|架次|班次|万次|标箱|美元|欧元|港元|日元|元|吨|米|亩|克|度|升|千瓦|兆瓦|KV|℃|摄氏度|海里|英里"
)
_COUNTERS = (
    "多个|个月|个|家|户|人|名|位|项|件|条|座|台|辆|艘|架|套|处|所|间|栋|只|头|株|种|类|批|次|届|场|篇|部|册|份|"
    "张|枚|颗|片|块|段|期|级|倍|成|年|天|岁|强|目|科|属|省|市|县|乡|镇|村|区|支|门|对|户次|床|幢|口|眼|"
    "趟|班|节|周|笔|宗|起|例|匹|尾|箱|袋|瓶|棵|盏"
)
#: What Han numerals count: with other words they are mostly no number (一个, 三个代表).
_HAN_COUNTERS = (
    "成|倍|个百分点|百分点|亿元|万元|元|万人|人次|人|户|家|座|所|处|项|公里|里|亩|吨|个|名|位|条|台|辆|年|"
    "岁|种|次|件|只|头|天|张|部|间|间房|米|支|例"
)
_HAN_DIGITS = "一二两三四五六七八九十百千万亿零〇"
_NUMERAL = r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:/\d+)?)"
_RANGE = r"\s?[—–\-~～至到]+\s?"
_ARABIC = re.compile(
    rf"(?P<before>{_BEFORE})?\s?"
    rf"(?P<value>(?<![0-9.]){_NUMERAL}(?:(?:[%％]|万|亿)?{_RANGE}{_NUMERAL}(?=[%％万亿]|{_MEASURES}|{_COUNTERS}))?)"
    r"(?P<more>多|余|来)?(?P<size>万亿|千亿|百亿|亿|千万|百万|万)?(?P<more2>多|余)?"
    rf"(?P<measure>%|％|‰|{_MEASURES}|{_COUNTERS})?(?P<after>{_AFTER})?"
)
_FRACTION = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?P<value>[{_HAN_DIGITS}]+分之[{_HAN_DIGITS}]+(?:[点點][{_HAN_DIGITS}]+)?)(?P<after>{_AFTER})?"
)
_HAN = re.compile(
    rf"(?P<before>{_BEFORE})?(?<![{_HAN_DIGITS}第])(?P<value>[{_HAN_DIGITS}]+)"
    rf"(?P<more>多|余|来)?(?P<measure>{_HAN_COUNTERS})(?P<after>{_AFTER})?"
)
# 2019年, 5月6日, 2018—2021年, 20世纪80年代, 9:30: no numbers of anything.
_DATE = re.compile(
    r"\d{4}\s?[—–\-~至、]\s?\d{4}年?|\d{4}年|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|\d{1,2}世纪(?:\d{2}年代)?"
    r"|\d{2}年代|\d{4}[、，](?=\d{4}年)|\d{1,2}:\d{2}|(?:19|20)\d\d(?=—|–)"
)
_CHANGE = re.compile(
    r"(?:从|由|自)[^，。；]{0,14}?(?P<start>\d[\d,.]*)[^\d，。；]{0,14}?"
    r"(?:增加|增长|增|提高|提升|上升|升|扩大|发展|减少|下降|降低|降|减|压减|缩减|缩短|延长|压缩)(?:到|至|为)"
)
#: How far a number may stand behind the words of its change.
_BESIDE = 4


class Number(NamedTuple):
    """Characters [start, end) of a sentence: a number with its unit; ``opens`` is where its
    qualifier begins, ``from_value`` where a change starts, and ``change`` where the words of that
    change begin (-1 for none).
    """

    start: int
    end: int
    opens: int
    value: str
    unit: str
    qualifier: str
    from_value: str = ""
    change: int = -1


def numbers(text: str, printed: str = "") -> Iterator[Number]:
    """The numbers of a sentence that count something, from left to right.

    ``printed`` is the sentence as it stands, where ``text`` is its reading in simplified
    characters: values, units and qualifiers are given as they stand.

    >>> [(n.qualifier, n.value, n.unit) for n in numbers("去年新增4.6万余件，近三成，近20项。")]
    [('余', '4.6', '万件'), ('近', '三', '成'), ('近', '20', '项')]
    >>> [(n.from_value, n.value, n.unit) for n in numbers("矿山由496个减少到323个。")]
    [('', '496', '个'), ('496', '323', '个')]
    >>> [(n.value, n.unit) for n in numbers("每年培育3—5家，占比30%～40%，十余人。")]
    [('3—5', '家'), ('30%～40', '%'), ('十', '人')]
    >>> list(numbers("2019年5月6日，在一个村，G4高速、PM2.5和第三位、三个代表。"))
    []
    """
    dates = [found.span() for found in _DATE.finditer(text)]
    changes = [(one.start("start"), one.end(), one["start"], one.start())
               for one in _CHANGE.finditer(text)]  # fmt: skip
    reached = 0
    candidates = (*_FRACTION.finditer(text), *_ARABIC.finditer(text), *_HAN.finditer(text))
    for found in sorted(candidates, key=lambda one: (one.start("value"), -one.end())):
        start = found.start("value")
        groups = {name: words or "" for name, words in found.groupdict().items()}
        if start < reached or any(low <= start < high for low, high in dates):
            continue
        if not _counts(text, found, groups):
            continue
        reached = found.end()
        _, _, first, opens = next(
            (one for one in changes if one[0] < start <= one[1] + _BESIDE),
            (0, 0, "", -1),
        )
        if groups["before"] in _SAYS_NOTHING:
            groups["before"] = ""
        said = {
            name: (printed or text)[found.start(name) : found.end(name)] if words else ""
            for name, words in groups.items()
        }
        qualifiers = [said.get(name) for name in ("before", "more", "more2", "after")]
        yield Number(
            start, found.end(), found.start(), said["value"], _unit(said),
            next((one for one in qualifiers if one), ""), first, opens,
        )  # fmt: skip


def _counts(text: str, found: re.Match[str], groups: dict[str, str]) -> bool:
    """Whether the number counts something: it has a unit, or is a fraction."""
    start, end = found.span("value")
    before, after = text[max(0, start - 1) : start], text[found.end() : found.end() + 1]
    if "分之" in groups["value"]:
        return True
    if groups["value"][0] in _HAN_DIGITS:
        return _is_han_number(groups)
    if (before.isascii() and before.isalpha()) or before == "第":
        return False  # PM2.5, G4
    if not _unit(groups):
        return "/" in groups["value"]
    if "/" in groups["value"]:
        return False  # 10/10万
    return not (text[end : end + 1].isascii() and text[end : end + 1].isalpha() and after != "K")


def _is_han_number(groups: dict[str, str]) -> bool:
    """一个, 两家 and 三个 are words as much as numbers; from ten on, and with 成 and 倍, not."""
    value, unit = groups["value"], groups["measure"]
    if unit in ("成", "倍", "个百分点", "百分点"):
        return value not in ("千", "万", "百", "十成") and len(value) < 3
    if value in ("万", "千", "百", "亿", "万千", "千万", "百万", "十"):
        return bool(groups["more"]) and value == "十"
    return any(digit in value for digit in "十百千万亿")


def _unit(groups: dict[str, str]) -> str:
    return (groups.get("size") or "") + (groups.get("measure") or "")
