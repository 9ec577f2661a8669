"""Promise 2 on figures: every number of the tables and charts, and every number said to disagree,
stands in the cited line, and so do the words that say what it counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.check.faults import unproved
from pipeline.model.manuscript import Chart, Citation, Paragraph, Run, Table, Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.check.repeats import Teller
    from pipeline.model.backmatter import KeyFigure
    from pipeline.model.briefing import Briefing
    from pipeline.model.manuscript import ChartRow, Inline, Manuscript
    from pipeline.model.source import Lines, Source

#: The columns of a table of figures: what is counted, the number, when (where one of them has a
#: time), who says so.
_COLUMNS = (3, 4)
#: What a figure counts is put together of so many runs of its sentence at most.
_RUNS = 4


def check_figures(
    briefing: Briefing, manuscript: Manuscript, sources: Mapping[str, Source], told: Teller
) -> None:
    """Raises ReplayFailed (exit 11). ``told`` gives the words of runs of a source as printed."""
    rows = [
        row
        for element in manuscript.elements
        if isinstance(element, Table) and element.id.startswith("figures-")
        for row in element.rows
    ]
    if len(rows) != len(briefing.key_figures):
        unproved(f"{len(rows)} figures are printed, not {len(briefing.key_figures)}")
    sigla = {source.siglum: name for name, source in sources.items()}
    for row, one in zip(rows, briefing.key_figures, strict=True):
        sentence = one.sentence
        words = told(sentence.source, sentence.spans)
        figure = one.figure
        _check_told(one, words)
        if len(row) not in _COLUMNS or one.label not in (
            figure.metric,
            figure.subject + figure.metric,
        ):
            unproved(f"the figure {one.label!r} isn't told in the words of its source", sentence)
        wanted = (one.label, one.start + one.value, figure.period)
        timeless = ("",) * (_COLUMNS[1] - len(row))
        if (*(_source_words(cell) for cell in row[:-1]), *timeless) != wanted:
            unproved(f"the figure {one.label!r} isn't printed as its source has it", sentence)
        cited = [(sigla[c.siglum], c.lines) for mark in row[-1] if isinstance(mark, Citation)
                 for c in mark.cited]  # fmt: skip
        if cited != [(sentence.source, sentence.lines)]:
            unproved(f"the figure {one.label!r} is cited from elsewhere", sentence)
    _check_charts(briefing, manuscript, sigla, told)
    known = {figure.id: figure for figure in briefing.figures}
    told_of = {
        (sentence.source, sentence.text)
        for passage in briefing.told
        for witness in passage.witnesses
        for sentence in witness.sentences
    }
    for conflict in briefing.conflicts:
        for name in conflict.figures:
            figure = known[name]
            if figure.value not in figure.sentence or (
                (figure.source, figure.sentence) not in told_of
            ):
                unproved(f"{figure.value!r} is said to disagree, but isn't told")


def _check_told(one: KeyFigure, words: str) -> None:
    """A figure's words stand in the sentence cited; what it counts may be several runs of it."""
    figure = one.figure
    for part in (figure.subject, figure.period, one.start, one.value):
        if part not in words:
            unproved(f"{part!r} doesn't stand in the line cited for it", one.sentence)
    if not _is_of_runs(figure.metric, words):
        unproved(f"{figure.metric!r} doesn't stand in the line cited for it", one.sentence)


def _is_of_runs(metric: str, words: str) -> bool:
    """Whether some words are runs of a sentence, one after the other, and no more than _RUNS."""
    for _ in range(_RUNS):
        run = next((n for n in range(len(metric), 0, -1) if metric[:n] in words), 0)
        metric = metric[run:]
    return not metric


def _check_charts(
    briefing: Briefing, manuscript: Manuscript, sigla: Mapping[str, str], told: Teller
) -> None:
    """Every bar is as long as its number, which stands in the line cited below the chart."""
    elements = manuscript.elements
    drawn = [n for n, one in enumerate(elements) if isinstance(one, Chart)]
    if len(drawn) != len(briefing.charts):
        unproved(f"{len(drawn)} charts are drawn, not {len(briefing.charts)}")
    for at, plan in zip(drawn, briefing.charts, strict=True):
        chart, source = elements[at], elements[at + 2]
        if not isinstance(chart, Chart) or not isinstance(source, Paragraph):
            unproved("a chart has no source below it")
        cited = {(sigla[c.siglum], c.lines) for mark in source.inlines if isinstance(mark, Citation)
                 for c in mark.cited}  # fmt: skip
        wanted: dict[str, set[Lines]] = {}
        for one in plan.figures:
            wanted.setdefault(one.sentence.source, set()).update(one.sentence.lines)
        if cited != {(name, tuple(sorted(lines))) for name, lines in wanted.items()}:
            unproved(f"the chart {chart.id!r} is cited from elsewhere", plan.figures[0].sentence)
        if len(chart.rows) != len(plan.figures):
            unproved(f"the chart {chart.id!r} has {len(chart.rows)} rows")
        for row, one in zip(chart.rows, plan.figures, strict=True):
            _check_told(one, told(one.sentence.source, one.sentence.spans))
            _check_row(row, one, chart.alt, manuscript.labels["chart_unnamed"])


def _check_row(row: ChartRow, one: KeyFigure, alt: str, unnamed: str) -> None:
    figure = one.figure
    shown = tuple(bar.shown for bar in row.bars)
    if shown != ((one.start, one.value) if len(shown) > 1 else (one.value,)):
        unproved(f"{row.label!r} isn't drawn as its source has it", one.sentence)
    if any(bar.length != _length(bar.shown) for bar in row.bars):
        unproved(f"a bar of {row.label!r} isn't as long as its number", one.sentence)
    labels = (figure.metric, figure.subject + figure.metric, figure.subject, figure.period, unnamed)
    if not row.label or row.label not in labels:
        unproved(f"{row.label!r} isn't told in the words of its source", one.sentence)
    if any(part not in alt for part in (row.label, *shown)):
        unproved(f"the words for a chart leave {row.label!r} out", one.sentence)


def _length(shown: str) -> float:
    found = re.search(r"\d(?:[\d,]|\s(?=\d))*(?:\.\d+)?", shown)
    return float(re.sub(r"[,\s]", "", found[0])) if found else -1.0


def _source_words(cell: tuple[Inline, ...]) -> str:
    return "".join(one.text for one in cell if isinstance(one, Run) and one.voice is Voice.SOURCE)
