"""A place named under a city or a province that it doesn't lie in (他校, by the gazetteer)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Certainty, Evidence
from pipeline.normalise.language.gazetteer import (
    Level,
    contradict,
    holders,
    lies_in,
    mentions,
    named,
    stem,
)
from pipeline.normalise.readings.chains import chains, is_city_without_counties, names_county
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.normalise.language.gazetteer import Mention, Place
    from pipeline.normalise.readings.chains import Chain

_NAMES_PLACE = re.compile("[省市县区旗州盟]")
_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))


class _Link(NamedTuple):
    """Two names of one chain, the second of which should lie in the first, and doesn't."""

    upper: Mention
    lower: Mention


class _Elsewhere(NamedTuple):
    """The other places that an article names: whole names of counties, and all cities."""

    counties: frozenset[str]
    cities: frozenset[str]


def find_place_contradictions(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """A county named in a city that it doesn't lie in, a city after another province.

    One doubt for each such place. Which name is wrong, the other places of the article tell: the
    county's own city is proposed where they lie there. Where nothing tells, the whole chain is
    doubted, and the alternative stands beside it.

    Leaves alone: where a place once lay, cities in a row (长沙、株洲、永兴县), ways from one to
    the other, a city beside a county (义乌市、浦江县), districts whose name is a plain word,
    streets and chambers called after a place.

    >>> from pipeline.model.article import Role
    >>> def found(text):
    ...     said = [Said(text, Role.PARAGRAPH)]
    ...     return [(text[d.start:d.end], d.after) for d in find_place_contradictions(said)]
    >>> found("走进柳州市永兴县，再到嘉禾县、临武县。"), found("永兴县位于柳州市东部，邻近嘉禾县。")
    ([('柳州市', '郴州市')], [('柳州市', '郴州市')])
    >>> found("走进柳州市永兴县。"), found("湖南省柳州市永兴县")
    ([('柳州市永兴县', None)], [('柳州市', '郴州市')])
    >>> found("宜城市泾县大雨，旌德县、绩溪县也有雨。")  # 宜城市 is of a county's rank
    [('宜城市', '宣城市')]
    >>> found("从柳州来到永兴县，长沙、株洲、永兴县，上海南京路，柳州市城区，四川省涪陵市")
    []
    """
    told = [
        chain
        for n, block in enumerate(blocks)
        if _NAMES_PLACE.search(block.text)
        for chain in chains(n, block.text, [*mentions(block.text)])
    ]
    doubted = [(chain, links) for chain in told if (links := _contradictions(chain))]
    if not doubted:
        return
    elsewhere = _elsewhere(blocks, [chain for chain, _ in doubted])
    for chain, links in doubted:
        yield _doubt(blocks[chain.block].text, chain, links, elsewhere)


def _contradictions(chain: Chain) -> list[_Link]:
    return [
        _Link(upper, lower)
        for at, upper in enumerate(chain.names)
        for lower in chain.names[at + 1 :]
        if _contradicts(upper, lower)
    ]


def _contradicts(upper: Mention, lower: Mention) -> bool:
    if any(place.level is Level.PROVINCE for place in lower.places):
        return False
    if not lower.full and upper.places[0].province in _MUNICIPALITIES:
        return False
    if is_city_without_counties(upper, lower):
        return True
    above = [place for place in upper.places if place.level > Level.COUNTY]
    return bool(above) and contradict(lower.places, above)


def _elsewhere(blocks: Sequence[Said], doubted: Sequence[Chain]) -> _Elsewhere:
    inside = {(chain.block, name.start) for chain in doubted for name in chain.names}
    counties, cities = set(), set()
    for n, block in enumerate(blocks):
        for name in mentions(block.text):
            if names_county(name):
                counties.add(name.name)
            elif name.places[0].level > Level.COUNTY and (n, name.start) not in inside:
                cities.add(stem(name.name))
    return _Elsewhere(frozenset(counties), frozenset(cities))


def _doubt(text: str, chain: Chain, links: Sequence[_Link], elsewhere: _Elsewhere) -> Doubt:
    """Which name of the chain is doubted, and what is proposed."""
    accused = Counter(name for link in links for name in link)
    (most, times), *others = accused.most_common()
    if times > 1 and all(count < times for _, count in others):  # one against two
        return _against(most, chain, Certainty.HIGH)
    upper, lower = links[0]
    level = _holding_level(upper)
    homes = [home for name in sorted(holders(lower.places, level)) for home in named(name)]
    for_lower = _support(homes, elsewhere, but=lower)
    for_lower += any(stem(home.name) in elsewhere.cities for home in homes)
    for_upper = _support(upper.places, elsewhere, but=lower)
    if for_lower > for_upper:
        certainty = Certainty.HIGH if for_lower > 1 and not for_upper else Certainty.MEDIUM
        return _against(upper, chain, certainty)
    if for_upper > for_lower:
        return _against(lower, chain, Certainty.MEDIUM)
    before, after = text[chain.start : upper.start], text[upper.end : chain.end]
    others_read = dict.fromkeys(f"{before}{_styled(home.name, upper)}{after}" for home in homes)
    return Doubt(
        chain.block, chain.start, chain.end, None, _reason(lower, upper, level),
        alternatives=tuple(others_read) if len(others_read) < 4 else (),
    )  # fmt: skip


def _support(places: Sequence[Place], elsewhere: _Elsewhere, but: Mention) -> int:
    """How many other counties of the article lie in one of these places, and nowhere else; or
    once did.
    """
    above = [place for place in places if place.level > Level.COUNTY]
    return sum(
        any(_all_lie_in(one, above) for one in _by_time(named(county)))
        for county in elsewhere.counties
        if county != but.name
    )


def _by_time(places: Sequence[Place]) -> tuple[list[Place], list[Place]]:
    """The places of today and the former ones."""
    former = [place for place in places if place.former]
    return [place for place in places if not place.former], former


def _all_lie_in(places: Sequence[Place], above: Sequence[Place]) -> bool:
    return bool(places) and all(any(lies_in(place, up) for up in above) for place in places)


def _against(wrong: Mention, chain: Chain, certainty: Certainty) -> Doubt:
    """A doubt about one name of a chain, since the others agree with one another."""
    at = chain.names.index(wrong)
    above = [place for name in chain.names[:at] for place in name.places]
    if at + 1 == len(chain.names):
        reason = f"by the gazetteer {wrong.name} doesn't lie in {chain.names[at - 1].name}"
        return Doubt(chain.block, wrong.start, wrong.end, None, reason, certainty)
    lower = chain.names[-1]
    level = _holding_level(wrong)
    homes = [
        home
        for home in holders(lower.places, level)
        if not above or any(lies_in(one, up) for one in named(home) for up in above)
    ]
    after = _styled(homes[0], wrong) if len(homes) == 1 else None
    reason = _reason(lower, wrong, level)
    return Doubt(chain.block, wrong.start, wrong.end, after, reason, certainty)


def _holding_level(name: Mention) -> Level:
    """How high what should stand in a name's place stands: no county lies in another."""
    return max(Level.PREFECTURE, *(place.level for place in name.places))


def _reason(lower: Mention, upper: Mention, level: Level) -> str:
    homes = sorted(holders(lower.places, level))
    own = f", but in {' or '.join(homes)}" if 0 < len(homes) < 4 else ""
    return f"by the gazetteer {lower.name} doesn't lie in {upper.name}{own}"


def _styled(home: str, like: Mention) -> str:
    """A name in the form of the one it stands for: 郴州 for 柳州, 郴州市 for 柳州市."""
    return home if like.full else stem(home)


#: Collation gathers the doubts of this rule, where a name is wrong throughout a source.
PLACE_CONTRADICTION = "place-contradiction"

RULES = (ReadingRule(PLACE_CONTRADICTION, Evidence.OUTSIDE, find_place_contradictions),)
