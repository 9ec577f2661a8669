"""Numbers that count something, where they stand in a sentence: 4.6万余件, 三成以上, 3—5家.

A number that counts nothing is none: a year, a date, a section's number, the name of a standard.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.language.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BEFORE = (
    "大约|约|将近|接近|近|超过|超|逾|不足|不到|"
    "不低于|不少于|不超过|仅|至少|多达|高达|达到|达|突破|平均"
    "|约?(?:合)?(?:新台币|人民币)约?"
)
_SAYS_NOTHING = frozenset({"达", "达到", "平均", "高达", "多达"})
_AFTER = "以上|以下|以内|左右|上下"
_MEASURES = (
    "个工作日|平方公里|平方千米|平方米|立方米每秒|立方米|千瓦时|公里|千米|公顷|公斤|千克|毫米|厘米|小时|分钟|个百分点|百分点|"
    "微克|毫克|斤|蒸吨|人次|场次|车次|架次|班次|万次|标箱|标准箱|美元|欧元|港元|日元|元|吨|米|亩|克|度|升|千瓦|兆瓦|KV|℃|摄氏度|海里|英里"
)
_COUNTERS = (
    f"台（套）|台套|台次|多个|个月|大类|大(?=[{HAN}]{{2}})|个|家|户|人|名|位|项|件|条|座|台|辆|艘|架|套|处|所|间|栋|只|头|株|种|类|批|次|届|场|篇|部|册|份|"
    "张|枚|颗|片|块|段|期|级|倍|成|年|天|岁|目|科|属|省|市|县|乡|镇|村|区|支|门|对|户次|床|幢|口|眼|"
    "趟|班|节|周|笔|宗|起|例|匹|尾|箱|袋|瓶|棵|盏"
)
#: Measures in letters, which may stand apart: 360 Wh/kg; no letter follows.
_LETTERS = "(?:[GMk]?Wh|[GMk]W|m?Ah|[kcm]?m[²³]|[kcm]m|[km]g|kV|m/s)(?![A-Za-z])"
_APART = "[ \N{NO-BREAK SPACE}\N{THIN SPACE}]?"
#: What a measure is of each: 微克/立方米, 升/人·天.
_EACH = (
    "/(?:人·[天日年]|立方米|千克|公斤|平方公里|平方米|[十百千]?万人|千人|公顷|亩|人|天|日|年|月|小时|吨|升|秒|"
    "分钟|户|千瓦时|k?Wh|k?W|kg|g|L|h|t|s|N?m[²³]?)"
)
#: What Han numerals count: with other words they are mostly no number (一个, 三个代表).
_HAN_COUNTERS = (
    "成|倍|个百分点|百分点|亿元|万元|元|万人|人次|人|户|家|座|所|处|项|公里|里|亩|吨|个|名|位|条|台|辆|年|"
    "岁|种|次|件|只|头|天|张|部|间|米|支|例|栋|套|艘|架|幢|床|株|类|批|场|篇|册|份|枚|块|口|眼|趟|班|笔|宗|起|"
    "匹|尾|箱|袋|瓶|棵|盏|公斤|斤|平方米|平方公里|立方米|小时|分钟"
)
_HAN_DIGITS = "一二两三四五六七八九十百千万亿零〇"
#: What is counted by a single Han numeral and no manner of speaking: 三条生产线, 两家企业.
_THINGS = re.compile("家|条|座|所|户|台|辆|栋|亩|吨|公里|亿元|万元|元|万人|名|间|艘|处|里")
#: 三元材料, 三元里: no money; of it so little is told before a mark, or a word that weighs it.
_NO_MONEY = re.compile("(?![，。；、！？）”]|钱|左右|以上|以下|以内|一|每|的|$)")
_SPOKEN = re.compile("红线|底线|主线|战线|腿|措施|纪律|禁令|标准|路径|道路|路线|方面")
#: 十二亿六千|万: the second size belongs to the number.
_OF_TWO_SIZES = re.compile(r"[^到至—–\-~～]+亿[^到至—–\-~～]+")
#: 六成一 is 61 %, and no 成 alone.
_PARTS_OF_TEN = re.compile(r"[一二三四五六七八九](?=[，。；、）]|左右|以上|以下|$)")
#: Digits in threes are parted by commas, or by blanks (75 000), all by the same; 1万1,300 is one,
#: and so is 1亿2,000万.
_NUMERAL = (
    r"-?(?:\d+亿\d[\d,]*(?=万)|\d+万\d[\d,]*(?![\d.万亿千百])"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \N{NO-BREAK SPACE}\N{THIN SPACE}]\d{3})+(?!\d)"
    r"(?:\.\d+)?|\d+(?:\.\d+)?(?:/\d+)?)"
)
_RANGE = r"\s?[—–\-~～至到]+\s?"
_ARABIC = re.compile(
    rf"(?:(?P<before>{_BEFORE})(?:为|有|达)?)?\s?"
    rf"(?P<value>(?<![0-9.]){_NUMERAL}(?:(?:(?:[%％]|万|亿)?{_RANGE}|(?:{_COUNTERS})[—–~～]+){_NUMERAL}(?=[%％万亿]|{_MEASURES}|{_COUNTERS}|{_APART}{_LETTERS}|之间|不等))?)"
    r"(?P<more>多|余|来)?(?P<size>万亿|千亿|百亿|亿|千万|百万|万)?(?P<more2>多|余)?"
    rf"(?:(?P<measure>%|％|‰|{_MEASURES}|{_COUNTERS})|{_APART}(?P<letters>{_LETTERS}))?"
    rf"(?P<each>{_EACH})?(?P<after>{_AFTER})?"
)
#: 12、15和18亿元: the unit stands once, behind the last.
_SHARED = re.compile(
    rf"(?:(?:[、和及与]|以及){_NUMERAL})+(?P<size>万亿|千亿|百亿|亿|千万|百万|万)?"
    rf"(?P<measure>%|％|‰|{_MEASURES}|{_COUNTERS}|{_LETTERS})"
)
#: 城乡收入比缩小到1.94: a ratio or an index has no unit.
_PURE_BEFORE = re.compile("(?:[为达到至于在是仅约近]|比|比值|指数|系数)$")
_PURE_AFTER = re.compile("[，。；、）]|以上|以下|左右|之间|$")
_FRACTION = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?P<value>[{_HAN_DIGITS}]+分之(?:[{_HAN_DIGITS}]+(?:[点點][{_HAN_DIGITS}]+)?|\d+(?:\.\d+)?))"
    rf"(?P<after>{_AFTER})?"
)
#: 二点四亿元, 三点五个百分点; not 九点三十分.
_HAN_POINT = (
    "(?:[点點][〇零一二三四五六七八九]{1,4}(?=[万萬亿億]|个?百分点|倍|公里|公顷|公斤|万?吨|米|元))?"
)
_HAN = re.compile(
    rf"(?P<before>{_BEFORE})?(?<![{_HAN_DIGITS}第数几每各这那])"
    rf"(?P<value>[{_HAN_DIGITS}]+?(?:[到至][{_HAN_DIGITS}]+?)?{_HAN_POINT})"
    rf"(?P<more>多|余|来)?(?P<size>[万亿])?(?P<more2>多|余)?(?P<measure>{_HAN_COUNTERS})(?P<after>{_AFTER}|多)?"
)
#: 跨越3个千亿元台阶: so many steps, not so much money; 近3年: when, not how many.
_STEP = re.compile(r"[一二两三四五六七八九十百千万亿\d.]+元?(?:台阶|大关|关口)")
_LATELY = re.compile("(?:近|过去|未来|今后|最近|此前|前|头|后|这)的?$")
#: Whose years are counted: 民国二十七年, 清康熙五十一年.
_REIGNS = (
    "民国|贞观|开元|天宝|熙宁|绍兴|至元|至正|洪武|永乐|宣德|正统|成化|弘治|正德|嘉靖|隆庆|万历|天启|崇祯|"
    "顺治|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统"
)
# 2019年, 5月6日, 2018—2021年, 20世纪80年代, 9:30: no numbers of anything.
_DATE = re.compile(
    r"\d{4}\s?[—–\-~至、]\s?\d{4}年?|\d{4}年|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|\d{1,2}世纪(?:\d{2}年代)?"
    rf"|(?:{_REIGNS})(?:[元一二三四五六七八九十]{{1,3}}|\d{{1,3}})年|\d{{2,3}}年\d{{1,2}}月"
    r"|[元一二三四五六七八九十]{1,3}年(?=[（(]\d{3,4}年?[）)])"
    r"|\d{2}年代|[一二三四五六七八九十]{1,3}年代|\d{4}[、，](?=\d{4}年)|\d{1,2}:\d{2}|(?:19|20)\d\d(?=—|–)"
)
_CHANGE = re.compile(
    r"(?:从|由|自)[^，。；]{0,14}?(?P<start>(?:不足|不到|超过|将?近|约)?\d[\d,.]*)[^\d，。；]{0,14}?"
    r"(?:增加|增长|增|提高|提升|上升|升|扩大|扩展|发展|壮大|减少|下降|降低|降|减|压减|缩减|缩短|缩小|延长|压缩|"
    r"回落|上涨|优化|调整|整合|精简|升级|扩容)(?:到|至|为)(?:了?(?:\d{4}年底?|目前|现在|如今|当前|今年|去年)的?)?"
)
#: 由28.4%降至零: what was, and isn't any more.
_FROM, _FROM_REACH = re.compile("[由从自][^，。；]{0,14}$"), 15
_TO_NOTHING = re.compile(
    r"[^\d，。；]{0,8}?(?:(?:降低|下降|减少|压减|缩减|缩小|降|减)(?:到|至|为)?了?|归|清)零(?![\d点])"
)
#: How far a number may stand behind the words of its change.
_BESIDE = 4


class Number(NamedTuple):
    """Characters [start, end) of a sentence: a number with its unit; ``opens`` is where its
    qualifier begins, ``from_value`` where a change starts (不足4), and ``change`` where the words
    of that change begin (-1 for none).
    """

    start: int
    end: int
    opens: int
    value: str
    unit: str
    qualifier: str
    from_value: str = ""
    change: int = -1


def exactly(start: str) -> str:
    """Where a change starts, without the words that say how exact that is: 不足4 is 4."""
    return re.sub(r"^\D+", "", start)


def numbers(text: str, printed: str = "") -> Iterator[Number]:
    """The numbers of a sentence that count something, from left to right.

    ``printed`` is the sentence as it stands, where ``text`` is its reading in simplified
    characters: values, units and qualifiers are given as they stand.

    >>> [(n.qualifier, n.value, n.unit) for n in numbers("去年新增4.6万余件，近三成，近20项。")]
    [('余', '4.6', '万件'), ('近', '三', '成'), ('近', '20', '项')]
    >>> [(n.from_value, n.value, n.unit) for n in numbers("矿山由496个减少到323个。")]
    [('', '496', '个'), ('496', '323', '个')]
    >>> [(n.from_value, n.value) for n in numbers("农田面积从不足4亿亩增长到10亿多亩。")]
    [('', '4'), ('不足4', '10')]
    >>> [(n.value, n.unit) for n in numbers("每年培育3—5家，占比30%～40%，十余人。")]
    [('3—5', '家'), ('30%～40', '%'), ('十', '人')]
    >>> [(n.value, n.unit) for n in numbers("三条生产线，12、15和18亿元，城乡收入比为1.94。")]
    [('三', '条'), ('12', '亿元'), ('15', '亿元'), ('18', '亿元'), ('1.94', '')]
    >>> [(n.value, n.unit) for n in numbers("粮食871.6亿斤，有机质27克/千克，落成75 000个单位。")]
    [('871.6', '亿斤'), ('27', '克/千克'), ('75 000', '个')]
    >>> [(n.value, n.unit) for n in numbers("总值跨越3个千亿元台阶，近3年增长5%，突破80亿元大关。")]
    [('5', '%'), ('80', '亿元')]
    >>> [(n.value, n.unit) for n in numbers("产值二点四亿元，上午九点三十分，比例由28.4%降至零。")]
    [('二点四', '亿元')]
    >>> [(n.value, n.unit) for n in numbers("密度达360 Wh/kg，产能2GWh，厚5—8mm，型号NX-450S。")]
    [('360', 'Wh/kg'), ('2', 'GWh'), ('5—8', 'mm')]
    >>> [(n.value, n.unit) for n in numbers("发电约1亿2,000万度，用十二亿六千万元。")]
    [('1亿2,000万', '度'), ('十二亿六千万', '元')]
    >>> [(n.value, n.unit) for n in numbers("缺口在一千五到两千吨，同意率六成一，三成一直没来。")]
    [('一千五到两千', '吨'), ('三', '成')]
    >>> list(numbers("民国二十七年建茶场，宋淳熙三年（1176）始有茶课，光绪12年又开。"))
    []
    >>> [(n.value, n.unit) for n in numbers("月租1万1,300元，1.2元/Wh的三元材料，票价三元。")]
    [('1万1,300', '元'), ('1.2', '元/Wh'), ('三', '元')]
    >>> list(numbers("自民国100年启动，112年1月起实施。"))
    []
    >>> list(numbers("2019年5月6日，在一个村，G4高速、PM2.5和第三位、三个代表。"))
    []
    """
    dates = [found.span() for found in _DATE.finditer(text)]
    changes = list(_CHANGE.finditer(text))
    reached = 0
    candidates = (*_FRACTION.finditer(text), *_ARABIC.finditer(text), *_HAN.finditer(text))
    for found in sorted(candidates, key=lambda one: (one.start("value"), -one.end())):
        start = found.start("value")
        if start < reached or _within(dates, start):
            continue
        spans = _spans(text, found)
        groups = {name: text[low:high] for name, (low, high) in spans.items()}
        if not _counts(text, found, groups):
            continue
        reached = found.end()
        change = _change_before(changes, start)
        said = {name: (printed or text)[low:high] for name, (low, high) in spans.items()}
        qualifiers = [
            said[name] for name in _QUALIFIERS if groups.get(name, "达") not in _SAYS_NOTHING
        ]
        about = _ABOUT_SHARE.search(text, max(0, found.start() - _ABOUT_REACH), found.start())
        qualifiers += [about[1]] if about else []
        yield Number(
            start, found.end(), found.start(), said["value"], _unit(said),
            next(iter(qualifiers), ""),
            (printed or text)[slice(*change.span("start"))] if change else "",
            change.start() if change else -1,
        )  # fmt: skip


def _within(spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of some spans, which are in order and don't touch."""
    last = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return last >= 0 and place < spans[last][1]


def _change_before(changes: Sequence[re.Match[str]], start: int) -> re.Match[str] | None:
    """The change whose words a number stands in or close behind, the value before it apart."""
    nearest = bisect_left(changes, start - _BESIDE, key=lambda one: one.end())
    if nearest < len(changes) and changes[nearest].end("start") <= start:
        return changes[nearest]
    return None


#: 约占全球市场的五分之一: said of the share, not of what it is of.
_ABOUT_SHARE, _ABOUT_REACH = re.compile("(约|超过|不足)占[^，。；、]{1,14}$"), 17
_QUALIFIERS = ("before", "more", "more2", "after")
_UNITS = ("size", "measure", "letters", "each")


def _spans(text: str, found: re.Match[str]) -> dict[str, tuple[int, int]]:
    """Where the parts of a number stand; those it doesn't have are left out."""
    names = [name for name, words in found.groupdict().items() if words]
    spans = {name: found.span(name) for name in names}
    if "measure" in found.re.groupindex and not any(name in spans for name in _UNITS):
        shared = _SHARED.match(text, found.end("value"))
        if shared:
            known = [name for name in ("size", "measure") if shared[name]]
            spans |= {name: shared.span(name) for name in known}
    if "size" in spans and _OF_TWO_SIZES.fullmatch(text[slice(*spans["value"])]):
        spans["value"] = spans["value"][0], spans.pop("size")[1]
    return spans


def _counts(text: str, found: re.Match[str], groups: dict[str, str]) -> bool:
    """Whether the number counts something: it has a unit, or is a fraction, ratio or index."""
    start, end = found.span("value")
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if "分之" in groups["value"]:
        return True
    told_before = text[max(0, found.start() - _FROM_REACH) : found.start()]
    if _TO_NOTHING.match(text, found.end()) and _FROM.search(told_before):
        return False
    if _STEP.match(text, found.end()) or (before == "个" and _STEP.match(text, start)):
        return False
    if groups["value"][0] in _HAN_DIGITS:
        return _is_han_number(groups, text[found.end() : found.end() + 2])
    if (before.isascii() and before.isalpha()) or before == "第":
        return False  # PM2.5, G4
    if groups.get("measure") in ("年", "个月", "天") and _LATELY.search(text[:start]):
        return False
    if not _unit(groups):
        return "/" in groups["value"] or _is_pure(text, found)
    if "/" in groups["value"]:
        return False  # 10/10万
    own = groups.get("letters") or groups.get("measure", "")
    return not (after.isascii() and after.isalpha()) or own.isascii()


def _is_pure(text: str, found: re.Match[str]) -> bool:
    """Whether a number without a unit is a ratio or an index."""
    return (
        "." in found["value"]
        and bool(_PURE_BEFORE.search(text[: found.start()] + (found["before"] or "")))
        and bool(_PURE_AFTER.match(text, found.end("value")))
    )


def _is_han_number(groups: dict[str, str], after: str) -> bool:
    """一个, 两个 and 三个 are words as much as numbers; from ten on, and with 成 and 倍, not."""
    value, unit = groups["value"], _unit(groups)
    if unit == "成" and _PARTS_OF_TEN.match(after):
        return False
    if unit in ("成", "倍", "个百分点", "百分点"):
        return value not in ("千", "万", "百", "十成") and len(value) < 3
    if set(value) <= set("千百万亿") or value == "十":
        round_one = value in ("百", "千", "万", "百万", "千万")
        return ("more" in groups and value == "十") or ("before" in groups and round_one)
    if len(value) == 1 and value in "二两三四五六七八九" and _THINGS.fullmatch(unit):
        return not (_SPOKEN.match(after) or (unit == "元" and _NO_MONEY.match(after)))
    return "size" in groups or any(digit in value for digit in "十百千万亿")


def _unit(groups: dict[str, str]) -> str:
    return "".join(groups.get(name) or "" for name in _UNITS)
