"""Letters as drawings: their outlines and advances, for pictures that bring no fonts along."""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pipeline.typography.fonts import font_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from fontTools.ttLib import TTFont

    from pipeline.typography.fonts import FontFile

#: What stands for a character that no font has.
_UNKNOWN = ".notdef"


class Letter(NamedTuple):
    """A character where it stands in a line: ``x`` and ``advance`` in characters (em)."""

    character: str
    font: Path
    x: float
    advance: float


class _Glyph(Protocol):
    """An outline of fontTools, as far as we look at it."""

    def draw(self, pen: object) -> None: ...


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
            name, _ = _glyph(letter.font, letter.character)
            with _READING:
                scale = _UNITS / _opened(letter.font)["head"].unitsPerEm
                placed = TransformPen(pen, (scale, 0, 0, scale, letter.x * _UNITS, 0))
                _glyphs(letter.font)[name].draw(placed)
        return str(pen.getCommands())

    def _font(self, character: str) -> Path:
        code = ord(character)
        return next((one for one in self._fonts if code in _characters(one)), self._fonts[0])


_UNITS = 1000

#: A font is read piece by piece from one open file, as glyphs are asked for: of two threads that
#: ask, one would read where the other has gone.
_READING = threading.RLock()


@functools.cache
def _opened(path: Path) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(path, lazy=True)


@functools.cache
def _characters(path: Path) -> dict[int, str]:
    with _READING:
        return dict(_opened(path).getBestCmap())


@functools.cache
def _glyphs(path: Path) -> Mapping[str, _Glyph]:
    glyphs: Mapping[str, _Glyph] = _opened(path).getGlyphSet()
    return glyphs


@functools.cache
def _glyph(path: Path, character: str) -> tuple[str, float]:
    """The name of a character's glyph, and its advance in characters."""
    name = _characters(path).get(ord(character), _UNKNOWN)
    with _READING:
        font = _opened(path)
        return name, font["hmtx"][name][0] / font["head"].unitsPerEm
