"""Lists and tables in plain text among the parts: short lines that no headings are.

A heading is a cue and isn't printed in its place, so an item or a row that is taken for one is
missing from the page.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import captions
from pipeline.normalise.forms.letterhead import signs
from pipeline.normalise.forms.lists import is_row, is_wide, may_be_field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.normalise.roles.parts import Part

#: So many lines of cells make a table, so many fields a list; and so many headings of any kind
#: don't stand under one another: they are lines of verse, names.
_ROWS, _FIELDS, _LINES = 3, 2, 4


def tables(parts: Sequence[Part]) -> list[Part]:
    """The parts, with lines as paragraphs that stand one under another, where they are more than
    headings ever are: rows of a table, fields, lines of verse; and each row of many cells.
    """
    for may_be, least in ((is_row, _ROWS), (may_be_field, _FIELDS), (_is_line, _LINES)):
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
