"""``python -m benchmarks.normalise``: measure the normaliser, and those it is compared with."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.normalise import corpus, explain, facts, seeds
from benchmarks.normalise.baselines import baselines
from benchmarks.normalise.report import markdown_table, plain_table, versions
from benchmarks.normalise.systems import measure, rows, seconds_per_megabyte
from benchmarks.normalise.texts import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.normalise.systems import Result

#: So many wrong decisions of a document are shown.
_MOST_LINES = 24

RESULTS = Path(__file__).resolve().parent.parent / "results-normalise.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print the table, then what was asked for beside it."""
    asked = _parser().parse_args(arguments)
    say = sys.stdout.write
    others = [] if asked.ours else baselines(quick=asked.quick)
    texts = [text for text in load(held_out=asked.held_out) if asked.text in text.name]
    kinds, missing = corpus.kinds(quick=asked.quick)
    if asked.kind:
        unknown = [kind for kind in asked.kind if kind not in kinds]
        if unknown:
            say(f"no such kind: {', '.join(unknown)}; there are: {', '.join(kinds)}\n")
            return 2
        kinds = asked.kind
    missing += [f"{other.name} ({other.missing})" for other in others if other.missing]
    results: list[Result] = []
    for document in corpus.documents(texts, kinds):
        results.append(measure(document, others))
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{len(results)} documents, {document.kind:<30}")
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 60 + "\r")
    table = rows(results)
    say(plain_table(table) + "\n\n")
    note = [f"ours: {seconds_per_megabyte(results):.2f} s per MB"]
    if not (asked.kind or asked.text):
        note.append(seeds.summary([measure(document, []) for document in seeds.documents()]))
    note += [f"skipped, not installed: {', '.join(missing)}"] if missing else []
    say("\n".join(note) + "\n")
    if asked.facts:
        say("\n" + facts.table(result.document for result in results) + "\n")
    if asked.roles:
        say("\n" + "".join(f"{n:>5}  {t} → {g}\n" for t, g, n in explain.roles(results)))
    for result in sorted(results, key=lambda r: r.score.f1)[: asked.worst]:
        say(f"\n{result.document.kind} {result.document.name}  F1 {result.score.f1:.3f}\n")
        lines = list(explain.seams(result))
        say("".join(f"{line}\n" for line in lines[:_MOST_LINES]))
        say(f"  … and {len(lines) - _MOST_LINES} more\n" if len(lines) > _MOST_LINES else "")
        if asked.roles:
            say("".join(f"{line}\n" for line in explain.wrong_roles(result)))
    if asked.write:
        RESULTS.write_text(_page(markdown_table(table), note, held_out=asked.held_out), "utf-8")
    return 0


def _page(table: str, note: Sequence[str], *, held_out: bool) -> str:
    which = "held out: nobody looked at them while tuning" if held_out else "not held out"
    tools = versions((*corpus.TOOLS, "rapidfuzz"))
    lines = [
        "# Normalisation: figures",
        f"Texts: those {which}. Definitions: `normalise/score.py`; after ·, the F1 of others.",
        table,
        *note,
        tools,
    ]
    return "\n\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.normalise", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="text-only kinds, no programs run")
    parser.add_argument("--ours", action="store_true", help="leave the baselines out")
    parser.add_argument("--kind", action="append", help="only this kind; may be repeated")
    parser.add_argument("--text", default="", help="only texts with this in their name")
    parser.add_argument("--held-out", action="store_true", help="the third kept for the end")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="explain the worst N")
    parser.add_argument("--roles", action="store_true", help="which role was taken for which")
    parser.add_argument("--facts", action="store_true", help="how well each fact tells")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
