"""What several articles say of one thing: sentences, witnesses, variants, passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.model.article import Correction
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
    holds every witness's words by its key ("" = omits); ``chosen`` is the first witness that
    reads as the printed text does, None where none does.
    """

    kind: VariantKind
    at: Span
    readings: tuple[tuple[str, str], ...]
    chosen: str | None


class Placed(NamedTuple):
    """A reading where it is printed: characters ``at`` of a printed text."""

    at: Span
    correction: Correction


@dataclass(frozen=True, slots=True)
class Printed:
    """Words of a source as they are printed: its applied readings made, its doubts placed.

    ``moves`` says, for each reading made, which characters of the source's words went and which
    of the printed ones came in their place.
    """

    text: str
    readings: tuple[Placed, ...] = ()
    moves: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences told by the same witnesses, base (底本) first.

    ``text`` is what is printed: the base with its applied readings made. ``readings`` are those
    made and those doubted in it; ``bounds`` say where each sentence of the base stands in it.
    """

    id: str
    text: str
    witnesses: tuple[Witness, ...]
    variants: tuple[Variant, ...]
    readings: tuple[Placed, ...] = ()
    bounds: tuple[Span, ...] = ()

    @property
    def base(self) -> Witness:
        return self.witnesses[0]

    def sentence_text(self, number: int) -> str:
        """The base's n-th sentence (from 0) as it is printed."""
        start, end = self.bounds[number]
        return self.text[start:end]
