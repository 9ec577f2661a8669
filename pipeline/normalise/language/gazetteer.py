"""The provinces, prefectures and counties of China: which of them a text names, what lies where.

The table also knows where a county lay at some time since 1980 (``tables/places.txt``), so that
an old text isn't doubted for being old. Simplified characters only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.language import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PEOPLES = (
    "各族|壮族|回族|满族|苗族|彝族|藏族|侗族|瑶族|白族|黎族|傣族|畲族|佤族|水族|羌族|土族|怒族|"
    "土家族|蒙古族|布依族|朝鲜族|哈尼族|傈僳族|东乡族|仡佬族|拉祜族|纳西族|仫佬族|景颇族|撒拉族|"
    "布朗族|毛南族|普米族|保安族|独龙族|裕固族|达斡尔族|鄂温克族|维吾尔|哈萨克|柯尔克孜|塔吉克|"
    "锡伯|蒙古|维吾尔族|哈萨克族"
)
_AUTONOMOUS = re.compile(f"(.{{2,}}?)(?:{_PEOPLES})*自治([县州旗区])")
_PLAIN = re.compile("(.{2,}?)(?:特别行政区|行政区|地区|林区|[省市县区旗盟])")


# What any city has: the few districts that bear no other name are never meant without their city's.
# And 新建县人民医院 is a hospital newly built, more often than one of 新建, no county any more.
NOUNS = frozenset({"城区", "郊区", "矿区", "新建县"})


class Level(IntEnum):
    """How high a place stands; what is higher may hold what is lower."""

    COUNTY = 1
    PREFECTURE = 2
    PROVINCE = 3


class Place(NamedTuple):
    """A place and what it lies in.

    ``prefecture`` is "" where a county is the province's own, and for a province; a prefecture
    bears its own name there. ``former`` is what was so once, and no longer is.
    """

    name: str
    level: Level
    prefecture: str
    province: str
    former: bool = False


class Mention(NamedTuple):
    """Characters [start, end) of a text name a place; which one may be open.

    ``full`` tells 永兴县 from 永兴: a short form may also be a plain word.
    """

    start: int
    end: int
    name: str
    places: tuple[Place, ...]
    full: bool


class _Index(NamedTuple):
    places: Mapping[str, tuple[Place, ...]]  # by full name
    kin: Mapping[str, tuple[Place, ...]]  # by stem: 永兴县 and 永兴 alike
    lengths: Mapping[str, tuple[int, ...]]  # of the names that begin so, long ones first
    start: re.Pattern[str]  # a character that one of them begins with, before a second one


def stem(name: str) -> str:
    """A name without the word for what it is, where two characters are left.

    >>> [stem(name) for name in ("永兴县", "临夏回族自治州", "广西壮族自治区", "郴州地区", "唐县")]
    ['永兴', '临夏', '广西', '郴州', '唐县']
    """
    found = _AUTONOMOUS.fullmatch(name) or _PLAIN.fullmatch(name)
    return found[1] if found else name


def named(name: str) -> tuple[Place, ...]:
    """All places that bear a name, in full or short, today or once.

    >>> [(place.prefecture, place.province) for place in named("永兴县")]
    [('郴州市', '湖南省'), ('郴州地区', '湖南省')]
    >>> sorted({place.prefecture for place in named("鼓楼区")})
    ['南京市', '开封市', '徐州市', '福州市']
    >>> named("柏林工业园")
    ()
    """
    index = _index()
    return index.places.get(name) or index.kin.get(name, ())


def mentions(text: str) -> Iterator[Mention]:
    """The places a text names, from left to right, the longest name at each place.

    >>> [(m.name, m.full) for m in mentions("从柳州来到永兴县，再去恩施州")]
    [('柳州', False), ('永兴县', True), ('恩施州', True)]
    >>> [(m.name, m.start, m.end) for m in mentions("广西南宁市场、柳州市")]
    [('广西', 0, 2), ('南宁', 2, 4), ('柳州市', 7, 10)]

    Leaves alone plain words, idioms that begin so, and what was a place only once: it is a river.

    >>> [m.name for m in mentions("城区供水，矿区复绿，西藏长治久安，松花江畔")]
    ['西藏']
    """
    index = _index()
    reached = 0
    for found in index.start.finditer(text):
        start = found.start()
        if start < reached:
            continue
        for length in index.lengths.get(text[start : start + 2], ()):
            name = text[start : start + length]
            if len(name) < length:
                continue
            full = name in index.places
            if name in NOUNS or (not full and name not in index.kin):
                continue
            if not full and (_is_idiom(text[start : start + 4]) or _is_gone(index.kin[name])):
                continue
            if full and name[-1] == "市" and text[start + length : start + length + 1] == "场":
                continue  # a market
            reached = start + length
            places = index.places[name] if full else index.kin[name]
            yield Mention(start, reached, name, places, full)
            break


def _is_idiom(words: str) -> bool:
    """Whether four characters are an idiom: 长治久安 says nothing of 长治."""
    return len(words) == 4 and dictionary.tag(words, hmm=False)[0] in ((words, "i"), (words, "l"))


def _is_gone(places: Iterable[Place]) -> bool:
    return all(place.former for place in places)


def is_county_city(place: Place) -> bool:
    """Whether it is a city (县级市) with the rank of a county, which holds no counties.

    >>> [is_county_city(named(name)[0]) for name in ("宜城市", "宣城市", "泾县", "北京市")]
    [True, False, False, False]
    """
    return place.level is Level.COUNTY and place.name.endswith("市")


def lies_in(place: Place, upper: Place) -> bool:
    """Whether one place is part of the other, by what the table says of it.

    >>> chenzhou = named("郴州市")[0]
    >>> [lies_in(place, chenzhou) for place in (named("永兴县")[0], named("柳江区")[0])]
    [True, False]
    """
    if upper.level <= place.level:
        return False
    if upper.level is Level.PROVINCE:
        return place.province == upper.province
    return place.province == upper.province and stem(place.prefecture) == stem(upper.prefecture)


def contradict(lower: Iterable[Place], upper: Iterable[Place]) -> bool:
    """Whether none of the ``lower`` places, nor one of a like name, lies in one of the ``upper``.

    A like name: 永川县 became 永川市 and then 永川区.

    >>> contradict(named("永兴县"), named("柳州市")), contradict(named("永兴县"), named("湖南"))
    (True, False)
    >>> contradict(named("鼓楼区"), named("徐州市"))
    False
    """
    kin = [like for place in lower for like in _index().kin[stem(place.name)]]
    held = [like for above in upper for like in _index().kin[stem(above.name)]]
    return bool(kin and held) and not any(lies_in(one, above) for one in kin for above in held)


def holders(places: Iterable[Place], level: Level) -> set[str]:
    """The prefectures (or provinces) in which places lie today.

    >>> holders(named("永兴县"), Level.PREFECTURE), holders(named("永兴县"), Level.PROVINCE)
    ({'郴州市'}, {'湖南省'})
    """
    today = [place for place in places if not place.former and place.level < level]
    if level is Level.PROVINCE:
        return {place.province for place in today}
    return {place.prefecture for place in today if place.prefecture}


@cache
def _index() -> _Index:
    by_name: defaultdict[str, list[Place]] = defaultdict(list)
    kin: defaultdict[str, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(places()):
        short = stem(place.name)
        by_name[place.name].append(place)
        kin[short].append(place)
        if found := _AUTONOMOUS.fullmatch(place.name):
            by_name[short + found[2]].append(place)  # 恩施州, 融水县
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in (*by_name, *kin):
        lengths[name[:2]].add(len(name))
    first, second = ("".join(sorted({name[n] for name in lengths})) for n in (0, 1))
    return _Index(
        {name: tuple(found) for name, found in by_name.items()},
        {name: tuple(found) for name, found in kin.items()},
        {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()},
        re.compile(f"[{first}](?=[{second}])"),
    )


def places() -> Iterator[Place]:
    """All places that the table has, of today and former ones; a former one may stand twice."""
    text = files("pipeline.normalise.tables").joinpath("places.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        former = line.startswith("~ ")
        province, prefecture, *counties = line.removeprefix("~ ").split(" ")
        prefecture = "" if prefecture == "-" else prefecture
        if not former:
            yield Place(province, Level.PROVINCE, "", province)
        if prefecture:
            yield Place(prefecture, Level.PREFECTURE, prefecture, province, former)
        for county in counties:
            yield Place(county, Level.COUNTY, prefecture, province, former)
