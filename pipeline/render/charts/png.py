"""Drawing → PNG, for Word, which shows no SVG before 2016, and for WPS, which shows it badly."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.render.charts.drawing import Box, lightened
from pipeline.typography.outlines import Letters

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

    from pipeline.render.charts.drawing import Drawing, Line

DOTS = 300
"""Dots an inch, as in print."""

#: Between the ink of a letter and the paper.
_SHADES = 63


@lru_cache(maxsize=32)
def png(drawing: Drawing) -> bytes:
    """The drawing as a PNG that knows its size; the same bytes for the same drawing."""
    from PIL import Image
    from PIL import ImageDraw as Draw

    scale = DOTS / 72
    size = round(drawing.width * scale), round(drawing.height * scale)
    # A picture in shades of grey is drawn, whose greys are then taken for the numbers of colours:
    # letters run from the ink, 0, to the paper.
    picture = Image.new("L", size, _SHADES)
    draw = Draw.Draw(picture)
    colours = sorted({mark.colour for mark in drawing.marks if isinstance(mark, Box)})
    letters = Letters(drawing.families)
    for mark in drawing.marks:
        if isinstance(mark, Box):
            left, top = round(mark.x * scale), round(mark.y * scale)
            right = max(left + 1, round((mark.x + mark.width) * scale))
            bottom = round((mark.y + mark.height) * scale)
            number = _SHADES + 1 + colours.index(mark.colour)
            draw.rectangle((left, top, right - 1, bottom - 1), fill=number)
        else:
            _write(draw, mark, letters, scale)
    buffer = io.BytesIO()
    coloured = Image.frombytes("P", size, picture.tobytes())
    ramp = [lightened(drawing.ink, n / _SHADES) for n in range(_SHADES + 1)]
    palette = [bytes.fromhex(one.removeprefix("#")) for one in (*ramp, *colours)]
    coloured.putpalette(b"".join(palette))
    coloured.save(buffer, "PNG", dpi=(DOTS, DOTS))
    return buffer.getvalue()


def _write(draw: ImageDraw, line: Line, letters: Letters, scale: float) -> None:
    size = line.size * scale
    for letter in letters.line(line.text):
        x, y = line.x * scale + letter.x * size, line.y * scale
        draw.text((x, y), letter.character, fill=0, font=font(letter.font, size), anchor="ls")


@cache
def font(path: Path, size: float) -> FreeTypeFont:
    """A font file at a size in dots."""
    from PIL import ImageFont

    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
