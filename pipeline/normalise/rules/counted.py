"""Blanks that an engine has put into what a line is counted by: 第 一 条, （ 二 ）. With them no
item, no heading and no rule of a law would be seen where it begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Kind
from pipeline.normalise.language.characters import BLANK, BLANKS
from pipeline.normalise.rules.rule import CharacterRule
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGITS = f"[一二三四五六七八九十百零〇0-9](?:[{BLANK}]?[一二三四五六七八九十百零〇0-9]){{0,4}}"
_COUNTED = re.compile(
    rf"^[{BLANK}]*(第[{BLANK}]?{_DIGITS}[{BLANK}]?[条章节篇编款](?=[{BLANK}])|[（(][{BLANK}]?{_DIGITS}[{BLANK}]?[）)])",
    re.MULTILINE,
)


def find_counted(text: str) -> Iterator[Edit]:
    r"""Blanks inside such a number, at the beginning of a line.

    >>> [(e.start, e.end) for e in find_counted("第 一 条 为了保护海岸\n（ 二 ）防灾工程")]
    [(1, 2), (3, 4), (14, 15), (16, 17)]

    Leaves alone: what parts a number from its words, and numbers elsewhere in a line.

    >>> list(find_counted("第一条 为了\n见第 一 条\n第 一 天\n（ 注 ）"))
    []
    """
    for found in _COUNTED.finditer(text):
        for blank in BLANKS.finditer(text, found.start(1), found.end(1)):
            yield Edit(*blank.span(), "")


RULES = (
    CharacterRule(
        "close-counted", Kind.SPACING, Certainty.HIGH,
        "no blank stands inside the number that a line is counted by", find_counted,
    ),
)  # fmt: skip
