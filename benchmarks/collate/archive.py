"""Projects mixed into one archive: what ``jianbao collate DIR`` finds of what they tell alike.

There are some twenty stories, and an archive has hundreds. So each project is written in letters of
its own: its Han characters and Latin letters are exchanged one for one. What repeats in it repeats
as before, what it has in common with another project is gone. Only set phrases stay as they are, in
all projects alike, and so do the sentences that are said of one county after another.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collate.score import Found, Score, score, true_pairs
from benchmarks.collate.told import PARALLEL, said
from benchmarks.collate.wordlists import lines
from benchmarks.readings.documents import chance_of
from pipeline.run.archive.collate import collate_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.collate.projects import Project, Telling
    from benchmarks.collate.told import Told
    from pipeline.run.archive.tellings import Telling as Shared

#: All Han characters of the texts stand between these.
_FIRST, _LAST = 0x4E00, 0x9FA5


class Sentence(NamedTuple):
    """A sentence of the archive: its project, and its place among the project's tellings."""

    project: int
    telling: int


class Mixed(NamedTuple):
    """How well and how fast, in seconds of the processor: ``grouping`` are those of comparing
    alone, when the texts have been read. ``strange`` are pairs of different projects but parallels.
    """

    score: Score
    strange: int
    documents: int
    seconds: float
    grouping: float


def mixed(projects: Iterable[Project]) -> list[Project]:
    """The projects with names and letters of their own."""
    return [_exchanged(project, number) for number, project in enumerate(projects)]


def _exchanged(project: Project, number: int) -> Project:
    characters = sorted({c for text in project.sources.values() for c in text if _han(c)})
    chance = chance_of("letters", project.name, number)
    others = chance.sample([chr(n) for n in range(_FIRST, _LAST)], len(characters))
    latin = chance.sample("abcdefghijklmnopqrstuvwxyz", 26)
    letters = str.maketrans(dict(zip(characters, others, strict=True)))
    letters |= str.maketrans("abcdefghijklmnopqrstuvwxyz", "".join(latin))

    def name(source: str) -> str:
        return f"{number:03d}-{source}"

    def written(told: Told) -> Told:
        text = said(told)
        if told[0].kind == PARALLEL:
            return told
        phrase = next((one for one in lines("phrases.txt") if text.startswith(one)), "")
        if phrase and len(told) == 1:
            new = phrase + text[len(phrase) :].translate(letters)
            return (told[0]._replace(text=new),)
        return tuple(one._replace(text=one.text.translate(letters)) for one in told)

    tellings = tuple(
        one._replace(source=name(one.source), told=written(one.told)) for one in project.tellings
    )
    sources = {name(source): text.translate(letters) for source, text in project.sources.items()}
    for one in tellings:  # phrases and parallels
        text = sources[one.source]
        sources[one.source] = text[: one.start] + said(one.told) + text[one.end :]
    return replace(project, name=name(project.name), sources=sources, tellings=tellings)


def _han(character: str) -> bool:
    return _FIRST <= ord(character) <= _LAST


def found_by_us(projects: Sequence[Project]) -> Mixed:
    """Write the archive to a folder, collate it, hold the pairs against the truth."""
    with tempfile.TemporaryDirectory() as folder:
        for project in projects:
            for name, text in project.sources.items():
                Path(folder, name).write_text(text, "utf-8")
        start = time.process_time()
        collate_archive(Path(folder), lambda _: None, lambda _: None, where="serial")
        spent = time.process_time() - start
        tellings: list[Shared] = []
        collate_archive(Path(folder), lambda _: None, tellings.append, where="serial")
        grouping = time.process_time() - start - spent
    place = Places(projects)
    pairs: set[tuple[Sentence, Sentence]] = set()
    for telling in tellings:
        for (one, this), (other, that) in combinations(telling.witnesses, 2):
            pairs |= {
                (min(a, b), max(a, b))
                for a in place.of(one, this.lines, this.text)
                for b in place.of(other, that.lines, that.text)
            }
    return held(pairs, projects, spent, grouping)


def held(
    pairs: Iterable[tuple[Sentence, Sentence]],
    projects: Sequence[Project],
    seconds: float,
    grouping: float,
) -> Mixed:
    """Pairs of sentences of different texts against the truth."""
    within: dict[int, set[tuple[int, int]]] = {n: set() for n in range(len(projects))}
    strange = 0
    for one, other in pairs:
        if one.project == other.project:
            within[one.project].add((one.telling, other.telling))
        else:
            told = [projects[a.project].tellings[a.telling].told[0].kind for a in (one, other)]
            strange += told != [PARALLEL, PARALLEL]
    out = Score()
    for number, project in enumerate(projects):
        score(Found(frozenset(_apart(within[number], project)), ()), project, out)
        _leave_out_repeats(project, out)
    documents = sum(len(project.sources) for project in projects)
    return Mixed(out, strange, documents, seconds, grouping)


def _apart(pairs: Iterable[tuple[int, int]], project: Project) -> Iterator[tuple[int, int]]:
    """Those of different sources: an archive isn't asked what one text says twice."""
    for a, b in pairs:
        if project.tellings[a].source != project.tellings[b].source:
            yield a, b


def _leave_out_repeats(project: Project, out: Score) -> None:
    for (a, b), which in true_pairs(project).items():
        if project.tellings[a].source == project.tellings[b].source:
            out.true_pairs[which] -= 1
    out.missed_pairs[:] = [
        (one, a, b)
        for one, a, b in out.missed_pairs
        if one.tellings[a].source != one.tellings[b].source
    ]


class Places:
    """Which tellings of the truth a sentence holds, or is held by, by its lines and letters."""

    def __init__(self, projects: Sequence[Project]) -> None:
        self._by_line: dict[tuple[str, int], list[tuple[Sentence, str]]] = {}
        for p, project in enumerate(projects):
            for t, telling in enumerate(project.tellings):
                where = telling.source, _line(project, telling)
                kept = self._by_line.setdefault(where, [])
                kept.append((Sentence(p, t), _letters(said(telling.told))))

    def of(self, name: str, runs: Iterable[tuple[int, int]], text: str) -> list[Sentence]:
        letters = _letters(text)
        return [
            sentence
            for first, last in runs
            for line in range(first, last + 1)
            for sentence, told in self._by_line.get((name, line), ())
            if told in letters or letters in told
        ]


def _line(project: Project, telling: Telling) -> int:
    return project.sources[telling.source].count("\n", 0, telling.start) + 1


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
