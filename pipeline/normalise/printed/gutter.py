"""Columns that stand side by side on one physical line: find the gutter, read down, not across.

``pdftotext -layout`` and its like keep the page's shape with blanks: a line holds the first line
of the left column, a gap, and the first line of the right one. Where enough lines have a gap
that ends in the same place, that place is a gutter: what stands left of it is read first, then
what stands right, and either may have a gutter of its own. A line that runs across it (a title)
parts what is above from what is below, and so does an empty line where words go on from the foot of
one column to the head of the next; one whose gap reaches over it has nothing in the column
that begins there. Places are counted from the start of the printed line, however often split.

Some tools count places in characters, however wide they are, others in the cells of a terminal,
two to an ideograph; whichever puts the gaps' ends closer together is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms.shapes import heads_table, is_page_mark, starts_numbered
from pipeline.normalise.language.characters import BLANK, HAN_CHARACTER
from pipeline.normalise.language.endings import cannot_start
from pipeline.normalise.language.words import opens_with_particle, word_across
from pipeline.normalise.printed.cells import cell
from pipeline.normalise.printed.definitions import in_definitions
from pipeline.normalise.printed.interleaved import in_order
from pipeline.normalise.printed.row_blanks import Run
from pipeline.normalise.printed.table_rows import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GAP = re.compile(f"[{BLANK}]{{2,}}")

#: A column's lines start within so many characters of one another.
_JITTER = 3

#: Of the places where a column's lines start, one in so many is further left by chance.
_FEW = 6

#: The first line of a paragraph in the right column starts so much further in.
_INDENT = 4

#: A gap of so many blanks parts columns where the lines above and below are parted.
_WIDE = 6

#: So many lines, and this share of a page's lines, must have the gap.
_LEAST_LINES, _LEAST_SHARE = 4, 0.4

#: No cell of a table over all columns is longer.
_LONGEST_CELL = 10

#: What stands below an empty line is looked for in so many lines.
_HEADS = 3

#: Columns narrower than this (characters) are a table's, and are read across.
_NARROWEST = 8


class Gutter(NamedTuple):
    """Where a second column starts, counted from the left edge in characters or in cells."""

    place: int
    in_cells: bool


class _Strip(NamedTuple):
    """Characters [start, end) of the printed line that begins at ``line``: what of it stands in a
    column, with the blanks before.
    """

    line: int
    start: int
    end: int

    def reach(self, text: str, at: int, *, in_cells: bool) -> int:
        """How far the line reaches before a character of it."""
        before = text[self.line : at]
        return sum(1 if cell(one) < 1.0 else 2 for one in before) if in_cells else len(before)

    def filled(self, text: str) -> Run:
        """Without the blanks around it."""
        content = text[self.start : self.end]
        return Run(self.end - len(content.lstrip()), self.start + len(content.rstrip()))


_Halves = tuple[_Strip | None, _Strip | None]


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
    over = running | _rows_over_columns(text, lines)
    return _in_order(text, [_Strip(line.start, *line) for line in lines], over)


def _rows_over_columns(text: str, lines: Sequence[Run]) -> frozenset[int]:
    """Where the rows of tables start, and their names: a table has gutters of its own, and is read
    across. Its cells are short: else a column stands beside it. So are lists of definitions.
    """
    filled = [(line.start, text[line.start : line.end].strip()) for line in lines]
    filled = [(start, words) for start, words in filled if words]
    listed = in_definitions([words for _, words in filled])
    found = {start for i, (start, _) in enumerate(filled) if i in listed}
    for row in table_rows([words for _, words in filled]):
        cells = [cell for i in row.lines for cell in filled[i][1].split()]
        if len(cells) <= len(row.lines) or max(map(len, cells)) > _LONGEST_CELL:
            continue
        found.update(filled[i][0] for i in row.lines)
        above = row.lines[0] - 1
        if above >= 0 and heads_table(filled[above][1]):
            found.add(filled[above][0])
    return frozenset(found)


def _in_order(text: str, strips: Sequence[_Strip], running: frozenset[int]) -> list[Run]:
    gutter = _gutter(text, [one for one in strips if one.start not in running])
    if gutter is None:
        return in_order(text, [_run(text, strip) for strip in strips], running)
    out: list[Run] = []
    left: list[_Strip] = []
    right: list[_Strip] = []
    halves = [
        None if _ends_page(text, strip, running) else _split(text, strip, gutter)
        for strip in strips
    ]
    for n in _over_all(text, strips, halves):
        halves[n] = None
    for n, strip in enumerate(strips):
        parts = halves[n]
        ends = n > 0 and not _is_filled(text, strip) and _is_filled(text, strips[n - 1])
        if ends and _turns_page(text, left, right, halves[n + 1 : n + 1 + _HEADS]):
            out += _down(text, left, right, running)
            left, right = [], []
        if parts is None and 0 < n < len(strips) - 1 and halves[n - 1] and halves[n + 1]:
            parts = None if _ends_page(text, strip, running) else _at_wide_gap(text, strip)
        if parts is None:
            out += _down(text, left, right, running)
            left, right = [], []
            out.append(_run(text, strip))
            continue
        if parts[0] is not None:
            left.append(parts[0])
        if parts[1] is not None:
            right.append(parts[1])
    return out + _down(text, left, right, running)


def _turns_page(
    text: str, left: Sequence[_Strip], right: Sequence[_Strip], below: Sequence[_Halves | None]
) -> bool:
    """A page ends at an empty line: words go on from the foot of the left column to the head of the
    right one, and from the foot of that to what stands ``below`` on the left, more than straight
    down.
    """
    foot_left, foot_right = _first(text, reversed(left)), _first(text, reversed(right))
    head_left = _first(text, (half[0] for half in below if half is not None))
    head_right = _first(text, (half[1] for half in below if half is not None)).strip()
    if not (foot_left and foot_right and head_left):
        return False
    turned = _goes_on(foot_left, _first(text, right).strip()) + _goes_on(foot_right, head_left)
    return turned > _goes_on(foot_left, head_left) + _goes_on(foot_right, head_right)


def _first(text: str, strips: Iterable[_Strip | None]) -> str:
    """The first of some strips that holds anything, blanks included; "" where none does."""
    filled = (one for one in strips if one is not None and _is_filled(text, one))
    return next((text[one.start : one.end] for one in filled), "")


def _goes_on(above: str, below: str) -> int:
    """1 where a word begins at the end of one line and ends in the other, or what begins the other
    begins nothing; -1 where a sentence is cut by what opens an item or by an indent; else 0.
    """
    if not above or not below:
        return 0
    words = below.strip()
    above = above.strip()
    if word_across(above, words) or opens_with_particle(words) or cannot_start(words):
        return 1
    opens = starts_numbered(words) or _is_indented(below)
    return -1 if above[-1].isalnum() and opens and not starts_numbered(above) else 0


def _is_indented(line: str) -> bool:
    """Two characters' room stands before the words."""
    room = line[: len(line) - len(line.lstrip())]
    return room.startswith(("\N{IDEOGRAPHIC SPACE}" * 2, " " * 4))


def _over_all(
    text: str, strips: Sequence[_Strip], halves: Sequence[_Halves | None]
) -> Iterator[int]:
    """Lines above all that stands in the left column, with nothing but an empty line below: set in
    the middle of the page, a title.
    """
    for n, half in enumerate(halves[:-1]):
        if half is None:
            continue
        if half[0] is not None and _is_filled(text, half[0]):
            return
        if half[1] is not None and not _is_filled(text, strips[n + 1]):
            yield n


def _run(text: str, strip: _Strip) -> Run:
    """A line keeps its indent; right of a gutter none can be told from the gap."""
    if strip.start == strip.line:
        return Run(strip.start, strip.end)
    start, end = strip.filled(text)
    return Run(min(start, end), end)


def _down(
    text: str, left: Sequence[_Strip], right: Sequence[_Strip], running: frozenset[int]
) -> list[Run]:
    """The left column, then the right one. The empty lines under the first and over the second are
    the page's: they part no paragraphs.
    """
    filled = [[_is_filled(text, one) for one in column] for column in (left, right)]
    end = max((n + 1 for n, full in enumerate(filled[0]) if full), default=0)
    start = filled[1].index(True) if True in filled[1] else len(right)
    return [*_in_order(text, left[:end], running), *_in_order(text, right[start:], running)]


def _at_wide_gap(text: str, strip: _Strip) -> tuple[_Strip, _Strip] | None:
    """Between two lines that the gutter parts: at the one wide gap, wherever it ends. A left half
    that stops short has its gap end elsewhere, where places are counted in characters.
    """
    wide = [gap for gap in _gaps(text, strip) if gap.end - gap.start >= _WIDE]
    return _at(strip, wide[0]) if len(wide) == 1 else None


def _at(strip: _Strip, gap: Run) -> tuple[_Strip, _Strip]:
    return strip._replace(end=gap.start), strip._replace(start=gap.start)


def _ends_page(text: str, strip: _Strip, running: frozenset[int]) -> bool:
    """A page mark or a running head stands over or under all columns, wherever it stands; so does
    the row of a table.
    """
    return strip.start in running or is_page_mark(text[strip.start : strip.end].strip())


def _gaps(text: str, strip: _Strip) -> list[Run]:
    """Runs of blanks between the words of a strip."""
    start, end = strip.filled(text)
    return [Run(*found.span()) for found in _GAP.finditer(text, start, max(start, end))]


def _before_words(text: str, strip: _Strip, edge: int) -> list[Run]:
    """The gaps of a strip, and the blanks it begins with, where they reach far over the left edge
    of all: what stands behind them may be the right column's, with nothing beside it.
    """
    start, _ = strip.filled(text)
    lead = Run(strip.start, start)
    far = start - strip.line - edge >= _NARROWEST
    return [*([lead] if far else []), *_gaps(text, strip)]


def _gutter(text: str, strips: Sequence[_Strip]) -> Gutter | None:
    """The gutter that most lines share, or None where there is none."""
    filled = [one for one in strips if _is_filled(text, one)]
    edge = min((one.filled(text).start - one.line for one in filled), default=0)
    gaps = [_before_words(text, one, edge) for one in filled]
    least = max(_LEAST_LINES, _LEAST_SHARE * len(filled))
    if sum(map(bool, gaps)) < least:
        return None
    ways = (_shared(text, filled, gaps, in_cells=way) for way in (False, True))
    count, gutter = max(ways, key=lambda found: found[0])
    if count < least:
        return None
    halves = [_split(text, one, gutter) for one in filled]
    both = [half for half in halves if half is not None and half[0] and half[1]]
    across = sum(half is None for half in halves)
    if across > len(filled) / 4 or (len(both) < _LEAST_LINES and not _alternate(halves)):
        return None
    sides = both if len(both) >= _LEAST_LINES else [half for half in halves if half is not None]
    for side in (0, 1):
        sizes = sorted(_size(text, part) for half in sides if (part := half[side]) is not None)
        if sizes[len(sizes) // 2] < _NARROWEST:
            return None
    words = "".join(text[one.start : one.end] for one in filled)
    return gutter if len(HAN_CHARACTER.findall(words)) > len(words.replace(" ", "")) / 2 else None


def _alternate(halves: Sequence[_Halves | None]) -> bool:
    """Lines of the left column and of the right one in turn, where they stand on two levels."""
    sides = [half[0] is None for half in halves if half is not None and None in half]
    return sum(above != below for above, below in pairwise(sides)) >= _LEAST_LINES


def _is_filled(text: str, strip: _Strip) -> bool:
    return not text[strip.start : strip.end].isspace() and strip.start < strip.end


def _size(text: str, strip: _Strip) -> int:
    start, end = strip.filled(text)
    return end - start


def _shared(
    text: str, filled: Sequence[_Strip], gaps: Sequence[Sequence[Run]], *, in_cells: bool
) -> tuple[int, Gutter]:
    """The place at which most lines have words behind a gap begin, and how many they are."""
    inner = [
        [strip.reach(text, gap.end, in_cells=in_cells) for gap in inside]
        for strip, inside in zip(filled, gaps, strict=True)
    ]
    ends = Counter(end for ends in inner for end in ends)
    near = {
        place: sum(any(abs(end - place) <= _JITTER for end in ends) for ends in inner)
        for place in ends
    }
    place = max(near, key=lambda one: (near[one], ends[one]), default=0)
    edge = sorted(end for end in ends.elements() if abs(end - place) <= _JITTER)
    return near.get(place, 0), Gutter(edge[len(edge) // _FEW] if edge else place, in_cells)


def _split(text: str, strip: _Strip, gutter: Gutter) -> _Halves | None:
    """The two parts of a line, either of which may be missing; None where it runs across.

    >>> def split(row, place):
    ...     parts = _split(row, _Strip(0, 0, len(row)), Gutter(place, in_cells=False)) or ()
    ...     return [part and row[part.start : part.end].strip() for part in parts]
    >>> split("遗漏。" + " " * 36 + "议。", 44), split("甲村  八百亩", 44)
    (['遗漏。', '议。'], ['甲村  八百亩', None])

    Where nothing stands in the column that begins there, the gap reaches over it.

    >>> split("近年来，该县立足" + " " * 40 + "走出了一条新路。", 20)
    ['近年来，该县立足', '走出了一条新路。']
    """

    def reach(at: int) -> int:
        return strip.reach(text, at, in_cells=gutter.in_cells)

    start, end = strip.filled(text)
    for gap in _gaps(text, strip):
        beyond = reach(gap.end) - gutter.place
        near = -2 * _JITTER <= beyond <= 2 * _JITTER + _INDENT
        over = beyond > 0 and reach(gap.start) < gutter.place and gap.end - gap.start >= _WIDE
        # A short end of a paragraph in the right column may stop before the place.
        if over or (near and (reach(end) >= gutter.place or gap.end - gap.start >= _WIDE)):
            return _at(strip, gap)
    if reach(end) <= gutter.place - 1:
        return strip._replace(end=end), None
    if reach(start) >= gutter.place - 2:
        return None, strip
    return None
