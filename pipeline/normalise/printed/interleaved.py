"""Columns that an extractor has read across, a line of each in turn: put in order again.

Where nothing on the page says so any more, the words do: a word that begins at the end of a line
goes on not in the next line but in the one two, three or four further on, or in the middle of the
next one, behind a blank. Where that happens again and again, the page's lines are dealt out to
columns (``dealing``).
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from pipeline.normalise.forms.captions import is_caption
from pipeline.normalise.forms.shapes import is_page_mark
from pipeline.normalise.forms.writers import is_byline
from pipeline.normalise.language.characters import is_han
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.cells import cells
from pipeline.normalise.printed.dealing import Part, deal
from pipeline.normalise.printed.row_blanks import NARROWEST, Row, Run, parting_blanks, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: A word may go on so many lines further on: pages have up to four columns.
_FURTHER = (2, 3, 4)

#: Among so many lines, so many more words must go on further on than in the next line (one is
#: enough where some lines hold a blank that no prose has), or so many lines must hold one.
_WINDOW, _MORE_WORDS, _SOME_BLANKS, _LEAST_BLANKS = 12, 2, 3, 5

#: Fewer rows are no columns.
_LEAST_ROWS = 4

#: More blanks in a line are those of a letter-spaced title, or of a table.
_MOST_BLANKS = 5

#: In so many lines more a word must go on than where the lines stand as they are given: any other
#: order than theirs is put together of words that meet by chance.
_GAINED = 3

#: In prose a word goes on in half of such places, in a table in one of thirty.
_PROSE = 0.1


def in_order(text: str, lines: Sequence[Run], running: frozenset[int] = frozenset()) -> list[Run]:
    """All lines, those of each page in the order its columns are read in."""
    out: list[Run] = []
    page: list[Run] = []
    for line in lines:
        if line.start in running or is_page_mark(text[line.start : line.end].strip()):
            out += _page(text, page)
            page = []
            out.append(line)
        else:
            page.append(line)
    return out + _page(text, page)


def _page(text: str, lines: Sequence[Run]) -> list[Run]:
    rows = [row for row in (row_of(text, line) for line in lines) if row.content]
    filled = parting_blanks(rows)
    order: dict[int, list[Run]] = {}  # by where the first line of a stretch of dealt ones starts
    dealt: set[int] = set()
    for first, end in _stretches(filled):
        rows_out, found = _dealt(filled[first:end])
        if found:
            order[rows_out[0].start] = found
            dealt.update(row.start for row in rows_out)
    if not order:
        return list(lines)
    out: list[Run] = []
    starts = iter([row.start for row in rows])
    for line in lines:
        start = next(starts) if text[line.start : line.end].strip() else None
        if start is None or start not in dealt:
            out.append(line)
        else:
            out += order.get(start, [])
    return out


def _dealt(rows: Sequence[Row]) -> tuple[Sequence[Row], list[Run]]:
    """Rows dealt out to columns, from the first that is out of its place to the last; nothing
    where they stand in their order already.
    """
    ways = [list(_ways(row)) for row in rows]
    column = _column(ways)
    dealt = deal(ways, column) if column else None
    if dealt is None or not _is_prose([part.text for part in dealt]):
        return (), []
    gained = _going_on([part.text for part in dealt]) - _going_on([row.content for row in rows])
    if gained < _GAINED:
        return (), []
    runs = [Run(part.start, part.end) for part in dealt]
    whole = [Run(row.start, row.start + len(row.content)) for row in rows]
    above = _as_they_stand(whole, runs)
    below = _as_they_stand(whole[above:][::-1], runs[above:][::-1])
    return rows[above : len(rows) - below], runs[above : len(runs) - below]


def _as_they_stand(whole: Sequence[Run], dealt: Sequence[Run]) -> int:
    """How many of the first rows are dealt as they stand."""
    pairs = enumerate(zip(whole, dealt, strict=False))
    return next((n for n, (row, run) in pairs if row != run), min(len(whole), len(dealt)))


def _going_on(lines: Sequence[str]) -> int:
    """In how many lines a word begins that ends in the next one."""
    return sum(word_across(above, below) for above, below in itertools.pairwise(lines))


def _is_prose(lines: Sequence[str]) -> bool:
    """Words go on from line to line, as they don't in the columns of a table."""
    open_ends = [
        (above, below)
        for above, below in itertools.pairwise(lines)
        if is_han(above[-1]) and is_han(below[0])
    ]
    return sum(word_across(*ends) for ends in open_ends) >= _PROSE * len(open_ends)


def _ways(row: Row) -> Iterator[tuple[Part, ...]]:
    """A row whole, then parted at one or more of its blanks."""
    length = len(row.content)
    yield (_part(row, 0, length),)
    if len(row.gaps) > _MOST_BLANKS:
        return
    for count in range(1, min(3, len(row.gaps)) + 1):
        for chosen in itertools.combinations(row.gaps, count):
            starts = (0, *(gap.end for gap in chosen))
            ends = (*(gap.start for gap in chosen), length)
            yield tuple(_part(row, a, b) for a, b in zip(starts, ends, strict=True))


def _part(row: Row, first: int, end: int) -> Part:
    words = row.content[first:end]
    blanks = _unexplained(words, sum(first < gap.start < end for gap in row.gaps))
    return Part(row.start + first, row.start + end, words, cells(words), blanks)


def _unexplained(words: str, blanks: int) -> int:
    """Of so many blanks, those that no credit explains."""
    return 0 if blanks and (is_caption(words) or is_byline(words)) else blanks


def _stretches(rows: Sequence[Row]) -> list[Run]:
    """The stretches of a page, by the numbers of their rows, in which words go on elsewhere than in
    the next line: those around the windows in which they do, with a window on either side.
    """
    out: list[Run] = []
    if len(rows) < _LEAST_ROWS:
        return out
    for first in _read_across(rows):
        start, end = max(0, first - _WINDOW), min(len(rows), first + 2 * _WINDOW)
        if out and start <= out[-1].end:
            out[-1] = Run(out[-1].start, end)
        else:
            out.append(Run(start, end))
    return out


def _read_across(rows: Sequence[Row]) -> Iterator[int]:
    """The rows at which windows begin where words go on elsewhere than in the next line."""
    lines = [row.content for row in rows]
    next_line = [word_across(above, below) for above, below in itertools.pairwise(lines)]
    elsewhere = [i for i, goes_on in enumerate(next_line) if not goes_on and is_han(lines[i][-1])]

    @cache
    def further(i: int) -> bool:
        return any(word_across(lines[i], lines[i + n]) for n in _FURTHER if i + n < len(lines))

    parted = [0 < _unexplained(row.content, len(row.gaps)) <= _MOST_BLANKS for row in rows]
    for i in range(0, max(1, len(rows) - _WINDOW + 1), _WINDOW // 2):
        blanks, words = sum(parted[i : i + _WINDOW]), sum(next_line[i : i + _WINDOW])
        if blanks >= min(_LEAST_BLANKS, len(rows) / 2):
            yield i
            continue
        asked = words + (_MORE_WORDS if blanks < _SOME_BLANKS else 1)
        perhaps = elsewhere[bisect_left(elsewhere, i) : bisect_left(elsewhere, i + _WINDOW)]
        if _so_many(asked, perhaps, further):
            yield i


def _so_many(asked: int, among: Sequence[int], holds: Callable[[int], bool]) -> bool:
    """Whether it holds for so many of them; where too few are left, no more are looked at.

    >>> _so_many(2, (1, 2, 3), lambda n: n > 1), _so_many(3, (1, 2, 3), lambda n: n > 1)
    (True, False)
    """
    spare = len(among) - asked
    for one in among:
        if spare < 0:
            return False
        spare -= not holds(one)
    return spare >= 0


def _column(rows: Sequence[Sequence[tuple[Part, ...]]]) -> float:
    """The width of a full line of a column, in cells; 0 where there is none.

    That is the commonest width of what stands between blanks, unless rows are mostly as wide as
    a column and a half: then these are the lines, and the blanks stand in them by chance.
    """
    between, count = _commonest(part.width for ways in rows for part in ways[-1])
    whole, as_wide = _commonest(ways[0][0].width for ways in rows)
    if between < whole < 1.8 * between and as_wide >= count:
        return whole
    return between if count >= _LEAST_ROWS else 0.0


def _commonest(widths: Iterable[float]) -> tuple[float, int]:
    """The width that most have, give or take half a cell, and how many have it."""
    counts = Counter(round(width * 2) / 2 for width in widths if width >= NARROWEST)
    near = {
        width: count + counts[width - 0.5] + counts[width + 0.5] for width, count in counts.items()
    }
    best = max(near, key=lambda width: (near[width], width), default=0.0)
    return best, near.get(best, 0)
