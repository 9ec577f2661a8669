"""Briefing → Manuscript: the book, word for word as all three files will print it."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING

from pipeline.compose.apparatus import Apparatus
from pipeline.compose.colophon import colophon
from pipeline.compose.contested import Contested
from pipeline.compose.figures import MEASURE, figures_elements
from pipeline.compose.glossary import glossary_elements
from pipeline.compose.index import index_elements
from pipeline.compose.numbering import Numbering
from pipeline.compose.references import source_elements
from pipeline.compose.rows import lost_at_end, styles_of
from pipeline.compose.timeline import timeline_elements
from pipeline.compose.walk import passages_of
from pipeline.model.ids import digest
from pipeline.model.manuscript import (
    Citation,
    Cited,
    Front,
    Heading,
    Manuscript,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from pipeline.compose.apparatus import PlacedNote
    from pipeline.compose.colophon import Facts
    from pipeline.compose.templates import Labels
    from pipeline.config import Front as FrontConfig
    from pipeline.config import Sources as SourcesConfig
    from pipeline.model.briefing import Briefing, KeyPoint, PrintedParagraph, Section
    from pipeline.model.manuscript import Element, Inline
    from pipeline.model.passage import Passage
    from pipeline.model.source import Lines


def make_manuscript(
    briefing: Briefing,
    front: FrontConfig,
    labels: Labels,
    numbering: Sequence[str],
    facts: Facts,
    sources: SourcesConfig,
    table_measure: float = MEASURE,
) -> Manuscript:
    """Set the briefing as a book. ``numbering`` holds a pattern for each level of heading,
    ``sources`` what the config says of the sources; ``table_measure`` is how many characters of
    its cells a table is wide.
    """
    book = _Book(briefing, facts, labels, numbering, sources)
    book.table_measure = table_measure
    elements = tuple(book.elements(front, facts))
    words = "\n".join([briefing.title, *(_printed(element) for element in elements)])
    return Manuscript(
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, words)}",
        language=front.language,
        date=front.date.isoformat() if front.date else "",
        front=_front(briefing.title, front, labels),
        elements=elements,
        labels=dict(labels.words),
    )


def _front(title: str, front: FrontConfig, labels: Labels) -> Front:
    given = {
        field.name: getattr(front, field.name)
        for field in fields(Front)
        if field.name not in ("title", "date", "print_date")
    }
    return Front(
        title=title,
        date=_date(front.date, labels),
        print_date=_date(front.print_date, labels),
        **given,
    )


def _date(date: dt.date | None, labels: Labels) -> str:
    if date is None:
        return ""
    return labels.fill("date", year=date.year, month=date.month, day=date.day)


class _Book:
    """The elements in order. Holds what runs through the book: the numbers of headings and of
    notes, and which systematic differences have been noted.
    """

    def __init__(
        self,
        briefing: Briefing,
        facts: Facts,
        labels: Labels,
        numbering: Sequence[str],
        sources: SourcesConfig,
    ) -> None:
        self.briefing = briefing
        self.labels = labels
        self.sources = sources
        self.numbering = Numbering(numbering)
        self.texts = {entry.source.name: entry.source for entry in briefing.sources}
        self.sigla = {entry.source.name: entry.source.siglum for entry in briefing.sources}
        self.anchors = {
            entry.source.name: f"source-{n}" for n, entry in enumerate(briefing.sources, 1)
        }
        self.apparatus = Apparatus(
            passages_of(briefing.sections), facts.corrections, self.sigla, labels
        )
        self.contested = Contested(briefing)
        self.rest: dict[str, list[Passage]] = {}
        for one in briefing.unprinted:
            if one.section:
                self.rest.setdefault(one.section, []).append(one.passage)
        self.titled: Counter[str] = Counter()
        self.note = 0
        self.table_measure = MEASURE

    def elements(self, front: FrontConfig, facts: Facts) -> Iterator[Element]:
        if front.editor_note:
            yield self._heading("editor_note")
            for n, line in enumerate(front.editor_note.splitlines(), 1):
                if line.strip():
                    words = (Run(line.strip(), Voice.EDITOR),)
                    yield Paragraph(f"editor-note-{n}", Style.EDITOR_NOTE, words)
        if self.briefing.key_points:
            yield self._heading("key_points")
            yield from (self._key_point(point) for point in self.briefing.key_points)
        printed = [one for section in self.briefing.sections for one in self._section(section)]
        yield from printed
        yield from figures_elements(
            self.briefing, self.labels, self._citation, self.sources.date, self.contested.ids,
            self.table_measure,
        )  # fmt: skip
        yield from timeline_elements(
            self.briefing.timeline, self.labels, self._citation, self.contested.dates
        )
        yield from glossary_elements(self.briefing.glossary, self.labels, self._citation)
        if self.briefing.captions:
            yield self._heading("captions")
            for caption in self.briefing.captions:
                mark = self._citation([(one.source, one.lines) for one in caption.witnesses])
                said = caption.printed
                notes = self.apparatus.reading_notes(said.text, said.readings)
                inlines = (*self._noted(said.text, notes), mark)
                yield Paragraph(caption.base.block.id, Style.CAPTION, inlines)
        yield from index_elements(self.briefing, printed, self.labels)
        yield self._heading("sources")
        yield from source_elements(self.briefing, self.sources, self.labels, self.anchors)
        yield self._heading("colophon")
        for n, line in enumerate(colophon(self.briefing, facts, self.labels), 1):
            yield Paragraph(f"colophon-{n}", Style.COLOPHON, (Run(line, Voice.OURS),))

    def _heading(self, label: str) -> Heading:
        return Heading(f"h-{label}", 1, "", self.labels.fill(label))

    def _section(self, section: Section) -> Iterator[Element]:
        voice = Voice.SOURCE if section.cue else Voice.OURS
        self.titled[section.title] += 1
        name = digest("heading", section.title, str(self.titled[section.title]))
        number = self.numbering.next(section.level) if section.numbered else ""
        yield Heading(f"h-{name}", section.level, number, section.title, voice)
        for paragraph, style in zip(section.paragraphs, self._styles(section), strict=True):
            yield self._paragraph(paragraph, style)
        for inner in section.sections:
            yield from self._section(inner)
        rest = self.rest.pop(section.title, ()) if section.level == 1 else ()
        if rest:
            words: list[Inline] = [Run(self.labels.fill("digest_rest"), Voice.OURS)]
            words += [
                self._citation([(one.source, one.lines) for one in passage.witnesses])
                for passage in rest
            ]
            yield Paragraph(f"rest-{name}", Style.COLOPHON, tuple(words))

    def _styles(self, section: Section) -> list[Style]:
        """The styles of a section's paragraphs: which of them are rows of a table."""
        texts, empty = [], []
        for paragraph in section.paragraphs:
            texts.append("".join(passage.text for passage in paragraph.passages))
            told = [
                self.texts[passage.base.source].line(n)
                for passage in paragraph.passages
                for n in sorted({n for lines in passage.base.lines for n in lines})
            ]
            empty.append(lost_at_end(told))
        return styles_of(texts, empty)

    def _paragraph(self, paragraph: PrintedParagraph, style: Style) -> Paragraph:
        inlines: list[Inline] = []
        for passage in paragraph.passages:
            inlines += self._passage(passage)
        return Paragraph(paragraph.passages[0].id, style, tuple(inlines))

    def _passage(self, passage: Passage) -> Iterator[Inline]:
        yield from self._noted(passage.text, self.apparatus.notes(passage))
        yield self._citation([(one.source, one.lines) for one in passage.witnesses])

    def _noted(self, text: str, notes: Sequence[PlacedNote]) -> Iterator[Inline]:
        """Words of a source with the calls of their notes."""
        at = 0
        for note in notes:
            if note.at > at:
                yield Run(text[at : note.at])
                at = note.at
            self.note += 1
            yield NoteCall(self.note, note.text)
        if at < len(text):
            yield Run(text[at:])

    def _key_point(self, point: KeyPoint) -> Paragraph:
        sentence = point.sentence
        citation = self._citation([(sentence.source, sentence.lines)])
        name = digest("key point", point.passage.id, sentence.text)
        said = list(self.contested.marks(point, self.labels))
        if point.as_of:
            month, day = point.as_of
            said.insert(0, self.labels.fill("as_of", month=month, day=day))
        marks = (Run(words, Voice.OURS) for words in said)
        return Paragraph(f"k-{name}", Style.KEY_POINT, (Run(point.text), *marks, citation))

    def _citation(self, told: Sequence[tuple[str, tuple[Lines, ...]]]) -> Citation:
        """Base first; a source that speaks twice is cited once, with all its lines."""
        lines: dict[str, list[Lines]] = {}
        for source, runs in told:
            lines.setdefault(source, []).extend(runs)
        return Citation(
            tuple(
                Cited(self.sigla[source], tuple(sorted(set(runs))), self.anchors[source])
                for source, runs in lines.items()
            )
        )


def _printed(element: Element) -> str:
    if isinstance(element, Heading):
        return element.printed
    if isinstance(element, Paragraph):
        return "".join(inline.text for inline in element.inlines)
    return element.caption if isinstance(element, Table) else element.alt
