"""Which sentences of an archive tell the same: candidates by shards, then texts side by side."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from pipeline.collate.prints import alike_beside, tell_the_same, together, worth_a_look
from pipeline.collate.reuse import BESIDE
from pipeline.run.archive_store import PARTS, Told
from pipeline.run.archive_work import SENTENCES, Shard, candidates_of
from pipeline.run.spread import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.collate.prints import Candidates
    from pipeline.run.archive_store import Store
    from pipeline.run.spread import Workers

SHARD = 8_000_000
"""Prints grouped at a time, by all workers together: some 400 MB with all that is made of them."""

_COMPARED = 65_536
"""Documents whose sentences are kept at hand while they are compared: some 10 KB each. Pairs come
from all over an archive, so fewer than there are would be read again and again."""


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
    texts, groups = _Texts(names, store), _Groups()
    found = together(_candidates(names, store, workers, shard))
    prints = _Counts(names, store)
    found = worth_a_look(found, prints.of(found.one), prints.of(found.other))
    for one, other in zip(found.one.tolist(), found.other.tolist(), strict=True):
        if tell_the_same(texts.text(one), texts.text(other)):
            _join(one, other, texts, groups)
            _join_beside(one, other, texts, groups)
    for numbers in groups:
        yield Telling(tuple((names[one // SENTENCES], texts.told(one)) for one in numbers))


def _join(one: int, other: int, texts: _Texts, groups: _Groups) -> None:
    """Join two sentences, and what their documents say once more in the same words: a print is
    looked at in the first of such sentences.
    """
    groups.join(one, other)
    for number in (one, other):
        for again in texts.again(number):
            groups.join(number, again)


def _join_beside(one: int, other: int, texts: _Texts, groups: _Groups) -> None:
    """Join what stands beside two sentences that tell the same, and beside that, as far as it
    tells the same too. A short sentence has few prints, or none where a character is wrong: here
    it is found without one. Each step joins two groups, so there are no more than sentences.
    """
    left = [(one, other)]
    while left:
        one, other = left.pop()
        for step, other_step in BESIDE:
            near, by = one + step, other + other_step
            if (
                texts.beside(one, near)
                and texts.beside(other, by)
                and not groups.joined(near, by)
                and alike_beside(texts.text(near), texts.text(by))
            ):
                _join(near, by, texts, groups)
                left.append((near, by))


class _Groups:
    """Numbers joined to one another; a group is known by its least number."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def _head(self, number: int) -> int:
        above = self._above
        while (upper := above.get(number, number)) != number:
            above[number] = above.get(upper, upper)
            number = upper
        return number

    def joined(self, one: int, other: int) -> bool:
        return self._head(one) == self._head(other)

    def join(self, one: int, other: int) -> None:
        least, most = sorted((self._head(one), self._head(other)))
        self._above[least] = self._above[most] = least

    def __iter__(self) -> Iterator[list[int]]:
        """The groups, and the numbers in them, in ascending order."""
        groups: dict[int, list[int]] = {}
        for number in sorted(self._above):
            groups.setdefault(self._head(number), []).append(number)
        yield from groups.values()


class _Counts:
    """How many prints each sentence has, by its number."""

    def __init__(self, names: Sequence[str], store: Store) -> None:
        counts = store.print_counts()
        rows = [counts[name] for name in names]
        self._starts = np.cumsum([0, *map(len, rows)])
        self._counts = np.concatenate([np.zeros(0, dtype=np.uint32), *rows])

    def of(self, numbers: NDArray[np.int64]) -> NDArray[np.uint32]:
        """Of each of these sentences."""
        return self._counts[self._starts[numbers // SENTENCES] + numbers % SENTENCES]


class _Document(NamedTuple):
    """The sentences of a document end to end, which takes a quarter of the memory of a list; where
    each begins, and the end of the last; their lines, first and last in turn, and where those of
    each begin; the places of those that say the same.
    """

    text: str
    starts: array[int]
    lines: array[int]
    runs: array[int]
    repeated: dict[int, tuple[int, ...]]


def _document(sentences: Sequence[Told]) -> _Document:
    starts = array("L", accumulate((len(told.text) for told in sentences), initial=0))
    lines = array("L", (line for told in sentences for run in told.lines for line in run))
    runs = array("L", accumulate((2 * len(told.lines) for told in sentences), initial=0))
    text = "".join(told.text for told in sentences)
    return _Document(text, starts, lines, runs, _repeated(sentences))


class _Texts:
    """Sentences by their numbers, those of the documents asked for last kept at hand."""

    def __init__(self, names: Sequence[str], store: Store) -> None:
        self._documents = lru_cache(_COMPARED)(
            lambda number: _document(store.sentences(names[number]))
        )

    def told(self, number: int) -> Told:
        """A sentence with its lines."""
        document, place = self._documents(number // SENTENCES), number % SENTENCES
        lines = document.lines[document.runs[place] : document.runs[place + 1]]
        return Told(self.text(number), tuple(zip(lines[::2], lines[1::2], strict=True)))

    def text(self, number: int) -> str:
        """A sentence's words."""
        document, place = self._documents(number // SENTENCES), number % SENTENCES
        return document.text[document.starts[place] : document.starts[place + 1]]

    def beside(self, number: int, other: int) -> bool:
        """Whether ``other``, a step or two from a sentence, is one of the same document."""
        document, place = divmod(other, SENTENCES)
        return document == number // SENTENCES and place < len(self._documents(document).starts) - 1

    def again(self, number: int) -> Iterator[int]:
        """The other sentences of the document that have the same words."""
        document, place = divmod(number, SENTENCES)
        for other in self._documents(document).repeated.get(place, ()):
            yield document * SENTENCES + other


def _repeated(sentences: Sequence[Told]) -> dict[int, tuple[int, ...]]:
    """Places of sentences whose words stand elsewhere in the document too, with those places."""
    places: dict[str, list[int]] = {}
    for place, told in enumerate(sentences):
        places.setdefault(told.text, []).append(place)
    return {one: tuple(all_) for all_ in places.values() if len(all_) > 1 for one in all_}


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
