"""What several articles say of one thing: sentences, witnesses, variants, passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.model.source import Lines, Span


class VariantKind(StrEnum):
    PUNCTUATION = "punctuation"
    NAME = "name"
    FIGURE = "figure"
    LOOK_ALIKE = "look-alike"
    LOST = "lost"
    DOUBLED = "doubled"
    TRANSPOSED = "transposed"
    WORDING = "wording"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article's body: characters [start, end) of the text of one block.

    ``spans`` are its runs in the source, ``lines`` the source lines they touch.
    """

    source: str
    block: str
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    lines: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """Who says a passage, in which words and lines. ``key`` is the source's name, or ``name#2``
    where a source speaks twice.
    """

    key: str
    source: str
    lines: tuple[Lines, ...]
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A place where witnesses differ. ``at`` is where it stands in the printed text; ``readings``
    holds each witness's words by its key ("" = omits); ``chosen`` is the witness followed.
    """

    kind: VariantKind
    at: Span
    readings: tuple[tuple[str, str], ...]
    chosen: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences told by the same witnesses, base (底本) first."""

    id: str
    text: str
    witnesses: tuple[Witness, ...]
    variants: tuple[Variant, ...]

    @property
    def base(self) -> Witness:
        return self.witnesses[0]
