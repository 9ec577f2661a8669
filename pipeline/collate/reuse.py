"""Which sentences tell the same: shared character n-grams, then containment.

Resemblance of whole sentences misses a sentence told again with a clause more; so what counts
is how much of the shorter one stands in the longer. Runs of characters that many sentences
share (set phrases, names) join nothing. Names of places are masked: one city's name put in for
another must not make a sentence another sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from pipeline.collate.letters import differ, letters_of, run_hashes, without_places
from pipeline.collate.matter import Pair, of_one_matter
from pipeline.collate.recurring import told_in_one_form, without_heads, without_recurring
from pipeline.collate.taken_in import LONGEST_TAKEN_IN, clauses_of, taken_in
from pipeline.normalise.language.endings import ends_sentence
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from pipeline.model.passage import Sentence

_GRAM = 6

#: A run of characters in more sentences than this is a set phrase; and one in so many of a
#: single source is what it calls its matter.
_SET_PHRASE, _OWN_PHRASE = 12, 3

#: At least so many runs in common …
_LEAST_SHARED = 5

#: … and so much of the shorter sentence. 0.6 finds every sentence told again nearly word for
#: word in the trials, and none that shares a clause only.
_LEAST_CONTAINED = 0.6

#: Fewer units than this can't share so many runs.
_LEAST_UNITS = _LEAST_SHARED + _GRAM - 1

#: A sentence of fewer units than this may share no run of six with its like: one wrong
#: character spoils six. Runs of three show which to look at, the likeness of the whole decides.
_SHORT, _SHORT_GRAM, _LEAST_SHARED_SHORT = 32, 3, 2

#: How much alike (0–100) two short sentences must be; and two that stand beside two others that
#: tell the same, unless one has fewer units than the last number: of so few some are alike by
#: chance.
ALIKE, ALIKE_BESIDE, _FEW_UNITS = 72.0, 62.0, 12

#: The steps from one sentence to the next in two sources, one of which may leave out a sentence.
BESIDE = ((1, 1), (-1, -1), (1, 2), (2, 1), (-1, -2), (-2, -1))

#: Sentences too short for any n-gram must be the same, and at least so long.
_LEAST_EQUAL = 6

_WORDLESS_LINE = re.compile(r"[^\w\n〓]+|_+")
# A Latin word or a number counts as one character, as an ideograph does.
_UNIT = re.compile(r"[0-9A-Za-z]+(?:\.[0-9]+)*|[^\W_]|〓")
_LATIN = re.compile(r"[0-9A-Za-z]+(?:\.[0-9]+)*")

# Latin words and numbers get a private character each; more than these would share some, which
# makes two runs look alike that are not, and costs nothing but a look at both.
_PRIVATE, _PRIVATE_COUNT = 0xF0000, 0xFFFD


def find_pairs(sentences: Sequence[Sentence]) -> list[Pair]:
    """All pairs of sentences that tell the same, inside a source and between sources.

    Cost: linear in the text, since each run is looked at in a bounded number of sentences.
    """
    masked = _masked([sentence.text for sentence in sentences])
    count = len(sentences)
    copies = _copies(sentences, masked)
    # What many sources copy to the letter is no set phrase: it is looked at once.
    units, owner = _units(["" if i in copies else text for i, text in enumerate(masked)])
    names = {name: n for n, name in enumerate(dict.fromkeys(one.source for one in sentences))}
    source = np.array([names[one.source] for one in sentences], dtype=np.int64)
    sizes = np.bincount(owner, minlength=count)
    sixes = _sharing(_runs(units, owner, _GRAM), source)
    found = sixes.pairs(sixes.enough(_LEAST_SHARED, _LEAST_CONTAINED))
    some = sixes.pairs(np.minimum(sizes[sixes.one], sizes[sixes.other]) <= LONGEST_TAKEN_IN)
    found |= {pair for pair in some - found if _takes_in(sentences, masked, *pair)}
    in_short = (sizes < _SHORT)[owner]
    threes = _sharing(_runs(units[in_short], owner[in_short], _SHORT_GRAM), source)
    few = threes.pairs(threes.enough(_LEAST_SHARED_SHORT))
    found |= {pair for pair in few - found if fuzz.ratio(masked[pair[0]], masked[pair[1]]) >= ALIKE}
    found |= {(first, copy) for copy, first in copies.items()} | told_in_one_form(sentences)
    found |= _equal_short(
        [i for i in np.flatnonzero(sizes < _LEAST_UNITS).tolist() if i not in copies], sentences
    )
    told = without_recurring(sentences, _and_beside(sentences, masked, found), BESIDE)
    of_one = of_one_matter(sentences, [Pair(*pair) for pair in told], BESIDE)
    return without_heads(sentences, of_one, BESIDE)


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of six characters of a text, its marks left out.

    >>> ["".join(run) for run in sorted(grams("产值9.5亿元，增长8%"))]
    ['9.5亿元增长8', '产值9.5亿元增', '值9.5亿元增长']
    """
    units = _UNIT.findall(without_places(text))
    return frozenset(tuple(units[i : i + _GRAM]) for i in range(len(units) - _GRAM + 1))


def _masked(texts: Sequence[str]) -> list[str]:
    """Sentences as they are compared: letters alone, one sign for any place, one for each Latin
    word or number.
    """
    names: dict[str, str] = {}

    def private(found: re.Match[str]) -> str:
        return names.setdefault(found[0], chr(_PRIVATE + len(names) % _PRIVATE_COUNT))

    joined = simplified("\n".join(text.replace("\n", "") for text in texts))
    return _LATIN.sub(private, _WORDLESS_LINE.sub("", without_places(joined))).split("\n")


def _units(masked: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """All units of all sentences, and for each the sentence it stands in."""
    codes = np.frombuffer("".join(masked).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return codes, np.repeat(np.arange(len(masked)), [len(text) for text in masked])


def _runs(
    units: NDArray[np.uint32], owner: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The different runs of each sentence: the sentences and the hashes, sorted by hash."""
    hashes, sentence = run_hashes(units, owner, size)
    order = np.lexsort((sentence, hashes))
    hashes, sentence = hashes[order], sentence[order]
    new = differ(hashes, sentence)
    return sentence[new], hashes[new]


class _Sharing(NamedTuple):
    """Pairs of sentences, by their places, how many runs they share, and how many the one has that
    has fewer.
    """

    one: NDArray[np.int64]
    other: NDArray[np.int64]
    shared: NDArray[np.int64]
    of: NDArray[np.int64]

    def enough(self, least: int, contained: float = 0.0) -> NDArray[np.bool_]:
        """Which share at least so many, and so much of those of the one that has fewer."""
        return (self.shared >= least) & (self.shared >= contained * self.of)

    def pairs(self, which: NDArray[np.bool_]) -> set[tuple[int, int]]:
        """Those pairs."""
        return set(zip(self.one[which].tolist(), self.other[which].tolist(), strict=True))


def _sharing(
    runs: tuple[NDArray[np.int64], NDArray[np.uint64]], source: NDArray[np.int64]
) -> _Sharing:
    """Pairs of sentences that share runs; those of set phrases left out."""
    sentence, hashes = runs
    if not len(hashes):
        return _Sharing(*(np.zeros(0, dtype=np.int64) for _ in range(4)))
    count = len(source)
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    lengths = np.diff(np.r_[starts, len(hashes)])
    # Sentences of one source stand side by side under each hash.
    far = _OWN_PHRASE - 1
    own = np.zeros(len(hashes), dtype=bool)
    own[far:] = (hashes[far:] == hashes[:-far]) & (
        source[sentence[far:]] == source[sentence[:-far]]
    )
    phrase = (lengths > _SET_PHRASE) | np.logical_or.reduceat(own, starts)
    usual = np.repeat(~phrase, lengths)
    keys = []
    for step in range(1, _SET_PHRASE):
        same = (hashes[step:] == hashes[:-step]) & usual[step:]
        keys.append(sentence[:-step][same] * count + sentence[step:][same])
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    one, other = pairs // count, pairs % count
    sizes = np.bincount(sentence, minlength=count)
    return _Sharing(one, other, shared, np.minimum(sizes[one], sizes[other]))


def _takes_in(sentences: Sequence[Sentence], masked: Sequence[str], one: int, other: int) -> bool:
    """Whether one of two sentences has the other, of another source, as clauses of its own."""
    short, long = sorted((one, other), key=lambda place: len(masked[place]))
    if sentences[one].source == sentences[other].source or not ends_sentence(sentences[short].text):
        return False
    found = taken_in(masked[short], masked[long])
    if found is None:
        return False
    clauses = (_masked([clause])[0] for clause in clauses_of(sentences[long].text))
    ends = set(accumulate(map(len, clauses), initial=0))
    return found.dest_start in ends and found.dest_end in ends


def _copies(sentences: Sequence[Sentence], masked: Sequence[str]) -> dict[int, int]:
    """Sentences that say the same to the letter as one of an earlier source, and that one; not
    where a source repeats it again and again, nor those too short to share enough runs.
    """
    by_key: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, sentence in enumerate(sentences):
        if len(masked[i]) >= _LEAST_UNITS:
            by_key[letters_of(sentence.text)][sentence.source].append(i)
    copies = {}
    for sources in by_key.values():
        places = list(sources.values())
        if len(places) > 1 and max(map(len, places)) < _OWN_PHRASE:
            first, *others = (same[0] for same in places)
            copies.update(dict.fromkeys(others, first))
    return copies


def _equal_short(places: Iterable[int], sentences: Sequence[Sentence]) -> set[tuple[int, int]]:
    """Sentences too short to share enough runs, and the same to the letter."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for i in places:
        key = letters_of(sentences[i].text)
        if len(key) >= _LEAST_EQUAL:
            by_key[key].append(i)
    return {
        (same[0], other)
        for same in by_key.values()
        if len(same) <= _SET_PHRASE
        for other in same[1:]
    }


def _and_beside(
    sentences: Sequence[Sentence], masked: Sequence[str], pairs: Iterable[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The pairs, and what stands beside them on both sides and is much alike: who tells one
    sentence again mostly tells the next one too, if in other words, or the next but one. A sentence
    that is like so many of another source has its form alone: what stands beside them is let be, or
    two yearbooks would be held together line by line.
    """
    found = set(pairs)
    like = Counter(
        side
        for one, other in found
        for side in ((one, sentences[other].source), (other, sentences[one].source))
    )
    waiting = deque(sorted(found))
    while waiting:
        one, other = waiting.popleft()
        for step, other_step in BESIDE:
            i, j = one + step, other + other_step
            if (
                min(i, j) < 0
                or max(i, j) >= len(sentences)
                or i == j
                or (min(i, j), max(i, j)) in found
                or sentences[i].source != sentences[one].source
                or sentences[j].source != sentences[other].source
                or max(like[i, sentences[j].source], like[j, sentences[i].source]) >= _OWN_PHRASE
                or fuzz.ratio(masked[i], masked[j]) < _alike_beside(masked[i], masked[j])
            ):
                continue
            pair = min(i, j), max(i, j)
            found.add(pair)
            like.update(((i, sentences[j].source), (j, sentences[i].source)))
            waiting.append(pair)
    return found


def _alike_beside(one: str, other: str) -> float:
    return ALIKE if min(len(one), len(other)) < _FEW_UNITS else ALIKE_BESIDE
