"""A place named under a city or a province that it doesn't lie in (他校, by the gazetteer)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.gazetteer import Level, contradict, holders, lies_in, mentions, named, stem
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.normalise.gazetteer import Mention, Place

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
_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))


class _Link(NamedTuple):
    """Two names in one chain, the second of which should lie in the first."""

    block: int
    upper: Mention
    lower: Mention


def find_place_contradictions(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """A county right after the name of a city it doesn't lie in, a city after another province.

    One doubt for each such place. Which name is wrong, the other places of the article tell: the
    county's own city is proposed where they lie there. Where nothing tells, the whole chain is
    doubted, and the alternative stands beside it.

    Leaves alone: where a place once lay, cities in a row (长沙、株洲、永兴县), ways from one to
    the other, districts whose name is a plain word, streets and chambers called after a place.

    >>> from pipeline.model.article import Role
    >>> def found(text):
    ...     said = [Said(text, Role.PARAGRAPH)]
    ...     return [(text[d.start:d.end], d.after) for d in find_place_contradictions(said)]
    >>> found("走进柳州市永兴县，再到嘉禾县、临武县。")
    [('柳州市', '郴州市')]
    >>> found("走进柳州市永兴县。"), found("湖南省柳州市永兴县")
    ([('柳州市永兴县', None)], [('柳州市', '郴州市')])
    >>> found("从柳州来到永兴县，长沙、株洲、永兴县，上海南京路，柳州市城区，四川省涪陵市")
    []
    """
    read = [list(mentions(block.text)) for block in blocks]
    chains = [
        (n, chain) for n, names in enumerate(read) for chain in _chains(blocks[n].text, names)
    ]
    doubted = [(n, chain, links) for n, chain in chains if (links := _contradictions(n, chain))]
    if not doubted:
        return
    elsewhere = _witnesses(read, doubted)
    for n, chain, links in doubted:
        yield _doubt(n, chain, links, elsewhere)


def _chains(text: str, names: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Names that follow one another without anything between, from high to low."""
    chain: list[Mention] = []
    for name in names:
        if chain and name.start != chain[-1].end:
            yield from _told(text, chain)
            chain = []
        chain.append(name)
    yield from _told(text, chain)


def _told(text: str, chain: list[Mention]) -> Iterator[list[Mention]]:
    """The part of a chain that speaks of places one within the other."""
    narrowed: list[Mention] = []
    for name in chain:
        usable = _narrowed(text, name, last=name is chain[-1])
        if usable is None:
            break
        narrowed.append(usable)
    tops = [max(place.level for place in name.places) for name in narrowed]
    lows = [min(place.level for place in name.places) for name in narrowed]
    descending = all(low < top for top, low in zip(tops, lows[1:], strict=False))
    if len(narrowed) > 1 and descending and not _goes_on(text, narrowed[-1]):
        yield narrowed


def _narrowed(text: str, name: Mention, *, last: bool) -> Mention | None:
    """A name as part of a chain: a short form is that of a city or a province."""
    if name.full:
        return None if _PLAIN_WORD.fullmatch(name.name) else name
    places = tuple(place for place in name.places if place.level > Level.COUNTY)
    if not places or (last and text[name.end : name.end + 1] in _CALLED_AFTER):
        return None
    return name._replace(places=places)


def _goes_on(text: str, name: Mention) -> bool:
    return text.startswith(_OTHER_NAME, name.end)


def _contradictions(n: int, chain: Sequence[Mention]) -> list[_Link]:
    return [
        _Link(n, upper, lower)
        for at, upper in enumerate(chain)
        for lower in chain[at + 1 :]
        if _contradicts(upper, lower)
    ]


def _contradicts(upper: Mention, lower: Mention) -> bool:
    if any(place.level is Level.PROVINCE for place in lower.places):
        return False
    if not lower.full and upper.places[0].province in _MUNICIPALITIES:
        return False
    above = [place for place in upper.places if place.level > Level.COUNTY]
    return bool(above) and contradict(lower.places, above)


class _Witnesses(NamedTuple):
    """The other places that an article names: whole names of counties, and all cities."""

    counties: frozenset[str]
    cities: Counter[str]


def _witnesses(
    read: Sequence[Sequence[Mention]], doubted: Sequence[tuple[int, list[Mention], list[_Link]]]
) -> _Witnesses:
    inside = {(n, name.start) for n, chain, _ in doubted for name in chain}
    counties = set()
    cities: Counter[str] = Counter()
    for n, names in enumerate(read):
        for name in names:
            level = max(place.level for place in name.places)
            if name.full and level is Level.COUNTY and not _PLAIN_WORD.fullmatch(name.name):
                counties.add(name.name)
            elif level > Level.COUNTY and (n, name.start) not in inside:
                cities[stem(name.name)] += 1
    return _Witnesses(frozenset(counties), cities)


def _doubt(
    n: int, chain: Sequence[Mention], links: Sequence[_Link], elsewhere: _Witnesses
) -> Doubt:
    """Which name of the chain is doubted, and what is proposed."""
    accused = Counter(name for link in links for name in (link.upper, link.lower))
    (first, times), *others = accused.most_common()
    if times > 1 and all(count < times for _, count in others):  # one against two
        return _against(n, first, chain, Certainty.HIGH)
    _, upper, lower = links[0]
    level = max(place.level for place in upper.places)
    homes = [home for name in holders(lower.places, level) for home in named(name)]
    for_lower = _support(homes, elsewhere, but=lower) + _named_elsewhere(homes, elsewhere)
    for_upper = _support(upper.places, elsewhere, but=lower)
    if for_lower > for_upper:
        certainty = Certainty.HIGH if for_lower > 1 and not for_upper else Certainty.MEDIUM
        return _against(n, upper, chain, certainty)
    if for_upper > for_lower:
        return _against(n, lower, chain, Certainty.MEDIUM)
    text = "".join(name.name for name in chain)
    other = tuple(
        text.replace(upper.name, _styled(home, upper)) for home in sorted(h.name for h in homes)
    )
    return Doubt(
        n, chain[0].start, chain[-1].end, None,
        f"by the gazetteer {lower.name} doesn't lie in {upper.name}{_lies_in(lower, level)}",
        alternatives=other if len(other) < 4 else (),
    )  # fmt: skip


def _against(n: int, wrong: Mention, chain: Sequence[Mention], certainty: Certainty) -> Doubt:
    """A doubt about one name of a chain, since the others agree with one another."""
    lower = [name for name in chain if name.start > wrong.start]
    others = "".join(name.name for name in chain if name is not wrong)
    if not lower:
        reason = f"by the gazetteer {wrong.name} doesn't lie in {others}"
        return Doubt(n, wrong.start, wrong.end, None, reason, certainty)
    level = max(place.level for place in wrong.places)
    homes = holders(lower[-1].places, level)
    above = [place for name in chain if name.start < wrong.start for place in name.places]
    if above:
        homes = {home for home in homes if any(lies_in(h, up) for h in named(home) for up in above)}
    after = _styled(next(iter(homes)), wrong) if len(homes) == 1 else None
    reason = f"by the gazetteer {lower[-1].name} doesn't lie in {wrong.name}" + _lies_in(
        lower[-1], level
    )
    return Doubt(n, wrong.start, wrong.end, after, reason, certainty)


def _lies_in(lower: Mention, level: Level) -> str:
    homes = sorted(holders(lower.places, level))
    return f", but in {' or '.join(homes)}" if 0 < len(homes) < 4 else ""


def _styled(home: str, like: Mention) -> str:
    """A name in the form of the one it stands for: 郴州 for 柳州, 郴州市 for 柳州市."""
    return home if like.full else stem(home)


def _support(places: Sequence[Place], elsewhere: _Witnesses, but: Mention) -> int:
    """How many other counties of the article lie in one of these places, and nowhere else."""
    above = [place for place in places if place.level > Level.COUNTY]
    return sum(
        county != but.name
        and all(any(lies_in(place, up) for up in above) for place in named(county))
        for county in elsewhere.counties
    )


def _named_elsewhere(homes: Sequence[Place], elsewhere: _Witnesses) -> int:
    return int(any(elsewhere.cities[stem(home.name)] for home in homes))


#: Collation gathers the doubts of this rule, where a name is wrong throughout a source.
PLACE_CONTRADICTION = "place-contradiction"

RULES = (ReadingRule(PLACE_CONTRADICTION, Evidence.OUTSIDE, find_place_contradictions),)
