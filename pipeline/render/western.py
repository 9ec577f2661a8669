"""‘ and ’ that aren't Chinese marks: in a Chinese font they are an em wide, which is right around
Chinese words and tears ``It’s`` apart.
"""

from __future__ import annotations

import re

WESTERN = re.compile("([A-Za-z]+(?:’[A-Za-z]+)+|(?<=[a-z ])‘[!-~’ ]*?’(?![A-Za-z]))")
"""A word with an apostrophe; what stands in single quotation marks within English words. One group,
so that it splits a text into what is and what isn't."""

_MARK = re.compile("([‘’])")


def with_western_marks(text: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is such a mark.

    >>> with_western_marks("他说：“It’s OK。”‘好’")
    (('他说：“', False), ('It', False), ('’', True), ('s', False), (' OK。”‘好’', False))
    >>> with_western_marks("他说：‘OK’")
    (('他说：‘OK’', False),)
    """
    pieces: list[tuple[str, bool]] = []
    for place, piece in enumerate(WESTERN.split(text) if "’" in text else [text]):
        parts = _MARK.split(piece) if place % 2 else [piece]
        pieces += [(part, at % 2 == 1) for at, part in enumerate(parts) if part]
    return tuple(pieces)
