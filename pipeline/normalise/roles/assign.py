"""Fragments → what each is to its reader: title, byline, heading, caption, paragraph …

Plain rules, first match wins: what the lines say of themselves; then where a short fragment
stands (before the body, set apart by empty lines, before a paragraph).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Role
from pipeline.normalise.forms import captions, headlines, letterhead, shapes, writers
from pipeline.normalise.forms.imprint import is_enactment, is_imprint, is_label
from pipeline.normalise.forms.lists import is_answer, is_item, is_wide
from pipeline.normalise.joining.line_kinds import TRANSPARENT
from pipeline.normalise.language import endings
from pipeline.normalise.roles.closing import closed
from pipeline.normalise.roles.headings import with_depths, with_title
from pipeline.normalise.roles.items import items
from pipeline.normalise.roles.parts import AT_THE_EDGE, Part, rejoin
from pipeline.normalise.roles.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.normalise.joining.segment import Fragment

#: A fragment up to this width (cells) may be a heading or a caption.
_SHORT = 40.0

#: And one up to this width a title, where it stands first.
_SHORT_FIRST = 60.0

#: Such a title has so many letters; within so many fragments its text begins, with a paragraph
#: twice as long, or of so many cells.
_SHORTEST_ASKING, _BELOW, _PROSE = 8, 9, 25.0
# 某某会见来宾 强调办好实事 共谋发展: however wide.
_IN_PARTS = re.compile(r"[^\s，。；]{6,60}(?:\s+[^\s，。；]{4,60}){1,6}")
#: What somebody else has written opens so in mails.
_QUOTED = ">＞"
_HOUR = re.compile("[0-9][:：][0-9]")
_ASKING = re.compile("[？！?!…]")

#: Set apart by this many empty lines more than usual, a short fragment is no part of the text.
_APART = 2

#: A heading of so many cells at most may stand far below what is above it.
_FEW_WORDS = 8.0

#: Fields at the head of minutes stand no further from one another.
_NEAR = 2

#: A subtitle has no more lines.
_SUBTITLE_LINES = 2

#: The title and what belongs to it stand among so many fragments at the start.
_HEAD_REACH = 12


def assign(fragments: Sequence[Fragment]) -> list[Part]:
    """Give each fragment its role, then join what belongs together."""
    text_from = _first(fragments, lambda fragment: fragment.fixed not in TRANSPARENT)
    body_from = next(
        (
            i
            for i, f in enumerate(fragments)
            if _is_body(f) and not _opens_as_title(fragments, i, text_from)
        ),
        len(fragments),
    )
    head = _Head(text_from, _first(fragments, _is_title_like), body_from)
    parts = [_part(fragments, i, head) for i in range(len(fragments))]
    of_paper = any(f.fixed == "aside" for f in fragments[:body_from])
    wrapped = of_paper or any(f.setting.column for f in fragments[body_from : body_from + 3])
    parts = tables(items(with_title(parts, body_from, wrapped=wrapped)))
    return with_depths(closed(rejoin(parts)))


class _Head(NamedTuple):
    """Where, by the number of its fragment, a text begins behind furniture, what a byline can
    stand under, and the body; the number of all fragments where there is none.
    """

    text: int
    title: int
    body: int


def _first(fragments: Sequence[Fragment], holds: Callable[[Fragment], bool]) -> int:
    return next((i for i, fragment in enumerate(fragments) if holds(fragment)), len(fragments))


def _is_body(fragment: Fragment) -> bool:
    """Prose: an item, or it has a full stop, or is too long for a heading. A table is body, too."""
    if fragment.fixed == "row" or (not fragment.fixed and is_item(fragment.text)):
        return True
    if fragment.fixed or fragment.width <= 12:
        return False
    text = fragment.text
    if captions.is_caption(text):
        return False
    announces = endings.ends_in_colon(text) and fragment.width > _PROSE
    return fragment.width > 2 * _SHORT or (
        (announces or endings.has_sentence_mark(text)) and not _set_apart(fragment)
    )


def _opens_as_title(fragments: Sequence[Fragment], i: int, text_from: int) -> bool:
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
        and (in_parts or not _too_wide(fragment, first=True))
        and sum(map(str.isalnum, fragment.text)) >= _SHORTEST_ASKING
        and (dated or any(below.width >= min(2 * fragment.width, _PROSE) for below in rest))
    )


def _set_apart(fragment: Fragment) -> bool:
    """Short, and parted from what precedes it by more empty lines than is usual here."""
    first = fragment.lines[0]
    return (
        fragment.width <= 30
        and fragment.setting.column is None
        and first.blanks >= fragment.setting.usual_blanks + _APART
    )


def _part(fragments: Sequence[Fragment], i: int, head: _Head) -> Part:
    fragment = fragments[i]
    text = fragment.text
    fixed = _FIXED.get(fragment.fixed)
    if fixed is not None:
        return Part((fragment,), fixed)
    if fragment.fixed == "vertical":
        return Part((fragment,), Role.CAPTION)
    if fragment.fixed == "mark":
        mark = shapes.heading_mark(text)
        return Part((fragment,), Role.HEADING, mark.count("#"), mark)
    if fragment.fixed == "label":
        return Part((fragment,), Role.HEADING, 1)
    if fragment.fixed == "numbered":
        return Part((fragment,), Role.HEADING, shapes.numbered_level(text) or 1)
    if not fragment.fixed and shapes.numbered_level(text) is not None:
        return Part((fragment,), Role.HEADING, shapes.numbered_level(text))
    if fragment.fixed == "dash":
        return Part((fragment,), Role.SUBTITLE if i <= head.body else Role.PARAGRAPH)
    if shapes.is_abstract(text):
        return Part((fragment,), Role.ABSTRACT)
    if shapes.is_note(text):
        return Part((fragment,), Role.NOTE)
    if i <= head.body and writers.is_affiliation(text):
        return Part((fragment,), Role.AFFILIATION)  # on several lines
    if captions.is_caption(text) and fragment.width <= 4 * _SHORT:
        return Part((fragment,), Role.CAPTION)
    return Part((fragment,), _by_place(fragments, i, head))


_NO_TEXT = TRANSPARENT | {"aside"}

_FIXED = {
    "furniture": Role.FURNITURE,
    "note": Role.NOTE,
    "aside": Role.NOTE,
    "byline": Role.BYLINE,
    "affiliation": Role.AFFILIATION,
    "whole": Role.PARAGRAPH,
    "cell": Role.PARAGRAPH,
    "row": Role.PARAGRAPH,
    "torn row": Role.PARAGRAPH,
}


def _by_place(fragments: Sequence[Fragment], i: int, head: _Head) -> Role:
    """The role of a fragment that says nothing of itself."""
    fragment = fragments[i]
    text = fragment.text
    followed = _next_text(fragments, i)
    apart_at_top = (
        i == 0
        and fragment.width <= 30
        and fragment.setting.column is None
        and followed is not None
        and followed.lines[0].blanks >= followed.setting.usual_blanks + _APART
    )
    at_head = i < head.body and i < _HEAD_REACH
    told = _by_company(fragments, i, at_head=at_head)
    if told is not None:
        return told
    addressed = endings.ends_in_colon(text) and letterhead.opens_address(text)
    if _opens_as_title(fragments, i, head.text):
        return Role.TITLE
    field = not at_head and shapes.is_field(text) and not endings.ends_in_colon(text)
    if addressed or field or text[0] in _QUOTED or is_wide(text) or shapes.opens_rule(text):
        return Role.PARAGRAPH
    if (_set_apart(fragment) and not _heads_what_follows(fragment, followed)) or apart_at_top:
        return Role.CAPTION
    titled = head.title < i
    if at_head and titled and any(_is_field(fragments, j) for j in range(max(0, i - _NEAR), i)):
        at_head = False  # behind the fields of minutes there is no more of a title
    # 来源： stands on the line above
    labelled = at_head and titled and i > 0 and is_label(fragments[i - 1].text)
    # A day alone may be the title of what was written on it; with the hour it is none.
    timed = not titled and _HOUR.search(text) is not None
    dated = at_head and titled and "年" in text and _is_only_month(fragments, i)
    if labelled or dated or (at_head and (titled or timed) and is_imprint(text)):
        return Role.BYLINE
    if at_head and titled and is_enactment(text):
        return Role.SUBTITLE
    if at_head and endings.ends_in_dash(text) and not endings.has_sentence_mark(text):
        return Role.TITLE
    prose = _too_wide(fragment, first=i == 0) or (titled and _is_cut_prose(fragment))
    if prose or endings.has_sentence_mark(text):
        return Role.PARAGRAPH
    # 各位代表： right above the text; 来源： may have its name on the next line.
    to_all = not titled or (followed is not None and _is_body(followed))
    addressed = endings.ends_in_colon(text) and to_all
    broken_off = not at_head and (endings.ends_sentence(text) or _cut_short(fragment))
    if (
        addressed
        or broken_off
        or endings.ends_in_pause(text)
        or is_item(text)
        or shapes.is_formula(text)
    ):
        return Role.PARAGRAPH
    if at_head:
        return _under_head(text, titled=titled, ends_title=_ends_title(fragments, i))
    return _in_body(text, followed)


def _is_only_month(fragments: Sequence[Fragment], i: int) -> bool:
    """A month and nothing else, as no other line is: when a text was written; else it heads the
    days of a chronicle.
    """
    if not shapes.is_month(fragments[i].text):
        return False
    return sum(shapes.is_month(fragment.text) for fragment in fragments) == 1


def _in_body(text: str, followed: Fragment | None) -> Role:
    """A short line behind the beginning of the body."""
    if text[:1] in "（(" and text[-1:] in "）)":
        return Role.NOTE
    if followed is None:
        return Role.PARAGRAPH if letterhead.is_told(text) else Role.CAPTION
    if endings.ends_in_lead_in(text) or endings.ends_in_dash(text) or is_answer(text):
        return Role.PARAGRAPH
    if headlines.heads_nothing(text):
        return Role.PARAGRAPH
    if followed.fixed == "dash":
        return Role.TITLE
    return Role.HEADING


def _by_company(fragments: Sequence[Fragment], i: int, *, at_head: bool) -> Role | None:
    """What a message says below its head; what stands over the title of a document, and the fields
    at the head of minutes.
    """
    if i and fragments[i - 1].fixed == "whole":
        return Role.PARAGRAPH
    if letterhead.is_document_number(fragments[i].text):
        return Role.BYLINE
    if not at_head:
        return None
    filed = letterhead.is_numbers(fragments[i].text) or letterhead.is_record(fragments[i].text)
    if filed or _issues(fragments, i):
        return Role.BYLINE
    return Role.PARAGRAPH if _is_field(fragments, i) else None


def _issues(fragments: Sequence[Fragment], i: int) -> bool:
    """Who issues a document, or its column, close above the line that says what it is; the name of
    a paper, over the number of its issue.
    """
    text, below = fragments[i].text, _next_text(fragments, i)
    if below is not None and letterhead.is_issue(below.text):
        return _titled_below(fragments, i)
    if below is None or below.fixed or not letterhead.issues(text) or _is_body(below):
        return False
    end = _next_text(fragments, i + 1) if below.text.startswith("关于") else None
    kind = letterhead.names_kind(below.text) or (
        end is not None and not end.fixed and letterhead.names_kind(end.text)
    )
    return not _too_wide(below, first=False) and (kind or (i == 0 and letterhead.is_column(text)))


def _titled_below(fragments: Sequence[Fragment], i: int) -> bool:
    """Another line that may be the title stands below, before the body."""
    for below in fragments[i + 1 : i + _HEAD_REACH]:
        if _is_body(below):
            return False
        if not below.fixed and not is_imprint(below.text):
            return True
    return False


def _is_field(fragments: Sequence[Fragment], i: int) -> bool:
    """One of several fields at the head of minutes."""
    near = (*fragments[max(0, i - _NEAR) : i], *fragments[i + 1 : i + 1 + _NEAR])
    fields = (one.text for one in near)
    return letterhead.is_field_of_minutes(fragments[i].text) and any(
        map(letterhead.is_field_of_minutes, fields)
    )


def _heads_what_follows(fragment: Fragment, followed: Fragment | None) -> bool:
    """A few words set apart from what stands above them, and from the numbered item below by no
    more than is usual: a heading, where a picture stood above it.
    """
    return (
        followed is not None
        and fragment.width <= _FEW_WORDS
        and 0 < followed.lines[0].blanks <= followed.setting.usual_blanks
        and shapes.starts_numbered(followed.text)
    )


def _cut_short(fragment: Fragment) -> bool:
    """Lines with a comma in them, the last of which runs to the edge of its column: prose that
    was cut there, too short to be told by its length.
    """
    last, setting = fragment.lines[-1], fragment.setting
    if len(fragment.lines) < 2 or setting.column is None or last.marked:
        return False
    return setting.missing(last) <= AT_THE_EDGE and endings.has_clause_mark(fragment.text)


def _is_cut_prose(fragment: Fragment) -> bool:
    """Under the title, lines of a column with two commas or more: what a caption has cut."""
    return (
        len(fragment.lines) > _SUBTITLE_LINES
        and fragment.setting.column is not None
        and len(endings.CLAUSE_END.findall(fragment.text)) > 1
    )


def _ends_title(fragments: Sequence[Fragment], i: int) -> bool:
    """Reads like a name, but a word of the title goes on in it, or it stands close under one and
    who wrote it is said below: the end of a title that was too long for its line.
    """
    if not i or any(c.isspace() for c in fragments[i].text):
        return False
    above, close = fragments[i - 1], not fragments[i].lines[0].blanks
    if not close or above.fixed not in ("", "dash") or fragments[i].width > above.width:
        return False
    below = _next_text(fragments, i)
    written = below is not None and below.fixed == "byline" and writers.names_writer(below.text)
    return headlines.phrase_across(above.text, fragments[i].text) or written


def _under_head(text: str, *, titled: bool, ends_title: bool) -> Role:
    """A short line at the head of a text. One name alone is a byline under a title; before it, it
    is the title.
    """
    if titled and (writers.is_office_name(text) or letterhead.is_writer(text)):
        return Role.BYLINE
    if titled and shapes.is_bracketed(text):
        return Role.SUBTITLE
    if titled and shapes.is_month(text):
        return Role.HEADING  # of a chronicle
    if titled and shapes.is_work(text):
        return Role.HEADING  # over what is said of a book
    several = any(c.isspace() for c in text)
    alone = titled and writers.may_be_name(text)
    names = writers.is_names(text) and (several or alone) and not headlines.leads_over(text)
    return Role.BYLINE if names and not ends_title else Role.TITLE


def _too_wide(fragment: Fragment, *, first: bool) -> bool:
    """For a title or a heading. What stands first, on a line that no column has cut, may be a
    title of two clauses.
    """
    whole = (
        first
        and len(fragment.lines) == 1
        and fragment.setting.column is None
        and not endings.ends_with_mark(fragment.text)
    )
    return fragment.width > (_SHORT_FIRST if whole else _SHORT)


def _is_title_like(fragment: Fragment) -> bool:
    """Something above that a byline can stand under: a mark, a short line that isn't set apart."""
    if fragment.fixed:
        return fragment.fixed == "mark"
    return fragment.width <= _SHORT and not _set_apart(fragment)


def _next_text(fragments: Sequence[Fragment], i: int) -> Fragment | None:
    return next((f for f in fragments[i + 1 : i + 8] if f.fixed not in _NO_TEXT), None)
