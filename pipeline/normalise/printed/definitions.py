"""Lists of what words mean, as reports of companies have them: 山阳茶业 指 山阳县茶业有限公司.

The word, 指 and its meaning are three cells. An extractor gives them on one line, or each on a line
of its own; read down, they would be three columns.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.normalise.forms.shapes import is_page_mark
from pipeline.normalise.language.characters import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MEANS = frozenset({"指", "系指", "是指"})
_ON_A_LINE = re.compile(
    rf"[^{BLANK}。；][^。；]{{0,39}}?[{BLANK}]+(?:系|是)?指[{BLANK}]+[^{BLANK}]"
)

#: So many entries make a list; the next one stands within so many lines.
_FEWEST, _NEAR = 3, 5
#: From 指 the next word is further away, its own meaning in between.
_MEANING = 2


def definitions(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """The entries of such lists, each the lines it stands on, by their number.

    >>> lines = ["如下：", "茶业", "指", "山阳茶业", "茶山", "指", "八百亩", "茶站", "指", "茶叶站"]
    >>> definitions(lines)
    [(1, 2, 3), (4, 5, 6), (7, 8, 9)]
    >>> definitions(["茶业 指 山阳茶业", "茶山 指 八百亩", "茶站 指 茶叶站", "以上 指标 如下"])
    [(0,), (1,), (2,)]

    Leaves alone: what can't be told, since words or meanings are missing.

    >>> definitions(["指", "山阳茶业", "指", "八百亩", "指", "茶叶站"])
    []
    """
    out: list[tuple[int, ...]] = []
    for stretch in _stretches([i for i, text in enumerate(texts) if _ON_A_LINE.match(text)]):
        out += [(i,) for i in stretch]
    for stretch in _stretches([i for i, text in enumerate(texts) if text in _MEANS]):
        least = min(below - above for above, below in pairwise(stretch))
        if stretch[0] > 0 and least > _MEANING:
            out += _entries(texts, stretch)
    return sorted(out)


def in_definitions(texts: Sequence[str]) -> frozenset[int]:
    """The lines that stand in such a list, whether its entries can be told or not.

    >>> sorted(in_definitions(["指", "山阳茶业", "指", "八百亩", "指", "茶叶站", "完"]))
    [0, 1, 2, 3, 4, 5]
    """
    marks = [i for i, text in enumerate(texts) if text in _MEANS or _ON_A_LINE.match(text)]
    last = len(texts) - 1
    return frozenset(
        i
        for stretch in _stretches(marks)
        for i in range(max(0, stretch[0] - 1), min(last, stretch[-1] + 1) + 1)
    )


def _stretches(marks: Sequence[int]) -> Iterator[list[int]]:
    """Runs of them, each near the one before, that are long enough for a list."""
    run: list[int] = []
    for mark in marks:
        if run and mark - run[-1] > _NEAR:
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(mark)
    if len(run) >= _FEWEST:
        yield run


def _entries(texts: Sequence[str], stretch: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The word is the line before 指, its meaning what follows, up to the next word."""
    for mark, below in pairwise([*stretch, stretch[-1] + _MEANING + 1]):
        end = below - 1
        meaning = range(mark + 1, end)
        if any(is_page_mark(texts[i]) for i in meaning if i < len(texts)):
            end = mark + _MEANING
        if end <= len(texts):
            yield tuple(range(mark - 1, end))
