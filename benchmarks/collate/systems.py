"""Ours, and the simple ways it is compared with: each takes a project and says what it found."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein
from rapidfuzz.fuzz import ratio

from benchmarks.collate.score import Found, Said
from benchmarks.collate.told import said as words_of
from pipeline.collate import collate
from pipeline.normalise import normalise
from pipeline.read import make_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.collate.projects import Project
    from pipeline.model.article import Article
    from pipeline.model.passage import Passage, Sentence, Witness


class System(NamedTuple):
    name: str
    run: Callable[[Project], Found]


def articles_of(project: Project) -> list[Article]:
    """The sources, normalised, in source order."""
    return [
        normalise(make_source(name, text, siglum=name[:3]))
        for name, text in sorted(project.sources.items())
    ]


def ours(project: Project) -> Found:
    return found_in(collate(articles_of(project)).passages, project)


def found_in(passages: Sequence[Passage], project: Project) -> Found:
    """What passages say, told of the project's own sentences."""
    pairs: set[tuple[int, int]] = set()
    differences: list[Said] = []
    for passage in passages:
        if len(passage.witnesses) < 2:
            continue
        told = {
            one.key: [_tellings(s, project) for s in one.sentences] for one in passage.witnesses
        }
        for one, other in combinations(passage.witnesses, 2):
            for i, j in side_by_side(_texts(one), _texts(other)):
                pairs |= {
                    (min(a, b), max(a, b))
                    for a in told[one.key][i]
                    for b in told[other.key][j]
                    if a != b
                }
        differences += _differences(passage, told, project)
    return Found(frozenset(pairs), tuple(differences))


def _texts(witness: Witness) -> list[str]:
    return [sentence.text for sentence in witness.sentences]


def side_by_side(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Sentences of two witnesses that stand at the same place, by their numbers.

    >>> side_by_side(["甲乙丙。", "丁戊己。"], ["丁戊庚。"])
    [(1, 0)]
    """
    of_one = [n for n, text in enumerate(one) for _ in text]
    of_other = [n for n, text in enumerate(other) for _ in text]
    shared: dict[tuple[int, int], int] = {}
    # Not Levenshtein: it would rather change a whole sentence than let it go.
    for code in Indel.opcodes("".join(one), "".join(other)):
        if code.tag != "equal":
            continue
        for step in range(code.src_end - code.src_start):
            both = of_one[code.src_start + step], of_other[code.dest_start + step]
            shared[both] = shared.get(both, 0) + 1
    return sorted(
        (i, j) for (i, j), count in shared.items() if 2 * count >= min(len(one[i]), len(other[j]))
    )


def _tellings(sentence: Sentence, project: Project) -> list[int]:
    """The sentences of the truth that a sentence holds, or is held by, for the most part."""
    out = []
    for n, telling in enumerate(project.tellings):
        if telling.source != sentence.source:
            continue
        common = sum(
            max(0, min(span.end, telling.end) - max(span.start, telling.start))
            for span in sentence.spans
        )
        if 2 * common >= min(len(sentence.text), telling.end - telling.start):
            out.append(n)
    return out


def _differences(
    passage: Passage, told: dict[str, list[list[int]]], project: Project
) -> Iterator[Said]:
    """The variants, each told of every sentence of the base, from that sentence's start."""
    base = passage.base
    tellings = {key: [n for places in lists for n in places] for key, lists in told.items()}
    starts = {
        n: bounds.start + project.tellings[n].start - sentence.spans[0].start
        for sentence, bounds, places in zip(
            base.sentences, passage.bounds, told[base.key], strict=True
        )
        for n in places
    }
    for variant in passage.variants:
        given = dict(variant.readings)
        readings = {
            n: given[witness.key]
            for witness in passage.witnesses
            if witness.key in given
            for n in tellings[witness.key]
        }
        for n, start in starts.items():
            yield Said(
                n, variant.at.start - start, variant.at.end - start, readings, variant.kind.value
            )


def _of_pairs(pairs: Sequence[tuple[int, int]], project: Project) -> Found:
    """Pairs, and the runs of characters in which they differ."""
    differences = []
    for a, b in pairs:
        one, other = (words_of(project.tellings[n].told) for n in (a, b))
        for code in Levenshtein.opcodes(one, other):
            if code.tag != "equal":
                readings = {
                    a: one[code.src_start : code.src_end],
                    b: other[code.dest_start : code.dest_end],
                }
                differences.append(Said(a, code.src_start, code.src_end, readings, ""))
    return Found(frozenset(pairs), tuple(differences))


def fuzzy(project: Project) -> Found:
    """Every two sentences whose ratio is 80 or more, and their differing characters."""
    texts = [words_of(telling.told) for telling in project.tellings]
    ratios = process.cdist(texts, texts, scorer=ratio, score_cutoff=80)
    pairs = [(i, j) for i, j in combinations(range(len(texts)), 2) if ratios[i, j] >= 80]
    return _of_pairs(pairs, project)


def difflib_ratio(project: Project) -> Found:
    """The same with the standard library's own ratio of 0.6, the one its manual speaks of."""
    texts = [words_of(telling.told) for telling in project.tellings]
    pairs = []
    for j, text in enumerate(texts):
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        for i in range(j):
            matcher.set_seq1(texts[i])
            quick = matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6
            if quick and matcher.ratio() >= 0.6:
                pairs.append((i, j))
    return _of_pairs(pairs, project)


BASELINES = (System("rapidfuzz 80", fuzzy), System("difflib 0.6", difflib_ratio))
