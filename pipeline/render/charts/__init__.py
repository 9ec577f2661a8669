"""Charts as pictures: where everything stands is worked out once, then drawn as SVG or PNG."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

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


def vector_picture(chart: Chart, layout: Layout) -> Picture:
    """A chart as SVG, for pages and screens."""
    drawing = drawing_of(chart, layout)
    uri = _data_uri("image/svg+xml", svg(drawing))
    return Picture(uri, drawing.width, drawing.height)


def word_picture(chart: Chart, layout: Layout) -> Picture:
    """A chart as PNG, for word processors."""
    drawing = drawing_of(chart, layout)
    return Picture(_data_uri("image/png", png(drawing)), drawing.width, drawing.height)


def _data_uri(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
