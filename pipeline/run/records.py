"""The JSON files for machines (README, "Files"): values → plain tables, and tables → bytes.

Line numbers are 1-based; ``lines`` is always a list of [first, last] pairs; ``source`` is the
source's file name.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pipeline.draft import KEY_POINT, Kind
from pipeline.model.article import Role
from pipeline.model.source import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.draft import Edit, EditedPassage
    from pipeline.model.article import Article, Block, Correction
    from pipeline.model.backmatter import TimelineEntry
    from pipeline.model.briefing import Briefing, Section
    from pipeline.model.figure import Conflict, Figure
    from pipeline.model.passage import Passage
    from pipeline.model.source import Lines, Source

Table = dict[str, Any]


def to_json(record: object) -> bytes:
    """UTF-8, keys in the order given, one line end at the end: the same value, the same bytes."""
    text = json.dumps(record, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def record_names(sources: Sequence[str]) -> list[str]:
    """The file of each source in ``normalised/``: its stem, or its whole name where two share one.

    >>> record_names(["a.txt", "b/c.docx", "b/c.pdf"])
    ['a.json', 'b/c.docx.json', 'b/c.pdf.json']
    """
    stems = [str(PurePosixPath(name).with_suffix("")) for name in sources]
    counts = Counter(stems)
    return [
        f"{stem if counts[stem] == 1 else name}.json"
        for name, stem in zip(sources, stems, strict=True)
    ]


def lines_record(lines: Iterable[Lines]) -> list[list[int]]:
    return [[run.first, run.last] for run in lines]


def article_record(article: Article) -> Table:
    """``normalised/<source file stem>.json``. A source whose lines are paragraphs has the key
    ``unit``; blocks of one that has pages have ``pages``.
    """
    source = article.source
    return {
        "source": {
            "id": source.siglum,
            "name": source.name,
            "sha256": source.sha256,
            "encoding": source.encoding,
            **({} if source.unit is Unit.LINE else {"unit": source.unit.value}),
        },
        "blocks": [_block(source, block) for block in article.blocks],
        "corrections": [correction_record(one, source) for one in article.ledger],
    }


def _block(source: Source, block: Block) -> Table:
    lines = [source.lines_of(span) for span in block.spans]
    record: Table = {
        "id": block.id,
        "role": block.role.value,
        "level": block.level,
        "text": block.text,
        "lines": lines_record(lines),
        "spans": [list(span) for span in block.spans],
    }
    if source.page_starts:
        record["pages"] = lines_record(source.pages_of(run) for run in lines)
    return record


def correction_record(one: Correction, source: Source) -> Table:
    record: Table = {
        "id": one.id,
        "source": one.source,
        "line": one.line,
        "start": one.span.start,
        "end": one.span.end,
        "rule": one.rule,
        "kind": one.kind.value,
        "before": one.before,
        "after": one.after,
        "alternatives": list(one.alternatives),
        "context": one.context,
        "reason": one.reason,
        "certainty": one.certainty.value,
        "state": one.state.value,
        "count": one.count,
    }
    if one.evidence:
        record["evidence"] = [
            {"kind": ground.kind.value, "by": list(ground.by)} for ground in one.evidence
        ]
    if one.settled_by:
        record["by"] = one.settled_by
    if one.places:
        record["places"] = [[*place, source.line_at(place.start)] for place in one.places]
    return record


def corrections_record(
    corrections: Iterable[Correction], articles: Iterable[Article]
) -> list[Table]:
    """``corrections.json``; a name wrong throughout has its places as [start, end, line]."""
    sources = {article.source.name: article.source for article in articles}
    return [correction_record(one, sources[one.source]) for one in corrections]


def passages_record(
    passages: Iterable[Passage], edited: Mapping[str, EditedPassage]
) -> list[Table]:
    return [
        {
            "id": passage.id,
            "text": edited[passage.id].text if passage.id in edited else passage.text,
            "witnesses": [
                {"source": one.key, "lines": lines_record(one.lines), "text": one.text}
                for one in passage.witnesses
            ],
            "variants": [
                {
                    "kind": variant.kind.value,
                    "readings": dict(variant.readings),
                    "chosen": variant.chosen,
                }
                for variant in passage.variants
            ],
        }
        for passage in passages
    ]


def figures_record(figures: Sequence[Figure], conflicts: Sequence[Conflict]) -> Table:
    """``figures.json``: the keys are the fields of a Figure, in their order."""
    return {
        "figures": [asdict(figure) for figure in figures],
        "conflicts": [
            {"figures": list(conflict.figures), "reason": conflict.reason} for conflict in conflicts
        ],
    }


def briefing_record(
    briefing: Briefing, edited: Mapping[str, EditedPassage], edits: Sequence[Edit]
) -> Table:
    """``briefing.json``. What the editor changed is marked, with what it was; all edits stand
    under ``edits``.
    """
    return {
        "title": briefing.title,
        "key_points": [
            _with_edit(
                {
                    "id": point.passage.id,
                    "source": point.sentence.source,
                    "lines": lines_record(point.sentence.lines),
                    "text": point.text,
                },
                edited.get(f"{KEY_POINT}{n}"),
            )
            for n, point in enumerate(briefing.key_points)
        ],
        "sections": [_section(section, edited) for section in briefing.sections],
        "captions": [
            {
                "source": caption.base.source,
                "lines": lines_record(caption.base.lines),
                "text": caption.printed.text,
                "witnesses": [
                    {"source": one.source, "lines": lines_record(one.lines)}
                    for one in caption.witnesses
                ],
            }
            for caption in briefing.captions
        ],
        "leftovers": [
            {"source": one.source, "lines": lines_record(one.lines), "reason": one.reason}
            for one in briefing.leftovers
        ],
        "edits": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "paragraph": one.block,
                "before": one.before.shown if one.before else "",
                "after": one.after.shown if one.after else "",
                "by": "editor",
            }
            for one in edits
            if one.kind is not Kind.COMMENT
        ],
        "timeline": [_event(entry) for entry in briefing.timeline],
        "glossary": [
            {
                "term": entry.term,
                "explanation": entry.explanation,
                "source": entry.sentence.source,
                "lines": lines_record(entry.sentence.lines),
            }
            for entry in briefing.glossary
        ],
        "index": [
            {"name": entry.name, "kind": entry.kind.value, "passages": list(entry.passages)}
            for entry in briefing.index
        ],
        "sources": [
            {
                "siglum": entry.source.siglum,
                "name": entry.source.name,
                "title": entry.title,
                "byline": entry.byline,
                "sha256": entry.source.sha256,
                "encoding": entry.source.encoding,
            }
            for entry in briefing.sources
        ],
    }


def _event(entry: TimelineEntry) -> Table:
    """``inferred`` says that the year isn't told with the date, ``witnesses`` who tells it; the
    first of them is ``source``.
    """
    first = entry.tellings[0]
    return {
        "date": entry.date,
        "text": entry.text,
        "source": first.source,
        "lines": lines_record(first.lines),
        "inferred": entry.inferred or entry.unsettled,
        "witnesses": [
            {"source": one.source, "lines": lines_record(one.lines)} for one in entry.tellings
        ],
    }


def _section(section: Section, edited: Mapping[str, EditedPassage]) -> Table:
    return {
        "title": section.title,
        "level": section.level,
        "passages": [
            _told(passage, edited)
            for paragraph in section.paragraphs
            for passage in paragraph.passages
        ],
        "sections": [_section(inner, edited) for inner in section.sections],
    }


def _told(passage: Passage, edited: Mapping[str, EditedPassage]) -> Table:
    record: Table = {
        "id": passage.id,
        "source": passage.base.source,
        "lines": lines_record(passage.base.lines),
        "text": passage.text,
        "witnesses": [
            {"source": one.key, "lines": lines_record(one.lines)} for one in passage.witnesses
        ],
    }
    return _with_edit(record, edited.get(passage.id))


def _with_edit(record: Table, now: EditedPassage | None) -> Table:
    """The record of a passage or key point with the editor's words, and what they were."""
    if now is not None:
        record["edited"] = {"edit": now.edit, "was": record["text"], "by": "editor"}
        record["text"] = now.text
    return record


def paragraphs_text(article: Article) -> str:
    """An article as plain text, a block a line, furniture left out."""
    blocks = (block.text for block in article.blocks if block.role is not Role.FURNITURE)
    return "".join(f"{text}\n" for text in blocks if text)
