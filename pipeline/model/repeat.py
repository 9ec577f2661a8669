"""What stands twice: where the words of a key point, a figure or an event stand in the text; and
what doubts that were settled have made of it.
"""

from __future__ import annotations

from typing import NamedTuple


class Repeat(NamedTuple):
    """An element, or of a table the ``row`` (from 0), that repeats ``words`` of one sentence: that
    of the body's ``paragraph`` at characters [start, end) of its words, notes and citations left
    out.

    ``fixed``: it can't say what an editor makes of the sentence, since it is drawn (a chart) or
    quotes what sources say (a conflict). ``marks`` are words of ours that say how sure it is: they
    go once an editor has settled it. ``together``: a name, which changes where it has changed in
    all that it stands in, each a repeat of its own.
    """

    element: str
    paragraph: str
    start: int
    end: int
    words: tuple[str, ...]
    row: int | None = None
    fixed: bool = False
    marks: tuple[str, ...] = ()
    together: bool = False


class Settled(NamedTuple):
    """Characters [start, end) of the words of the body's ``paragraph``, notes and citations left
    out, that a settled doubt has made; its source has ``before`` there.
    """

    paragraph: str
    start: int
    end: int
    before: str
