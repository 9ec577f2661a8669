"""Columns that an extractor has read across, a line of each in turn: put in order again.

Where nothing on the page says so any more, the words do: a word that begins at the end of a line
goes on not in the next line but in the one two, three or four further on, or in the middle of the
next one, behind a blank. Where that happens again and again, the page's lines are dealt out to
columns (``dealing``).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms.captions import is_caption
from pipeline.normalise.forms.shapes import is_page_mark
from pipeline.normalise.forms.writers import is_byline
from pipeline.normalise.language.characters import BLANKS, CHINESE, HAN, is_han
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.cells import cells
from pipeline.normalise.printed.dealing import Part, deal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_CREDIT_BEFORE = re.compile("(?:记者|通讯员|摄影)$")
_CREDIT_AFTER = re.compile("(?:本报|特约)?(?:记者|通讯员)|摄|供图")

#: A word may go on so many lines further on: pages have up to four columns.
_FURTHER = (2, 3, 4)

#: Among so many lines, so many more words must go on further on than in the next line (one is
#: enough where some lines hold a blank that no prose has), or so many lines must hold one.
_WINDOW, _MORE_WORDS, _SOME_BLANKS, _LEAST_BLANKS = 12, 2, 3, 5

#: A single blank before what begins no line, or behind what ends none, belongs to the mark: glyphs
#: stand apart there. Where that is so, other single blanks beside marks are of the same kind.
_BEGINS_NO_LINE = frozenset("，。、；：！？”’）》〉】〕」』…,.;:!?)")
_ENDS_NO_LINE = frozenset("“‘（《〈【〔「『(")
_PAUSES = frozenset("，。、；：！？")
#: Such a share of the marks have a blank behind them where it is theirs.
_MOSTLY = 0.6
_MARKS = _BEGINS_NO_LINE | _ENDS_NO_LINE

#: A Han character on one side, a digit or a letter on the other: so are numbers and Latin words
#: set apart by those who type a blank about them. So many of them are no chance.
_LATIN = re.compile(f"[{HAN}][0-9A-Za-z%]|[0-9A-Za-z%.][{HAN}]")
_LEAST_OF_A_KIND = 4

#: What stands before a blank at the head of an entry: a day or a time, of which a chronicle has
#: several to a page, or the number of a law's chapter or rule. So many heads of a kind are no
#: chance.
_NUMBERS = "0-9０-９〇○零一二三四五六七八九十"
_OF_ENTRIES = re.compile(
    f"[{_NUMBERS}].{{0,8}}[日号月年时分]$|[{_NUMBERS}]{{1,2}}[:：][0-9]{{2}}$"
    f"|第[{_NUMBERS}百]{{1,5}}[编章节条](?:之[{_NUMBERS}]{{1,2}})?$"
)
_LEAST_HEADS = 3

#: So many blanks inside of words, and such a share of all, were put in by chance: of the places
#: between two characters nearly half are inside of a word.
_LEAST_INSIDE, _BY_CHANCE = 3, 0.2
#: So many characters on either side show whether a word goes over a blank.
_NEAR = 12

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
    rows = [row for row in (_row(text, line) for line in lines) if row.content]
    filled = _without_chance(_without_own(_without_cells(_without_heads(rows))))
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
        if start is None:
            out.append(line)
        elif start not in dealt:
            out.append(line)
        else:
            out += order.get(start, [])
    return out


def _dealt(rows: Sequence[_Row]) -> tuple[Sequence[_Row], list[Run]]:
    """Rows dealt out to columns, from the first that is out of its place to the last; nothing
    where they stand in their order already.
    """
    ways = [list(_ways(row)) for row in rows]
    column = _column(ways)
    dealt = deal(ways, column) if column else None
    if dealt is None or not _is_prose([part.text for part in dealt]):
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


def _is_prose(lines: Sequence[str]) -> bool:
    """Words go on from line to line, as they don't in the columns of a table."""
    open_ends = [
        (above, below)
        for above, below in itertools.pairwise(lines)
        if is_han(above[-1]) and is_han(below[0])
    ]
    return sum(word_across(*ends) for ends in open_ends) >= _PROSE * len(open_ends)


class _Row(NamedTuple):
    """What a line holds, where that starts in the text, and the blanks that may part columns."""

    content: str
    start: int
    gaps: tuple[Run, ...]


def _row(text: str, line: Run) -> _Row:
    content = text[line.start : line.end].strip()
    start = text.find(content[:1], line.start)
    gaps = [Run(*gap.span()) for gap in BLANKS.finditer(content) if _parts(content, gap)]
    return _Row(content, start, tuple(gaps))


def _without_heads(rows: Sequence[_Row]) -> list[_Row]:
    """The rows without the blank behind a few words at their head, where several of these heads are
    days, are numbers of rules or are said again: entries of a chronicle, a law, what people say in
    turn.

    >>> def gaps(*lines):
    ...     rows = [_row(line, Run(0, len(line))) for line in lines]
    ...     return [len(row.gaps) for row in _without_heads(rows)]
    >>> gaps("5日 开会", "是月 大雪", "16日 路通", "9日至12日 议事")
    [0, 0, 0, 0]
    >>> gaps("第一章 总则", "第一条 为了规范停放", "第十二条之一 车主应当")
    [0, 0, 0]
    >>> gaps("做法与成效 转机", "体协议。 近年", "3月 茶山")
    [1, 1, 1]
    """
    heads = [_head(row) for row in rows]
    said = Counter(heads)
    of_a_kind = [head for head in heads if head and (said[head] > 1 or _OF_ENTRIES.search(head))]
    if len(of_a_kind) < _LEAST_HEADS:
        return list(rows)
    return [
        row._replace(gaps=row.gaps[1:]) if head else row
        for row, head in zip(rows, heads, strict=True)
    ]


def _without_cells(rows: Sequence[_Row]) -> list[_Row]:
    """The rows without the blanks of those, where there are several, in which nothing between two
    blanks is as wide as a column's line: rows of a table, lists of names.

    >>> def gaps(*lines):
    ...     rows = [_row(line, Run(0, len(line))) for line in lines]
    ...     return [len(row.gaps) for row in _without_cells(rows)]
    >>> gaps("《老街》 柯一鸣 双河小学", "《丰收》 陶乐乐 白岩小学", "陆清扬 石桥镇医生")
    [0, 0, 0]
    >>> gaps("体协议。 近年", "县里关停了十几家砂场 转机来自", "《丰收》 陶乐乐 白岩小学")
    [1, 1, 2]
    """
    of_cells = [bool(row.gaps) and max(_between(row)) < _NARROWEST for row in rows]
    if sum(of_cells) < _LEAST_HEADS:
        return list(rows)
    return [
        row._replace(gaps=()) if cells_only else row
        for row, cells_only in zip(rows, of_cells, strict=True)
    ]


def _between(row: _Row) -> list[float]:
    """The widths of what stands between the blanks of a row."""
    starts = (0, *(gap.end for gap in row.gaps))
    ends = (*(gap.start for gap in row.gaps), len(row.content))
    return [cells(row.content[start:end]) for start, end in zip(starts, ends, strict=True)]


def _head(row: _Row) -> str:
    """The words before the first blank of a row, where they are too few for a column's line and no
    end of one; "" where there are none.
    """
    if not row.gaps:
        return ""
    head = row.content[: row.gaps[0].start]
    return head if cells(head) < _NARROWEST and head[-1:] not in _MARKS else ""


def _without_own(every: Sequence[_Row]) -> list[_Row]:
    """The rows that hold anything, without the single blanks that belong to what stands beside
    them and part nothing: to marks, to numbers and Latin words among Chinese. Where there are as
    many of a kind as of those between two Han characters, they are of that kind.

    >>> def gaps(*lines):
    ...     rows = [_row(line, Run(0, len(line))) for line in lines]
    ...     return [len(row.gaps) for row in rows], [len(row.gaps) for row in _without_own(rows)]
    >>> gaps("他说 ： “好 。 ”走了", "“来 吧”")
    ([4, 1], [0, 1])
    >>> gaps("共有 18 只，计 7 家", "增长 9% 以上")
    ([4, 2], [0, 0])
    >>> gaps("县里关停了 转机来自", "清运石料 18家砂场")
    ([1, 1], [1, 1])

    So it is where one stands behind nearly each mark inside of a line.

    >>> gaps("近年来， 全县， 关停； 转机", "清运， 石料。 没有")
    ([3, 2], [0, 0])
    """
    rows = [row for row in every if row.content]
    singles = [_sides(row, gap) for row in rows for gap in row.gaps if _is_single(gap)]
    impossible = sum(_is_marks_own(*sides) for sides in singles)
    enclosed = sum(_LATIN.match("".join(sides)) is not None for sides in singles)
    others = sum(all(map(is_han, sides)) for sides in singles)
    marks = 0 < impossible >= others
    latin = enclosed >= _LEAST_OF_A_KIND and enclosed >= 2 * others
    behind = _stand_behind_marks(rows)
    if not impossible and not latin and not behind:
        return rows

    def parts(row: _Row, gap: Run) -> bool:
        sides = _sides(row, gap)
        own = not _MARKS.isdisjoint(sides) if marks else _is_marks_own(*sides)
        own = own or (latin and any(side.isascii() for side in sides))
        own = own or (behind and sides[0] in _PAUSES)
        return not (own and _is_single(gap))

    return [row._replace(gaps=tuple(gap for gap in row.gaps if parts(row, gap))) for row in rows]


def _stand_behind_marks(rows: Sequence[_Row]) -> bool:
    """Behind most of the marks inside of lines, and more than a few, stands a single blank."""
    blanks = sum(
        _is_single(gap) and row.content[gap.start - 1] in _PAUSES
        for row in rows
        for gap in row.gaps
    )
    marks = sum(mark in _PAUSES for row in rows for mark in row.content[:-1])
    return blanks >= _LEAST_OF_A_KIND and blanks >= _MOSTLY * marks


def _without_chance(rows: Sequence[_Row]) -> list[_Row]:
    """The rows without their single blanks, where many of these stand inside of words: an engine
    has put them in by chance. Between two columns words that meet make one of thirty.

    >>> def gaps(*lines):
    ...     rows = [_row(line, Run(0, len(line))) for line in lines]
    ...     return [len(row.gaps) for row in _without_chance(rows)]
    >>> gaps("近年来 ，各乡 镇依托 资源", "发 展产业 ，带动 农 民增收")
    [0, 0]
    >>> gaps("县里关停了十几家砂场 转机来自一次考察", "清运石料的车没有了 村里的年轻人")
    [1, 1]
    """
    singles = [
        (
            row.content[max(0, gap.start - _NEAR) : gap.start],
            row.content[gap.end : gap.end + _NEAR],
        )
        for row in rows
        for gap in row.gaps
        if _is_single(gap) and all(map(is_han, _sides(row, gap)))
    ]
    inside = sum(word_across(before, after) for before, after in singles)
    if inside < _LEAST_INSIDE or inside < _BY_CHANCE * len(singles):
        return list(rows)
    return [row._replace(gaps=tuple(g for g in row.gaps if not _is_single(g))) for row in rows]


def _is_single(gap: Run) -> bool:
    return gap.end - gap.start == 1


def _sides(row: _Row, gap: Run) -> tuple[str, str]:
    """The characters on either side of a blank."""
    return row.content[gap.start - 1], row.content[gap.end]


def _is_marks_own(before: str, after: str) -> bool:
    return before in _ENDS_NO_LINE or after in _BEGINS_NO_LINE


def _ways(row: _Row) -> Iterator[tuple[Part, ...]]:
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


def _parts(content: str, gap: re.Match[str]) -> bool:
    """A blank that Chinese text has no use for may part two columns; one in a credit doesn't."""
    if _CREDIT_BEFORE.search(content[max(0, gap.start() - 3) : gap.start()]) or _CREDIT_AFTER.match(
        content, gap.end()
    ):
        return False
    before, after = content[gap.start() - 1], content[gap.end()]
    return CHINESE.match(before) is not None or CHINESE.match(after) is not None


def _part(row: _Row, first: int, end: int) -> Part:
    words = row.content[first:end]
    blanks = _unexplained(words, sum(first < gap.start < end for gap in row.gaps))
    return Part(row.start + first, row.start + end, words, cells(words), blanks)


def _unexplained(words: str, blanks: int) -> int:
    """Of so many blanks, those that no credit explains."""
    return 0 if blanks and (is_caption(words) or is_byline(words)) else blanks


def _stretches(rows: Sequence[_Row]) -> list[Run]:
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


def _read_across(rows: Sequence[_Row]) -> Iterator[int]:
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
    counts = Counter(round(width * 2) / 2 for width in widths if width >= _NARROWEST)
    near = {
        width: count + counts[width - 0.5] + counts[width + 0.5] for width, count in counts.items()
    }
    best = max(near, key=lambda width: (near[width], width), default=0.0)
    return best, near.get(best, 0)
