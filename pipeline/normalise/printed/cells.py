"""How wide text is, in cells: a Han character is 1, a Latin letter or digit ½.

¼ goes between Han and Latin, as typesetters put it. Blanks count nothing, since extractors
invent and lose them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.normalise.language.characters import BLANKS, FULL_MARKS, HAN

#: A letter or digit behind an ideograph, and before one.
_INTO_LATIN = re.compile(f"[0-9A-Za-z](?<=[{HAN}].)")
_OUT_OF_LATIN = re.compile(f"[0-9A-Za-z%](?=[{HAN}])")
#: Ideographs and the marks of Chinese text are a cell wide, and most of a text; not the half-width
#: forms that end those ranges.
_CELL_WIDE = HAN + FULL_MARKS.replace("-\uff65", "-\uff60")
_OTHER = re.compile(f"[^{_CELL_WIDE}]")
#: The number of a reference behind what it vouches for: raised, and set in half the size.
_RAISED = re.compile(f"(?<=[{HAN}”）)%])[\\[［〔][0-9-–~,，、]{{1,12}}[\\]］〕](?=[，。、；：])")
#: What typesetters put between Han and Latin (cells).
GAP = 0.25
_WIDE = frozenset("WF")
_AMBIGUOUS_BUT_WIDE = frozenset(
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{MIDDLE DOT}"
)
#: What Chinese fonts draw a cell wide though Latin ones have it, too: ℃ № ⅷ, arrows, × ≤, ①, ■ ★.
_SYMBOLS = re.compile(
    "[×÷±°§¤\u2030-\u2033\u203b\u2100-\u218f\u2190-\u21ff\u2200-\u22ff\u2460-\u24ff\u2500-\u266f]"
)


@lru_cache(maxsize=65536)
def cell(character: str) -> float:
    """The width of one character, in cells.

    >>> cell("国"), cell("，"), cell("“"), cell("A"), cell(" ")
    (1.0, 1.0, 1.0, 0.5, 0.0)
    >>> cell("℃"), cell("②"), cell("→"), cell("²"), cell("é")
    (1.0, 1.0, 1.0, 0.5, 0.5)
    """
    if character.isspace():
        return 0.0
    if character in _AMBIGUOUS_BUT_WIDE or _SYMBOLS.match(character):
        return 1.0
    return 1.0 if unicodedata.east_asian_width(character) in _WIDE else 0.5


def cells(text: str) -> float:
    """The width of a run, in cells.

    >>> cells("占全球的 27%，")
    6.75
    """
    others = _OTHER.findall(text)
    if not others:
        return float(len(text))
    return len(text) - len(others) + sum(map(cell, others)) + GAP * gaps(text)


def gaps(text: str) -> int:
    """How often Han and Latin meet in a run, blanks aside.

    >>> gaps("占全球的 27%，"), gaps("其中A股3只"), gaps("茶山")
    (1, 4, 0)
    """
    if not _OTHER.search(text):
        return 0
    solid = BLANKS.sub("", text)
    return len(_INTO_LATIN.findall(solid)) + len(_OUT_OF_LATIN.findall(solid))


def printed_cells(text: str) -> float:
    """The width of a printed line, in cells: as ``cells``, but numbers of references are small.

    >>> printed_cells("严重影响［1-2］。"), printed_cells("文献［7］提出"), printed_cells("［1］")
    (6.75, 6.5, 2.5)
    """
    width = cells(text)
    if "]" not in text and "］" not in text and "〕" not in text:
        return width
    return width - sum(map(cells, _RAISED.findall(text))) / 2
