"""Lines that were wrapped by a count: how many cells, or characters, each of them holds.

Who wraps text by a count breaks a line where the next character, or the next word, has no room
any more. So the width is told to the half cell, and of each line whether what follows would have
had room in it: then its paragraph ends there, however near the edge it comes. Typesetters squeeze
marks and drive lines apart; where they have, no count fits, and nothing is said.

What has no room is counted in several ways: the next character alone, where figures and words are
cut; a figure or a Latin word whole; that with the marks behind it, with the bracket before it. The
way that fits best is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.normalise.forms import shapes
from pipeline.normalise.printed.cells import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.normalise.printed.columns import Column
    from pipeline.normalise.printed.lines import Line

#: So many line ends in mid-sentence show a count. All of a few must fit; of more, all but one and
#: this share. Of all lines so many may be wider.
_FEWEST, _FEW, _MISSED, _WIDER = 6, 10, 0.03, 0.06
#: The widths that most of these lines have are tried.
_TRIED = 3
#: Columns differ by more cells than one is misjudged by.
_APART = 1.5
#: What stands further in is set in the middle, or to the right.
_SET_IN = 4.5
#: A line that holds less of the count is a heading, or the last of its paragraph.
_NEAR = 0.75
#: Two cells are lost with the indent of a first line.
INDENT = 2.0

_CLOSERS = "，。、；：！？”’）》〉】〕」』…,.;:!?)%％"
_OPENERS = "“‘（《〈【〔「『("
_WORD = "[0-9A-Za-z]+"
_UNITS = tuple(
    re.compile(pattern)
    for pattern in (
        ".",
        f"{_WORD}|.",
        f"(?:{_WORD}|.)[{_CLOSERS}]*",
        f"[{_OPENERS}]*(?:[0-9A-Za-z.,%-]+|.)[{_CLOSERS}]*",
    )
)
_HANGING = re.compile(f"[{_CLOSERS}]+$")


def _in_cells(character: str) -> float:
    if character.isspace():
        return 1.0 if character == "\N{IDEOGRAPHIC SPACE}" else 0.5
    return cell(character)


def _in_half_marks(character: str) -> float:
    """Quotation marks, dashes and dots are half a cell wide in many fonts."""
    return 0.5 if character in "“”‘’\N{EM DASH}…·" else _in_cells(character)


def _in_characters(_: str) -> float:
    return 1.0


_MEASURES: tuple[Callable[[str], float], ...] = (_in_cells, _in_half_marks, _in_characters)


class Grid(NamedTuple):
    """A count that lines were wrapped by: ``width`` in ``measure``, an index of ways to count;
    ``unit``, what of the next line is looked at; ``first_short``: first lines lost their indent.
    """

    width: float
    measure: int
    unit: int
    first_short: bool

    def has_room(self, above: Line, below: Line, spare: float = 0.0) -> bool:
        """What opens the lower line would have had room in the upper one, with so many cells to
        spare.
        """
        size = _MEASURES[self.measure]
        filled = above.edge + above.indent + sum(map(size, above.text)) + spare
        return filled + _unit(below.text, self.unit, size) <= self.width


class _Fit(NamedTuple):
    """How many lines don't fit a count, and whether first lines lost their indent."""

    missed: int
    first_short: bool


def grids(lines: Sequence[Line], found: Sequence[Column]) -> list[Grid | None]:
    r"""The count that each line was wrapped by, or None.

    >>> from pipeline.normalise.printed.columns import columns
    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> text = "县里的茶园去年增产一成，茶农都说今年的茶比往年更好卖，价也更高，" * 9
    >>> lines = printed_lines("\n".join(text[n : n + 20] for n in range(0, len(text), 20)))
    >>> grids(lines, columns(lines))[0]
    Grid(width=20.0, measure=0, unit=1, first_short=False)
    """
    out: list[Grid | None] = [None] * len(lines)
    inside = [
        i
        for i, (line, column) in enumerate(zip(lines, found, strict=True))
        if column.width is not None and not (line.page_mark or line.running or line.spaced)
        if line.indent <= _SET_IN
    ]
    for at in _of_one_width(inside, found):
        fits = _fitting([lines[i] for i in at])
        for i in at:
            out[i] = fits
    return out


def _of_one_width(inside: Sequence[int], found: Sequence[Column]) -> Iterator[list[int]]:
    """Lines one behind another in columns of nearly one width."""
    run: list[int] = []
    for i in inside:
        if run and abs((found[i].width or 0.0) - (found[run[0]].width or 0.0)) > _APART:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _fitting(lines: Sequence[Line]) -> Grid | None:
    """The count that lines which follow one another fit, tried from the strictest."""
    is_open = np.asarray([_is_open(line) for line in lines[:-1]], dtype=bool)
    if is_open.sum() < _FEWEST:
        return None
    may_open = np.asarray([True, *(line.ended for line in lines[:-2])], dtype=bool)
    cut = any(_cuts_word(above, below) for above, below in pairwise(lines))
    units = range(len(_UNITS)) if cut else range(1, len(_UNITS))
    for number, size in enumerate(_MEASURES):
        filled = np.asarray([line.edge + line.indent + sum(map(size, line.text)) for line in lines])
        hung = np.asarray(
            [sum(map(size, m[0])) if (m := _HANGING.search(line.text)) else 0.0 for line in lines]
        )
        common = Counter(filled[:-1][is_open].tolist()).most_common(_TRIED)
        tried = sorted({width + more for width, _ in common for more in (0.0, 0.5, 1.0)})
        found = []
        for unit in units:
            needs = np.asarray([_unit(line.text, unit, size) for line in lines[1:]])
            for width in tried:
                fits = _fits(filled, hung, needs, is_open, may_open, width)
                if fits is not None:
                    found.append((fits.missed, Grid(width, number, unit, fits.first_short)))
        if found:
            return min(found, key=lambda one: one[0])[1]
    return None


def _is_open(line: Line) -> bool:
    """Ends in mid-sentence, and is no heading by its number."""
    return not line.marked and shapes.numbered_level(line.text) is None


def _cuts_word(above: Line, below: Line) -> bool:
    """A figure or a Latin word begins in one line and ends in the next."""
    sides = above.text[-1] + below.text[0]
    return sides.isascii() and sides.isalnum()


def _fits(
    filled: NDArray[np.float64],
    hung: NDArray[np.float64],
    needs: NDArray[np.float64],
    is_open: NDArray[np.bool_],
    may_open: NDArray[np.bool_],
    width: float,
) -> _Fit | None:
    """How lines of the width fit; None where they don't."""
    if (filled - hung > width).mean() > _WIDER:
        return None
    long = filled[:-1] >= _NEAR * width
    asked = is_open & long
    behind_short = np.concatenate(([True], ~long[:-1]))
    no_room = filled[:-1] + needs > width
    lost = asked & ~no_room & (may_open | behind_short) & (filled[:-1] + needs + INDENT > width)
    count, missed = asked.sum(), (asked & ~no_room & ~lost).sum()
    if count < _FEWEST or missed > (1 + _MISSED * count if count >= _FEW else 0):
        return None
    return _Fit(int(missed), bool(lost.sum() > 1))


def _unit(text: str, unit: int, size: Callable[[str], float]) -> float:
    found = _UNITS[unit].match(text)
    return sum(map(size, found[0])) if found else 0.0
