"""Promise 2 on what repeats words of passages: timeline, glossary and index.

Every event, term, explanation and name is a run of what its cited sentence says, told anew from
the source; every reference of the index leads to a paragraph that has the name, by the number of
the section it stands in.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.check.faults import unproved
from pipeline.model.manuscript import CrossReference, Heading, Lead, Paragraph, Run, Style, Voice
from pipeline.model.rows import ROWS
from pipeline.normalise.language.gazetteer import stem
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pipeline.model.backmatter import IndexEntry
    from pipeline.model.briefing import Briefing
    from pipeline.model.manuscript import Inline, Manuscript
    from pipeline.model.passage import Passage, Sentence
    from pipeline.model.source import Lines, Source, Span

    Teller = Callable[[str, Sequence[Span]], str]

_TEXT = frozenset((Style.BODY, Style.ROW_CAPTION, *ROWS))

#: Paragraphs that are checked here, and nowhere else.
STYLES = frozenset((Style.TIMELINE, Style.GLOSSARY, Style.INDEX_ENTRY))


def check_repeats(
    briefing: Briefing,
    manuscript: Manuscript,
    passages: Sequence[Passage],
    sources: Mapping[str, Source],
    told: Teller,
) -> None:
    """Raises ReplayFailed (exit 11) with the file and line of the first fault. ``told`` gives
    the words of runs of a source as they are printed; ``passages`` are all that may be cited.
    """
    _check_events(briefing, passages, sources, told)
    for term in briefing.glossary:
        words = told(term.sentence.source, term.sentence.spans)
        if term.term not in words or term.explanation not in words:
            unproved(f"the term {term.term!r} isn't so explained in its source", term.sentence)
    _check_names(briefing, passages)
    _check_printed(briefing, manuscript)
    _check_references(briefing, manuscript)


def _check_events(
    briefing: Briefing,
    passages: Sequence[Passage],
    sources: Mapping[str, Source],
    told: Teller,
) -> None:
    cited = {
        (witness.source, lines)
        for passage in passages
        for witness in passage.witnesses
        for lines in (witness.lines, *(one.lines for one in witness.sentences))
    }
    for event in briefing.timeline:
        sentence = event.sentence
        words = told(sentence.source, sentence.spans)
        if not event.text or event.text not in words:
            unproved(f"the event {event.text[:20]!r} isn't told so in its source", sentence)
        if not event.inferred and event.date not in words:
            unproved(f"the date {event.date!r} doesn't stand in its source", sentence)
        first = event.tellings[0]
        lines = {number for run in first.lines for number in range(run.first, run.last + 1)}
        if first.source != sentence.source or not _touched(sources, sentence) <= lines:
            unproved(f"the event {event.text[:20]!r} is cited from elsewhere", sentence)
        for telling in event.tellings:
            if (telling.source, telling.lines) not in cited:
                unproved(f"the event {event.text[:20]!r} cites lines that don't tell it", sentence)


def _touched(sources: Mapping[str, Source], sentence: Sentence) -> set[int]:
    """The lines on which a sentence begins and ends in its source."""
    source = sources[sentence.source]
    runs: list[Lines] = [source.lines_of(span) for span in sentence.spans]
    return {number for run in runs for number in run}


def _check_names(briefing: Briefing, passages: Sequence[Passage]) -> None:
    texts = {passage.id: passage.text for passage in passages}
    for entry in briefing.index:
        told = [texts.get(one, "") for one in entry.passages]
        if not any(entry.name in text for text in told):
            unproved(f"the name {entry.name!r} of the index isn't printed")
        if not all(_has(text, entry) for text in told):
            unproved(f"the name {entry.name!r} doesn't stand in a passage the index gives for it")


def _has(text: str, entry: IndexEntry) -> bool:
    """The name, or its short form, which the gazetteer knows in simplified characters; the last
    one of a foreigner's names.
    """
    last = entry.name.rpartition("·")[2]
    return last in text or stem(simplified(entry.name)) in simplified(text)


def _check_printed(briefing: Briefing, manuscript: Manuscript) -> None:
    """What is printed in the sources' voice there is what the briefing has, each once."""
    wanted: dict[Style, Counter[tuple[str, ...]]] = {
        Style.TIMELINE: Counter((event.text,) for event in briefing.timeline),
        Style.GLOSSARY: Counter(
            (term.term, term.explanation) if term.explanation else (term.term,)
            for term in briefing.glossary
        ),
        Style.INDEX_ENTRY: Counter((entry.name,) for entry in briefing.index),
    }
    found: dict[Style, Counter[tuple[str, ...]]] = {style: Counter() for style in STYLES}
    for element in manuscript.elements:
        if isinstance(element, Paragraph) and element.style in STYLES:
            found[element.style][_sources_words(element.inlines)] += 1
    for style in sorted(STYLES):
        for words in [*(found[style] - wanted[style]), *(wanted[style] - found[style])]:
            unproved(
                f"{''.join(words)[:20]!r} is printed without a source, or not printed ({style})"
            )


def _sources_words(inlines: Sequence[Inline]) -> tuple[str, ...]:
    return tuple(
        one.text
        for one in inlines
        if isinstance(one, Run | Lead) and one.voice is Voice.SOURCE and one.text
    )


def _check_references(briefing: Briefing, manuscript: Manuscript) -> None:
    """Each leads to a paragraph of the text with the name, in the section whose number it is."""
    numbers, words = {}, {}
    for number, paragraph in _numbered(manuscript):
        numbers[paragraph.id] = number
        words[paragraph.id] = "".join(_sources_words(paragraph.inlines))
    names = {entry.name: entry for entry in briefing.index}
    for element in manuscript.elements:
        if not isinstance(element, Paragraph):
            continue
        for one in element.inlines:
            if isinstance(one, CrossReference):
                name = "".join(_sources_words(element.inlines))
                right = one.text == numbers.get(one.anchor) and name in names
                if not right or not _has(words[one.anchor], names[name]):
                    unproved(f"the reference {one.text!r} of {name!r} leads elsewhere")


def _numbered(manuscript: Manuscript) -> Iterator[tuple[str, Paragraph]]:
    """The paragraphs of the text with the numbers of the headings above them, put together."""
    above: list[Heading] = []
    for element in manuscript.elements:
        if isinstance(element, Heading):
            above = [*(one for one in above if one.level < element.level), element]
        elif isinstance(element, Paragraph) and element.style in _TEXT:
            yield "".join(one.number.strip("、.． ") or one.text for one in above), element
