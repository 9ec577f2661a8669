"""Running the systems over all texts, and putting their figures together."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.readings.faults import KINDS
from benchmarks.readings.score import score
from benchmarks.readings.systems import ours, without_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.readings.documents import Fault, Spoilt
    from benchmarks.readings.score import Doubted
    from benchmarks.readings.systems import System


@dataclass(slots=True)
class Tally:
    """What one system did: counts by kind, and over all texts.

    ``rules`` counts for each rule the doubts that found an error and those that didn't, on
    spoilt texts.
    """

    found: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    doubts: int = 0
    alarms: int = 0
    applied_wrongly: int = 0
    clean_alarms: list[tuple[Spoilt, Doubted]] = field(default_factory=list)
    missed: list[tuple[Spoilt, Fault]] = field(default_factory=list)
    unmended: list[tuple[Spoilt, Fault, Doubted]] = field(default_factory=list)
    wrong: list[tuple[Spoilt, Doubted]] = field(default_factory=list)
    rules: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        """The share of doubts on spoilt texts that found an error; None where none was said."""
        return (self.doubts - self.alarms) / self.doubts if self.doubts else None


def injected(texts: Iterable[Spoilt]) -> Counter[str]:
    """How many errors of each kind there are."""
    return Counter(fault.kind for text in texts for fault in text.faults)


def tally(system: System, texts: Sequence[Spoilt], clean: Sequence[Spoilt]) -> Tally:
    """Run one system on the spoilt texts and on the clean ones."""
    out = Tally()
    for text in texts:
        seen = score(system.run(text.text), text)
        out.doubts += seen.doubts
        out.alarms += len(seen.alarms)
        out.applied_wrongly += seen.wrongly_applied
        out.wrong += ((text, alarm) for alarm in seen.alarms)
        out.rules.update((alarm.rule, False) for alarm in seen.alarms)
        for fault, doubt, mended in zip(text.faults, seen.found, seen.mended, strict=True):
            if doubt is None:
                out.missed.append((text, fault))
                continue
            out.found[fault.kind] += 1
            out.rules[doubt.rule, True] += 1
            out.mended[fault.kind] += mended
            if not mended:
                out.unmended.append((text, fault, doubt))
    for text in clean:
        seen = score(system.run(text.text), text)
        out.clean_alarms += ((text, alarm) for alarm in seen.alarms)
        out.applied_wrongly += seen.wrongly_applied
    return out


def per_ten_thousand(counted: Tally, clean: Sequence[Spoilt]) -> float:
    """False alarms per 10,000 characters of clean text, marks and titles included."""
    return len(counted.clean_alarms) / sum(len(text.text) for text in clean) * 10_000


def seconds_per_megabyte(clean: Sequence[Spoilt]) -> tuple[float, float]:
    """Seconds a megabyte (10⁶ bytes of UTF-8) takes: normalised with readings, and without."""
    size = sum(len(text.text.encode()) for text in clean) / 1e6
    spent = []
    for run in (ours, without_readings):
        start = time.perf_counter()
        for text in clean:
            run(text.text)
        spent.append((time.perf_counter() - start) / size)
    return spent[0], spent[1]


#: Kinds that nobody can mend: what is lost is lost.
_BEYOND_MENDING = frozenset({"beginning lost"})


def table(count: Counter[str], mine: Tally, others: dict[str, Tally]) -> Iterator[list[str]]:
    """Heads, a row a kind, then all kinds together and the mean of their shares."""
    yield [
        "kind",
        "injected",
        "found",
        "mended",
        "found %",
        "mended %",
        *(f"· {n}" for n in others),
    ]
    kinds = [kind for kind in KINDS if count[kind]]
    mendable = [kind for kind in kinds if kind not in _BEYOND_MENDING]
    for kind in kinds:
        yield _row(kind, [kind], [kind] if kind in mendable else [], count, mine, others)
    yield _row("all", kinds, mendable, count, mine, others)
    found = [mine.found, *(other.found for other in others.values())]
    means = [_mean(one, count, kinds) for one in found]
    means.insert(1, _mean(mine.mended, count, mendable))
    yield ["mean of kinds", "", "", "", *means]


def _row(
    name: str,
    kinds: Sequence[str],
    mendable: Sequence[str],
    count: Counter[str],
    mine: Tally,
    others: dict[str, Tally],
) -> list[str]:
    def share(part: Counter[str], among: Sequence[str]) -> str:
        whole = sum(count[kind] for kind in among)
        return f"{100 * sum(part[kind] for kind in among) / whole:.1f}" if whole else "-"

    return [
        name,
        str(sum(count[kind] for kind in kinds)),
        str(sum(mine.found[kind] for kind in kinds)),
        str(sum(mine.mended[kind] for kind in mendable)) if mendable else "-",
        share(mine.found, kinds),
        share(mine.mended, mendable),
        *(share(other.found, kinds) for other in others.values()),
    ]


def _mean(part: Counter[str], count: Counter[str], kinds: Sequence[str]) -> str:
    return f"{100 * sum(part[kind] / count[kind] for kind in kinds) / max(1, len(kinds)):.1f}"
