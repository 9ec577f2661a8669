"""The classes of characters that lines, rules and readings speak of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Ideographs, and the marks that stand for one (々〇).
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

#: Full-width punctuation, and the marks of ambiguous width that Chinese text sets full-width.
FULL_MARKS = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{MIDDLE DOT}"
)

#: White space within a line, as sources have it.
BLANK = " \t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\u2000-\u200a\u202f\u205f"


def run_of(characters: str) -> str:
    """A pattern for one or more of these characters, written as in a class.

    The first stands by itself: a search skips what can't begin a match where a pattern begins
    with a class, and tries every place where it begins with a repetition (a third of the speed).

    >>> re.findall(run_of("0-9"), "12月3日")
    ['12', '3']
    """
    return f"[{characters}][{characters}]*"


BLANKS = re.compile(run_of(BLANK))
HAN_CHARACTER = re.compile(f"[{HAN}]")
#: An ideograph or a full-width mark.
CHINESE = re.compile(f"[{HAN}{FULL_MARKS}]")


def is_han(character: str) -> bool:
    """Whether a character is an ideograph.

    >>> is_han("简"), is_han("A"), is_han("，"), is_han("")
    (True, False, False, False)
    """
    # Nearly all of them stand in one block, which is seen sooner than looked for.
    return "\u4e00" <= character <= "\u9fff" or HAN_CHARACTER.match(character) is not None


#: Straight and curled double quotes: one may be written for the other.
#: What parts the cells of a table that is drawn with characters.
STROKES = "|│┃║"

QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'

#: Ideographs and full-width marks, but for dashes and dots, which hyphens and points may become.
SETTLED_CHINESE = re.compile(f"(?![\N{EM DASH}\N{HORIZONTAL ELLIPSIS}])[{HAN}{FULL_MARKS}]")


def neighbour(text: Sequence[str], at: int, step: int, skip: str = "") -> str:
    """The next character on one side that is no blank and not in ``skip``; " " at the edge.

    >>> neighbour("示范区” , 电能", 5, -1), neighbour("示范区” , 电能", 5, -1, skip=QUOTES)
    ('”', '区')
    """
    at += step
    while 0 <= at < len(text):
        if not text[at].isspace() and text[at] not in skip:
            return text[at]
        at += step
    return " "
