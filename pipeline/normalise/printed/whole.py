"""Lines that are whole by themselves: the heads of messages, who speaks, what subtitles say, rows
of tables, the days of a diary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.normalise.forms.shapes import is_diary_day, lists_contents
from pipeline.normalise.language.characters import BLANK, STROKES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.printed.lines import Line

_STAMP = re.compile(
    rf"(?!.*(?:时间|来源|作者|编辑))[“”\w·]{{1,12}}[{BLANK}]+"
    rf"(?:(?:19|20)\d\d[-/.年]\d\d?[-/.月]\d\d?日?[{BLANK}]+)?\d\d?:\d\d(?::\d\d)?"
)
#: A row of a table has so many strokes.
_ROW = 3
_SPEAKER = re.compile("[\\[【〔［][\u4e00-\u9fff·]{2,12}[\\]】〕］]")
_CUE = re.compile(r"\d\d:\d\d:\d\d[,.]\d{3}\s*-->\s*\d\d:\d\d:\d\d[,.]\d{3}")


def is_stamp(text: str) -> bool:
    """Who speaks, and when to the minute: the head of a message, of what a speaker said.

    >>> is_stamp("柯宁 2031-04-18 09:14:02"), is_stamp("说话人1 00:12")
    (True, True)
    >>> is_stamp("会议时间 09:30"), is_stamp("来源：山报 2031-04-18 09:14")
    (False, False)
    """
    return text[-1:].isdigit() and _STAMP.fullmatch(text) is not None


def is_row(text: str) -> bool:
    """A row of a table, its cells between strokes; also of those that boxes are drawn with.

    >>> is_row("| 春茶 | 1420担 |"), is_row("文｜麦青原"), is_row("| --- | ---: |")
    (True, False, False)
    >>> is_row("│ 春茶 │ 1420担 │")
    True
    """
    stroke = text[:1]
    if not stroke or stroke not in STROKES or text[-1:] != stroke or text.count(stroke) < _ROW:
        return False
    return any(map(str.isalnum, text))


def whole_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The lines, by their number, that nothing is joined to."""
    rows = (i for i, line in enumerate(lines) if is_row(line.text) or lists_contents(line.text))
    days = frozenset(i for i, line in enumerate(lines) if is_diary_day(line.text))
    said = stamps(lines) | said_in_cues(lines) | speakers(lines)
    return said | frozenset(rows) | (days if len(days) > 1 else frozenset())


def speakers(lines: Sequence[Line]) -> frozenset[int]:
    """The lines, by their number, that name who speaks in brackets, where somebody does so twice:
    [主持人], 【记者】. A label over a part of a text (【概况】) stands there once.
    """
    found = {i: line.text for i, line in enumerate(lines) if _SPEAKER.fullmatch(line.text)}
    again = len(set(found.values())) < len(found)
    return frozenset(found) if again else frozenset()


def stamps(lines: Sequence[Line]) -> frozenset[int]:
    """The lines, by their number, that head a message; one alone may be a text's own time."""
    found = [i for i, line in enumerate(lines) if is_stamp(line.text)]
    return frozenset(found) if len(found) > 1 else frozenset()


def said_in_cues(lines: Sequence[Line]) -> frozenset[int]:
    """The lines of subtitles that hold what is said: those from a cue to the next empty line."""
    cues = {i for i, line in enumerate(lines) if _CUE.fullmatch(line.text)}
    said = set()
    for cue in cues:
        i = cue + 1
        while i < len(lines) and i not in cues and not lines[i].blanks:
            said.add(i)
            i += 1
    return frozenset(said)
