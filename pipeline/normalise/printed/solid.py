"""Whether figures and Latin words stand a quarter cell off from Han characters, or are set solid.

Typesetters put ¼ cell between the two, terminals, OCR engines and old newspapers put nothing. In a
line with six figures in it that makes three cells, more than a lost indent. Neighbours that both
reach the edge of a column are of one width when they are measured as they were set.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.normalise.printed.cells import GAP, gaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.printed.lines import Line

#: Two widths this near are one (cells); by so many gaps more the two ways of measuring differ.
_ONE_WIDTH, _TELLING = 0.3, 3

#: So many pairs of one width when set solid must be seen, so many to one when not.
_FEWEST, _OUTWEIGH = 3, 2

#: Shorter lines (cells) end paragraphs, or stand by themselves; longer ones are whole.
_LINES = (12.0, 62.0)


def as_set(lines: Sequence[Line]) -> list[Line]:
    r"""The lines with the widths they were set in: less by their gaps where text is set solid.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> text = "国" * 24 + "\n" + "国1国2" * 8 + "\n"
    >>> [line.width for line in printed_lines(text)]
    [24.0, 31.75]
    >>> [line.width for line in printed_lines(text * 2)]
    [24.0, 24.0, 24.0, 24.0]
    """
    count = [gaps(line.text) for line in lines]
    if not _solid(lines, count):
        return list(lines)
    return [
        line._replace(width=line.width - GAP * one) if one else line
        for line, one in zip(lines, count, strict=True)
    ]


def _solid(lines: Sequence[Line], count: Sequence[int]) -> bool:
    """Whether more neighbours are of one width without gaps than with them."""
    low, high = _LINES
    solid = apart = 0
    for (above, many), (below, few) in pairwise(zip(lines, count, strict=True)):
        if abs(many - few) < _TELLING or not low <= min(above.width, below.width) <= high:
            continue
        by = above.width - below.width
        apart += abs(by) <= _ONE_WIDTH
        solid += abs(by - GAP * (many - few)) <= _ONE_WIDTH
    return solid >= _FEWEST and solid > _OUTWEIGH * apart
