"""Lines before and after the text: pandoc has made a paragraph of each part, here lines of them.

Two parts at the ends of one line share a paragraph, with a tab between; a line without parts is a
wordless paragraph that draws its rules; titles are broken by sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import (
    PARAGRAPH_ORDER,
    element,
    properties,
    put,
    remove,
    run,
    set_style,
    text_element,
    visible_text,
)
from pipeline.render.docx.typeset import measure
from pipeline.render.front import rows_of
from pipeline.typography.titles import sense_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element as Element

    from pipeline.render.front import PrintedLine
    from pipeline.typography.tokens import Layout


def finish_lines(
    lines: Iterable[PrintedLine],
    parts: Mapping[str, Element],
    layout: Layout,
    before: Element | None,
) -> Element | None:
    """Finish the paragraphs of some lines, given by the ids of their parts, and give back the last.

    ``before`` is the paragraph that a line without parts follows where it is the first.
    """
    last = before
    waiting: list[Element] = []
    for line in lines:
        paragraphs = [parts[part.id] for part in line.parts]
        if paragraphs:
            made = join_parts(paragraphs, line, layout)
            if layout.styles[line.style].frame == "top":
                _set_apart(made, layout)
            for drawn in waiting:
                made.addprevious(drawn)
            waiting = []
        else:
            made = element("p")
            set_style(made, styles.paragraph_style(line.style))
            if last is None:  # at the head of the document it waits for the first words
                waiting.append(made)
                continue
            last.addnext(made)
        last = made
    return last


def join_parts(paragraphs: Sequence[Element], line: PrintedLine, layout: Layout) -> Element:
    """One paragraph of the parts of a line: broken by sense, or with a tab between its ends."""
    first, *others = paragraphs
    _break(first, rows_of(line, layout))
    for other in others:
        first.append(run(element("tab")))
        first.extend([node for node in other if node.tag != qn("w:pPr")])
        remove(other)
    if line.parts[0].at_end:
        first.insert(1, run(element("tab")))
    return first


def _set_apart(paragraph: Element, layout: Layout) -> None:
    """Put a paragraph into the frame at the head of the block; paragraphs of one frame are one box.

    The frame stands in the paragraph, not in its style, since LibreOffice knows no other, and text
    runs through it: what comes below keeps its own distance from the head.
    """
    frame = element(
        "framePr",
        w=measure(layout),
        hSpace=0,
        wrap="through",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="center",
        yAlign="top",
    )
    put(properties(paragraph, "pPr"), frame, PARAGRAPH_ORDER)


def break_lines(paragraph: Element, role: str, layout: Layout) -> None:
    """Break a centred paragraph by sense."""
    _break(paragraph, sense_lines(visible_text(paragraph), layout, role))


def _break(paragraph: Element, lines: Sequence[str]) -> None:
    """Set a title in these lines: Word's own would leave two characters alone on the last."""
    if len(lines) == 1:
        return
    first, *others = paragraph.findall(qn("w:r"))
    for other in others:
        remove(other)
    look = first.find(qn("w:rPr"))
    first[:] = [] if look is None else [look]
    for n, line in enumerate(lines):
        if n:
            first.append(element("br"))
        first.append(text_element("t", line))
