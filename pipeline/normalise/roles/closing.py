"""What stands behind a text among the parts: who signs, annexes, who gets a copy, notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import letterhead
from pipeline.normalise.printed.footnotes import cited, opens_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.roles.parts import Part

#: Where the figures come from.
_SOURCES = ("资料来源", "数据来源", "資料來源", "數據來源")
_HEADS = frozenset({Role.HEADING, Role.SUBHEADING, Role.CAPTION})


def closed(parts: Sequence[Part]) -> list[Part]:
    """What says at the end who signs is a byline; what lists the annexes, and who gets
    a copy, a note.
    """
    annexed = letterhead.annexes([part.text for part in parts])
    parts = [
        replace(part, role=Role.NOTE, level=None)
        if (i in annexed and part.role in _HEADS) or letterhead.is_copied_to(part.text)
        else part
        for i, part in enumerate(parts)
    ]
    parts = with_notes(parts)
    signs = letterhead.signatures([part.text for part in parts], [part.role for part in parts])
    return [
        replace(part, role=Role.BYLINE, level=None) if i in signs else part
        for i, part in enumerate(parts)
    ]


def with_notes(parts: Sequence[Part]) -> list[Part]:
    """A paragraph that opens with a sign which the text above has set behind its words is a note:
    ② 数据由企业提供, for 保持率为86%②.

    What counts in the text itself (①春茶；②夏茶) stays. Where the figures come from is a note
    among notes, a caption under a table or a picture.
    """
    out = list(parts)
    signs: set[str] = set()
    for i, part in enumerate(parts):
        if i and part.role is Role.CAPTION and part.text.startswith(_SOURCES):
            out[i] = replace(part, role=Role.NOTE) if out[i - 1].role is Role.NOTE else part
        if part.role is not Role.PARAGRAPH:
            continue
        if opens_note(part.text) in signs:
            out[i] = replace(part, role=Role.NOTE)
        else:
            signs.update(cited(part.text))
    return out
