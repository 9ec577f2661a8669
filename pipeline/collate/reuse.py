"""Which sentences tell the same: shared character n-grams, then containment.

Resemblance of whole sentences misses a sentence told again with a clause more; so what counts
is how much of the shorter one stands in the longer. Runs of characters that many sentences
share (set phrases, names) join nothing. Names of places are masked: one city's name put in for
another must not make a sentence another sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from itertools import product, starmap
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz

from pipeline.collate.letters import differ, letters_of, run_hashes
from pipeline.collate.recurring import without_recurring
from pipeline.normalise.language.gazetteer import mentions, stem

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

_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)*|[〇零一二两三四五六七八九十百千万]{2,}")
_YEAR = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}(?=年)")
_DAY = re.compile(r"(?<![0-9.])(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}日)")

#: Of the pairs of two sources that have figures so many show whether they mostly keep half of
#: them. Where they don't, who tells one thing again keeps nearly all; and anywhere a quarter, of
#: three and more.
_LEAST_OF_A_FORM, _HALF_KEPT, _NEARLY_ALL_KEPT = 5, 0.5, 0.8
_MANY_FIGURES, _FEW_KEPT = 3, 0.25

#: Of so much of its sentences a source that retells another has the like there, at least.
_RETOLD = 0.2

#: One sign for every name of a place.
_PLACE = "\N{GETA MARK}"

# Latin words and numbers get a private character each; more than these would share some, which
# makes two runs look alike that are not, and costs nothing but a look at both.
_PRIVATE, _PRIVATE_COUNT = 0xF0000, 0xFFFD


class Pair(NamedTuple):
    """Two sentences, by their place in the list."""

    one: int
    other: int


def find_pairs(sentences: Sequence[Sentence]) -> list[Pair]:
    """All pairs of sentences that tell the same, inside a source and between sources.

    Cost: linear in the text, since each run is looked at in a bounded number of sentences.
    """
    masked = _masked([sentence.text for sentence in sentences])
    units, owner = _units(masked)
    count = len(sentences)
    names = {name: n for n, name in enumerate(dict.fromkeys(one.source for one in sentences))}
    source = np.array([names[one.source] for one in sentences], dtype=np.int64)
    found = _sharing(_runs(units, owner, _GRAM), source, _LEAST_SHARED, _LEAST_CONTAINED)
    sizes = np.bincount(owner, minlength=count)
    in_short = (sizes < _SHORT)[owner]
    few = _sharing(
        _runs(units[in_short], owner[in_short], _SHORT_GRAM), source, _LEAST_SHARED_SHORT
    )
    found |= {pair for pair in few - found if fuzz.ratio(masked[pair[0]], masked[pair[1]]) >= ALIKE}
    found |= _equal_short(sentences, sizes)
    told = without_recurring(sentences, _and_beside(sentences, masked, found), BESIDE)
    return sorted(_of_one_matter(sentences, [Pair(*pair) for pair in told]))


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of six characters of a text, its marks left out.

    >>> ["".join(run) for run in sorted(grams("产值9.5亿元，增长8%"))]
    ['9.5亿元增长8', '产值9.5亿元增', '值9.5亿元增长']
    """
    units = _UNIT.findall(_without_places(text))
    return frozenset(tuple(units[i : i + _GRAM]) for i in range(len(units) - _GRAM + 1))


def _masked(texts: Sequence[str]) -> list[str]:
    """Sentences as they are compared: letters alone, one sign for any place, one for each Latin
    word or number.
    """
    names: dict[str, str] = {}

    def private(found: re.Match[str]) -> str:
        return names.setdefault(found[0], chr(_PRIVATE + len(names) % _PRIVATE_COUNT))

    joined = "\n".join(text.replace("\n", "") for text in texts)
    return _LATIN.sub(private, _WORDLESS_LINE.sub("", _without_places(joined))).split("\n")


def _units(masked: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """All units of all sentences, and for each the sentence it stands in."""
    codes = np.frombuffer("".join(masked).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return codes, np.repeat(np.arange(len(masked)), [len(text) for text in masked])


def _without_places(text: str) -> str:
    out: list[str] = []
    at = 0
    for mention in mentions(text):
        out += (text[at : mention.start], _PLACE)
        at = mention.end
    return "".join((*out, text[at:]))


def _runs(
    units: NDArray[np.uint32], owner: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """The different runs of each sentence: the sentences and the hashes, sorted by hash."""
    hashes, sentence = run_hashes(units, owner, size)
    order = np.lexsort((sentence, hashes))
    hashes, sentence = hashes[order], sentence[order]
    new = differ(hashes, sentence)
    return sentence[new], hashes[new]


def _sharing(
    runs: tuple[NDArray[np.int64], NDArray[np.uint64]],
    source: NDArray[np.int64],
    least: int,
    contained: float = 0.0,
) -> set[tuple[int, int]]:
    """Pairs of sentences that share at least so many runs, and so much of those of the one that
    has fewer; runs of set phrases left out.
    """
    sentence, hashes = runs
    if not len(hashes):
        return set()
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
    enough = (shared >= least) & (shared >= contained * np.minimum(sizes[one], sizes[other]))
    return set(zip(one[enough].tolist(), other[enough].tolist(), strict=True))


def _equal_short(sentences: Sequence[Sentence], sizes: NDArray[np.int64]) -> set[tuple[int, int]]:
    """Sentences too short to share enough runs, and the same to the letter."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for i in np.flatnonzero(sizes < _LEAST_SHARED + _GRAM - 1).tolist():
        key = letters_of(sentences[i].text)
        if len(key) >= _LEAST_EQUAL:
            by_key[key].append(i)
    return {
        (places[0], other)
        for places in by_key.values()
        if len(places) <= _SET_PHRASE
        for other in places[1:]
    }


def _and_beside(
    sentences: Sequence[Sentence], masked: Sequence[str], pairs: Iterable[tuple[int, int]]
) -> set[tuple[int, int]]:
    """The pairs, and what stands beside them on both sides and is much alike: who tells one
    sentence again mostly tells the next one too, if in other words, or the next but one.
    """
    found = set(pairs)
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
                or fuzz.ratio(masked[i], masked[j]) < _alike_beside(masked[i], masked[j])
            ):
                continue
            pair = min(i, j), max(i, j)
            found.add(pair)
            waiting.append(pair)
    return found


def _alike_beside(one: str, other: str) -> float:
    return ALIKE if min(len(one), len(other)) < _FEW_UNITS else ALIKE_BESIDE


def _of_one_matter(sentences: Sequence[Sentence], pairs: Sequence[Pair]) -> Iterable[Pair]:
    """The pairs less those that only use the same words: of another place, with other figures,
    and with no sentence told alike beside them. Each county reports its harvest in one form.

    Where neither names a place, two that have no figure in common tell of two places or two years:
    a sentence told again with a figure wrong keeps another. What one source says twice, of last
    year and of the next, has other figures throughout. And what is issued again and again in one
    form (the day's market, the year's statistics) has other ones in most of its sentences,
    whatever is told alike beside them; a sentence of it that says so itself is known by its dates.
    Sources that have little in common have phrases of their trade in common, too.
    """
    beside = {(pair.one + step, pair.other + other) for pair in pairs for step, other in BESIDE}
    forms, strangers = _forms(sentences, pairs), _strangers(sentences, pairs)
    for pair in pairs:
        kept = _figures_kept(sentences, pair)
        of_a_form = _between(sentences, pair) in forms and kept.share < _NEARLY_ALL_KEPT
        if of_a_form or (kept.of >= _MANY_FIGURES and kept.share < _FEW_KEPT):
            continue
        one, other = sentences[pair.one].text, sentences[pair.other].text
        if of_another_time(one, other):
            continue
        figures, others = _FIGURE.findall(one), _FIGURE.findall(other)
        differ = figures and others and set(figures).isdisjoint(others)
        several = min(len(figures), len(others)) > 1
        strange = _between(sentences, pair) in strangers
        same_source = sentences[pair.one].source == sentences[pair.other].source
        if differ and several and (same_source or strange):
            continue
        if strange and pair not in beside and _is_set_phrase(one, other):
            continue
        if pair in beside or figures == others:
            yield pair
            continue
        places, elsewhere = _places(one), _places(other)
        if places == elsewhere and (places or not differ):
            yield pair


def of_another_time(one: str, other: str) -> bool:
    """Whether two sentences of one form say of themselves that they tell of two times: neither
    names a year of the other's (or a day), and what else they count differs, too. A sentence told
    again with its date wrong keeps the rest.

    >>> of_another_time("2023年全市产粮139亿斤，连增9年。", "2024年全市产粮141亿斤，连增9年。")
    True
    >>> of_another_time("1—9月全市新增就业10.2万人。", "1—10月全市新增就业11.1万人。")
    True
    >>> of_another_time("2023年全市产粮139亿斤，连增9年。", "2013年全市产粮139亿斤，连增9年。")
    False
    >>> of_another_time("5月6日，全市产粮139亿斤。", "今年5月，全市产粮141亿斤。")
    False
    """
    named = [(pattern.findall(one), pattern.findall(other)) for pattern in (_YEAR, _DAY)]
    apart = [not any(starmap(_one_date, product(*both))) for both in named if all(both)]
    if not any(apart):
        return False
    rest, more = (
        Counter(_FIGURE.findall(_DAY.sub("", _YEAR.sub("", text)))) for text in (one, other)
    )
    kept = _Kept((rest & more).total(), min(rest.total(), more.total()))
    return kept.share < _NEARLY_ALL_KEPT or (len(apart) > 1 and all(apart))


def _one_date(one: str, other: str) -> bool:
    """Whether two dates may be the same day: 5月6日 is in 5月, and is the 6日."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)


class _Kept(NamedTuple):
    """Of so many figures of one sentence how many stand in the other."""

    shared: int
    of: int

    @property
    def share(self) -> float:
        return self.shared / self.of if self.of else 1.0


def _figures_kept(sentences: Sequence[Sentence], pair: Pair) -> _Kept:
    one, other = (Counter(_FIGURE.findall(sentences[place].text)) for place in pair)
    return _Kept((one & other).total(), min(one.total(), other.total()))


def _between(sentences: Sequence[Sentence], pair: Pair) -> tuple[str, str]:
    return sentences[pair.one].source, sentences[pair.other].source


def _forms(sentences: Sequence[Sentence], pairs: Sequence[Pair]) -> set[tuple[str, str]]:
    """The sources that tell in one form what differs: pairs of theirs mostly keep few figures."""
    kept: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for pair in pairs:
        figures = _figures_kept(sentences, pair)
        if figures.of:
            kept[_between(sentences, pair)].append(figures.share >= _HALF_KEPT)
    return {
        sources
        for sources, among in kept.items()
        if len(among) >= _LEAST_OF_A_FORM and 2 * sum(among) < len(among)
    }


def _strangers(sentences: Sequence[Sentence], pairs: Sequence[Pair]) -> set[tuple[str, str]]:
    """Two sources of one trade that don't retell one another: few of their sentences are alike."""
    sizes = Counter(sentence.source for sentence in sentences)
    alike = Counter(_between(sentences, pair) for pair in pairs)
    return {
        (one, other)
        for (one, other), count in alike.items()
        if one != other and count < _RETOLD * min(sizes[one], sizes[other])
    }


def _is_set_phrase(one: str, other: str) -> bool:
    """Whether two sentences are short and not the same: 扎实推进农业农村等领域改革 in one year's
    report, 稳步推进 in the next year's.
    """
    letters, others = letters_of(one), letters_of(other)
    return letters != others and min(len(letters), len(others)) < _SHORT


def _places(text: str) -> set[str]:
    return {stem(mention.name) for mention in mentions(text)}
