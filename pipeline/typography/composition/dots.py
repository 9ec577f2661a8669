"""Dots of emphasis (着重号) under the characters of our lines.

WeasyPrint knows no ``text-emphasis``. In a line of ours an underline of the style ``dotted`` is
drawn as a dot below the middle of each character that takes one; its thickness is the dot's width,
its offset how far below the baseline the dot begins. So the text holds no character more, lines
stand as they would without, and a line that isn't ours still has its underline.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from pipeline.typography.composition.drawing import ComposedLayout
from pipeline.typography.emphasis import takes_dot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ARC = 0.5523
"""How long the handles of a quarter of a circle are, of its radius."""


def dotted(plain: Callable[..., Any]) -> Callable[..., Any]:
    """``draw_text_decoration``, with dots in the place of a dotted line."""

    @functools.wraps(plain)
    def draw_text_decoration(
        stream: Any,
        text_box: Any,
        offset_x: float,
        offset_y: float,
        thickness: float,
        color: Any,
    ) -> Any:
        layout = text_box.pango_layout
        style = text_box.style["text_decoration_style"]
        if style != "dotted" or not isinstance(layout, ComposedLayout):
            return plain(stream, text_box, offset_x, offset_y, thickness, color)
        with stream.stacked():
            stream.set_color(color)
            for middle in middles(layout):
                _circle(
                    stream,
                    text_box.position_x + middle,
                    text_box.position_y + offset_y,
                    thickness / 2,
                )
                stream.fill()
        return None

    return draw_text_decoration


def middles(layout: ComposedLayout) -> Iterator[float]:
    """The middles of the characters that take a dot, in px from the start of a line's text. What
    is added or taken between characters stands behind them, so a middle is that of the cell.
    """
    reached = 0.0
    for character, width, gap in zip(layout.words, layout.widths, layout.gaps, strict=False):
        if width > 0 and takes_dot(character):  # of a cluster, the first has all the width
            yield reached + width / 2
        reached += width + gap


def _circle(stream: Any, x: float, y: float, radius: float) -> None:
    """A path of four curves. (A line of no length with round ends would be shorter; some readers
    draw none.)
    """
    arc = radius * _ARC
    stream.move_to(x + radius, y)
    for a, b in ((1, 0), (0, 1), (-1, 0), (0, -1)):  # from (a, b) a quarter on, to (-b, a)
        stream.curve_to(
            x + a * radius - b * arc,
            y + b * radius + a * arc,
            x - b * radius + a * arc,
            y + a * radius + b * arc,
            x - b * radius,
            y + a * radius,
        )
    stream.close()
