"""Running ours and the others over the corpus, and putting their figures together."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.normalise.score import Predicted, Score, score
from pipeline.errors import JianbaoError
from pipeline.normalise import normalise
from pipeline.read import decode, make_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from benchmarks.normalise.baselines import Baseline
    from benchmarks.normalise.documents import Document

#: The figures of a score that are shown, with what a number is multiplied by.
FIGURES = (
    ("blocks", 1.0),
    ("exact", 1.0),
    ("cer", 100.0),
    ("odd", 1.0),
    ("spaces", 1.0),
    ("marks", 1.0),
    ("roles", 1.0),
)


@dataclass(frozen=True, slots=True)
class Result:
    """One document as ours made it, its score, and the F1 of each baseline."""

    document: Document
    predicted: tuple[Predicted, ...]
    score: Score
    seconds: float
    others: dict[str, float]


@dataclass(slots=True)
class Row:
    """One kind: means over its documents; ``odd`` and ``spaces`` are sums."""

    kind: str
    count: int
    f1: float
    figures: dict[str, float]
    others: dict[str, float] = field(default_factory=dict)


def ours(document: Document) -> list[Predicted]:
    """Decode and normalise; a document we refuse comes out as nothing."""
    try:
        decoded = decode(document.raw, f"{document.name}.txt")
    except JianbaoError:
        return []
    source = make_source(f"{document.name}.txt", decoded.text, encoding=decoded.encoding)
    return [Predicted(block.text, str(block.role)) for block in normalise(source).blocks]


def measure(document: Document, others: Sequence[Baseline]) -> Result:
    """Run all systems on one document."""
    start = time.process_time()
    predicted = tuple(ours(document))
    seconds = time.process_time() - start
    return Result(
        document,
        predicted,
        score(predicted, document.truth),
        seconds,
        {
            other.name: score(
                [Predicted(text) for text in other.run(document.text)], document.truth
            ).f1
            for other in others
            if not other.missing
        },
    )


def rows(results: Iterable[Result]) -> list[Row]:
    """The table: a row a kind, in the order they came, and the mean of all kinds at the end."""
    kinds: dict[str, list[Result]] = {}
    for result in results:
        kinds.setdefault(result.document.kind, []).append(result)
    out = [_row(kind, members) for kind, members in kinds.items()]
    if out:
        out.append(
            Row(
                "macro",
                sum(row.count for row in out),
                fmean(row.f1 for row in out),
                {
                    name: (sum if name in {"odd", "spaces"} else fmean)(
                        [row.figures[name] for row in out]
                    )
                    for name, _ in FIGURES
                },
                {name: fmean(row.others[name] for row in out) for name in out[0].others},
            )
        )
    return out


def _row(kind: str, members: Sequence[Result]) -> Row:
    def mean(take: Callable[[Result], float]) -> float:
        return fmean(take(member) for member in members)

    return Row(
        kind,
        len(members),
        mean(lambda m: m.score.f1),
        {
            "blocks": mean(lambda m: m.score.blocks),
            "exact": mean(lambda m: m.score.exact),
            "cer": mean(lambda m: m.score.cer),
            "odd": float(sum(m.score.odd for m in members)),
            "spaces": float(sum(m.score.spaces for m in members)),
            "marks": mean(lambda m: m.score.marks),
            "roles": mean(lambda m: m.score.roles or 0.0),
        },
        {name: fmean(member.others[name] for member in members) for name in members[0].others},
    )


def seconds_per_megabyte(results: Sequence[Result]) -> float:
    """Seconds of the processor that ours takes for a megabyte (10⁶ bytes) of UTF-8, over all
    documents.
    """
    size = sum(len(result.document.text.encode()) for result in results)
    return sum(result.seconds for result in results) / max(1, size) * 1e6
