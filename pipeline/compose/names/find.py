"""All names of a row of texts: found where they are sure, then wherever they stand again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.names.foreign import foreigners
from pipeline.compose.names.organisations import organisations
from pipeline.compose.names.people import people
from pipeline.compose.names.small_places import small_places
from pipeline.compose.names.tokens import LISTED, full_places, longer_places, tokens
from pipeline.model.backmatter import NameKind
from pipeline.normalise.language.gazetteer import Level, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.compose.names.tokens import PlaceAt
    from pipeline.compose.names.words import NameWords


#: A given name has two characters behind a surname of one.
_TWO = 2
#: Names that no longer word goes on from, as 财政部 does in 财政部门.
_WHOLE = 6


class Found(NamedTuple):
    """Characters [start, end) of the ``text``-th text name something; ``name`` is its headword."""

    text: int
    start: int
    end: int
    name: str
    kind: NameKind


def find_names(texts: Sequence[str], words: NameWords) -> tuple[Found, ...]:
    """The names of all texts, in order; texts in simplified characters.

    A person or an organisation that is sure in one place is found in all. A place's short form
    counts where its full name stands somewhere, or everybody knows it.
    """
    sure: dict[str, NameKind] = {}
    once: set[str] = set()
    places: list[list[PlaceAt]] = []
    shorts = {short for text in texts for short in full_places(text)}
    longer = {name for text in texts for name in longer_places(text)}
    for text in texts:
        parts, known = tokens(text, shorts, longer)
        places.append(list(known))
        for name in words.alone:
            if len(name) >= _WHOLE and name in text:
                sure.setdefault(name, NameKind.ORGANISATION)
        for body in organisations(parts, words):
            sure.setdefault(body.name, NameKind.ORGANISATION)
        for person in (*foreigners(text, words), *people(text, parts, words)):
            sure.setdefault(person.name, NameKind.PERSON)
        for name in words.known_places:
            if name in text:
                sure.setdefault(name, NameKind.PLACE)
        for small in small_places(parts, words):
            if small.sure or small.name in once:
                sure.setdefault(small.name, NameKind.PLACE)
            once.add(small.name)
    parts_of = {name.rpartition("·")[2]: name for name in sure if "·" in name}
    full_names = {part: name for part, name in parts_of.items() if len(part) > 1}
    sure |= dict.fromkeys(full_names, NameKind.PERSON)
    given = {
        name[1:] for name, kind in sure.items() if kind is NameKind.PERSON and len(name) > _TWO
    }
    for name in given & {name for name, kind in sure.items() if kind is NameKind.PLACE}:
        del sure[name]  # 云山 is 沈云山
    again = [_in_full(one, sure, full_names) for one in _again(texts, sure)]
    listed = (one for one in _gazetteer_places(texts, places, again) if one.name not in given)
    return tuple(sorted([*again, *listed]))


def _gazetteer_places(
    texts: Sequence[str], places: Sequence[Sequence[PlaceAt]], again: Sequence[Found]
) -> Iterator[Found]:
    """The places of the gazetteer outside other names, short forms under their full ones."""
    full = {stem(one.name): one.name for told in places for one in told if one.full}
    taken: defaultdict[int, list[Found]] = defaultdict(list)
    for one in again:
        taken[one.text].append(one)
    for n, told in enumerate(places):
        starts = [one.start for one in taken[n]]
        for place in told:
            before = bisect_right(starts, place.start) - 1
            if before >= 0 and place.end <= taken[n][before].end:
                continue
            listed = LISTED.match(texts[n], place.end) is not None
            known = place.full or place.level > Level.COUNTY or listed
            head = full.get(stem(place.name), place.name if known else "")
            if head:
                yield Found(n, place.start, place.end, head, NameKind.PLACE)


def _in_full(one: Found, sure: Mapping[str, NameKind], people: Mapping[str, str]) -> Found:
    """A city under its full name, where that stands somewhere: 台北 for 台北市; and a foreigner
    under both names.
    """
    if one.kind is NameKind.PERSON:
        return one._replace(name=people.get(one.name, one.name))
    full = f"{one.name}市"
    city = one.kind is NameKind.PLACE and sure.get(full) is NameKind.PLACE
    return one._replace(name=full) if city else one


def _again(texts: Sequence[str], sure: Mapping[str, NameKind]) -> Iterator[Found]:
    """Where the names stand, the longest at each place; linear in the texts, not in the names."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in sure:
        lengths[name[:2]].add(len(name))
    if not lengths:
        return
    first, second = ("".join(sorted({head[n] for head in lengths})) for n in (0, 1))
    heads = re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")
    for n, text in enumerate(texts):
        reached = 0
        for found in heads.finditer(text):
            start = found.start()
            if start < reached:
                continue
            for length in sorted(lengths.get(text[start : start + 2], ()), reverse=True):
                name = text[start : start + length]
                if name in sure:
                    reached = start + length
                    yield Found(n, start, reached, name, sure[name])
                    break
