"""Pairs → groups: the sentences that tell one thing, and the witness it is printed from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from pipeline.collate.bases import Bases, Run, adds_little, held_by, said_in
from pipeline.collate.days import of_other_days
from pipeline.collate.joined import joined
from pipeline.collate.prints import paired
from pipeline.collate.reuse import find_pairs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.collate.leading import Leading
    from pipeline.model.passage import Sentence

#: Two texts of one rule are so much alike (0–100); an amended one is printed beside the old one.
_SAME_RULE = 85.0


@dataclass(frozen=True, slots=True)
class Group:
    """The runs that tell one thing, the base first, then in source order."""

    runs: tuple[Run, ...]

    @property
    def base(self) -> Run:
        return self.runs[0]

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(run.source for run in self.runs)


def gather(
    sentences: Sequence[Sentence],
    laws: Mapping[str, str | None],
    days: Mapping[str, dt.date],
) -> list[tuple[int, ...]]:
    """The places of sentences that tell one thing, put together; most stand alone. ``laws`` says
    of the sources which law each is, if it is one, ``days`` when they appeared, if that is known.
    """
    pairs = [
        pair
        for pair in find_pairs(sentences)
        if not _side_by_side(sentences, *pair) and _may_be_told(sentences, *pair, laws)
        if not _of_other_days(sentences[pair[0]], sentences[pair[1]], days)
    ]
    one, other = np.array(pairs, np.uint64).reshape(-1, 2).T
    members: dict[int, list[int]] = defaultdict(list)
    for place, least in enumerate(joined(len(sentences), paired(one, other)).tolist()):
        members[least].append(place)
    return [tuple(places) for places in members.values()]


def group(
    sentences: Sequence[Sentence],
    gathered: Iterable[Sequence[int]],
    doubts: Mapping[int, int],
    wanted: Mapping[int, str],
    leading: Leading,
    needed: Mapping[int, Sequence[int]],
    quoted: Mapping[int, Sequence[int]],
) -> list[Group]:
    """Every sentence is in one group, each with its base.

    ``doubts`` counts the doubtful readings of a sentence by its place, ``wanted`` names the
    source that the editor wants it printed from; ``leading`` says which source leads which,
    ``needed`` what a sentence can't be printed without, ``quoted`` with what it is one quotation.
    Agreement of copies counts for nothing.
    """
    told = list(gathered)
    bases = Bases(sentences, told, doubts, wanted, leading)
    found = [one for places in told for one in _groups(sentences, places, bases)]
    return _with_needed(_settled(found, bases), bases, needed, quoted, sentences)


def _with_needed(
    groups: Sequence[Group],
    bases: Bases,
    needed: Mapping[int, Sequence[int]],
    quoted: Mapping[int, Sequence[int]],
    sentences: Sequence[Sentence],
) -> list[Group]:
    """What a printed sentence needs is printed with it, though another source tells it too: it is
    the base, if the other's paragraph can do without it and its text doesn't lead; else both are
    printed, unless it is but of one quotation with it. What is printed twice is printed with all
    of its quotation.
    """
    group_of = {i: n for n, one in enumerate(groups) for run in one.runs for i in run.places}
    printed = {i for one in groups for i in one.base.places}
    needing: dict[int, set[int]] = defaultdict(set)
    for place, with_it in (*needed.items(), *quoted.items()):
        for other in with_it:
            needing[other].add(place)
    out: list[list[Group]] = [[one] for one in groups]
    waiting = sorted(place for place in {*needed, *quoted} if place in printed)
    twice: set[int] = set()
    while waiting:
        needing_it = waiting.pop()
        with_it = quoted.get(needing_it, ())
        must = {*needed.get(needing_it, ()), *(with_it if needing_it in twice else ())}
        for place in sorted(must.union(with_it)):
            n = group_of[place]
            one, *freed = out[n]
            run = next((run for run in one.runs if place in run.places), one.base)
            if place in printed or bases.is_wanted(one.base) or run.source == one.base.source:
                continue
            others = tuple(other for other in one.runs if other is not run)
            said = said_in(sentences, run)
            if (
                not bases.leads(one.base, run)
                and all(_is_held(said_in(sentences, other), said) for other in others)
                and not any(needing[i] & printed for i in one.base.places)
            ):
                printed.difference_update(one.base.places)
                out[n] = [Group((run, *others)), *freed]
            elif place in must:
                out[n] = [Group(others), *freed, Group((run,))]
                twice.update(run.places)
            else:
                continue
            printed.update(run.places)
            waiting.extend(run.places)
    return [one for parts in out for one in parts]


def _settled(groups: Sequence[Group], bases: Bases) -> list[Group]:
    """Where a source says a thing twice alike, print it where the sentence before it is printed.

    So a box that stands twice, once with its opening cut off, is printed whole from one place.
    """
    printed = {i for one in groups for i in one.base.places}
    out = []
    for one in groups:
        twins = [run for run in one.runs[1:] if run.source == one.base.source]
        better = [
            run
            for run in twins
            if run.places[0] - 1 in printed and run.places[0] - 1 not in one.base.places
        ]
        if better and one.base.places[0] - 1 not in printed and not bases.is_wanted(one.base):
            run = better[0]
            printed -= set(one.base.places)
            printed |= set(run.places)
            out.append(Group((run, *(other for other in one.runs if other is not run))))
        else:
            out.append(one)
    return out


def _may_be_told(
    sentences: Sequence[Sentence], i: int, j: int, laws: Mapping[str, str | None]
) -> bool:
    """Whether one may stand for the other: the rule of a law only for the same one in another text
    of it, not for one that is like it (what is forbidden, and the penalty for it).
    """
    one, other = sentences[i], sentences[j]
    law = laws[one.source]
    if law is None or law != laws[other.source]:
        return law == laws[other.source]
    return one.source != other.source and fuzz.ratio(one.text, other.text) >= _SAME_RULE


def _of_other_days(one: Sentence, other: Sentence, days: Mapping[str, dt.date]) -> bool:
    here, there = (days.get(sentence.source) for sentence in (one, other))
    return of_other_days(one.text, other.text, here, there)


def _side_by_side(sentences: Sequence[Sentence], i: int, j: int) -> bool:
    """A sentence and the next one of its own block: a parallel, not a repeat."""
    return abs(i - j) == 1 and sentences[i].block == sentences[j].block


def _groups(sentences: Sequence[Sentence], places: Sequence[int], bases: Bases) -> Iterator[Group]:
    """One group, or several where a member says too much that its base doesn't."""
    runs = _runs(sentences, places)
    sums = bases.sums(runs)
    while runs:
        base = bases.base(runs, sums)
        said = said_in(sentences, base)
        held = [run for run in runs if run is not base and _is_held(said_in(sentences, run), said)]
        yield Group((base, *held))
        done = {base, *held}
        runs = [run for run in runs if run not in done]


def _is_held(text: str, base: str) -> bool:
    """Whether a witness needn't be printed beside its base: a note can tell what it says more."""
    return held_by(text, base) or adds_little(text, base)


def _runs(sentences: Sequence[Sentence], places: Sequence[int]) -> list[Run]:
    """Places side by side in one source, put together: what others tell in one sentence. Two
    that say the same are two runs: the source says it twice.
    """
    runs: list[list[int]] = []
    for i in places:
        last = runs[-1][-1] if runs else None
        goes_on = (
            last is not None
            and last == i - 1
            and sentences[last].source == sentences[i].source
            and not held_by(sentences[i].text, sentences[last].text)
            and not held_by(sentences[last].text, sentences[i].text)
        )
        if goes_on:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [Run(sentences[run[0]].source, tuple(run)) for run in runs]
