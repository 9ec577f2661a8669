"""What stands behind the text: figures, events, terms, names; all repeat words of passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.model.figure import Figure
    from pipeline.model.manuscript import ChartKind
    from pipeline.model.passage import Passage, Sentence
    from pipeline.model.source import Lines

#: What may stand between a number and its unit.
_BLANKS = (" ", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}")

#: And between a number and the word that says how exact it is: 约为3.2%.
_LINKS = ("为", "為", "有", "达", "達")


class Telling(NamedTuple):
    """A source that tells a thing, and its lines that do."""

    source: str
    lines: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event: ``text`` is a run of the ``number``-th sentence (from 0) of a passage as it is
    printed, ``date`` the day or span it is told of.

    ``when`` (year, month, day; parts that aren't told are beyond the last one) is what entries
    are sorted by. ``inferred``: the year isn't told with the day, but follows from the source's
    date or from a year named before. ``unsettled``: it can't be told for certain; ``date`` is
    then without a year. ``tellings`` are the sources cited, the one printed first.
    ``subject`` is of whom it is, where the run doesn't say: words of the text around it, "" else.
    """

    date: str
    when: tuple[int, int, int]
    text: str
    passage: Passage
    number: int
    tellings: tuple[Telling, ...]
    inferred: bool = False
    unsettled: bool = False
    subject: str = ""

    @property
    def sentence(self) -> Sentence:
        return self.passage.base.sentences[self.number]


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term and the words a source explains it with, "" where none does: both are runs of the
    ``number``-th sentence of a passage as it is printed; without an explanation, of the first
    that has the term.
    """

    term: str
    explanation: str
    passage: Passage
    number: int

    @property
    def sentence(self) -> Sentence:
        return self.passage.base.sentences[self.number]


class NameKind(StrEnum):
    PLACE = "place"
    ORGANISATION = "organisation"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name as it is printed, and the passages, by id and in printed order, that have it, be it
    in a shorter form: 永兴 for 永兴县.
    """

    name: str
    kind: NameKind
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure taken for the table: from the ``number``-th sentence (from 0) of the base of its
    passage; ``section`` is the title of the section it stands in, ``label`` what it counts;
    ``planned``: it is meant to be, and isn't yet; ``year``: the one its source tells of, where the
    sentence names no time, 0 where nobody knows; ``as_of``: the month and day that its 目前 means.
    """

    section: str
    passage: Passage
    number: int
    figure: Figure
    label: str
    planned: bool = False
    year: int = 0
    as_of: tuple[int, int] | None = None

    @property
    def sentence(self) -> Sentence:
        return self.passage.base.sentences[self.number]

    @property
    def text(self) -> str:
        """The sentence as it is printed."""
        return self.passage.sentence_text(self.number)

    @property
    def start(self) -> str:
        """Where a change starts, with its unit where that stands there; "" where none is told."""
        figure = self.figure
        with_unit = figure.from_value + figure.unit
        return with_unit if figure.from_value and with_unit in self.text else figure.from_value

    @property
    def value(self) -> str:
        """The number as it stands in the sentence, with unit and qualifier where they touch it:
        超1万人, 190万亩以上, 4万多人次; a blank before the unit is part of it: 360 Wh/kg.
        """
        figure, text = self.figure, self.text
        bare = figure.value + figure.unit
        apart = [
            f"{exactly}{figure.value}{blank}{figure.unit}"
            for exactly in dict.fromkeys((figure.qualifier, ""))
            for blank in _BLANKS
        ]
        inside = (
            figure.value + figure.unit[:n] + figure.qualifier + figure.unit[n:]
            for n in range(len(figure.unit) + 1)
        )
        linked = (figure.qualifier + link + bare for link in _LINKS if figure.qualifier)
        for words in (figure.qualifier + bare, *linked, *inside, bare, *apart):
            if words in text:
                return words
        return figure.value


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """Figures that are drawn together. ``title`` is what all of them count and ``period`` when,
    "" where each has its own.
    """

    kind: ChartKind
    figures: tuple[KeyFigure, ...]
    title: str = ""
    period: str = ""
