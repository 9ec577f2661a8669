"""The column each line stands in: how wide it is, how far its marks are squeezed.

One page goes from a column of 22 characters to one of 16 and back, so nothing here is asked of the
whole document. The widths are found by a small dynamic programme: each line is in some column, or
is a whole paragraph; a line pays for being wider than its column, less for being shorter, and
changing the column costs more than either, so that a change must hold for a few lines.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import is_han
from pipeline.normalise.language.words import word_across
from pipeline.normalise.printed.whole import is_row as is_stroked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from pipeline.normalise.printed.lines import Line

#: Columns are between these widths, in cells; a wider line is a paragraph on a line of its own.
_NARROWEST, _WIDEST = 6, 62

#: What a line pays: for reaching the edge, for marks squeezed to fit, for stopping a little
#: short (a first line that lost its indent, a number moved down), for stopping short, for
#: standing out over the edge.
_REACHES, _SQUEEZED, _NEARLY, _SHORT, _OVER = 0.0, 0.15, 0.7, 1.6, 4.0

#: What any line pays for being a paragraph by itself, what more where a word goes on in the next
#: line, and what a change of column costs.
_WHOLE, _CUT_PAYS, _CHANGE = 1.1, 2.0, 5.0

#: Where characters got lost, so many of the middle lines are short.
_RAGGED = 0.08

#: A lost indent leaves a line two cells shorter, give or take a squeezed mark.
_INDENT = (1.25, 3.5)

#: In wrapped prose one line in six or so ends with a mark.
_VERSE_SHARE = 0.6

#: So many line ends must be seen before they say that no word is cut there, fewer where lines are
#: narrower than a newspaper's column or uneven; one in so many may cut a word by chance.
_FEWEST = 3
_FEW = ((8.5, _FEWEST), (12.0, 6), (_WIDEST + 1.0, 8))
_FULL_SHARE, _SELDOM = 0.6, 20

#: Prose has clauses that end inside its lines, some or most of them, or names are told one behind
#: another; those of poems and lists end with the line.
_INNER_END, _SOME_INNER, _MOST_INNER = re.compile("[，。；！？](?=.)|、.+、"), 0.4, 0.6

#: So few lines, much narrower (cells) than those beside them, are a column of their own only where
#: prose runs on in them.
_FEW_LINES, _MUCH_WIDER, _INNER_STOP = 7, 4.0, re.compile("[。！？；](?=.)")

#: A table, where so many of the lines are rows of figures.
_ROWS_SHARE = 0.6
_FIGURES = re.compile("[0-9０-９.．·%％+＋\N{MINUS SIGN}－-]")

#: Of the pieces that the dictionary cuts a text into, so many are words of two characters or more.
_KNOWN_SHARE = 0.25

#: A line may be so many cells wider than its column, whatever its marks; of all lines so many
#: reach its edge.
_STANDS_OUT, _REACH_IT = 1.0, 0.1

#: What is usual around a line is asked of so many lines on either side.
REACH = 14

#: A line this many cells short of its column, or less, is full.
FULL = 1.25


def is_indent(missing: float) -> bool:
    """Whether so many cells missing at a line's end are a lost indent.

    >>> is_indent(2.0), is_indent(0.5), is_indent(6.0)
    (True, False, False)
    """
    return _INDENT[0] <= missing <= _INDENT[1]


def count_around(flags: NDArray[np.bool_], before: int) -> NDArray[np.int64]:
    """For each line how many hold, among it, so many before it and ``REACH`` after it."""
    counts = np.convolve(flags.astype(np.int64), np.ones(before + 1 + REACH, dtype=np.int64))
    return counts[REACH : REACH + len(flags)]


class Column(NamedTuple):
    """A column: its width in cells (None where there is none), how far its marks are squeezed,
    whether its first lines lost their indent, and whether lines that run on stop short of the edge
    as well: recognition has lost characters in them.
    """

    width: float | None
    squeezed: float = 0.0
    first_short: bool = False
    ragged: bool = False

    def missing(self, line: Line) -> float:
        """Cells missing at the end of a line, its marks squeezed as they are here."""
        return 0.0 if self.width is None else self.width - line.needs(self.squeezed)


def columns(lines: Sequence[Line]) -> list[Column]:
    r"""The column each line stands in.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> def text(*lengths): return printed_lines("\n".join("国" * n for n in lengths))
    >>> columns(text(20, 19, 20, 12, 20, 18, 20, 7))[0]
    Column(width=20.0, squeezed=0.0, first_short=False, ragged=False)
    >>> set(columns(text(66, 130, 142, 90, 88)))
    {Column(width=None, squeezed=0.0, first_short=False, ragged=False)}
    """
    if not lines:
        return []
    widths = np.asarray([line.width for line in lines], dtype=float)
    gives = np.asarray([line.give for line in lines], dtype=float)
    silent = np.asarray([_says_nothing(line) for line in lines], dtype=bool)
    candidates = _candidates(widths[~silent].tolist())
    costs = _costs(widths, gives, candidates)
    costs[_cut(lines), 0] += _CUT_PAYS
    costs[silent] = 0.0
    states = _cheapest(costs)
    runs: list[tuple[list[Line], Column]] = []
    for state, run in groupby(zip(states, lines, strict=True), key=lambda pair: pair[0]):
        whole = [line for _, line in run]
        inside = [line for line in whole if not _says_nothing(line)]
        column = Column(None)
        if state and inside:
            about = float(candidates[state - 1])
            # Prose with a poem or a list in it keeps its column: its full lines run on.
            full = [line for line in inside if line.width >= about - _INDENT[0]]
            if not (_verse(inside) and _verse(full)) and not _listed(inside, about):
                column = _measure(inside, about)
        runs.append((whole, column))
    return _beside(runs)


def _beside(runs: Sequence[tuple[list[Line], Column]]) -> list[Column]:
    """The column of each line. A few short lines in which no prose runs on (a title and who wrote
    it, the rows of a table) have none of their own between wider ones: they stop short there.
    """
    out: list[Column] = []
    for i, (lines, found) in enumerate(runs):
        column = found
        words = sum(not _is_row(line) for line in lines)
        if found.width is not None and words <= _FEW_LINES and not _runs_on(lines):
            beside = [one for _, one in (*runs[i + 1 : i + 2], *runs[max(0, i - 1) : i])]
            wider = (one for one in beside if one.width and one.width >= found.width + _MUCH_WIDER)
            column = next(wider, found)
        out += [column] * len(lines)
    return out


def _runs_on(lines: Sequence[Line]) -> bool:
    """Prose goes on from line to line: a word is cut, or sentences end inside of lines."""
    if any(
        not above.marked and word_across(above.text, below.text) for above, below in pairwise(lines)
    ):
        return True
    return any(_INNER_STOP.search(line.text) for line in lines)


def _says_nothing(line: Line) -> bool:
    """What is no line of the text, or one whose length strokes have made, says nothing of a column:
    a page's number, the rows and rules of a drawn table.
    """
    return line.page_mark or is_stroked(line.text)


def _cut(lines: Sequence[Line]) -> NDArray[np.bool_]:
    """The lines in which a word begins that ends in the next one, where there are several: one
    may be a paragraph that the edge of a page has cut.
    """
    cut = np.asarray(
        [
            not above.marked
            and _NARROWEST <= above.width <= _WIDEST
            and word_across(above.text, below.text)
            for above, below in pairwise(lines)
        ]
        + [False]
    )
    several: NDArray[np.bool_] = cut & (count_around(cut, REACH) > 1)
    return several


def _verse(lines: Sequence[Line]) -> bool:
    """Lines that mostly end with a mark are no lines of prose: a poem, a list."""
    return sum(line.marked for line in lines) >= _VERSE_SHARE * len(lines)


def _listed(lines: Sequence[Line], about: float) -> bool:
    r"""Lines of one length by chance: a poem, a list, a table. Where prose is wrapped, a word is
    cut at the end of every second or third line; here hardly ever.

    Where lines are shorter than in any newspaper, or few of those that no mark ends are full and
    no clause ends inside of them, three line ends are enough to see it; where clauses end inside
    most of them, no number is. Beside a number or a Latin word, which are moved down
    whole, nothing is seen. Of text in characters that the dictionary doesn't know
    nothing can be said.

    >>> from pipeline.normalise.printed.lines import printed_lines
    >>> def ten(end): return printed_lines("\n".join(one + end for one in "东西南北左右前后里外"))
    >>> _listed(ten("城大学中文系毕业生"), 9.0), _listed(ten("開發區經濟實現產業轉"), 11.0)
    (True, False)
    """
    if sum(_is_row(line) for line in lines) >= _ROWS_SHARE * len(lines):
        return True
    unmarked = [
        (above, below)
        for above, below in pairwise(lines)
        if is_han(above.text[-1]) and is_han(below.text[0])
    ]
    full = [(above, below) for above, below in unmarked if above.width >= about - 1.0]
    inner = sum(_INNER_END.search(above.text) is not None for above, _ in full)
    uneven = len(full) < _FULL_SHARE * len(unmarked) and inner < _SOME_INNER * len(full)
    few = next(few for width, few in _FEW if about < width or (uneven and few == _FEWEST))
    if len(full) < few or inner >= _MOST_INNER * len(full):
        return False
    cut = sum(word_across(above.text, below.text) for above, below in full)
    return cut <= len(full) // _SELDOM and _known(above.text for above, _ in full)


def _is_row(line: Line) -> bool:
    """A row of a table: figures for the most part, whatever blanks part them."""
    return 2 * len(_FIGURES.findall(line.text)) > sum(map(len, line.text.split()))


def _known(texts: Iterable[str]) -> bool:
    """Whether the dictionary knows the words of a text: not those in traditional characters."""
    words = [word for text in texts for word in dictionary.cut(text, hmm=False)]
    return sum(len(word) > 1 for word in words) >= _KNOWN_SHARE * len(words)


def _measure(lines: Sequence[Line], about: float) -> Column:
    """The width of the column near the one found, and how far its marks are squeezed.

    However its marks are squeezed, a line needs its width less its give: the most that several
    lines need is the width of the column. Lines with many marks show how much more they hold.
    """
    needed = [
        round((line.width - line.give) * 2) / 2 for line in lines if abs(line.width - about) <= 2.0
    ]
    counts = Counter(needed)
    common = [one for one in counts if counts[one] >= max(2, len(needed) / 20)]
    width = max(common, default=about)
    held = sorted(
        (line.width - width) / line.give
        for line in lines
        if line.give >= 1.0 and -0.5 <= line.width - width <= line.give + 0.5
    )
    squeezed = min(1.0, max(0.0, held[len(held) // 2])) if len(held) >= 3 else 0.0
    found = Column(
        width, squeezed, _first_lines_short(lines, width, squeezed),
        _ragged(lines, width, squeezed),
    )  # fmt: skip
    return _unsqueezed(lines, found) or found


def _unsqueezed(lines: Sequence[Line], found: Column) -> Column | None:
    """A wider column with marks as wide as characters, where lines stand out over the one found.

    Short paragraphs whose indents got lost have more lines two cells short than full ones; these
    then look like lines of a narrower column with their marks squeezed, but for those that are
    wider still.
    """
    reached = Counter(round(line.width * 2) / 2 for line in lines)
    least, widest = max(2.0, _REACH_IT * len(lines)), max(line.width for line in lines)
    held = (one for one in reached if reached[one] >= least and one >= widest - 0.5)
    width = min(held, default=0.0)
    out = sum(found.missing(line) < -_STANDS_OUT for line in lines)
    if out < 2 or width <= (found.width or 0.0):
        return None
    wider = Column(width, 0.0, _first_lines_short(lines, width, 0.0))
    return wider if wider.first_short else None


def _first_lines_short(lines: Sequence[Line], width: float, squeezed: float) -> bool:
    """Lines after the clear end of a paragraph are mostly two cells short, seldom full."""
    missing = [width - line.needs(squeezed) for line in lines]
    firsts = [
        missing[i]
        for i in range(1, len(lines))
        if missing[i - 1] > _INDENT[1] and lines[i - 1].ended
    ]
    short = sum(1 for gap in firsts if _INDENT[0] <= gap <= _INDENT[1])
    full = sum(1 for gap in firsts if gap <= 0.75)
    return short >= 2 and short > 2 * full


def _ragged(lines: Sequence[Line], width: float, squeezed: float) -> bool:
    """Of the middle lines that run on in mid-sentence, some stop as short of the edge as a lost
    character or two make them. What is moved down whole, a number, a word, explains it too.
    """
    missing = [
        width - line.needs(squeezed)
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if not (above.ended or line.marked) and is_han(line.text[-1]) and is_han(below.text[0])
    ]
    short = sum(FULL < gap <= _INDENT[1] for gap in missing)
    return short >= max(_FEWEST, _RAGGED * len(missing))


def _candidates(widths: Sequence[float]) -> NDArray[np.float64]:
    """Half-cell widths that enough lines have for a column to be seen in them."""
    counts: dict[float, int] = {}
    for width in widths:
        if _NARROWEST <= width <= _WIDEST:
            half = round(width * 2) / 2
            counts[half] = counts.get(half, 0) + 1
    common = [
        half
        for half, count in counts.items()
        if count + counts.get(half - 0.5, 0) + counts.get(half + 0.5, 0) >= 2
    ]
    return np.asarray(sorted(common), dtype=float)


def _costs(
    widths: NDArray[np.float64], gives: NDArray[np.float64], candidates: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What each line pays in each state: state 0 is "a paragraph by itself"."""
    missing = candidates[None, :] - widths[:, None]
    cost = np.full(missing.shape, _SHORT)
    cost[missing <= _INDENT[1]] = _NEARLY
    cost[missing <= 1.0] = 0.3
    cost[missing <= 0.5] = _REACHES
    cost[missing < -0.25] = _SQUEEZED
    cost[missing < -0.5 - gives[:, None]] = _OVER
    whole = np.full((len(widths), 1), _WHOLE)
    out = np.concatenate([whole, cost], axis=1)
    # One character a line (a vertical caption, the end of a paragraph) says nothing of a column.
    out[widths <= 1.0] = 0.0
    return out


def _cheapest(cost: NDArray[np.float64]) -> list[int]:
    """The states with the least cost together: Viterbi, with one price for any change."""
    total = cost.copy()  # of the best way to each state of each line
    for above, line in pairwise(total):
        np.add(line, np.minimum(above, above[above.argmin()] + _CHANGE), out=line)
    best = total.argmin(axis=1).tolist()
    changes = total > total.min(axis=1, keepdims=True) + _CHANGE  # coming from the best costs less
    out = [best[-1]]
    for i in range(len(cost) - 2, -1, -1):
        out.append(best[i] if changes[i, out[-1]] else out[-1])
    return out[::-1]
