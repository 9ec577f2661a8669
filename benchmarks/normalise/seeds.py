"""The five seeds, whose true blocks a person has written down (``tests/truth/``).

A file of the truth has a line for each block, in reading order: its role (the words are those
of ``texts``), the lines of the seed it stands on, its first and last words with the blanks left
out. ``furniture`` is set aside; a # opens a comment::

    h1 25: 产业发展换新颜
    p 43,45: 于是，永兴县以稀 … 集约化发展。

Only edges and roles are known so: letters and marks stand as the seed has them. The seeds are
for looking at; nothing is tuned by them.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.normalise.documents import Document
from benchmarks.normalise.texts import ROLES, Block
from pipeline.read import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.normalise.systems import Result

ROOT = Path(__file__).resolve().parent.parent.parent
TRUTH = ROOT / "tests" / "truth"

_ENTRY = re.compile(r"(\w+) ([\d,-]+): (\S+)(?: … (\S+))?$")


def documents() -> Iterator[Document]:
    """The seeds that have a truth, in source order."""
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        truth = TRUTH / f"{path.stem[:3]}.txt"
        if truth.exists():
            raw = path.read_bytes()
            text = decode(raw, path.name).text
            yield Document(
                "seeds", path.stem[:3], raw, text, blocks(text, truth.read_text("utf-8"))
            )


def blocks(seed: str, truth: str) -> tuple[Block, ...]:
    r"""The true blocks, cut out of the seed. Raises ValueError where the two don't agree.

    >>> blocks("# 题\n甲乙，\n3\n丙。", "title 1: 题\np 2,4: 甲乙， … 丙。\nfurniture 3: 3")
    (Block(word='title', text='题'), Block(word='p', text='甲乙，丙。'))
    """
    lines = ["".join(line.split()) for line in seed.split("\n")]
    untold = Counter("".join(lines))
    out = []
    for entry in truth.splitlines():
        if not entry or entry.startswith("#"):
            continue
        found = _ENTRY.match(entry)
        if found is None or found[1] not in {*ROLES, "furniture"}:
            raise ValueError(f"no block of the truth: {entry!r}")
        there = "".join(lines[number - 1] for number in _numbers(found[2]))
        start, end = there.find(found[3]), len(found[3])
        if found[4] is not None:
            end = there.rfind(found[4]) - start + len(found[4])
        if start < 0 or end < len(found[3]):
            raise ValueError(f"the words don't stand there: {entry!r}")
        text = there[start : start + end]
        untold.subtract(text)
        if found[1] != "furniture":
            out.append(Block(found[1], text))
    if any(count for character, count in untold.items() if character != "#"):
        raise ValueError(f"in no block, or in two: {+untold or -untold}")
    return tuple(out)


def _numbers(said: str) -> Iterator[int]:
    """6-8,12 → 6, 7, 8, 12."""
    for run in said.split(","):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def summary(results: Sequence[Result]) -> str:
    """One line: the mean, the least, and each seed's boundary F1."""
    each = {result.document.name: result.score.f1 for result in results}
    shown = ", ".join(f"{name} {f1:.3f}" for name, f1 in each.items())
    roles = fmean(result.score.roles or 0.0 for result in results)
    mean, least = fmean(each.values()), min(each.values())
    return f"the seeds: F1 {mean:.3f}, least {least:.3f} ({shown}); roles {roles:.3f}"
