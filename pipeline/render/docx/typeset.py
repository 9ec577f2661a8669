"""Typographic tokens as paragraph and run properties of WordprocessingML."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx.ooxml import (
    PARAGRAPH_ORDER,
    RUN_ORDER,
    eighths,
    element,
    put,
    twips,
    twips_of_mm,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.typography.tokens import Layout, TypeStyle

ALIGN = {"justify": "both", "left": "left", "center": "center", "right": "right"}

BLACK = "#000000"


def measure(layout: Layout) -> int:
    """The width of the text, in twips."""
    page = layout.page
    return twips_of_mm(page.width) - twips_of_mm(page.left) - twips_of_mm(page.right)


def paragraph_properties(token: TypeStyle, layout: Layout, *, exact: bool = True) -> Element:
    """Spacing, indents, alignment, rules, and what keeps lines and paragraphs together."""
    holder = element("pPr")
    if token.keep_next:
        put(holder, element("keepNext"), PARAGRAPH_ORDER)
        put(holder, element("keepLines"), PARAGRAPH_ORDER)
    put(holder, spacing(token, layout, exact=exact), PARAGRAPH_ORDER)
    put(holder, indents(token, layout), PARAGRAPH_ORDER)
    put(holder, element("jc", val=ALIGN[token.align]), PARAGRAPH_ORDER)
    _set_rules(holder, token, layout)
    return holder


def spacing(token: TypeStyle, layout: Layout, *, exact: bool = True) -> Element:
    """Room above and below, and the pitch: exact, so that a Latin word or a note call doesn't
    push a line down. In cells it is a minimum: LibreOffice sets the Latin and the Chinese cells
    of a row on different base lines when it is exact. Rules take their room out of that above
    and below.
    """
    above, below = (layout.rules.get(name) for name in (token.above, token.below))
    return element(
        "spacing",
        before=twips(max(0, token.before - (above.width + above.gap if above else 0))),
        after=twips(max(0, token.after - (below.width + below.gap if below else 0))),
        line=twips(token.line),
        lineRule="exact" if exact else "atLeast",
    )


def indents(token: TypeStyle, layout: Layout) -> Element:
    """Indents in characters and, beside them, in twips: Word and WPS go by the characters, so
    that an indent grows with the type; LibreOffice only knows the twips. Zeros are written too,
    since silence means the indent of the style below. In characters the left indent is that of
    a hanging first line, to which Word adds the hang; in twips it is that of the others.

    Where a marker is drawn, the first line hangs by as much as brings it to its place. What is
    centred may stand over both edges by a character: its lines are broken by a measure in which
    marks are squeezed, and no room is between Han and Latin.
    """
    if token.align == "center" and not (token.left or token.right or token.indent):
        over = {side: twips(-token.size) for side in ("left", "right")}
        return element("ind", leftChars=-100, rightChars=-100, **over)
    hang = marker_hang(token, layout) if token.marker else token.hanging * token.size
    made = element(
        "ind",
        leftChars=round((token.left - hang / token.size) * 100),
        left=twips(token.left * token.size),
    )
    if token.right:
        made.set(qn("w:rightChars"), str(round(token.right * 100)))
        made.set(qn("w:right"), str(twips(token.right * token.size)))
    if token.marker:
        made.set(qn("w:hanging"), str(twips(hang)))
    elif token.hanging:
        made.set(qn("w:hangingChars"), str(round(token.hanging * 100)))
        made.set(qn("w:hanging"), str(twips(hang)))
    else:
        made.set(qn("w:firstLineChars"), str(round(token.indent * 100)))
        made.set(qn("w:firstLine"), str(twips(token.indent * token.size)))
    return made


def marker_hang(token: TypeStyle, layout: Layout) -> float:
    """From the marker's left edge to the text, in pt: it stands in the middle of the hang."""
    return (token.hanging * token.size + layout.lengths["marker"]) / 2


def run_properties(token: TypeStyle, layout: Layout, colour: str = "") -> Element:
    """Fonts, size, weight, space between characters, and the ink, by its name in the tokens. A
    space of nothing is written too: silence means that of the style below.
    """
    holder = element("rPr")
    set_font(holder, layout, token.face)
    set_size(holder, token.size)
    for name in ("b", "bCs"):
        put(holder, element(name, val=int(token.bold)), RUN_ORDER)
    put(holder, element("color", val=ink(layout, colour or token.colour)), RUN_ORDER)
    extra = twips(token.spacing + token.size - half_points(token.size) / 2)
    put(holder, element("spacing", val=extra), RUN_ORDER)
    return holder


def set_font(holder: Element, layout: Layout, role: str) -> None:
    """All four fonts by name. A theme font would hand the choice to the program, and the themes
    of Word and WPS have other faces in mind.
    """
    face = layout.faces[role]
    fonts = element("rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.docx, cs=face.latin)
    put(holder, fonts, RUN_ORDER)


def set_size(holder: Element, points: float) -> None:
    """The size, in half points: there are no others. run_properties takes what it is too large
    off the space between characters.
    """
    for name in ("sz", "szCs"):
        put(holder, element(name, val=half_points(points)), RUN_ORDER)


def half_points(points: float) -> int:
    """A size as Word has it, rounded up: 三号, 15.75 pt, is Word's 16.

    >>> half_points(10.5), half_points(15.75)
    (21, 32)
    """
    return math.ceil(points * 2 - 0.01)


def ink(layout: Layout, colour: str) -> str:
    """A colour of the tokens. Black is "auto", which turns white on a dark page."""
    token = layout.colours[colour]
    return "auto" if token == BLACK else token.removeprefix("#").upper()


def _set_rules(holder: Element, token: TypeStyle, layout: Layout) -> None:
    """The rules above and below a paragraph; a short one is as long as the insets leave it."""
    borders = element("pBdr")
    for side, name in (("top", token.above), ("bottom", token.below)):
        rule = layout.rules.get(name)
        if rule is None:
            continue
        colour = ink(layout, rule.colour)
        size = eighths(rule.width)
        borders.append(element(side, val="single", sz=size, space=round(rule.gap), color=colour))
        if rule.length:
            inset = (measure(layout) - twips(rule.length)) // 2
            put(holder, element("ind", left=inset, right=inset), PARAGRAPH_ORDER)
    if len(borders):
        put(holder, borders, PARAGRAPH_ORDER)


def border(side: str, layout: Layout, rule: str, colour: str, gap: int = 0) -> Element:
    """One rule of a table, as thick as the length ``rule`` of the tokens, ``gap`` pt away."""
    size = eighths(layout.lengths[rule])
    return element(side, val="single", sz=size, space=gap, color=ink(layout, colour))
