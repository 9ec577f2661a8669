"""A text's glyphs as Pango has shaped it, copied out of Pango's own memory: what is measured once
for a paragraph is drawn with, line by line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from weasyprint.text.ffi import ffi, gobject, pango

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

GLYPH_WORDS = 5
"""A PangoGlyphInfo is five integers: glyph, width, two offsets, attributes."""
NUMBER, WIDTH, RIGHT, DOWN = range(4)

EMPTY = int(pango.PANGO_GLYPH_EMPTY)
"""The glyph of what isn't seen. Numbers above it are of characters that no font has."""

#: cffi reads what is written as C, which takes its time: once, and ahead of the pages.
ffi.cdef("PangoFont * g_object_ref (PangoFont *font);")


@dataclass(frozen=True, slots=True)
class Shaped:
    """Glyphs from left to right: their words (PangoGlyphInfo), the character that each begins with,
    and the PangoFonts they are of, each with the number of glyphs up to its end.
    """

    words: NDArray[np.int32]
    firsts: NDArray[np.int64]
    fonts: tuple[tuple[Any, int], ...]
    plain: bool
    """Whether each glyph is seen, of a font, and stands where the one before it ends."""
    one_each: bool
    """Whether each character has a glyph of its own."""

    @property
    def in_one_font(self) -> bool:
        return len(self.fonts) < 2

    @property
    def font_numbers(self) -> NDArray[np.int64]:
        """For each glyph its font, by number: the same for the same."""
        ends = [0, *(end for _, end in self.fonts)]
        fonts = [font for font, _ in self.fonts]
        return np.repeat([fonts.index(font) for font in fonts], np.diff(ends))

    def part(self, start: int, end: int) -> Shaped | None:
        """The glyphs of characters ``start`` to ``end``, places counted from ``start``; None where
        one of them begins before that or ends behind.
        """
        first, last = start, end
        if not self.one_each:
            first, last = np.searchsorted(self.firsts, (start, end)).tolist()
        firsts = self.firsts[first : last + 1] - start
        if not len(firsts) or firsts[0] or (last < len(self.firsts) and firsts[-1] != end - start):
            return None
        words, firsts = self.words[first:last], firsts[: last - first]
        if self.in_one_font:
            fonts = tuple((font, last - first) for font, _ in self.fonts)
            return Shaped(words, firsts, fonts, self.plain, self.one_each)
        parts = []
        for font, end_of_font in self.fonts:
            if end_of_font > first:
                parts.append((font, min(end_of_font, last) - first))
            if end_of_font >= last:
                break
        return Shaped(words, firsts, tuple(parts), self.plain, self.one_each)


def items(first_line: Any) -> Iterator[Any]:
    """What Pango shaped together of a line: its PangoGlyphItems that hold any glyph."""
    link = first_line.runs[0]
    while link != ffi.NULL:
        item, link = link.data, link.next
        if item.glyphs.num_glyphs:
            yield item


def words_of(item: Any) -> NDArray[np.int32]:
    """An item's glyphs, words of five integers. They are Pango's own memory: what is written there
    is drawn.
    """
    size = item.glyphs.num_glyphs * GLYPH_WORDS * 4
    return np.frombuffer(ffi.buffer(item.glyphs.glyphs, size), np.int32).reshape(-1, GLYPH_WORDS)


def shaped(places: NDArray[np.int64], first_line: Any, held: dict[Any, Any]) -> Shaped | None:
    """The glyphs of a line whose characters begin at ``places`` in UTF-8, the last of which is its
    end (the first need not be 0); None for leftward ones. The fonts are put into ``held``, where
    they live on when Pango needs them no more.
    """
    words, clusters, count = [], [], 0
    fonts: list[tuple[Any, int]] = []
    for item in items(first_line):
        if item.item.analysis.level % 2:
            return None
        found = words_of(item)
        words.append(found)
        size = len(found) * 4
        bytes_before = np.frombuffer(ffi.buffer(item.glyphs.log_clusters, size), np.int32)
        clusters.append(bytes_before + item.item.offset)
        count += len(found)
        font = item.item.analysis.font  # pointers are the same where they point to the same
        if font not in held:
            held[font] = ffi.gc(gobject.g_object_ref(font), gobject.g_object_unref)
        if fonts and fonts[-1][0] is held[font]:
            fonts.pop()
        fonts.append((held[font], count))
    if not words:
        none = np.zeros((0, GLYPH_WORDS), np.int32)
        return Shaped(none, np.zeros(0, np.int64), (), plain=True, one_each=len(places) == 1)
    firsts = np.searchsorted(places, np.concatenate(clusters) + places[0])
    glyphs = np.concatenate(words)
    seen = int(glyphs[:, NUMBER].max()) < EMPTY
    return Shaped(
        glyphs,
        firsts,
        tuple(fonts),
        plain=seen and not glyphs[:, RIGHT : DOWN + 1].any(),
        one_each=count == len(places) - 1 and bool((firsts == np.arange(count)).all()),
    )


def byte_places(points: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Where each character begins in UTF-8, and where the last one ends.

    >>> byte_places(np.array([ord(letter) for letter in "aé中"])).tolist()
    [0, 1, 3, 6]
    """
    places = np.zeros(len(points) + 1, np.int64)
    (1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF)).cumsum(out=places[1:])
    return places
