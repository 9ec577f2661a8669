"""Dots of emphasis (着重号): under which characters one stands."""

from __future__ import annotations

import unicodedata

_TAKING = frozenset({"L", "M", "N"})
_PRIVATE = "Co"
"""Of private use: in a Chinese text, a rare character that Unicode didn't have."""


def takes_dot(character: str) -> bool:
    """Whether a dot stands under a character: under Han characters, letters and figures, never
    under marks and blanks (as CSS Text Decoration 4 has it, where ``text-emphasis-skip`` says
    nothing else).

    >>> [one for one in "“水价”是 3.5元，〇々！" if takes_dot(one)]
    ['水', '价', '是', '3', '5', '元', '〇', '々']
    """
    category = unicodedata.category(character)
    return category[0] in _TAKING or category == _PRIVATE
