"""Text boxes that an extractor gave out of order: the one that goes on stands elsewhere.

A page's text boxes come in the order they were drawn in, which need not be that of reading. In
a text with a paragraph to a line it shows where one stops in mid-sentence, the next opens a
paragraph of its own, and somewhere in the same section another begins in mid-sentence behind a
paragraph that had come to its end. Words say so: a word that begins in the one and ends in the
other, a mark or a particle that nothing begins with, a bracket that the other one closes.

A wrong order is worse than none: a box is moved only where nothing says that the next one is the
rest, where one other plainly is, and within a section.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.normalise.forms import captions
from pipeline.normalise.joining.line_kinds import TRANSPARENT
from pipeline.normalise.language import dictionary, endings
from pipeline.normalise.language.words import word_across

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.printed.lines import Line
    from pipeline.normalise.printed.settings import Setting

#: A line of at least so many cells is a paragraph or a part of one.
_LONG = 25.0

#: A box is looked for among so many lines on either side.
_REACH = 12

#: A short line with so many empty ones before it, more than usual, is a caption.
_APART = 2

_TRANSPARENT = TRANSPARENT | {"vertical"}

#: What must speak for a pair; less is enough where what follows opens a paragraph of its own.
_LEAST, _LEAST_AFTER_OPENER = 4, 3

#: Words that only go on with a sentence …
_NEVER_FIRST = re.compile(
    "的|了|着|及其?|以及|并且|从而|进而|甚至|乃至|以至|以致|致使|使得|以便|之一|之间|来说"
)

#: … and those that open one, before a comma.
_OPENER = re.compile(
    "(?:如今|目前|当前|同时|此外|另外|近年来?|近日|日前|今年|去年|今天|随后|后来|据悉|据了解|据介绍|据统计"
    "|与此同时|不仅如此|在此基础上|长期以来|多年来|一直以来|首先|其次|再次|最后|下一步|下一阶段|接下来"
    "|无独有偶|由此可见)[，,]"
)

#: Marks that stand inside a sentence, or end one; a closing quote may open a stray line too.
_INSIDE = re.compile("[，、；：。,;:]")

_PAIRS = ("（）", "()", "“”", "《》", "「」")


def reading_order(
    lines: Sequence[Line], around: Sequence[Setting], kinds: Sequence[str]
) -> list[int]:
    """The places of the lines in the order they are read in; mostly the one they have.

    ``around`` and ``kinds`` say how the text is set around each line and what the line says it
    is. Cost: linear, since a box is looked for near by.
    """
    behind: dict[int, int] = {}
    for section in _sections(lines, around, kinds):
        pairs = _pairs([lines[i] for i in section])
        behind |= {section[above]: section[below] for above, below in pairs}
    moved = frozenset(behind.values())
    order = []
    for i in range(len(lines)):
        if i not in moved:
            order += [i, behind[i]] if i in behind else [i]
    return order


def _sections(
    lines: Sequence[Line], around: Sequence[Setting], kinds: Sequence[str]
) -> list[list[int]]:
    """The whole paragraphs between two headings, by their places; captions are left out."""
    out: list[list[int]] = [[]]
    for i, (line, setting, kind) in enumerate(zip(lines, around, kinds, strict=True)):
        if setting.column is not None:  # a line of a column, not a paragraph
            if out[-1]:
                out.append([])
            continue
        short = line.width < _LONG and not line.ended
        apart = line.blanks >= setting.usual_blanks + _APART
        caption = (not kind and short and apart) or captions.is_caption(line.text)
        if caption or kind in _TRANSPARENT:
            continue
        if kind:
            out.append([])
        elif short:
            out.append([i])  # a heading, or the start of what follows: that one stays with it
        else:
            out[-1].append(i)
    return [section for section in out if len(section) > 1]


def _pairs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Places in a section: a line that stops in mid-sentence, and the one to be read after it."""
    # A box may move where it ends as a sentence does, and the line before it does too.
    ended = [line.ended for line in lines]
    free = [i for i, line in enumerate(lines) if ended[i] and (i == 0 or ended[i - 1])]
    found = []
    for i, line in enumerate(lines):
        if not _stops_in_mid_sentence(line):
            continue
        follows = lines[i + 1].text if i + 1 < len(lines) else ""
        if follows and goes_on(line.text, follows):
            continue
        asked = _LEAST_AFTER_OPENER if opens_paragraph(follows) else _LEAST
        near = free[bisect_left(free, i - _REACH) : bisect_left(free, i + _REACH + 1)]
        weights = {j: goes_on(line.text, lines[j].text) for j in near if j != i + 1}
        best = max(weights, key=lambda j: weights[j], default=i)
        most = weights.pop(best, 0)
        if most >= asked and most > max(weights.values(), default=0):
            found.append((i, best))
    taken = Counter(box for _, box in found)
    return [(above, box) for above, box in found if taken[box] == 1]


def _stops_in_mid_sentence(line: Line) -> bool:
    text = line.text
    return line.width >= _LONG and not (
        line.ended or endings.ends_in_lead_in(text) or endings.ends_in_dash(text)
    )


def opens_paragraph(text: str) -> bool:
    """Starts with an adverbial that opens a sentence: no rest of one.

    >>> opens_paragraph("如今，满山废石的地貌得到彻底改变。"), opens_paragraph("目前的产量，")
    (True, False)
    """
    return _OPENER.match(text) is not None


def goes_on(above: str, below: str) -> int:
    """How much speaks for reading ``below`` as the rest of ``above``, from 0.

    >>> goes_on("水源无法饮用，农田无法耕作，", "甚至影响到下游的饮用水安全。")
    3
    >>> goes_on("为保护一湖碧水，该市打", "出了一套组合拳，库区面貌一新。")
    3
    >>> goes_on("农田无法耕作，", "该市打出了一套组合拳。")
    0
    """
    weight = 0
    if _INSIDE.match(below):
        weight += 4
    elif _NEVER_FIRST.match(below) and _NEVER_FIRST.fullmatch(_first_word(below)):
        weight += 3
    if word_across(above, below):
        weight += 3
    if any(_closes(above, below, *pair) for pair in _PAIRS):
        weight += 3
    return weight


def _first_word(text: str) -> str:
    return next(iter(dictionary.cut(text[:8], hmm=False)), "")


def _closes(above: str, below: str, opening: str, closing: str) -> bool:
    """The one leaves open what the other closes before it opens it anew."""
    if above.rfind(opening) <= above.rfind(closing):
        return False
    end = below.find(closing)
    return end >= 0 and opening not in below[:end]
