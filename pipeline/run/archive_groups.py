"""Which sentences of an archive tell the same: candidates by shards, then texts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.collate.prints import tell_the_same, together, worth_a_look
from pipeline.run.archive_store import PARTS
from pipeline.run.archive_work import SENTENCES, Shard, candidates_of
from pipeline.run.spread import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.collate.prints import Candidates
    from pipeline.run.archive_store import Store, Told
    from pipeline.run.spread import Workers

SHARD = 8_000_000
"""Prints grouped at a time, by all workers together: some 400 MB with all that is made of them."""

_KEPT = 4096
"""Documents whose sentences are kept at hand."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence and who tells it, the first in source order first."""

    witnesses: tuple[tuple[str, Told], ...]

    @property
    def record(self) -> dict[str, Any]:
        """As ``passages.json`` has it."""
        return {
            "text": self.witnesses[0][1].text,
            "witnesses": [
                {"source": name, "lines": [list(pair) for pair in told.lines], "text": told.text}
                for name, told in self.witnesses
            ],
        }


def tellings(
    names: Sequence[str], store: Store, workers: Workers, shard: int = SHARD
) -> Iterator[Telling]:
    """The sentences that more than one of the named documents tells, in their order.

    Shards are grouped wherever there is a processor. The texts are laid side by side here: to read
    them from the store, which is here, takes twice as long as to compare them.
    """
    first: dict[int, int] = {}

    def head(number: int) -> int:
        while (above := first.setdefault(number, number)) != number:
            first[number] = first[above]
            number = above
        return number

    texts = _Texts(names, store)
    found = together(_candidates(names, store, workers, shard))
    for one, other, shared in zip(*(column.tolist() for column in found), strict=True):
        if worth_a_look(shared, texts.prints(one), texts.prints(other)) and tell_the_same(
            texts.told(one).text, texts.told(other).text
        ):
            ends = head(one), head(other)
            first[max(ends)] = min(ends)
    groups: dict[int, list[int]] = {}
    for number in sorted(first):
        groups.setdefault(head(number), []).append(number)
    for numbers in groups.values():
        yield Telling(tuple((names[one // SENTENCES], texts.told(one)) for one in numbers))


class _Texts:
    """Sentences by their numbers, those of the documents asked for last kept at hand."""

    def __init__(self, names: Sequence[str], store: Store) -> None:
        self._sentences = lru_cache(_KEPT)(lambda number: store.sentences(names[number]))
        self._prints = lru_cache(_KEPT)(lambda number: store.print_counts(names[number]))

    def told(self, number: int) -> Told:
        return self._sentences(number // SENTENCES)[number % SENTENCES]

    def prints(self, number: int) -> int:
        """How many prints the sentence has."""
        return int(self._prints(number // SENTENCES)[number % SENTENCES])


def _candidates(
    names: Sequence[str], store: Store, workers: Workers, shard: int
) -> Iterator[Candidates]:
    """Candidates by ranges of the first bits, so many that all workers hold ``shard`` prints."""
    count = max(1, min(PARTS, -(-store.count() * workers.at_once // shard)))
    edges = [PARTS * number // count for number in range(count + 1)]
    numbers = {name: number for number, name in enumerate(names)}
    shards = (_shard(numbers, store, range(low, high)) for low, high in pairwise(edges))
    if count == 1:  # not worth the way
        yield candidates_of(next(shards))
        return
    # A cluster may have more workers than shards of this size fit into memory here.
    most = min(workers.at_once, max(1, shard * count // max(1, store.count())))
    yield from in_order(workers.pool, most, candidates_of, shards)


def _shard(numbers: dict[str, int], store: Store, parts: range) -> Shard:
    """The prints of the documents asked for in these parts of the store."""
    hashes: list[NDArray[np.uint64]] = [np.zeros(0, dtype=np.uint64)]
    sentences: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    for name, prints in store.prints(parts):
        if name in numbers:
            hashes.append(prints.hashes)
            sentences.append(prints.sentences + np.int64(numbers[name] * SENTENCES))
    return Shard(np.concatenate(hashes), np.concatenate(sentences))
