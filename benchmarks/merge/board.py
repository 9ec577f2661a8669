"""The draft's three-way merge on a large draft, beside ``git merge-file``.

The draft is the articles' paragraphs, over and over. In every third the editor has changed two
things, in every fourth the sources have: so one in twelve has both. git gets the same words, each
sentence a line, which is the least it can be given: it can't merge within one.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.collate.edits import KINDS, edit
from benchmarks.collate.projects import prose, sentences
from benchmarks.collate.told import said, verbatim
from benchmarks.figures import Figure, Part
from benchmarks.normalise.texts import load
from benchmarks.readings.documents import chance_of
from pipeline.draft.merge import merge
from pipeline.draft.words import Text

if TYPE_CHECKING:
    from random import Random

_EDITS = 2

Versions = list[tuple[str, str, str]]
"""Paragraphs as they were, as the editor has them, as the sources have them."""


def draft(paragraphs: int) -> Versions:
    """A draft of so many paragraphs, the same on every run."""
    texts = [text for one in load() if not one.traditional for text in prose(one)]
    chance = chance_of("merge", "draft", paragraphs)
    out = []
    for number in range(paragraphs):
        text = texts[number % len(texts)]
        editors = _changed(text, chance) if number % 3 == 0 else text
        sources = _changed(text, chance) if number % 4 == 0 else text
        out.append((text, editors, sources))
    return out


def _changed(text: str, chance: Random) -> str:
    told = verbatim(0, text)
    for _ in range(_EDITS):
        told = edit(told, chance.choice(tuple(KINDS)), chance)
    return said(told)


def _ours(versions: Versions) -> int:
    """How many clashes there are."""
    return sum(
        len(merge(*((Text(version),) for version in paragraph)).clashes)  # type: ignore[arg-type]
        for paragraph in versions
    )


def _git(versions: Versions) -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("editors", "base", "sources")]
        for path, which in zip(files, (1, 0, 2), strict=True):
            lines = [one for paragraph in versions for one in sentences(paragraph[which])]
            path.write_text("\n".join(lines) + "\n", "utf-8")
        command = ["git", "merge-file", "-p", *map(str, files)]
        done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.count(b"<<<<<<< ")


def _measure(system: str, quick: bool) -> list[Figure]:  # noqa: FBT001
    out = []
    for count in (500,) if quick else (2_000, 4_000):
        versions = draft(count)
        start = time.perf_counter()
        clashes = (_ours if system == "ours" else _git)(versions)
        spent = time.perf_counter() - start
        out += [
            Figure(f"{count:,} paragraphs", spent, "s"),
            Figure(f"{count:,} paragraphs: clashes", clashes, ""),
        ]
    return out


PART = Part(
    ("ours", "git merge-file"),
    _measure,
    {} if shutil.which("git") else {"git merge-file": "git"},
)
