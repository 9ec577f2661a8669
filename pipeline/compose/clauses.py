"""Where the clauses of a sentence begin and end."""

from __future__ import annotations

import re

MARKS = "，。；：！？"
"""What ends a clause."""

MARK = re.compile(f"[{MARKS}]")

_OPENING, _CLOSING = "（“《〔", "）”》〕"
#: How long what stands in brackets may be, to be read over.
_INNER = 12


def clause_start(text: str, end: int) -> int:
    """Where the clause begins that leads to ``end``: behind a mark (、 is one here) or an open
    bracket. What stands in brackets and is short is read over.
    """
    at = end
    while at:
        character = text[at - 1]
        if character in _CLOSING:
            opening = text.rfind(_OPENING[_CLOSING.index(character)], 0, at)
            if opening < 0 or at - opening > _INNER:
                return at
            at = opening
        elif character in MARKS or character == "、" or character in _OPENING:
            return at
        else:
            at -= 1
    return 0


def behind_last(marks: str, text: str, end: int) -> int:
    """The place behind the last of some marks that stands before ``end``, or 0.

    >>> behind_last("，。", "去年，全县增产，其中", 6), behind_last("。", "去年，", 3)
    (3, 0)
    """
    return 1 + max(text.rfind(mark, 0, end) for mark in marks)
