"""What a fragment is by those it stands with at the head of a document: who issues it, the name
of an internal paper beside its number, fields of minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import letterhead
from pipeline.normalise.forms.imprint import is_imprint
from pipeline.normalise.language.characters import BLANKS
from pipeline.normalise.printed.numbered_heads import PERIODICAL
from pipeline.normalise.roles.looks import is_body, next_text, too_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.joining.segment import Fragment

#: The title and what belongs to it stand among so many fragments at the start.
HEAD_REACH = 12

#: Fields at the head of minutes stand no further from one another.
NEAR = 2


def by_company(fragments: Sequence[Fragment], i: int, *, at_head: bool) -> Role | None:
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
    return Role.PARAGRAPH if is_field(fragments, i) else None


def _issues(fragments: Sequence[Fragment], i: int) -> bool:
    """Who issues a document, or its column, close above the line that says what it is; the name of
    a paper, over the number of its issue or under it.
    """
    text, below = fragments[i].text, next_text(fragments, i)
    under = (
        i > 0
        and PERIODICAL.search(BLANKS.sub("", text))
        and letterhead.is_issue(fragments[i - 1].text)
    )
    if under or (below is not None and letterhead.is_issue(below.text)):
        return _titled_below(fragments, i)
    if below is None or below.fixed or not letterhead.issues(text) or is_body(below):
        return False
    end = next_text(fragments, i + 1) if below.text.startswith("关于") else None
    kind = letterhead.names_kind(below.text) or (
        end is not None and not end.fixed and letterhead.names_kind(end.text)
    )
    return not too_wide(below, first=False) and (kind or (i == 0 and letterhead.is_column(text)))


def _titled_below(fragments: Sequence[Fragment], i: int) -> bool:
    """Another line that may be the title stands below, before the body."""
    for below in fragments[i + 1 : i + HEAD_REACH]:
        if is_body(below):
            return False
        if not below.fixed and not is_imprint(below.text):
            return True
    return False


def is_field(fragments: Sequence[Fragment], i: int) -> bool:
    """One of several fields at the head of minutes."""
    near = (*fragments[max(0, i - NEAR) : i], *fragments[i + 1 : i + 1 + NEAR])
    fields = (one.text for one in near)
    return letterhead.is_field_of_minutes(fragments[i].text) and any(
        map(letterhead.is_field_of_minutes, fields)
    )
