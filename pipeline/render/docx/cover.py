"""The cover: pandoc has made a paragraph of each part; here they find their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import element, remove, run, set_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element


def finish_cover(parts: Mapping[str, Element]) -> Element:
    """Finish the parts, given by name in their order, and give back the last paragraph.

    Issuer and numbers stand at the two ends of one line, over a rule; a short rule divides the
    titles from what follows; the abstract is boxed.
    """
    _set_imprint(parts.get("issuer"), parts.get("numbers"))
    below_titles = parts.get("subtitle", parts["title"])
    rule = element("p")
    set_style(rule, styles.PARAGRAPHS["cover-rule"])
    below_titles.addnext(rule)
    if "abstract" in parts:
        set_style(parts["abstract"], styles.PARAGRAPHS["cover-abstract"])
    last = list(parts.values())[-1]
    return rule if last is below_titles else last


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
