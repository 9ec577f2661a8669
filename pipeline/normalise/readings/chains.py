"""Places named one within the other: 湖南省郴州市永兴县, 郴州市的永兴县, 永兴县位于郴州市."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.language.gazetteer import Level, is_county_city

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.normalise.language.gazetteer import Mention

# Names of counties that a text may also use as plain words: 柳州市城区, 各市和县.
_PLAIN_WORD = re.compile(
    "(?:[城矿郊港山林湖新东西南北]|[新老旧东西]城|新市|[城市][中东西南北关郊]|[东西南北沿][郊山江]|"
    "[江河海][东西南北]|港口|海港|中心|解放|市)区|[和新富全万成南]县"
)
# What follows tells that the name is part of another, or that two places are spoken of.
_OTHER_NAME = (
    "域",
    "间",
    "块",
    "划",
    "商会",
    "同乡",
    "会馆",
    "老乡",
    "籍",
    "驻",
    "两",
    "三地",
    "等地",
)
# After the short name of a city: a street or a house called after it (上海南京路).
_CALLED_AFTER = frozenset("路街道巷大东西南北中村镇乡湾桥港站厅楼饭酒宾馆店")

# Between what holds and what is held, or the other way round.
_HOLDS = re.compile("(?:境内|下?辖|所辖|管辖|辖区内?)?的?|下?辖有?")
_LIES = re.compile("位于|位处|地处|坐落[于在]|隶属于?|属于?")
_PART_OF = re.compile("(?:的?[东南西北中]{1,2}部|境内|管辖|所辖|市区)?[，。；的]")


class Chain(NamedTuple):
    """Names from high to low, in the characters [start, end) of a block."""

    block: int
    start: int
    end: int
    names: tuple[Mention, ...]


def chains(block: int, text: str, names: Sequence[Mention]) -> Iterator[Chain]:
    """The chains of a text, given the places that it names.

    >>> from pipeline.normalise.language.gazetteer import mentions
    >>> def told(text):
    ...     return [[m.name for m in chain.names] for chain in chains(0, text, [*mentions(text)])]
    >>> told("湖南省柳州市永兴县、柳州的嘉禾县"), told("永兴县位于湖南省柳州市东部，")
    ([['湖南省', '柳州市', '永兴县'], ['柳州', '嘉禾县']], [['湖南省', '柳州市', '永兴县']])
    >>> told("长沙、株洲、永兴县，永兴县位于柳州市与桂林市之间，上海南京路、柳州市城区")
    []
    """
    at = 0
    while at < len(names):
        end = at + 1
        while end < len(names) and _HOLDS.fullmatch(text, names[end - 1].end, names[end].start):
            end += 1
        run = _usable(text, names[at:end])
        if _descends(run) and not text.startswith(_OTHER_NAME, run[-1].end):
            county = _lying(text, names[at - 1] if at else None, run)
            whole = (*run, county) if county else tuple(run)
            if len(whole) > 1:
                first, last = min(n.start for n in whole), max(n.end for n in whole)
                yield Chain(block, first, last, whole)
        at = end


def names_county(name: Mention) -> bool:
    """Whether it is the whole name of a county, and no plain word."""
    level = max(place.level for place in name.places)
    return name.full and level is Level.COUNTY and not _PLAIN_WORD.fullmatch(name.name)


def _lying(text: str, before: Mention | None, run: Sequence[Mention]) -> Mention | None:
    """The county that lies, as is said, in what the run names."""
    if before is None or not names_county(before):
        return None
    if not _LIES.fullmatch(text, before.end, run[0].start) or not _PART_OF.match(text, run[-1].end):
        return None
    return before


def _usable(text: str, run: Sequence[Mention]) -> list[Mention]:
    """The first names of a run, as far as they may be links of a chain."""
    out: list[Mention] = []
    for name in run:
        usable = _narrowed(text, name, last=name is run[-1])
        if usable is None:
            break
        out.append(usable)
    return out


def _narrowed(text: str, name: Mention, *, last: bool) -> Mention | None:
    """A name as a link of a chain: a short form is that of a city or a province."""
    if name.full:
        return None if _PLAIN_WORD.fullmatch(name.name) else name
    places = tuple(place for place in name.places if place.level > Level.COUNTY)
    if not places or (last and text[name.end : name.end + 1] in _CALLED_AFTER):
        return None
    return name._replace(places=places)


def _descends(run: Sequence[Mention]) -> bool:
    """Each name may stand for a place that lies lower than the one before it."""
    return bool(run) and all(
        min(place.level for place in lower.places) < max(place.level for place in upper.places)
        or is_city_without_counties(upper, lower)
        for upper, lower in pairwise(run)
    )


def is_city_without_counties(upper: Mention, lower: Mention) -> bool:
    """Whether a county is named in a city of its own rank, which never holds one (宜城市泾县)."""
    return (
        upper.full
        and all(is_county_city(place) for place in upper.places)
        and names_county(lower)
        and not any(is_county_city(place) for place in lower.places)
    )
