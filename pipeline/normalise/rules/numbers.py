"""Blanks that an engine has put into a number: 2 0 2 4年, 35. 6 %, 1 , 240万元."""

from __future__ import annotations

import re

from pipeline.normalise.language.characters import BLANK, HAN

#: Figure by figure, up to what they count; so is a year. Behind a point, too: 3 1 5 8 . 6 元.
_SPELLED = re.compile(
    rf"(?<![0-9.,%][{BLANK}])(?<![0-9.,表图附件例题注])[0-9](?:[{BLANK}][0-9])+"
    rf"(?:[{BLANK}]\.(?:[{BLANK}][0-9])+)?(?=[{BLANK}]?[%％‰{HAN}])"
)
#: A thousand, then three figures, before what is counted by thousands: 2 184亩.
_THOUSANDS = re.compile(
    rf"(?<=[{HAN}，。；：、（“])(?<![表图附件例题注第年月日时分号])[1-9][0-9]{{0,2}}(?:[{BLANK}][0-9]{{3}})+"
    rf"(?=[{BLANK}]?(?:余|多)?[{BLANK}]?(?:[万亿]|元|亩|吨|人|户|家|公[里斤顷]|千[瓦米克]|平方|立方|[米株头只辆台套件次名个棵])(?![级等]))"
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

    >>> closed("入市2 184亩，收入3 1 5 8 . 6元，管网5 000公里")
    '入市2184亩，收入3158.6元，管网5000公里'

    Leaves alone: numbers of items, and numbers side by side.

    >>> closed("1. 6个项目；2. 3个乡镇，4 46人，得分3 2，A, 240人，表2 300项，12 0000人")
    '1. 6个项目；2. 3个乡镇，4 46人，得分3 2，A, 240人，表2 300项，12 0000人'
    """
    out = set()
    for pattern in (_SPELLED, _POINTED, _GROUPED, _THOUSANDS):
        for found in pattern.finditer(text):
            out |= {blank.start() for blank in _BLANKS.finditer(text, *found.span())}
    return frozenset(out | {found.start() for found in _PERCENT.finditer(text)})
