"""The sentences of an archive by their numbers: what is known of each, and its words.

Sentences are numbered through the documents compared, in the order of their names. What pairs are
found by is held as columns, some 90 bytes a sentence; words are read from the store when they are
asked for, document by document, so that an archive larger than memory can be compared.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from pipeline.collate.marks import Marks
from pipeline.collate.side_by_side import RUN
from pipeline.run.archive_store import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.run.archive_store import Store, Told


class Sentences:
    """All sentences of the documents compared, as columns by their numbers."""

    def __init__(self, names: Sequence[str], store: Store) -> None:
        self.names = names
        self._store = store
        numbers = store.numbers()
        #: The number that the store has for each document.
        self.stored = np.array([numbers[name] for name in names], dtype=np.int64)
        rows = dict(store.sentences())
        nothing = np.zeros(0, dtype=SENTENCE)
        kept = [rows.get(number, nothing) for number in self.stored.tolist()]
        #: Where the sentences of each document begin, and the end of the last.
        self.starts = np.cumsum([0, *map(len, kept)])
        #: The document that each sentence stands in.
        self.document = np.repeat(np.arange(len(kept), dtype=np.uint32), np.diff(self.starts))
        self.prints, self.letters, self.said, self._by_run, self._by_letter = (
            np.concatenate([nothing[of], *(one[of] for one in kept)])
            for of in ("prints", "letters", "said", "by_run", "by_letter")
        )

    def __len__(self) -> int:
        return len(self.document)

    def stand_together(
        self, numbers: NDArray[np.int64], others: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Where ``others``, a step or two from these sentences, are in the same documents."""
        within = (others >= 0) & (others < len(self))
        there = self.document[np.where(within, others, 0)]
        same: NDArray[np.bool_] = there == self.document[numbers]
        return within & same

    def by_run(self, numbers: NDArray[np.int64]) -> Marks:
        """The marks that runs of letters have set in these sentences."""
        return Marks(self._by_run[numbers], self.letters[numbers].astype(np.int64) - RUN + 1)

    def by_letter(self, numbers: NDArray[np.int64]) -> Marks:
        """The marks that single letters have set in these sentences."""
        return Marks(self._by_letter[numbers], self.letters[numbers].astype(np.int64))

    def words(self, numbers: NDArray[np.int64]) -> list[str]:
        """The words of these sentences, which are given in ascending order."""
        words: list[str] = []
        for document, places in self._by_document(numbers):
            said = self._store.words(int(self.stored[document]))
            words.extend(said[place] for place in places)
        return words

    def told(self, numbers: NDArray[np.int64]) -> list[tuple[str, Told]]:
        """The same, each with its document's name and its lines."""
        told: list[tuple[str, Told]] = []
        for document, places in self._by_document(numbers):
            name, said = self.names[document], self._store.told(int(self.stored[document]))
            told.extend((name, said[place]) for place in places)
        return told

    def _by_document(self, numbers: NDArray[np.int64]) -> Iterator[tuple[int, list[int]]]:
        documents = self.document[numbers]
        edges = np.flatnonzero(documents[1:] != documents[:-1]) + 1
        for start, end in pairwise([0, *edges.tolist(), len(numbers)]):
            if start < end:
                document = int(documents[start])
                yield document, (numbers[start:end] - self.starts[document]).tolist()
