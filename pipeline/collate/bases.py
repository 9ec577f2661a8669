"""The base (底本): the witness that a group is printed from.

By itself each sentence would be printed from wherever it reads best, and a paragraph whose
sentences come from two places is torn: what is left of it opens with a figure of no year, an answer
of nobody. So what is asked of two witnesses is asked of the stretch that their paragraphs share.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.collate.letters import letters_of
from pipeline.collate.reuse import ALIKE
from pipeline.collate.taken_in import taken_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.collate.leading import Leading
    from pipeline.model.passage import Sentence

#: So much of what a witness says must stand in the base; otherwise it is printed itself, since
#: its words would be lost to the reader.
_HELD_BY_BASE = 0.6

#: A clause more than the base has so many runs of three characters; the base's own are nearly all
#: there.
_CLAUSE, _NEARLY_ALL = 18, 0.8

#: A witness is fuller when it says at least so many characters more; less is wording.
_FULLER = 12


Paragraphs = tuple[tuple[str, str], ...]
"""The source and the block of each paragraph that a run stands in."""


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences of one source that stand side by side, by their places in the list."""

    source: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of a witness's paragraph another one's tells too: its ``doubts``, its length in
    ``letters``; and whether the other source tells the ``whole`` of the paragraph.
    """

    doubts: int
    letters: int
    whole: bool


class Bases:
    """Chooses among the runs of a group. ``told`` are the places of sentences that tell one thing,
    ``doubts`` counts the doubtful readings of a sentence by its place, ``wanted`` names the source
    that the editor wants it printed from, ``leading`` says which source leads which.
    """

    def __init__(
        self,
        sentences: Sequence[Sentence],
        told: Sequence[Sequence[int]],
        doubts: Mapping[int, int],
        wanted: Mapping[int, str],
        leading: Leading,
    ) -> None:
        self._sentences, self._doubts, self._wanted = sentences, doubts, wanted
        self._leading = leading
        self._thing = {place: n for n, places in enumerate(told) for place in places}
        self._tells = {(thing, sentences[place].source) for place, thing in self._thing.items()}
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, one in enumerate(sentences):
            self._places[one.source, one.block].append(place)
        self._stretches: dict[tuple[Paragraphs, Paragraphs], tuple[Stretch, Stretch]] = {}

    def base(self, runs: Sequence[Run], sums: AbstractSet[Run]) -> Run:
        """The base of a group: what the editor wants; else one that isn't among ``sums``, which sum
        up what another source tells at several places.
        """
        whole = [run for run in runs if run not in sums] or list(runs)
        base = whole[0]
        for run in whole[1:]:
            if self._better(run, base):
                base = run
        return next((run for run in runs if self.is_wanted(run)), base)

    def sums(self, runs: Iterable[Run]) -> frozenset[Run]:
        """The runs that tell in one what a source that their own doesn't lead tells at several
        places.
        """
        return sums_up(self._sentences, runs, self._leading.leads)

    def is_wanted(self, run: Run) -> bool:
        """Whether the editor wants it."""
        return any(self._wanted.get(place) == run.source for place in run.places)

    def leads(self, run: Run, other: Run) -> bool:
        """Whether the text of the one leads that of the other."""
        return self._leading.leads(run.source, other.source)

    def _better(self, run: Run, base: Run) -> bool:
        """In this order: its text leads the other's; it holds what the other says, and not the
        other way round; printed from the other its paragraph would be torn, and not the other way
        round, and neither is clearly fuller; it has fewer doubts; it is clearly fuller. Else the
        first in source order stays.
        """
        if leads := self._leading.sign(run.source, base.source):
            return leads > 0
        held, holds = (self._holds(*pair) for pair in ((base, run), (run, base)))
        if held != holds:
            return holds
        if run.source == base.source:
            own, other = self._alone(run), self._alone(base)
        else:
            own, other = self._stretch(run, base)
        fuller = own.letters - other.letters
        if own.whole != other.whole and abs(fuller) < _FULLER:
            return other.whole
        if own.doubts != other.doubts:
            return own.doubts < other.doubts
        return fuller >= _FULLER

    def _holds(self, run: Run, other: Run) -> bool:
        return held_by(said_in(self._sentences, other), said_in(self._sentences, run))

    def _stretch(self, run: Run, other: Run) -> tuple[Stretch, Stretch]:
        """What their paragraphs tell in common, in the words of each."""
        both = (self._paragraphs_of(run), self._paragraphs_of(other))
        if both not in self._stretches:
            around = [[i for key in keys for i in self._places[key]] for keys in both]
            one, two = ({self._thing[i] for i in places} for places in around)
            first, second = (
                self._common(places, one & two, source)
                for places, source in zip(around, (other.source, run.source), strict=True)
            )
            self._stretches[both] = (first, second)
        return self._stretches[both]

    def _alone(self, run: Run) -> Stretch:
        return self._common(run.places, {self._thing[i] for i in run.places}, run.source)

    def _paragraphs_of(self, run: Run) -> Paragraphs:
        return tuple(dict.fromkeys((run.source, self._sentences[i].block) for i in run.places))

    def _common(self, places: Sequence[int], common: AbstractSet[int], other: str) -> Stretch:
        shared = [place for place in places if self._thing[place] in common]
        return Stretch(
            sum(self._doubts.get(place, 0) for place in shared),
            sum(len(letters_of(self._sentences[place].text)) for place in shared),
            all((self._thing[place], other) in self._tells for place in places),
        )


def said_in(sentences: Sequence[Sentence], run: Run) -> str:
    """The words of a run."""
    return "".join(sentences[place].text for place in run.places)


def sums_up(
    sentences: Sequence[Sentence], runs: Iterable[Run], leads: Callable[[str, str], bool]
) -> frozenset[Run]:
    """The runs that tell in one what another source tells at several places: printed from there,
    that would have holes; a source that theirs ``leads`` may have them. Copies say the same,
    and are looked at once.
    """
    told: dict[str, list[str]] = defaultdict(list)
    saying: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        said = said_in(sentences, run)
        told[run.source].append(said)
        saying[said].append(run)
    tellers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for source, texts in told.items():
        for pair in pairwise(texts):
            tellers[pair].add(source)
    return frozenset(
        run
        for (one, two), sources in tellers.items()
        if not (held_by(one, two) or held_by(two, one))
        for said, sayers in saying.items()
        if held_by(one, said) and held_by(two, said)
        for run in sayers
        if any(one != run.source and not leads(run.source, one) for one in sources)
    )


def held_by(text: str, base: str) -> bool:
    """Whether nearly all that a text says stands in the base, or both say nearly the same.

    >>> held_by("永兴也曾陷入困境。", "300多年的路上，永兴也曾陷入困境。")
    True
    >>> held_by("清溪河水质好转。", "300多年的路上，永兴也曾陷入困境。")
    False
    """
    if text == base:
        return True
    own, other = letters_of(text), letters_of(base)
    runs = _threes(own)
    if not runs:
        return own in other
    held = len(runs & _threes(other)) >= _HELD_BY_BASE * len(runs)
    return held or fuzz.ratio(own, other) >= ALIKE or taken_in(own, other) is not None


def adds_little(text: str, base: str) -> bool:
    """Whether a text says what the base says and no more than a clause besides, which a note can
    tell.

    >>> adds_little("据县里介绍，手中有粮，心里不慌。", "手中有粮，心里不慌。")
    True
    >>> more = "手中有粮，心里不慌，今年的晚稻收成比去年还要好，县里的粮站已经腾出了三座仓。"
    >>> adds_little(more, "手中有粮，心里不慌。")
    False
    """
    said, told = _threes(letters_of(base)), _threes(letters_of(text))
    return len(said & told) >= _NEARLY_ALL * len(said) and len(told - said) <= _CLAUSE


def _threes(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 3] for i in range(len(text) - 2))
