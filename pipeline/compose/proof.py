"""Articles, corrections, passages → the proof: each block beside its source's lines, with what was
changed or doubted in it, where it is printed, and where others tell it otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.compose.apparatus import Apparatus
from pipeline.compose.marks import Marks
from pipeline.compose.walk import walk
from pipeline.model.article import Kind, State
from pipeline.model.passage import Placed
from pipeline.model.proof import (
    Clash,
    Difference,
    Printing,
    Proof,
    ProofBlock,
    ProofSource,
    Query,
    SourceLine,
)
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.compose.templates import Labels
    from pipeline.model.article import Article, Block, Correction
    from pipeline.model.briefing import Briefing
    from pipeline.model.figure import Conflict, Figure
    from pipeline.model.passage import Passage
    from pipeline.model.source import Source

#: Changes of the layout that a reader of lines and blocks sees anyhow.
_SEEN_ANYHOW = frozenset({Kind.LAYOUT})


def make_proof(
    articles: Sequence[Article],
    corrections: Sequence[Correction],
    passages: Sequence[Passage],
    briefing: Briefing,
    labels: Labels,
    language: str,
    decisions: str,
) -> Proof:
    """``corrections`` are those of all sources, as the editor settled them; ``decisions`` is the
    text of ``decisions.toml``.
    """
    sigla = {article.source.name: article.source.siglum for article in articles}
    by_source: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        if one.kind not in _SEEN_ANYHOW:
            by_source[one.source].append(one)
    printings = _printings(passages, briefing, sigla)
    differences = _differences(passages, sigla)
    reasons = {(one.source, one.lines): one.reason for one in briefing.leftovers}
    titles = {entry.source.name: entry.title for entry in briefing.sources}
    sources = []
    holders: dict[str, str] = {}  # the block that shows a correction
    for article in articles:
        name = article.source.name
        marks = Marks(by_source[name])
        blocks = []
        for block in article.blocks:
            key = name, block.id
            segments = marks.segments(block)
            for segment in segments:
                for touched in segment.corrections:
                    holders.setdefault(touched, block.id)
            lines = tuple(article.source.lines_of(span) for span in block.spans)
            blocks.append(
                ProofBlock(
                    id=block.id,
                    role=block.role,
                    level=block.level,
                    lines=tuple(_lines(article.source, block)),
                    segments=segments,
                    printings=tuple(printings.get(key, ())),
                    differences=tuple(differences.get(key, ())),
                    leftover=reasons.get((name, lines), ""),
                )
            )
        source = article.source
        sources.append(
            ProofSource(source.siglum, name, titles.get(name, ""), source.encoding, tuple(blocks))
        )
    return Proof(
        title=briefing.title,
        language=language,
        sources=tuple(sources),
        queries=tuple(_queries(corrections, holders, sigla, labels)),
        clashes=tuple(_clashes(briefing.figures, briefing.conflicts, sigla)),
        decisions=decisions,
        labels=dict(labels.proof),
    )


def _lines(source: Source, block: Block) -> Iterator[SourceLine]:
    """The lines a block was made of, each once, in the order they are read in."""
    seen: set[int] = set()
    for span in block.spans:
        run = source.lines_of(span)
        for number in range(run.first, run.last + 1):
            text = source.line(number)
            if number not in seen and text.strip():
                seen.add(number)
                yield SourceLine(number, text)


def _printings(
    passages: Sequence[Passage], briefing: Briefing, sigla: Mapping[str, str]
) -> dict[tuple[str, str], list[Printing]]:
    """Where the words of each block are printed, by source and block."""
    homes = {
        passage.id: (section.title, paragraph.reason)
        for section in walk(briefing.sections)
        for paragraph in section.paragraphs
        for passage in paragraph.passages
    }
    homes |= {one.passage.id: ("", one.reason) for one in briefing.unprinted}
    out: dict[tuple[str, str], list[Printing]] = defaultdict(list)
    for passage in passages:
        title, reason = homes.get(passage.id, ("", ""))
        base = sigla[passage.base.source]
        for key in dict.fromkeys(
            (one.source, one.block) for witness in passage.witnesses for one in witness.sentences
        ):
            out[key].append(Printing(passage.id, title, base, reason))
    return out


def _differences(
    passages: Sequence[Passage], sigla: Mapping[str, str]
) -> dict[tuple[str, str], list[Difference]]:
    out: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for passage in passages:
        names = {one.key: sigla[one.source] + _again(one.key) for one in passage.witnesses}
        found = [
            Difference(passage.id, one, tuple((names[key], text) for key, text in one.readings))
            for one in passage.variants
        ]
        for key in dict.fromkeys(
            (one.source, one.block) for witness in passage.witnesses for one in witness.sentences
        ):
            out[key] += found
    return out


def _again(key: str) -> str:
    """``#2`` where a source speaks twice."""
    _, mark, number = key.rpartition("#")
    return f"#{number}" if mark and number.isdigit() else ""


def _queries(
    corrections: Sequence[Correction],
    holders: Mapping[str, str],
    sigla: Mapping[str, str],
    labels: Labels,
) -> Iterator[Query]:
    """Every correction that stands in a block: readings first, then what the rules did."""
    for one in sorted(corrections, key=lambda one: one.kind is not Kind.READING):
        if one.id not in holders or one.source not in sigla:
            continue
        note = ""
        if one.kind is Kind.READING and one.state is not State.REJECTED:
            made = one.state is State.APPLIED and one.after is not None
            words = (one.after or "") if made else one.before
            placed = Placed(Span(0, len(words)), one)
            notes = Apparatus((), (), sigla, labels).reading_notes(words, [placed])
            note = "".join(found.text for found in notes)
        grounds = tuple(
            ground.kind.value + ("：" + "、".join(sigla.get(by, by) for by in ground.by))
            if ground.by
            else ground.kind.value
            for ground in one.evidence
        )
        yield Query(one, sigla[one.source], holders[one.id], note, grounds)


def _clashes(
    figures: Sequence[Figure], conflicts: Sequence[Conflict], sigla: Mapping[str, str]
) -> Iterator[Clash]:
    by_id = {one.id: one for one in figures}
    for conflict in conflicts:
        found = [by_id[name] for name in conflict.figures]
        yield Clash(
            conflict.reason, tuple((sigla[one.source], one.line, one.sentence) for one in found)
        )
