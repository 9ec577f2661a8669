"""``python -m benchmarks.report``: a report of the committed sources, made in four situations.

Beside them what any pipeline must pay for the same words: pandoc's DOCX and EPUB, and Typst's PDF
where it is installed (``pip install typst``). Every run is a process of its own; the shortest of
the runs counts, since what else the machine does only makes it longer.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
RESULTS = ROOT / "benchmarks" / "results.md"
SITUATIONS = ("cold", "unchanged", "one source changed", "another layout")
TOOLS = ("weasyprint", "pypandoc-binary", "python-docx", "typst")


class Cost(NamedTuple):
    """Seconds by the clock, seconds of processors, and MiB at the peak of the largest process."""

    seconds: float
    processor: float
    memory: float


def main() -> int:
    """Measure, print a table; with ``--write`` keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each is run")
    parser.add_argument("--write", action="store_true", help="write benchmarks/results.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        table = "\n".join(_table(Path(name), asked.runs))
    sys.stdout.write(table + "\n")
    if asked.write:
        RESULTS.write_text(f"# A report of the committed sources\n\n{table}\n", "utf-8")
    return 0


def _table(folder: Path, runs: int) -> Iterator[str]:
    for name in ("seeds", "briefing.toml"):
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    best: dict[str, Cost] = {}
    for _ in range(runs):
        for situation in SITUATIONS:
            _prepare(folder, situation)
            _keep(best, situation, ["-m", "pipeline", "report", str(folder)])
    words = folder / "words.md"
    words.write_text(_words(folder), "utf-8")
    least = {"pandoc → DOCX and EPUB": _PANDOC}
    if importlib.util.find_spec("typst") is not None:
        least["Typst → PDF"] = _TYPST
    for name, code in least.items():
        for _ in range(runs):
            _keep(best, name, ["-c", code, str(words)])
    cold = best["cold"]
    yield f"{_machine()}; the shortest of {runs} runs.\n"
    yield "| | seconds | of processors | × cold | peak MiB |\n| --- | --- | --- | --- | --- |"
    for name, cost in best.items():
        ratio = cost.processor / cold.processor
        row = f"{cost.seconds:.2f} | {cost.processor:.2f} | {ratio:.2f} | {cost.memory:.0f}"
        yield f"| {name} | {row} |"


def _machine() -> str:
    tools = []
    for name in TOOLS:
        try:
            tools.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the start of the table"
    python = platform.python_version()
    return f"{platform.machine()}, {cores} cores{load}; Python {python}, {', '.join(tools)}"


def _prepare(folder: Path, situation: str) -> None:
    """Bring the project into the situation; each is the step after the one before."""
    if situation == "cold":
        shutil.rmtree(folder / "output", ignore_errors=True)
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        shutil.copy(ROOT / "briefing.toml", folder / "briefing.toml")
    elif situation == "one source changed":
        source = min((folder / "seeds").iterdir())
        with source.open("a", encoding="utf-8") as stream:
            stream.write(f"\n今天是第{time.monotonic_ns()}次。\n")
    elif situation == "another layout":
        import tomlkit

        config = tomlkit.parse((folder / "briefing.toml").read_text("utf-8"))
        config.setdefault("layout", {})["name"] = "gb9704"
        (folder / "briefing.toml").write_text(tomlkit.dumps(config), "utf-8")


def _keep(best: dict[str, Cost], name: str, arguments: list[str]) -> None:
    cost = _run(arguments)
    best[name] = min(cost, best.get(name, cost))


def _run(arguments: list[str]) -> Cost:
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)[:60]} ended with {process.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    seconds = time.perf_counter() - started
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def _words(folder: Path) -> str:
    """The briefing's headings and passages as Markdown: what the other tools are given."""
    briefing = json.loads((folder / "output" / "briefing.json").read_text("utf-8"))

    def sections(table: dict[str, object], level: int) -> Iterator[str]:
        for section in table.get("sections", ()):  # type: ignore[attr-defined]
            yield f"{'#' * level} {section['title']}"
            yield from (one["text"] for one in section["passages"])
            yield from sections(section, level + 1)

    return "\n\n".join(sections(briefing, 1)) + "\n"


_PANDOC = """
import sys, pypandoc
for form in ("docx", "epub"):
    pypandoc.convert_file(sys.argv[1], form, outputfile=sys.argv[1] + "." + form,
                          extra_args=["--metadata", "title=t"])
"""
_TYPST = r"""
import sys, pathlib, typst
from pipeline.typography.fonts import font_folders
special = str.maketrans({mark: "\\" + mark for mark in "\\*_`$<>@=-+/~[]\"'"})
text = pathlib.Path(sys.argv[1]).read_text("utf-8").translate(special)
lines = ["=" * (len(l) - len(l.lstrip("#"))) + l.lstrip("#") for l in text.split("\n")]
markup = pathlib.Path(sys.argv[1] + ".typ")
markup.write_text('#set text(font: "Noto Serif SC", lang: "zh")\n' + "\n".join(lines), "utf-8")
typst.compile(str(markup), output=sys.argv[1] + ".pdf",
              font_paths=[str(f) for f in font_folders()])
"""


if __name__ == "__main__":
    sys.exit(main())
