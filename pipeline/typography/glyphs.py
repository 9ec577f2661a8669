"""A font's glyphs by their numbers: which draws a character, how wide it is, its outline.

fontTools calls glyphs by names, and reads the width of each. To name and measure the thirty
thousand of a Chinese font takes most of the time, and nobody asks for more than a few.
"""

from __future__ import annotations

import functools
import struct
import weakref
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


#: A glyph's advance and its left side bearing in the table hmtx, in units of the font; glyphs
#: after the last one with an advance of its own have its advance, and a bearing each.
_METRICS = struct.Struct(">Hh")
_BEARING = struct.Struct(">h")


class _Numbers:
    """Stands for the font when its table of characters is read: glyphs keep their numbers."""

    lazy = True

    def getGlyphNameMany(self, glyphs: list[int]) -> list[int]:  # noqa: N802  fontTools' own name
        return glyphs

    def getGlyphName(self, glyph: int) -> int:  # noqa: N802
        return glyph


@functools.cache
def glyph_numbers(path: Path) -> Mapping[int, int]:
    """The number of the glyph that draws each character of a font, by code point."""
    from fontTools.ttLib import TTFont, newTable

    with TTFont(path, lazy=True) as font:
        table = newTable("cmap")
        table.decompile(font.reader["cmap"], _Numbers())
        numbers: dict[int, int] = table.getBestCmap()
        return numbers


class Glyphs:
    """The glyphs of a font file. It is read piece by piece, as they are asked for: threads must
    take turns.
    """

    def __init__(self, path: Path) -> None:
        from fontTools.ttLib import TTFont

        self._font = TTFont(path, lazy=True)
        weakref.finalize(self, self._font.close)
        self.units: int = self._font["head"].unitsPerEm
        """Of the font in an em."""
        self._last = self._font["hhea"].numberOfHMetrics - 1
        self._metrics: bytes = self._font.reader["hmtx"]

    def advance(self, number: int) -> float:
        """The advance of a glyph, in em."""
        advance, _ = _METRICS.unpack_from(self._metrics, _METRICS.size * min(number, self._last))
        return float(advance / self.units)

    def draw(self, number: int, pen: object) -> None:
        """Draw a glyph's outline with a pen of fontTools, in units of the font."""
        if "glyf" not in self._font:
            names, outlines = self._compact
            outlines[names[number]].draw(pen)
            return
        table = self._true_type
        glyph = table[table.glyphOrder[number]]
        bearing = self._bearing(number)
        glyph.draw(pen, table, bearing - glyph.xMin if hasattr(glyph, "xMin") else 0)

    def _bearing(self, number: int) -> int:
        if number <= self._last:
            return int(_METRICS.unpack_from(self._metrics, _METRICS.size * number)[1])
        place = _METRICS.size * (self._last + 1) + _BEARING.size * (number - self._last - 1)
        return int(_BEARING.unpack_from(self._metrics, place)[0])

    @functools.cached_property
    def _true_type(self) -> Any:  # noqa: ANN401  fontTools has no types
        self._font.setGlyphOrder([str(n) for n in range(self._font["maxp"].numGlyphs)])
        return self._font["glyf"]

    @functools.cached_property
    def _compact(self) -> Any:  # noqa: ANN401
        """What a CFF font calls its glyphs, and their outlines by these names."""
        top = self._font["CFF "].cff.topDictIndex[0]
        return top.charset, top.CharStrings
