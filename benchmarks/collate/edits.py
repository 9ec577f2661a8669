"""Changes of a few characters or a clause inside a sentence, by kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.collate.told import Segment, Told
from benchmarks.collate.wordlists import lines, synonyms
from benchmarks.readings import faults
from benchmarks.readings.knowledge import cutter

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

#: So many characters lie between two changes at least, so that they are two and not one.
_APART = 5

#: A dropped or added run is a clause from so many characters on.
_CLAUSE = 8

_NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?(?![A-Za-z\d.])")
_MARKS = {"，": ("、", ""), "、": ("，", "和"), "；": ("，",), "：": ("，",)}


class Change(NamedTuple):
    """Characters [start, end) of a run become ``text``."""

    start: int
    end: int
    text: str


def _of_faults(find: Callable[[str, Random], list[faults.Edit]]) -> Callable[..., list[Change]]:
    def changes(text: str, chance: Random) -> list[Change]:
        return [Change(edit.start, edit.end, edit.after) for edit in find(text, chance)]

    return changes


def _punctuation(text: str, chance: Random) -> list[Change]:
    return [
        Change(i, i + 1, chance.choice(_MARKS[character]))
        for i, character in enumerate(text)
        if character in _MARKS and not text[i - 1 : i].isdigit()
    ]


def _figure(text: str, chance: Random) -> list[Change]:
    out = []
    for found in _NUMBER.finditer(text):
        number = found[0]
        at = chance.choice([i for i, c in enumerate(number) if c != "."])
        digit = chance.choice([d for d in "123456789" if d != number[at]])
        out.append(Change(found.start(), found.end(), number[:at] + digit + number[at + 1 :]))
    return out


def _wording(text: str, chance: Random) -> list[Change]:
    out = []
    at = 0
    for word in cutter().cut(text):
        others = synonyms().get(word)
        if others:
            out.append(Change(at, at + len(word), chance.choice(others)))
        at += len(word)
    return out


def _clause(text: str, chance: Random) -> list[Change]:
    """A clause inside goes, or one comes before the first word."""
    commas = [i for i, c in enumerate(text) if c == "，"]
    ends = [i for i, c in enumerate(text) if c in "，。；"]
    out = []
    for start in commas:
        end = next((i for i in ends if i > start), None)
        if end is not None and _CLAUSE < end - start < len(text) / 3:
            out.append(Change(start, end, ""))
    return [*out, Change(0, 0, chance.choice(lines("clauses.txt")))]


KINDS: dict[str, Callable[[str, Random], list[Change]]] = {
    "punctuation": _punctuation,
    "figure": _figure,
    "look-alike": _of_faults(faults.look_alike),
    "lost": _of_faults(faults.lost),
    "doubled": _of_faults(faults.doubled),
    "transposed": _of_faults(faults.transposed),
    "wording": _wording,
    "clause": _clause,
}


def edit(told: Told, kind: str, chance: Random) -> Told:
    """The sentence with one more change of a kind, or as it was where none is possible."""
    possible = []
    for n, segment in enumerate(told):
        if segment.kind or len(segment.text) < 2 * _APART:
            continue
        for change in KINDS[kind](segment.text, chance):
            if change.start == 0 == change.end and n > 0:
                continue  # a clause before the first word, but this isn't the first
            clear_before = n == 0 or change.start >= _APART
            clear_after = n == len(told) - 1 or len(segment.text) - change.end >= _APART
            if clear_before and clear_after:
                possible.append((n, change))
    if not possible:
        return told
    n, change = chance.choice(possible)
    return (*told[:n], *_split(told[n], change, kind), *told[n + 1 :])


def _split(segment: Segment, change: Change, kind: str) -> list[Segment]:
    a, b = segment.start + change.start, segment.start + change.end
    parts = [
        Segment(segment.origin, segment.start, a, segment.text[: change.start]),
        Segment(segment.origin, a, b, change.text, kind),
        Segment(segment.origin, b, segment.end, segment.text[change.end :]),
    ]
    return [part for part in parts if part.kind or part.text]


def rename(told: Told, name: str, wrong: str) -> Told:
    """The sentence with one name for another wherever it stands as the story has it."""
    out: list[Segment] = []
    for segment in told:
        rest = segment
        while not rest.kind and name in rest.text:
            at = rest.text.index(name)
            *done, rest = _split(rest, Change(at, at + len(name), wrong), "name")
            out += done
            if rest.kind:  # the name stood at the end
                break
        out.append(rest)
    return tuple(out)
