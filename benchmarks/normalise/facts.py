"""How well the evidence of the normaliser tells joins from breaks, fact by fact.

Every seam of every document is a case: the facts that held, what was decided, what is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.normalise.align import align, fold
from benchmarks.normalise.score import compare
from pipeline.errors import JianbaoError
from pipeline.normalise import seams
from pipeline.read import decode, make_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.normalise.documents import Document


@dataclass(frozen=True, slots=True)
class Case:
    """One seam: the facts that held with their weights, the decision, the truth."""

    document: Document
    facts: tuple[tuple[str, float], ...]
    joined: bool
    true: bool


def cases(document: Document) -> Iterator[Case]:
    """The seams of a document whose lines are both in the truth."""
    try:
        text = decode(document.raw, document.name).text
    except JianbaoError:
        return
    truth = compare((), document.truth)
    true = "".join(fold(block.text)[0] for block in document.truth)
    folded, origin = fold(text)
    place_at = {
        at: place
        for at, place in zip(origin, align(folded, true, truth.truth_starts), strict=True)
        if place is not None
    }
    for decision in seams(make_source(document.name, text)):
        above, below = place_at.get(decision.above), place_at.get(decision.below)
        if above is None or below is None:
            continue
        yield Case(
            document,
            tuple((fact.name, fact.weight) for fact in decision.facts),
            decision.joined,
            truth.block_at(above) == truth.block_at(below),
        )


@dataclass(slots=True)
class Tally:
    """What is known of one fact: how often it held, how often over a true join, and in how
    many wrong decisions it pulled the wrong way.
    """

    weight: float
    held: int = 0
    joins: int = 0
    misled: int = 0


def tallies(documents: Iterable[Document]) -> dict[str, Tally]:
    """All facts that ever held."""
    out: dict[str, Tally] = {}
    for document in documents:
        for case in cases(document):
            for name, weight in case.facts:
                tally = out.setdefault(name, Tally(weight))
                tally.held += 1
                tally.joins += case.true
                tally.misled += case.joined != case.true and (weight > 0) == case.joined
    return out


def table(documents: Iterable[Document]) -> str:
    """Facts by name; those that mislead most come first."""
    found = sorted(tallies(documents).items(), key=lambda item: -item[1].misled)
    lines = [f"{'fact':<20}{'weight':>7}{'held':>8}{'joins':>8}{'misled':>8}"]
    lines += [
        f"{name:<20}{tally.weight:>7}{tally.held:>8}{tally.joins / tally.held:>8.3f}"
        f"{tally.misled:>8}"
        for name, tally in found
    ]
    return "\n".join(lines)
