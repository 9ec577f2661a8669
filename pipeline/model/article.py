"""An article: a normalised source, as blocks and a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from pipeline.model.source import Source, Span, merge_spans


class Role(StrEnum):
    """What a block is to its reader."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    AFFILIATION = "affiliation"
    ABSTRACT = "abstract"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    NOTE = "note"
    FURNITURE = "furniture"


#: Roles whose sentences are the body of an article; the briefing prints each of them once.
BODY_ROLES = frozenset({Role.PARAGRAPH, Role.ABSTRACT})


class Kind(StrEnum):
    """What a correction touches. All but READING leave the words alone."""

    LAYOUT = "layout"
    SPACING = "spacing"
    WIDTH = "width"
    UNICODE = "unicode"
    PUNCTUATION = "punctuation"
    READING = "reading"


class Evidence(StrEnum):
    """On what ground a reading is doubted: the four ways of textual criticism (校勘四法)."""

    WITNESS = "对校"  # another witness of the same passage
    WITHIN = "本校"  # the source itself, elsewhere
    OUTSIDE = "他校"  # another text: a gazetteer, a source that tells of the same thing
    REASON = "理校"  # sense and language


class Ground(NamedTuple):
    """A ground for a doubt, and who speaks for it: sources by name, places of the gazetteer."""

    kind: Evidence
    by: tuple[str, ...] = ()


class Certainty(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class State(StrEnum):
    APPLIED = "applied"
    FLAGGED = "flagged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Correction:
    """One change or one doubt: the source's characters at ``span`` read ``before``.

    ``after`` is what stands there instead ("" where they go), or None where nothing is proposed.
    ``context`` is the place as it stands in the source, for a person who reads the record.
    ``evidence`` holds the grounds of a reading. An applied reading changes the printed passage,
    never the article: a block's text is what the source says. A reading that is wrong alike
    throughout a source is one correction with all its ``places``; ``settled_by`` names who
    decided ("editor", "draft", "proof"), or is "" where nobody did.
    """

    id: str
    source: str
    span: Span
    line: int
    rule: str
    kind: Kind
    before: str
    after: str | None
    reason: str
    certainty: Certainty
    state: State
    context: str = ""
    alternatives: tuple[str, ...] = ()
    evidence: tuple[Ground, ...] = ()
    places: tuple[Span, ...] = ()
    settled_by: str = ""

    @property
    def count(self) -> int:
        return len(self.places) or 1

    @property
    def makes_article(self) -> bool:
        """Whether replaying it is part of the way from the source to the article."""
        return makes_article(self.state, self.kind)


def makes_article(state: State, kind: Kind) -> bool:
    """Whether replaying what is in this state, and of this kind, is part of the way from the source
    to the article: readings are made where a passage is printed.
    """
    return state is State.APPLIED and kind is not Kind.READING


class Piece(NamedTuple):
    """A run of a block: the source's ``span``, and what the block says there.

    A run that is not corrected says what the source says, character by character; a corrected
    one is whole, one piece, and never cut.
    """

    span: Span
    text: str
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption … of a source.

    ``level`` is the depth of a heading (1, 2 …), None otherwise. ``pieces`` stand in reading
    order; ``text`` is what they say together.
    """

    id: str
    role: Role
    level: int | None
    text: str
    pieces: tuple[Piece, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The runs of the source this block was made of, neighbours put together."""
        return merge_spans(piece.span for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Article:
    """A normalised source: its blocks in reading order, and all corrections in source order."""

    source: Source
    blocks: tuple[Block, ...]
    ledger: tuple[Correction, ...]
