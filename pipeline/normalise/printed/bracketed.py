"""Numbers of pages in brackets: 〔12〕, （12）, 12页, A12. By themselves they may be the number of
a note, of a formula, of an item; a sentence that goes on over the line says that a page ends there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.normalise.language.characters import HAN
from pipeline.normalise.printed.numbered_heads import in_mid_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(
    r"(?P<before>[〔【\[［（(]|[A-D])?\s?(?P<number>\d{1,3})\s?(?P<behind>[〕】\]］）)]|页)?"
)
#: The same behind words is the sign of a note.
_SIGNS = re.compile(rf"(?<=[{HAN}。！？”）])[〔【［\[(（]\d{{1,3}}[〕】］\])）]")
#: Pages have so many lines at least; where no sentence shows one, so many.
_LINES, _PAGE = 3, 5


def bracketed_numbers(texts: Sequence[str]) -> set[int]:
    """The lines, by their number, that are pages' numbers in one dress: the number rises from one
    to the next, and a sentence goes on over one of them at least.

    >>> above, below = "去年，全县新开的茶园达到三万亩，人均增", "收一千二百元，多出两成。"
    >>> [bracketed_numbers([above, above, number, below]) for number in ("〔12〕", "12页", "A12")]
    [{2}, {2}, {2}]
    >>> page = [above, below, above, below]
    >>> sorted(bracketed_numbers([*page, above, "(3)", below, *page, "(4)", *page]))
    [5, 11]

    Or they rise by one, a page apart, and none is the sign of a note.

    >>> numbered = [*page, "增产。", "〔12〕", *page, "增产。", "〔13〕", *page]
    >>> sorted(bracketed_numbers(numbered)), bracketed_numbers([*numbered, "增产一成。〔12〕"])
    ([5, 11], set())

    Leaves alone: what heads an item or closes a formula.

    >>> bracketed_numbers(["水费按下式算。", "（1）", "式中各项见前。", "（2）"])
    set()
    """
    dressed: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for i, text in enumerate(texts):
        found = _NUMBER.fullmatch(text) if len(text) <= 6 else None
        if found and (found["before"] or found["behind"]):
            dress = found["before"] or "", found["behind"] or ""
            dressed[dress].append((i, int(found["number"])))
    out: set[int] = set()
    for (before, behind), places in dressed.items():
        if bool(before) != bool(behind) and before not in "ABCD" and behind != "页":
            continue
        parting = [i for i, _ in places if in_mid_sentence(texts, i, i)]
        if (parting and _rise(places)) or _count_pages(texts, places, behind):
            out.update(i for i, _ in places)
        else:
            out.update(parting)
    return out


def _rise(places: Sequence[tuple[int, int]]) -> bool:
    """From page to page, with room between for one."""
    return all(low < high and j - i > _LINES for (i, low), (j, high) in pairwise(places))


def _count_pages(texts: Sequence[str], places: Sequence[tuple[int, int]], behind: str) -> bool:
    """One behind the other, each a page from the last; none is cited in the text."""
    steps = {(high - low, j - i > _PAGE) for (i, low), (j, high) in pairwise(places)}
    if steps != {(1, True)} or places[0][1] <= 1:
        return False
    numbers = {str(number) for _, number in places}
    cited = {sign[1:-1] for text in texts for sign in _SIGNS.findall(text) if sign[-1] == behind}
    return not numbers & cited
