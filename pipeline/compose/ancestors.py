"""Sources that go back to one text: witnesses that share a slip which nobody makes twice.

A slip that stands at the same place of a passage in two sources was copied, not made again. But
what is doubted needn't be a slip: two that quote one classic share its old words. So the reader is
told that such sources may be one, and their agreement counts for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.model.article import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model.article import Correction
    from pipeline.model.passage import Passage

#: One shared slip may be chance; from two on the sources depend on one another.
_LEAST = 2


def shared_slips(
    passages: Iterable[Passage], corrections: Iterable[Correction]
) -> list[tuple[tuple[str, str], list[str]]]:
    """Pairs of sources with the slips that both have in a passage they both tell, as printed in
    the sources. A name wrong throughout is none: it was put in later.
    """
    slips: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        if one.kind is Kind.READING and not one.places:
            slips[one.source].append(one)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        if len(passage.witnesses) < 2:
            continue
        told: dict[str, list[str]] = defaultdict(list)  # a source may speak twice
        for witness in passage.witnesses:
            told[witness.source] += (
                one.before
                for one in slips[witness.source]
                for sentence in witness.sentences
                for span in sentence.spans
                if span.start <= one.span.start < span.end
            )
        for pair in combinations(sorted(told), 2):
            common = [slip for slip in told[pair[0]] if slip in told[pair[1]]]
            shared[pair] += common
    return [(pair, found) for pair, found in sorted(shared.items()) if len(found) >= _LEAST]
