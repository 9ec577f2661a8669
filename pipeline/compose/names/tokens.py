"""A text as words: cut by the dictionary, but never across a place of the gazetteer."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.gazetteer import Level, mentions, stem

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

#: The part of speech that we give to places of the gazetteer.
PLACE = "gazetteer"

#: 永兴县委, 郴州市长: what stands before is 永兴, 郴州.
_OFFICE = frozenset("委长府域级城")
#: Where the cutter may go wrong: 渔业局|局长, 区委|书记, 经|省人大.
_SEAM = re.compile(
    "(?<=([局厅院校处所馆会站]))(?=\\1长)"
    "|(?<=[局厅])(?=在)"
    f"|(?<=[局厅院部])(?=对[{HAN}])|(?<=[局厅院部]对)(?=[{HAN}])"
    "|(?<=[省市县区州镇乡党]委)(?=副?书记|常委)"
    "|(?<=[镇乡村])(?=人(?:[，。；、）]|$))"
    f"|(?<=[经由据被向与和在从对])(?=[省市县][{HAN}]{{1,6}}(?:厅|局|委|政府|人大|法院|气象台))"
)
#: 县级市和县: the first character joins two kinds of place, and is no part of a name (和县).
_JOINS, _UNITS = frozenset("和与及"), frozenset("省市州县区乡镇村国")
#: 湖滨镇 lies in no 湖滨; but 湖滨乡村 are its villages.
_TOWNS, _WORDS = (
    frozenset("镇乡"),
    frozenset(("乡村", "乡镇", "镇区", "乡亲", "镇村", "镇域", "乡土")),
)
#: 博爱、武陟等地: places, though nowhere named in full.
LISTED = re.compile(f"(?:、[{HAN}]{{2,4}}){{0,6}}等(?:地|[县市区])")
#: A character before the name of a county that has but one beside 县: at the head of a clause it
#: belongs to a name that the gazetteer hasn't (安陵县), unless it leads there (在陵县).
_ONE_MORE = re.compile(f"(?<![{HAN}])[{HAN}](?=[{HAN}][县市区])")
_LEADS_THERE = frozenset(
    "在到从自由与和跟同及对为经向至往离距按据以因赴去来驻回返进入抵是像如即原老今新旧全该本各某其而但又也则令让把将被请"
)
#: Names that are plain words too.
_PLAIN = frozenset(("老城区", "新城区", "城中区", "城关区", "新县", "古县"))


class Token(NamedTuple):
    """Characters [start, end) of a text are a word; ``kind`` is its part of speech."""

    text: str
    kind: str
    start: int
    end: int


class PlaceAt(NamedTuple):
    """Characters [start, end) name a place of the gazetteer; ``full`` tells 永兴县 from 永兴."""

    start: int
    end: int
    name: str
    full: bool
    level: Level


def full_places(text: str) -> set[str]:
    """The stems of the places whose full names stand in a text: 永兴 where it says 永兴县."""
    return {stem(one.name) for one in mentions(text) if one.full}


def longer_places(text: str) -> set[str]:
    """The counties of a text that aren't in the gazetteer, but another that their names end in.

    >>> longer_places("安陵县辖18个乡镇。在陵县，和县人说起唐县"), longer_places("历代县志，陵县")
    ({'安陵县'}, set())
    """
    full = {one.start: one.end for one in mentions(text) if one.full and len(one.name) == 2}
    return {
        text[found.start() : full[found.end()]]
        for found in _ONE_MORE.finditer(text)
        if found.end() in full
        and found[0] not in _LEADS_THERE
        and not _is_plain(text[found.start() : found.end() + 1])
    }


def _is_plain(word: str) -> bool:
    """Whether the dictionary has a word, and not as a place: 历代 in 历代县志."""
    return is_word(word) and kinds_of(word) != ("ns",)


def tokens(
    text: str, shorts: AbstractSet[str] = frozenset(), longer: AbstractSet[str] = frozenset()
) -> tuple[tuple[Token, ...], tuple[PlaceAt, ...]]:
    """The words of a text, and the places in it; ``shorts`` are short forms that are known to be
    meant: without their full name somewhere they may be plain words. ``longer`` are names that
    stand for those of the gazetteer that they end in.

    >>> [(t.text, t.kind) for t in tokens("江苏省无锡市新吴区创办企业")[0]][:3]
    [('江苏省', 'gazetteer'), ('无锡市', 'gazetteer'), ('新吴区', 'gazetteer')]
    >>> [(p.name, p.full) for p in tokens("永兴县委书记说，永兴县创新县域经济，高纯白银产量")[1]]
    [('永兴', False), ('永兴县', True)]
    >>> [t.text for t in tokens("山阳县湖滨镇人，博爱、武陟等地")[0]]
    ['山阳县', '湖滨', '镇', '人', '，', '博爱', '、', '武陟', '等', '地']
    """
    words = _cut(text, 0, len(text))
    edges = {word.start for word in words} | {len(text)}
    exact = {(word.start, word.end): word.kind for word in words}
    found = []
    for one in mentions(text):
        full, end = one.full, one.end
        if text[max(0, one.start - 1) : end] in longer:
            whole = text[one.start - 1 : end]
            found.append(PlaceAt(one.start - 1, end, whole, full, Level.COUNTY))
            continue
        if full and text[end : end + 1] in _OFFICE and text[end - 1] in "省市县区州":
            full, end = False, end - 1
        word = exact.get((one.start, end), "")
        plain = one.name in _PLAIN or (len(one.name) == 2 and one.name[1] == "区")
        joins = one.name[0] in _JOINS and text[one.start - 1 : one.start] in _UNITS
        in_town = not full and text[end : end + 1] in _TOWNS and text[end : end + 2] not in _WORDS
        if one.start not in edges or plain or joins or in_town:
            continue
        short = one.full or word == "ns" or one.name in shorts or LISTED.match(text, end)
        known = len(one.name) > 2 or word if full else short
        if known:
            level = max(place.level for place in one.places)
            found.append(PlaceAt(one.start, end, text[one.start : end], full, level))
    return tuple(_around(text, found)), tuple(found)


def _around(text: str, places: list[PlaceAt]) -> list[Token]:
    out: list[Token] = []
    at = 0
    for place in places:
        out += _cut(text, at, place.start)
        out.append(Token(place.name, PLACE, place.start, place.end))
        at = place.end
    return out + _cut(text, at, len(text))


def _cut(text: str, start: int, end: int) -> list[Token]:
    out = []
    cuts = [start, *(m.start() for m in _SEAM.finditer(text, start, end)), end]
    for low, high in pairwise(cuts):
        at = low
        for word, kind in dictionary.tag(text[low:high]):
            out.append(Token(word, kind, at, at + len(word)))
            at += len(word)
    return out


@lru_cache(maxsize=65536)
def is_word(text: str) -> bool:
    """Whether the dictionary has it."""
    return dictionary.has_word(text)


@lru_cache(maxsize=4096)
def kinds_of(text: str) -> tuple[str, ...]:
    """The parts of speech of its words."""
    return tuple(kind for _, kind in dictionary.tag(text))
