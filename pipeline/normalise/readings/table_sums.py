"""The total of a table that its rows contradict, and a row's that its columns do."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Evidence
from pipeline.normalise.readings.rule import Doubt, ReadingRule, Said
from pipeline.normalise.readings.sums import slack_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELL = re.compile("[^\N{IDEOGRAPHIC SPACE}\t]*")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_TOTAL = re.compile("[合总共] ?计|总数|总量")
#: Rows that are part of another row, or sum up some.
_NO_PART = re.compile("小 ?计|其中|[合总共] ?计|平均|占|比重|增")
#: What isn't added up: rates, averages, prices, years, numbers of rows.
_NOT_ADDED = re.compile(
    "率|比例|占比|比重|[同环之]比|%|％|‰|平均|[人户]均|均价|单价|价格|指数|系数|增长|增幅|增速|增减|下降|"
    "[密温浓高]度|年份|年龄|排名|名次|序号|编号|等级"
)
#: In whole millions the last figure is rounded, too.
_ROUNDED = re.compile("[千万亿]")
#: A table has so many rows of parts, at least; of its rows so many add up across, if any is to.
_PARTS, _ADD_UP = 2, Decimal(2) / 3
#: A total that is no sum at all is far off.
_NEAR = Decimal("0.75"), Decimal("1.35")


class _Cell(NamedTuple):
    """Characters [start, end) of a row."""

    text: str
    start: int
    end: int

    @property
    def number(self) -> Decimal | None:
        found = _NUMBER.fullmatch(self.text)
        return Decimal(self.text.replace(",", "")) if found else None

    @property
    def half(self) -> Decimal:
        """Half of its last decimal place."""
        places = len(self.text.partition(".")[2])
        return Decimal(5).scaleb(-places - 1) if places else Decimal(0)


class _Row(NamedTuple):
    """A row of a table, which is the ``block``-th block of the article."""

    block: int
    cells: tuple[_Cell, ...]

    @property
    def label(self) -> str:
        return self.cells[0].text.strip()


def find_table_sums(blocks: Sequence[Said]) -> Iterator[Doubt]:
    """The total is doubted, in the row or the column called 合计; any of the parts may be wrong as
    well, so nothing is proposed.

    Leaves alone: what isn't all there (empty cells, rows that are part of others), what isn't
    added up (rates, prices, averages), what comes out but for rounding.

    >>> from pipeline.model.article import Role
    >>> def found(*rows):
    ...     said = [Said(row.replace(" ", chr(0x3000)), Role.PARAGRAPH) for row in rows]
    ...     return [(d.block, said[d.block].text[d.start : d.end], d.reason)
    ...             for d in find_table_sums(said)]
    >>> found("镇 户数（户） 造价（亿元）", "东镇 2100 10.8", "西镇 5900 28.1", "合计 8100 38.9")
    [(3, '8100', '2100 + 5900 = 8000, not 8100')]
    >>> found("镇 男 女 合计", "东镇 20 30 50", "西镇 31 20 51", "南镇 12 11 24", "北镇 9 8 17")
    [(3, '24', '12 + 11 = 23, not 24')]
    >>> found("镇 增长率（%）", "东镇 3.1", "西镇 4.3", "合计 7.9")
    []
    >>> found("镇 户数", "东镇 21", "西镇 —", "合计 20")
    []
    >>> found("镇 户数", "东镇 21", "其中：新村 8", "西镇 10", "合计 31")
    []
    """
    for table in _tables(blocks):
        yield from _down(table)
        yield from _across(table)


def _tables(blocks: Sequence[Said]) -> Iterator[list[_Row]]:
    """Rows of as many cells that follow one another."""
    rows = [_row(n, block.text) for n, block in enumerate(blocks)]
    for size, same in groupby(rows, key=lambda row: len(row.cells)):
        table = list(same)
        if size > 1 and len(table) > _PARTS:
            yield table


def _row(block: int, text: str) -> _Row:
    cells, at = [], 0
    for found in _CELL.finditer(text):
        if found.start() >= at:
            cells.append(_Cell(found[0], *found.span()))
            at = found.end() + 1
    return _Row(block, tuple(cells))


def _is_head(row: _Row) -> bool:
    return all(cell.number is None for cell in row.cells[1:])


def _down(table: Sequence[_Row]) -> Iterator[Doubt]:
    """The last row, or the first one under the head, against all others."""
    head = table[0] if _is_head(table[0]) else None
    rows = table[1:] if head else table
    at = next((n for n in (-1, 0) if _TOTAL.fullmatch(rows[n].label)), None)
    if at is None:
        return
    total, parts = rows[at], rows[:-1] if at else rows[1:]
    if len(parts) < _PARTS or any(_NO_PART.search(row.label) for row in parts):
        return
    for n in range(1, len(total.cells)):
        name = head.cells[n].text if head else ""
        if not _NOT_ADDED.search(name):
            column = [row.cells[n] for row in parts]
            yield from _doubt(total.block, total.cells[n], column, _rounded_in(name))


def _across(table: Sequence[_Row]) -> Iterator[Doubt]:
    """The column called 合计 against those beside it, where in most rows they add up to it."""
    head, rows = table[0], table[1:]
    totals = [n for n, cell in enumerate(head.cells) if n and _TOTAL.fullmatch(cell.text)]
    if not _is_head(head) or len(totals) != 1:
        return
    (at,) = totals
    others = [n for n in range(1, len(head.cells)) if n != at]
    names = "".join(head.cells[n].text for n in others)
    if len(others) < _PARTS or _NO_PART.search(names) or _NOT_ADDED.search(names):
        return
    doubts = [
        [*_doubt(row.block, row.cells[at], [row.cells[n] for n in others], Decimal(0))]
        for row in rows
    ]
    if sum(not one for one in doubts) >= _ADD_UP * len(rows):
        for one in doubts:
            yield from one


def _rounded_in(name: str) -> Decimal:
    """How far the parts of a column may be off by their unit: that of whole millions, by a half."""
    return Decimal("0.5") if _ROUNDED.search(name) else Decimal(0)


def _doubt(block: int, total: _Cell, parts: Sequence[_Cell], half: Decimal) -> Iterator[Doubt]:
    told = [part.number for part in parts]
    numbers = [number for number in told if number is not None]
    whole = total.number
    if whole is None or len(numbers) < len(told):
        return
    made = sum(numbers, Decimal(0))
    off = abs(made - whole)
    halves = [cell.half or half for cell in (total, *parts)]
    if off > slack_of(halves) and _NEAR[0] * whole <= made <= _NEAR[1] * whole:
        terms = " + ".join(f"{number.normalize():f}" for number in numbers)
        reason = f"{terms} = {made.normalize():f}, not {whole.normalize():f}"
        yield Doubt(block, total.start, total.end, None, reason)


RULES = (ReadingRule("table-sum", Evidence.WITHIN, find_table_sums),)
