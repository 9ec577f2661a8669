"""A name wrong throughout a source: one correction with all its places, not one for each.

Two sides can speak, and neither depends on the other. A twin (对校) tells the same sentences
and has another name each time; that shows that one of the two is wrong, not which. The
gazetteer (他校) knows where the other places lie that the source names: in the city of the
twin, none in its own. Where both speak, the reading is applied; the gazetteer alone makes it
doubtful. How often a name stands in how many copies is no evidence at all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.alignment import words
from pipeline.model.article import Certainty, Correction, Evidence, Ground, Kind, Role, State
from pipeline.model.ids import digest
from pipeline.model.source import Span
from pipeline.normalise.language.gazetteer import (
    Level,
    is_county_city,
    lies_in,
    mentions,
    named,
    stem,
)
from pipeline.normalise.readings.places import PLACE_CONTRADICTION
from pipeline.normalise.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage, Variant
    from pipeline.model.source import Source
    from pipeline.normalise.language.gazetteer import Mention

RULE = "name-throughout"

#: A name is wrong throughout when it stands in at least so many places of its source …
_LEAST_PLACES = 3

#: … in so many, where another source vouches for the right one …
_SEVERAL_PLACES = 2

#: … and is sure to be when it differs from its twin's in so many places told alike.
_LEAST_ALIKE = 2

#: So many other places must speak for the right name, and none for the wrong one; one is enough
#: where it is named as part of the wrong one.
_LEAST_SPEAKERS = 2

#: Shown in the reason; more say no more.
_NAMED = 5


class _Pair(NamedTuple):
    """A source says ``name`` wherever its twin says ``other``."""

    source: str
    name: str
    twin: str
    other: str


def substitutions(articles: Sequence[Article], passages: Iterable[Passage]) -> list[Correction]:
    """The names wrong throughout, each once; see the module for what is applied and what not."""
    by_name = {article.source.name: article for article in articles}
    texts = {name: _text(one) for name, one in by_name.items()}
    alike = _alike(passages)
    found: dict[tuple[str, str, str], tuple[int, list[str]]] = {}
    for pair, count in sorted(alike.items()):
        if pair.other in texts[pair.source] or pair.name in texts[pair.twin]:
            continue
        key = pair.source, pair.name, pair.other
        most, twins = found.get(key, (0, []))
        found[key] = max(most, count), [*twins, pair.twin]
    contradicted = _contradicted(articles)
    for key in contradicted:
        found.setdefault(key, (0, []))
    out = []
    for (source, name, other), (count, twins) in sorted(found.items()):
        places = tuple(sorted(_places(by_name[source], name)))
        speakers, others = _speakers(texts[source], name, other)
        vouched = _vouched(texts, (source, name, other), speakers) and not others
        if len(places) < (_SEVERAL_PLACES if vouched else _LEAST_PLACES):
            continue
        enough = len(speakers) >= _LEAST_SPEAKERS * (1 + len(others))
        enough = enough and (bool(twins) or contradicted[source, name, other] >= _LEAST_SPEAKERS)
        told = count >= _LEAST_ALIKE
        if not enough and not (speakers and told and not others) and not vouched:
            continue
        one = _correction(
            by_name[source].source, name, other, places, count, twins, speakers, others
        )
        named_within = (source, name, other) in contradicted
        sure = told and not others and (enough or named_within)
        out.append(one if sure else _doubted(one))
    return out


def _vouched(texts: Mapping[str, str], key: tuple[str, str, str], speakers: Sequence[str]) -> bool:
    """Whether another source says in one breath what a source contradicts: 滨州市博兴县, and never
    the other name. Then this one's county needs no second to speak for the name.
    """
    source, name, other = key
    return any(
        name not in text and re.search(f"{other}.?{speaker}", text)
        for told, text in texts.items()
        if told != source
        for speaker in speakers
    )


def _text(article: Article) -> str:
    """What an article says, its running heads apart: a paper may be called 宣城快讯."""
    return "".join(block.text for block in article.blocks if block.role is not Role.FURNITURE)


def absorb(corrections: Iterable[Correction], throughout: Sequence[Correction]) -> list[Correction]:
    """All corrections, the contradictions left out that a name wrong throughout explains."""
    explained: dict[str, set[Span]] = defaultdict(set)
    for one in throughout:
        explained[one.source].update(one.places)
    kept = [
        one
        for one in corrections
        if one.rule != PLACE_CONTRADICTION
        or not any(
            one.span.start <= place.start and place.end <= one.span.end
            for place in explained[one.source]
        )
    ]
    return [*kept, *throughout]


def _alike(passages: Iterable[Passage]) -> Counter[_Pair]:
    """How often two sources that tell one passage differ by just these two names."""
    out: Counter[_Pair] = Counter()
    for passage in passages:
        sources = {witness.key: witness.source for witness in passage.witnesses}
        for variant in passage.variants:
            for one, other, name, other_name in _names(variant):
                if sources[one] != sources[other]:
                    out[_Pair(sources[one], name, sources[other], other_name)] += 1
                    out[_Pair(sources[other], other_name, sources[one], name)] += 1
    return out


def _names(variant: Variant) -> Iterator[tuple[str, str, str, str]]:
    """The witnesses of a variant, two by two, that differ by the name of one place alone. Readings
    are looked at once, however many copies have them.

    我市 is no name: a local paper says so of the city that others call by its name.
    """
    readers: dict[str, list[str]] = defaultdict(list)
    for witness, said in variant.readings:
        readers[said].append(witness)
    named_in: dict[tuple[object, ...], list[tuple[str, str]]] = defaultdict(list)
    for said in readers if len(readers) > 1 else ():
        told = tuple(words(said))
        for n, word in enumerate(told):
            if _levels(word):
                named_in[told[:n], told[n + 1 :]].append((word, said))
    for same in named_in.values():
        for (a, said), (b, other_said) in combinations(same, 2):
            if a != b and _levels(a) & _levels(b):
                for pair in product(readers[said], readers[other_said]):
                    yield *pair, stem(a), stem(b)


def _levels(name: str) -> set[Level]:
    """How high the places of a name stand: a city isn't put in for a province by a slip, but
    for another city of whichever rank.

    >>> _levels("柳州市") & _levels("郴州"), _levels("我市"), _levels("海南省") & _levels("宜昌市")
    ({<Level.PREFECTURE: 2>}, set(), set())
    >>> Level.PREFECTURE in _levels("宜城市") & _levels("宣城市")  # of a county's rank
    True
    """
    places = named(name)
    cities = {Level.PREFECTURE for place in places if is_county_city(place)}
    return {place.level for place in places} | cities


def _contradicted(articles: Iterable[Article]) -> Counter[tuple[str, str, str]]:
    """How often a source's own counties contradict a name, by the name they speak for."""
    return Counter(
        (article.source.name, stem(name), stem(other))
        for article in articles
        for one in article.ledger
        if one.rule == PLACE_CONTRADICTION
        for name, other in _upper_names(one)
    )


def _upper_names(one: Correction) -> Iterator[tuple[str, str]]:
    """The name that a contradiction puts in place of another, be it the only one that it offers
    for the first of a chain: 德州市博兴县, 滨州市博兴县.
    """
    before = "".join(one.before.split())
    if one.after and named(before):
        yield before, one.after
    elif one.after is None and len(one.alternatives) == 1:
        names, others = (list(mentions(text)) for text in (before, one.alternatives[0]))
        if len(names) == len(others) and names[0].name != others[0].name:
            yield names[0].name, others[0].name


def _speakers(text: str, name: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places of a text that lie in ``other``, and those that lie in ``name``. Provinces
    say nothing: each holds many.

    >>> _speakers("柳州市永兴县、嘉禾县，湖南省的南大门。永兴有银。", "柳州", "郴州")
    (('永兴县', '嘉禾县'), ())
    >>> _speakers("从柳州市柳江区到永兴县、嘉禾县。", "柳州", "郴州")
    (('永兴县', '嘉禾县'), ('柳江区',))
    >>> _speakers("湖南省永兴县的客人到柳州市考察。", "柳州", "郴州")
    (('永兴县',), ())
    """
    for_name: dict[str, None] = {}
    for_other: dict[str, None] = {}
    for mention in mentions(text):
        if not mention.full or all(place.level is Level.PROVINCE for place in mention.places):
            continue  # a short form may be a plain word
        one, two = _related(mention, name), _related(mention, other)
        if one != two:
            (for_name if one else for_other)[mention.name] = None
    return tuple(for_other), tuple(for_name)


def _related(mention: Mention, name: str) -> bool:
    """Whether what a mention may mean holds a place of this name, or lies in one."""
    return stem(mention.name) != name and any(
        lies_in(one, place) or lies_in(place, one)
        for one in mention.places
        for place in named(name)
    )


def _correction(
    source: Source,
    name: str,
    other: str,
    places: tuple[Span, ...],
    count: int,
    twins: Sequence[str],
    speakers: Sequence[str],
    others: Sequence[str],
) -> Correction:
    first = places[0]
    shown, against = ("、".join(some[:_NAMED]) for some in (speakers, others))
    told = (
        f"{'、'.join(twins)} says {other} where it tells the same ({count} places); "
        if twins
        else ""
    )
    grounds = [Ground(Evidence.WITNESS, tuple(twins))] if twins else []
    grounds.append(Ground(Evidence.OUTSIDE, tuple(speakers)))
    return Correction(
        id=f"c-{digest(source.name, RULE, name, other)}",
        source=source.name,
        span=first,
        line=source.line_at(first.start),
        rule=RULE,
        kind=Kind.READING,
        before=source.text[first.start : first.end],
        after=other,
        reason=f"{told}{shown} belong to {other}, {against or 'no place named here'} to {name}",
        certainty=Certainty.HIGH,
        state=State.APPLIED,
        context=source.text[max(0, first.start - 12) : first.end + 12],
        evidence=tuple(grounds),
        places=places,
    )


def _doubted(one: Correction) -> Correction:
    return replace(one, certainty=Certainty.MEDIUM, state=State.FLAGGED)


def _places(article: Article, name: str) -> Iterator[Span]:
    """Where a name stands in the source, lines joined or not; not where its characters belong
    to other words: 海南 is none in 上海南站.
    """
    for block in article.blocks:
        if block.role is Role.FURNITURE:
            continue
        traced = Traced(block.pieces)
        for mention in mentions(block.text):
            if stem(mention.name) == name:
                pieces = traced.slice(mention.start, mention.start + len(name))
                yield Span(pieces[0].span.start, pieces[-1].span.end)
