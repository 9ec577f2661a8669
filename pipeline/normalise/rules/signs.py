"""Blanks that are signs: those between names in a list, where nothing else parts them, and those
that a form leaves to be filled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LABEL = f"(?:[{HAN}]{{2,6}}|[{HAN}][{BLANK}]{{1,4}}[{HAN}])[：:][{BLANK}]*"
_NAME = f"(?:{_LABEL})?[{HAN}·]{{1,4}}(?:[（(][^（）()]{{1,12}}[）)])?"
_NAMES = re.compile(f"{_NAME}(?:[{BLANK}]+{_NAME})+")
_WIDE = re.compile(f"[{BLANK}]{{2,}}")
_WORD = re.compile(f"[^{BLANK}：:]+")
_FEWEST, _FEWEST_LABELLED = 3, 2

#: A name of so many characters at most is set apart by blanks.
_LONGEST_NAME = 3

_TO_FILL = re.compile(
    f"(?:(?<=年)[{BLANK}]+(?=月[{BLANK}]*日)|(?<=月)[{BLANK}]+(?=日)|(?<=[：:])[{BLANK}]+(?=年[{BLANK}]*月)"
    f"|(?<=[（(［\\[《〔【])[{BLANK}]+(?=[）)］\\]》〕】])|(?<=[第〕])[{BLANK}]+(?=[号期]))"
)
_DATE_TO_FILL = re.compile(f"年[{BLANK}]*月[{BLANK}]*日")


def are_names(text: str) -> bool:
    """Names of people and nothing else, but for what they are: blanks alone part them.

    >>> [are_names(t) for t in ("丁　勇　　王　建　国　　邓小兰", "委　员：赵　六　钱七")]
    [True, True]
    >>> [are_names(t) for t in ("茶 园 面 积", "河口镇 八百亩", "近年来，茶园 扩大")]
    [False, False, False]
    """
    if not _NAMES.fullmatch(text.strip()):
        return False
    labelled = "：" in text or ":" in text
    words = _WORD.findall(re.sub(_LABEL, "", text))
    spaced = any(len(word) == 1 for word in words) and any(len(word) > 1 for word in words)
    wide = len({len(blank) > 1 for blank in re.findall(f"(?<=\\S)[{BLANK}]+(?=\\S)", text)}) > 1
    return len(words) >= (_FEWEST_LABELLED if labelled else _FEWEST) and (
        spaced or wide or labelled
    )


def names_apart(text: str, blanks: Sequence[re.Match[str]]) -> Iterator[Edit]:
    r"""One blank, as wide as a character, stays between two names; those within one go. Where wide
    blanks stand between names and narrow ones within, these tell; else two or three single
    characters between longer names are one. More of them are left as they are.

    >>> def closed(text):
    ...     for edit in reversed(list(names_apart(text, list(re.finditer("[\u3000 ]+", text))))):
    ...         text = text[: edit.start] + edit.after + text[edit.end :]
    ...     return text
    >>> closed("丁　勇　　王　建　国　　文　武　　邓小兰")
    '丁勇\u3000王建国\u3000文武\u3000邓小兰'
    >>> closed("委　员：赵　六　钱小七　孙　八"), closed("张　三　李　四　王小五")
    ('委员：赵六\u3000钱小七\u3000孙八', '张\u3000三\u3000李\u3000四\u3000王小五')
    """
    inner = [blank for blank in blanks if blank.start() > 0 and blank.end() < len(text)]
    by_width = len({len(blank[0]) > 1 for blank in inner}) > 1
    bounded = _WIDE.sub(lambda wide: "：" * len(wide[0]), text) if by_width else text
    labels = [found.span() for found in re.finditer(_LABEL, text)]
    for blank in inner:
        within = any(a <= blank.start() < b for a, b in labels)
        run = _singles_around(bounded, blank)
        spaced = 1 < run <= _LONGEST_NAME and not (by_width and len(blank[0]) > 1)
        wanted = "" if within or spaced else "\N{IDEOGRAPHIC SPACE}"
        if blank[0] != wanted:
            yield Edit(*blank.span(), wanted)


def _singles_around(text: str, blank: re.Match[str]) -> int:
    """Of how many single characters in a row a blank stands among; 0 where one side is longer."""
    left = re.search(f"(?:(?<=[{BLANK}：:])|^)(?:[{HAN}][{BLANK}]+)+$", text[: blank.end()])
    right = re.match(f"(?:[{HAN}](?:[{BLANK}]+|(?=：)|$))+", text[blank.end() :])
    if left is None or right is None:
        return 0
    return len(left[0].split()) + len(right[0].split())


def to_fill(text: str) -> list[tuple[int, int]]:
    """The blanks that a form leaves to be filled: 2031年　月　日, （　　）.

    >>> to_fill("自2031年　月　日起施行"), to_fill("去年 月均增长"), to_fill("注：［　］内")
    ([(6, 7), (8, 9)], [], [(3, 4)])
    """
    dated = [found.span() for found in _DATE_TO_FILL.finditer(text)]
    return [
        found.span()
        for found in _TO_FILL.finditer(text)
        if text[found.end()] not in "月日年" or any(a <= found.end() <= b for a, b in dated)
    ]
