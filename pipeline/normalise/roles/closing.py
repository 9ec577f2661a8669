"""What stands behind a text among the parts: who signs, annexes, who gets a copy, notes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.article import Role
from pipeline.normalise.forms import letterhead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.roles.parts import Part

#: A note by its sign, and where a text sets that: behind words, before a mark or the end.
_NOTE = re.compile("[\u2460-\u2473](?=.)")
_CITED = re.compile("(?<=[\\w%％”》）])[\u2460-\u2473](?=[，。；：、！？”）》]|$)")

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

    What counts in the text itself (①春茶；②夏茶) stays.
    """
    out = list(parts)
    cited: set[str] = set()
    for i, part in enumerate(parts):
        sign = _NOTE.match(part.text) if part.role is Role.PARAGRAPH else None
        if sign and sign[0] in cited:
            out[i] = replace(part, role=Role.NOTE)
        elif part.role is Role.PARAGRAPH:
            cited.update(_CITED.findall(part.text))
    return out
