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
from pipeline.normalise import endings, shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.parts import Part

_BULLET = re.compile(r"[•▪◦]\s?\S")
_DIGIT = re.compile(r"[0-9０-９]")
#: The fourth of GB/T 9704's numbers (§7.3.3) is that of items as often as of headings.
_FOURTH = re.compile(r"[（(][0-9]{1,2}[）)]")

#: So many lines of cells make a table; so many headings don't stand under one another.
_ROWS = 3
_CELLS = 3


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
    """May be the row of a table: several cells with blanks between, or a figure among its words.

    >>> [is_row(t) for t in ("单位 应到 实到", "后勤科20 18 90.0%", "做法与成效")]
    [True, True, False]
    """
    return len(text.split()) >= _CELLS or _DIGIT.search(text) is not None


def tables(parts: Sequence[Part]) -> list[Part]:
    """The parts, with lines as paragraphs that may be rows and stand one under another, where they
    are more than headings ever are.
    """
    out: list[Part] = []
    for alike, run in groupby(parts, _may_be_row):
        rows = list(run)
        table = alike and len(rows) >= _ROWS
        out += [replace(part, role=Role.PARAGRAPH) for part in rows] if table else rows
    return out


def _may_be_row(part: Part) -> bool:
    return part.role is Role.HEADING and part.level is None and is_row(part.text)
