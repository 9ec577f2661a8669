"""Normalising: how fast, and how well paragraphs are found, beside the rules of others.

Kinds that are made of text alone: what extractors make of pages takes minutes to prepare, and has
``python -m benchmarks.normalise``.
"""

from __future__ import annotations

import time

from benchmarks.figures import Figure, Part
from benchmarks.normalise import corpus
from benchmarks.normalise.baselines import baselines
from benchmarks.normalise.score import Predicted, score
from benchmarks.normalise.systems import ours
from benchmarks.normalise.texts import load

#: So many texts of the twenty, where it shall be quick.
_QUICK = 5

_OTHERS = baselines(quick=False)


def _measure(system: str, quick: bool) -> list[Figure]:  # noqa: FBT001
    run = next((one.run for one in _OTHERS if one.name == system), None)
    kinds, _ = corpus.kinds(quick=True)
    spent, size = 0.0, 0
    shares: dict[str, list[float]] = {}
    for document in corpus.documents(load()[: _QUICK if quick else None], kinds):
        start = time.perf_counter()
        said = ours(document) if run is None else [Predicted(text) for text in run(document.text)]
        spent += time.perf_counter() - start
        size += len(document.text.encode())
        shares.setdefault(document.kind, []).append(score(said, document.truth).f1)
    means = [sum(one) / len(one) for one in shares.values()]
    return [
        Figure("speed", size / spent / 1e6, "MB/s"),
        Figure("paragraphs found, F1", sum(means) / len(means), ""),
    ]


PART = Part(
    ("ours", *(one.name for one in _OTHERS)),
    _measure,
    {one.name: one.missing for one in _OTHERS if one.missing},
)
