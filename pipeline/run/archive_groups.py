"""Which sentences of an archive tell the same: candidates by shards, then texts side by side.

Everything is an array, worked on in bounded pieces: pairs of numbers until words are needed, and
then those words alone. Shards are grouped and texts compared wherever there is a processor.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.collate.joined import joined
from pipeline.collate.marks import may_be_alike, may_tell_the_same
from pipeline.collate.prints import distinct, ends_of, paired, worth_a_look
from pipeline.collate.reuse import BESIDE
from pipeline.collate.side_by_side import RUN, SideBySide, alike_beside, tell_the_same
from pipeline.run.archive_store import PARTS
from pipeline.run.archive_texts import Sentences
from pipeline.run.archive_work import Shard, candidates_of
from pipeline.run.how_far import HowFar
from pipeline.run.spread import Serial, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.collate.marks import Marks
    from pipeline.collate.prints import Candidates
    from pipeline.run.archive_store import Store, Told
    from pipeline.run.spread import Workers

SHARD = 8_000_000
"""Prints grouped at a time, by all workers together: some 400 MB with all that is made of them."""

_COMPARED = 1_000_000
"""Pairs compared before the next words are read: theirs are held meanwhile, some 200 MB at most."""

_TASK = 16_384
"""Pairs that a worker compares at a time."""

_AHEAD = 4
"""Such tasks that wait for each worker."""

_TOLD = 500_000
"""Witnesses whose words are held at a time, to be given away."""


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
    names: Sequence[str],
    store: Store,
    workers: Workers,
    say: Callable[[str], None],
    shard: int = SHARD,
) -> Iterator[Telling]:
    """The sentences that more than one of the named documents tells, in their order."""
    sentences = Sentences(names, store)
    pairs = worth_a_look(list(_candidates(sentences, store, workers, shard)), sentences.prints)
    pairs = pairs[_seen(pairs, may_tell_the_same, sentences.marks("by_run", RUN))]
    same = pairs[_asked(pairs, tell_the_same, sentences, workers, say)]
    one, other = ends_of(_with_those_beside(same, sentences, workers, say))
    again, like = _said_again(distinct(np.concatenate([one, other])), sentences)
    one, other = np.concatenate([one, again]), np.concatenate([other, like])
    told = distinct(np.concatenate([one, other]))
    yield from _told(told, joined(len(sentences), one, other)[told], sentences)


def _candidates(
    sentences: Sentences, store: Store, workers: Workers, shard: int
) -> Iterator[Candidates]:
    """Candidates by ranges of the first bits, so many that all workers hold ``shard`` prints."""
    count = max(1, min(PARTS, -(-store.count() * workers.at_once // shard)))
    edges = [PARTS * number // count for number in range(count + 1)]
    shards = (_shard(sentences, store, range(low, high)) for low, high in pairwise(edges))
    if count == 1:  # not worth the way
        yield candidates_of(next(shards))
        return
    # A cluster may have more workers than shards of this size fit into memory here.
    most = min(workers.at_once, max(1, shard * count // max(1, store.count())))
    yield from in_order(workers.pool, most, candidates_of, shards)


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


def _seen(
    pairs: NDArray[np.uint64],
    may_be: Callable[[Marks, Marks], NDArray[np.bool_]],
    marks: Callable[[NDArray[np.int64]], Marks],
) -> NDArray[np.bool_]:
    """Which pairs may be what is asked, going by their marks."""
    seen = np.ones(len(pairs), dtype=np.bool_)
    for start in range(0, len(pairs), _COMPARED):
        one, other = ends_of(pairs[start : start + _COMPARED])
        seen[start : start + _COMPARED] = may_be(marks(one), marks(other))
    return seen


def _asked(
    pairs: NDArray[np.uint64],
    question: Callable[[SideBySide], NDArray[np.bool_]],
    sentences: Sentences,
    workers: Workers,
    say: Callable[[str], None],
) -> NDArray[np.bool_]:
    """The answer for each pair. Of those that say the same it is yes, and what several sentences
    say is asked about in one of them.
    """
    answers = np.ones(len(pairs), dtype=np.bool_)

    def so_far(done: int, left: float) -> None:
        say(f"{done:,} of {len(pairs):,} pairs of sentences · about {left:.0f} s left")

    how_far = HowFar(so_far, len(pairs))
    for start in range(0, len(pairs), _COMPARED):
        one, other = ends_of(pairs[start : start + _COMPARED])
        differ = np.flatnonzero(sentences.said[one] != sentences.said[other])
        one, other = _speakers(one[differ], other[differ], sentences)
        asked, which = np.unique(
            paired(np.minimum(one, other), np.maximum(one, other)), return_inverse=True
        )
        spoken = distinct(np.concatenate(ends_of(asked)))
        words = sentences.words(spoken)
        tasks = (
            _side_by_side(asked[first : first + _TASK], spoken, words)
            for first in range(0, len(asked), _TASK)
        )
        # What is one task is not worth the way.
        pool = workers.pool if len(asked) > _TASK else Serial()
        found = [np.zeros(0, dtype=np.bool_)]
        for answer in in_order(pool, workers.at_once * _AHEAD, question, tasks):
            found.append(answer)
            how_far.at(start + len(differ) * len(found) * _TASK // len(asked))
        answers[start + differ] = np.concatenate(found)[which]
    return answers


def _speakers(
    one: NDArray[np.int64], other: NDArray[np.int64], sentences: Sentences
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each of these sentences the first of them that says the same."""
    numbers = distinct(np.concatenate([one, other]))
    _, first, place = np.unique(sentences.said[numbers], return_index=True, return_inverse=True)
    speaker = numbers[first][place]
    return speaker[np.searchsorted(numbers, one)], speaker[np.searchsorted(numbers, other)]


def _side_by_side(
    pairs: NDArray[np.uint64], spoken: NDArray[np.int64], words: Sequence[str]
) -> SideBySide:
    """Pairs of sentences with their words, which are those of ``spoken``."""
    ends = np.searchsorted(spoken, np.concatenate(ends_of(pairs)))
    places, inverse = np.unique(ends, return_inverse=True)
    which = inverse.astype(np.uint32)
    texts = tuple(words[place] for place in places.tolist())
    return SideBySide(texts, which[: len(pairs)], which[len(pairs) :])


def _with_those_beside(
    same: NDArray[np.uint64],
    sentences: Sentences,
    workers: Workers,
    say: Callable[[str], None],
) -> NDArray[np.uint64]:
    """Pairs that tell the same, and what stands beside them, and beside that, as far as it tells
    the same too. A short sentence has few prints, or none where a character is wrong: here it is
    found without one.
    """
    found, looked_at = [same], [same]
    marks = sentences.marks("by_letter", 1)
    while len(found[-1]):
        beside = _beside(found[-1], sentences)
        for known in looked_at:
            beside = beside[~_among(beside, known)]
        beside = beside[_seen(beside, may_be_alike, marks)]
        looked_at.append(beside)
        found.append(beside[_asked(beside, alike_beside, sentences, workers, say)])
    return np.concatenate(found)


def _beside(pairs: NDArray[np.uint64], sentences: Sentences) -> NDArray[np.uint64]:
    """The pairs that stand beside these, each once."""
    found = [pairs[:0]]
    for start in range(0, len(pairs), _COMPARED):
        one, other = ends_of(pairs[start : start + _COMPARED])
        of_these = []
        for step, other_step in BESIDE:
            near, by = one + step, other + other_step
            there = sentences.stand_together(one, near) & sentences.stand_together(other, by)
            of_these.append(paired(near[there], by[there]))
        found.append(distinct(np.concatenate(of_these)))
    return distinct(np.concatenate(found))


def _among(values: NDArray[Any], known: NDArray[Any]) -> NDArray[np.bool_]:
    """Which values are among those known, which are in ascending order."""
    at = np.minimum(np.searchsorted(known, values), max(0, len(known) - 1))
    there: NDArray[np.bool_] = known[at] == values if len(known) else np.zeros(len(values), bool)
    return there


def _said_again(
    told: NDArray[np.int64], sentences: Sentences
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the documents of these sentences say once more in the same words, as pairs: a print is
    looked at in the first of such sentences.
    """
    like = np.flatnonzero(_among(sentences.said, distinct(sentences.said[told])))
    like = like[np.lexsort((sentences.said[like], sentences.document[like]))]
    said, document = sentences.said[like], sentences.document[like]
    begins = np.ones(len(like), dtype=np.bool_)
    begins[1:] = (said[1:] != said[:-1]) | (document[1:] != document[:-1])
    starts = np.flatnonzero(begins)
    if not len(starts):
        return like, like
    counts = np.diff(starts, append=len(like))
    known = np.logical_or.reduceat(_among(like, told), starts)
    wanted = np.repeat(known & (counts > 1), counts)
    return np.repeat(like[starts], counts)[wanted], like[wanted]


def _told(
    numbers: NDArray[np.int64], heads: NDArray[np.int64], sentences: Sentences
) -> Iterator[Telling]:
    """The groups of sentences that have one head, in its order."""
    order = np.lexsort((numbers, heads))
    numbers, heads = numbers[order], heads[order]
    starts = np.flatnonzero(np.diff(heads, prepend=-1))
    ends = [*starts[1:].tolist(), len(numbers)] if len(starts) else []
    first = 0
    while first < len(ends):
        begin = int(starts[first])
        last = max(first + 1, int(np.searchsorted(ends, begin + _TOLD)))
        group = numbers[begin : ends[last - 1]]
        in_order = np.argsort(group)
        witnesses = sentences.told(group[in_order])
        place = np.argsort(in_order)
        for start, end in zip(starts[first:last].tolist(), ends[first:last], strict=True):
            yield Telling(tuple(witnesses[at] for at in place[start - begin : end - begin]))
        first = last
