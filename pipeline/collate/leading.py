"""Which of two texts is printed where both tell the same: the one that stays whole.

Sentence by sentence each may read better than the other, and the minutes of a meeting, a paper, a
law would be printed with holes, what a news item has made of them in another section. So of two
texts one leads throughout: the one that the other retells; the law, not its draft; the clearly
fuller one, of which less is told elsewhere. Of two alike neither does.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.collate.retellers import letters_by_source, retellers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.model.passage import Sentence

#: A text is clearly the fuller one of two that has so many times the letters of the other.
_FULLER_TEXT = 1.3


def leading(
    sentences: Sequence[Sentence], told: Sequence[Sequence[int]], drafts: Collection[str]
) -> frozenset[tuple[str, str]]:
    """Pairs of sources, the first of which is printed where the second tells the same; ``told``
    are the places of sentences that tell one thing, ``drafts`` the sources that are drafts of laws.
    """
    retold = retellers(sentences, told)
    sizes = letters_by_source(sentences)
    both = {
        pair
        for places in told
        if len(places) > 1
        for pair in combinations(sorted({sentences[place].source for place in places}), 2)
    }
    out = set()
    for one, other in both:
        if (one, other) in retold or (other, one) in retold:
            first = (other, one) in retold
        elif (one in drafts) != (other in drafts):
            first = other in drafts
        elif max(sizes[one], sizes[other]) >= _FULLER_TEXT * min(sizes[one], sizes[other]):
            first = sizes[one] > sizes[other]
        else:
            continue
        out.add((one, other) if first else (other, one))
    return frozenset(out)
