"""The sentences of an archive by their numbers: what is known of each, and its words.

Sentences are numbered through the documents compared, in the order of their names. What pairs are
found by is held as columns, 20 bytes a sentence, and marks, 32 more, while they are asked about.
Words are read from the store when they are asked for, document by document, so that an archive
larger than memory can be compared.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.collate.marks import Marks
from pipeline.run.archive.store import SENTENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.run.archive.store import Store, Told


class Sentences:
    """All sentences of the documents compared, as columns by their numbers."""

    def __init__(self, names: Sequence[str], store: Store) -> None:
        self.names = names
        self._store = store
        numbers = store.numbers()
        #: The number that the store has for each document.
        self.stored = np.array([numbers[name] for name in names], dtype=np.int64)
        counts = store.sentence_counts()
        #: Where the sentences of each document begin, and the end of the last.
        self.starts = np.cumsum([0, *(counts[number] for number in self.stored.tolist())])
        #: The document that each sentence stands in.
        self.document = np.repeat(np.arange(len(names), dtype=np.uint32), np.diff(self.starts))
        self.prints, self.letters, self.said = self._columns("prints", "letters", "said")

    def _columns(self, *of: str) -> list[NDArray[Any]]:
        """What the store keeps of all sentences under these names."""
        columns = [np.zeros(len(self), dtype=SENTENCE[name]) for name in of]
        place = {number: place for place, number in enumerate(self.stored.tolist())}
        for number, rows in self._store.sentences():
            if (at := place.get(number)) is not None:
                for name, column in zip(of, columns, strict=True):
                    column[self.starts[at] : self.starts[at + 1]] = rows[name]
        return columns

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

    def marks(self, of: str, size: int) -> Callable[[NDArray[np.int64]], Marks]:
        """What gives the marks of sentences that runs of ``size`` letters have set, which the
        store keeps under this name; they are in memory as long as it is.
        """
        (bits,) = self._columns(of)

        def marks(numbers: NDArray[np.int64]) -> Marks:
            return Marks(bits[numbers], self.letters[numbers].astype(np.int64) - size + 1)

        return marks

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
            name, number = self.names[document], int(self.stored[document])
            told.extend((name, one) for one in self._store.told(number, places))
        return told

    def _by_document(self, numbers: NDArray[np.int64]) -> Iterator[tuple[int, list[int]]]:
        documents = self.document[numbers]
        edges = np.flatnonzero(documents[1:] != documents[:-1]) + 1
        for start, end in pairwise([0, *edges.tolist(), len(numbers)]):
            if start < end:
                document = int(documents[start])
                yield document, (numbers[start:end] - self.starts[document]).tolist()
