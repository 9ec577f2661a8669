"""Notes at the foot of a page: ① 数据由企业提供, under the text that has set ① behind its words.

The text goes on over them, as it does over a page's number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.language.endings import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.normalise.printed.lines import Line

_SIGN = rf"[①-⑳]|\[\d{{1,3}}\]|〔\d{{1,3}}〕|[*＊※](?=[{BLANK}]?[{HAN}“《])"
#: A note by its sign; where a text sets that: behind words; a circled one before a mark or the end.
_OPENS = re.compile(rf"(?P<sign>{_SIGN})(?![，。、；：！？）])[{BLANK}]*\S")
_OPENS_UNSIGNED = re.compile(rf"注[{BLANK}]*[:：]")
_CITED = re.compile(
    r"(?<=[\w%％”》）\]〕])(?:[①-⑳](?=[，。；：、！？”）》]|$)|\[\d{1,3}\]|〔\d{1,3}〕|[*＊※]$)"
    # behind the end of a sentence: …田村。①十二月
    "|(?<=[。！？”’])[①-⑳]"
)
_STROKES = re.compile(
    "[-_\N{EM DASH}\N{BOX DRAWINGS LIGHT HORIZONTAL}\N{BOX DRAWINGS HEAVY HORIZONTAL}"
    "\N{FULLWIDTH LOW LINE}]{3,}"
)
#: So many lines above a note at most its sign stands; so many lines has the foot of a page, and a
#: note of it.
_REACH, _FOOT, _LONGEST = 60, 12, 4
#: A line of fewer cells may be a heading.
_WHOLE = 20.0


def opens_note(text: str) -> str:
    """The sign that a note opens with, or "".

    >>> opens_note("② 数据由企业提供。"), opens_note("②，累计"), opens_note("二、数据")
    ('②', '', '')
    """
    found = _OPENS.match(text)
    return found["sign"] if found else ""


def cited(text: str) -> list[str]:
    """The signs of notes that a line sets behind its words.

    >>> cited("保持率为86.4%②，比上年提高[3]"), cited("包括①春茶；②夏茶"), cited("在研究中[2-4]")
    (['②', '[3]'], [], [])
    """
    return _CITED.findall(text)


def footnotes(lines: Sequence[Line]) -> list[tuple[int, ...]]:
    r"""The notes at the feet of pages, each the lines it stands on, by their number.

    They stand right above a page's edge, or in the middle of a sentence: the line above hasn't come
    to its end, and the one below opens nothing.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> text = "茶园十二万亩①，总产仍保\n① 据县统计局年鉴，\n第3页。\n— 1 —\n持增长。\n"
    >>> footnotes(printed_lines(text))
    [(1, 2)]

    So do those under a rule of strokes.

    >>> footnotes(printed_lines("茶园十二万亩。①今年又有\n增产。②\n────\n① 据年鉴。\n② 同上。\n"))
    [(3,), (4,)]

    Leaves alone: what a text counts off, and notes at its end, which are told by their paragraphs.

    >>> footnotes(printed_lines("茶有①春茶，\n① 夏茶。\n— 1 —\n"))
    []
    >>> footnotes(printed_lines("茶园十二万亩①。\n① 据年鉴。\n"))
    []
    """
    seen: dict[str, int] = {}
    out: list[tuple[int, ...]] = []
    free = 0
    for i, line in enumerate(lines):
        if i >= free and _is_note(line, seen, i, at_foot=False):
            foot = list(_foot(lines, i, seen))
            end = foot[-1][-1] + 1
            at_foot = end < len(lines) and (_ends_page(lines, end) or _in_sentence(lines, i, end))
            if at_foot or _is_rule(lines, i - 1):
                out += foot
                free = end
                continue
        if i >= free:
            seen |= dict.fromkeys(cited(line.text), i)
    return out


def _is_note(line: Line, seen: dict[str, int], i: int, *, at_foot: bool) -> bool:
    sign = opens_note(line.text)
    if sign:
        return i - seen.get(sign, i - _REACH - 1) <= _REACH
    return at_foot and _OPENS_UNSIGNED.match(line.text) is not None


def _foot(lines: Sequence[Line], start: int, seen: dict[str, int]) -> Iterator[tuple[int, ...]]:
    """The notes one under another from a line on, each up to the end of a sentence."""
    i = start
    while i < min(len(lines), start + _FOOT) and _is_note(lines[i], seen, i, at_foot=i > start):
        end = i + 1
        while end < len(lines) and end - i < _LONGEST and _goes_on(lines, end, seen):
            end += 1
        yield tuple(range(i, end))
        i = end


def _goes_on(lines: Sequence[Line], i: int, seen: dict[str, int]) -> bool:
    line = lines[i]
    if ends_sentence(lines[i - 1].text) or line.blanks or _ends_page(lines, i):
        return False
    return not opens_note(line.text) and not _is_note(line, seen, i, at_foot=True)


def _ends_page(lines: Sequence[Line], i: int) -> bool:
    return lines[i].page_mark or lines[i].running or lines[i].opens_page


def _is_rule(lines: Sequence[Line], i: int) -> bool:
    return i > 0 and lines[i].page_mark and _STROKES.fullmatch(lines[i].text) is not None


def _in_sentence(lines: Sequence[Line], start: int, end: int) -> bool:
    """Between two lines of one sentence; each of the notes has come to its end."""
    if not start or not ends_sentence(lines[end - 1].text):
        return False
    above, below = lines[start - 1], lines[end]
    return (
        not above.marked and above.width > _WHOLE and not below.blanks and below.text[0].isalpha()
    )
