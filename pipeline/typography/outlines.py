"""Letters as drawings: their outlines and advances, for pictures that bring no fonts along."""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING, NamedTuple

from pipeline.typography.fonts import font_files
from pipeline.typography.glyphs import Glyphs, glyph_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.typography.fonts import FontFile

#: The glyph that stands for a character that no font has.
_UNKNOWN = 0


class Letter(NamedTuple):
    """A character where it stands in a line: ``x`` and ``advance`` in characters (em)."""

    character: str
    font: Path
    x: float
    advance: float


class Letters:
    """The letters of a face: ``families`` in order of preference, single characters from the next
    one that has them, as in the text. ``bold`` ones where a family has them.
    """

    def __init__(
        self,
        families: Iterable[str],
        files: Iterable[FontFile] | None = None,
        *,
        bold: bool = False,
    ) -> None:
        known = sorted(
            (one for one in (font_files() if files is None else files) if bold or not one.bold),
            key=lambda one: one.bold != bold,
        )
        self._fonts = [
            next(one.path for one in known if one.answers_to(name))
            for name in families
            if any(one.answers_to(name) for one in known)
        ]

    def line(self, text: str) -> Iterator[Letter]:
        """The letters of a line, from left to right."""
        x = 0.0
        for character in text:
            font = self._font(character)
            _, advance = _glyph(font, character)
            yield Letter(character, font, x, advance)
            x += advance

    def width(self, text: str) -> float:
        """The width of a line, in characters."""
        return sum(letter.advance for letter in self.line(text))

    def path(self, text: str) -> str:
        """The outlines of a line as SVG path data, a thousand units a character, y upwards."""
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        pen = SVGPathPen(None, ntos=lambda value: f"{round(value)}")
        for letter in self.line(text):
            number, _ = _glyph(letter.font, letter.character)
            with _READING:
                glyphs = _glyphs(letter.font)
                scale = _UNITS / glyphs.units
                placed = TransformPen(pen, (scale, 0, 0, scale, letter.x * _UNITS, 0))
                glyphs.draw(number, placed)
        return str(pen.getCommands())

    def _font(self, character: str) -> Path:
        code = ord(character)
        return next((one for one in self._fonts if code in glyph_numbers(one)), self._fonts[0])


_UNITS = 1000

#: A font is read piece by piece from one open file, as glyphs are asked for: of two threads that
#: ask, one would read where the other has gone.
_READING = threading.RLock()

_glyphs = functools.cache(Glyphs)


@functools.cache
def _glyph(path: Path, character: str) -> tuple[int, float]:
    """The number of a character's glyph, and its advance in characters."""
    with _READING:
        number = glyph_numbers(path).get(ord(character), _UNKNOWN)
        return number, _glyphs(path).advance(number)
