"""The briefing: what the passages become before they are a book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.model.article import Block
    from pipeline.model.backmatter import (
        ChartPlan,
        GlossaryEntry,
        IndexEntry,
        KeyFigure,
        TimelineEntry,
    )
    from pipeline.model.figure import Conflict, Figure
    from pipeline.model.passage import Passage, Printed, Sentence
    from pipeline.model.source import Lines, Source


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """Passages that stand in one paragraph of their base, and why it stands in its section."""

    passages: tuple[Passage, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class CueHeading:
    """A heading of a source that titles a subsection: characters [start, end) of its block, as
    they are printed.
    """

    source: str
    block: Block
    start: int
    end: int
    printed: Printed


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its paragraphs, then its subsections. ``cue`` is the source's heading that
    gave the title, None for one of the profile. What stands before the first section that is
    ``numbered`` has a heading without a number.
    """

    title: str
    level: int
    paragraphs: tuple[PrintedParagraph, ...]
    sections: tuple[Section, ...] = ()
    cue: CueHeading | None = None
    numbered: bool = True

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of it and of its subsections, in printed order."""
        return (
            *(passage for paragraph in self.paragraphs for passage in paragraph.passages),
            *(passage for inner in self.sections for passage in inner.passages),
        )


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A sentence taken for the head of the briefing: the ``number``-th (from 0) of the base of
    its passage, from its character ``start`` on (behind who sends the report). ``as_of``: the month
    and day that its 目前 means, None where it says none or nobody knows.
    """

    passage: Passage
    number: int
    start: int = 0
    as_of: tuple[int, int] | None = None

    @property
    def sentence(self) -> Sentence:
        return self.passage.base.sentences[self.number]

    @property
    def text(self) -> str:
        return self.passage.sentence_text(self.number)[self.start :]


class CaptionWitness(NamedTuple):
    """Where a caption stands."""

    source: str
    block: Block
    lines: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a picture, printed from the first of its witnesses; others say as much, or a
    part of it.
    """

    witnesses: tuple[CaptionWitness, ...]
    printed: Printed

    @property
    def base(self) -> CaptionWitness:
        return self.witnesses[0]


class Unprinted(NamedTuple):
    """A passage that isn't printed, and why; ``section`` is the title of the one that names it
    at its end, where a digest leaves it out.
    """

    passage: Passage
    reason: str
    section: str = ""


class Leftover(NamedTuple):
    """What of a source isn't printed, and why; ``words`` are what stands there, where no other
    list of the briefing has them (a title stands in the list of sources).
    """

    source: str
    lines: tuple[Lines, ...]
    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A line of the list of sources; ``title``, ``subtitle`` and ``byline`` as the source says."""

    source: Source
    title: str
    subtitle: str
    byline: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """Title, key points, sections, captions, leftovers, sources, and what is made of them at
    the end, not yet set as a book.

    ``unprinted`` are the passages that stand in no section; the leftovers list them too.
    """

    title: str
    key_points: tuple[KeyPoint, ...]
    sections: tuple[Section, ...]
    captions: tuple[Caption, ...]
    leftovers: tuple[Leftover, ...]
    sources: tuple[SourceEntry, ...]
    unprinted: tuple[Unprinted, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    index: tuple[IndexEntry, ...] = ()
    figures: tuple[Figure, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    charts: tuple[ChartPlan, ...] = ()

    @property
    def told(self) -> tuple[Passage, ...]:
        """All passages, printed or not."""
        return (
            *(passage for section in self.sections for passage in section.passages),
            *(one.passage for one in self.unprinted),
        )
