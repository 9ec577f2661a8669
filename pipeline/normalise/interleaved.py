"""Columns that an extractor has read across, a line of each in turn: put in order again.

Where leading is wide, ``pdftotext`` and ``pdfminer`` give the first line of every column, then
the second of every column … Nothing on the page says so any more, but the words do: a word that
begins at the end of a line goes on not in the next line but in the one two, three or four
further on. Where that is plainly so for a whole page, the lines are dealt out to columns again.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import rjieba

from pipeline.normalise.rules.rule import is_han
from pipeline.normalise.shapes import ends_sentence, is_page_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.normalise.lines import Line

#: Columns that a page may have.
_COLUMNS = (2, 3, 4)

#: So many words must go on at the same distance, in this share of the lines that could.
_LEAST_WORDS, _LEAST_SHARE = 5, 0.15

#: Lines at the head of a page that may stand outside the columns, and at its foot, where one
#: column is longer than the others.
_HEAD, _FOOT = 4, 10


def in_order(lines: Sequence[Line]) -> list[Line]:
    """All lines, those of each page in the order its columns are read in."""
    out: list[Line] = []
    page: list[Line] = []
    for line in lines:
        edge = is_page_mark(line.text)
        if page and (edge or line.opens_page):
            out += _page(page)
            page = []
        if edge:
            out.append(line)
        else:
            page.append(line)
    return out + _page(page)


def word_across(above: str, below: str) -> bool:
    """A word of the dictionary begins above and ends below.

    >>> word_across("体制机制，实", "现了全面"), word_across("换新颜", "郴州工业")
    (True, False)
    """
    if not is_han(above[-1:]) or not is_han(below[:1]):
        return False
    tail, head = above[-4:], below[:4]
    at = 0
    for word in rjieba.cut(tail + head, hmm=False):
        if at < len(tail) < at + len(word):
            return True
        at += len(word)
    return False


def _page(lines: Sequence[Line]) -> list[Line]:
    if len(lines) < 2 * _LEAST_WORDS:
        return list(lines)
    open_ends = [i for i, line in enumerate(lines) if not ends_sentence(line.text)]
    words = {
        step: sum(
            word_across(lines[i].text, lines[i + step].text)
            for i in open_ends
            if i + step < len(lines)
        )
        for step in (1, *_COLUMNS)
    }
    columns = max(_COLUMNS, key=lambda step: words[step])
    most = words[columns]
    if most < max(_LEAST_WORDS, _LEAST_SHARE * len(open_ends)) or most < 3 * words[1]:
        return list(lines)
    orders = [
        _dealt(len(lines), columns, head, foot)
        for head in range(_HEAD + 1)
        for foot in range(_FOOT + 1)
        if head + foot + 2 * columns <= len(lines)
    ]
    best = max(orders, key=lambda order: _joined_words(lines, order), default=range(len(lines)))
    return [lines[i] for i in best]


def _dealt(count: int, columns: int, head: int, foot: int) -> list[int]:
    """Places in reading order: the head, then column by column; the foot belongs to the first.

    >>> _dealt(8, 2, 1, 1)
    [0, 1, 3, 5, 7, 2, 4, 6]
    """
    body = range(head, count - foot)
    dealt = [list(body[column::columns]) for column in range(columns)]
    dealt[0] += range(count - foot, count)
    return [*range(head), *(place for column in dealt for place in column)]


def _joined_words(lines: Sequence[Line], order: Sequence[int]) -> int:
    return sum(
        word_across(lines[one].text, lines[other].text)
        for one, other in itertools.pairwise(order)
        if not ends_sentence(lines[one].text)
    )
