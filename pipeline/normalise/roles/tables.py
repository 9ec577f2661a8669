"""Lists and tables in plain text among the parts: short lines that no headings are.

A heading is a cue and isn't printed in its place, so an item or a row that is taken for one is
missing from the page.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import captions, shapes
from pipeline.normalise.forms.letterhead import signs
from pipeline.normalise.forms.lists import is_dashed, is_quantity, is_row, is_wide, may_be_field
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.normalise.roles.parts import Part

#: So many lines of cells make a table, so many fields a list; and so many headings of any kind
#: don't stand under one another: they are lines of verse, names.
_ROWS, _FIELDS, _LINES = 3, 2, 4
#: So many lines that a colon announces, or that are of one width, are a list, a couplet; each of
#: a couplet has so many cells.
_ANNOUNCED, _COUPLET = 2, 5.0

#: 单位：万元, under a table's name; what is said below its rows.
_UNIT = re.compile(f"[（(]?(?:计量)?单位[{BLANK}]*[:：]")
_BELOW_TABLE = re.compile(f"(?:(?:数据|资料)来源|[注说][{BLANK}]*明?)[{BLANK}]*[:：]")
_BESIDE_TABLE = frozenset({Role.CAPTION, Role.NOTE, Role.HEADING, Role.SUBHEADING})


def _is_line(_: str) -> bool:
    return True


_KINDS = (
    (is_row, _ROWS),
    (may_be_field, _FIELDS),
    (is_dashed, 1),
    (_is_line, _LINES),
    (is_quantity, 1),
)


def tables(parts: Sequence[Part]) -> list[Part]:
    """The parts, with lines as paragraphs that stand one under another, where they are more than
    headings ever are: rows of a table, fields, lines of verse; and each row of many cells, what
    stands beside it, what stands over rows or fields, and what a table's caption and notes say.
    """
    for may_be, least in _KINDS:
        parts = _listed(parts, may_be, least)
    return _with_rows(_over_rows(_beside_rows(_announced(parts))))


def _listed(parts: Sequence[Part], may_be: Callable[[str], bool], least: int) -> list[Part]:
    listed: set[int] = set()
    for run in _runs(parts, may_be):
        listed.update(i for i in run if len(run) >= least or is_wide(parts[i].text))
    return _printed(parts, listed)


def _announced(parts: Sequence[Part]) -> list[Part]:
    """Lines that a colon announces (提供以下服务：), and couplets, as paragraphs."""
    listed: set[int] = set()
    for run in _runs(parts, _is_line):
        above = parts[run[0] - 1] if run and run[0] else None
        announced = (
            above is not None
            and above.role is Role.PARAGRAPH
            and endings.ends_in_colon(above.text)
            and len(run) >= _ANNOUNCED
        )
        if announced or _is_couplet([parts[i] for i in run]):
            listed.update(run)
    return _printed(parts, listed)


def _runs(parts: Sequence[Part], may_be: Callable[[str], bool]) -> Iterator[list[int]]:
    """Lines by their number that stand one under another, furniture between them left aside."""
    run: list[int] = []
    for i, part in enumerate(parts):
        if part.role is Role.FURNITURE:
            continue
        if _unnumbered(part) and may_be(part.text):
            run.append(i)
        else:
            yield run
            run = []
    yield run


def _printed(parts: Sequence[Part], listed: AbstractSet[int]) -> list[Part]:
    return [
        replace(part, role=Role.PARAGRAPH) if i in listed else part for i, part in enumerate(parts)
    ]


def _is_couplet(lines: Sequence[Part]) -> bool:
    """Two lines of one width, close under one another: no headings, of which one would head
    nothing.
    """
    widths = {line.fragments[0].width for line in lines}
    return len(lines) == _ANNOUNCED and len(widths) == 1 and min(widths) >= _COUPLET


def _beside_rows(parts: Sequence[Part]) -> list[Part]:
    """What may be a row and stands over or under one: the head of a table, its last line. The rule
    under a head (--- | ---) is furniture.
    """
    out = list(parts)
    lines = [i for i, part in enumerate(out) if part.role is not Role.FURNITURE]
    for order in (lines, lines[::-1]):
        for beside, i in pairwise(order):
            if _unnumbered(out[i]) and is_row(out[i].text) and _is_set_row(out[beside]):
                out[i] = replace(out[i], role=Role.PARAGRAPH)
    return out


def _over_rows(parts: Sequence[Part]) -> list[Part]:
    """Few words over rows or fields, and no prose, say whose those are."""
    out = list(parts)
    for i, part in enumerate(parts):
        if part.role is not Role.HEADING or not _unnumbered(part):
            continue
        first, second = (*parts[i + 1 : i + 3], None, None)[:2]
        alone = second is None or second.role is not Role.PARAGRAPH
        rows = _is_set_row(first) and (alone or _is_set_row(second))
        if rows or (_is_set_field(first) and _is_set_field(second)):
            out[i] = replace(part, role=Role.PARAGRAPH)
    return out


def _with_rows(parts: Sequence[Part]) -> list[Part]:
    """A table's caption right above its rows, and below them where its figures come from or what is
    noted: they are read with the rows (单位：万元), not among the captions of pictures.
    """
    out = list(parts)
    lines = [i for i, part in enumerate(out) if part.role is not Role.FURNITURE]
    # The caption once more in English is set aside between them.
    said = [i for i in lines if out[i].role is not Role.NOTE or not out[i].fragments[0].fixed]
    over_rows: set[int] = set()
    for above, below in pairwise(said[::-1]):
        unit = _UNIT.match(out[below].text) is not None
        heads = unit or shapes.heads_table(out[below].text)
        if heads and (above in over_rows or _is_set_row(out[above])):
            over_rows.add(below)
            if unit or out[below].role in _BESIDE_TABLE:
                out[below] = replace(out[below], role=Role.PARAGRAPH, level=None)
    in_table = False
    for above, below in pairwise(lines):
        noted = out[below].role in _BESIDE_TABLE and _BELOW_TABLE.match(out[below].text)
        in_table = bool(noted) and (in_table or _is_set_row(out[above]))
        if in_table:
            out[below] = replace(out[below], role=Role.PARAGRAPH)
    return out


def _is_set_row(part: Part | None) -> bool:
    """A row that is printed as one already: so it isn't prose, which has clauses."""
    if part is None or part.role is not Role.PARAGRAPH or not is_row(part.text):
        return False
    return is_wide(part.text) or not endings.CLAUSE_END.search(part.text)


def _is_set_field(part: Part | None) -> bool:
    if part is None or part.role is not Role.PARAGRAPH:
        return False
    return may_be_field(part.text) and not endings.has_sentence_mark(part.text)


def _unnumbered(part: Part) -> bool:
    by_place = part.role is Role.CAPTION and not captions.is_caption(part.text)
    return (by_place or part.role is Role.HEADING) and part.level is None and not signs(part.text)
