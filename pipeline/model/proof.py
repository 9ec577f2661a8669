"""The proof: what an editor needs to see beside one another to judge what was done to a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.model.article import Correction, Role
    from pipeline.model.passage import Variant


class Segment(NamedTuple):
    """Characters of a block that the same corrections touch; none of them stands elsewhere.

    ``text`` is "" where a correction took characters away.
    """

    text: str
    corrections: tuple[str, ...] = ()


class SourceLine(NamedTuple):
    """A line of a source by its number (from 1), as it stands there."""

    number: int
    text: str


class Printing(NamedTuple):
    """Where words of a block stand in the briefing: the section's title and the passage.

    ``base`` is the siglum of the source it is printed from; ``reason`` says why it isn't printed,
    or why it stands there.
    """

    passage: str
    section: str
    base: str
    reason: str


class Difference(NamedTuple):
    """A place where the witnesses of a passage differ: what each reads, by its siglum."""

    passage: str
    variant: Variant
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProofBlock:
    """A block beside the source's lines it was made of."""

    id: str
    role: Role
    level: int | None
    lines: tuple[SourceLine, ...]
    segments: tuple[Segment, ...]
    printings: tuple[Printing, ...]
    differences: tuple[Difference, ...]
    leftover: str


@dataclass(frozen=True, slots=True)
class ProofSource:
    """A source: its name, what it says of itself, and its blocks in reading order."""

    siglum: str
    name: str
    title: str
    encoding: str
    blocks: tuple[ProofBlock, ...]


class Query(NamedTuple):
    """A correction to be judged: where it stands, and what its note says in print."""

    correction: Correction
    siglum: str
    block: str
    note: str
    grounds: tuple[str, ...]


class Clash(NamedTuple):
    """Figures that disagree: why, and each with its siglum, line and sentence."""

    reason: str
    figures: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The whole page. ``decisions`` is the text of ``decisions.toml`` as it stands."""

    title: str
    language: str
    sources: tuple[ProofSource, ...]
    queries: tuple[Query, ...]
    clashes: tuple[Clash, ...]
    decisions: str
    labels: dict[str, str]
