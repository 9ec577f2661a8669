"""Tables of a source: its rows, a paragraph each so far, are printed as the table they were.

A wrong table is worse than none: rows stand close under one another in one source, have as many
cells each, a head that counts nothing, and a column that does. Where something is doubted or told
in two ways, they stay paragraphs, where that can be said at the word.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.compose.figures.columns import width
from pipeline.model.briefing import PrintedParagraph
from pipeline.model.manuscript import Citation, Run, Table, Voice
from pipeline.model.source import Lines
from pipeline.normalise.language.endings import has_sentence_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.model.briefing import Section
    from pipeline.model.manuscript import Inline
    from pipeline.model.passage import Passage

#: What stands between two cells of a row, as normalising leaves it.
BETWEEN = "\N{IDEOGRAPHIC SPACE}"
#: A head and so many rows make a table; they have so many columns; between two of them stand at
#: most so many lines of the source that aren't printed (a rule, an empty line).
_ROWS, _COLUMNS, _APART = 2, (2, 8), 2
#: A cell that counts: 12000, 3.2%, 2100元, -5; a year or a month is what a head may say.
_COUNTS = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?(?!\d)(?![年月日号届期])")
_NOTHING = frozenset({"", "—", "——", "-", "–", "/", "…", "……"})
#: Shares of the measure that no column goes under or over, before they are made to add up.
_NARROWEST, _WIDEST = 0.1, 0.5
#: Characters between two columns.
_PADDING = 2.0


def with_tables(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, with the paragraphs that are rows of one table put together."""
    return tuple(
        replace(
            section,
            paragraphs=tuple(_together(section.paragraphs)),
            sections=with_tables(section.sections),
        )
        for section in sections
    )


def _together(paragraphs: Sequence[PrintedParagraph]) -> Iterator[PrintedParagraph]:
    run: list[PrintedParagraph] = []
    for one in paragraphs:
        if run and not _follows(run[-1], one):
            yield from _settled(run)
            run = []
        if _is_row(one):
            run.append(one)
        else:
            yield one
    yield from _settled(run)


def _settled(run: Sequence[PrintedParagraph]) -> Sequence[PrintedParagraph]:
    """The rows as one paragraph, where they are a table; else as they are."""
    if not is_table([row.passages[0].text.split(BETWEEN) for row in run]):
        return run
    passages = tuple(row.passages[0] for row in run)
    return [PrintedParagraph(passages, run[0].reason, table=True)]


def is_table(rows: Sequence[Sequence[str]]) -> bool:
    """A head that counts nothing, and rows with a column, not the first, that does.

    >>> is_table([["镇", "2031年"], ["河口", "12000亩"], ["石桥", "—"]])
    True
    >>> is_table([["柯宁", "苏晓"], ["路遥", "秦向南"], ["陶然", "聂远"]])
    False
    >>> is_table([["河口", "12000"], ["石桥", "8600"], ["清溪", "23000"]])
    False
    """
    if len(rows) <= _ROWS:
        return False
    head, *body = rows
    if any(_COUNTS.match(cell) for cell in head) or not all(head):
        return False
    for column in list(zip(*body, strict=True))[1:]:
        counted = [_COUNTS.match(cell) is not None for cell in column]
        if any(counted) and all(
            counts or cell in _NOTHING for counts, cell in zip(counted, column, strict=True)
        ):
            return True
    return False


def _is_row(paragraph: PrintedParagraph) -> bool:
    passage = paragraph.passages[0]
    plain = len(paragraph.passages) == 1 and not passage.readings and not passage.variants
    columns = passage.text.count(BETWEEN) + 1
    return (
        plain
        and _COLUMNS[0] <= columns <= _COLUMNS[1]
        and len(passage.base.sentences) == 1
        and not has_sentence_mark(passage.text)
    )


def _follows(above: PrintedParagraph, below: PrintedParagraph) -> bool:
    if not _is_row(below):
        return False
    one, other = above.passages[0], below.passages[0]
    if one.base.source != other.base.source or not (one.base.lines and other.base.lines):
        return False
    between = other.base.lines[0].first - one.base.lines[-1].last - 1
    return 0 <= between <= _APART and one.text.count(BETWEEN) == other.text.count(BETWEEN)


def table_of(
    passages: Sequence[Passage], cite: Callable[[Sequence[tuple[str, tuple[Lines, ...]]]], Citation]
) -> Table:
    """The table of a paragraph that is one. Each row has its citation in its last cell, the first
    one that of the head, too.
    """
    head, *body = (passage.text.split(BETWEEN) for passage in passages)
    rows = []
    for n, row in enumerate(body):
        told = passages[:2] if n == 0 else passages[n + 1 : n + 2]
        lines: dict[str, list[Lines]] = {}
        for one in (witness for passage in told for witness in passage.witnesses):
            lines.setdefault(one.source, []).extend(one.lines)
        cited = cite([(source, tuple(_merged(runs))) for source, runs in lines.items()])
        inlines: list[tuple[Inline, ...]] = [(Run(cell),) if cell else () for cell in row]
        rows.append((*inlines[:-1], (*inlines[-1], cited)))
    return Table(
        passages[0].id, "", tuple(head), tuple(rows), _widths(head, rows), voice=Voice.SOURCE
    )


def _merged(runs: Sequence[Lines]) -> Iterator[Lines]:
    """Lines in order, as few runs of them as they make."""
    held: Lines | None = None
    for run in sorted(runs):
        if held is not None and run.first <= held.last + 1:
            held = Lines(held.first, max(held.last, run.last))
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _widths(
    head: Sequence[str], rows: Sequence[tuple[tuple[Inline, ...], ...]]
) -> tuple[float, ...]:
    """Shares of the measure by the longest words of each column."""
    needed = [
        max(width(Run(name)), *(sum(map(width, row[column])) for row in rows)) + _PADDING
        for column, name in enumerate(head)
    ]
    bounded = [min(_WIDEST, max(_NARROWEST, one / sum(needed))) for one in needed]
    edges = [0.0]
    for one in bounded:
        edges.append(round(edges[-1] + one / sum(bounded), 4))
    edges[-1] = 1.0
    return tuple(round(right - left, 4) for left, right in pairwise(edges))


def rows_of(table: Table) -> Iterator[str]:
    """What a source's table prints, row by row, as its passages read."""
    yield BETWEEN.join(table.head)
    for row in table.rows:
        said = (
            "".join(one.text for one in cell if isinstance(one, Run) and one.voice is Voice.SOURCE)
            for cell in row
        )
        yield BETWEEN.join(said)
