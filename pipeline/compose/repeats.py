"""Where the words of key points, figures, events and terms stand in the text: once an editor has
changed them there, what repeats them says so too.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.walk import walk
from pipeline.model.article import State
from pipeline.model.manuscript import Chart, Paragraph, Run, Style, Table, Voice
from pipeline.model.repeat import Repeat, Settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.backmatter import KeyFigure
    from pipeline.model.briefing import Briefing
    from pipeline.model.manuscript import Manuscript
    from pipeline.model.passage import Passage


class _Place(NamedTuple):
    """A sentence in the text: its paragraph, its characters there."""

    paragraph: str
    start: int
    end: int


def repeats(briefing: Briefing, manuscript: Manuscript) -> tuple[Repeat, ...]:
    """All that repeats sentences which the body of the manuscript prints; what a digest leaves out
    of its body stands once.
    """
    return tuple(_Repeats(briefing, manuscript).all())


def settled(briefing: Briefing) -> tuple[Settled, ...]:
    """All that settled doubts have made of the body's words."""
    return tuple(
        Settled(paragraph.passages[0].id, at + one.at.start, at + one.at.end, one.correction.before)
        for section in walk(briefing.sections)
        for paragraph in section.paragraphs
        for at, passage in _with_starts(paragraph.passages)
        for one in passage.readings
        if one.correction.state is State.APPLIED
    )


def _with_starts(passages: Sequence[Passage]) -> Iterator[tuple[int, Passage]]:
    at = 0
    for passage in passages:
        yield at, passage
        at += len(passage.text)


class _Repeats:
    def __init__(self, briefing: Briefing, manuscript: Manuscript) -> None:
        self.briefing = briefing
        self.elements = manuscript.elements
        self.unsure = manuscript.labels["contested"]
        self.places = dict(_places(briefing))
        self.whole = {
            passage.id: _Place(paragraph.passages[0].id, at, at + len(passage.text))
            for section in walk(briefing.sections)
            for paragraph in section.paragraphs
            for at, passage in _with_starts(paragraph.passages)
        }
        self.said = {
            (sentence.source, sentence.text): (passage.id, number)
            for section in briefing.sections
            for passage in section.passages
            for number, sentence in enumerate(passage.base.sentences)
        }

    def all(self) -> Iterator[Repeat]:
        book = self.briefing
        for id, point in zip(self._ids(Style.KEY_POINT), book.key_points, strict=True):
            place = self.places.get((point.passage.id, point.number))
            if place:
                start = place.start + point.start
                repeat = Repeat(id, place.paragraph, start, place.end, (point.text,))
                yield repeat._replace(marks=self._marks(id))
        for id, event in zip(self._ids(Style.TIMELINE), book.timeline, strict=True):
            said = self._repeat(id, event.passage.id, event.number, (event.text, event.date))
            yield from (repeat._replace(marks=(self.unsure,)) for repeat in said)
        for id, term in zip(self._ids(Style.GLOSSARY), book.glossary, strict=True):
            yield from self._repeat(id, term.passage.id, term.number, (term.term, term.explanation))
        yield from self._figures()
        yield from self._charts()
        yield from self._conflicts()
        yield from self._index()

    def _ids(self, style: Style) -> list[str]:
        return [
            one.id for one in self.elements if isinstance(one, Paragraph) and one.style is style
        ]

    def _marks(self, id: str) -> tuple[str, ...]:
        """What we say of the words that an element repeats: in a table, that they are contested."""
        element = next(one for one in self.elements if one.id == id)
        if not isinstance(element, Paragraph):
            return (self.unsure,)
        ours = (one for one in element.inlines if isinstance(one, Run) and one.voice is Voice.OURS)
        return tuple(one.text for one in ours)

    def _repeat(
        self,
        id: str,
        passage: str,
        number: int,
        words: Sequence[str],
        row: int | None = None,
        *,
        fixed: bool = False,
    ) -> Iterator[Repeat]:
        place = self.places.get((passage, number))
        if place:
            yield Repeat(id, *place, tuple(filter(None, words)), row, fixed)

    def _figures(self) -> Iterator[Repeat]:
        groups = groupby(self.briefing.key_figures, key=lambda one: one.section)
        tables = [
            one.id
            for one in self.elements
            if isinstance(one, Table) and one.id.startswith("figures-")
        ]
        for id, (_, found) in zip(tables, groups, strict=False):
            marks = self._marks(id)
            for row, one in enumerate(found):
                said = self._repeat(id, one.passage.id, one.number, _words(one), row)
                yield from (repeat._replace(marks=marks) for repeat in said)

    def _charts(self) -> Iterator[Repeat]:
        """A chart with its caption and the line that cites its figures."""
        places = {one.id: n for n, one in enumerate(self.elements)}
        charts = [one.id for one in self.elements if isinstance(one, Chart)]
        for id, plan in zip(charts, self.briefing.charts, strict=True):
            for part in self.elements[places[id] : places[id] + 3]:
                for one in plan.figures:
                    words = _words(one)
                    yield from self._repeat(part.id, one.passage.id, one.number, words, fixed=True)

    def _index(self) -> Iterator[Repeat]:
        """A name with all passages that have it."""
        for id, entry in zip(self._ids(Style.INDEX_ENTRY), self.briefing.index, strict=True):
            for passage in entry.passages:
                at = self.whole.get(passage)
                if at:
                    yield Repeat(id, *at, (entry.name,), together=True)

    def _conflicts(self) -> Iterator[Repeat]:
        lines = [one for one in self.elements if one.id.startswith("x-")]
        by_id = {one.id: one for one in self.briefing.figures}
        for line, conflict in zip(lines, self.briefing.conflicts, strict=True):
            for figure in (by_id[name] for name in conflict.figures):
                said = self.said.get((figure.source, figure.sentence))
                if said:
                    both = figure.value + figure.unit
                    words = both if both in figure.sentence else figure.value
                    yield from self._repeat(line.id, *said, (words,), fixed=True)


def _words(one: KeyFigure) -> tuple[str, ...]:
    return (one.label, one.start, one.value, one.figure.period)


def _places(briefing: Briefing) -> Iterator[tuple[tuple[str, int], _Place]]:
    """Each printed sentence, by its passage and number, with its place."""
    for section in walk(briefing.sections):
        for paragraph in section.paragraphs:
            for at, passage in _with_starts(paragraph.passages):
                for number, bound in enumerate(passage.bounds):
                    place = _Place(paragraph.passages[0].id, at + bound.start, at + bound.end)
                    yield (passage.id, number), place
