"""Charts as pictures: where everything stands is worked out once, then drawn as SVG or PNG. The
editor's own pictures are there already, and only get their size.
"""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.manuscript import Illustration
from pipeline.render.charts.drawing import drawing_of
from pipeline.render.charts.png import png
from pipeline.render.charts.svg import svg

if TYPE_CHECKING:
    from pipeline.model.manuscript import Chart
    from pipeline.typography.tokens import Layout

__all__ = ["Picture", "drawing_of", "png", "svg", "vector_picture", "word_picture"]


class Picture(NamedTuple):
    """A picture as a ``data:`` URI, and its size in pt."""

    uri: str
    width: float
    height: float


HIGHEST = 0.6
"""The share of the lines of a page that a picture may take: its caption has to find room."""


def vector_picture(chart: Chart | Illustration, layout: Layout) -> Picture:
    """A chart as SVG, for pages and screens; an editor's picture as it is."""
    if isinstance(chart, Illustration):
        return _illustration(chart, layout)
    drawing = drawing_of(chart, layout)
    uri = _data_uri("image/svg+xml", svg(drawing))
    return Picture(uri, drawing.width, drawing.height)


def word_picture(chart: Chart | Illustration, layout: Layout) -> Picture:
    """A chart as PNG, for word processors; an editor's picture as it is."""
    if isinstance(chart, Illustration):
        return _illustration(chart, layout)
    drawing = drawing_of(chart, layout)
    return Picture(_data_uri("image/png", png(drawing)), drawing.width, drawing.height)


def _illustration(one: Illustration, layout: Layout) -> Picture:
    """As wide as its editor made it, and a whole number of lines high, so that the lines below keep
    their places; one that is lower than a line stays as it is.
    """
    from PIL import Image

    with Image.open(io.BytesIO(one.content)) as opened:
        across, down = opened.size
    line = layout.styles["body"].line
    width = one.width * layout.page.measure
    height = min(width * down / across, HIGHEST * layout.page.lines * line)
    if height > line:
        height = height // line * line
    return Picture(_data_uri(one.media, one.content), height * across / down, height)


def _data_uri(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
