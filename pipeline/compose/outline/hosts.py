"""Where the paragraph before one is printed, when another source prints it.

A source retells another and adds a paragraph of its own: 于是，… Its predecessor is printed from
the other source, so that is where it must stand.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.compose.outline.copies import standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.compose.outline.places import Place
    from pipeline.model.article import Article
    from pipeline.model.passage import Passage

#: A paragraph by its article and its place there.
Spot = tuple[int, int]


def hosts(
    rows: Sequence[Sequence[Place]],
    articles: Sequence[Article],
    passages: Sequence[Passage],
) -> Mapping[Spot, Spot]:
    """For each paragraph that leans on one printed from another source: the paragraph there."""
    printed: dict[tuple[str, str], tuple[int, tuple[str, str]]] = {}
    stands = {one.id: spot for spot, found in standing(passages).items() for one in found}
    for passage in passages:
        base = stands[passage.id]
        for witness in passage.witnesses[1:]:
            for sentence in witness.sentences:
                spot = (sentence.source, sentence.block)
                reached, _ = printed.get(spot, (-1, base))
                if sentence.end > reached:
                    printed[spot] = (sentence.end, base)  # where the last of its words stands
    spots = {
        (articles[place.article].source.name, place.block.id): (place.article, place.position)
        for row in rows
        for place in row
    }
    out: dict[Spot, Spot] = {}
    for row in rows:
        for above, place in pairwise(row):
            told = printed.get((articles[place.article].source.name, above.block.id))
            if place.leans and place.passages and not above.passages and told:
                host = spots.get(told[1])
                if host and host[0] != place.article:
                    out[place.article, place.position] = host
    return out
