"""The figures of the benchmark, for one project.

pairs       Two sentences are paired when the texts of two witnesses of one passage, laid side by
            side, have half of the shorter sentence's characters in common there. Pairs of one
            source that says a thing twice count too. Recall is told for ``near`` (both sentences
            nearly word for word the other) and for ``held`` (one nearly whole in the other);
            precision is the share of pairs that share anything of the story: a shared set phrase
            is nothing.
variants    A true variant is a place of the story where some tellings have one and the same
            change and others, nearly word for word otherwise, have none. It is found when a
            variant at that place of the base (any telling that has the place) has a reading with
            what was changed for one of the former, and with what stood there for one of the
            latter, none of them longer by more than 12 characters. Places where several changes
            meet are left out.
kind        Among those found, the share that is called what it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collate.told import PARALLEL, Segment, Told, relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from benchmarks.collate.projects import Project

#: A reading may be longer than the change itself by so many characters.
_LONGER = 12

#: A variant may stand so many characters beside its place.
_BESIDE = 3

#: Changes of the story so near to one another are tangled, and aren't asked for.
_TANGLED = 5


#: What two tellings of the story may be to each other: ``told.relation``.
RELATIONS = ("near", "held", "part", "short")


class Said(NamedTuple):
    """A difference as a system tells it: where it stands in a telling that serves as base, and
    what each telling reads there.
    """

    base: int
    start: int
    end: int
    readings: Mapping[int, str]
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found in a project: pairs of tellings, by their places in the project's
    list, and differences.
    """

    pairs: frozenset[tuple[int, int]]
    differences: tuple[Said, ...]


class TrueVariant(NamedTuple):
    """Characters [start, end) of sentence ``origin`` of the story read ``text`` in ``changed``."""

    origin: int
    start: int
    end: int
    text: str
    kind: str
    changed: tuple[int, ...]
    unchanged: tuple[int, ...]


@dataclass(slots=True)
class Score:
    """Counts of one project or of several; ``kinds`` counts (true kind, kind told)."""

    true_pairs: Counter[str] = field(default_factory=Counter)
    found_pairs: Counter[str] = field(default_factory=Counter)
    variants: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed_pairs: list[tuple[Project, int, int]] = field(default_factory=list)
    wrong_pairs: list[tuple[Project, int, int]] = field(default_factory=list)
    missed: list[tuple[Project, TrueVariant]] = field(default_factory=list)

    def recall(self, which: str) -> float:
        return self.found_pairs[which] / max(1, self.true_pairs[which])

    @property
    def precision(self) -> float:
        right = sum(self.found_pairs[which] for which in RELATIONS)
        return right / max(1, self.found_pairs.total())


def score(found: Found, project: Project, into: Score) -> None:
    """Hold what was found against the truth, and add it to ``into``."""
    true = true_pairs(project)
    for pair, which in true.items():
        into.true_pairs[which] += 1
        if pair in found.pairs:
            into.found_pairs[which] += 1
        elif which == "near":
            into.missed_pairs.append((project, *pair))
    for pair in sorted(found.pairs - true.keys()):
        parallel = all(project.tellings[n].told[0].kind == PARALLEL for n in pair)
        into.found_pairs[PARALLEL if parallel else "none"] += 1
        into.wrong_pairs.append((project, *pair))
    by_base: dict[int, list[Said]] = defaultdict(list)
    for said in found.differences:
        by_base[said.base].append(said)
    for variant in true_variants(project, true):
        into.variants[variant.kind] += 1
        matching = list(_matching(variant, by_base, project))
        if not matching:
            into.missed.append((project, variant))
            continue
        into.found[variant.kind] += 1
        told = {said.kind for said in matching}
        into.kinds[variant.kind, variant.kind if variant.kind in told else min(told)] += 1


def true_pairs(project: Project) -> dict[tuple[int, int], str]:
    """Pairs of tellings that share anything of the story, and what they share."""
    by_origin: dict[int, list[int]] = defaultdict(list)
    for n, telling in enumerate(project.tellings):
        for origin in {segment.origin for segment in telling.told if segment.origin >= 0}:
            by_origin[origin].append(n)
    pairs = {pair for places in by_origin.values() for pair in combinations(sorted(places), 2)}
    told = [telling.told for telling in project.tellings]
    related = {(a, b): relation(told[a], told[b]) for a, b in sorted(pairs)}
    return {pair: which for pair, which in related.items() if which != "none"}


def true_variants(project: Project, pairs: Mapping[tuple[int, int], str]) -> Iterator[TrueVariant]:
    """All differences that the tellings of a project have, in the order of the story."""
    near = {pair for pair, which in pairs.items() if which == "near"}
    changed: dict[tuple[int, int, int, str, str], list[int]] = defaultdict(list)
    for n, telling in enumerate(project.tellings):
        for segment in telling.told:
            if segment.kind and segment.origin >= 0:
                place = (segment.origin, segment.start, segment.end, segment.text, segment.kind)
                changed[place].append(n)
    places = sorted(changed)
    for place in places:
        origin, start, end, text, kind = place
        tangled = any(
            other != place
            and other[0] == origin
            and other[1] < end + _TANGLED
            and start < other[2] + _TANGLED
            for other in places
        )
        if tangled:
            continue
        unchanged = [
            n
            for n, telling in enumerate(project.tellings)
            if _offset(telling.told, origin, start, end) is not None and n not in changed[place]
        ]
        who = [n for n in changed[place] if _near_any(n, unchanged, near)]
        whom = [n for n in unchanged if _near_any(n, who, near)]
        if who and whom:
            yield TrueVariant(origin, start, end, text, kind, tuple(who), tuple(whom))


def _near_any(n: int, others: Iterable[int], near: set[tuple[int, int]]) -> bool:
    return any((min(n, other), max(n, other)) in near for other in others)


def _offset(told: Told, origin: int, start: int, end: int) -> int | None:
    """Where a run of the story that is told as it stands begins in the telling."""
    at = 0
    for segment in told:
        if not segment.kind and segment.origin == origin and _covers(segment, start, end):
            return at + start - segment.start
        at += len(segment.text)
    return None


def _covers(segment: Segment, start: int, end: int) -> bool:
    return segment.start <= start and end <= segment.end


def _changed_at(told: Told, variant: TrueVariant) -> int:
    at = 0
    for segment in told:
        if (segment.origin, segment.start, segment.end, segment.kind) == (
            variant.origin, variant.start, variant.end, variant.kind,
        ):  # fmt: skip
            break
        at += len(segment.text)
    return at


def _matching(
    variant: TrueVariant, by_base: Mapping[int, Sequence[Said]], project: Project
) -> Iterator[Said]:
    """The differences told that are this one."""
    was = project.story[variant.origin][variant.start : variant.end]
    for base, telling in enumerate(project.tellings):
        told = telling.told
        offset = _offset(told, variant.origin, variant.start, variant.end)
        if base in variant.changed:
            at, length = _changed_at(told, variant), len(variant.text)
        elif offset is not None:
            at, length = offset, len(was)
        else:
            continue
        for said in by_base.get(base, ()):
            there = said.start <= at + length + _BESIDE and at <= said.end + _BESIDE
            if there and _tells(said, variant, was):
                yield said


def _tells(said: Said, variant: TrueVariant, was: str) -> bool:
    now, then = (variant.text, was)
    if variant.kind not in {"figure", "name", "punctuation", "doubled"}:
        now, then = _trimmed(variant.text, was)
    fold = str if variant.kind == "punctuation" else _bare
    changed = {
        said.readings[n]
        for n in variant.changed
        if n in said.readings and _holds(said.readings[n], now, fold)
    }
    unchanged = {
        said.readings[n]
        for n in variant.unchanged
        if n in said.readings and _holds(said.readings[n], then, fold)
    }
    return any(one != other for one in changed for other in unchanged)


def _holds(reading: str, text: str, fold: type[str] | object) -> bool:
    folded = fold if callable(fold) else str
    return folded(text) in folded(reading) and len(reading) <= len(text) + _LONGER


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _trimmed(one: str, other: str) -> tuple[str, str]:
    """Two readings without what they have in common at both ends.

    >>> _trimmed("变革", "改革")
    ('变', '改')
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    while end < min(len(one), len(other)) and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[: len(one) - end], other[: len(other) - end]
