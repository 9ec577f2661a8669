"""Manuscript → HTML and CSS for print: the templates of ``templates/pdf/``, filled in.

The style sheet is the one template without autoescape: no word of a manuscript goes into it,
only tokens and, quoted by ``css.string``, the label of the folio.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model.manuscript import (
    Chart,
    Citation,
    CrossReference,
    Heading,
    Illustration,
    Lead,
    Manuscript,
    NoteCall,
    Paragraph,
    Run,
    all_inlines,
)
from pipeline.model.rows import Grid, with_grids
from pipeline.render.charts import vector_picture
from pipeline.render.columned import in_columns
from pipeline.render.front import (
    closing_lines,
    contents_rows,
    foot_lines,
    front_lines,
    heading_rows,
    rows_of,
)
from pipeline.render.rows import cell_styles, column_widths
from pipeline.render.running import TITLE_SHARE, running_section, running_title
from pipeline.render.templates import environment, filled
from pipeline.render.together import kept_with_next
from pipeline.render.western import with_western_marks
from pipeline.typography import css
from pipeline.typography.notes import note_parts
from pipeline.typography.titles import sense_lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import jinja2

    from pipeline.model.manuscript import Element
    from pipeline.render.front import PrintedLine
    from pipeline.typography.tokens import Layout

    Lines = tuple[PrintedLine, ...]

PAGE = "pdf/page.html.j2"
SHEET = "pdf/print.css.j2"

#: What asks for a sign in colours, or in none (telephones write it behind ⚠): Pango would look for
#: the sign in families that nobody has chosen.
_SELECTORS = {ord("\N{VARIATION SELECTOR-15}"): None, ord("\N{VARIATION SELECTOR-16}"): None}


def page_html(manuscript: Manuscript, layout: Layout, templates: Path) -> str:
    """The whole briefing as one HTML page, without its style sheet.

    Raises ConfigError, naming template and line, when a template is missing or broken.
    """
    head, lines = _head(front_lines(manuscript, layout), layout)
    page = _fill(
        templates,
        PAGE,
        layout,
        book=manuscript,
        front=manuscript.front,
        running_title=running_title(manuscript, layout),
        front_head=head,
        front_lines=lines,
        closing_lines=closing_lines(manuscript, layout),
        foot_lines=foot_lines(manuscript, layout),
        labels=manuscript.labels,
        listed=[
            element
            for element in manuscript.elements
            if isinstance(element, Heading) and element.level <= layout.contents_depth
        ],
        targets=_targets(manuscript),
        kept=kept_with_next(manuscript.elements, layout),
    )
    return page.translate(_SELECTORS)


def print_sheet(manuscript: Manuscript, layout: Layout, templates: Path) -> str:
    """The style sheet of the PDF: the layout's tokens, and the words of the folio.

    Raises ConfigError, as page_html does.
    """
    return _fill(
        templates,
        SHEET,
        layout,
        page=layout.page,
        margin=layout.margins(),
        colour=layout.colours,
        length=layout.lengths,
        title_share=TITLE_SHARE,
        folio=css.folio(manuscript.labels[layout.folio.label]),
    )


def _head(lines: Lines, layout: Layout) -> tuple[Lines, Lines]:
    """The lines above the title, and the others. Their room is measured from the head of the page
    and from one another, as a form has it; the title and what follows stand on the grid. A cover
    stands alone.
    """
    if layout.cover:
        return (), lines
    titles = (n for n, line in enumerate(lines) if any(one.name == "title" for one in line.parts))
    above = next(titles, 0)
    return lines[:above], lines[above:]


def _runs(elements: Iterable[Element], layout: Layout) -> list[tuple[str, list[Element | Grid]]]:
    """The elements in their order, those together whose type has a pitch of its own, each such run
    with its kind: "columns" for what stands in columns, "" for what stands on the grid.
    """

    def kind(element: Element | Grid) -> str:
        if isinstance(element, Grid):
            return ""
        if in_columns(element):
            return "columns"
        own = isinstance(element, Paragraph) and not layout.on_the_grid(element.style)
        return "lines" if own else ""

    return [(name, list(run)) for name, run in groupby(with_grids(elements), kind)]


def _targets(manuscript: Manuscript) -> frozenset[str]:
    """The ids that links lead to. Others need no anchor, and each anchor costs bytes."""
    inlines = list(all_inlines(manuscript.elements))
    cited = {
        one.anchor for inline in inlines if isinstance(inline, Citation) for one in inline.cited
    }
    return frozenset(cited | {one.anchor for one in inlines if isinstance(one, CrossReference)})


def _fill(templates: Path, name: str, layout: Layout, **values: object) -> str:
    return filled(_environment(templates, layout), name, layout=layout, **values)


def _environment(templates: Path, layout: Layout) -> jinja2.Environment:
    pages = environment(templates)
    pages.tests |= {
        "heading": lambda one: isinstance(one, Heading),
        "paragraph": lambda one: isinstance(one, Paragraph),
        "grid": lambda one: isinstance(one, Grid),
        "chart": lambda one: isinstance(one, Chart),
        "illustration": lambda one: isinstance(one, Illustration),
        "run": lambda one: isinstance(one, Run),
        "note_call": lambda one: isinstance(one, NoteCall),
        "lead": lambda one: isinstance(one, Lead),
        "cross_reference": lambda one: isinstance(one, CrossReference),
    }
    pages.filters |= {
        "pt": css.pt,
        "em": css.em,
        "mm": lambda value: css.number(value) + "mm",
        "declarations": lambda name: css.declarations(layout.styles[name], layout),
        "type_face": lambda name: css.type_face(layout.styles[name], layout),
        "families": lambda name: css.family(layout.faces[layout.styles[name].face]),
        "in_line": lambda name: css.in_line(layout.styles[name], layout),
        "marker": lambda name: css.marker(layout.styles[name], layout),
        "widths": lambda grid: column_widths(grid, layout),
        "cell_styles": lambda grid: cell_styles(grid, layout),
        "percent": lambda share: css.number(100 * share) + "%",
        "groups_by_frame": lambda lines: [
            (frame, list(group))
            for frame, group in groupby(lines, lambda line: layout.styles[line.style].frame)
        ],
        "runs": lambda elements: _runs(elements, layout),
        "short_rules": lambda style: css.short_rules(style, layout),
        "picture": lambda chart: vector_picture(chart, layout),
        "western_marks": with_western_marks,
        "rows": lambda line: rows_of(line, layout),
        "contents_rows": lambda heading: contents_rows(heading, layout),
        "heading_rows": lambda heading: heading_rows(heading, layout),
        "running": lambda heading: running_section(heading, layout),
        "note_parts": lambda text: note_parts(text, layout),
        "sense_lines": lambda text, name: sense_lines(text, layout, name),
    }
    return pages
