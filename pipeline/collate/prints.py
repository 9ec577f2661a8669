"""Which sentences of an archive may tell the same: winnowed prints, their sizes bounded.

A print is the hash of a run of eight characters; of each eight neighbouring runs the least is kept
(Schleimer, Wilkerson and Aiken 2003), so that any fifteen characters two sentences share leave a
print that both have. What many documents share is a set phrase and joins nothing: so the work grows
with the text and not with its square. Places are not masked, as `reuse.py` does: of an archive
forty articles matter, and they are collated once more.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from pipeline.collate.letters import MULTIPLIER, differ, run_hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)

GRAM, WINDOW = 8, 8

#: A run of characters in more documents than this is a set phrase.
MOST_DOCUMENTS = 50

#: So much of the prints of the sentence that has fewer must be shared to look closer.
_LEAST_SHARED = 0.3

#: Pairs counted at a time, 8 bytes each and as much once more to sort them.
_PAIRS = 2_000_000


class Prints(NamedTuple):
    """Hashes in ascending order, and for each the sentence of the document it stands in."""

    hashes: NDArray[np.uint64]
    sentences: NDArray[np.uint32]


class Candidates(NamedTuple):
    """Pairs of sentences in ascending order, and how many prints each pair shares."""

    pairs: NDArray[np.uint64]
    shared: NDArray[np.uint32]


def paired(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.uint64]:
    """Pairs of numbers below 2 to the 32nd as one number each, in the order of the pairs.

    >>> [ends.tolist() for ends in ends_of(paired(np.array([1, 2]), np.array([7, 5])))]
    [[1, 2], [7, 5]]
    """
    return (one.astype(np.uint64) << np.uint64(32)) | other.astype(np.uint64)


def ends_of(pairs: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The two numbers of each pair."""
    low = np.uint64(0xFFFFFFFF)
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & low).astype(np.int64)


def prints_of(letters: Sequence[str]) -> Prints:
    """The prints of one document, given as the letters of its sentences; a sentence has a print
    only once.

    >>> from pipeline.collate.letters import letters_of
    >>> one, other = (prints_of([letters_of(text)]) for text in
    ...     ("产业园去年引进企业三百二十家之多。", "据悉，产业园去年引进企业三百二十家之多，"))
    >>> len(np.intersect1d(one.hashes, other.hashes)) > 0
    True
    >>> len(prints_of(["短句"]).hashes)
    0
    """
    hashes, owner = runs_of(letters, GRAM)
    if not len(hashes):
        return Prints(hashes, owner)
    kept = _winnowed(hashes, owner)
    # The least of eight is small; multiplied once more, the first bits of those kept are even, so
    # that shards by them are of one size.
    hashes, owner = hashes[kept] * MULTIPLIER, owner[kept]
    order = np.lexsort((owner, hashes))
    hashes, owner = hashes[order], owner[order]
    new = differ(hashes, owner)
    return Prints(hashes[new], owner[new])


def said_by(letters: str) -> int:
    """A hash of these letters: sentences that have it in common say the same."""
    return int.from_bytes(blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def runs_of(texts: Sequence[str], size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """The hashes of all runs of ``size`` characters, and for each the text it stands in."""
    units = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), [len(text) for text in texts])
    hashes, of = run_hashes(units, owner, size)
    hashes *= MULTIPLIER
    return hashes, of


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The values in ascending order, each once. numpy's own way, by a table of hashes, takes six
    times as long for millions of them.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    values = np.sort(values)
    return values[differ(values)]


def _winnowed(hashes: NDArray[np.uint64], owner: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """The least of each window of a sentence, and of each sentence: that of a short one too."""
    kept = np.zeros(len(hashes), dtype=bool)
    starts = np.flatnonzero(differ(owner))
    lengths = np.diff(starts, append=len(owner))
    kept |= hashes == np.repeat(np.minimum.reduceat(hashes, starts), lengths)
    if len(hashes) >= WINDOW:
        windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
        places = windows.argmin(axis=1) + np.arange(len(windows))
        kept[places[owner[: len(windows)] == owner[WINDOW - 1 :]]] = True
    return kept


def candidates(
    hashes: NDArray[np.uint64],
    sentences: NDArray[np.uint32],
    documents: NDArray[np.uint32],
    most: int = MOST_DOCUMENTS,
    at_once: int = _PAIRS,
) -> Candidates:
    """Pairs of sentences of different documents that share prints; sentences are numbered document
    by document.

    Each print is looked at in one sentence of a document, the first, and in ``most`` documents at
    most: the cost is linear. The order of the prints doesn't matter, and prints may be given in
    shards: what the shards say of a pair is added up by :func:`together`. Some
    ``at_once`` pairs are counted at a time.
    """
    order = np.argsort(hashes)
    hashes = hashes[order]
    # Most prints stand in one place alone: they are left out before anything else is sorted.
    again = np.zeros(len(hashes), dtype=np.bool_)
    again[1:] = hashes[1:] == hashes[:-1]
    again[:-1] |= again[1:]
    order, hashes = order[again], hashes[again]
    sentences, documents = sentences[order], documents[order]
    order = np.lexsort((sentences, hashes))
    hashes, sentences, documents = hashes[order], sentences[order], documents[order]
    first = differ(hashes, documents)
    hashes, sentences = hashes[first], sentences[first]
    starts = np.flatnonzero(differ(hashes))
    counts = np.diff(starts, append=len(hashes))
    usual = (counts > 1) & (counts <= most)
    sentences, counts = sentences[np.repeat(usual, counts)], counts[usual]
    ends = np.cumsum(counts)
    so_far = np.cumsum(counts * (counts - 1) // 2)
    edges = np.searchsorted(so_far, np.arange(at_once, so_far[-1] if len(so_far) else 0, at_once))
    edges = np.unique([0, *edges.tolist(), len(counts)])
    return together(
        _pairs(sentences[ends[low] - counts[low] : ends[high - 1]], counts[low:high])
        for low, high in pairwise(edges.tolist())
    )


def _pairs(sentences: NDArray[np.uint32], counts: NDArray[np.int64]) -> Candidates:
    """All pairs within runs of sentences, of which the lengths are given."""
    left = np.repeat(np.cumsum(counts), counts) - np.arange(len(sentences))
    alive = np.arange(len(sentences))
    made = [np.zeros(0, dtype=np.uint64)]
    step = 1
    while len(alive := alive[left[alive] > step]):
        one, other = sentences[alive], sentences[alive + step]
        made.append(paired(one, other))
        step += 1
    pairs = np.sort(np.concatenate(made))
    starts = np.flatnonzero(differ(pairs))
    return Candidates(pairs[starts], np.diff(starts, append=len(pairs)).astype(np.uint32))


def together(shards: Iterable[Candidates]) -> Candidates:
    """What the shards found: each pair once, ordered, with all that it shares."""
    found = [one for one in shards if len(one.pairs)]
    if not found:
        return Candidates(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint32))
    if len(found) == 1:
        return found[0]
    pairs, shared = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(pairs)
    pairs, shared = pairs[order], shared[order]
    starts = np.flatnonzero(differ(pairs))
    return Candidates(pairs[starts], np.add.reduceat(shared, starts, dtype=np.uint32))


def worth_a_look(found: Candidates, prints: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """The pairs that share enough of their prints, of which ``prints`` says how many each sentence
    has.
    """
    one, other = ends_of(found.pairs)
    return found.pairs[found.shared >= _LEAST_SHARED * np.minimum(prints[one], prints[other])]
