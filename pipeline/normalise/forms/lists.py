"""Items, fields and rows: lines of lists and tables in plain text, each seen by itself."""

from __future__ import annotations

import re

from pipeline.normalise.forms import shapes
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, HAN

_BULLET = re.compile(r"[•▪◦]\s?\S")
_DIGIT = re.compile(r"[0-9０-９]")
#: The fourth of GB/T 9704's numbers (§7.3.3) is that of items as often as of headings.
_FOURTH = re.compile(r"[（(][0-9]{1,2}[）)]")

#: 股票代码：603999: a field of a list, its name before the colon.
_FIELD = re.compile(f"[{HAN}（）()]{{2,10}}(?<![是为])[:：][{BLANK}]*[^{BLANK}]")

#: What opens an item, by kinds: two lines that open with one kind are two items.
_OPENERS = tuple(
    re.compile(pattern)
    for pattern in (
        "[一二三四五六七八九十]{1,3}、",
        "[（(][一二三四五六七八九十]{1,3}[）)]",
        "[（(][0-9]{1,2}[）)]",
        r"[0-9]{1,2}[.．、](?![0-9])",
        "[①-⑳]",
        f"[-－—·*](?![-－—·*])[{BLANK}]?(?=[{HAN}“《（])",
    )
)
_DASHED = _OPENERS[-1]
#: 121.5万元, 8万亩; a year or a month may be a heading.
_QUANTITY = re.compile(f"[0-9.,]+[%％]?[{HAN}]{{0,3}}(?<![年月日号时届期版])")
#: 是, 否; √适用 □不适用.
_SAID = frozenset("是否有无")
_TICKS = re.compile("[√✓☑☒]")
_TICKED = re.compile(f"(?:[√✓☑☒□][{BLANK}]*[{HAN}]{{1,6}}[{BLANK}]*){{1,4}}")
_CELLS = 2
#: Cells are parted by blanks, or where there are so many by strokes or commas: 甲 | 乙 | 丙.
_STROKED = 3
#: 苏　晓: a name of two characters, set as wide as one of three.
_SPACED_NAME = re.compile(rf"(?<!\S)([{HAN}])[{BLANK}]+([{HAN}])(?!\S)")
_STROKES = re.compile(r"[|｜,\t]")
#: One line of so many cells is no heading either, if they are as short as those of a table's head.
_MANY_CELLS, _SHORT_CELL = 4, 4


def is_item(text: str) -> bool:
    """An item of a list that says so itself: by its bullet, or by its number where it ends as a
    clause or a sentence does. A number alone may be a heading's, a square that of a writer.

    >>> [is_item(t) for t in ("1. 清查台账，本月完成；", "• 每月一次", "（2）再清库房。")]
    [True, True, True]
    >>> [is_item(t) for t in ("一、背景", "■ 记者 柏润", "三、四月间，雨水多。")]
    [False, False, True]
    """
    ended = text[-1:] == "；" or endings.ends_sentence(text)
    numbered = shapes.has_number(text) or _FOURTH.match(text) is not None
    return _BULLET.match(text) is not None or (ended and numbered)


def is_row(text: str) -> bool:
    """May be the row of a table: cells with blanks, strokes or commas between, or a figure among
    its words. Only trusted beside others.

    >>> [is_row(t) for t in ("单位 应到 实到", "后勤科20 18 90.0%", "做法与成效")]
    [True, True, False]
    >>> [is_row(t) for t in ("单位,树种,期限", "项目|预算|执行")]
    [True, True]
    """
    stroked = len(_STROKES.split(text)) >= _STROKED
    return stroked or len(text.split()) >= _CELLS or _DIGIT.search(text) is not None


def may_be_field(text: str) -> bool:
    """May be a field of a list, its name before the colon. Only trusted beside others.

    >>> [may_be_field(t) for t in ("股票代码：603999", "所属水系：澧江", "做法与成效", "采购人：")]
    [True, True, False, False]
    """
    return _FIELD.match(text) is not None


def is_answer(text: str) -> bool:
    """The answer of a form, and nothing else: it heads nothing.

    >>> [is_answer(t) for t in ("否", "√适用 □不适用", "□适用 ☑ 不适用", "□ 记者 柏润", "茶山")]
    [True, True, True, False, False]
    """
    return text in _SAID or (
        _TICKS.search(text) is not None and _TICKED.fullmatch(text) is not None
    )


def are_items(above: str, below: str) -> bool:
    """Two lines that open as items of one list do.

    >>> are_items("一、传达会议精神", "二、听取工作汇报"), are_items("—修路", "—架桥")
    (True, True)
    >>> are_items("一、传达会议精神", "（一）听取工作汇报"), are_items("3.5亿元", "1.2万人")
    (False, False)
    """
    return any(opener.match(above) and opener.match(below) for opener in _OPENERS)


def is_dashed(text: str) -> bool:
    """Opens with a dash or a dot, as items do; not with two, as subtitles do.

    >>> is_dashed("- 新建农村公路"), is_dashed("——记茶农陆清扬")
    (True, False)
    """
    return _DASHED.match(text) is not None


def is_quantity(text: str) -> bool:
    """A number with its unit and nothing else: the cell of a table, no heading.

    >>> [is_quantity(t) for t in ("121.5万元", "8万亩", "2031年", "十大工程")]
    [True, True, False, False]
    """
    return _QUANTITY.fullmatch(text) is not None


def is_wide(text: str) -> bool:
    """More cells than a heading has: short ones, or a figure among them. The clauses of a heading
    may stand apart too.

    >>> is_wide("邵仲谋 著 山阳文艺出版社 2031年3月第1版 58.00元")
    True
    >>> is_wide("茶厂 一季度 二季度 三季度")
    True
    >>> is_wide("稳经济 促发展 强信心 科技自立自强 筑牢强国之基")
    False

    A name of two characters may have a blank between them, beside others.

    >>> is_wide("柯　宁　费宗岳　苏　晓　秦向南"), is_wide("关 于 植 树 的 通 知")
    (True, False)
    """
    cells = text.split()
    if len(cells) < _MANY_CELLS:
        return False
    if any(len(cell) > 1 for cell in cells):
        cells = _SPACED_NAME.sub(r"\1\2", text).split()
    many = sum(len(cell) > 1 for cell in cells) >= _MANY_CELLS
    short = all(len(cell) <= _SHORT_CELL for cell in cells)
    return many and (short or _DIGIT.search(text) is not None)
