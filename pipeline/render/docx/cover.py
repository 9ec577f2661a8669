"""The cover: pandoc has made a paragraph of each part; here they find their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import (
    TWIPS_A_POINT,
    element,
    remove,
    run,
    set_style,
    text_element,
    visible_text,
)
from pipeline.render.docx.typeset import measure
from pipeline.typography.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from pipeline.typography.tokens import Layout


def finish_cover(parts: Mapping[str, Element], layout: Layout) -> Element:
    """Finish the parts, given by name in their order, and give back the last paragraph.

    Issuer and numbers stand at the two ends of one line, over a rule; titles are broken into
    lines of like length, a short rule divides them from what follows; the abstract is boxed.
    """
    for name, style in (("title", "cover-title"), ("subtitle", "cover-subtitle")):
        if name in parts:
            capacity = measure(layout) / TWIPS_A_POINT / layout.styles[style].size
            _break(parts[name], title_lines(visible_text(parts[name]), capacity))
    _set_imprint(parts.get("issuer"), parts.get("numbers"))
    below_titles = parts.get("subtitle", parts["title"])
    rule = element("p")
    set_style(rule, styles.PARAGRAPHS["cover-rule"])
    below_titles.addnext(rule)
    if "abstract" in parts:
        set_style(parts["abstract"], styles.PARAGRAPHS["cover-abstract"])
    last = list(parts.values())[-1]
    return rule if last is below_titles else last


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


def _set_imprint(issuer: Element | None, numbers: Element | None) -> None:
    """One paragraph: issuer, tab, numbers, each part within its bookmark."""
    line = issuer if issuer is not None else numbers
    if line is None:
        return
    set_style(line, styles.PARAGRAPHS["cover-imprint"])
    if numbers is None:
        return
    tab = run(element("tab"))
    if numbers is line:
        line.insert(1, tab)
        return
    line.append(tab)
    line.extend([node for node in numbers if node.tag != qn("w:pPr")])
    remove(numbers)
