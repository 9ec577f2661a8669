"""Promises 1 and 2 on the finished briefing: every sentence has a source, every character a place.

Nothing here trusts what the stages say of themselves: sentences are rebuilt from the sources'
own characters and the ledger, and counted against what is printed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.check import repeats
from pipeline.check.figures import check_figures
from pipeline.check.repeats import check_repeats
from pipeline.collate.letters import substance_of
from pipeline.compose import passages_of, walk
from pipeline.errors import Place, ReplayFailed
from pipeline.model.article import BODY_ROLES, Kind, Role, State
from pipeline.model.manuscript import Heading, Lead, Paragraph, Run, Style, Voice
from pipeline.normalise.ledger import replay

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.article import Article, Correction
    from pipeline.model.briefing import Briefing, CaptionWitness
    from pipeline.model.manuscript import Manuscript
    from pipeline.model.passage import Passage, Witness
    from pipeline.model.source import Span


def check_provenance(
    articles: Sequence[Article],
    corrections: Sequence[Correction],
    briefing: Briefing,
    manuscript: Manuscript,
) -> None:
    """Raises ReplayFailed (exit 11) with the file and line of the first fault."""
    by_name = {article.source.name: article for article in articles}
    applied = {
        name: [one for one in article.ledger if one.makes_article]
        for name, article in by_name.items()
    }
    readings = _readings(corrections)

    def told(source: str, spans: Sequence[Span]) -> str:
        made = _with_readings(applied[source], readings.get(source, []), spans)
        return replay(by_name[source].source.text, spans, made)

    printed = list(passages_of(briefing.sections))
    passages = briefing.told
    for passage in passages:
        for witness in passage.witnesses:
            _check_witness(witness, by_name, applied)
        base = passage.base
        spans = [span for sentence in base.sentences for span in sentence.spans]
        if told(base.source, spans) != passage.text:
            raise ReplayFailed(
                "a passage doesn't read as its base and the readings made in it",
                where=_where(base),
            )
    for caption in briefing.captions:
        first, *others = caption.witnesses
        if told(first.source, first.block.spans) != caption.printed.text:
            raise ReplayFailed(
                "a caption doesn't read as its source and the readings made in it",
                where=_place(first),
            )
        for other in others:
            if substance_of(other.block.text) not in substance_of(first.block.text):
                raise ReplayFailed(
                    "a caption says what the one printed for it doesn't", where=_place(other)
                )
    for section in walk(briefing.sections):
        cue = section.cue
        if cue and section.title not in told(cue.source, cue.block.spans):
            raise ReplayFailed(f"the heading {section.title!r} has no source")
    _check_places(articles, briefing, passages)
    _check_printed(briefing, printed, manuscript)
    sources = {name: article.source for name, article in by_name.items()}
    check_repeats(briefing, manuscript, passages, sources, told)
    check_figures(briefing, manuscript, sources, told)


def _place(witness: CaptionWitness) -> Place:
    return Place(witness.source, witness.lines[0].first)


def _where(witness: Witness) -> Place:
    return Place(witness.source, witness.lines[0].first if witness.lines else None)


def _readings(corrections: Sequence[Correction]) -> dict[str, list[Correction]]:
    """The readings made in each source, one entry a place, in order."""
    out: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.kind is Kind.READING and one.state is State.APPLIED and one.after is not None:
            places = one.places or (one.span,)
            out.setdefault(one.source, []).extend(replace(one, span=place) for place in places)
    for found in out.values():
        found.sort(key=lambda one: one.span)
    return out


def _with_readings(
    ledger: Sequence[Correction], readings: Sequence[Correction], spans: Sequence[Span]
) -> list[Correction]:
    """The ledger of a source around some runs, its readings in the place of what they cover."""
    low, high = min(spans).start, max(span.end for span in spans)
    made: list[Correction] = []
    for one in _between(readings, low, high):
        if not made or one.span.start >= made[-1].span.end:
            made.append(one)
    kept = [
        one
        for one in _between(ledger, low, high)
        if not any(r.span.start < one.span.end and one.span.start < r.span.end for r in made)
    ]
    return sorted([*kept, *made], key=lambda one: one.span)


def _between(ordered: Sequence[Correction], low: int, high: int) -> Sequence[Correction]:
    first = bisect_left(ordered, low, key=lambda one: one.span.start)
    last = bisect_left(ordered, high, key=lambda one: one.span.start)
    return ordered[first:last]


def _check_witness(
    witness: Witness,
    articles: Mapping[str, Article],
    applied: Mapping[str, Sequence[Correction]],
) -> None:
    text = articles[witness.source].source.text
    ledger = applied[witness.source]
    for sentence in witness.sentences:
        if replay(text, sentence.spans, ledger) != sentence.text:
            raise ReplayFailed(
                f"the sentence {sentence.text[:20]!r} is no run of its source",
                where=_where(witness),
            )
    if "".join(sentence.text for sentence in witness.sentences) != witness.text:
        raise ReplayFailed("a witness says more than its sentences", where=_where(witness))


def _check_places(
    articles: Sequence[Article], briefing: Briefing, passages: Sequence[Passage]
) -> None:
    """Each block, and each sentence of a body, has exactly one place."""
    told = Counter(
        (sentence.source, sentence.block, sentence.start, sentence.end)
        for passage in passages
        for witness in passage.witnesses
        for sentence in witness.sentences
    )
    told_of: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for (name, block_id, start, end), times in told.items():
        if times != 1:
            raise ReplayFailed(f"a sentence is told {times} times", where=Place(name))
        told_of.setdefault((name, block_id), []).append((start, end))
    cues = {section.cue.block.id for section in walk(briefing.sections) if section.cue}
    captions = {witness.block.id for caption in briefing.captions for witness in caption.witnesses}
    left = {(one.source, one.lines) for one in briefing.leftovers}
    for article in articles:
        source = article.source
        for block in article.blocks:
            lines = tuple(source.lines_of(span) for span in block.spans)
            if block.role in BODY_ROLES:
                runs = sorted(told_of.get((source.name, block.id), []))
                whole = "".join(block.text[start:end] for start, end in runs) == block.text
            else:
                whole = (
                    block.role is Role.FURNITURE
                    or block.id in cues
                    or block.id in captions
                    or (source.name, lines) in left
                )
            if not whole and block.text:
                raise ReplayFailed(
                    f"the {block.role} {block.text[:20]!r} has no place in the briefing",
                    where=Place(source.name, lines[0].first if lines else None),
                )


def _check_printed(briefing: Briefing, passages: Sequence[Passage], manuscript: Manuscript) -> None:
    """Words printed in the sources' voice are passages, key points, captions and cue headings."""
    allowed = Counter(passage.text for passage in passages)
    allowed.update(point.text for point in briefing.key_points)
    allowed.update(caption.printed.text for caption in briefing.captions)
    headings = {section.title for section in walk(briefing.sections) if section.cue}
    for element in manuscript.elements:
        if (
            isinstance(element, Heading)
            and element.voice is Voice.SOURCE
            and element.text not in headings
        ):
            raise ReplayFailed(f"the heading {element.text!r} has no source")
        if isinstance(element, Paragraph) and element.style not in repeats.STYLES:
            for text in _sources_words(element):
                if not allowed[text]:
                    raise ReplayFailed(f"{text[:20]!r} is printed without a source")
                allowed[text] -= 1
    for passage in passages:
        if allowed[passage.text] > 0:
            raise ReplayFailed("a passage isn't printed", where=_where(passage.base))
    for caption in briefing.captions:
        if allowed[caption.printed.text] > 0:
            raise ReplayFailed("a caption isn't printed", where=_place(caption.base))


def _sources_words(paragraph: Paragraph) -> list[str]:
    """The sources' words of a paragraph, cut at its citations."""
    if paragraph.style in (Style.EDITOR_NOTE, Style.ABSTRACT):
        return []
    out: list[str] = []
    words = ""
    for inline in paragraph.inlines:
        if isinstance(inline, Run | Lead):
            words += inline.text if inline.voice is Voice.SOURCE else ""
        elif not hasattr(inline, "number") and words:
            out.append(words)
            words = ""
    return [*out, words] if words else out
