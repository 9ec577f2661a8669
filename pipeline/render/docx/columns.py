"""A long index in columns: a section of its own between two wordless paragraphs, which begins a
page, with its heading. A short one stands in one column, as text does: its heading is kept with it.

The break stands in no paragraph with words: it would travel with them when an editor moves them.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.model.manuscript import Heading
from pipeline.render.columned import in_columns
from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import (
    PARAGRAPH_ORDER,
    child,
    element,
    properties,
    put,
    set_style,
    twips,
)
from pipeline.render.docx.typeset import measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

#: An index of so many paragraphs is long, a page at least; a shorter one would leave it bare. Word
#: processors keep a heading with what follows, but not across a section's edge.
_LONG = 40


def set_columns(
    body: Element, blocks: Mapping[str, Element], manuscript: Manuscript, layout: Layout
) -> None:
    """Set what stands in columns, with the headings between, as a section of its own, in columns,
    where it is long. ``blocks`` are the blocks of elements by their ids.
    """
    elements = manuscript.elements
    places = [n for n, one in enumerate(elements) if in_columns(one)]
    if not places:
        return
    first, last = places[0], places[-1]
    while isinstance(above := elements[first - 1], Heading) and above.level > 1:
        first -= 1
    if last - first < _LONG:
        return
    page = body[-1]
    top = _break(page)
    if isinstance(above, Heading):
        blocks[above.id].addprevious(_break(page))
        child(top, "pPr", "sectPr", "type").set(qn("w:val"), "nextPage")
    blocks[elements[first].id].addprevious(top)
    child(page, "type").set(qn("w:val"), "continuous")
    columns = _break(page)
    cols = child(columns, "pPr", "sectPr", "cols")
    width, gap = (layout.lengths[f"column-{name}"] for name in ("width", "gap"))
    cols.set(qn("w:num"), str(int((measure(layout) + twips(gap)) // twips(width + gap))))
    cols.set(qn("w:space"), str(twips(gap)))
    blocks[elements[last].id].addnext(columns)


def _break(page: Element) -> Element:
    """A wordless paragraph that ends a section set as ``page``."""
    made = element("p")
    set_style(made, styles.PARAGRAPHS["table-end"])
    put(properties(made, "pPr"), copy.deepcopy(page), PARAGRAPH_ORDER)
    return made
