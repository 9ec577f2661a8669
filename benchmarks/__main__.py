"""``python -m benchmarks``: the scoreboard, a table of ratios to ours, with the peak of memory.

Each part and each system is measured in a process of its own; what isn't installed is named and
left out. ``--write`` keeps the table in ``results.md``. The parts have programs of their own that
tell more: ``python -m benchmarks.normalise`` and so on.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import sys
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.figures import ROOT, Figure, run
from benchmarks.normalise.report import versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.figures import Part

RESULTS = ROOT / "benchmarks" / "results.md"
PARTS = ("normalise", "readings", "collate", "typeset", "report", "merge")
TOOLS = (
    *("weasyprint", "pypandoc-binary", "python-docx", "rapidfuzz", "numpy"),
    *("rensa", "datasketch", "typst", "opencc-pyo3"),
)
_HEAD = ("part", "case", "system", "figure", "× ours", "peak MiB")


class Row(NamedTuple):
    """A line of the table; ``ratio``: the figure as a multiple of ours, None where we have none."""

    part: str
    case: str
    system: str
    figure: Figure
    ratio: float | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, keep it where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of everything, each once")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part")
    parser.add_argument("--write", action="store_true", help="write benchmarks/results.md")
    parser.add_argument("--measure", nargs=2, metavar=("PART", "SYSTEM"), help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.measure:
        figures = _part(asked.measure[0]).measure(asked.measure[1], asked.quick)
        sys.stdout.write(json.dumps(figures))
        return 0
    page = "\n".join(_page(asked.part or PARTS, quick=asked.quick)) + "\n"
    sys.stdout.write(page)
    if asked.write:
        RESULTS.write_text(page, "utf-8")
    return 0


def _part(name: str) -> Part:
    part: Part = importlib.import_module(f"benchmarks.{name}.board").PART
    return part


def _page(parts: Sequence[str], *, quick: bool) -> Iterator[str]:
    # The load first: the benchmark itself makes some.
    machine = _machine()
    yield "# The scoreboard\n"
    yield f"{machine}.\n{versions(TOOLS)}." + (" Quick: each once, of little.\n" if quick else "\n")
    yield f"| {' | '.join(_HEAD)} |\n| --- | --- | --- | --: | --: | --: |"
    missing = []
    for name in parts:
        part = _part(name)
        there = [system for system in part.systems if system not in part.missing]
        missing += [f"{one} ({part.missing[one]})" for one in part.systems if one in part.missing]
        rows = list(_rows(name, there, quick=quick))
        cases = list(dict.fromkeys(row.case for row in rows))
        rows.sort(key=lambda row: cases.index(row.case))  # systems beside one another
        yield from map(_line, rows)
    if missing:
        yield f"\nLeft out, not installed: {', '.join(missing)}."


def _rows(name: str, systems: Sequence[str], *, quick: bool) -> Iterator[Row]:
    ours: dict[str, Figure] = {}
    for system in systems:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{name}: {system:<40}")
        command = [sys.executable, "-m", "benchmarks", "--measure", name, system]
        cost, said = run([*command, *(["--quick"] if quick else [])])
        for figure in (Figure(*one) for one in json.loads(said)):
            peak = cost.memory if figure.memory is None else figure.memory
            first = ours.setdefault(figure.case, figure) if system == systems[0] else None
            mine = first or ours.get(figure.case)
            ratio = figure.value / mine.value if mine and mine.value else None
            yield Row(name, figure.case, system, figure._replace(memory=peak), ratio)
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 60 + "\r")


def _line(row: Row) -> str:
    value = f"{row.figure.value:,.{_places(row.figure.value)}f} {row.figure.unit}".strip()
    ratio = "-" if row.ratio is None else f"{row.ratio:,.{0 if row.ratio >= 100 else 2}f}"
    return (
        f"| {row.part} | {row.case} | {row.system} | {value} | {ratio} | {row.figure.memory:.0f} |"
    )


def _places(value: float) -> int:
    """Three digits that say something."""
    return 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 3 if value < 1 else 2


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    return f"{day}, {platform.system()} {platform.machine()}, {cores} cores, {load}"


if __name__ == "__main__":
    sys.exit(main())
