"""Promise 2 on figures: every number of the tables, and every number said to disagree, stands in
the cited line, and so do the words that say what it counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from pipeline.errors import Place, ReplayFailed
from pipeline.model.manuscript import Citation, Run, Table, Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.check.repeats import Teller
    from pipeline.model.briefing import Briefing
    from pipeline.model.manuscript import Inline, Manuscript
    from pipeline.model.passage import Sentence
    from pipeline.model.source import Source

_REMEDY = "this is a bug; please report it with the sources"
#: The columns of a table of figures: what is counted, the number, when, who says so.
_COLUMNS = 4


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
        _fail(f"{len(rows)} figures are printed, not {len(briefing.key_figures)}")
    sigla = {source.siglum: name for name, source in sources.items()}
    for row, one in zip(rows, briefing.key_figures, strict=True):
        sentence = one.sentence
        words = told(sentence.source, sentence.spans)
        figure = one.figure
        for part in (figure.subject, figure.metric, figure.period, figure.from_value, one.value):
            if part not in words:
                _fail(f"{part!r} doesn't stand in the line cited for it", sentence)
        if len(row) != _COLUMNS or one.label not in (figure.metric, figure.subject + figure.metric):
            _fail(f"the figure {one.label!r} isn't told in the words of its source", sentence)
        wanted = (one.label, figure.from_value + one.value, figure.period)
        if tuple(_source_words(cell) for cell in row[: _COLUMNS - 1]) != wanted:
            _fail(f"the figure {one.label!r} isn't printed as its source has it", sentence)
        cited = [(sigla[c.siglum], c.lines) for mark in row[-1] if isinstance(mark, Citation)
                 for c in mark.cited]  # fmt: skip
        if cited != [(sentence.source, sentence.lines)]:
            _fail(f"the figure {one.label!r} is cited from elsewhere", sentence)
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
                _fail(f"{figure.value!r} is said to disagree, but isn't told")


def _source_words(cell: tuple[Inline, ...]) -> str:
    return "".join(one.text for one in cell if isinstance(one, Run) and one.voice is Voice.SOURCE)


def _fail(what: str, sentence: Sentence | None = None) -> NoReturn:
    where = Place(sentence.source, sentence.lines[0].first) if sentence else None
    raise ReplayFailed(what, where=where, remedy=_REMEDY)
