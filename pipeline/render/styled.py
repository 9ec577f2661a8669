"""Every text a page shows, with the style it is set in: for those who ask about its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import ConfigError, Place
from pipeline.model.manuscript import (
    Chart,
    Citation,
    Heading,
    Illustration,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Table,
)
from pipeline.render.charts.drawing import STYLE as IN_CHARTS
from pipeline.render.front import back_parts, front_parts
from pipeline.render.running import running_section, running_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model.manuscript import Element, Inline, Manuscript
    from pipeline.typography.tokens import Layout


COUNTED = "0123456789. "
"""What leaders, page numbers and the numbers of notes are made of."""


def styled_texts(manuscript: Manuscript, layout: Layout) -> Iterator[tuple[str, str]]:
    """(style, text) in reading order; what comes back in contents and heads comes again there."""
    for part in front_parts(manuscript, layout):
        yield part.style, part.text
    for element in manuscript.elements:
        yield from _of(element)
    for part in back_parts(manuscript, layout):
        yield part.style, part.text
    yield from _again(manuscript, layout)


def check_styles(manuscript: Manuscript, layout: Layout) -> None:
    """Raises ConfigError where a manuscript needs a style that the layout doesn't have: one of a
    project's own may be older than an editor's picture, or leave out what it hadn't needed yet.
    """
    used = dict.fromkeys(name for name, _ in styled_texts(manuscript, layout))
    for name in used:
        if name not in layout.styles:
            raise ConfigError(
                f"the layout {layout.name!r} lacks the style {name!r}",
                where=Place("templates/typography.toml"),
                remedy="copy its line from our own: jianbao init --templates, in an empty folder",
            )


def _of(element: Element) -> Iterator[tuple[str, str]]:
    if isinstance(element, Heading):
        yield f"heading-{element.level}", element.printed
    elif isinstance(element, Paragraph):
        yield from _inlines(element.style, element.inlines)
    elif isinstance(element, Illustration):
        yield "illustration", ""  # of the paragraph it stands in
    elif isinstance(element, Chart):
        yield "chart", ""
        for drawn in element.rows:
            yield IN_CHARTS, drawn.label + "".join(bar.shown for bar in drawn.bars)
    elif isinstance(element, Table):
        yield "table-caption", element.caption
        for text in element.head:
            yield "table-head", text
        for row in element.rows:
            for cell in row:
                yield from _inlines("table-cell", cell)


def _inlines(style: str, inlines: Iterable[Inline]) -> Iterator[tuple[str, str]]:
    for inline in inlines:
        if isinstance(inline, Run) and inline.pinyin:
            yield "pinyin", inline.pinyin
        if isinstance(inline, NoteCall):
            yield "note", inline.text
        elif isinstance(inline, Lead):
            yield "lead", inline.text
        elif isinstance(inline, Run) and (inline.bold or inline.italic):
            yield "italic" if inline.italic else "bold", inline.text
        else:
            yield "citation" if isinstance(inline, Citation) else style, inline.text


def _again(manuscript: Manuscript, layout: Layout) -> Iterator[tuple[str, str]]:
    headings = [one for one in manuscript.elements if isinstance(one, Heading)]
    if layout.contents_depth and headings:
        yield "contents-title", manuscript.labels["contents"]
        yield f"contents-{layout.contents_depth}", COUNTED
    for heading in headings:
        if heading.level <= layout.contents_depth:
            yield f"contents-{heading.level}", heading.printed
        if heading.level == 1 and layout.running_head:
            yield "running-head", running_section(heading, layout)
    if layout.running_head:
        yield "running-head", running_title(manuscript, layout) + manuscript.labels["contents"]
    yield "folio", manuscript.labels[layout.folio.label] + COUNTED
    yield "note-call", COUNTED
    yield "note", COUNTED
