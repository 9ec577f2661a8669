"""Setting a text in lines, as a page would: n cells to a line, no mark at a line's edge.

A cell is the width of a Han character; Latin letters and digits take half of one. What a
printer does where a mark would open a line (避头尾) is one of three: carry the last character
down, squeeze the marks of the line, or let the mark hang over the edge.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.normalise.texts import Block

Edge = Literal["carry", "squeeze", "hang"]

#: What is left of the first line's indent of two cells in plain text.
Indent = Literal["lost", "wide", "blanks"]

INDENTS: dict[Indent, str] = {"lost": "", "wide": "\N{IDEOGRAPHIC SPACE}" * 2, "blanks": " " * 4}

_NO_START = frozenset("，。、；：！？）》〉】」』”’％‰℃…—·,.;:!?)]%∶")
_NO_END = frozenset("（《〈【「『“‘([")
_MARKS = frozenset("，。、；：！？）》〉】」』（《〈【「『")
_LATIN = re.compile(r"[0-9A-Za-zʰʔ][0-9A-Za-zʰʔ.,%‰:/+\-'−=]*[0-9A-Za-zʰʔ%‰+]|[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a column is set: its width in cells, its edge, what becomes of the indent."""

    cells: float
    edge: Edge = "carry"
    indent: Indent = "lost"
    heading_indent: float = 0.0


def width(text: str) -> float:
    """The width of a run in cells.

    >>> width("占27%，")
    3.5
    """
    return sum(_cell(character) for character in text)


def _cell(character: str) -> float:
    if character in "“”‘’—…·":
        return 1.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5


def atoms(text: str) -> Iterator[str]:
    """The smallest runs that stay on one line.

    >>> list(atoms("（占27%），"))
    ['（占', '27%），']
    """
    out: list[str] = []
    at = 0
    while at < len(text):
        latin = _LATIN.match(text, at)
        run = latin[0] if latin else text[at]
        at += len(run)
        joined = bool(out) and (
            (run[0] in _NO_START and not _opens(run, out[-1])) or out[-1][-1] in _NO_END
        )
        if joined:
            out[-1] += run
        else:
            out.append(run)
    yield from out


def _opens(run: str, before: str) -> bool:
    """A dash may open a line, but not between its halves."""
    return run[0] == "—" and before[-1] != "—"


def break_lines(text: str, measure: Measure, first: float = 0.0) -> list[str]:
    """A paragraph as lines; ``first`` is the indent of its first line, in cells.

    >>> break_lines("三年下来，茶园里又见到了蚯蚓。", Measure(6), first=2)
    ['三年下来，', '茶园里又见到', '了蚯蚓。']
    """
    lines = [""]
    room = measure.cells - first
    for atom in atoms(text):
        line = lines[-1]
        if not line or width(line + atom.rstrip()) <= room + _give(line + atom, measure):
            lines[-1] += atom
        else:
            lines.append(atom.lstrip())
            room = measure.cells
    return [line.rstrip() for line in lines if line.strip()]


def _give(line: str, measure: Measure) -> float:
    """By how much a line may be wider than its column, when it ends in a mark."""
    if line[-1] not in _NO_START:
        return 0.0
    if measure.edge == "hang":
        return 1.0 if line[-1] in "，。、" else 0.0
    if measure.edge == "squeeze":
        return sum(0.5 for character in line if character in _MARKS)
    return 0.0


def set_block(block: Block, measure: Measure) -> list[str]:
    """A block as lines, its indent kept or lost as the measure says.

    Titles are wider than the column and break where both lines are about as long; captions
    and bylines have no indent; what is signed stands at the right.
    """
    word = block.word
    if word in {"title", "kicker", "subtitle"}:
        return _even(block.text, max(measure.cells * 1.5, 14.0))
    if word in {"byline", "affiliation", "caption", "sign"}:
        lines = break_lines(block.text, measure)
        pad = round(2 * (measure.cells - width(lines[-1])))
        right = word == "sign" and measure.indent != "lost"
        return [" " * max(0, pad) + line for line in lines] if right else lines
    blank = INDENTS[measure.indent]
    if word in {"h1", "h2", "h3"}:
        lines = break_lines(block.text, measure, measure.heading_indent)
        return [(blank if measure.heading_indent else "") + lines[0], *lines[1:]]
    if word == "verse":
        lines = break_lines(block.text, measure)
        return [blank + line for line in lines]
    lines = break_lines(block.text, measure, 2.0)
    return [blank + lines[0], *lines[1:]]


def _even(text: str, cells: float) -> list[str]:
    """Lines of about the same length, none wider than ``cells``."""
    count = -(-int(width(text)) // int(cells))
    return break_lines(text, Measure(max(width(text) / count + 1, 6)))
