"""Setting pages: our lines in WeasyPrint, beside its own, Typst's and Chromium's."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.figures import Figure, Part
from benchmarks.typeset.__main__ import CHARACTERS, ENGINES, cost, is_there, paragraphs

_NAMES = {"plain": "plain WeasyPrint", "typst": "Typst", "chromium": "Chromium"}
_INSTALLED = {"Typst": "pip install typst", "Chromium": "chromium"}


def _measure(system: str, quick: bool) -> list[Figure]:  # noqa: FBT001
    engine = next(one for one in ENGINES if _NAMES.get(one, one) == system)
    out = []
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "text.txt")
        for case, count in list(CHARACTERS.items())[: 1 if quick else None]:
            source.write_text("\n".join(paragraphs(count)), "utf-8")
            found = min(cost(engine, source) for _ in range(1 if quick else 3))
            out.append(Figure(case, found.processor, "s of processors", found.memory))
    return out


PART = Part(
    [_NAMES.get(one, one) for one in ENGINES],
    _measure,
    {_NAMES[one]: _INSTALLED[_NAMES[one]] for one in ("typst", "chromium") if not is_there(one)},
)
