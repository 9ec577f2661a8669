"""Which sentences of an archive share prints, by shards, and kept on the disk until asked for.

An archive's candidates are larger than memory: of each shard they are written down in pieces by
their pairs, and one piece of all shards is put together at a time.
"""

from __future__ import annotations

from itertools import pairwise
from typing import IO, TYPE_CHECKING

import numpy as np

from pipeline.collate.prints import Candidates, together
from pipeline.run.archive.spread import in_order
from pipeline.run.archive.store import PARTS
from pipeline.run.archive.work import Shard, candidates_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pipeline.run.archive.spread import Workers
    from pipeline.run.archive.store import Store
    from pipeline.run.archive.texts import Sentences

SHARD = 4_000_000
"""Prints grouped at a time, by all workers together: some 400 MB with all that is made of them."""

_PIECE = 4_000_000
"""Candidates looked at at a time: some 200 MB with what it takes to add them up."""


class Kept:
    """The candidates of so many shards, in a file."""

    def __init__(self, file: IO[bytes], shards: int, piece: int) -> None:
        self._file, self._shards, self._piece = file, shards, piece
        self._edges: NDArray[np.uint64] | None = None
        self._places: list[list[tuple[int, int]]] = []
        #: Pairs of all shards; one that several have found counts for each.
        self.pairs = 0

    def __len__(self) -> int:
        return len(self._places)

    def add(self, found: Candidates) -> None:
        """Keep what a shard has found. Prints are hashes, so that the pairs of any shard lie as
        those of the first do: it says where pieces begin.
        """
        if not len(found.pairs):
            return
        if self._edges is None:
            count = max(1, len(found.pairs) * self._shards // self._piece)
            self._edges = found.pairs[np.linspace(0, len(found.pairs), count + 1, dtype=int)[1:-1]]
            self._places = [[] for _ in range(count)]
        cuts = [0, *np.searchsorted(found.pairs, self._edges).tolist(), len(found.pairs)]
        for places, (low, high) in zip(self._places, pairwise(cuts), strict=True):
            places.append((self._file.tell(), high - low))
            self._file.write(found.pairs[low:high].tobytes())
            self._file.write(found.shared[low:high].tobytes())
        self.pairs += len(found.pairs)

    def pieces(self) -> Iterator[Candidates]:
        """All candidates in the order of their pairs, each pair once with all that it shares."""
        for places in self._places:
            yield together([self._read(*place) for place in places])

    def _read(self, place: int, count: int) -> Candidates:
        self._file.seek(place)
        pairs = np.frombuffer(self._file.read(8 * count), np.uint64)
        return Candidates(pairs, np.frombuffer(self._file.read(4 * count), np.uint32))


def kept_candidates(
    file: IO[bytes], sentences: Sentences, store: Store, workers: Workers, shard: int
) -> Kept:
    """Candidates by ranges of the first bits, so many that all workers hold ``shard`` prints."""
    count = max(1, min(PARTS, -(-store.count() * workers.at_once // shard)))
    edges = [PARTS * number // count for number in range(count + 1)]
    shards = (_shard(sentences, store, range(low, high)) for low, high in pairwise(edges))
    kept = Kept(file, count, _PIECE)
    if count == 1:  # not worth the way
        kept.add(candidates_of(next(shards)))
        return kept
    # A cluster may have more workers than shards of this size fit into memory here.
    most = min(workers.at_once, max(1, shard * count // max(1, store.count())))
    for found in in_order(workers.pool, most, candidates_of, shards):
        kept.add(found)
    return kept


def _shard(sentences: Sentences, store: Store, parts: range) -> Shard:
    """The prints of the documents compared in these parts of the store."""
    stored: list[int] = []
    hashes: list[bytes] = []
    owners: list[bytes] = []
    for part in parts:
        for number, of_document, of_sentences in store.prints(part):
            stored.append(number)
            hashes.append(of_document)
            owners.append(of_sentences)
    counts = [len(one) // 8 for one in hashes]
    place = np.full(max(stored, default=0) + 1, -1)
    known = sentences.stored[sentences.stored < len(place)]
    place[known] = np.flatnonzero(sentences.stored < len(place))
    documents = np.repeat(place[stored], counts)
    wanted = documents >= 0
    documents = documents[wanted]
    numbers = np.frombuffer(b"".join(owners), "<u4")[wanted] + sentences.starts[documents]
    return Shard(
        np.frombuffer(b"".join(hashes), "<u8")[wanted],
        numbers.astype(np.uint32),
        documents.astype(np.uint32),
    )
