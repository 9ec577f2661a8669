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
from pipeline.normalise.roles.company import HEAD_REACH, NEAR, by_company, is_field
from pipeline.normalise.roles.headings import with_depths, with_title
from pipeline.normalise.roles.items import items
from pipeline.normalise.roles.looks import (
    APART,
    SHORT,
    cut_short,
    is_body,
    is_cut_prose,
    is_title_like,
    next_text,
    opens_as_title,
    set_apart,
    too_wide,
)
from pipeline.normalise.roles.parts import Part, rejoin
from pipeline.normalise.roles.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.normalise.joining.segment import Fragment

#: What somebody else has written opens so in mails.
_QUOTED = ">＞"
_HOUR = re.compile("[0-9][:：][0-9]")
#: A heading of so many cells at most may stand far below what is above it.
_FEW_WORDS = 8.0


def assign(fragments: Sequence[Fragment]) -> list[Part]:
    """Give each fragment its role, then join what belongs together."""
    text_from = _first(fragments, lambda fragment: fragment.fixed not in TRANSPARENT)
    body_from = next(
        (
            i
            for i, f in enumerate(fragments)
            if is_body(f) and not opens_as_title(fragments, i, text_from)
        ),
        len(fragments),
    )
    head = _Head(text_from, _first(fragments, is_title_like), body_from)
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
    if captions.is_caption(text) and fragment.width <= 4 * SHORT:
        return Part((fragment,), Role.CAPTION)
    return Part((fragment,), _by_place(fragments, i, head))


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
    "tabbed row": Role.PARAGRAPH,
}


def _by_place(fragments: Sequence[Fragment], i: int, head: _Head) -> Role:
    """The role of a fragment that says nothing of itself."""
    fragment = fragments[i]
    text = fragment.text
    followed = next_text(fragments, i)
    apart_at_top = (
        i == 0
        and fragment.width <= 30
        and fragment.setting.column is None
        and followed is not None
        and followed.lines[0].blanks >= followed.setting.usual_blanks + APART
    )
    at_head = i < head.body and i < HEAD_REACH
    told = by_company(fragments, i, at_head=at_head)
    if told is not None:
        return told
    addressed = endings.ends_in_colon(text) and letterhead.opens_address(text)
    if opens_as_title(fragments, i, head.text):
        return Role.TITLE
    field = not at_head and shapes.is_field(text) and not endings.ends_in_colon(text)
    if addressed or field or text[0] in _QUOTED or is_wide(text) or shapes.opens_rule(text):
        return Role.PARAGRAPH
    if (set_apart(fragment) and not _heads_what_follows(fragment, followed)) or apart_at_top:
        return Role.CAPTION
    titled = head.title < i
    if at_head and titled and any(is_field(fragments, j) for j in range(max(0, i - NEAR), i)):
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
        to_text = titled and followed is not None and endings.has_sentence_mark(followed.text)
        return Role.PARAGRAPH if to_text else Role.TITLE
    prose = too_wide(fragment, first=i == 0) or (titled and is_cut_prose(fragment))
    if prose or endings.has_sentence_mark(text):
        return Role.PARAGRAPH
    # 各位代表： right above the text; 来源： may have its name on the next line.
    to_all = not titled or (followed is not None and is_body(followed))
    addressed = endings.ends_in_colon(text) and to_all
    broken_off = not at_head and (endings.ends_sentence(text) or cut_short(fragment))
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


def _ends_title(fragments: Sequence[Fragment], i: int) -> bool:
    """Reads like a name, but a word of the title goes on in it, or it stands close under one and
    who wrote it is said below: the end of a title that was too long for its line.
    """
    if not i or any(c.isspace() for c in fragments[i].text):
        return False
    above, close = fragments[i - 1], not fragments[i].lines[0].blanks
    if not close or above.fixed not in ("", "dash") or fragments[i].width > above.width:
        return False
    below = next_text(fragments, i)
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
