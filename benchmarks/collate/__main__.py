"""``python -m benchmarks.collate``: who tells the same, where they differ, how long it takes."""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.collate import scale
from benchmarks.collate.archive import found_by_us, mixed
from benchmarks.collate.minhash import LIBRARIES, found_by
from benchmarks.collate.projects import projects
from benchmarks.collate.promises import kept
from benchmarks.collate.score import RELATIONS, Score, score
from benchmarks.collate.slips import Slips, slips
from benchmarks.collate.systems import BASELINES, System, ours
from benchmarks.collate.told import PARALLEL, said
from benchmarks.normalise.texts import in_folder, load
from benchmarks.readings.__main__ import aligned

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.collate.projects import Project
    from benchmarks.collate.promises import Kept

_T = TypeVar("_T")

#: What a relation is called in the table.
_NAMES = {
    "near": "nearly word for word",
    "held": "one inside the other",
    "part": "a part shared",
    "short": "under 8 letters",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the tables, then what was asked for beside them."""
    asked = _parser().parse_args(arguments)
    say = sys.stdout.write
    texts = in_folder(asked.texts) if asked.texts else load(held_out=asked.held_out)
    if asked.scale:
        say(f"{asked.scale} documents of {scale.CHARACTERS} characters: ")
        say(f"{scale.seconds(asked.scale, texts):.1f} s\n")
        return 0
    if asked.archive:
        say(aligned(_archive(mixed(islice(projects(texts, asked.archive), asked.archive)))) + "\n")
        return 0
    made = [one for one in projects(texts, asked.turns) if asked.project in one.name]
    systems = [System("ours", ours), *(() if asked.ours else BASELINES)]
    scores = {system.name: _scored(system, made) for system in systems}
    say(aligned(_pairs(scores)) + "\n\n" + aligned(_variants(scores)) + "\n\n")
    say(aligned(_promises([kept(project) for project in made])) + "\n\n")
    doubted = slips(made)
    say(aligned(_slips(doubted)) + "\n\n")
    sources = sum(len(project.sources) for project in made)
    characters = sum(len(text) for project in made for text in project.sources.values())
    say(f"{len(made)} projects, {sources} sources, {characters} characters\n")
    say(f"{asked.documents} documents of {scale.CHARACTERS} characters, a tenth of it copied: ")
    say(f"{scale.seconds(asked.documents, texts):.1f} s to collate\n")
    mine = scores["ours"][0]
    if asked.kinds:
        say("\n" + "".join(f"{n:>5}  {a} → {b}\n" for (a, b), n in mine.kinds.most_common()))
    if asked.alarms:
        say("\ndoubts about nothing\n" + "".join(f"  {line}\n" for line in doubted.alarms))
    if asked.misses:
        say("".join(f"{line}\n" for line in _misses(mine, asked.misses)))
    return 0


def _archive(made: Sequence[Project]) -> Iterator[list[str]]:
    """Recall, precision and speed of ``jianbao collate DIR`` and of others, columns by system."""
    results = {"jianbao collate": found_by_us(made)}
    results |= {one.name: found_by(one, made) for one in LIBRARIES if one.there}
    every = results.values()
    first = results["jianbao collate"]
    yield [f"{len(made)} projects, {first.documents} documents", "true", *results]
    for which in RELATIONS:
        shares = [f"{100 * one.score.recall(which):.1f}" for one in every]
        yield [f"{_NAMES[which]} %", str(first.score.true_pairs[which]), *shares]
    yield ["precision %", "", *(f"{100 * one.score.precision:.1f}" for one in every)]
    yield ["pairs of different projects", "", *(str(one.strange) for one in every)]
    yield [
        "documents a second of the processor",
        "",
        *(f"{one.documents / one.seconds:.0f}" for one in every),
    ]
    yield ["… comparing alone", "", *(f"{one.documents / one.grouping:.0f}" for one in every)]


def _slips(found: Slips) -> Iterator[list[str]]:
    yield ["slips in the sources", "true", "doubted %", "mended %", "doubts", "of them right %"]
    yield [
        "look-alike, lost, doubled, turned", str(found.injected),
        f"{100 * found.doubted / max(1, found.injected):.1f}",
        f"{100 * found.mended / max(1, found.injected):.1f}",
        str(found.doubts),
        f"{100 - 100 * len(found.alarms) / max(1, found.doubts):.1f}",
    ]  # fmt: skip


def _scored(system: System, made: Iterable[Project]) -> tuple[Score, float]:
    out = Score()
    start = time.perf_counter()
    found = [(system.run(project), project) for project in made]
    spent = time.perf_counter() - start
    for one, project in found:
        score(one, project, out)
    return out, spent


def _pairs(scores: dict[str, tuple[Score, float]]) -> Iterator[list[str]]:
    mine = scores["ours"][0]
    yield ["pairs of sentences", "true", "found", "recall %", *_others(scores)]
    for which in RELATIONS:
        yield [
            _NAMES[which], str(mine.true_pairs[which]), str(mine.found_pairs[which]),
            *(f"{100 * one.recall(which):.1f}" for one, _ in scores.values()),
        ]  # fmt: skip
    for name, which in (("nothing shared", "none"), ("same words, other place", PARALLEL)):
        wrong = [str(one.found_pairs[which]) for one, _ in scores.values()]
        yield [name, "", wrong[0], "", *wrong[1:]]
    precisions = [f"{100 * one.precision:.1f}" for one, _ in scores.values()]
    yield ["precision %", "", "", *precisions]
    yield ["seconds, all told", "", "", *(f"{spent:.1f}" for _, spent in scores.values())]


def _others(scores: dict[str, tuple[Score, float]]) -> list[str]:
    return [f"· {name}" for name in scores if name != "ours"]


def _variants(scores: dict[str, tuple[Score, float]]) -> Iterator[list[str]]:
    mine = scores["ours"][0]
    yield ["variants", "true", "found", "found %", "kind right %", *_others(scores)]
    for kind in [*sorted(mine.variants), ""]:

        def count(of: Counter[str], kind: str = kind) -> int:
            return of[kind] if kind else of.total()

        right = sum(n for (a, b), n in mine.kinds.items() if a == b and kind in {a, ""})
        yield [
            kind or "all", str(count(mine.variants)), str(count(mine.found)),
            _percent(count(mine.found), count(mine.variants)),
            _percent(right, count(mine.found)),
            *(
                _percent(count(one.found), count(one.variants))
                for name, (one, _) in scores.items() if name != "ours"
            ),
        ]  # fmt: skip


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _promises(results: Sequence[Kept]) -> Iterator[list[str]]:
    def share(values: Sequence[bool | None]) -> str:
        asked = [value for value in values if value is not None]
        return f"{sum(asked)} of {len(asked)} projects" if asked else "-"

    yield ["each sentence in exactly one passage", share([one.once for one in results])]
    yield ["same groups in any order of sources", share([one.same_groups for one in results])]
    yield ["same passages in any order", share([one.same_passages for one in results])]
    yield ["a name wrong throughout: one entry", share([one.named for one in results])]
    yield ["… and applied", share([one.applied for one in results])]
    yield ["names said to be wrong that aren't", str(sum(one.misnamed for one in results))]


def _misses(mine: Score, most: int) -> Iterator[str]:
    yield f"\npairs nearly word for word, missed: {len(mine.missed_pairs)}"
    yield from _shown(_spread(mine.missed_pairs, most))
    yield f"\npairs that share nothing: {len(mine.wrong_pairs)}"
    yield from _shown(_spread(mine.wrong_pairs, most))
    for kind in sorted(mine.variants):
        missed = [(project, one) for project, one in mine.missed if one.kind == kind]
        yield f"\n{kind}: {len(missed)} missed"
        for project, one in _spread(missed, most):
            story = project.story[one.origin]
            before, was = story[max(0, one.start - 10) : one.start], story[one.start : one.end]
            after = story[one.end : one.end + 10]
            who = ", ".join(sorted({project.tellings[n].source[:3] for n in one.changed}))
            yield f"  {project.name}  {before}[{was} → {one.text}]{after}  in {who}"


def _spread(every: Sequence[_T], most: int) -> Sequence[_T]:
    """Some of them, from all over."""
    return every[:: max(1, -(-len(every) // most))]


def _shown(pairs: Iterable[tuple[Project, int, int]]) -> Iterator[str]:
    for project, a, b in pairs:
        for n in (a, b):
            telling = project.tellings[n]
            head = project.name if n == a else ""
            yield f"  {head:<24} {telling.source[:3]} {said(telling.told)}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.collate", description=__doc__)
    parser.add_argument("--ours", action="store_true", help="leave the baselines out")
    parser.add_argument("--project", default="", help="only projects with this in their name")
    parser.add_argument("--archive", type=int, default=0, metavar="N", help="N projects in one")
    parser.add_argument("--held-out", action="store_true", help="the third kept for the end")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="clean texts of your own")
    parser.add_argument("--turns", type=int, default=2, help="so many projects of each text")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="N misses of each kind")
    parser.add_argument("--kinds", action="store_true", help="which kind was taken for which")
    parser.add_argument("--alarms", action="store_true", help="the doubts that touch no slip")
    parser.add_argument("--documents", type=int, default=100, help="so many are timed")
    parser.add_argument("--scale", type=int, default=0, metavar="N", help="only time N documents")
    return parser


if __name__ == "__main__":
    sys.exit(main())
