"""Doubtful readings as remarks for the editor of the draft: one a printed place in the body.

Nothing is said twice: what is wrong alike throughout a source has one remark, at its first place;
the same slip in two witnesses of a passage is one, and a verdict on it counts for both. What is
made already has its note; a doubt about words that aren't printed is for the proof page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.apparatus import doubted, others
from pipeline.compose.walk import walk
from pipeline.messages import ground_in_chinese
from pipeline.model.article import Kind, State
from pipeline.model.manuscript import Citation, Doubt, NoteCall, Paragraph, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.compose.templates import Labels
    from pipeline.model.article import Correction
    from pipeline.model.briefing import Briefing
    from pipeline.model.manuscript import Inline, Manuscript
    from pipeline.model.passage import Passage, Placed


def with_remarks(
    manuscript: Manuscript,
    briefing: Briefing,
    corrections: Iterable[Correction],
    labels: Labels,
) -> Manuscript:
    """The manuscript with a remark for every doubt that is printed in its body or captions."""
    sigla = {entry.source.name: entry.source.siglum for entry in briefing.sources}
    doubted: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        if one.kind is Kind.READING and one.state is State.FLAGGED:
            doubted[one.source].append(one)
    paragraphs = {one.id: one for one in manuscript.elements if isinstance(one, Paragraph)}
    seen: set[str] = set()
    remarks: list[Remark] = []
    for element, text, readings, twins in _places(briefing, paragraphs, doubted):
        open_ = [one for one in readings if one.correction.state is State.FLAGGED]
        for group in _met(one for one in open_ if one.correction.id not in seen):
            seen |= {one.correction.id for one in group if one.correction.places}
            remarks.append(_remark(element, text, group, twins, sigla, labels))
    return replace(manuscript, remarks=(*manuscript.remarks, *remarks))


def _places(
    briefing: Briefing,
    paragraphs: Mapping[str, Paragraph],
    doubted: Mapping[str, Sequence[Correction]],
) -> Iterator[tuple[str, str, list[Placed], dict[str, list[Correction]]]]:
    """Each paragraph with its words, its readings at their places in it, and the same slips in
    other witnesses by the id of the base's.
    """
    for section in walk(briefing.sections):
        for paragraph in section.paragraphs:
            id = paragraph.passages[0].id
            if id not in paragraphs:
                continue
            text, starts = _starts(paragraphs[id].inlines)
            readings: list[Placed] = []
            twins: dict[str, list[Correction]] = {}
            for passage, start in zip(paragraph.passages, starts, strict=True):
                readings += _shifted(passage.readings, start)
                twins |= _twins(passage, doubted)
            yield id, text, readings, twins
    for caption in briefing.captions:
        if caption.base.block.id in paragraphs:
            text, _ = _starts(paragraphs[caption.base.block.id].inlines)
            yield caption.base.block.id, text, list(caption.printed.readings), {}


def _starts(inlines: Iterable[Inline]) -> tuple[str, list[int]]:
    """The words of a line, and where each of its passages begins: each ends in its citation."""
    text, starts = "", [0]
    for one in inlines:
        text += "" if isinstance(one, NoteCall) else one.text
        if isinstance(one, Citation):
            starts.append(len(text))
    return text, starts[:-1]


def _shifted(readings: Iterable[Placed], by: int) -> list[Placed]:
    return [
        one._replace(at=one.at._replace(start=one.at.start + by, end=one.at.end + by))
        for one in readings
    ]


def _twins(
    passage: Passage, doubted: Mapping[str, Sequence[Correction]]
) -> dict[str, list[Correction]]:
    """Slips of other witnesses that are the base's too: the n-th such of theirs is its n-th."""
    counts: dict[tuple[str, str | None], int] = defaultdict(int)
    out: dict[str, list[Correction]] = {}
    for placed in passage.readings:
        one = placed.correction
        if one.state is not State.FLAGGED:
            continue
        slip = (one.before, one.after)
        number = counts[slip]
        counts[slip] += 1
        found = []
        for witness in passage.witnesses[1:]:
            spans = [span for sentence in witness.sentences for span in sentence.spans]
            same = [
                other
                for other in doubted.get(witness.source, ())
                if (other.before, other.after) == slip
                and any(low <= other.span.start and other.span.end <= high for low, high in spans)
            ]
            found += same[number : number + 1]
        out[one.id] = [other for other in found if other.id != one.id]
    return out


def _met(readings: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Readings of the same characters, together."""
    group: list[Placed] = []
    for one in sorted(readings, key=lambda one: one.at):
        if group and one.at.start >= max(other.at.end for other in group):
            yield group
            group = []
        if one.at.start < one.at.end:
            group.append(one)
    if group:
        yield group


def _remark(
    element: str,
    text: str,
    group: Sequence[Placed],
    twins: Mapping[str, Sequence[Correction]],
    sigla: Mapping[str, str],
    labels: Labels,
) -> Remark:
    doubts: list[Doubt] = []
    lines: list[str] = []
    for at, one in group:
        lines += _lines(one, text[at.start : at.end], sigla, labels)
        same = (one, *twins.get(one.id, ()))
        doubts += (Doubt(other.id, at.start, at.end, one.after) for other in same)
    ids = tuple(dict.fromkeys(doubt.id for doubt in doubts))
    lines += [labels.fill("remark_answer"), f"〔{' '.join(ids)}〕"]
    start = min(at.start for at, _ in group)
    end = max(at.end for at, _ in group)
    return Remark(element, start, end, tuple(lines), ids, tuple(doubts))


def _lines(one: Correction, now: str, sigla: Mapping[str, str], labels: Labels) -> Iterator[str]:
    """What is doubtful and what is proposed, in the formulas of the notes; why; how often."""
    values = {"now": now, "after": one.after or "", "before": one.before}
    values |= others(one, sigla, labels)
    yield labels.note(doubted(one, (), labels), **values)
    if one.alternatives:
        yield labels.fill("remark_alternatives", alternatives="、".join(one.alternatives))
    rule = labels.proof.get(f"rules.{one.rule}", one.rule)
    yield labels.fill("remark_reason", rule=rule, reason=ground_in_chinese(one.reason))
    if one.places:
        yield labels.fill("remark_throughout", count=one.count)
