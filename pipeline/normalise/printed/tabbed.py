"""Rows whose cells tabs part, as word processors and sheets of figures give them.

In plain text somebody may have typed a tab more to reach a column. Where rows one under another
have as many tabs, and each column has words in one of them, a tab ends a cell, and between two tabs
one is empty: closed up, the figure behind it would stand under the head beside its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.normalise.language import endings

TABBED = "tabbed row"
"""The kind of a row in which each tab ends a cell, though it be empty."""

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def tabbed(texts: Sequence[str], lines: Sequence[str] | None = None) -> dict[int, str]:
    r"""The kinds of rows among texts, by their number: whatever they say. One tab on a line by
    itself is none. ``lines`` are the texts with the blanks at their edges, where cells are empty.

    >>> tabbed(["指标\t产值", "说明\t按新口径，作了调整。", "单位\t亿元\t万人"])
    {0: 'tabbed row', 1: 'tabbed row', 2: 'row'}
    >>> lines = ["镇名\t产量\t", "\t今年\t去年", "河口镇\t12\t15", "石桥镇\t\t9", "山区\t\t",
    ...          "\t3\t"]
    >>> set(tabbed([line.strip() for line in lines], lines).values())
    {'tabbed row'}

    Leaves alone: fields, lists of contents, paragraphs that a tab sets in.

    >>> tabbed(["时间：\t明天", "地点：三楼", "第一章\t12"])
    {}
    >>> tabbed(["甲村\t12", "乙村\t13", "两村增收。"], ["甲村\t12", "乙村\t13", "\t两村增收。"])
    {0: 'tabbed row', 1: 'tabbed row'}

    Two tabs in every row part two cells.

    >>> tabbed(["甲村\t\t12", "乙村\t\t13"])
    {0: 'row', 1: 'row'}
    """
    whole = [line.count("\t") for line in lines or texts]
    inside = [text.count("\t") for text in texts]
    parted = [all_ if here else 0 for all_, here in zip(whole, inside, strict=True)]
    around = zip([0, *parted], parted, [*parted[1:], 0], strict=False)
    rows = {
        i
        for i, (above, here, below) in enumerate(around)
        if inside[i] > 1 or (here and here in (above, below))
    }

    def _is_cell(i: int) -> bool:
        """One cell with empty ones beside it; a tab before words alone may set in a paragraph."""
        set_in = lines is not None and whole[i] == 1 and lines[i].startswith("\t")
        return not (endings.has_clause_mark(texts[i]) or (set_in and not texts[i][0].isdecimal()))

    for order in (range(1, len(texts)), range(len(texts) - 2, -1, -1)):
        for i in order:
            beside = i - order.step
            alike = beside in rows and whole[i] == whole[beside]
            if alike and (inside[i] or _is_cell(i)):
                rows.add(i)
    kinds = dict.fromkeys(sorted(rows), "row")
    for table in _tables(sorted(rows), whole):
        columns = zip(*((lines or texts)[i].split("\t") for i in table), strict=True)
        if len(table) > 1 and all(any(map(str.strip, column)) for column in columns):
            kinds |= dict.fromkeys(table, TABBED)
    return kinds


def _tables(rows: Sequence[int], tabs: Sequence[int]) -> Iterator[list[int]]:
    """Rows one under another with as many tabs."""
    table: list[int] = []
    for i in rows:
        if table and (table[-1] + 1 != i or tabs[i] != tabs[table[-1]]):
            yield table
            table = []
        table.append(i)
    if table:
        yield table
