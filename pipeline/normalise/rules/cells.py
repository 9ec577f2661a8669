"""Rows of tables that strokes part into cells, as Markdown has them, or drawn boxes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Kind, Role
from pipeline.normalise.language.characters import BLANK, STROKES
from pipeline.normalise.language.endings import has_clause_mark
from pipeline.normalise.rules.rule import BlockRule
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_STROKE = re.compile(f"[{BLANK}]*[{STROKES}][{BLANK}]*")
#: So many strokes between cells make a row of a line that none begins and ends; its cells have no
#: more characters.
_FEWEST, _LONGEST_CELL = 2, 24


def strokes_of_row(text: str) -> list[re.Match[str]]:
    """The strokes that part a row into cells, blanks around them included; none in other lines.

    >>> [len(strokes_of_row(t)) for t in ("| 甲 | 乙 |", "项目|预算|执行", "文|麦青原")]
    [3, 2, 0]
    >>> len(strokes_of_row("他说|好，|再见|")), len(strokes_of_row("if (a || b) | c |"))
    (0, 0)
    """
    found = list(_STROKE.finditer(text))
    if len(found) < _FEWEST or has_clause_mark(text):
        return []
    kinds = {stroke[0].strip() for stroke in found}
    first, last = found[0].start() == 0, found[-1].end() == len(text)
    if len(kinds) > 1 or first != last or (first and len(found) == _FEWEST):
        return []
    cells = [text[left.end() : right.start()] for left, right in pairwise(found)]
    if not first:
        cells = [text[: found[0].start()], *cells, text[found[-1].end() :]]
        if not all(0 < len(cell) <= _LONGEST_CELL for cell in cells):
            return []
    return found if any(map(str.isalnum, "".join(cells))) else []


def find_strokes(text: str, role: Role) -> Iterator[Edit]:
    r"""Strokes between the cells of a row become blanks as wide as a character; those at its ends
    go. An empty cell stands between two of them.

    Leaves alone: a stroke in a line that is no row, or has clauses.

    >>> [(e.start, e.after) for e in find_strokes("| 合计 | | 12 |", Role.PARAGRAPH)]
    [(0, ''), (4, '\u3000'), (7, '\u3000'), (11, '')]
    >>> list(find_strokes("文|麦青原", Role.BYLINE)), list(find_strokes("距|a|", Role.PARAGRAPH))
    ([], [])
    """
    if role is not Role.PARAGRAPH:
        return
    for stroke in strokes_of_row(text):
        inside = stroke.start() > 0 and stroke.end() < len(text)
        yield Edit(*stroke.span(), "\N{IDEOGRAPHIC SPACE}" if inside else "")


RULES = (
    BlockRule(
        "part-cells", Kind.LAYOUT, Certainty.HIGH,
        "the strokes of a table part its cells; the typesetter draws those", find_strokes,
    ),
)  # fmt: skip
