"""Which sentences of an archive tell the same: candidates by shards, then texts side by side.

Everything is an array, worked on in bounded pieces: pairs of numbers until words are needed, and
then those words alone. Shards are grouped and texts compared wherever there is a processor.
"""

from __future__ import annotations

from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.collate.joined import joined
from pipeline.collate.marks import may_be_alike, may_tell_the_same
from pipeline.collate.prints import distinct, ends_of, paired, worth_a_look
from pipeline.collate.reuse import BESIDE
from pipeline.collate.side_by_side import RUN, SideBySide, alike_beside, tell_the_same
from pipeline.run.archive.candidates import SHARD, kept_candidates
from pipeline.run.archive.how_far import HowFar
from pipeline.run.archive.spread import Serial, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from pipeline.collate.marks import Marks
    from pipeline.run.archive.candidates import Kept
    from pipeline.run.archive.spread import Workers
    from pipeline.run.archive.store import Store
    from pipeline.run.archive.texts import Sentences

_COMPARED = 1_000_000
"""Pairs compared before the next words are read: theirs are held meanwhile, some 200 MB at most."""

_TASK = 16_384
"""Pairs that a worker compares at a time."""

_AHEAD = 4
"""Such tasks that wait for each worker."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Numbers of sentences that tell the same, side by side, and where each group begins: in the
    order of their first sentences, as within a group.
    """

    sentences: NDArray[np.int64]
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts)


def groups(
    sentences: Sentences,
    store: Store,
    workers: Workers,
    say: Callable[[str], None],
    shard: int = SHARD,
) -> Groups:
    """The sentences that more than one document tells. Raises OSError where the folder of the
    store is full.
    """
    # A file without a name goes with the run, however that ends.
    with TemporaryFile(dir=store.folder) as file:
        candidates = kept_candidates(file, sentences, store, workers, shard)
        same = _telling_the_same(candidates, sentences, workers, say)
    same = _with_those_beside(same, sentences, workers, say)
    same = np.concatenate([same, _said_again(_ends(same, len(sentences)), sentences)])
    heads = joined(len(sentences), same)
    told = _ends(same, len(sentences))
    heads = heads[told]
    order = np.lexsort((told, heads))
    return Groups(told[order], np.flatnonzero(np.diff(heads[order], prepend=-1)))


def _ends(pairs: NDArray[np.uint64], count: int) -> NDArray[np.int64]:
    """All numbers below ``count`` that stand in these pairs, in ascending order."""
    there = np.zeros(count, dtype=np.bool_)
    for start in range(0, len(pairs), _COMPARED):
        for numbers in ends_of(pairs[start : start + _COMPARED]):
            there[numbers] = True
    return np.flatnonzero(there)


def _telling_the_same(
    candidates: Kept, sentences: Sentences, workers: Workers, say: Callable[[str], None]
) -> NDArray[np.uint64]:
    """The candidates that tell the same."""
    marks = sentences.marks("by_run", RUN)
    how_far = _how_far(candidates.pairs, say)
    found = [np.zeros(0, dtype=np.uint64)]
    for nth, piece in enumerate(candidates.pieces()):

        def so_far(share: float, nth: int = nth) -> None:
            how_far((nth + share) / len(candidates))

        pairs = worth_a_look(piece, sentences.prints)
        pairs = pairs[_seen(pairs, may_tell_the_same, marks)]
        found.append(pairs[_asked(pairs, tell_the_same, sentences, workers, so_far)])
    return np.concatenate(found)


def _how_far(pairs: int, say: Callable[[str], None]) -> Callable[[float], None]:
    """Given the share of so many pairs that is done, says now and then how far it is."""

    def so_far(done: int, left: float) -> None:
        say(f"{done:,} of {pairs:,} pairs of sentences · about {left:.0f} s left")

    how_far = HowFar(so_far, pairs)
    return lambda share: how_far.at(int(share * pairs))


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
    so_far: Callable[[float], None],
) -> NDArray[np.bool_]:
    """The answer for each pair. Of those that say the same it is yes, and what several sentences
    say is asked about in one of them. ``so_far`` is told which share of the pairs is done.
    """
    answers = np.ones(len(pairs), dtype=np.bool_)
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
            so_far((start + len(differ) * len(found) * _TASK // len(asked)) / len(pairs))
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
        beside = _beside(found[-1], looked_at, sentences, marks)
        looked_at.append(beside)
        so_far = _how_far(len(beside), say)
        found.append(beside[_asked(beside, alike_beside, sentences, workers, so_far)])
    return np.concatenate(found)


def _beside(
    pairs: NDArray[np.uint64],
    looked_at: Sequence[NDArray[np.uint64]],
    sentences: Sentences,
    marks: Callable[[NDArray[np.int64]], Marks],
) -> NDArray[np.uint64]:
    """The pairs that stand beside these and may be alike, each once, but those looked at."""
    found = []
    for start in range(0, len(pairs), _COMPARED):
        one, other = ends_of(pairs[start : start + _COMPARED])
        of_these = []
        for step, other_step in BESIDE:
            near, by = one + step, other + other_step
            there = sentences.stand_together(one, near) & sentences.stand_together(other, by)
            of_these.append(paired(near[there], by[there]))
        beside = distinct(np.concatenate(of_these))
        for known in looked_at:
            beside = beside[~_among(beside, known)]
        found.append(beside[_seen(beside, may_be_alike, marks)])
    return distinct(np.concatenate(found))


def _among(values: NDArray[Any], known: NDArray[Any]) -> NDArray[np.bool_]:
    """Which values are among those known, which are in ascending order."""
    at = np.minimum(np.searchsorted(known, values), max(0, len(known) - 1))
    there: NDArray[np.bool_] = known[at] == values if len(known) else np.zeros(len(values), bool)
    return there


def _said_again(told: NDArray[np.int64], sentences: Sentences) -> NDArray[np.uint64]:
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
        return paired(like, like)
    counts = np.diff(starts, append=len(like))
    known = np.logical_or.reduceat(_among(like, told), starts)
    wanted = np.repeat(known & (counts > 1), counts)
    return paired(np.repeat(like[starts], counts)[wanted], like[wanted])
