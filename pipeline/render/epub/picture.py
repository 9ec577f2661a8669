"""The cover as a picture, for the shelves of reading systems: the lines of the front on a page.

The book's own cover is a page of words (:mod:`pipeline.render.epub.pages`), which grows and turns
dark with the reader's screen; a shelf shows a picture alone.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pipeline.render.charts.png import font
from pipeline.render.front import front_lines
from pipeline.typography.outlines import Letters
from pipeline.typography.titles import title_lines
from pipeline.typography.tokens import POINTS_A_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL.ImageDraw import ImageDraw

    from pipeline.model.manuscript import Manuscript
    from pipeline.render.front import PrintedLine
    from pipeline.typography.tokens import Layout, TypeStyle

SCALE = 2
"""Dots a pt: A4 is 1,190 by 1,684, sharp on a shelf and light in the file."""

_PAPER = "#ffffff"
#: Of the size of the letters: how far the baseline is below the middle of a line.
_BASELINE = 0.38


def cover_picture(manuscript: Manuscript, layout: Layout) -> bytes:
    """A PNG of a page with the lines before the text, but running text; the same bytes for the
    same words.
    """
    from PIL import Image
    from PIL import ImageDraw as Draw

    page = layout.page
    picture = Image.new(
        "RGB", (_dots(page.width * POINTS_A_MM), _dots(page.height * POINTS_A_MM)), _PAPER
    )
    setting = _Setting(Draw.Draw(picture), layout)
    lines = [
        line
        for line in front_lines(manuscript, layout)
        if layout.styles[line.style].align != "justify"
    ]
    foot = [line for line in lines if layout.styles[line.style].frame == "foot"]
    setting.stack([line for line in lines if line not in foot], page.top * POINTS_A_MM)
    setting.stack(foot, (page.height - page.bottom) * POINTS_A_MM - setting.height(foot))
    buffer = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(buffer, "PNG")
    return buffer.getvalue()


def _dots(length: float) -> int:
    return round(length * SCALE)


class _Setting:
    """Lines one below the other, lengths in pt."""

    def __init__(self, draw: ImageDraw, layout: Layout) -> None:
        self.draw, self.layout = draw, layout
        self.left, self.measure = layout.page.left * POINTS_A_MM, layout.page.measure

    def stack(self, lines: Iterable[PrintedLine], top: float) -> None:
        for line in lines:
            style = self.layout.styles[line.style]
            top += style.before
            if style.above:
                self._rule(style.above, top)
            for row in self._rows(line):
                self._row(row, style, top)
                top += style.line
            if style.below:
                self._rule(style.below, top)
            top += style.after

    def height(self, lines: Sequence[PrintedLine]) -> float:
        styles = ((self.layout.styles[line.style], len(self._rows(line))) for line in lines)
        return sum(style.before + rows * style.line + style.after for style, rows in styles)

    def _rows(self, line: PrintedLine) -> list[tuple[str, ...]]:
        """The words of a line: one part in lines that break by sense, two at its ends; where these
        have no room beside one another, the first one's lines, then the second at the end of its
        own.
        """
        style = self.layout.styles[line.style]
        letters = Letters(self.layout.faces[style.face].pdf, bold=style.bold)
        texts = tuple(part.text for part in line.parts)
        wide = sum(letters.width(text) + 1 for text in texts) * style.size
        if len(texts) != 1 and wide <= self.measure + style.size:
            return [texts]
        first, *others = texts
        rows = [(row,) for row in title_lines(first, self.layout.capacity(line.style))]
        return [*rows, *(("", other) for other in others)]

    def _rule(self, name: str, top: float) -> None:
        rule = self.layout.rules[name]
        length = rule.length or self.measure
        left = self.left + (self.measure - length) / 2
        right, foot = left + length, top + rule.width
        box = [_dots(left), _dots(top), _dots(right) - 1, max(_dots(foot) - 1, _dots(top))]
        self.draw.rectangle(box, fill=self.layout.colours[rule.colour])

    def _row(self, texts: tuple[str, ...], style: TypeStyle, top: float) -> None:
        letters = Letters(self.layout.faces[style.face].pdf, bold=style.bold)
        for n, text in enumerate(texts):
            spare = self.measure - letters.width(text) * style.size
            share = {"center": 0.5, "right": 1.0}.get(style.align, 0.0)
            left = self.left + spare * (n / (len(texts) - 1) if len(texts) > 1 else share)
            baseline = top + style.line / 2 + _BASELINE * style.size
            for letter in letters.line(text):
                place = ((left + letter.x * style.size) * SCALE, baseline * SCALE)
                face = font(letter.font, style.size * SCALE)
                fill = self.layout.colours[style.colour]
                self.draw.text(place, letter.character, fill=fill, font=face, anchor="ls")
