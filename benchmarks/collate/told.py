"""A sentence as a source tells it: what of the story it keeps, and what it has changed.

A sentence is made of segments. A verbatim one holds characters of a sentence of the story as they
stand there; an edited one says something else in their place, and what kind of change that is.
So the truth about any two tellings can be read off, however often they were copied.
"""

from __future__ import annotations

from typing import NamedTuple


class Segment(NamedTuple):
    """Characters [start, end) of sentence ``origin`` of the story, told as ``text``.

    ``kind`` is "" for a verbatim one. What a source says of its own has ``origin`` -1.
    """

    origin: int
    start: int
    end: int
    text: str
    kind: str = ""


Told = tuple[Segment, ...]

#: A text: paragraphs of sentences.
Paragraphs = list[list[Told]]


def verbatim(origin: int, text: str) -> Told:
    """A sentence of the story as it is."""
    return (Segment(origin, 0, len(text), text),)


#: The kind of a sentence that other sources have too, about another place.
PARALLEL = "parallel"


def own(text: str, kind: str = "own") -> Told:
    """A sentence that tells something no other source tells."""
    return (Segment(-1, 0, 0, text, kind),)


def said(told: Told) -> str:
    return "".join(segment.text for segment in told)


def kept(told: Told) -> dict[int, list[tuple[int, int]]]:
    """For each sentence of the story, the runs of it that are told as they stand."""
    out: dict[int, list[tuple[int, int]]] = {}
    for segment in told:
        if not segment.kind:
            out.setdefault(segment.origin, []).append((segment.start, segment.end))
    return out


def in_common(one: Told, other: Told) -> int:
    """How many characters of the story both tell as they stand.

    >>> in_common((Segment(0, 0, 5, "甲乙丙丁戊"),), (Segment(0, 2, 7, "丙丁戊己庚"),))
    3
    """
    theirs = kept(other)
    return sum(
        max(0, min(end, last) - max(start, first))
        for origin, runs in kept(one).items()
        for start, end in runs
        for first, last in theirs.get(origin, ())
    )


#: So much of both sentences stands in the other, to the letter: they tell the same.
_NEAR = 0.75

#: So many characters in common make a shared part.
_PART = 8

#: Sentences of fewer letters are too short to ask for: “够了。” stands anywhere.
_SHORT = 8


def relation(one: Told, other: Told) -> str:
    """``near`` (both nearly word for word), ``held`` (one stands nearly whole in the other),
    ``part`` (they share a part), ``short`` (too short to ask for) or ``none``.
    """
    common = in_common(one, other)
    if not common:
        return "none"
    short, long = sorted((len(said(one)), len(said(other))))
    if min(sum(map(str.isalnum, said(told))) for told in (one, other)) < _SHORT:
        return "short"
    if common >= _NEAR * long:
        return "near"
    if common >= max(_PART, _NEAR * short):
        return "held"
    return "part" if common >= _PART else "none"
