"""``python -m benchmarks.readings``: how many wrong readings are found, how many right doubted."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.normalise.texts import in_folder
from benchmarks.readings import documents
from benchmarks.readings.faults import KINDS
from benchmarks.readings.measure import (
    Tally,
    injected,
    per_ten_thousand,
    seconds_per_megabyte,
    table,
    tally,
)
from benchmarks.readings.systems import BASELINES, System, ours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.readings.documents import Spoilt
    from benchmarks.readings.score import Doubted

_AROUND = 14


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the table, then what was asked for beside it."""
    asked = _parser().parse_args(arguments)
    say = sys.stdout.write
    every = in_folder(asked.texts) if asked.texts else documents.articles(held_out=asked.held_out)
    articles = [text for text in every if asked.text in text.name]
    clean = list(documents.clean(articles))
    # Our table knows simplified characters alone; texts in traditional ones are only traps.
    texts = [
        documents.spoilt(text, turn)
        for turn in range(asked.turns)
        for text in articles
        if not text.traditional
    ]
    mine = tally(System("ours", ours), texts, clean)
    others = {one.name: tally(one, texts, clean) for one in BASELINES if not asked.ours}
    say(aligned(table(injected(texts), mine, others)) + "\n\n")
    say(aligned(_totals(mine, others, clean)) + "\n\n")
    whole, without = seconds_per_megabyte(clean)
    characters = sum(len(text.text) for text in clean)
    say(f"clean text: {characters} characters; spoilt: {len(texts)} texts\n")
    say(f"{whole:.2f} s per MB to normalise, {whole - without:.2f} of it for readings\n")
    if asked.rules:
        say("\n" + aligned(_by_rule(mine)) + "\n")
    if asked.alarms:
        say("\nfalse alarms on clean text\n")
        say("".join(f"  {line}\n" for line in _alarms(mine.clean_alarms)))
    if asked.wrong:
        known = {_in_place(*one) for one in mine.clean_alarms}
        more = [one for one in mine.wrong if _in_place(*one) not in known]
        say("\ndoubts on spoilt text that touch no error, those of the clean text left out\n")
        say("".join(f"  {line}\n" for line in _alarms(more)))
    if asked.misses:
        kinds = asked.kind or list(KINDS)
        say("".join(f"{line}\n" for line in _misses(mine, kinds, asked.misses)))
    return 0


def _totals(mine: Tally, others: dict[str, Tally], clean: Sequence[Spoilt]) -> Iterator[list[str]]:
    every = {"ours": mine, **others}
    yield ["", *every]
    yield ["doubts on spoilt text", *(str(one.doubts) for one in every.values())]
    yield ["their precision", *(
        "-" if one.precision is None else f"{one.precision:.3f}" for one in every.values()
    )]  # fmt: skip
    yield ["false alarms on clean text", *(str(len(one.clean_alarms)) for one in every.values())]
    yield ["per 10,000 characters", *(
        f"{per_ten_thousand(one, clean):.2f}" for one in every.values()
    )]  # fmt: skip
    yield ["wrong changes applied", *(str(one.applied_wrongly) for one in every.values())]


def _by_rule(mine: Tally) -> Iterator[list[str]]:
    clean = Counter(alarm.rule for _, alarm in mine.clean_alarms)
    yield ["rule", "found", "beside", "on clean"]
    for rule in sorted({rule for rule, _ in mine.rules} | set(clean)):
        found, beside = mine.rules[rule, True], mine.rules[rule, False]
        yield [rule, str(found), str(beside), str(clean[rule])]


def _alarms(alarms: Iterable[tuple[Spoilt, Doubted]]) -> Iterator[str]:
    for text, alarm in alarms:
        said = " or ".join(map(repr, alarm.proposals)) or "?"
        place = in_context(text.text, alarm.start, alarm.end)
        yield f"{text.name}  {place}  → {said}  {alarm.rule}"


def _in_place(text: Spoilt, alarm: Doubted) -> str:
    return in_context(text.text, alarm.start, alarm.end)


def _misses(mine: Tally, kinds: Sequence[str], most: int) -> Iterator[str]:
    for kind in kinds:
        missed = [(text, fault) for text, fault in mine.missed if fault.kind == kind]
        yield f"\n{kind}: {len(missed)} missed"
        for text, fault in missed[:most]:
            yield f"  {in_context(text.text, fault.start, fault.end)}  ← {fault.true[-20:]!r}"
        unmended = [one for one in mine.unmended if one[1].kind == kind]
        if unmended:
            yield f"{kind}: {len(unmended)} found, not mended"
        for text, fault, doubt in unmended[:most]:
            said = " or ".join(map(repr, doubt.proposals)) or "?"
            place = in_context(text.text, fault.start, fault.end)
            yield f"  {place}  ← {fault.true[-20:]!r}, proposed {said}  {doubt.rule}"


def in_context(text: str, start: int, end: int) -> str:
    """A run between brackets, with some characters on either side.

    >>> in_context("县里请来的专家", 2, 4)
    '县里[请来]的专家'
    """
    left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return f"{left}[{text[start:end]}]{right}".replace("\n", "⏎")


def aligned(lines: Iterable[Sequence[str]]) -> str:
    """Columns set under each other, the first to the left."""
    made = list(lines)
    widths = [max(len(line[i]) for line in made) for i in range(len(made[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(widths[i]) if i == 0 else cell.rjust(widths[i])
            for i, cell in enumerate(line)
        ).rstrip()
        for line in made
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readings", description=__doc__)
    parser.add_argument("--ours", action="store_true", help="leave the baselines out")
    parser.add_argument("--text", default="", help="only texts with this in their name")
    parser.add_argument("--held-out", action="store_true", help="the third kept for the end")
    parser.add_argument("--texts", type=Path, metavar="FOLDER", help="clean texts of your own")
    parser.add_argument("--turns", type=int, default=6, help="spoil each text so many times")
    parser.add_argument("--alarms", action="store_true", help="list false alarms on clean text")
    parser.add_argument("--wrong", action="store_true", help="… and those on spoilt text")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="N misses of each kind")
    parser.add_argument("--kind", action="append", choices=list(KINDS), help="whose misses")
    parser.add_argument("--rules", action="store_true", help="what each rule found")
    return parser


if __name__ == "__main__":
    sys.exit(main())
