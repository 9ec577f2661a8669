"""Chart → Drawing: what stands where. Bars in rows, names on the left, numbers at the bars' ends.

Numbers are written out, so there is no axis to read them off; shares lie on a track that is the
whole. Before and after differ in lightness, not in hue, and are told apart in grey.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.manuscript import ChartKind
from pipeline.typography.outlines import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.manuscript import Chart, ChartRow
    from pipeline.typography.tokens import Layout

STYLE = "table-head"
"""The style whose face and size the letters have."""

#: Lengths in characters.
_NAMES = 0.4  # of the measure, at most
_GAP = 0.8  # from names to bars, from bars to numbers
_BAR = 0.75
_BESIDE = 0.4  # between the two bars of a change
_BETWEEN = 1.0  # between rows
_EDGE = 0.3  # above the first row and below the last, at least
_LINE = 1.3
#: How far below the middle of a bar its number's baseline stands.
_BASELINE = 0.37
#: How light the paler ink is: 0 is the ink, 1 the paper.
_PALE, _TRACK = 0.62, 0.88
#: Shorter bars can't be seen (pt).
_SHORTEST = 0.75


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; lengths in pt from the left upper corner of the drawing."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """Letters on a baseline that begins at (x, y); ``size`` in pt."""

    x: float
    y: float
    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """``width`` and ``height`` in pt; letters are in ``ink``, of the first of ``families`` that
    has them. The paper is white.
    """

    width: float
    height: float
    marks: tuple[Box | Line, ...]
    families: tuple[str, ...]
    ink: str


def drawing_of(chart: Chart, layout: Layout) -> Drawing:
    """A chart as wide as the text, and as high as some lines of it."""
    style, line = layout.styles[STYLE], layout.styles["body"].line
    families = tuple(layout.faces[style.face].pdf)
    width = layout.page.measure
    setting = _Setting(chart, layout, Letters(families), style.size, width)
    between = _BETWEEN * style.size
    heights = [setting.height(row) for row in chart.rows]
    inner = sum(heights) + between * (len(heights) - 1)
    height = math.ceil((inner + 2 * _EDGE * style.size) / line) * line
    top = y = (height - inner) / 2
    marks: list[Box | Line] = []
    for row, room in zip(chart.rows, heights, strict=True):
        marks += setting.row(row, y)
        y += room + between
    above = min(top, between / 2)
    marks.append(setting.edge(top - above, inner + 2 * above))
    return Drawing(width, height, tuple(marks), families, setting.ink)


class _Setting:
    """The columns of one chart: names, bars, numbers."""

    def __init__(
        self, chart: Chart, layout: Layout, letters: Letters, size: float, width: float
    ) -> None:
        self.chart, self.letters, self.size = chart, letters, size
        self.ink = layout.colours["ink"]
        self.strong = layout.colours["accent"]
        self.pale, self.track = lightened(self.strong, _PALE), lightened(self.strong, _TRACK)
        self.names = _NAMES * width
        names = (line for row in chart.rows for line in self._lines(row.label))
        self.left = (max(letters.width(one) for one in names) + _GAP) * size
        self.rule = layout.lengths["rule-thin"]
        numbers = max(letters.width(bar.shown) for row in chart.rows for bar in row.bars)
        self.room = width - self.left - (numbers + _GAP / 2) * size

    def edge(self, top: float, height: float) -> Box:
        """The rule that all bars begin at."""
        return Box(self.left - self.rule, top, self.rule, height, self.ink)

    def height(self, row: ChartRow) -> float:
        bars = len(row.bars)
        return max(
            (bars * _BAR + (bars - 1) * _BESIDE) * self.size,
            len(self._lines(row.label)) * _LINE * self.size,
        )

    def row(self, row: ChartRow, top: float) -> Iterator[Box | Line]:
        size, height = self.size, self.height(row)
        middle = top + height / 2
        lines = self._lines(row.label)
        for n, text in enumerate(lines):
            y = middle + (n - (len(lines) - 1) / 2) * _LINE * size + _BASELINE * size
            yield Line(0, y, text, size)
        full = self.chart.full or max(bar.length for bar in row.bars)
        bars = len(row.bars)
        y = middle - (bars * _BAR + (bars - 1) * _BESIDE) * size / 2
        for n, bar in enumerate(row.bars):
            length = max(_SHORTEST, self.room * bar.length / full)
            end = length
            if self.chart.kind is ChartKind.SHARE:
                end = self.room
                yield Box(self.left, y, end, _BAR * size, self.track)
            before = n == 0 and bars > 1
            yield Box(self.left, y, length, _BAR * size, self.pale if before else self.strong)
            x = self.left + end + _GAP / 2 * size
            yield Line(x, y + (_BAR / 2 + _BASELINE) * size, bar.shown, size)
            y += (_BAR + _BESIDE) * size

    def _lines(self, name: str) -> list[str]:
        """A name in the lines its column has room for, about as long as one another."""
        wanted = math.ceil(self.letters.width(name) * self.size / self.names - 1e-6)
        if wanted <= 1:
            return [name]
        each = math.ceil(len(name) / wanted)
        while max(self._widths(name, each)) > self.names:
            each -= 1
        return [name[n : n + each] for n in range(0, len(name), each)]

    def _widths(self, name: str, each: int) -> list[float]:
        pieces = [name[n : n + each] for n in range(0, len(name), each)]
        return [self.letters.width(one) * self.size if each > 1 else 0.0 for one in pieces]


def lightened(colour: str, share: float) -> str:
    """A colour, mixed with white.

    >>> lightened("#000000", 0.5), lightened("#8c1c13", 0)
    ('#808080', '#8c1c13')
    """
    channels = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(one + (255 - one) * share):02x}" for one in channels)
