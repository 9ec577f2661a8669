"""Glyphs are read by number, without a name: the same as by name."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from pipeline.typography.fonts import font_files
from pipeline.typography.glyphs import Glyphs, glyph_numbers

if TYPE_CHECKING:
    from pathlib import Path

every_font = pytest.mark.parametrize(
    "path", [font.path for font in font_files()], ids=lambda path: path.name
)


@every_font
def test_a_font_has_the_characters_that_fonttools_lists(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        assert set(glyph_numbers(path)) == set(font.getBestCmap())


@every_font
def test_a_glyph_is_as_wide_and_drawn_as_fonttools_has_it(path: Path) -> None:
    """The glyph for what isn't there, and every two-hundredth of the font's characters."""
    numbers, glyphs = glyph_numbers(path), Glyphs(path)
    with TTFont(path, lazy=True) as font:
        named, by_name = font.getBestCmap(), font.getGlyphSet()
        asked = [(0, ".notdef")]
        asked += [(numbers[code], named[code]) for code in islice(sorted(numbers), 0, None, 200)]
        for number, name in asked:
            mine, theirs = RecordingPen(), RecordingPen()
            glyphs.draw(number, mine)
            by_name[name].draw(theirs)

            assert mine.value == theirs.value
            assert glyphs.advance(number) == by_name[name].width / font["head"].unitsPerEm
