"""Key figures, charts and conflicts as they are printed: a table a section, then the charts, then
what disagrees.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.compose.dates import dates
from pipeline.compose.figures.chart_elements import chart_elements
from pipeline.compose.figures.columns import shares
from pipeline.compose.figures.conflicts import excerpt
from pipeline.compose.figures.periods import OF_THE_WRITER
from pipeline.compose.quotes import inner
from pipeline.model.backmatter import Telling
from pipeline.model.ids import digest
from pipeline.model.manuscript import Heading, Paragraph, Run, Style, Table, Voice

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.compose.templates import Labels
    from pipeline.model.backmatter import KeyFigure
    from pipeline.model.briefing import Briefing
    from pipeline.model.figure import Conflict, Figure
    from pipeline.model.manuscript import Citation, Element, Inline

    Cite = Callable[[Sequence[Telling]], Citation]

MEASURE = 41.0
"""Characters of a table's cells on a line, where nobody says."""

#: The column of times, from 0.
_WHEN = 2
#: The sum that a reason holds: 18 + 27 = 45, not 46.
_SUM = re.compile(r"[\d.]+(?: \+ [\d.]+)+ = [\d.]+%?")
#: Where a change starts from stands before this, with blanks on both sides.
ARROW = "\N{RIGHTWARDS ARROW}"


def figures_elements(
    briefing: Briefing,
    labels: Labels,
    cite: Cite,
    published: Mapping[str, dt.date],
    contested: AbstractSet[str],
    measure: float = MEASURE,
) -> Iterator[Element]:
    """The table of key figures, by section, charts and conflicts; nothing where there are none.
    ``published`` dates sources by name: only then is 去年 told as a year, and marked.
    ``contested`` are the ids of figures that are marked so, ``measure`` is that of a table, in
    characters of its cells.
    """
    if not (briefing.key_figures or briefing.charts or briefing.conflicts):
        return
    yield Heading("h-figures", 1, "", labels.fill("figures"))
    groups = groupby(briefing.key_figures, key=lambda one: one.section)
    tables = [
        Table(
            id=f"figures-{number}",
            caption=labels.fill("table", number=number, title=section),
            head=tuple(labels.fill(f"figures_{name}") for name in ("what", "value", "when", "by")),
            rows=tuple(_row(one, contested, labels, cite, published) for one in found),
            widths=(),
        )
        for number, (section, found) in enumerate(groups, 1)
    ]
    widths = shares(tables, measure)
    for table in tables:
        dated = replace(table, widths=widths)
        yield dated if any(row[_WHEN] for row in table.rows) else _without_times(dated)
    yield from chart_elements(briefing.charts, labels, cite)
    if briefing.conflicts:
        yield Heading("h-conflicts", 2, "", labels.fill("conflicts"))
        by_id = {one.id: one for one in briefing.figures}
        for conflict in briefing.conflicts:
            yield _conflict(conflict, by_id, briefing, labels, cite)


def _without_times(table: Table) -> Table:
    """A table of which no number has a time, without the column for it: what is counted gets its
    room.
    """
    what, value, when, by = table.widths
    return replace(
        table,
        head=(*table.head[:_WHEN], *table.head[_WHEN + 1 :]),
        rows=tuple((*row[:_WHEN], *row[_WHEN + 1 :]) for row in table.rows),
        widths=(round(what + when, 4), value, by),
    )


def _row(
    one: KeyFigure,
    contested: AbstractSet[str],
    labels: Labels,
    cite: Cite,
    published: Mapping[str, dt.date],
) -> tuple[tuple[Inline, ...], ...]:
    figure = one.figure
    value: tuple[Inline, ...] = (Run(one.value),)
    if figure.from_value:
        value = (Run(one.start), Run(f" {ARROW} ", Voice.OURS), Run(one.value))
    if figure.id in contested:
        value = (*value, Run(labels.fill("contested"), Voice.OURS))
    if one.planned:
        value = (*value, Run(labels.fill("planned"), Voice.OURS))
    when = _when(one, labels, published)
    tellings = [Telling(one.sentence.source, one.sentence.lines)]
    return (
        (Run(one.label),),
        value,
        tuple(
            Run(words, voice)
            for words, voice in ((figure.period, Voice.SOURCE), (when, Voice.OURS))
            if words
        ),
        (cite(tellings),),
    )


def _when(one: KeyFigure, labels: Labels, published: Mapping[str, dt.date]) -> str:
    """The year of 去年 and 今年, where the source is dated, and the day on which it writes of 本周;
    the year of what its title alone dates; "" else.
    """
    figure = one.figure
    if one.year:
        return labels.fill("date_inferred", date=f"{one.year}年")
    if one.as_of:
        return labels.fill("as_of", month=one.as_of[0], day=one.as_of[1])
    day = published.get(figure.source)
    if day and OF_THE_WRITER.match(figure.period):
        return labels.fill("as_of", month=day.month, day=day.day)
    shift = next((one.shift for one in dates(figure.period) if one.shift is not None), None)
    if day is None or shift is None:
        return ""
    return labels.fill("year_inferred", year=day.year + shift)


def _conflict(
    conflict: Conflict,
    by_id: Mapping[str, Figure],
    briefing: Briefing,
    labels: Labels,
    cite: Cite,
) -> Paragraph:
    """Each source's clause with its number, quoted and cited, side by side, once where several
    say it alike; a total with its parts in one, and what they come to.
    """
    lines = {
        (sentence.source, sentence.text): sentence.lines
        for passage in briefing.told
        for witness in passage.witnesses
        for sentence in witness.sentences
    }
    inlines: list[Inline] = []
    figures = [by_id[name] for name in conflict.figures]
    added = _SUM.match(conflict.reason)
    alike: dict[str, list[Figure]] = {}
    for same in [figures] if added else [[figure] for figure in figures]:
        alike.setdefault(inner(excerpt(same)), []).append(same[0])
    for words, told in _by_value(alike):
        inlines.append(Run(labels.fill("quoted", words=words), Voice.OURS))
        inlines.append(cite([Telling(one.source, lines[one.source, one.sentence]) for one in told]))
    if added:
        inlines.append(Run(labels.fill("conflict_sum", sum=added[0]), Voice.OURS))
    return Paragraph(f"x-{digest(*conflict.figures)}", Style.COLOPHON, tuple(inlines))


def _by_value(alike: Mapping[str, Sequence[Figure]]) -> Iterator[tuple[str, list[Figure]]]:
    """The clauses that figures stand in, each with those who say so; who gives the same value in
    other words is told with the first.
    """
    of_value: dict[frozenset[str], tuple[str, list[Figure]]] = {}
    for words, told in alike.items():
        values = frozenset(one.value + one.unit for one in told)
        of_value.setdefault(values, (words, []))[1].extend(told)
    yield from of_value.values()
