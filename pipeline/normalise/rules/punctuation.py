"""Marks made of the wrong characters: straight quotes, dots for an ellipsis, hyphens for a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.article import Certainty, Kind
from pipeline.normalise.language.characters import HAN_CHARACTER, SETTLED_CHINESE, neighbour
from pipeline.normalise.rules.rule import BlockRule
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.article import Role

_STRAIGHT = re.compile('"')
_DOTS = re.compile("\\.\\.\\.+|。。。+|\N{HORIZONTAL ELLIPSIS}(?!\N{HORIZONTAL ELLIPSIS})")
_HYPHENS = re.compile(
    "--+|\N{HORIZONTAL BAR}\N{HORIZONTAL BAR}"
    "|\N{BOX DRAWINGS LIGHT HORIZONTAL}\N{BOX DRAWINGS LIGHT HORIZONTAL}"
)
# 一 between figures, a unit of time behind the first or not: 1一4月, 2021年一2023年; not 周一8时,
# nor 十月一31年.
_RANGE = re.compile("一(?:(?<=[0-9%℃]一)|(?<=[0-9][年月日时]一))(?=[0-9])")
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}" * 2
_DASH = "\N{EM DASH}" * 2
_LINK = "\N{EM DASH}"


def find_straight_quotes(text: str, _role: Role) -> Iterator[Edit]:
    """Straight double quotes in a Chinese block, opened and closed in turn.

    Leaves alone: an odd number of them (which one is missing is an editor's question), and a
    pair with nothing Chinese inside it or beside it.

    >>> from pipeline.model.article import Role
    >>> [e.after for e in find_straight_quotes('打造"一区"的"样板"', Role.PARAGRAPH)]
    ['“', '”', '“', '”']
    >>> [e.after for e in find_straight_quotes('产业有"a" "b"', Role.PARAGRAPH)]
    ['“', '”', '“', '”']
    >>> list(find_straight_quotes('长6"的管', Role.PARAGRAPH))
    []
    >>> list(find_straight_quotes('写作 print("a") 即可', Role.PARAGRAPH))
    []
    """
    found = [match.start() for match in _STRAIGHT.finditer(text)]
    if not found or len(found) % 2 or not HAN_CHARACTER.search(text):
        return
    pairs = list(zip(found[::2], found[1::2], strict=True))
    chinese = []
    for start, end in pairs:
        beside = neighbour(text, start, -1) + neighbour(text, end, 1)
        inside = HAN_CHARACTER.search(text, start, end)
        chinese.append(bool(SETTLED_CHINESE.search(beside) or inside))
    # A pair beside one of them stands beside a Chinese mark, then.
    for order in (range(1, len(pairs)), range(len(pairs) - 2, -1, -1)):
        for n in order:
            other = n - order.step
            low, high = sorted((n, other))
            meet = not text[pairs[low][1] + 1 : pairs[high][0]].strip()
            chinese[n] = chinese[n] or (chinese[other] and meet)
    for (start, end), is_chinese in zip(pairs, chinese, strict=True):
        if is_chinese:
            yield Edit(start, start + 1, "\N{LEFT DOUBLE QUOTATION MARK}")
            yield Edit(end, end + 1, "\N{RIGHT DOUBLE QUOTATION MARK}")


def find_dots(text: str, _role: Role) -> Iterator[Edit]:
    """Three or more dots, or half an ellipsis, beside Chinese → ……

    >>> from pipeline.model.article import Role
    >>> [e.after for e in find_dots("西连永州...郴州是", Role.PARAGRAPH)]
    ['……']
    >>> list(find_dots("西连永州……郴州, see p. 3 ... 4", Role.PARAGRAPH))
    []
    """
    for found in _DOTS.finditer(text):
        before = neighbour(text, found.start(), -1)
        after = neighbour(text, found.end() - 1, 1)
        if before == "\N{HORIZONTAL ELLIPSIS}":
            continue
        if SETTLED_CHINESE.match(before) or SETTLED_CHINESE.match(after):
            yield Edit(found.start(), found.end(), _ELLIPSIS)


def find_hyphens(text: str, _role: Role) -> Iterator[Edit]:
    """Two hyphens, or two strokes of a box, beside Chinese → ——

    Leaves alone: a single hyphen or dash, which links terms (矿业整治—资源整合) or the ends of
    a range (2021—2023; GB/T 15834 §4.13), and anything between Latin.

    >>> from pipeline.model.article import Role
    >>> [e.after for e in find_hyphens("打造样板--永兴", Role.PARAGRAPH)]
    ['——']
    >>> list(find_hyphens("2021—2023年，整治——绿色", Role.PARAGRAPH))
    []
    """
    for found in _HYPHENS.finditer(text):
        before = neighbour(text, found.start(), -1)
        after = neighbour(text, found.end() - 1, 1)
        if SETTLED_CHINESE.match(before) or SETTLED_CHINESE.match(after):
            yield Edit(found.start(), found.end(), _DASH)


def find_ranges(text: str, _role: Role) -> Iterator[Edit]:
    """The character 一 between two figures, which an engine has read for the dash of a range → —

    Leaves alone: 周一8时, 五一2031, and 一 before a word.

    >>> from pipeline.model.article import Role
    >>> [e.start for e in find_ranges("1一4月，2021年一2023年，-5℃一10℃", Role.PARAGRAPH)]
    [1, 10, 20]
    >>> list(find_ranges("周一8时，星期一2031人，五一2031，3月一过", Role.PARAGRAPH))
    []
    >>> list(find_ranges("到了十月一31年的往事，每日一3次", Role.PARAGRAPH))
    []
    """
    for found in _RANGE.finditer(text):
        yield Edit(found.start(), found.end(), _LINK)


QUOTE_RULES = (
    BlockRule(
        "pair-quotes", Kind.PUNCTUATION, Certainty.HIGH,
        "straight quotes in Chinese text, paired by position", find_straight_quotes,
    ),
)  # fmt: skip
STROKE_RULES = (
    BlockRule(
        "whole-ellipsis", Kind.PUNCTUATION, Certainty.HIGH,
        "an ellipsis is …… (GB/T 15834)", find_dots,
    ),
    BlockRule(
        "whole-dash", Kind.PUNCTUATION, Certainty.HIGH,
        "a dash is —— (GB/T 15834)", find_hyphens,
    ),
    BlockRule(
        "range-dash", Kind.PUNCTUATION, Certainty.HIGH,
        "between two figures only the dash of a range can stand (GB/T 15834 §4.13)", find_ranges,
    ),
)  # fmt: skip
