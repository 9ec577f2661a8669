"""Towns, villages, parks, lakes …: what the gazetteer doesn't have, by what their names end in;
and cities that the dictionary knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.names.tokens import PLACE, is_word, kinds_of
from pipeline.normalise.language.gazetteer import NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.compose.names.tokens import Token
    from pipeline.compose.names.words import NameWords

#: A name is of up to so many words before its ending.
_WORDS = 8
#: Below a county: believed only right behind the place they lie in.
_VILLAGES = ("镇", "乡", "街道", "村", "社区")
_STOPS = ("p", "c", "u", "r", "d", "q", "x", "f", "t", "y", "v", "m")
_PROPER = ("ns", "nr", "nz", "nt")
#: Words for a kind of river or mountain, which name none.
_NUMERALS = frozenset("一二三四五六七八九十两双多几某各该本")
#: Marks behind which a clause opens.
_OPENING = frozenset("，。；：、")
#: What stands before 山, 江 … in plain words: 下山, 大江, 青山.
_COMMON = frozenset("上下大小高深荒沿出进爬登开封靠治好半金银青废满每两雪冰火内界运矿后前")
_PLAIN = frozenset(
    (
        "江湖",
        "江山",
        "山河",
        "河山",
        "湖山",
        "江河",
        "湖河",
        "河湖",
        "山岛",
        "海岛",
        "离岛",
        "滨河",
        "滨江",
        "滨湖",
        "沙山",
    )
)


#: Zones are called after the place they lie in; their own names are short.
_ZONE = re.compile(
    "(?:经济(?:技术)?|高新技术产业|工业|高新|产业)(?:开发区|园区?|示范区)|经开区|高新区"
)
_ZONES, _LONGEST_ZONE = ("新区", "开发区", "高新区", "经开区"), 5
#: What names a kind of reservoir, road …: 小二型水库.
_KINDS = frozenset("型级类式")


class SmallPlaceAt(NamedTuple):
    """Characters [start, end) of a text name a place; where that isn't ``sure``, it has to be
    named twice.
    """

    start: int
    end: int
    name: str
    sure: bool


def small_places(tokens: Sequence[Token], words: NameWords) -> Iterator[SmallPlaceAt]:
    """The small places of a text, from right to left, the longest name at each place."""
    at = len(tokens) - 1
    while at >= 0:
        one = tokens[at]
        if one.text in words.known_places or _is_city(one) or _is_listed(tokens, at):
            yield SmallPlaceAt(one.start, one.end, one.text, sure=True)
        ending = _ending(tokens[at], words)
        first = _first(tokens, at, words) if ending else at
        of_place = first and tokens[first - 1].kind == PLACE
        if of_place and _ZONE.fullmatch("".join(one.text for one in tokens[first : at + 1])):
            first -= 1  # 山阳县经济开发区: no zone has another name
        parts = tokens[first : at + 1]
        if (
            ending
            and (_is_name(parts, ending) or _is_range(tokens, at))
            and (ending not in _VILLAGES or _under(tokens, first))
        ):
            name = "".join(one.text for one in parts)
            sure = len(ending) == 1 or ending in _VILLAGES or not is_word(name[: -len(ending)])
            yield SmallPlaceAt(parts[0].start, parts[-1].end, name, sure)
            at = first
        at -= 1


def _is_city(one: Token) -> bool:
    """A city or county that only the dictionary knows, also without 市: 桃园市; not 文明城市."""
    known = one.kind == "ns" and len(one.text) > 2 and one.text[-1] in "市县"
    return (
        known and one.text not in NOUNS and is_word(one.text) and kinds_of(one.text[:-1]) == ("ns",)
    )


def _is_listed(tokens: Sequence[Token], at: int) -> bool:
    """What looks like a city, beside one that the dictionary knows: 新北市、基隆市、桃园市."""
    if not _like_city(tokens[at]):
        return False
    for step in (-2, 2):
        n = at + step
        while 0 <= n < len(tokens) and tokens[n - step // 2].text == "、":
            if _is_city(tokens[n]):
                return True
            if not _like_city(tokens[n]):
                break
            n += step
    return False


def _like_city(one: Token) -> bool:
    return one.kind == "ns" and len(one.text) == 3 and one.text[-1] in "市县"


def _first(tokens: Sequence[Token], last: int, words: NameWords) -> int:
    """The first word behind a stop, or behind the county or town it lies in."""
    first = last
    while first > 0 and last - first < _WORDS and _goes_on(tokens[first - 1], words):
        first -= 1
    return first


def _under(tokens: Sequence[Token], first: int) -> bool:
    """Whether the place that a town or village lies in is named right before it, or its name
    is no word and opens a clause.
    """
    if first and (_is_full(tokens[first - 1]) or tokens[first - 1].text[-1] in "镇乡"):
        return True
    opens = not first or tokens[first - 1].text in _OPENING or tokens[first - 1].kind == "p"
    bare, ending = tokens[first], tokens[min(first + 1, len(tokens) - 1)]
    return opens and len(bare.text) == 2 and not is_word(bare.text) and ending.text in ("镇", "乡")


def _ending(token: Token, words: NameWords) -> str:
    if token.kind == PLACE:
        return ""
    endings = words.places.get(token.text[-1:], ())
    return next((ending for ending in endings if token.text.endswith(ending)), "")


def _is_full(one: Token) -> bool:
    ends = one.text.endswith(("省", "市", "县", "区", "旗", "州"))
    return one.kind == PLACE and ends and not (len(one.text) == 2 and one.text[1] == "州")


def _goes_on(one: Token, words: NameWords) -> bool:
    """Whether a name goes on to the left across a word: not across the county it lies in."""
    if _is_full(one) or one.text in words.verbs or one.text in ("镇", "乡"):
        return False
    return one.kind == "vn" or not one.kind.startswith(_STOPS)


def _is_range(tokens: Sequence[Token], at: int) -> bool:
    """A word for a mountain before the land around it: 太行山|区."""
    one, after = tokens[at], "".join(token.text for token in tokens[at + 1 : at + 2])
    known = len(one.text) == 3 and one.kind.startswith(_PROPER) and is_word(one.text)
    return known and one.text[-1] == "山" and after[:1] in ("区", "脉")


def _is_name(parts: Sequence[Token], ending: str) -> bool:
    """Whether the words, from a stop or a county on, are a name by their first one."""
    name = "".join(one.text for one in parts)
    first = parts[0]
    if name in _PLAIN or name[0] in _NUMERALS:
        return False
    if ending in _VILLAGES:
        return len(ending) + 1 < len(name) <= len(ending) + 4
    if len(parts) == 1 and len(ending) > 1 and first.kind in ("ns", "nz") and is_word(name):
        return True
    if len(ending) == 1:  # 黄河 by the dictionary; 西岭湖 where all of it is of places
        known = all(one.kind == PLACE or (one.kind == "ns" and is_word(one.text)) for one in parts)
        return known and 1 < len(name) < 4 and name[0] not in _COMMON
    if first.kind == PLACE:
        return True
    bare = name[: -len(ending)]
    if bare[-1:] in _KINDS or (ending in _ZONES and len(bare) > _LONGEST_ZONE):
        return False
    return len(bare) > 1 and (first.kind.startswith(_PROPER) or not is_word(first.text))
