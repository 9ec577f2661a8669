"""Rows of tables in plain text that line ends have torn: cells that an extractor gave one to a
line, rows that had no room in a narrow column.

A row is only put together where the table says how many cells it has: figures come again at the
same place, row after row. Cells of a run that says nothing of its rows stay lines of their own, but
none of its figures is a page's number.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms import shapes
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, HAN, STROKES
from pipeline.normalise.printed.definitions import definitions
from pipeline.normalise.printed.tabbed import tabbed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A cell on a line of its own has no more characters.
_LONGEST_CELL = 16
#: Where a column counts the rows off, a cell may say more.
_COUNTING = frozenset({"序号", "编号", "项次", "排名", "名次", "位次"})
_LONGEST_IN_CELL = 40
#: So many cells a row; so many rows with the same figures in them make a table.
_FEWEST_CELLS, _MOST_CELLS = 2, 9
_ROWS = 2
#: Where rows are wrapped, they have at least so many cells: two may be words that stand apart.
_FEWEST_WRAPPED = 3
#: Rows that count nothing are so many at least; a blank as wide as this parts no words of prose.
_ROWS_OF_WORDS = 3
_WIDE = re.compile(rf"\S(?:\N{{IDEOGRAPHIC SPACE}}{{2,}}|[{BLANK}]{{3,}})\S")
#: 年　份: a cell as wide as its neighbours.
_SPACED = re.compile(rf"(?<!\S)[{HAN}](?:[{BLANK}][{HAN}]){{1,2}}(?!\S)")
#: The second whole row stands within so many lines of the first.
_NEAR = 4
#: So many figures in a run of cells are no numbers of pages.
_FIGURES = 3
_FIGURE = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?[%％‰]?")
#: A cell that counts: 38.92, 42户, or a stroke where nothing is counted.
_COUNTS = re.compile(
    rf"(?:{_FIGURE.pattern})(?:[{HAN}]{{0,2}}(?<![年月日号届期版页条章节]))?|[—–/-]{{1,2}}"
)


class Row(NamedTuple):
    """The lines of a row, by their number, and its kind: a ``torn row`` where its last line goes on
    with a cell, a ``tabbed row`` where each tab ends one, though it be empty.
    """

    lines: tuple[int, ...]
    kind: str = "row"


def is_figure(text: str) -> bool:
    """A figure and nothing else, as a cell of a table holds it.

    >>> [is_figure(t) for t in ("1167", "-32.15", "90.0%", "1,284", "— 3 —", "30 家")]
    [True, True, True, True, False, False]
    """
    return _FIGURE.fullmatch(text) is not None


def table_rows(
    texts: Sequence[str],
    breaks: frozenset[int] = frozenset(),
    whole: Sequence[str] | None = None,
) -> list[Row]:
    """The rows of tables among the lines of a text, in order. A page begins at each of ``breaks``;
    ``whole`` are the lines with the blanks at their edges, where cells may be empty.

    >>> table_rows(["村名", "户数", "甲村", "42", "乙村", "37", "丙村", "51"])[:2]
    [Row(lines=(0, 1), kind='row'), Row(lines=(2, 3), kind='row')]
    >>> rows = ["镇名 面积 产", "量", "河口 8 9", "石桥 6 7", "清溪 5", "4"]
    >>> table_rows(rows)
    [Row(lines=(0, 1), kind='torn row'), Row(lines=(2,), kind='row'), Row(lines=(3,), kind='row'), \
Row(lines=(4, 5), kind='row')]

    >>> cells = ["序号", "项目", "内容", "1", "学校", "一栋，学位900个", "2", "供水", "管网三里"]
    >>> [row.lines for row in table_rows(cells)]
    [(0, 1, 2), (3, 4, 5), (6, 7, 8)]
    >>> [row.lines for row in table_rows(["年份 面积 产量", "1985 1.32 286", "1990 2.05 517"])]
    [(0,), (1,), (2,)]

    >>> rows = ["指　标　　　年末数　　比重", "人口　　　381　　100", "其中：城镇　　　223　　58"]
    >>> [row.lines for row in table_rows(rows)]
    [(0,), (1,), (2,)]
    >>> rows = ["河口 3210 11820", "石桥 2987 10411", "第3页", "清溪 1876 6633", "合计 80 28"]
    >>> [row.lines for row in table_rows(rows)]
    [(0,), (1,), (3,), (4,)]

    Leaves alone: the numbers of pages, and lines that only stand under one another.

    >>> table_rows(["茶山", "1", "茶园", "2", "茶厂", "3"]), table_rows(["背景", "做法", "成效"])
    ([], [])
    """
    found = [Row((i,), kind) for i, kind in tabbed(texts, whole).items()]
    found += (Row(entry) for entry in definitions(texts))
    taken = {i for row in found for i in row.lines}
    found += (row for row in _of_words(texts) if taken.isdisjoint(row.lines))
    taken = {i for row in found for i in row.lines}
    found += (row for row in _counted_off(texts) if taken.isdisjoint(row.lines))
    taken = {i for row in found for i in row.lines}
    for run in _runs(texts, breaks):
        if taken.isdisjoint(run):
            found += _of_cells(texts, run)
    taken |= {i for row in found for i in row.lines}
    found += _wrapped(texts, taken)
    return sorted(found)


def _of_words(texts: Sequence[str]) -> Iterator[Row]:
    r"""Rows one under another of as many cells, parted by blanks at least one of which is wide,
    though none of them counts: no prose has such blanks in line after line.

    >>> rows = ["年份　　荣誉　　授予单位", "2003年　商标　　县商业局", "2016年　奖状　　县总工会"]
    >>> [row.lines for row in _of_words(rows)]
    [(0,), (1,), (2,)]
    >>> rows = ["荣　誉　　年份　　授予单位", *rows[1:], "2021年　奖状　　省总工会"]
    >>> [row.lines for row in _of_words(rows)]
    [(0,), (1,), (2,), (3,)]
    >>> list(_of_words(["丁　勇　　王　建　国", "刘　洋　　李　红", "陈　静　　易　立　新"]))
    []
    """
    cells = [text.split() if _is_of_words(text) else [] for text in texts]
    i = 0
    while i < len(texts):
        end = i + 1
        while end < len(texts) and cells[i] and len(cells[end]) == len(cells[i]):
            end += 1
        if cells[i] and end - i >= _ROWS_OF_WORDS:
            above = _cells(texts[i - 1]) if i and _WIDE.search(texts[i - 1]) else []
            headed = len(above) == len(cells[i]) and not any(_counted(above))
            yield from (Row((n,)) for n in range(i - headed, end))
        i = end


def _is_of_words(text: str) -> bool:
    cells = text.split()
    if len(cells) < _FEWEST_WRAPPED or not _WIDE.search(text) or len(text) > 4 * _LONGEST_CELL:
        return False
    if endings.CLAUSE_END.search(text) or any(stroke in text for stroke in STROKES):
        return False
    words = [cell for cell in cells if len(cell) > 1]
    return max(map(len, cells)) <= _LONGEST_CELL and 2 * len(words) > len(cells)


def _counted_off(texts: Sequence[str]) -> Iterator[Row]:
    """Rows that a column counts off, a line a cell: 序号 and other names, then 1 and its cells."""
    free = 0
    for i, text in enumerate(texts):
        if i < free or text not in _COUNTING:
            continue
        end = min(len(texts), i + _MOST_CELLS + 1)
        width = next((n - i for n in range(i + _FEWEST_CELLS, end) if texts[n] == "1"), 0)
        starts = [i]
        while width and starts[-1] + 2 * width <= len(texts):
            below = starts[-1] + width
            row = texts[below : below + width]
            if row[0] != str(len(starts)) or not all(map(_in_cell, row)):
                break
            starts.append(below)
        if len(starts) > _ROWS:
            yield from (Row(tuple(range(start, start + width))) for start in starts)
            free = starts[-1] + width


def _in_cell(text: str) -> bool:
    return len(text) <= _LONGEST_IN_CELL and not endings.has_sentence_mark(text)


def _runs(texts: Sequence[str], breaks: frozenset[int]) -> Iterator[list[int]]:
    """Lines one under another that may be cells, with figures among them."""
    run: list[int] = []
    for i, text in enumerate([*texts, "。"]):
        if i < len(texts) and i not in breaks and _may_be_cell(text):
            run.append(i)
            continue
        if sum(is_figure(texts[j]) for j in run) >= _ROWS:
            yield run
        run = [i] if i in breaks and i < len(texts) and _may_be_cell(text) else []


def _may_be_cell(text: str) -> bool:
    if len(text) > _LONGEST_CELL or text.isspace() or _numbers_page(text):
        return False
    return not endings.has_clause_mark(text.replace(",", "")) and text[-1] not in "：:、"


def _numbers_page(text: str) -> bool:
    """第3页, — 3 —: a page's number that is dressed as one; a bare one may be a figure."""
    return shapes.is_page_mark(text) and not is_figure(text) and any(map(str.isalnum, text))


def _of_cells(texts: Sequence[str], run: list[int]) -> list[Row]:
    """The rows of one table, a line a cell; where they aren't seen, each cell by itself."""
    counts = [_COUNTS.fullmatch(texts[i]) is not None for i in run]
    for width in range(_FEWEST_CELLS, _MOST_CELLS + 1):
        start, end = _alike(counts, width)
        if end - start < (_ROWS + (width == _FEWEST_CELLS)) * width:
            continue
        first = _first_cell(counts, start, end, width)
        rows = range(first, end - width + 1, width)
        if first < 0 or len(rows) < _ROWS or _numbers_pages(texts, run, rows, counts, width):
            continue
        return [Row(tuple(run[row : row + width])) for row in rows]
    figures = [n for n, i in enumerate(run) if is_figure(texts[i])]
    if len(figures) < _FIGURES or _rises([texts[run[n]] for n in figures]):
        return []
    return [Row((i,)) for i in run[max(0, figures[0] - 1) : figures[-1] + 1]]


def _alike(counts: Sequence[bool], width: int) -> tuple[int, int]:
    """The longest stretch in which figures come again after so many cells."""
    best = (0, 0)
    start = 0
    for i in range(width, len(counts) + 1):
        if i < len(counts) and counts[i] == counts[i - width]:
            continue
        stretch = counts[start : start + width]
        if any(stretch) and not all(stretch) and i - start > best[1] - best[0]:
            best = (start, i)
        start = i - width + 1
    return best


def _first_cell(counts: Sequence[bool], start: int, end: int, width: int) -> int:
    """Where the first row begins: at the table's head, which counts nothing, or behind a figure
    that ends a row; -1 where nothing says it.
    """
    best, most = -1, 0
    for first in range(start, start + width):
        head = first >= width and not any(counts[first - width : first])
        body = counts[first : first + width]
        begins = not body[0]
        weight = 2 * head + (begins and body[-1]) + 2 * ((end - first) % width == 0)
        weight += begins and first == start
        if begins and weight > max(1, most):
            best, most = first - width * head, weight
    return best


def _numbers_pages(
    texts: Sequence[str], run: list[int], rows: range, counts: Sequence[bool], width: int
) -> bool:
    """A line or two over the number of each page: figures that rise by one."""
    if width > _FEWEST_CELLS:
        return False
    figures = [texts[run[i]] for row in rows for i in range(row, row + width) if counts[i]]
    return _rises(figures)


def _rises(figures: Sequence[str]) -> bool:
    numbers = [int(figure) for figure in figures if figure.isdigit()]
    steps = {below - above for above, below in pairwise(numbers)}
    return len(numbers) == len(figures) and steps <= {1}


def _wrapped(texts: Sequence[str], taken: set[int]) -> list[Row]:
    """Rows that stand on one line or two, where two of one table stand on one each."""
    cells = [[] if i in taken else _cells(text) for i, text in enumerate(texts)]
    out: list[Row] = []
    i = free = 0
    while i < len(texts):
        if not (counts := _whole_row(cells, i)):
            i += 1
            continue
        above = _rows_above(texts, cells[free:i], counts, free)
        below, i = _rows_below(cells, counts, i)
        out += [*above, *below]
        free = i
    return out


def _cells(text: str) -> list[str]:
    """The cells of a line that may be a row or a part of one."""
    if (
        any(stroke in text for stroke in STROKES)
        or len(text) > 4 * _LONGEST_CELL
        or _numbers_page(text)
    ):
        return []
    if endings.CLAUSE_END.search(text):
        return []
    return _closed(text).split()


def _closed(text: str) -> str:
    """A line of cells that stand far apart, without the blank within one of two or three
    characters.

    >>> _closed("年　份　　播种面积　　总　产　量"), _closed("甲　乙　丙　丁")
    ('年份　　播种面积　　总产量', '甲　乙　丙　丁')
    """
    return _SPACED.sub(lambda cell: "".join(cell[0].split()), text) if _WIDE.search(text) else text


def _counted(cells: Sequence[str]) -> list[bool]:
    return [_COUNTS.fullmatch(cell) is not None for cell in cells]


def _whole_row(cells: Sequence[Sequence[str]], i: int) -> list[bool]:
    """Which cells of a row count, where a whole one stands at line i and another close under it."""
    counts = _counted(cells[i])
    if len(counts) < _FEWEST_WRAPPED or not any(counts) or (counts[0] and not all(counts)):
        return []
    for below in cells[i + 1 : i + 1 + _NEAR]:
        if not below:
            break
        if _counted(below) == counts:
            return counts
    return []


def _rows_below(
    cells: Sequence[Sequence[str]], counts: list[bool], first: int
) -> tuple[list[Row], int]:
    """The rows of a table from one on, and where it ends."""
    rows: list[Row] = []
    i = first
    while i < len(cells) and cells[i]:
        row = _row(cells[i : i + 2], i, counts)
        if row is None:
            break
        rows.append(row)
        i = row.lines[-1] + 1
    return rows, i


def _rows_above(
    texts: Sequence[str], cells: Sequence[Sequence[str]], counts: list[bool], offset: int
) -> list[Row]:
    """The rows over one, up to the head of the table, which counts nothing."""
    head = [False] * len(counts)
    rows: list[Row] = []
    end = len(cells)
    while end:
        row = _row_ending(cells, end, counts) or _row_ending(cells, end, head)
        if row is None:
            break
        first = texts[offset + row.lines[0]]
        if shapes.numbered_level(first) is not None or shapes.heads_table(first):
            break
        rows.insert(0, Row(tuple(offset + i for i in row.lines), row.kind))
        end = row.lines[0]
        if not any(any(_counted(cells[i])) for i in row.lines):
            break
    return rows


def _row_ending(cells: Sequence[Sequence[str]], end: int, counts: list[bool]) -> Row | None:
    if _counted(cells[end - 1]) == counts:
        return Row((end - 1,))
    return _on_two_lines(cells[end - 2 : end], end - 2, counts) if end > 1 else None


def _row(lines: Sequence[Sequence[str]], i: int, counts: list[bool]) -> Row | None:
    """The row that begins at line i, on one line or two."""
    return Row((i,)) if _counted(lines[0]) == counts else _on_two_lines(lines, i, counts)


def _on_two_lines(lines: Sequence[Sequence[str]], i: int, counts: list[bool]) -> Row | None:
    """Two lines that make one row, one of its cells cut, or none."""
    first, below = (*lines, [], [])[:2]
    if not first or not below:
        return None
    if _counted([*first, *below]) == counts:
        return Row((i, i + 1))
    if _counted([*first[:-1], first[-1] + below[0], *below[1:]]) == counts:
        return Row((i, i + 1), "torn row")
    return None
