"""Which paragraphs stand with one of another source, since what they go on from is printed there.

A source retells another and adds a paragraph of its own: 于是，… Its predecessor is printed from
the other source, so that is where it must stand. Of a paragraph that is printed from another source
but for a sentence, this sentence stands behind that; so does what little is left of a whole text.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.compose.outline.copies import standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline.compose.outline.common_order import Spot
    from pipeline.compose.outline.copies import Paragraph
    from pipeline.compose.outline.places import Place
    from pipeline.model.article import Article
    from pipeline.model.passage import Passage

#: Of a text that others retell fewer characters than these are not printed under its title.
_LEAST_UNDER_TITLE = 80


class Elsewhere:
    """Where the sentences of paragraphs are printed that stand with another source."""

    def __init__(
        self,
        rows: Sequence[Sequence[Place]],
        articles: Sequence[Article],
        passages: Sequence[Passage],
    ) -> None:
        self._names = [article.source.name for article in articles]
        stands = {one.id: spot for spot, found in standing(passages).items() for one in found}
        spots = {self._paragraph(place): spot_of(place) for row in rows for place in row}
        #: Of each paragraph: where sentences end, and where they are printed.
        self._printed: dict[Paragraph, list[tuple[int, Spot]]] = defaultdict(list)
        self._here: dict[Paragraph, int] = defaultdict(int)
        self._length: dict[Paragraph, int] = defaultdict(int)
        self._first: dict[Paragraph, int] = {}
        for passage in passages:
            place = stands[passage.id]
            for witness in passage.witnesses:
                for sentence in witness.sentences:
                    spot = (sentence.source, sentence.block)
                    length = sentence.end - sentence.start
                    self._length[spot] += length
                    if spot == place:
                        self._here[spot] += length
                        self._first[spot] = min(
                            sentence.start, self._first.get(spot, sentence.start)
                        )
                    elif sentence.source != place[0]:
                        self._printed[spot].append((sentence.end, spots[place]))
        for found in self._printed.values():
            found.sort()

    def end_of(self, place: Place) -> Spot | None:
        """Where the last sentence of a paragraph is printed that another source prints."""
        found = self._printed.get(self._paragraph(place))
        return found[-1][1] if found else None

    def rest_of(self, place: Place) -> Spot | None:
        """Of a paragraph that is mostly printed elsewhere: where that stands what its own
        sentences go on from, or else go before. None of any other paragraph.
        """
        paragraph = self._paragraph(place)
        found = self._printed.get(paragraph)
        if not found or 2 * self._here[paragraph] >= self._length[paragraph]:
            return None
        before = [spot for end, spot in found if end <= self._first.get(paragraph, 0)]
        return before[-1] if before else found[0][1]

    def _paragraph(self, place: Place) -> Paragraph:
        return self._names[place.article], place.block.id


def spot_of(place: Place) -> Spot:
    return place.article, place.position


def hosts(
    rows: Sequence[Sequence[Place]],
    elsewhere: Elsewhere,
    closed: Collection[Spot],
    *,
    remnants: bool,
) -> Mapping[Spot, Spot]:
    """For each paragraph that stands behind one of another source: that one, which itself stands
    where it stands. ``remnants``: what is left of a paragraph stands with its rest, since
    paragraphs stand by what they say; else only what leans on a paragraph stands with that.
    ``closed`` are paragraphs that no remnant parts, nor leaves.
    """
    held: dict[Spot, Spot] = {}
    for row in rows:
        for above, place in pairwise((None, *row)):
            if place is None or not place.passages:
                continue
            if above and place.leans:
                host = _leant_on(place, above, held, elsewhere)
            elif remnants and spot_of(place) not in closed:
                rest = elsewhere.rest_of(place)
                host = None if rest in closed else rest
            else:
                host = None
            if host:
                held[spot_of(place)] = host
    return _roots(held)


def _leant_on(
    place: Place, above: Place, held: Mapping[Spot, Spot], elsewhere: Elsewhere
) -> Spot | None:
    """Where the paragraph is printed that one leans on, if not where it stands itself."""
    if above.passages:
        return held.get(spot_of(above))
    host = elsewhere.end_of(above)
    return host if host and host[0] != place.article else None


def scraps(
    rows: Sequence[Sequence[Place]],
    held: Mapping[Spot, Spot],
    elsewhere: Elsewhere,
    lead: Collection[int],
) -> Mapping[Spot, Spot]:
    """With those of ``hosts`` also what is left of texts that others retell, where it is too little
    to stand under a title: behind what is before it there, or else behind what follows. ``lead``
    are texts that have sections of their own.
    """
    found = dict(held)
    for number, row in enumerate(rows):
        left = {spot_of(one): one for one in row if one.passages and spot_of(one) not in held}
        printed = sum(len(one.text) for place in left.values() for one in place.passages)
        entries = any(place.entry for place in left.values())
        if number in lead or entries or printed >= _LEAST_UNDER_TITLE:
            continue
        host = next((spot for place in row if (spot := elsewhere.end_of(place))), None)
        for place in row:
            host = elsewhere.end_of(place) or host
            if host and spot_of(place) in left:
                found[spot_of(place)] = host
    return _roots(found)


def _roots(held: Mapping[Spot, Spot]) -> Mapping[Spot, Spot]:
    return {spot: root for spot in held if (root := _root(spot, held)) is not None}


def _root(spot: Spot, held: Mapping[Spot, Spot]) -> Spot | None:
    """Where a row of paragraphs that stand behind one another begins; None where it has no
    beginning.
    """
    seen = {spot}
    while spot in held:
        spot = held[spot]
        if spot in seen:
            return None
        seen.add(spot)
    return spot
