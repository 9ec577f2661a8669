"""What a fragment looks like by itself, and set among its neighbours: prose, a title that asks,
a line that was cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms import captions
from pipeline.normalise.forms.imprint import is_imprint
from pipeline.normalise.forms.lists import is_item
from pipeline.normalise.joining.line_kinds import TRANSPARENT
from pipeline.normalise.language import endings
from pipeline.normalise.roles.parts import AT_THE_EDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.joining.segment import Fragment

#: A fragment up to this width (cells) may be a heading or a caption.
SHORT = 40.0

#: And one up to this width a title, where it stands first.
SHORT_FIRST = 60.0

#: Set apart by this many empty lines more than usual, a short fragment is no part of the text.
APART = 2

#: A title that asks has so many letters; within so many fragments its text begins, with a paragraph
#: twice as long, or of so many cells.
_SHORTEST_ASKING, _BELOW, _PROSE = 8, 9, 25.0
# 某某会见来宾 强调办好实事 共谋发展: however wide.
_IN_PARTS = re.compile(r"[^\s，。；]{6,60}(?:\s+[^\s，。；]{4,60}){1,6}")
_ASKING = re.compile("[？！?!…]")

#: A subtitle has no more lines.
_SUBTITLE_LINES = 2

_NO_TEXT = TRANSPARENT | {"aside"}


def is_body(fragment: Fragment) -> bool:
    """Prose: an item, or it has a full stop, or is too long for a heading. A table is body, too."""
    if fragment.fixed in ("row", "tabbed row") or (not fragment.fixed and is_item(fragment.text)):
        return True
    if fragment.fixed or fragment.width <= 12:
        return False
    text = fragment.text
    if captions.is_caption(text):
        return False
    announces = endings.ends_in_colon(text) and fragment.width > _PROSE
    return fragment.width > 2 * SHORT or (
        (announces or endings.has_sentence_mark(text)) and not set_apart(fragment)
    )


def opens_as_title(fragments: Sequence[Fragment], i: int, text_from: int) -> bool:
    """A title that asks or calls (谁来养老？) or has several parts, in the first line of a text: no
    full stop in it, and a much longer paragraph not far below.
    """
    fragment, rest = fragments[i], fragments[i + 1 : i + _BELOW]
    dated = bool(rest) and rest[0].fixed == "byline" and is_imprint(rest[0].text)
    in_parts = _IN_PARTS.fullmatch(fragment.text.strip()) is not None
    return (
        i <= text_from
        and (in_parts or _ASKING.search(fragment.text) is not None)
        and "。" not in fragment.text
        and not endings.ends_with_mark(fragment.text.rstrip("？！?!…”』」"))
        and (in_parts or not too_wide(fragment, first=True))
        and sum(map(str.isalnum, fragment.text)) >= _SHORTEST_ASKING
        and (dated or any(below.width >= min(2 * fragment.width, _PROSE) for below in rest))
    )


def set_apart(fragment: Fragment) -> bool:
    """Short, and parted from what precedes it by more empty lines than is usual here."""
    first = fragment.lines[0]
    return (
        fragment.width <= 30
        and fragment.setting.column is None
        and first.blanks >= fragment.setting.usual_blanks + APART
    )


def too_wide(fragment: Fragment, *, first: bool) -> bool:
    """For a title or a heading. What stands first, on a line that no column has cut, may be a
    title of two clauses.
    """
    whole = (
        first
        and len(fragment.lines) == 1
        and fragment.setting.column is None
        and not endings.ends_with_mark(fragment.text)
    )
    return fragment.width > (SHORT_FIRST if whole else SHORT)


def is_title_like(fragment: Fragment) -> bool:
    """Something above that a byline can stand under: a mark, a short line that isn't set apart."""
    if fragment.fixed:
        return fragment.fixed == "mark"
    return fragment.width <= SHORT and not set_apart(fragment)


def next_text(fragments: Sequence[Fragment], i: int) -> Fragment | None:
    return next((f for f in fragments[i + 1 : i + 8] if f.fixed not in _NO_TEXT), None)


def cut_short(fragment: Fragment) -> bool:
    """Lines with a comma in them, the last of which runs to the edge of its column: prose that
    was cut there, too short to be told by its length.
    """
    last, setting = fragment.lines[-1], fragment.setting
    if len(fragment.lines) < 2 or setting.column is None or last.marked:
        return False
    return setting.missing(last) <= AT_THE_EDGE and endings.has_clause_mark(fragment.text)


def is_cut_prose(fragment: Fragment) -> bool:
    """Under the title, lines of a column with two commas or more: what a caption has cut."""
    return (
        len(fragment.lines) > _SUBTITLE_LINES
        and fragment.setting.column is not None
        and len(endings.CLAUSE_END.findall(fragment.text)) > 1
    )
