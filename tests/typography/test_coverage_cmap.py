"""Which characters a font has is read without naming its glyphs: the same characters."""

import pytest
from fontTools.ttLib import TTFont

from pipeline.typography.coverage import _characters
from pipeline.typography.fonts import font_files


@pytest.mark.parametrize("path", [font.path for font in font_files()], ids=lambda path: path.name)
def test_a_font_has_the_characters_that_fonttools_lists(path):
    with TTFont(path, lazy=True) as font:
        assert _characters(path) == frozenset(font.getBestCmap())
