"""Lines that were read across columns, dealt out to the columns again.

An extractor that reads a page from top to bottom gives the first line of every column, then the
second of every column, or both on one physical line with a blank between; where a heading or a
picture stands in one column, the lines fall out of step. So nothing is asked of the page's shape:
each row is either the next line of some column that is open, or several of them with a blank
between, or opens a column further right, or ends all columns and starts below them. What fits is
told by the words: a word that begins at the end of a line goes on in the next line *of its
column*. All that is weighed together, a row at a time, and only the best hands so far are kept
(a beam search), so the cost is linear in the number of rows.

Weights are logarithms of odds, counted on lines of prose whose order is known: of two lines that
follow one another a word goes on from one to the other in 47 of 100 cases, of two others in 3.5.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.normalise.forms import captions
from pipeline.normalise.language import endings
from pipeline.normalise.language.characters import is_han
from pipeline.normalise.language.words import word_across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A word goes on; none does, though both edges are Han; a number goes on.
_WORD, _NO_WORD, _NUMBER = 2.5, -0.6, 1.5

#: To open a further column, to end all of them.
_OPEN, _END = -3.0, -2.5

#: A column misses its turn, as it does once when it ends; one that had ended goes on.
_MISSED, _RESUMED = -3.0, -1.0

#: A line that is wider than its column, beside another; one with a blank in it; a line parted
#: though it has room in one column, in mid-sentence, or behind an end, where prose has no blank.
_TOO_WIDE, _TWO_IN_ONE, _PARTED, _PARTED_ENDED = -3.0, -2.5, -2.5, 0.5

#: What the widths of two lines say of their following one another. A line is full, or short by
#: a lost indent, or stops shorter in mid-sentence; or a sentence ends with it, at the edge of
#: its column or before.
_FULL, _FIRST, _STUB, _ENDED_FULL, _ENDED = range(5)
_SHAPES = (
    # below: full, first, stub, ended at the edge, ended
    (0.2, -2.0, -1.0, 0.2, 0.4),  # above: full
    (0.4, -1.2, -0.5, 0.4, -0.4),  # first
    (-0.7, 0.9, 0.5, -0.9, -0.7),  # stub
    (0.0, 0.3, 0.4, -0.4, -0.6),  # ended at the edge
    (-1.2, 1.1, 0.4, -0.6, -0.4),  # ended
)

#: A blank in the middle of Chinese text that parts nothing.
_BLANK = -0.7

#: Hands so much worse than the best are given up.
_HOPELESS = 7.0

#: Columns a page may have, hands that are kept, and how much better than the order in which
#: the lines are given another must be.
_COLUMNS, _HANDS, _MARGIN = 4, 16, 4.0


class Part(NamedTuple):
    """A row, or what stands between two of its blanks: characters [start, end) of the text.

    ``blanks`` counts the blanks inside it that nothing explains.
    """

    start: int
    end: int
    text: str
    width: float
    blanks: int


class _Hand(NamedTuple):
    """Columns as dealt so far, parts by their numbers: the first and the last of each, and the
    one that the last would follow were it not there.

    ``turn`` is the column of the part dealt last; ``active`` holds a bit for each column that
    had a part when it was last its turn; ``above`` is what was read before these columns began.
    """

    score: float
    firsts: tuple[int, ...]
    befores: tuple[int, ...]
    lasts: tuple[int, ...]
    turn: int
    active: int
    above: int
    dealt: tuple[_Hand, tuple[int, ...], tuple[int, ...], bool] | None


def deal(rows: Sequence[Sequence[tuple[Part, ...]]], column: float) -> list[Part] | None:
    """The parts of all rows in the order they are read in; None where they are in it already.

    Each row comes in all ways it may be parted, whole first; ``column`` is the width of a full
    line in cells.
    """
    table = _Table(rows, column)
    hands = [_Hand(0.0, (), (), (), 0, 0, _NONE, None)]
    as_given = 0.0
    before = above = _NONE
    for ways in table.rows:
        whole = ways[0][0][0]
        as_given += table.follows(before, above, whole) + ways[0][1]
        before, above = above, whole
        best: dict[tuple[object, ...], _Hand] = {}
        for hand in hands:
            for way, cost in ways:
                for new in table.played(hand, way, cost):
                    key = new[3:6]
                    if key not in best or best[key].score < new.score:
                        best[key] = new
        least = max(hand.score for hand in best.values()) - _HOPELESS
        hopeful = [hand for hand in best.values() if hand.score >= least]
        hands = sorted(hopeful, key=_score, reverse=True)[:_HANDS]
    last = max(hands, key=lambda hand: hand.score + table.ends(hand))
    if last.score + table.ends(last) < as_given + _MARGIN:
        return None
    return [table.numbered[number] for number in _read(last)]


_NONE = -1


def _score(hand: _Hand) -> float:
    return hand.score


class _Table:
    """The parts of one page by their numbers, and what they have to do with one another."""

    def __init__(self, rows: Sequence[Sequence[tuple[Part, ...]]], column: float) -> None:
        numbers: dict[Part, int] = {}
        self.rows = [
            [
                (
                    tuple(numbers.setdefault(part, len(numbers)) for part in parts),
                    _parted(parts, column),
                )
                for parts in ways
            ]
            for ways in rows
        ]
        self.numbered = list(numbers)
        self._wide = [part.width > column + 1.5 for part in numbers]
        self._caption = [captions.is_caption(part.text) for part in numbers]
        self._shape = [_shape(part, column) for part in numbers]
        self._links: dict[tuple[int, int], float] = {}

    def follows(self, before: int, above: int, below: int) -> float:
        """Whether a line goes on from the one above, or from the one before a caption there."""
        if above < 0:
            return 0.0
        if before >= 0 and self._caption[above]:
            return max(self._link(above, below), self._link(before, below) - 0.5)
        return self._link(above, below)

    def _link(self, above: int, below: int) -> float:
        found = self._links.get((above, below))
        if found is None:
            found = _goes_on(self.numbered[above].text, self.numbered[below].text)
            found += _SHAPES[self._shape[above]][self._shape[below]]
            self._links[above, below] = found
        return found

    def ends(self, hand: _Hand) -> float:
        """What the columns of a hand gain when each goes on from the one left of it."""
        return sum(
            self._link(left, right)
            for left, right in zip(hand.lasts[:-1], hand.firsts[1:], strict=True)
        )

    def played(self, hand: _Hand, parts: tuple[int, ...], cost: float) -> Iterator[_Hand]:
        """A row put where it may go, in every way that keeps left and right."""
        count = len(hand.lasts)
        for places in _places(count, len(parts)):
            yield self._placed(hand, parts, places, hand.score + cost, hand)
        if count > 1:
            score = hand.score + _END + self.ends(hand)
            below = _Hand(score, (), (), (), 0, 0, hand.lasts[-1], None)
            for places in _places(0, len(parts)):
                yield self._placed(below, parts, places, score + cost, hand)

    def _placed(
        self, hand: _Hand, parts: tuple[int, ...], places: tuple[int, ...], score: float, old: _Hand
    ) -> _Hand:
        _, firsts, befores, lasts, turn, active, above, _ = hand
        several = len(lasts) > 1 or places[-1] > 0
        for place, part in zip(places, parts, strict=True):
            if several and self._wide[part]:
                score += _TOO_WIDE
            if place < len(lasts):
                score += self.follows(befores[place], lasts[place], part)
                befores = (*befores[:place], lasts[place], *befores[place + 1 :])
                lasts = (*lasts[:place], part, *lasts[place + 1 :])
                active, missed = _turned(active, len(lasts), turn, place)
                score += missed
            else:
                score += _OPEN if place else self.follows(_NONE, above, part)
                firsts, befores, lasts = (*firsts, part), (*befores, _NONE), (*lasts, part)
                active |= 1 << place
            turn = place
        dealt = (old, parts, places, old is not hand)
        return _Hand(score, firsts, befores, lasts, turn, active, above, dealt)


def _parted(parts: tuple[Part, ...], column: float) -> float:
    """What a row says of being parted so, or of being left whole."""
    score = 0.0
    for part in parts:
        if part.blanks and part.width > column + 1.5:
            score += _TWO_IN_ONE + _BLANK * part.blanks
    if len(parts) > 1 and sum(part.width for part in parts) <= column + 1.5:
        ended = all(endings.ends_sentence(part.text) for part in parts[:-1])
        score += _PARTED_ENDED if ended else _PARTED
    return score


def _shape(part: Part, column: float) -> int:
    missing = column - part.width
    if endings.ends_sentence(part.text):
        return _ENDED_FULL if missing <= 1.25 else _ENDED
    return _FULL if missing <= 1.25 else _FIRST if missing <= 3.5 else _STUB


@cache
def _places(count: int, size: int) -> tuple[tuple[int, ...], ...]:
    """Where the parts of a row may go, from left to right; columns open one after the other.

    >>> _places(1, 1), _places(1, 2)
    (((0,), (1,)), ((0, 1), (1, 2)))
    """
    return tuple(
        places
        for places in itertools.combinations(range(_COLUMNS), size)
        if all(
            place <= count + sum(p >= count for p in places[:n]) for n, place in enumerate(places)
        )
    )


@cache
def _turned(active: int, count: int, turn: int, place: int) -> tuple[int, float]:
    """That the next part is in this column: the columns between missed their turns."""
    score = 0.0
    at = turn
    while (at := (at + 1) % count) != place:
        if active >> at & 1:
            active ^= 1 << at
            score += _MISSED
    if not active >> place & 1:
        active |= 1 << place
        score += _RESUMED
    return active, score


def _goes_on(above: str, below: str) -> float:
    left, right = above[-1:], below[:1]
    if is_han(left) and is_han(right):
        return _WORD if word_across(above, below) else _NO_WORD
    return _NUMBER if left.isdigit() and (right.isdigit() or right in "%.％万亿年月日") else 0.0


def _read(hand: _Hand) -> list[int]:
    """All parts in reading order: region by region, column by column."""
    moves = []
    at: _Hand | None = hand
    while at is not None and at.dealt is not None:
        moves.append(at.dealt)
        at = at.dealt[0]
    out: list[int] = []
    columns: list[list[int]] = [[] for _ in range(_COLUMNS)]
    for _, parts, places, ended in reversed(moves):
        if ended:
            out += itertools.chain.from_iterable(columns)
            columns = [[] for _ in range(_COLUMNS)]
        for place, part in zip(places, parts, strict=True):
            columns[place].append(part)
    return out + list(itertools.chain.from_iterable(columns))
