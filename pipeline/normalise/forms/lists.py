"""Lists and tables in plain text: short lines that are no headings.

A heading is a cue and isn't printed in its place, so an item or a row that is taken for one is
missing from the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import captions, shapes
from pipeline.normalise.forms.letterhead import signs
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.normalise.joining.parts import Part

_BULLET = re.compile(r"[•▪◦]\s?\S")
_DIGIT = re.compile(r"[0-9０-９]")
#: The fourth of GB/T 9704's numbers (§7.3.3) is that of items as often as of headings.
_FOURTH = re.compile(r"[（(][0-9]{1,2}[）)]")

#: 股票代码：603999: a field of a list, its name before the colon.
_FIELD = re.compile(f"[{HAN}（）()]{{2,10}}[:：][{BLANK}]*[^{BLANK}]")

#: So many lines of cells make a table, so many fields a list; and so many headings of any kind
#: don't stand under one another: they are lines of verse, names.
_ROWS, _FIELDS, _LINES = 3, 2, 4
_CELLS = 2
#: One line of so many cells is no heading either.
_MANY_CELLS = 4


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
    """May be the row of a table: cells with blanks between, or a figure among its words. Only
    trusted beside others.

    >>> [is_row(t) for t in ("单位 应到 实到", "后勤科20 18 90.0%", "做法与成效")]
    [True, True, False]
    """
    return len(text.split()) >= _CELLS or _DIGIT.search(text) is not None


def is_field(text: str) -> bool:
    """May be a field of a list, its name before the colon. Only trusted beside others.

    >>> [is_field(t) for t in ("股票代码：603999", "所属水系：澧江", "做法与成效", "采购人：")]
    [True, True, False, False]
    """
    return _FIELD.match(text) is not None


def tables(parts: Sequence[Part]) -> list[Part]:
    """The parts, with lines as paragraphs that stand one under another, where they are more than
    headings ever are: rows of a table, fields, lines of verse; and each row of many cells.
    """
    for may_be, least in ((is_row, _ROWS), (is_field, _FIELDS), (_is_line, _LINES)):
        parts = _listed(parts, may_be, least)
    return list(parts)


def _listed(parts: Sequence[Part], may_be: Callable[[str], bool], least: int) -> Sequence[Part]:
    out: list[Part] = []
    for alike, run in groupby(parts, lambda part: _unnumbered(part) and may_be(part.text)):
        lines = list(run)
        listed = alike and len(lines) >= least
        out += [
            replace(part, role=Role.PARAGRAPH) if listed or (alike and is_wide(part.text)) else part
            for part in lines
        ]
    return out


def _unnumbered(part: Part) -> bool:
    by_place = part.role is Role.CAPTION and not captions.is_caption(part.text)
    return (by_place or part.role is Role.HEADING) and part.level is None and not signs(part.text)


def _is_line(_: str) -> bool:
    return True


def is_wide(text: str) -> bool:
    """邵仲谋 著 山阳文艺出版社 2031年3月第1版 58.00元: more cells than a heading has."""
    return sum(len(cell) > 1 for cell in text.split()) >= _MANY_CELLS
