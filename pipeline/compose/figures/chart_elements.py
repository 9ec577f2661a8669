"""Charts as they are printed: the drawing, its caption, and where its figures stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compose.figures.charts import number_of
from pipeline.model.backmatter import Telling
from pipeline.model.ids import digest
from pipeline.model.manuscript import Bar, Chart, ChartKind, ChartRow, Paragraph, Run, Style, Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.compose.templates import Labels
    from pipeline.model.backmatter import ChartPlan, KeyFigure
    from pipeline.model.manuscript import Citation, Element

    Cite = Callable[[Sequence[Telling]], Citation]

_WHOLE = 100.0
#: From here on, changes of shares are drawn on the whole.
_HALF = 50.0


def chart_elements(plans: Sequence[ChartPlan], labels: Labels, cite: Cite) -> Iterator[Element]:
    """Each chart with its caption and its source, numbered through."""
    for number, plan in enumerate(plans, 1):
        rows = tuple(_row(plan, one, labels) for one in plan.figures)
        kind = plan.kind.value
        name = digest("chart", kind, *(one.label + one.value for one in plan.figures))
        told = [Telling(one.sentence.source, one.sentence.lines) for one in plan.figures]
        full = _full(plan, rows)
        title = labels.fill("chart_title", number=number, title=_title(plan, labels))
        note = labels.fill(f"chart_{kind}_note" if full else "chart_of_its_own")
        yield Chart(f"chart-{name}", plan.kind, rows, full, _alt(plan, rows, labels))
        yield Paragraph(f"chart-{name}-caption", Style.CHART_CAPTION, (Run(title, Voice.OURS),))
        source = (Run(note + labels.fill("chart_source"), Voice.OURS), cite(told))
        yield Paragraph(f"chart-{name}-source", Style.CHART_SOURCE, source)


def _title(plan: ChartPlan, labels: Labels) -> str:
    title = plan.title or labels.fill(f"chart_{plan.kind.value}")
    return labels.fill("chart_dated", title=title, when=plan.period) if plan.period else title


def _row(plan: ChartPlan, one: KeyFigure, labels: Labels) -> ChartRow:
    figure = one.figure
    bar = Bar(one.value, number_of(figure.value) or 0.0)
    if plan.kind is ChartKind.CHANGE:
        return ChartRow(one.label, (Bar(one.start, number_of(figure.from_value) or 0.0), bar))
    if plan.kind is ChartKind.SHARE:
        return ChartRow(one.label, (bar,))
    over_time = len({other.figure.period for other in plan.figures}) > 1
    name = figure.period if over_time else figure.subject
    return ChartRow(name or labels.fill("chart_unnamed"), (bar,))


def _full(plan: ChartPlan, rows: Sequence[ChartRow]) -> float:
    """The length that fills the measure, 0 where each row has its own."""
    longest = max(bar.length for row in rows for bar in row.bars)
    percent = {one.figure.unit for one in plan.figures} <= {"%", "％"}
    if plan.kind is ChartKind.SHARE:
        return _WHOLE
    if plan.kind is ChartKind.CHANGE and not percent:
        return 0.0
    if plan.kind is ChartKind.CHANGE and _HALF < longest <= _WHOLE:
        return _WHOLE
    return longest


def _alt(plan: ChartPlan, rows: Sequence[ChartRow], labels: Labels) -> str:
    told = [
        labels.fill(
            "chart_alt_change" if len(row.bars) > 1 else "chart_alt_value",
            label=row.label,
            start=row.bars[0].shown,
            value=row.bars[-1].shown,
        )
        for row in rows
    ]
    between = labels.fill("chart_alt_between")
    return labels.fill("chart_alt", title=_title(plan, labels), told=between.join(told))
