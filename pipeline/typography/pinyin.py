"""Pinyin above characters (注音), drawn once the pages are laid out.

WeasyPrint knows no ruby. So the character is set as if it had none, in its line and in the text
that is copied, and its reading is drawn into the room between the lines: outlines, for a reading
machine an artifact, centred above the character and hanging over its neighbours where it is wider.
Where the next character has a reading too, both are made narrower, so that they stay apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from pipeline.typography.css import number
from pipeline.typography.outlines import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box

    from pipeline.typography.tokens import Layout

ATTRIBUTE = "data-pinyin"
STYLE = "pinyin"

_TOP = 0.88
"""em from the baseline to the top of a Han character's square."""

_BELOW = 0.25
"""Of the letters' size: what g, p and y have below their baseline, and a little air."""

_APART = 0.2
"""Of the letters' size: the least room between two readings."""

_PIXELS_A_POINT = 96 / 72
_UNITS = 1000
_ABOVE, _HEIGHT = 1000, 1300
"""Of a drawing, in thousandths of the letters' size: above the baseline, and in all."""


@dataclass(slots=True)
class _Reading:
    """Where a reading stands: the box of its character, the middle and the baseline of that in
    px from the page's corner; its own width, and what share of that it is to take.
    """

    box: Any
    pinyin: str
    middle: float
    baseline: float
    width: float
    share: float = 1.0


def rise(size: float, letters: float) -> float:
    """How far the baseline of a reading is above that of its character; from the sizes of the
    character and of the ``letters``, all in one unit.

    >>> rise(12, 6)
    12.06
    """
    return _TOP * size + _BELOW * letters


def draw_pinyin(document: Document, layout: Layout) -> int:
    """Draw the readings of the elements that have one (``data-pinyin``); how many there are."""
    hand = _Hand(layout)
    drawn = 0
    for page in document.pages:
        found = list(hand.find(page._page_box))  # noqa: SLF001  the only way to the boxes
        for one, other in pairwise(found):
            hand.keep_apart(one, other)
        for one in found:
            hand.draw(one)
        drawn += len(found)
    return drawn


class _Hand:
    """Draws in the face, size (px) and colour of the layout's style for pinyin."""

    def __init__(self, layout: Layout) -> None:
        style = layout.styles[STYLE]
        self.letters = Letters(layout.faces[style.face].pdf)
        self.size = style.size * _PIXELS_A_POINT
        self.ink = layout.colours[style.colour]

    def find(self, page_box: Box) -> Iterator[_Reading]:
        """The readings of a page, in the order of the text."""
        from weasyprint.formatting_structure import boxes

        for box in page_box.descendants():
            pinyin = "" if box.element is None else box.element.get(ATTRIBUTE, "")
            if not pinyin or not isinstance(box, boxes.InlineBox):
                continue
            for text in box.children:
                if isinstance(text, boxes.TextBox) and text.text:
                    yield _Reading(
                        box,
                        pinyin,
                        middle=text.position_x + text.style["font_size"] / 2,
                        baseline=text.position_y + text.baseline,
                        width=self.letters.width(pinyin) * self.size,
                    )

    def keep_apart(self, one: _Reading, other: _Reading) -> None:
        """Narrow two readings that would touch. In the next line the other stands on the left."""
        between = other.middle - one.middle
        if one.baseline != other.baseline or between <= 0:
            return
        share = (between - _APART * self.size) / ((one.width + other.width) / 2)
        one.share, other.share = min(one.share, share), min(other.share, share)

    def draw(self, one: _Reading) -> None:
        """Lay a reading behind its box, as a picture that is neither repeated nor cut off."""
        from weasyprint.images import SVGImage
        from weasyprint.layout.background import Background, BackgroundLayer, parse_color

        scale, width = self.size / _UNITS, one.width * one.share
        baseline = one.baseline - rise(one.box.style["font_size"], self.size)
        area = (one.middle - width / 2, baseline - _ABOVE * scale, width, _HEIGHT * scale)
        tree = ET.fromstring(self._svg(one))  # noqa: S314  our own
        layer = BackgroundLayer(
            image=SVGImage(tree, None, None, None),
            size=area[2:],
            position=(0, 0),
            repeat=("no-repeat", "no-repeat"),
            unbounded=True,
            painting_area=area,
            positioning_area=area,
            clipped_boxes=[(*area, *[(0, 0)] * 4)],
        )
        one.box.background = Background(parse_color("transparent"), [layer], one.box.style)

    def _svg(self, one: _Reading) -> str:
        width = one.width * one.share / self.size * _UNITS
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" preserveAspectRatio="none"'
            f' viewBox="0 {-_ABOVE} {number(width)} {_HEIGHT}"><path fill="{self.ink}"'
            f' transform="scale({number(one.share)} -1)" d="{self.letters.path(one.pinyin)}"/>'
            "</svg>"
        )
