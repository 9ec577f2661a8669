"""The order of what several texts tell: each text's own order is kept, as far as they agree.

Of two scans of one bulletin a paragraph that only one has stands between those that it stands
between there.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.compose.outline.places import Place
    from pipeline.model.article import Article

#: A paragraph by its article and its place there.
Spot = tuple[int, int]

_One = TypeVar("_One")


def merged(preferred: Sequence[_One], orders: Iterable[Sequence[_One]]) -> list[_One]:
    """All of ``preferred``, in an order that keeps every one of ``orders``; where those leave it
    open, or contradict one another, as in ``preferred``. Linear, but for the logarithm of a heap.

    >>> merged("abcx", ["abc", "bxc"])
    ['a', 'b', 'x', 'c']
    >>> merged("abxy", ["aby", "xy"]), merged("ab", ["ab", "ba"])
    (['a', 'b', 'x', 'y'], ['a', 'b'])
    """
    rank = {one: n for n, one in enumerate(preferred)}
    behind: dict[int, set[int]] = defaultdict(set)
    for order in orders:
        for one, other in pairwise(order):
            behind[rank[one]].add(rank[other])
    waits = [0] * len(rank)
    for found in behind.values():
        for n in found:
            waits[n] += 1
    ready = [n for n, before in enumerate(waits) if not before]
    heapify(ready)
    out: list[int] = []
    done = [False] * len(rank)
    oldest = 0
    while len(out) < len(rank):
        if not ready:  # they contradict one another
            while done[oldest]:
                oldest += 1
            ready.append(oldest)
        first = heappop(ready)
        if done[first]:
            continue
        done[first] = True
        out.append(first)
        for later in behind.get(first, ()):
            waits[later] -= 1
            if not waits[later] and not done[later]:
                heappush(ready, later)
    return [preferred[number] for number in out]


class Witnessed:
    """Where paragraphs stand in the sources that tell them."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._positions = {
            (article.source.name, block.id): (number, position)
            for number, article in enumerate(articles)
            for position, block in enumerate(article.blocks)
        }

    def in_common_order(self, run: Sequence[Place]) -> list[Place]:
        """Paragraphs of texts that go together, by the orders of all of these; ``run`` is how
        they stand where those leave it open.
        """
        of = {(place.article, place.position): place for place in run}
        inside = {place.article for place in run}
        orders: dict[int, dict[Spot, int]] = defaultdict(dict)
        for spot, place in of.items():
            orders[place.article][spot] = place.position
            for passage in place.passages:
                for witness in passage.witnesses:
                    first = witness.sentences[0]
                    number, position = self._positions[first.source, first.block]
                    if number in inside:
                        orders[number].setdefault(spot, position)
        told = [sorted(found, key=found.__getitem__) for found in orders.values()]
        return [of[spot] for spot in merged(list(of), told)]
