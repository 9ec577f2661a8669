"""Titles on more than one line, broken by sense (GB/T 9704 §7.3.1: 词意完整，排列对称，长短适宜).

A break never tears a word, a name, a number from its unit, or what stands in 《》 where any other
break is to be had; lines are of like length, and three or more make a trapezoid or a diamond
(梯形、菱形), never an hourglass. The breaks hang on the text and the measure alone, so that all
files have the same.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from bisect import bisect_right
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.typography.tokens import Layout

#: Never the first of a line, and never the last.
_NOT_FIRST = frozenset("，。、；：！？）》」』〉】〕”’…—·％%")
_NOT_LAST = frozenset("（《「『〈【〔“‘")

_PAIRS = {"（": "）", "《": "》", "「": "」", "『": "』", "〈": "〉", "【": "】", "〔": "〕"}
_PAIRS |= {"“": "”", "‘": "’"}

#: What a break costs, in squared characters: the unit in which lines of unlike length are weighed.
_IN_A_WORD = 400.0
_IN_A_TITLE = 300.0  # within 《》
_IN_BRACKETS = 40.0
_AFTER_A_NUMBER = 150.0  # 2023｜年
_BEFORE_A_PARTICLE = 120.0  # 情况｜的
_AFTER_A_PARTICLE = 12.0  # 情况的｜报告
_AFTER_A_FUNCTION_WORD = 60.0  # 关于｜改革
_IN_AN_OFFICE = 160.0  # 人民政府｜办公室
_BESIDE_A_SINGLE = 16.0
_AT_A_PAUSE = -6.0
_AT_A_COLON = -60.0  # 主题：｜副题
_AT_A_BLANK = -160.0  # 肩题　主题: two halves
_HALF = 6  # characters at least: 表12　 is none
_AT_THE_MATTER = -20.0  # …办公室｜关于…
_HOURGLASS = 60.0

#: Between Han and Latin, in full widths.
_SEAM = 0.25

#: A title of more lines is a paragraph.
_MOST_LINES = 10

_LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}" * 2
_WORTH = 0.1  # in characters that are shown: what a break costs, where a text is cut

_PAUSES = frozenset("，。；：！？—…　 ")
_PARTICLES = frozenset("的地得之了着过们等所者吗呢吧")
_MATTER = "关于"
_OFFICES = frozenset(
    {"办公室", "办公厅", "委员会", "党委", "党组", "小组", "指挥部", "研究室", "人民政府"}
    | {"中心", "研究院", "研究所", "研究会", "联合会", "协会", "学会", "集团", "公司"}
)
_PERSON = "nr"
#: What ends the name of a place, whatever stands before: 鹭屿｜市, 沅溪｜县委.
_ENDS_A_PLACE = frozenset("省市县区州旗盟乡镇村")
_OF_A_PLACE = frozenset({"委", "政府", "直", "属", "级", "长"})
_PARTY = "中共"
_FUNCTION_WORDS = frozenset(
    {"对于", "根据", "按照", "通过", "为了", "以及", "推动", _MATTER}
    | set("不未可第对从在向把被将与和及或为以由至到自于让使用同跟比按据就")
)


class _Way(NamedTuple):
    """The best way to set what goes before: its cost, and where its lines end."""

    cost: float
    ends: tuple[int, ...]


def sense_lines(text: str, layout: Layout, style: str) -> tuple[str, ...]:
    """The lines of a title or caption in ``style``; one line where the style isn't centred."""
    if layout.styles[style].align != "center":
        return (text,)
    return title_lines(text, layout.capacity(style))


def title_lines(text: str, capacity: float) -> tuple[str, ...]:
    """Break a title into the fewest lines of at most ``capacity`` full widths that make sense.

    Blanks at breaks remain, at the end of a line, so that the lines joined are the text. A title
    that can't be broken so is returned as one line, and wraps as it may.

    >>> title_lines("从“年年挖路”到一张管网管三十年", 16.6)
    ('从“年年挖路”到一张管网管三十年',)
    >>> title_lines("从“有色金属之乡”到可持续发展示范区", 16.6)
    ('从“有色金属之乡”', '到可持续发展示范区')
    >>> title_lines("关于二〇二三年度农村公路建设情况的报告", 17)
    ('关于二〇二三年度', '农村公路建设情况的报告')
    >>> title_lines("云溪出台旧城区供水管网改造实施细则\u3000每户最高补助800元", 20)
    ('云溪出台旧城区供水管网改造实施细则\u3000', '每户最高补助800元')
    """
    widths = [0.0]
    for character in text:
        widths.append(widths[-1] + _width(character))
    if widths[-1] <= capacity:
        return (text,)
    breaks = _breaks(text)
    fewest = math.ceil(widths[-1] / capacity)
    if fewest > _MOST_LINES:
        return (text,)
    best: _Way | None = None
    for count in (fewest, fewest + 1):
        way = _best_way(widths, breaks, count, capacity)
        if way is not None and (best is None or way.cost < best.cost - _IN_BRACKETS):
            best = way
        if best is not None and best.cost < _AFTER_A_NUMBER:
            break
    if best is None:
        return (text,)
    return tuple(text[start:end] for start, end in pairwise((0, *best.ends)))


def shortened(text: str, capacity: float) -> str:
    """A text that has room on one line of ``capacity`` full widths: as it is, or its head, cut
    where a break makes sense, also within 《》, and …… for what is left out.

    >>> shortened("从“有色金属之乡”到可持续发展示范区", 30)
    '从“有色金属之乡”到可持续发展示范区'
    >>> shortened("关于印发《云溪市旧城区地下管线统筹建设办法》的通知", 20)
    '关于印发《云溪市旧城区地下管线统筹……'
    >>> shortened("《资本论》的几点体会与思考", 9), shortened("《资本论》的几点体会与思考", 11)
    ('《资本论》……', '《资本论》的几点……')
    >>> shortened("关于二〇二三年度农村公路建设情况的报告", 18)
    '关于二〇二三年度农村公路建设……'
    """
    if text_width(text) <= capacity:
        return text
    room = capacity - text_width(_LEFT_OUT)
    fitting = [
        (at, cost)
        for at, cost in _breaks(text, in_title=0.0).items()
        if text_width(text[:at]) <= room and text[at - 1] not in _PARTICLES
    ]
    at, _ = max(
        fitting,
        default=(0, 0.0),
        key=lambda one: one[0] - max(one[1], _AT_A_COLON) * _WORTH,
    )
    if not at:
        at = max(at for at in range(len(text)) if text_width(text[:at]) <= max(room, 0))
    return text[:at].rstrip("".join(_PAUSES)) + _LEFT_OUT


def _best_way(
    widths: list[float], breaks: dict[int, float], count: int, capacity: float
) -> _Way | None:
    """The cheapest ``count`` lines, or None where there are none.

    Kept apart by their last line and by whether lines have grown shorter before: one that grows
    again then makes an hourglass.
    """
    whole = len(widths) - 1
    ideal = widths[-1] / count
    ways: dict[tuple[int, int, bool], _Way] = {(0, 0, False): _Way(0.0, ())}
    for line in range(1, count + 1):
        following: dict[tuple[int, int, bool], _Way] = {}
        ends = sorted(breaks.items()) if line < count else [(whole, 0.0)]
        for (before, start, shorter), way in ways.items():
            last = widths[start] - widths[before]
            for end, cost in ends[bisect_right(ends, (start, inf)) :]:
                length = widths[end] - widths[start]
                if length > capacity:
                    break
                if length < ideal / 5:
                    continue
                hourglass = _HOURGLASS if shorter and length > last + 1 else 0.0
                state = (start, end, shorter or (line > 1 and length < last - 1))
                total = way.cost + cost + hourglass + (length - ideal) ** 2
                if state not in following or total < following[state].cost:
                    following[state] = _Way(total, (*way.ends, end))
        ways = following
    return min(ways.values(), default=None)


def _breaks(text: str, in_title: float = _IN_A_TITLE) -> dict[int, float]:
    """Where a line may end, by what it costs; a break at a pause gains. ``in_title`` is what one
    within 《》 costs besides.
    """
    costs: dict[int, float] = {}
    open_marks: list[str] = []
    words = _words(text)
    for place, (before, after) in enumerate(pairwise(text), 1):
        if before in _PAIRS:
            open_marks.append(_PAIRS[before])
        elif open_marks and before == open_marks[-1]:
            open_marks.pop()
        if after in _NOT_FIRST or before in _NOT_LAST or after.isspace():
            continue
        if _width(before) < 1 and _width(after) < 1 and not before.isspace():
            continue
        cost = sum(in_title if mark == "》" else _IN_BRACKETS for mark in open_marks)
        halves = before == "\N{IDEOGRAPHIC SPACE}" and min(place, len(text) - place) >= _HALF
        sense = _AT_A_BLANK if halves else _sense(words.get(place), before, after)
        costs[place] = cost + sense
    return costs


def _sense(between: tuple[str, str] | None, before: str, after: str) -> float:
    """What a break costs the sense: ``between`` are the words on its two sides, None in a word."""
    if before == "：":
        return _AT_A_COLON
    if before in _PAUSES:
        return _AT_A_PAUSE
    if _is_number(before) and not _is_number(after):
        return _AFTER_A_NUMBER
    if between is None:
        return _IN_A_WORD
    left, right = between
    if right == _MATTER:
        return _AT_THE_MATTER
    lonely = len(right) == 1 and right not in _FUNCTION_WORDS
    cost = _BESIDE_A_SINGLE * ((len(left) == 1) + lonely)
    if right[0] in _PARTICLES and len(right) == 1:
        cost += _BEFORE_A_PARTICLE
    if left in _PARTICLES:
        cost += _AFTER_A_PARTICLE
    if right in _OFFICES:
        cost += _IN_AN_OFFICE
    if left in _FUNCTION_WORDS:
        cost += _AFTER_A_FUNCTION_WORD
    return cost


@functools.lru_cache(maxsize=256)
def _words(text: str) -> dict[int, tuple[str, str]]:
    """The words on either side of each place where one ends and another begins. A name is one
    word, whether the dictionary knows its second half or not.
    """
    found: dict[int, tuple[str, str]] = {}
    at = 0
    for (left, kind), (right, next_kind) in pairwise(_places_whole(text)):
        at += len(left)
        if kind != _PERSON or (next_kind != _PERSON and len(left) > 1):
            found[at] = (left, right)
    return found


def _places_whole(text: str) -> list[tuple[str, str]]:
    """The words of a text with their kinds, and places in one with what says that they are one:
    the cutter gives 鹭屿｜市以 and 沅溪｜县委 of a name that it doesn't know.
    """
    import rjieba

    words: list[tuple[str, str]] = []
    for word, kind in rjieba.tag(text):
        end, rest = word[0], word[1:]
        left = words[-1][0] if words else ""
        named = left.isalpha() and left not in _FUNCTION_WORDS and left not in _PARTICLES
        if left == _PARTY:
            words[-1] = (left + word, kind)
        elif not named or end not in _ENDS_A_PLACE:
            words.append((word, kind))
        elif not rest or rest in _OF_A_PLACE:
            words[-1] = (left + word, kind)
        elif rest in _FUNCTION_WORDS:
            words[-1] = (left + end, kind)
            words.append((rest, kind))
        else:
            words.append((word, kind))
    return words


def _is_number(character: str) -> bool:
    return character.isdigit() or character in "〇零一二三四五六七八九十百千万亿"


def text_width(text: str) -> float:
    """How many full widths a text takes on one line, with the room between Han and Latin that word
    processors give.

    >>> text_width("简报"), text_width("2025年")
    (2.0, 3.45)
    """
    narrow = [_width(character) < 1 for character in text]
    seams = sum(left != right for left, right in pairwise(narrow))
    return round(sum(map(_width, text)) + _SEAM * seams, 4)


def _width(character: str) -> float:
    """In full widths: Han and its marks (quotes and dashes too) 1, Latin and digits about half."""
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55
