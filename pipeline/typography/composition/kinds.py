"""What the characters of a line are, for composing it: their kinds, and what kinds may do.

The kinds are those of CLREQ (W3C, Requirements for Chinese Text Layout), §3.1, as simplified
Chinese in horizontal lines needs them. What two neighbours may do is a table of pairs, so that a
rule is read in one place and applied to a whole paragraph at once.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Kinds = NDArray[np.uint8]
    Pairs = NDArray[np.bool_]


class Kind(IntEnum):
    """The kind of one character."""

    OTHER = 0
    HAN = 1  # Han, kana, hangul, full-width letters: what stands in a cell of its own
    LATIN = 2  # letters and digits of narrow scripts, and the signs that cling to them
    OPEN = 3  # 前引号、前括号: its left half is blank
    CLOSE = 4  # 后引号、后括号: its right half is blank
    PAUSE = 5  # 句内点号 ，、；：
    STOP = 6  # 句末点号 。！？
    BLANK = 7
    DASH = 8  # —— and ……: two of them are one mark
    TIED = 9  # 间隔号、连接号 and what follows a number or a character: never begins a line
    RAISED = 10  # letters and digits off the baseline: a note's call, an exponent
    BREAK = 11  # the line ends here
    ATOM = 12  # a picture or a box in the line
    RIGHT_TO_LEFT = 13  # we don't compose it


_SINGLE = tuple(map(ord, "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"))
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for an atom in the text of a paragraph."""

LAST_SAID = "\uffff"
"""PDFium reads no ActualText beyond: a rare character is left as it is."""

_MARKS: dict[Kind, str] = {
    Kind.OPEN: "（〔［｛〈《「『【〖｟\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}",
    Kind.CLOSE: "）〕］｝〉》」』】〗｠"
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}",
    Kind.PAUSE: "，、；：",
    Kind.STOP: "。．！？",
    Kind.BLANK: " \N{NO-BREAK SPACE}",
    Kind.DASH: "\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{TWO-EM DASH}",
    Kind.TIED: "\N{MIDDLE DOT}\N{BULLET OPERATOR}\N{HYPHENATION POINT}\N{KATAKANA MIDDLE DOT}"
    "\N{FULLWIDTH TILDE}\N{WAVE DASH}\N{EN DASH}／％"
    "\N{PER MILLE SIGN}\N{DEGREE CELSIUS}\N{DEGREE SIGN}々〻ー㎜㎝㎞㎎㎏㎡㎢㎥㏄",
    Kind.BREAK: "\n\v\f\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}",
    Kind.ATOM: OBJECT,
    Kind.RIGHT_TO_LEFT: "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}",
}

_RANGES: dict[Kind, tuple[tuple[int, int], ...]] = {
    Kind.HAN: (
        (0x1100, 0x11FF),
        (0x2E80, 0x2FDF),
        (0x3005, 0x3007),
        (0x3021, 0x3029),
        (0x3041, 0x31FF),
        (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF),
        (0xA000, 0xA4CF),
        (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF),
        (0xFF10, 0xFF19),
        (0xFF21, 0xFF3A),
        (0xFF41, 0xFF5A),
        (0xFF66, 0xFF9D),
        (0x20000, 0x3FFFF),
    ),
    Kind.LATIN: (
        (0x23, 0x26),
        (0x2B, 0x2B),
        (0x30, 0x39),
        (0x40, 0x5A),
        (0x61, 0x7A),
        (0xA3, 0xA5),
        (0xC0, 0x24F),
        (0x370, 0x3FF),
        (0x400, 0x52F),
        (0x1E00, 0x1FFF),
        (0x20AC, 0x20AC),
    ),
    Kind.RIGHT_TO_LEFT: (
        (0x590, 0x8FF),
        (0x202A, 0x202E),
        (0x2066, 0x2069),
        (0xFB1D, 0xFDFF),
        (0xFE70, 0xFEFE),
        (0x10800, 0x10FFF),
        (0x1E800, 0x1EFFF),
    ),
}

#: Where characters stand that are drawn upon the one before them.
_COMBINING = ((0x300, 0x3100), (0xA670, 0xABFF), (0xFE00, 0xFE30), (0xE0100, 0xE01F0))


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def kinds_of(points: NDArray[np.uint32]) -> tuple[Kinds, Pairs]:
    """The kind of each character, and which are drawn upon the one before them.

    A character drawn upon another is of that one's kind. A single quotation mark between two
    letters is an apostrophe, and one of them.

    >>> [Kind(kind).name for kind in kinds_of(code_points("占GDP（％）。"))[0]]
    ['HAN', 'LATIN', 'LATIN', 'LATIN', 'OPEN', 'TIED', 'CLOSE', 'STOP']
    >>> [Kind(kind).name for kind in kinds_of(code_points("it’s’"))[0]]
    ['LATIN', 'LATIN', 'LATIN', 'LATIN', 'CLOSE']
    """
    looked_up = _table()[points]
    if not len(looked_up) or int(looked_up.max()) < _QUOTE:
        return looked_up, np.zeros(len(points), np.bool_)
    upon, quotes = (looked_up & _UPON) != 0, (looked_up[1:-1] & _QUOTE) != 0
    kinds = looked_up & ~np.uint8(_UPON | _QUOTE)
    quotes &= (kinds[:-2] == Kind.LATIN) & (kinds[2:] == Kind.LATIN)
    kinds[1:-1][quotes] = Kind.LATIN
    for place in (np.flatnonzero(upon[1:]) + 1).tolist():
        kinds[place] = kinds[place - 1]
    return kinds, upon


_QUOTE, _UPON = 0x20, 0x40
"""Bits beside a kind: a single quotation mark, a character that is drawn upon the one before it."""


@functools.cache
def _table() -> Kinds:
    """The kind of each character of Unicode, and whether more is to be asked of it."""
    table = np.zeros(0x110000, np.uint8)
    for kind, ranges in _RANGES.items():
        for first, last in ranges:
            table[first : last + 1] = kind
    for kind, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = kind
    table[[*_SINGLE]] |= _QUOTE
    for place in chain.from_iterable(range(*bounds) for bounds in _COMBINING):
        if unicodedata.category(chr(place)) in {"Mn", "Me"}:
            table[place] |= _UPON
    return table


def _pairs(before: Iterable[Kind], after: Iterable[Kind]) -> Pairs:
    pairs = np.zeros((len(Kind), len(Kind)), np.bool_)
    pairs[np.ix_([*before], [*after])] = True
    return pairs


_ALL = frozenset(Kind)
_LETTERS = frozenset({Kind.LATIN, Kind.OTHER, Kind.RAISED})
_CLINGING = frozenset({Kind.CLOSE, Kind.PAUSE, Kind.STOP, Kind.TIED, Kind.RAISED})
_ENDING = frozenset({Kind.CLOSE, Kind.PAUSE, Kind.STOP})
_PLAIN = frozenset({Kind.HAN, Kind.LATIN, Kind.OTHER, Kind.DASH, Kind.ATOM})

#: 避头尾: between these a line never ends. CLREQ §3.1.3; a note's call stays with its word.
NEVER_BREAK = _pairs(_ALL, _CLINGING | {Kind.BREAK}) | _pairs({Kind.OPEN}, _ALL)

#: Between these it may end, whatever UAX #14 says: it takes “ and ” for marks without a direction
#: and ends no line beside them.
MAY_BREAK = _pairs({Kind.CLOSE}, _PLAIN | {Kind.OPEN}) | _pairs(_PLAIN | _ENDING, {Kind.OPEN})

#: 中西间距: CLREQ §3.2.2.
AUTOSPACE = _pairs({Kind.HAN}, {Kind.LATIN}) | _pairs({Kind.LATIN}, {Kind.HAN})

#: 连续标点挤压: the first one's blank half goes. CLREQ §3.1.6.1; beside a blank too. The number
#: of a note stands in the blank half of a 点号; behind a bracket it may belong to what follows.
DROP_AFTER = _pairs(_ENDING, _ENDING | {Kind.OPEN, Kind.BLANK}) | _pairs(
    {Kind.PAUSE, Kind.STOP}, {Kind.RAISED}
)
#: … and here the second one's.
DROP_BEFORE = _pairs({Kind.OPEN, Kind.BLANK}, {Kind.OPEN})

#: Between these nothing is added: what follows a box in the line stands where the box ends.
_FIXED = (
    _pairs(_LETTERS, _LETTERS)
    | _pairs(_ALL, {Kind.RAISED, Kind.BLANK, Kind.BREAK})
    | _pairs({Kind.BLANK, Kind.BREAK, Kind.ATOM}, _ALL)
    | _pairs({Kind.DASH}, {Kind.DASH})
)
#: Between these a line is let out to fill the measure. A mark stays with the words it belongs to.
STRETCH = ~(_FIXED | _pairs(_ALL, _CLINGING) | _pairs({Kind.OPEN}, _ALL))
#: … and here too, where there is no such place in it.
STRETCH_MARKS = ~_FIXED


def of_pairs(kinds: Kinds) -> NDArray[np.intp]:
    """For each character but the last, the place of its pair with the next in a flattened table."""
    pairs = kinds[:-1].astype(np.intp)
    pairs *= len(Kind)
    pairs += kinds[1:]
    return pairs


#: Long runs without a blank that may be cut after these: addresses of the web.
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
CUT_AFTER = frozenset("/?&=_#.")

#: What is written in one go: a line ends at none of its hyphens, for who copies the text has the
#: word without (JZD-|0007), nor, unless it is long, at a stroke: m³/s.
IN_ONE_GO = re.compile(r"[!-~\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}\N{MICRO SIGN}℃㎡㎥]{3,}")
LONG_IN_ONE_GO = 20
STROKE = re.compile("[-/]")
