"""How the text is set around a line: its column, what an empty line says, whether first lines are
indented.

A text may be pasted together from several, so nothing here is asked of the whole document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.normalise.language import endings
from pipeline.normalise.printed.columns import FULL, REACH, columns, count_around
from pipeline.normalise.printed.grid import grids
from pipeline.normalise.printed.openings import open_alike
from pipeline.normalise.printed.references import refer_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.normalise.printed.columns import Column
    from pipeline.normalise.printed.grid import Grid
    from pipeline.normalise.printed.lines import Line

#: More empty lines than this are as many.
_MANY_BLANKS = 20

#: What empty lines part is seen in so many lines that run on; this share may be a page's edge.
_OPEN_ENDS, _SELDOM_APART = 4, 0.1

#: First lines are indented by so much (cells); by one cell, or two narrow blanks, only where it
#: shows. A line so far short of its column ends a paragraph; so many first lines on either side are
#: looked at, and no fewer in all tell anything.
_INDENTS, _SLIGHT = (1.5, 4.5), 0.75
_WELL_SHORT, _NEAREST, _SURE = 3.5, 4, 4
#: Behind a line of no more than this share of its width, a line may be a first one, too; of lines
#: with a slight indent so many are, and so many of those that are sure have it.
_MUCH_SHORTER, _MOST = 0.75, 0.6

#: So many indented lines, all but this share of them behind the end of a sentence, are first lines.
_SPOKEN, _ALL_BUT_FEW = 5, 0.85


#: So many quotations inside of lines to one apart: they go on with who speaks.
_INSIDE = 3


class Setting(NamedTuple):
    """How the text is set around one line.

    ``column`` is the width of a full line in cells, None where lines are whole paragraphs;
    ``squeezed`` how far marks are set narrower than a cell, 0 (not at all) to 1 (half-width);
    ``first_short`` says that first lines are two cells short here: their indent got lost;
    ``ragged`` that lines which run on stop short of the edge as well: characters got lost;
    ``usual_blanks`` the number of empty lines that mostly stand between two lines;
    ``blank_share`` the share of lines with an empty one before them; ``blanks_part`` says that
    none stands behind lines that must run on, however many there are; ``indented`` says that
    paragraphs show by an indent here, ``all_indented`` that all do whose first lines are sure,
    ``least_indent`` how wide it is at least (cells);
    ``alike`` that the line opens as first lines do, and sentences inside of paragraphs don't;
    ``refers`` that the line begins with the sign of a note to the words above;
    ``quotes_apart`` that the text has quotations in paragraphs of their own; ``grid`` by what
    count its lines were wrapped, None where none fits.
    """

    column: float | None
    squeezed: float
    first_short: bool
    ragged: bool
    usual_blanks: int
    blank_share: float
    blanks_part: bool
    indented: bool
    all_indented: bool
    least_indent: float
    alike: bool
    refers: bool
    quotes_apart: bool
    grid: Grid | None

    def opens(self, line: Line) -> bool:
        """Whether a line is indented as first lines are here."""
        return self.least_indent <= line.indent <= _INDENTS[1]

    def missing(self, line: Line) -> float:
        """Cells missing at the end of a line, its marks squeezed as they are here."""
        return 0.0 if self.column is None else self.column - line.needs(self.squeezed)


#: What is said of a line that stands nowhere.
UNSET = Setting(
    None, 0.0, first_short=False, ragged=False, usual_blanks=0, blank_share=0.0, blanks_part=False,
    indented=False, all_indented=False, least_indent=_INDENTS[0], alike=False, refers=False,
    quotes_apart=False,
    grid=None,
)  # fmt: skip


def settings(lines: Sequence[Line]) -> list[Setting]:
    """The setting around each line. Cost: linear in the number of lines."""
    if not lines:
        return []
    usual, share = _blanks_around(lines)
    found = columns(lines)
    apart = _blanks_part(lines, found)
    firsts = _sure_firsts(lines, found)
    indents = np.asarray([line.indent for line in lines])
    slight = _shows(lines, (indents >= _SLIGHT) & (indents < _INDENTS[0]), firsts)
    after_end = np.asarray([True, *(line.ended for line in lines[:-1])])
    least = np.where(slight, _SLIGHT, _INDENTS[0])
    inner = (indents >= least) & (indents <= _INDENTS[1])
    deep = count_around(inner, REACH)
    flush = count_around(indents < least, REACH)
    # Where people speak, most lines are first lines; each stands behind the end of a sentence.
    first_lines = count_around(inner & after_end, REACH)
    speech = (deep >= _SPOKEN) & (flush >= 1) & (first_lines >= _ALL_BUT_FEW * deep)
    indented = (deep >= 2) & (flush >= deep * 0.5) | speech
    every = _all_indented(inner, firsts)
    quotes = [_quotes_apart(lines, found)] * len(lines)
    around = zip(
        usual.tolist(), share.tolist(), apart.tolist(), (indented | every).tolist(),
        every.tolist(), least.tolist(), open_alike(lines, firsts),
        refer_back(lines), quotes, grids(lines, found), strict=True,
    )  # fmt: skip
    return [Setting(*column, *how) for column, how in zip(found, around, strict=True)]


def _sure_firsts(lines: Sequence[Line], found: Sequence[Column]) -> list[int]:
    """The first lines that are sure: those behind a line that ends a sentence well short of its
    column.
    """
    return [
        i
        for i, (above, column) in enumerate(zip(lines[:-1], found[:-1], strict=True), 1)
        if above.ended and column.missing(above) > _WELL_SHORT
    ]


def _shows(
    lines: Sequence[Line], indented: NDArray[np.bool_], sure: Sequence[int]
) -> NDArray[np.bool_]:
    """Whether a slight indent is that of first lines around each line: most of the lines that have
    it stand behind the end of a sentence, or a much shorter line, and most of the first lines that
    are sure have it. A blank that got there by chance does neither.
    """
    places, firsts = np.flatnonzero(indented), np.asarray(sure, dtype=np.int64)
    begins = [
        i == 0 or lines[i - 1].ended or lines[i - 1].width < _MUCH_SHORTER * lines[i].width
        for i in places.tolist()
    ]
    seen, held = _of_nearest(places, np.asarray(begins, dtype=bool), len(lines))
    known, have = _of_nearest(firsts, indented[firsts], len(lines))
    shows: NDArray[np.bool_] = (
        (seen >= _SURE) & (held >= _MOST * seen) & (known > 1) & (have >= _MOST * known)
    )
    return shows


def _all_indented(first: NDArray[np.bool_], sure: Sequence[int]) -> NDArray[np.bool_]:
    """Whether each of the nearest first lines that are sure is indented (``first``). In long
    paragraphs they are far apart.
    """
    places = np.asarray(sure, dtype=np.int64)
    seen, held = _of_nearest(places, first[places], len(first))
    every: NDArray[np.bool_] = (seen >= _SURE) & (held == seen)
    return every


def _of_nearest(
    places: NDArray[np.int64], flags: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each of so many lines, of the places nearest to it on either side: how many there are,
    and for how many of them the flag is set.
    """
    until = np.concatenate(([0], np.cumsum(flags)))
    at = np.searchsorted(places, np.arange(count))
    start, end = np.maximum(at - _NEAREST, 0), np.minimum(at + _NEAREST, len(places))
    return end - start, until[end] - until[start]


def _quotes_apart(lines: Sequence[Line], found: Sequence[Column]) -> bool:
    """Whether quotations stand in paragraphs of their own, as people's words do in stories: below a
    line that announces them and stops well short; and aren't mostly announced inside of lines.
    """
    apart = sum(
        endings.ends_in_colon(above.text)
        and endings.opens_quotation(below.text)
        and (column.width is None or column.missing(above) > _WELL_SHORT)
        for above, below, column in zip(lines, lines[1:], found, strict=False)
    )
    inside = sum(line.text.count("：“") + line.text.count("：「") for line in lines)
    return apart > 0 and inside <= _INSIDE * apart


def _blanks_part(lines: Sequence[Line], found: Sequence[Column]) -> NDArray[np.bool_]:
    """Whether empty lines stand between paragraphs alone: behind lines that reach the edge of
    their column in mid-sentence there are next to none.
    """
    open_ends = np.asarray(
        [
            column.width is not None and column.missing(line) <= FULL and not line.ended
            for line, column in zip(lines, found, strict=True)
        ]
    )
    followed = np.asarray([*(line.blanks > 0 for line in lines[1:]), False])
    run_on = count_around(open_ends, REACH)
    apart: NDArray[np.bool_] = (run_on >= _OPEN_ENDS) & (
        count_around(open_ends & followed, REACH) <= _SELDOM_APART * run_on
    )
    return apart


def _blanks_around(lines: Sequence[Line]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How many empty lines mostly stand between two lines, and how often any do.

    A caption set vertically, a character a line, says nothing of how paragraphs are parted, nor
    does the first of the lines looked at: what stands before it is out of sight.
    """
    blanks = np.asarray([min(line.blanks, _MANY_BLANKS) for line in lines])
    says = np.asarray([line.width > 1 for line in lines])
    says[0] = False
    said = count_around(says, REACH - 1)
    usual, up_to = np.zeros_like(blanks), np.zeros_like(blanks)
    for count in sorted(set(blanks.tolist())):
        fewer = up_to <= said // 2  # so far: the middle one has more blanks
        up_to += count_around(says & (blanks == count), REACH - 1)
        usual[fewer & (up_to > said // 2)] = count
    some = count_around(says & (blanks > 0), REACH - 1)
    return usual, some / np.maximum(said, 1)
