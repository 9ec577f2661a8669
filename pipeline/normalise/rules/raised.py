"""Line ends before raised marks: extractors that part a line where the baseline is another give the
number of a note a line of its own, together with what stands behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Certainty, Kind
from pipeline.normalise.language.characters import BLANK, HAN
from pipeline.normalise.printed.cells import cells
from pipeline.normalise.rules.rule import CharacterRule
from pipeline.normalise.traced import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = rf"\d{{1,3}}(?:[{BLANK}]?[-–—~,，、][{BLANK}]?\d{{1,3}})*"
_REFERENCE = rf"[\[［〔]{_NUMBERS}[\]］〕]"
_FORMULA = rf"[（(]{_NUMBERS}[）)]"
_CLOSES = "[，。、；：！？）》”’]"
#: Nothing begins so: a mark, and behind it what closes a clause.
_NO_START = re.compile(rf"(?:{_REFERENCE}|[①-⑳]|[*＊∗†‡])[{BLANK}]?{_CLOSES}|{_FORMULA}[，、]")
#: May begin an entry of a list, too.
_MAYBE = re.compile(rf"{_REFERENCE}[{BLANK}]?[{HAN}“《]")
_MAYBE_FORMULA = re.compile(f"{_FORMULA}[{HAN}]")
_RAISED = re.compile(rf"{_REFERENCE}|[①-⑳*＊∗†‡]")
_OPENS = re.compile(rf"{_RAISED.pattern}|{_FORMULA}")
_GOES_ON = re.compile(f"[{HAN}A-Za-z0-9”’）》％%，、]$")
_LINE = re.compile("[^\r\n\f\v]+")
_SQUEEZED = re.compile("[，。、；：！？“”‘’（）《》［］]")
_ENDS = re.compile(rf"[{BLANK}]*\r?\n(?:[{BLANK}]*\r?\n)?[{BLANK}]*")

#: The parts of a line are no wider together than a line beside them, by so many cells, their marks
#: squeezed and what is raised set small.
_LOOSE, _SMALL = 1.0, 0.5
#: So many lines on either side are beside it.
_BESIDE = 3


class _Part(NamedTuple):
    """What stands on one line of the source, blanks at its ends left out."""

    start: int
    end: int
    text: str


def find_raised(text: str) -> Iterator[Edit]:
    r"""The line end between a word and the raised mark of its note, where both fit on one line.

    >>> lines = ["引发电压越限的问题，对电能", "质量影响大", "［1-2］。所以传统方", "法难以适应，"]
    >>> [(edit.start, edit.end, edit.after) for edit in find_raised("\n".join(lines))]
    [(19, 20, '')]

    Once an extractor has done so, the mark may stand before a word as well.

    >>> lines += ["各地想出了不少可行的办法，", "文献", "［3］列了其中的两种，", "一是增容。"]
    >>> [(edit.start, edit.end, edit.after) for edit in find_raised("\n".join(lines))]
    [(19, 20, ''), (55, 56, '')]

    Leaves alone: entries of a list, and a line that is full without the mark.

    >>> list(find_raised("参考文献\n［1］陆清扬.茶产业研究[J].\n［2］柯宁.茶谣[M]."))
    []
    >>> list(find_raised("引发电压越限的问题，对质量\n［1-2］。特别是在各地场景\n下，"))
    []
    """
    if not _OPENS.search(text):
        return
    parts = _parts(text)
    if not any(_NO_START.match(part.text) for part in parts):
        return
    wide = [cells(part.text) for part in parts]
    needed = [width - _give(part.text) for width, part in zip(wide, parts, strict=True)]
    joined: set[int] = set()
    for i in range(1, len(parts)):
        certain = _NO_START.match(parts[i].text) is not None
        chained = i - 1 in joined and _MAYBE_FORMULA.match(parts[i].text)
        if not (certain or chained or _MAYBE.match(parts[i].text)):
            continue
        end = _ENDS.fullmatch(text, parts[i - 1].end, parts[i].start)
        if end is None or not _GOES_ON.search(parts[i - 1].text):
            continue
        first = i - 1
        while first in joined:
            first -= 1
        beside = [*wide[max(0, first - _BESIDE) : first], *wide[i + 1 : i + 1 + _BESIDE]]
        least, most = sum(needed[first : i + 1]), sum(wide[first : i + 1])
        full = [width for width in beside if least <= width + _LOOSE]
        if full and (certain or any(most >= width - _LOOSE for width in full)):
            joined.add(i)
            yield Edit(parts[i - 1].end, parts[i].start, "")


def _parts(text: str) -> list[_Part]:
    out = []
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if words:
            start = line.start() + line[0].index(words[0])
            out.append(_Part(start, start + len(words), words))
    return out


def _give(text: str) -> float:
    """By how many cells it may be narrower."""
    raised = _RAISED.match(text)
    small = cells(raised[0]) * _SMALL if raised else 0.0
    return small + len(_SQUEEZED.findall(text, raised.end() if raised else 0)) / 2


RULES = (
    CharacterRule(
        "close-raised", Kind.LAYOUT, Certainty.HIGH,
        "the raised mark of a note stands on the line of the word before it", find_raised,
    ),
)  # fmt: skip
