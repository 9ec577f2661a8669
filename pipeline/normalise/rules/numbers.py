"""Blanks that an engine has put into a number: 2 0 2 4年, 35. 6 %, 1 , 240万元."""

from __future__ import annotations

import re

from pipeline.normalise.language.characters import BLANK, HAN

#: Figure by figure, up to what they count; so is a year.
_SPELLED = re.compile(
    rf"(?<![0-9.,%][{BLANK}])(?<![0-9.,表图附件例题注])[0-9](?:[{BLANK}][0-9])+(?=[{BLANK}]?[%％‰{HAN}])"
)
#: On either side of a point behind two figures or a word, of the comma before three figures.
_POINTED = re.compile(
    rf"(?<![0-9.])(?:[0-9]{{2,}}|(?<=[{HAN}])[0-9])[{BLANK}]?\.[{BLANK}]?[0-9]{{1,3}}"
    rf"(?![0-9.])(?=[{BLANK}]?[%％‰{HAN}])"
)
_GROUPED = re.compile(
    rf"(?<![0-9.,])[0-9]{{1,3}}(?:[{BLANK}]?,[{BLANK}]?[0-9]{{3}})+(?![0-9])(?=[{BLANK}]?[%％‰{HAN}])"
)
_PERCENT = re.compile(rf"(?<=[0-9])[{BLANK}]+(?=[%％‰])")
_BLANKS = re.compile(f"[{BLANK}]+")


def blanks_in_numbers(text: str) -> frozenset[int]:
    """Where such blanks begin.

    >>> def closed(text):
    ...     inside = blanks_in_numbers(text)
    ...     return "".join(character for i, character in enumerate(text) if i not in inside)
    >>> closed("2 0 2 4年7月1 2日，占35. 6 %，产值1 , 240万元")
    '2024年7月12日，占35.6%，产值1,240万元'

    Leaves alone: numbers of items, and numbers side by side.

    >>> closed("1. 6个项目；2. 3个乡镇，4 46人，12 000平方米，得分3 2，A, 240人，表2 3项")
    '1. 6个项目；2. 3个乡镇，4 46人，12 000平方米，得分3 2，A, 240人，表2 3项'
    """
    out = set()
    for pattern in (_SPELLED, _POINTED, _GROUPED):
        for found in pattern.finditer(text):
            out |= {blank.start() for blank in _BLANKS.finditer(text, *found.span())}
    return frozenset(out | {found.start() for found in _PERCENT.finditer(text)})
