"""A total that its parts contradict, and shares that come to more than the whole."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Evidence
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNITS = (
    "人次|人份|批次|台套|公里|千米|公斤|千克|公顷|平方米|立方米|平方公里|千瓦时|千瓦|元|家|个|种|人|件|所|批|张|座|"
    "处|项|户|名|亩|吨|米|台|套|辆|艘|架|只|头|株|棵|条|款|宗|起|例|枚|份|册|部|支|位|场|次|期|科|属|目|片|块|间|"
    "栋|幢|层|篇|首|幅|口|眼|尾|羽|箱|袋|瓶|门|卷|天|票|%|％"
)
_FIGURE = re.compile(rf"(?<![\d.·])(\d+(?:,\d{{3}})*)(\.\d+)?([万亿])?({_UNITS})?")
_SENTENCE = re.compile("[^。！？\n]+")
#: With the one that says of which parts it is, two sentences tell one sum.
_TELLING = re.compile("[^。！？\n]+(?:。其中[^。！？\n]+)?")
#: By how much it changed, behind a total or a part: 进口51.3亿元，增长3.1%.
_CHANGE = re.compile(
    "[，（](?:[比较][^，；。0-9]{1,8}|[同环]比)?(?:实际|名义|自然)?"
    "(?:增长|下降|增加|减少|提高|上升|增|降)了?[0-9]+(?:[.][0-9]+)?[%％]）?"
)
_INDUSTRY = re.compile("第[一二三]产业")
_SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}

# What stands after a total: the claim that all its parts follow, or only that some do.
_ALL_FOLLOW = re.compile("[：:]|，?由|[^\\d。；]{0,20}分别[为是有]")
_SOME_FOLLOW = re.compile("[，（。]?(?:其中[：，]?|包括)|[^\\d，。；、]{1,10}，其中|，")
# Two parts that are the whole, where they are named alike but for these words; the rest of it.
_WHOLE_IN_TWO = (
    ("男", "女"), ("城镇", "乡村"), ("城镇", "农村"), ("镇", "乡"), ("一般", "专项"),
    ("进口", "出口"), ("税收收入", "非税收入"),
)  # fmt: skip
_REST = re.compile("[、，；]?(?:其余|剩余)(?:[0-9]{1,4}[个家项处户所])?[^0-9，。；]{0,12}")
# What stands between one part and the next; then the part has a name, and nothing else.
_NEXT = re.compile("[、，；和及与]")
_NAME_AT_MOST = 18
# Words that make of a list something else than all the parts of a whole.
_NO_PART = re.compile(
    "其中|包括|其余|其他|剩余|剩下|控制|限额|上限|约|逾|等|主要|重点|(?<!规模)以上|以下|左右|不足|不到|至少|超过|接近|将近|[近超达占仅只多余几数共]$|"
    "第|每|平均|累计|[比较][上去前]|同比|环比|增长|增加|新增|减少|下降|降低|提高|上升|达到|占|[去上今前当]年|同期|上月|"
    "完成|实现|收回|有效|成活|完好|补种|建成|开发|曾|先后|还有|合计|总[共计]|率|已|尚|未|没有|获|排名|为期|内的|外出|常年|发出|"
    # People are counted more than once by what they are.
    "党员|团员|女|本科|大专|硕士|博士|学历|职称|民族|残疾|退休|留守|岁"
)
_ANOTHER = re.compile("[，、；。（]?(?:另|此外|同时)")
_LEFT_OVER = re.compile("[，、；]?(?:其余|其他|其它|剩余|剩下|等|多|余|以上|左右|和|以及)")
_ABOUT = re.compile("约|近|超|逾|多|余(?!额)|达到?[^\\d]{0,2}$|每$|第$")
#: 46.58万人，比上年末减少0.26万人，其中…: what is told of is the figure before the change.
_CHANGED_BY = re.compile("(?:[比较][^，；。]{1,8}|[同环]比)(?:增加|减少|净增|净减|增|减|多|少)了?$")
_CHANGE_REACH = 14
_HAN_FIGURE = re.compile("[一二三四五六七八九十百千两几]+")
#: A longer list is a table.
_PARTS_AT_MOST = 30
#: Where only some parts need follow, three that come so near the total are taken for all.
_NEAR = Decimal("0.75"), Decimal("1.35")
#: The square of three times what rounding makes on average: a third of the half place, squared.
_THREE_TIMES = Decimal(3)
#: Shares of one whole overlap where people may choose more than one; then they come to far more.
_SHARES = Decimal("100.5"), Decimal(112)


class _Claim(Enum):
    """What a text says of the figures after a total: all its parts, some of them, or nothing."""

    ALL = "all"
    SOME = "some"
    NOTHING = "nothing"


class _Figure(NamedTuple):
    """A number with its unit, as it is told."""

    start: int
    end: int
    whole: str
    fraction: str
    times: str
    unit: str

    @property
    def scale(self) -> Decimal:
        return _SCALE.get(self.times, Decimal(1))

    @property
    def value(self) -> Decimal:
        return Decimal(self.whole.replace(",", "") + self.fraction) * self.scale

    @property
    def half(self) -> Decimal:
        """Half of its last decimal place: it may be rounded."""
        places = len(self.fraction) - 1
        return Decimal(5).scaleb(-places - 1) * self.scale if self.fraction else Decimal(0)


def find_sum_contradictions(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """The total is doubted; any of the parts may be wrong as well, so nothing is proposed.

    A colon, 由 or 分别为 says that all parts follow. 其中 does not: only three parts and more are
    held against the total, and only where they come near it. No part is more than its whole.

    Leaves alone: about so many, and others (等), the rest (其余), other units, change.

    >>> from pipeline.model.article import Role
    >>> def found(text):
    ...     said = [Said(text, Role.PARAGRAPH)]
    ...     return [(text[d.start : d.end], d.reason) for d in find_sum_contradictions(said)]
    >>> found("确认脊椎动物385种，其中两栖类2目18种，爬行类27种，鸟类217种，哺乳类57种。")
    [('385种', '18 + 27 + 217 + 57 = 319, not 385')]
    >>> found("现有学校133所：小学52所，初中59所，高中21所。")
    [('133所', '52 + 59 + 21 = 132, not 133')]
    >>> found("余额86.94亿元，其中一般债务34.18亿元、专项债务55.46亿元。")
    [('86.94亿元', '34.18 + 55.46 = 89.64, not 86.94')]
    >>> found("资金2.83亿元未用，其中水厂1.15亿元、医院0.92亿元、其余4个项目0.67亿元。")
    [('2.83亿元', '1.15 + 0.92 + 0.67 = 2.74, not 2.83')]
    >>> found("总额85.2亿元，增长6.7%，其中进口51.3亿元，增长3.1%；出口35.9亿元，下降2%。")
    [('85.2亿元', '51.3 + 35.9 = 87.2, not 85.2')]
    >>> found("总值2186.4亿元。其中，第一产业271.3亿元，第二产业846.7亿元，第三产业1050.4亿元。")
    [('2186.4亿元', '271.3 + 846.7 + 1050.4 = 2168.4, not 2186.4')]
    >>> found("共52家，其中国家级18家，省级34家。企业214家，其中食品企业63家、建材企业41家。")
    []
    >>> found("累计收粮62.4万吨，同比增加5.1万吨，其中稻48.7万吨、玉米11.2万吨、豆2.5万吨。")
    []
    >>> found("年末常住46.58万人，比上年末减少0.26万人，其中城镇24.31万人，乡村22.27万人。")
    []
    >>> found("产值523亿元，增长6%，投资210亿元，增长8%，零售额180亿元，增长5%，收入45亿元。")
    []
    >>> found("投资3000万元，由省补340万元、县补约2600万元。发出500份，收回468份，有效441份。")
    []
    """
    for n, block in enumerate(blocks):
        doubted = {
            (sentence.start() + start, sentence.start() + end): reason
            for sentence in _TELLING.finditer(block.text)
            for start, end, reason in _in_sentence(sentence[0])
        }
        for (start, end), reason in sorted(doubted.items()):
            yield Doubt(n, start, end, None, reason)


def _in_sentence(text: str) -> Iterator[tuple[int, int, str]]:
    """The totals of a sentence, and why they are doubted: as it stands, and without what says by
    how much something changed, where it tells plainly that parts follow.
    """
    less, kept = _without_changes(text)
    for told, at, plainly in ((text, range(len(text)), False), (less, kept, True)):
        figures = [_figure(found) for found in _FIGURE.finditer(told)]
        if len(figures) > 1 and not (plainly and less == text):
            for total, reason in _contradictions(told, figures, plainly=plainly):
                yield at[total.start], at[total.end - 1] + 1, reason


def _without_changes(text: str) -> tuple[str, list[int]]:
    """A sentence without its changes, and where its characters stood.

    >>> _without_changes("总额85亿元，增长6%，其中进口50亿元，下降2%。")[0]
    '总额85亿元，其中进口50亿元。'
    """
    gone = {at for found in _CHANGE.finditer(text) for at in range(*found.span())}
    kept = [at for at in range(len(text)) if at not in gone]
    return "".join(text[at] for at in kept), kept


def _contradictions(
    text: str, figures: Sequence[_Figure], *, plainly: bool
) -> Iterator[tuple[_Figure, str]]:
    """The totals that their parts contradict; ``plainly`` leaves out what only stands in a row."""
    at = 0
    while at < len(figures):
        total = figures[at]
        parts, claim = _parts(text, figures, at)
        if plainly and claim is _Claim.NOTHING:
            parts = []
        at += 1
        if not _add_up(total, parts, claim):
            whole = _shown(total.value, total)
            more = [_shown(part.value, total) for part in parts if part.value > total.value]
            yield (
                total,
                f"{more[0]} is more than {whole}" if more else f"{_sum(parts, total)}, not {whole}",
            )
            at += len(parts)


def _figure(found: re.Match[str]) -> _Figure:
    whole, fraction, times, unit = found.groups("")
    return _Figure(found.start(), found.end(), whole, fraction, times, unit)


def _parts(text: str, figures: Sequence[_Figure], at: int) -> tuple[list[_Figure], _Claim]:
    """The parts that follow a total, and what the text claims of them.

    None, where the list isn't plainly one of parts.
    """
    total = figures[at]
    opening = _opening(text, figures, at)
    if opening is None:
        return [], _Claim.NOTHING
    parts: list[_Figure] = []
    names: list[str] = []
    marks = ""
    reached = opening.end()
    for figure in figures[at + 1 : at + 1 + _PARTS_AT_MOST]:
        name = text[reached : figure.start]
        # Behind a weaker mark between the parts, a stronger one ends them.
        if parts and (_ANOTHER.match(name) or (marks and name[:1] == "；" and "；" not in marks)):
            break
        if parts and name:
            if not _NEXT.match(name):
                return [], _Claim.NOTHING
            marks += name[0]
            name = name[1:]
        if not _is_name(name, total.unit):
            break
        reached = figure.end
        if figure.unit == total.unit:
            parts.append(figure)
            names.append(name)
        elif not figure.unit or text[reached : reached + 1] in "，、；。（":
            return [], _Claim.NOTHING
    rest = _rest(text, figures, reached, total.unit)
    if parts and rest:
        return [*parts, rest], _Claim.ALL
    if _LEFT_OVER.match(text, reached):
        return [], _Claim.NOTHING
    return parts, _claim(opening, names)


def _claim(opening: re.Match[str], names: Sequence[str]) -> _Claim:
    """What is claimed by what stands before the parts, and by their names."""
    if opening.re is _ALL_FOLLOW or ("其中" in opening[0] and _are_the_whole(names)):
        return _Claim.ALL
    return _Claim.NOTHING if opening[0] == "，" else _Claim.SOME


def _rest(text: str, figures: Sequence[_Figure], reached: int, unit: str) -> _Figure | None:
    """What is told of the rest of the parts, in the unit of the whole, at the end of a clause."""
    found = _REST.match(text, reached)
    rest = next((one for one in figures if found and one.start == found.end()), None)
    ends = rest is not None and text[rest.end : rest.end + 1] in ("", "，", "；", "）")
    return rest if rest is not None and ends and rest.unit == unit else None


def _are_the_whole(names: Sequence[str]) -> bool:
    """Two parts of which there is no third: 城镇人口, 乡村人口.

    >>> _are_the_whole(["城镇", "乡村"]), _are_the_whole(["专项债务", "一般债务"])
    (True, True)
    >>> _are_the_whole(["城镇人口", "农村劳动力"]), _are_the_whole(["男", "女", "儿童"])
    (False, False)
    """
    if len(names) != 2:
        return False
    return any(
        one in first and other in second and first.replace(one, "") == second.replace(other, "")
        for pair in _WHOLE_IN_TWO
        for one, other in (pair, pair[::-1])
        for first, second in (names,)
    )


def _opening(text: str, figures: Sequence[_Figure], at: int) -> re.Match[str] | None:
    """What says, after a figure, that parts of it follow."""
    total = figures[at]
    if not total.unit or total.unit in "%％" or at + 1 == len(figures):
        return None
    if _ABOUT.search(text, max(0, total.start - 3), total.start):
        return None
    if _CHANGED_BY.search(text[max(0, total.start - _CHANGE_REACH) : total.start]):
        return None
    head = figures[at + 1].start
    opening = _ALL_FOLLOW.match(text, total.end, head) or _SOME_FOLLOW.match(text, total.end, head)
    if opening and opening[0] == "，" and _is_one_of_a_row(text, figures, at):
        return None
    return opening


def _is_one_of_a_row(text: str, figures: Sequence[_Figure], at: int) -> bool:
    """Whether a figure stands beside those that follow, not above them: its name ends as theirs."""
    before, total, after = figures[max(0, at - _PARTS_AT_MOST) : at], figures[at], figures[at + 1]
    name = text[max(0, after.start - 2) : after.start]
    own = text[max(0, total.start - _NAME_AT_MOST) : total.start]
    return name in own or any(one.unit == total.unit for one in before)


def _is_name(name: str, unit: str) -> bool:
    """Whether what stands before a figure is the name of a part, and nothing else."""
    if len(name) > _NAME_AT_MOST or _counts(name, unit):
        return False
    return not _NO_PART.search(_INDUSTRY.sub("", name))


def _counts(name: str, unit: str) -> bool:
    """Whether a part is told in words: 三家."""
    return any(name.startswith(unit, found.end()) for found in _HAN_FIGURE.finditer(name))


def _add_up(total: _Figure, parts: Sequence[_Figure], claim: _Claim) -> bool:
    """Whether parts make up their total, or may well not be all of it."""
    if claim is not _Claim.NOTHING and any(part.value > total.value for part in parts):
        return False
    if len(parts) < (2 if claim is _Claim.ALL else 3):
        return True
    made = Decimal(0)
    halves = [total.half]
    for part in parts:
        made += part.value
        halves.append(part.half)
        if abs(made - total.value) <= slack_of(halves):
            return True
    low, high = _NEAR
    return claim is not _Claim.ALL and not low * total.value <= made <= high * total.value


def slack_of(halves: Sequence[Decimal]) -> Decimal:
    """How far a total may be off where it and its parts are rounded by up to ``halves``. Not all of
    them are rounded as far as can be, and all one way: three times what is to be expected is
    enough for all but some of a thousand.

    >>> [f"{slack_of([Decimal('0.05')] * count):.3f}" for count in (2, 3, 5)]
    ['0.100', '0.150', '0.194']
    """
    expected = sum((half * half for half in halves), Decimal(0)) * _THREE_TIMES
    return min(sum(halves, Decimal(0)), expected.sqrt())


def _sum(parts: Sequence[_Figure], total: _Figure) -> str:
    terms = " + ".join(_shown(part.value, total) for part in parts)
    return f"{terms} = {_shown(sum((part.value for part in parts), Decimal(0)), total)}"


def _shown(value: Decimal, total: _Figure) -> str:
    """A number in the scale of the total: 3000 of 3000万元."""
    return f"{(value / total.scale).normalize():f}"


def find_excess_shares(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """Three shares or more of one whole, told one after the other, that exceed 100%.

    Leaves alone: growth, two shares, and far more than all, where more than one answer counts.

    >>> from pipeline.model.article import Role
    >>> def found(text):
    ...     said = [Said(text, Role.PARAGRAPH)]
    ...     return [(text[d.start : d.end], d.reason) for d in find_excess_shares(said)]
    >>> found("三次产业分别占12.5%、46.3%、43.2%。")
    [('43.2%', '12.5 + 46.3 + 43.2 = 102%, more than all')]
    >>> found("三次产业分别占12.5%、46.3%、41.2%，分别增长60%、30%、20%。")
    []
    """
    for n, block in enumerate(blocks):
        if "占" not in block.text:
            continue
        for sentence in _SENTENCE.finditer(block.text):
            for shares in _rows_of_shares(sentence[0]):
                made = sum((share.value for share in shares), Decimal(0))
                if _SHARES[0] < made <= _SHARES[1]:
                    reason = f"{_sum(shares, shares[0])}%, more than all"
                    start = sentence.start()
                    yield Doubt(n, start + shares[-1].start, start + shares[-1].end, None, reason)


def _rows_of_shares(text: str) -> Iterator[list[_Figure]]:
    """Percentages after 分别占, or each after 占, with nothing but names between."""
    row: list[_Figure] = []
    reached = 0
    for found in _FIGURE.finditer(text):
        figure = _figure(found)
        gap = text[reached : figure.start]
        reached = figure.end
        goes_on = bool(row) and len(gap) < _NAME_AT_MOST and (gap == "、" or gap.endswith("占"))
        if figure.unit not in ("%", "％") or not (goes_on or gap.endswith("占")):
            goes_on = False
        if not goes_on and row:
            if len(row) > 2:
                yield row
            row = []
        if figure.unit in ("%", "％") and (goes_on or gap.endswith("占")):
            row.append(figure)
    if len(row) > 2:
        yield row


RULES = (
    ReadingRule("sum-contradiction", Evidence.WITHIN, find_sum_contradictions),
    ReadingRule("excess-shares", Evidence.WITHIN, find_excess_shares),
)
