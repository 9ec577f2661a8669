"""Collating an archive: how fast, and how much is found, beside MinHash by others."""

from __future__ import annotations

from itertools import islice

from benchmarks.collate.archive import found_by_us, mixed
from benchmarks.collate.minhash import LIBRARIES, found_by
from benchmarks.collate.projects import projects
from benchmarks.figures import Figure, Part
from benchmarks.normalise.texts import load

_PROJECTS, _QUICK = 200, 40


def _measure(system: str, quick: bool) -> list[Figure]:  # noqa: FBT001
    count = _QUICK if quick else _PROJECTS
    made = mixed(islice(projects(load(), count), count))
    library = next((one for one in LIBRARIES if one.name == system), None)
    found = found_by_us(made) if library is None else found_by(library, made)
    out = [Figure("texts compared", found.documents / found.grouping, "/s")]
    if library is None:
        out.append(Figure("texts normalised and compared", found.documents / found.seconds, "/s"))
    near, held = (found.score.recall(which) for which in ("near", "held"))
    return [
        *out,
        Figure("pairs nearly word for word found", 100 * near, "%"),
        Figure("pairs one inside the other found", 100 * held, "%"),
        Figure("precision", 100 * found.score.precision, "%"),
    ]


PART = Part(
    ("ours", *(one.name for one in LIBRARIES)),
    _measure,
    {one.name: f"pip install {one.name}" for one in LIBRARIES if not one.there},
)
