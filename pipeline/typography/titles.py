"""Titles on more than one line: lines of like length, broken where the eye allows it."""

from __future__ import annotations

import math
import unicodedata
from itertools import pairwise

#: Never the first of a line, and never the last.
_NOT_FIRST = frozenset("，。、；：！？）》」』〉】〕”’…—·％%")
_NOT_LAST = frozenset("（《「『〈【〔“‘")

_PAIRS = {"（": "）", "《": "》", "「": "」", "『": "』", "〈": "〉", "【": "】", "〔": "〕"}
_PAIRS |= {"“": "”", "‘": "’"}

#: What it costs to break inside brackets or quotes, and what is gained by breaking at a pause:
#: in squared characters, the unit in which lines of unlike length are weighed.
_TORN = 12.0
_PAUSED = -6.0

_PAUSES = frozenset("，。；：！？—…　 ")


def title_lines(text: str, capacity: float) -> tuple[str, ...]:
    """Break a title into the fewest lines of at most ``capacity`` full widths, of like length.

    No line starts or ends with a mark that may not stand there; words of Latin letters, numbers
    and, if it can be helped, what is quoted or bracketed stay whole. Blanks at breaks remain, at
    the end of a line, so that the lines joined are the text. A title that can't be broken so is
    returned as one line, and wraps as it may.

    >>> title_lines("从“年年挖路”到一张管网管三十年", 16.6)
    ('从“年年挖路”到一张管网管三十年',)
    >>> title_lines("从“有色金属之乡”到可持续发展示范区", 16.6)
    ('从“有色金属之乡”', '到可持续发展示范区')
    """
    ends = [0.0]
    for character in text:
        ends.append(ends[-1] + _width(character))
    total = ends[-1]
    if total <= capacity:
        return (text,)
    breaks = _breaks(text)
    fewest = math.ceil(total / capacity)
    for count in range(fewest, fewest + 2):
        places = _even_breaks(ends, breaks, count, capacity)
        if places:
            return tuple(text[start:end] for start, end in pairwise((0, *places, len(text))))
    return (text,)


def _even_breaks(
    ends: list[float], breaks: dict[int, float], count: int, capacity: float
) -> tuple[int, ...]:
    """The ``count - 1`` places that make the most even lines, or () where there are none."""
    ideal = ends[-1] / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, count + 1):
        targets = breaks if line < count else {len(ends) - 1: 0.0}
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end, cost in targets.items():
            ways = [
                (so_far + cost + (ends[end] - ends[start] - ideal) ** 2, (*places, end))
                for start, (so_far, places) in best.items()
                if start < end and ends[end] - ends[start] <= capacity
            ]
            if ways:
                following[end] = min(ways)
        best = following
    _, places = best.get(len(ends) - 1, (0.0, ()))
    return places[:-1]


def _breaks(text: str) -> dict[int, float]:
    """Where a line may end, by what it costs; a break at a pause gains."""
    costs: dict[int, float] = {}
    open_marks: list[str] = []
    for place, (before, after) in enumerate(pairwise(text), 1):
        if before in _PAIRS:
            open_marks.append(_PAIRS[before])
        elif open_marks and before == open_marks[-1]:
            open_marks.pop()
        if after in _NOT_FIRST or before in _NOT_LAST or after.isspace():
            continue
        if _width(before) < 1 and _width(after) < 1 and not before.isspace():
            continue
        costs[place] = _TORN * len(open_marks) + (_PAUSED if before in _PAUSES else 0)
    return costs


def _width(character: str) -> float:
    """In full widths: Han and its marks (quotes and dashes too) 1, Latin and digits about half."""
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55
