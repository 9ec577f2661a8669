"""Doubtful readings: how many wrong ones are found, and how often a right one is doubted."""

from __future__ import annotations

from benchmarks.figures import Figure, Part
from benchmarks.readings import documents
from benchmarks.readings.faults import KINDS
from benchmarks.readings.measure import injected, per_ten_thousand, tally
from benchmarks.readings.systems import BASELINES, System, ours

_OURS = System("ours", ours)
_TURNS, _QUICK = 6, 1


def _measure(system: str, quick: bool) -> list[Figure]:  # noqa: FBT001
    articles = documents.articles()
    clean = list(documents.clean(articles))
    texts = [
        documents.spoilt(text, turn)
        for turn in range(_QUICK if quick else _TURNS)
        for text in articles
        if not text.traditional
    ]
    one = next(one for one in (_OURS, *BASELINES) if one.name == system)
    said, there = tally(one, texts, clean), injected(texts)
    return [
        Figure("errors found", 100 * sum(said.found.values()) / sum(there.values()), "%"),
        *(Figure(f"found: {kind}", 100 * said.found[kind] / there[kind], "%") for kind in KINDS),
        Figure("false alarms in 10,000 characters", per_ten_thousand(said, clean), ""),
    ]


PART = Part((_OURS.name, *(one.name for one in BASELINES)), _measure, {})
