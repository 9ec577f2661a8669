"""Blocks that are set in: a long quotation, a letter, the items of a list that hang.

Each of their lines is indented, so an indent says nothing there but beyond the block's own edge.
Such lines are measured from that edge, as if the text's own stood there: first lines show again by
an indent, and full lines reach as far as before.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.normalise.forms import shapes
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import BLANK, HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.normalise.printed.lines import Line

#: An edge is so far from the text's (cells), no farther: there stands another column; indents this
#: near to one another are one.
_LEAST, _MOST, _ONE = 1.5, 6.0, 0.5
#: A full line reaches so near to the text's right edge, which is that of lines so near to it.
_FULL, _NEAR = 2.5, 10
#: So many lines have to stand at the text's own edge.
_FLUSH = 2
#: So many items of a list hang alike.
_ITEMS = 2
#: A line of prose is no narrower.
_PROSE = 10.0

#: 出　席：柯宁: what hangs under a field belongs to it by its indent.
_FIELD = re.compile(rf"[{HAN}{BLANK}]{{2,9}}[:：][{BLANK}]*\S")
_CELLS = re.compile(rf"\S[{BLANK}]{{2,}}\S|\t")
#: What opens an item besides the numbers of headings.
_ITEM = re.compile(
    "[—–•●■◆▪·\\-]|[（(][0-9a-zA-Z]{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]是|第[一二三四五六七八九十][，、]"
)


def set_in(lines: Sequence[Line]) -> list[Line]:
    r"""The lines, those of blocks measured from the edge of their block.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> def indents(*lines): return [line.indent for line in printed_lines("\n".join(lines))]
    >>> prose, wide = "茶山上站满了人" * 3, "\N{IDEOGRAPHIC SPACE}" * 2
    >>> block = (wide * 2 + prose[4:], wide + prose[2:], wide + prose[2:], wide + "采茶。")
    >>> indents(wide + prose[2:], prose, *block, wide + prose[2:], prose)
    [2.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0, 0.0]

    Items that hang are measured so from their second lines on.

    >>> indents(prose, prose, "1. " + prose[2:], wide + prose[2:], wide + "采茶。", prose)
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]

    Leaves alone: first lines one under another, and verse.

    >>> indents(prose, wide + prose[4:] + "。", wide + prose[2:], prose)
    [0.0, 2.0, 2.0, 0.0]
    >>> indents(prose, prose, wide + "朝辞白帝彩云间，", wide + "千里江陵一日还。")
    [0.0, 0.0, 2.0, 2.0]
    """
    return [
        _measured_from(line, edge) if edge else line
        for line, edge in zip(lines, _edges(lines), strict=True)
    ]


def _measured_from(line: Line, edge: float) -> Line:
    return line._replace(
        indent=max(0.0, line.indent - edge), width=line.width + edge, edge=min(edge, line.indent)
    )


def _edges(lines: Sequence[Line]) -> list[float]:
    """The edge of the block that each line stands in; 0 where it stands in none."""
    out = [0.0] * len(lines)
    for first, end, edge in _runs(lines):
        for i in range(first, end):
            # An item at the edge of its own second lines opens all the same.
            out[i] = 0.0 if _opens(lines[i].text) and lines[i].indent <= edge + _ONE else edge
    hanging = [i for i in range(1, len(lines)) if _hangs(lines, i)]
    places = Counter((lines[i - 1].indent, lines[i].indent) for i in hanging)
    for i in hanging:
        if places[lines[i - 1].indent, lines[i].indent] >= _ITEMS:
            out[i] = lines[i].indent
    return out


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int, float]]:
    """Where blocks begin and end, and their edges: lines that go on from one another at one indent,
    and those around them that stand no further left.
    """
    i = 1
    while i < len(lines):
        edge = lines[i].indent
        if not _LEAST <= edge <= _MOST or not _goes_on(lines, i) or not _is_prose_around(lines, i):
            i += 1
            continue
        first = i - 1 if lines[i - 1].indent >= edge - _ONE else i
        while first and lines[first - 1].indent > edge + _ONE and not lines[first].opens_page:
            first -= 1
        end = i + 1
        while end < len(lines) and (lines[end].indent > edge + _ONE or _goes_on(lines, end)):
            end += 1
        if not (first and _FIELD.match(lines[first - 1].text)):
            yield first, end, edge
        i = end


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """The line goes on from the one above, which fills its line, at the same edge: its own, or, of
    an item that hangs, that of the next line.
    """
    above, line = lines[i - 1], lines[i]
    if above.ended or line.opens_page:
        return False
    if _opens(line.text) or not _is_full(lines, i - 1) or line.page_mark or above.page_mark:
        return False
    if _is_first(lines, i) or _is_heading(above.text):
        return False
    if abs(above.indent - line.indent) <= _ONE:
        return True
    below = lines[i + 1].indent if i + 1 < len(lines) else 0.0
    return _hangs(lines, i) and abs(below - line.indent) <= _ONE


def _is_first(lines: Sequence[Line], i: int) -> bool:
    """The first line of a paragraph at the text's own edge."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    return below is not None and below.indent < _LEAST and not lines[i].ended and _is_full(lines, i)


def _is_heading(text: str) -> bool:
    return shapes.numbered_level(text) is not None and not endings.has_clause_mark(text)


def _hangs(lines: Sequence[Line], i: int) -> bool:
    """The second line of an item that stands further left, and fills its line."""
    above, line = lines[i - 1], lines[i]
    return (
        line.indent > above.indent + _ONE
        and _opens(above.text)
        and not _FIELD.match(above.text)
        and not (above.ended or _opens(line.text) or _is_heading(above.text))
        and _is_full(lines, i - 1)
        and not _is_first(lines, i)
    )


def _opens(text: str) -> bool:
    return shapes.starts_numbered(text) or _ITEM.match(text) is not None


def _is_full(lines: Sequence[Line], i: int) -> bool:
    """It is prose, and reaches the text's right edge."""
    line = lines[i]
    if line.width < _PROSE or _CELLS.search(line.text):
        return False
    around = lines[max(0, i - _NEAR) : i + _NEAR]
    reached = [one.indent + one.width for one in around if one.indent < _LEAST and not one.ended]
    return bool(reached) and line.indent + line.width >= sorted(reached)[len(reached) // 2] - _FULL


def _is_prose_around(lines: Sequence[Line], i: int) -> bool:
    """Lines stand at the text's own edge, too."""
    around = lines[max(0, i - _NEAR) : i + _NEAR]
    flush = [one for one in around if one.indent < _ONE and one.width >= _PROSE]
    return len(flush) >= _FLUSH
