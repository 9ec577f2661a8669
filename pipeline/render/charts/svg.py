"""Drawing → SVG: rectangles and outlines of letters, so that it looks alike on every machine."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from pipeline.render.charts.drawing import Box
from pipeline.typography.css import number
from pipeline.typography.outlines import Letters

if TYPE_CHECKING:
    from pipeline.render.charts.drawing import Drawing, Line

PAPER = "#ffffff"
"""Screens turn black at night; a drawing stays on its paper."""


@lru_cache(maxsize=32)
def svg(drawing: Drawing) -> bytes:
    """The drawing as an SVG file; the same bytes for the same drawing."""
    letters = Letters(drawing.families)
    size = f"{number(drawing.width)} {number(drawing.height)}"
    lengths = f'width="{number(drawing.width)}pt" height="{number(drawing.height)}pt"'
    marks = "".join(
        _box(mark) if isinstance(mark, Box) else _line(mark, drawing.ink, letters)
        for mark in (Box(0, 0, drawing.width, drawing.height, PAPER), *drawing.marks)
    )
    whole = f'<svg xmlns="http://www.w3.org/2000/svg" {lengths} viewBox="0 0 {size}">{marks}</svg>'
    return whole.encode("ascii")


def _box(box: Box) -> str:
    x, y, width, height = (number(one) for one in (box.x, box.y, box.width, box.height))
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{box.colour}"/>'


def _line(line: Line, ink: str, letters: Letters) -> str:
    scale = number(line.size / 1000)
    place = f"translate({number(line.x)} {number(line.y)}) scale({scale} -{scale})"
    path = escape(letters.path(line.text))
    return f'<path fill="{ink}" transform="{place}" d="{path}"/>'
