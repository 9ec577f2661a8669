"""The finished PDF against the form its layout follows: ink is measured, not parameters.

A layout lists what its form demands (``demands`` in typography.toml), each with its clause and the
standard's own strength. What is 规定 and isn't so fails the build; 一般 and 推荐 are warned of, and
what the words break that the editor gave. What a document has nothing of (no full page, no foot)
isn't measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.check.expected import solid
from pipeline.check.ink import glyphs_of, lines_of, strokes_of
from pipeline.errors import OutputInvalid, Place
from pipeline.model.manuscript import Heading, Paragraph, Run
from pipeline.render.front import closing_lines, foot_lines, parts_of
from pipeline.typography.tokens import POINTS_A_MM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.check.ink import Ink, Stroke
    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Demand, Layout

MUST = "规定"

WHERE = Place("briefing.pdf")

_DASHES = "—―─"

_NEAR = 6.0  # mm: nearer than that to an edge of the block, a line stands on it
_A_FEW = 4  # characters, among which one may have no ink where the others do
_MANY = 6  # pages or lines, of which one at least is full
_FIRST_WORDS = 6  # characters, which stand in one line
_KEPT = 3  # lines at the head of a page that no rule has kept from the page before

#: What a head has too much of that fills its page (公文首页必须显示正文).
_THE_EDITORS = {"text-begins": "shorten the title, the subtitle or the addressees"}


@dataclass(frozen=True, slots=True)
class Finding:
    """A demand, and what was measured in its stead."""

    demand: Demand
    measured: float

    @property
    def remedy(self) -> str:
        """What the editor can do where the words break it, "" where the setting does."""
        return _THE_EDITORS.get(self.demand.measure, "")

    def __str__(self) -> str:
        one = self.demand
        wanted = f"{one.value:g} ± {one.tolerance:g}" if one.tolerance else f"{one.value:g}"
        return (
            f"{one.measure} is {self.measured:.2f} {one.unit}, not {wanted}"
            f" ({one.clause}, {one.strength})"
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """A document, as far as its form is measured: glyphs of each page, rules of the last one, the
    words that its text begins with, and those of its signature.
    """

    layout: Layout
    size: tuple[float, float]
    pages: tuple[tuple[Ink, ...], ...]
    strokes: tuple[Stroke, ...]
    opening: str
    closing: str
    has_foot: bool

    def body_lines(self, page: int) -> list[list[Ink]]:
        return lines_of(self.pages[page], self.layout.styles["body"].size)

    def all_lines(self) -> Iterator[list[Ink]]:
        for page in range(len(self.pages)):
            yield from self.body_lines(page)

    def has_notes(self, page: int) -> bool:
        """Whether letters as small as a note's stand elsewhere than in lines of the text."""
        lines = {round(line[0].baseline) for line in self.body_lines(page)}
        size = self.layout.styles["note"].size
        small = lines_of(self.pages[page], size)
        return any(round(line[0].baseline) not in lines for line in small)

    @property
    def block_foot(self) -> float:
        return self.layout.page.height - self.layout.page.bottom


def check_form(content: bytes, manuscript: Manuscript, layout: Layout) -> tuple[Finding, ...]:
    """What of the layout's demands isn't met and is to be warned of; raises OutputInvalid for
    what is 规定 and ours to keep.
    """
    if not layout.demands:
        return ()
    found = measure_form(content, manuscript, layout)
    for one in found:
        if one.demand.strength == MUST and not one.remedy:
            remedy = "mend the tokens of this layout in templates/typography.toml"
            raise OutputInvalid(str(one), where=WHERE, remedy=remedy)
    return found


def measure_form(content: bytes, manuscript: Manuscript, layout: Layout) -> tuple[Finding, ...]:
    """Every demand that isn't met, whatever its strength."""
    document = _look(content, manuscript, layout)
    found = []
    for demand in layout.demands:
        measured = MEASURES[demand.measure](document)
        if measured is not None and abs(measured - demand.value) > demand.tolerance + 1e-6:
            found.append(Finding(demand, measured))
    return tuple(found)


def _look(content: bytes, manuscript: Manuscript, layout: Layout) -> Measured:
    import pypdfium2

    foot = parts_of(foot_lines(manuscript, layout))
    closing = parts_of(closing_lines(manuscript, layout))
    with pypdfium2.PdfDocument(content) as document:
        width, height = document[0].get_size()
        return Measured(
            layout=layout,
            size=(width / POINTS_A_MM, height / POINTS_A_MM),
            pages=tuple(tuple(glyphs_of(page)) for page in document),
            strokes=tuple(strokes_of(document[len(document) - 1])),
            opening=_opening(manuscript),
            closing=solid("".join(part.text for part in closing)),
            has_foot=bool(foot),
        )


def _opening(manuscript: Manuscript) -> str:
    """The first words of the text, by which it is found among the ink."""
    for element in manuscript.elements:
        if isinstance(element, Heading):
            return solid(element.printed)[:_FIRST_WORDS]
        if isinstance(element, Paragraph):
            words = "".join(one.text for one in element.inlines if isinstance(one, Run))
            return solid(words)[:_FIRST_WORDS]
    return ""


def _head(document: Measured) -> float | None:
    """The top of the ink of the first line, on pages that are full of text from their head."""
    tops = [
        min(glyph.top for glyph in lines[0])
        for page in range(1, len(document.pages))
        if (lines := document.body_lines(page))
        and lines[0][0].top < document.layout.page.top + _NEAR
        and len(lines[0]) > _A_FEW
    ]
    return min(tops, default=None)


def _left(document: Measured) -> float | None:
    """Where flush lines begin; nothing where all are indented."""
    first = min((line[0].left for line in document.all_lines()), default=None)
    return first if first is not None and first < document.layout.page.left + _NEAR else None


def _outside(document: Measured) -> float | None:
    """How far the farthest glyph of the text stands outside the block, 0 where none does."""
    page = document.layout.page
    far = 0.0
    for number in range(len(document.pages)):
        for line in document.body_lines(number):
            edge = max(glyph.right for glyph in line) - (page.width - page.right)
            far = max(far, edge, max(glyph.bottom for glyph in line) - document.block_foot)
    return far


def _lines(document: Measured) -> float | None:
    """The most lines a full page without notes holds, after the first one, which has the title;
    nothing where perhaps no page is full.
    """
    if len(document.pages) < _MANY:
        return None
    pitch = document.layout.styles["body"].line / POINTS_A_MM
    counts = [
        round((lines[-1][0].baseline - lines[0][0].baseline) / pitch) + 1
        for page in range(1, len(document.pages))
        if (lines := document.body_lines(page))
        and not document.has_notes(page)
        and _goes_on(document, page + 1)
    ]
    return max(counts, default=None)


def _goes_on(document: Measured, page: int) -> bool:
    """Whether a page begins with so many lines of a paragraph that one of them would stand on the
    page before, had it room: two are kept together.
    """
    lines = document.body_lines(page)[:_KEPT] if page < len(document.pages) else []
    size = document.layout.styles["body"].size / POINTS_A_MM
    left = document.layout.page.left
    return len(lines) == _KEPT and all(round((line[0].left - left) / size) == 0 for line in lines)


def _characters(document: Measured) -> float | None:
    """The measure in full-width characters, as the longest line fills it."""
    size = document.layout.styles["body"].size / POINTS_A_MM
    longest = [line[-1].right - line[0].left for line in document.all_lines()]
    return round(max(longest) / size) if len(longest) > _MANY else None


def _indent(document: Measured) -> float | None:
    """How far in paragraphs begin, in characters: the commonest place that isn't flush, after the
    first page, whose lines have places of their own.
    """
    size = document.layout.styles["body"].size / POINTS_A_MM
    left = document.layout.page.left
    places = [
        round((line[0].left - left) / size)
        for page in range(1, len(document.pages))
        for line in document.body_lines(page)
    ]
    inside = [place for place in places if place > 0]
    return max(set(inside), key=inside.count) if len(inside) > _A_FEW else None


def _folio(document: Measured, page: int) -> list[Ink]:
    below = [glyph for glyph in document.pages[page] if glyph.top > document.block_foot + 3]
    return sorted(below, key=lambda glyph: glyph.left)


def _folio_drop(document: Measured) -> float | None:
    """From the block's foot to the dashes of the page number; the farthest of all pages."""
    drops = [
        glyph.top - document.block_foot
        for page in range(len(document.pages))
        for glyph in _folio(document, page)
        if glyph.character in _DASHES
    ]
    return max(drops, key=lambda drop: abs(drop - 7), default=None)


def _folio_inset(document: Measured) -> float | None:
    """From the block's outer edge to the page number, in its characters; the farthest off."""
    page = document.layout.page
    size = document.layout.styles["folio"].size / POINTS_A_MM
    insets = []
    for number in range(len(document.pages)):
        folio = _folio(document, number)
        if folio and number % 2 == 0:
            insets.append((page.width - page.right - folio[-1].right) / size)
        elif folio:
            insets.append((folio[0].left - page.left) / size)
    return max(insets, key=lambda inset: abs(inset - 1), default=None)


def _text_begins(document: Measured) -> float | None:
    """The page, from 1, on which the text begins."""
    for number, glyphs in enumerate(document.pages, 1):
        if document.opening in "".join(glyph.character for glyph in glyphs):
            return number
    return None


def _company(document: Measured) -> float | None:
    """Lines of text above the signature, on its page."""
    return _lines_above(document, document.closing)


def _lines_above(document: Measured, words: str) -> float | None:
    if not words:
        return None
    for glyphs in reversed(document.pages):
        place = "".join(glyph.character for glyph in glyphs).rfind(words)
        if place >= 0:
            line = glyphs[place].baseline
            return float(min(1, len({round(g.baseline) for g in glyphs if g.baseline < line - 3})))
    return None


def _foot_edge(document: Measured) -> float | None:
    """From the last rule of the last page to the block's foot."""
    if not document.has_foot or not document.strokes:
        return None
    return document.block_foot - max(stroke.bottom for stroke in document.strokes)


MEASURES: dict[str, Callable[[Measured], float | None]] = {
    "page-width": lambda document: document.size[0],
    "page-height": lambda document: document.size[1],
    "head": _head,
    "left": _left,
    "outside": _outside,
    "lines": _lines,
    "characters": _characters,
    "indent": _indent,
    "folio-drop": _folio_drop,
    "folio-inset": _folio_inset,
    "text-begins": _text_begins,
    "company": _company,
    "foot-edge": _foot_edge,
}
"""What can be measured, by its name in typography.toml."""
