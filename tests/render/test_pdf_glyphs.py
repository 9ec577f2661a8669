"""What a viewer shows that looks glyphs up as the standard says: by the table of the font."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from pipeline.typography.fonts import font_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.render.pdf import Pdf

pytestmark = pytest.mark.usefixtures("_own_fonts")

_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>\n")


def _outline(font: TTFont, glyph: str) -> list[object]:
    pen = RecordingPen()
    font.getGlyphSet()[glyph].draw(pen)
    return list(pen.value)


def _fonts(content: bytes) -> Iterator[tuple[TTFont, TTFont, dict[int, str]]]:
    """Each font of the file with outlines by CID: itself, the whole one that it is cut from, and
    which Han character each number on the pages means.
    """
    whole = {one.families[0].replace(" ", "-"): one.path for one in font_files() if not one.bold}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = {f.BaseFont: f for page in pdf.pages for f in page.Resources.Font.values()}
        for name, font in fonts.items():
            described = font.DescendantFonts[0].FontDescriptor
            path = whole.get(str(name).partition("+")[2])
            if "/FontFile3" not in described or path is None:
                continue
            pairs = _PAIR.findall(font.ToUnicode.read_bytes())
            says = {int(number, 16): chr(int(means, 16)) for number, means in pairs}
            embedded = TTFont(io.BytesIO(described.FontFile3.read_bytes()))
            yield embedded, TTFont(path), {n: c for n, c in says.items() if "一" <= c <= "龥"}


def test_the_numbers_on_the_pages_find_the_characters_they_mean(sample_pdf: Pdf) -> None:
    looked_at = 0
    for embedded, whole, means in _fonts(sample_pdf.content):
        by_character = whole.getBestCmap()
        for number, character in means.items():
            wanted = _outline(whole, by_character[ord(character)])
            assert _outline(embedded, f"cid{number:05}") == wanted, character
            looked_at += 1
    assert looked_at > 100
