"""Signs of notes at the beginning of a line: ② that belongs to the words above it.

A text sets a note's sign behind words, and a line's end may fall between. So ② at a line's start is
no item's number where the text has set ① behind words inside of a line, or will set ③ so; nor is a
sign by itself in a line. What a text counts off begins each of its lines with a sign.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.normalise.language.endings import ends_in_colon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.normalise.printed.lines import Line

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBERED = r"\[(?P<square>\d{1,2})\]|〔(?P<shell>\d{1,2})〕"
_OPENS = re.compile(rf"(?:(?P<circled>[①-⑳])|{_NUMBERED})")
_INSIDE = re.compile(rf"(?<=[\w。！？”’》）%])(?:(?P<circled>[①-⑳])|{_NUMBERED})")
#: So many lines on either side the signs before and behind are looked for.
_REACH = 60
#: A note has no more lines, where the next one stands below it.
_NEXT = 8

_Sign = tuple[str, int]


def refer_back(lines: Sequence[Line]) -> list[bool]:
    r"""Whether each line begins with the sign of a note to the words above.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> def at(text): return [i for i, so in enumerate(refer_back(printed_lines(text))) if so]
    >>> at("子帅以正，孰敢不正？”\n①又说：“其身正，不令\n而行。”②这两句话，请\n抄下来。”\n③\n")
    [1, 4]

    Leaves alone: what is counted off, notes with a blank behind their sign, and notes one below
    another, each behind a full line's end and with its sign in the text above.

    >>> at("今年做三件事：\n① 修路。\n② 种茶。\n"), at("总产①一万吨，其中②\n① 据年鉴。\n② 同上。\n")
    ([], [])
    >>> at("总产[1]一万吨，茶园[2]三千亩。\n[1]总产为快报数。\n[2]茶园含新种的。\n")
    []
    """
    inside: dict[_Sign, list[int]] = {}
    items: dict[_Sign, list[int]] = {}
    opens: list[_Sign | None] = []
    for i, line in enumerate(lines):
        first = _OPENS.match(line.text)
        opens.append(None if first is None else _of(first))
        for found in _INSIDE.finditer(line.text):
            inside.setdefault(_of(found), []).append(i)

    def near(where: dict[_Sign, list[int]], sign: _Sign, i: int) -> bool:
        return any(0 < abs(at - i) <= _REACH for at in where.get(sign, ()))

    notes = _notes(lines, opens, inside)
    out = []
    for i, (line, sign) in enumerate(zip(lines, opens, strict=True)):
        if sign is None or i in notes or line.page_mark or not i or line.blanks:
            out.append(False)
            continue
        first = _OPENS.match(line.text)
        rest = line.text[first.end() :] if first else ""
        alone = not rest
        kind, number = sign
        before, behind = (kind, number - 1), (kind, number + 1)
        among = near(inside, before, i) or near(inside, behind, i)
        counted = near(items, before, i) and not near(inside, before, i)
        apart = bool(rest) and rest[0] in " \N{IDEOGRAPHIC SPACE}"
        refers = alone or (among and not counted and not apart)
        (inside if refers else items).setdefault(sign, []).append(i)
        out.append(refers)
    return out


def _notes(
    lines: Sequence[Line], opens: Sequence[_Sign | None], inside: Mapping[_Sign, Sequence[int]]
) -> frozenset[int]:
    """The lines that begin notes: the next or the last one does so, too, not far away, and of both
    the sign stands in the text above.
    """
    called = [
        (i, sign)
        for i, sign in enumerate(opens)
        if sign is not None
        and i
        and (lines[i - 1].ended or ends_in_colon(lines[i - 1].text))
        and any(at < i for at in inside.get(sign, ()))
    ]
    pairs = [
        (above, below)
        for (above, one), (below, other) in pairwise(called)
        if below - above <= _NEXT and other == (one[0], one[1] + 1)
    ]
    return frozenset(i for pair in pairs for i in pair)


def _of(found: re.Match[str]) -> _Sign:
    """The kind of a sign and its number."""
    for kind in ("square", "shell"):
        if found[kind]:
            return kind, int(found[kind])
    return "circled", _CIRCLED.index(found["circled"]) + 1
