"""A report of the committed sources, made in four situations.

Beside them what any pipeline must pay for the same words: pandoc's DOCX and EPUB, and Typst's PDF
where it is installed. Every run is a process of its own; the shortest of the runs counts, since
what else the machine does only makes it longer.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import ROOT, Cost, Figure, Part, run

if TYPE_CHECKING:
    from collections.abc import Iterator

SITUATIONS = ("cold", "unchanged", "one source changed", "another layout")


def _measure(system: str, quick: bool) -> list[Figure]:  # noqa: FBT001
    runs = 1 if quick else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in ("seeds", "briefing.toml"):
            source, target = ROOT / one, folder / one
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        best: dict[str, Cost] = {}
        if system == "ours":
            for _ in range(runs):
                for situation in SITUATIONS:
                    _prepare(folder, situation)
                    _keep(best, situation, ["-m", "pipeline", "report", str(folder)])
        else:
            run([sys.executable, "-m", "pipeline", "report", str(folder)])
            words = folder / "words.md"
            words.write_text(_words(folder), "utf-8")
            for _ in range(runs):
                _keep(best, "cold", ["-c", OTHERS[system], str(words)])
    return [Figure(name, one.seconds, "s", one.memory) for name, one in best.items()]


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
    cost, _ = run([sys.executable, *arguments])
    best[name] = min(cost, best.get(name, cost))


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
OTHERS = {"pandoc → DOCX and EPUB": _PANDOC, "Typst → PDF": _TYPST}

PART = Part(
    ("ours", *OTHERS),
    _measure,
    {} if importlib.util.find_spec("typst") else {"Typst → PDF": "pip install typst"},
)
