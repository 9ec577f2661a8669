"""Columns that stand side by side on one physical line: find the gutter, read down, not across.

``pdftotext -layout`` and its like keep the page's shape with blanks: a line holds the first line
of the left column, a gap, and the first line of the right one. Where enough lines have a gap
that ends in the same place, that place is a gutter: what stands left of it is read first, then
what stands right, and either may have a gutter of its own. A line that runs across it (a title)
parts what is above from what is below.

Some tools count places in characters, however wide they are, others in the cells of a terminal,
two to an ideograph; whichever puts the gaps' ends closer together is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms.shapes import is_page_mark
from pipeline.normalise.language.characters import BLANK, HAN_CHARACTER
from pipeline.normalise.printed.cells import cell
from pipeline.normalise.printed.interleaved import Run, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = re.compile(f"[{BLANK}]{{2,}}")

#: A column's lines start within so many characters of one another.
_JITTER = 3

#: The first line of a paragraph in the right column starts so much further in.
_INDENT = 4

#: A gap of so many blanks parts columns where the lines above and below are parted.
_WIDE = 6

#: So many lines, and this share of a page's lines, must have the gap.
_LEAST_LINES, _LEAST_SHARE = 4, 0.4

#: Columns narrower than this (characters) are a table's, and are read across.
_NARROWEST = 8


class Gutter(NamedTuple):
    """Where a second column starts, counted from the left edge in characters or in cells."""

    place: int
    in_cells: bool

    def of(self, text: str) -> int:
        """How far a text reaches, counted as this gutter is."""
        return _reach(text, in_cells=self.in_cells)


def _reach(text: str, *, in_cells: bool) -> int:
    return sum(1 if cell(one) < 1.0 else 2 for one in text) if in_cells else len(text)


def reading_order(
    text: str, lines: Sequence[Run], running: frozenset[int] = frozenset()
) -> list[Run]:
    """The lines of a page in the order they are read in, split at its gutters.

    ``running`` holds where running heads start: they part what is above from what is below.

    >>> line = "近年来，该县立足资源    该县坚持品牌引领先"
    >>> order = reading_order(line * 5, [Run(n * len(line), (n + 1) * len(line)) for n in range(5)])
    >>> [(line * 5)[start:end] for start, end in order][4:6]
    ['近年来，该县立足资源', '该县坚持品牌引领先']
    """
    gutter = _gutter(text, lines)
    if gutter is None:
        return in_order(text, lines, running)
    out: list[Run] = []
    left: list[Run] = []
    right: list[Run] = []
    halves = [
        None if _ends_page(text, line, running) else _split(text, line, gutter) for line in lines
    ]
    for n, line in enumerate(lines):
        parts = halves[n]
        if parts is None and 0 < n < len(lines) - 1 and halves[n - 1] and halves[n + 1]:
            parts = None if _ends_page(text, line, running) else _at_wide_gap(text, line)
        if parts is None:
            out += _down(text, left, right, running)
            left, right = [], []
            out.append(line)
            continue
        if parts[0] is not None:
            left.append(parts[0])
        if parts[1] is not None:
            right.append(parts[1])
    return out + _down(text, left, right, running)


def _down(
    text: str, left: Sequence[Run], right: Sequence[Run], running: frozenset[int]
) -> list[Run]:
    """The left column, then the right one. The empty lines under the first and over the second are
    the page's: they part no paragraphs.
    """
    filled = [[bool(text[start:end].strip()) for start, end in column] for column in (left, right)]
    end = max((n + 1 for n, full in enumerate(filled[0]) if full), default=0)
    start = filled[1].index(True) if True in filled[1] else len(right)
    return [
        *reading_order(text, left[:end], running),
        *reading_order(text, right[start:], running),
    ]


def _at_wide_gap(text: str, line: Run) -> tuple[Run, Run] | None:
    """Between two lines that the gutter parts: at the one wide gap, wherever it ends. A left half
    that stops short has its gap end elsewhere, where places are counted in characters.
    """
    wide = [gap for gap in _gaps(text, line) if gap.start > 0 and gap.end - gap.start >= _WIDE]
    if len(wide) != 1:
        return None
    (gap,) = wide
    end = line.start + len(text[line.start : line.end].rstrip())
    return Run(line.start, line.start + gap.start), Run(line.start + gap.end, end)


def _ends_page(text: str, line: Run, running: frozenset[int]) -> bool:
    """A page mark or a running head stands over or under all columns, wherever it stands."""
    return line.start in running or is_page_mark(text[line.start : line.end].strip())


def _gaps(text: str, line: Run) -> list[Run]:
    """Runs of blanks in a line that text follows, as offsets from its start."""
    content = text[line.start : line.end].rstrip()
    return [Run(*found.span()) for found in _GAP.finditer(content)]


def _gutter(text: str, lines: Sequence[Run]) -> Gutter | None:
    """The gutter that most lines share, or None where there is none."""
    filled = [line for line in lines if text[line.start : line.end].strip()]
    gaps = [[gap for gap in _gaps(text, line) if gap.start > 0] for line in filled]
    least = max(_LEAST_LINES, _LEAST_SHARE * len(filled))
    if sum(map(bool, gaps)) < least:
        return None
    count, gutter = max(_shared(text, filled, gaps, in_cells=way) for way in (False, True))
    if count < least:
        return None
    halves = [_split(text, line, gutter) for line in filled]
    both = [half for half in halves if half is not None and half[0] and half[1]]
    across = sum(half is None for half in halves)
    if across > len(filled) / 4 or len(both) < _LEAST_LINES:
        return None
    lefts = sorted(half[0].end - half[0].start for half in both if half[0])
    rights = sorted(half[1].end - half[1].start for half in both if half[1])
    middle = len(both) // 2
    if min(lefts[middle], rights[middle]) < _NARROWEST:
        return None
    words = "".join(text[line.start : line.end] for line in filled)
    return gutter if len(HAN_CHARACTER.findall(words)) > len(words.replace(" ", "")) / 2 else None


def _shared(
    text: str, filled: Sequence[Run], gaps: Sequence[Sequence[Run]], *, in_cells: bool
) -> tuple[int, Gutter]:
    """The place at which most lines have one of their gaps end, and how many they are."""
    inner = [
        [_reach(text[line.start : line.start + gap.end], in_cells=in_cells) for gap in inside]
        for line, inside in zip(filled, gaps, strict=True)
    ]
    ends = Counter(end for ends in inner for end in ends)
    near = {
        place: sum(any(abs(end - place) <= _JITTER for end in ends) for ends in inner)
        for place in ends
    }
    place = max(near, key=lambda one: (near[one], ends[one]), default=0)
    return near.get(place, 0), Gutter(place, in_cells)


def _split(text: str, line: Run, gutter: Gutter) -> tuple[Run | None, Run | None] | None:
    """The two parts of a line, either of which may be missing; None where it runs across.

    >>> row = "遗漏。" + " " * 36 + "议。"
    >>> parts = _split(row, Run(0, len(row)), Gutter(44, in_cells=False)) or ()
    >>> [part and row[part.start : part.end] for part in parts]
    ['遗漏。', '议。']
    >>> row = "甲村  八百亩"
    >>> _split(row, Run(0, len(row)), Gutter(44, in_cells=False))
    (Run(start=0, end=7), None)
    """
    content = text[line.start : line.end]
    filled = content.rstrip()
    for gap in _gaps(text, line):
        beyond = gutter.of(content[: gap.end]) - gutter.place
        near = gap.start > 0 and -2 * _JITTER <= beyond <= 2 * _JITTER + _INDENT
        # A short end of a paragraph in the right column may stop before the place.
        if near and (gutter.of(filled) >= gutter.place or gap.end - gap.start >= _WIDE):
            return (
                Run(line.start, line.start + gap.start),
                Run(line.start + gap.end, line.start + len(filled)),
            )
    if gutter.of(filled) <= gutter.place - 1:
        return Run(line.start, line.start + len(filled)), None
    lead = len(content) - len(content.lstrip())
    if gutter.of(content[:lead]) >= gutter.place - 2:
        return None, Run(line.start + lead, line.start + len(filled))
    return None
