"""Columns that an extractor has read across, a line of each in turn: put in order again.

Where nothing on the page says so any more, the words do: a word that begins at the end of a line
goes on not in the next line but in the one two, three or four further on, or in the middle of the
next one, behind a blank. Where that happens again and again, the page's lines are dealt out to
columns (``dealing``).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.cells import cells
from pipeline.normalise.dealing import Part, deal
from pipeline.normalise.rules.rule import BLANK, FULL_MARKS, HAN, is_han
from pipeline.normalise.shapes import is_byline, is_caption, is_page_mark
from pipeline.normalise.words import word_across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GAP = re.compile(f"[{BLANK}]+")
_CHINESE = re.compile(f"[{HAN}{FULL_MARKS}]")
_CREDIT_BEFORE = re.compile("(?:记者|通讯员|摄影)$")
_CREDIT_AFTER = re.compile("(?:本报|特约)?(?:记者|通讯员)|摄|供图")

#: A word may go on so many lines further on: pages have up to four columns.
_FURTHER = (2, 3, 4)

#: Among so many lines, so many words must go on elsewhere than in the next line, or so many
#: lines hold a blank that no prose has.
_WINDOW, _LEAST_WORDS, _LEAST_BLANKS = 12, 1, 5

#: Fewer rows are no columns.
_LEAST_ROWS = 4

#: More blanks in a line are those of a letter-spaced title, or of a table.
_MOST_BLANKS = 5

#: In prose a word goes on in half of such places, in a table in one of thirty.
_PROSE = 0.1

#: Fewer cells are no line of a column.
_NARROWEST = 8


class Run(NamedTuple):
    """Characters [start, end) of the text: a line, or a column's part of one."""

    start: int
    end: int


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
    rows = [ways for ways in (list(_ways(text, line)) for line in lines) if ways]
    if len(rows) < _LEAST_ROWS or not _read_across(rows):
        return list(lines)
    column = _column(rows)
    dealt = deal(rows, column) if column else None
    if dealt is None or not _is_prose([part.text for part in dealt]):
        return list(lines)
    return [Run(part.start, part.end) for part in dealt]


def _is_prose(lines: Sequence[str]) -> bool:
    """Words go on from line to line, as they don't in the columns of a table."""
    open_ends = [
        (above, below)
        for above, below in itertools.pairwise(lines)
        if is_han(above[-1]) and is_han(below[0])
    ]
    return sum(word_across(*ends) for ends in open_ends) >= _PROSE * len(open_ends)


def _ways(text: str, line: Run) -> Iterator[tuple[Part, ...]]:
    """A row whole, then parted at one or more of its blanks."""
    start, end = line
    content = text[start:end].rstrip()
    first = len(content) - len(content.lstrip())
    if first == len(content):
        return
    gaps = [found.span() for found in _GAP.finditer(content, first) if _parts(content, found)]
    yield (_part(content, start, first, len(content), gaps),)
    if len(gaps) > _MOST_BLANKS:
        return
    for count in range(1, min(3, len(gaps)) + 1):
        for chosen in itertools.combinations(gaps, count):
            starts = (first, *(gap[1] for gap in chosen))
            ends = (*(gap[0] for gap in chosen), len(content))
            yield tuple(
                _part(content, start, a, b, gaps) for a, b in zip(starts, ends, strict=True)
            )


def _parts(content: str, gap: re.Match[str]) -> bool:
    """A blank that Chinese text has no use for may part two columns; one in a credit doesn't."""
    if _CREDIT_BEFORE.search(content[: gap.start()]) or _CREDIT_AFTER.match(content, gap.end()):
        return False
    before, after = content[gap.start() - 1], content[gap.end()]
    return _CHINESE.match(before) is not None or _CHINESE.match(after) is not None


def _part(content: str, start: int, first: int, end: int, gaps: Sequence[tuple[int, int]]) -> Part:
    words = content[first:end]
    blanks = sum(first < gap[0] < end for gap in gaps)
    if blanks and (is_caption(words) or is_byline(words)):
        blanks = 0
    return Part(start + first, start + end, words, cells(words), blanks)


def _read_across(rows: Sequence[Sequence[tuple[Part, ...]]]) -> bool:
    """Somewhere on the page words go on elsewhere than in the next line."""
    lines = [ways[0][0].text for ways in rows]
    next_line = [word_across(above, below) for above, below in itertools.pairwise(lines)]
    further = [
        not next_line[i]
        and any(word_across(lines[i], lines[i + n]) for n in _FURTHER if i + n < len(lines))
        for i in range(len(next_line))
    ]
    blanks = [0 < ways[0][0].blanks <= _MOST_BLANKS for ways in rows]
    for i in range(0, max(1, len(rows) - _WINDOW + 1), _WINDOW // 2):
        window = slice(i, i + _WINDOW)
        words = sum(further[window])
        if words >= _LEAST_WORDS and words > sum(next_line[window]):
            return True
        if sum(blanks[window]) >= min(_LEAST_BLANKS, len(rows) / 2):
            return True
    return False


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
    counts = Counter(round(width * 2) / 2 for width in widths if width >= _NARROWEST)
    near = {
        width: count + counts[width - 0.5] + counts[width + 0.5] for width, count in counts.items()
    }
    best = max(near, key=lambda width: (near[width], width), default=0.0)
    return best, near.get(best, 0)
