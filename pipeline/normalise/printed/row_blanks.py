"""The blanks of lines that may part columns: those that nothing else explains.

Blanks stand behind marks and about figures, behind the day of an entry, between the cells of a
table and the characters that an engine has seen apart. What is left may be where one column ends
and the next begins (``interleaved.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.language.characters import BLANKS, CHINESE, HAN, is_han
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.cells import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

_CREDIT_BEFORE = re.compile("(?:记者|通讯员|摄影)$")
_CREDIT_AFTER = re.compile("(?:本报|特约)?(?:记者|通讯员)|摄|供图")

#: A single blank before what begins no line, or behind what ends none, belongs to the mark: glyphs
#: stand apart there. Where that is so, other single blanks beside marks are of the same kind.
_BEGINS_NO_LINE = frozenset("，。、；：！？”’）》〉】〕」』…,.;:!?)")
_ENDS_NO_LINE = frozenset("“‘（《〈【〔「『(")
_PAUSES = frozenset("，。、；：！？,;:!?")
_HALF_WIDTH = frozenset(",;:!?")
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

#: Fewer cells are no line of a column.
NARROWEST = 8


class Run(NamedTuple):
    """Characters [start, end) of the text: a line, or a column's part of one."""

    start: int
    end: int


class Row(NamedTuple):
    """What a line holds, where that starts in the text, and the blanks that may part columns."""

    content: str
    start: int
    gaps: tuple[Run, ...]


def row_of(text: str, line: Run) -> Row:
    content = text[line.start : line.end].strip()
    start = text.find(content[:1], line.start)
    gaps = [Run(*gap.span()) for gap in BLANKS.finditer(content) if _parts(content, gap)]
    return Row(content, start, tuple(gaps))


def parting_blanks(rows: Sequence[Row]) -> list[Row]:
    """The rows with only those of their blanks that may part columns."""
    return _without_chance(_without_own(_without_cells(_without_heads(rows))))


def _without_heads(rows: Sequence[Row]) -> list[Row]:
    """The rows without the blank behind a few words at their head, where several of these heads are
    days, are numbers of rules or are said again: entries of a chronicle, a law, what people say in
    turn.

    >>> def gaps(*lines):
    ...     rows = [row_of(line, Run(0, len(line))) for line in lines]
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


def _without_cells(rows: Sequence[Row]) -> list[Row]:
    """The rows without the blanks of those, where there are several, in which nothing between two
    blanks is as wide as a column's line: rows of a table, lists of names.

    >>> def gaps(*lines):
    ...     rows = [row_of(line, Run(0, len(line))) for line in lines]
    ...     return [len(row.gaps) for row in _without_cells(rows)]
    >>> gaps("《老街》 柯一鸣 双河小学", "《丰收》 陶乐乐 白岩小学", "陆清扬 石桥镇医生")
    [0, 0, 0]
    >>> gaps("体协议。 近年", "县里关停了十几家砂场 转机来自", "《丰收》 陶乐乐 白岩小学")
    [1, 1, 2]
    """
    of_cells = [bool(row.gaps) and max(_between(row)) < NARROWEST for row in rows]
    if sum(of_cells) < _LEAST_HEADS:
        return list(rows)
    return [
        row._replace(gaps=()) if cells_only else row
        for row, cells_only in zip(rows, of_cells, strict=True)
    ]


def _between(row: Row) -> list[float]:
    """The widths of what stands between the blanks of a row."""
    starts = (0, *(gap.end for gap in row.gaps))
    ends = (*(gap.start for gap in row.gaps), len(row.content))
    return [cells(row.content[start:end]) for start, end in zip(starts, ends, strict=True)]


def _head(row: Row) -> str:
    """The words before the first blank of a row, where they are too few for a column's line and no
    end of one; "" where there are none.
    """
    if not row.gaps:
        return ""
    head = row.content[: row.gaps[0].start]
    return head if cells(head) < NARROWEST and head[-1:] not in _MARKS else ""


def _without_own(every: Sequence[Row]) -> list[Row]:
    """The rows that hold anything, without the single blanks that belong to what stands beside
    them and part nothing: to marks, to numbers and Latin words among Chinese. Where there are as
    many of a kind as of those between two Han characters, they are of that kind.

    >>> def gaps(*lines):
    ...     rows = [row_of(line, Run(0, len(line))) for line in lines]
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
    >>> gaps("近年来, 全县、乡镇", "清运。没有")
    ([1, 0], [0, 0])
    """
    rows = [row for row in every if row.content]
    singles = [_sides(row, gap) for row in rows for gap in row.gaps if _is_single(gap)]
    impossible = sum(_is_marks_own(*sides) for sides in singles)
    enclosed = sum(_LATIN.match("".join(sides)) is not None for sides in singles)
    others = sum(all(map(is_han, sides)) for sides in singles)
    marks = 0 < impossible >= others
    latin = enclosed >= _LEAST_OF_A_KIND and enclosed >= 2 * others
    behind = _with_blank_behind(rows)
    if not impossible and not latin and not behind:
        return rows

    def parts(row: Row, gap: Run) -> bool:
        sides = _sides(row, gap)
        own = not _MARKS.isdisjoint(sides) if marks else _is_marks_own(*sides)
        own = own or (latin and any(side.isascii() for side in sides))
        own = own or sides[0] in behind
        return not (own and _is_single(gap))

    return [row._replace(gaps=tuple(gap for gap in row.gaps if parts(row, gap))) for row in rows]


def _with_blank_behind(rows: Sequence[Row]) -> frozenset[str]:
    """The marks that a single blank belongs to: behind most of all marks inside of lines, or of
    their kind, and more than a few, stands one; behind those of half width whoever types them types
    it.
    """
    blanks = Counter(
        row.content[gap.start - 1] for row in rows for gap in row.gaps if _is_single(gap)
    )
    marks = Counter(mark for row in rows for mark in row.content[:-1] if mark in _PAUSES)
    if sum(blanks[mark] for mark in _PAUSES) >= max(_LEAST_OF_A_KIND, _MOSTLY * marks.total()):
        return _PAUSES
    most = {
        mark
        for mark, count in marks.items()
        if blanks[mark] >= _LEAST_OF_A_KIND and blanks[mark] >= _MOSTLY * count
    }
    return frozenset(most | {mark for mark in _HALF_WIDTH if blanks[mark]})


def _without_chance(rows: Sequence[Row]) -> list[Row]:
    """The rows without their single blanks, where many of these stand inside of words: an engine
    has put them in by chance. Between two columns words that meet make one of thirty.

    >>> def gaps(*lines):
    ...     rows = [row_of(line, Run(0, len(line))) for line in lines]
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


def _sides(row: Row, gap: Run) -> tuple[str, str]:
    """The characters on either side of a blank."""
    return row.content[gap.start - 1], row.content[gap.end]


def _is_marks_own(before: str, after: str) -> bool:
    return before in _ENDS_NO_LINE or after in _BEGINS_NO_LINE


def _parts(content: str, gap: re.Match[str]) -> bool:
    """A blank that Chinese text has no use for may part two columns; one in a credit doesn't."""
    if _CREDIT_BEFORE.search(content[max(0, gap.start() - 3) : gap.start()]) or _CREDIT_AFTER.match(
        content, gap.end()
    ):
        return False
    before, after = content[gap.start() - 1], content[gap.end()]
    return CHINESE.match(before) is not None or CHINESE.match(after) is not None
