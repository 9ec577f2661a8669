"""Which character of a prediction is which character of the truth.

Characters are compared folded: NFKC, quotation marks curled or not the same, white space out.
The alignment survives two things a plain edit distance does not: runs that were moved (a
caption that a normaliser puts behind its paragraph) and noise (an OCR engine's wrong and lost
characters).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: So many characters in a row, the same on both sides, are no chance.
_ANCHOR = 6

#: Between two anchors, lengths that differ by more are not noise: something moved or got lost.
_NOISE = 6

#: A hole longer than this must hold equal characters for half its length to be noise.
_SHORT_HOLE = 12

_STRAIGHT = {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"}


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """What a character is compared as, "" for white space.

    >>> fold_character("，"), fold_character("Ａ"), fold_character("⼈"), fold_character(" ")
    (',', 'A', '人', '')
    """
    return "".join(
        c for c in unicodedata.normalize("NFKC", character).translate(_STRAIGHT) if not c.isspace()
    )


def fold(text: str) -> tuple[str, list[int]]:
    """A text folded, and for each folded character the offset it came from.

    >>> fold("甲 …")
    ('甲...', [0, 2, 2, 2])
    """
    out: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        folded = fold_character(character)
        out.append(folded)
        origin += [at] * len(folded)
    return "".join(out), origin


def align(predicted: str, truth: str, edges: Collection[int] = ()) -> list[int | None]:
    """For each character of ``predicted`` its place in ``truth``, None where it has none.

    ``edges`` are the places where a true block starts: no run is carried on across one, so
    that the full stop before a block isn't taken for that of another. Long common runs are
    placed first, wherever they stand; then what lies between two of them is compared in order,
    and what still is left is looked for as a whole.

    >>> align("甲乙丙丁戊己xxx庚辛", "甲乙丙丁戊己庚辛")
    [0, 1, 2, 3, 4, 5, None, None, None, 6, 7]
    """
    places: list[int | None] = [None] * len(predicted)
    free = [True] * len(truth)
    barriers = frozenset(edges)
    runs = [part for run in _runs(predicted, truth) for part in _parted(run, barriers)]
    for at, to, size in sorted(runs, key=lambda run: -run[2]):
        _place(places, free, at, to, size)
    _extend(predicted, truth, places, free, barriers)
    for start, end in _holes(places):
        _settle(predicted, truth, places, free, (start, end))
    _extend(predicted, truth, places, free, barriers)
    _place_wholes(predicted, truth, places, free)
    return places


def _runs(predicted: str, truth: str) -> Iterator[tuple[int, int, int]]:
    """Common runs that can't be made longer: offset, place, length."""
    where: dict[str, list[int]] = {}
    for to in range(len(truth) - _ANCHOR + 1):
        where.setdefault(truth[to : to + _ANCHOR], []).append(to)
    for at in range(len(predicted) - _ANCHOR + 1):
        for to in where.get(predicted[at : at + _ANCHOR], ())[:20]:
            if at and to and predicted[at - 1] == truth[to - 1]:
                continue  # part of a run that began earlier
            size = _ANCHOR
            limit = min(len(predicted) - at, len(truth) - to)
            while size < limit and predicted[at + size] == truth[to + size]:
                size += 1
            yield at, to, size


def _parted(run: tuple[int, int, int], edges: frozenset[int]) -> Iterator[tuple[int, int, int]]:
    at, to, size = run
    start = 0
    for i in range(1, size + 1):
        if i == size or to + i in edges:
            yield at + start, to + start, i - start
            start = i


def _place(places: list[int | None], free: list[bool], at: int, to: int, size: int) -> None:
    """Place what of a run is free on both sides, if that is not too little."""
    mine = [i for i in range(size) if places[at + i] is None and free[to + i]]
    if len(mine) < _ANCHOR:
        return
    for i in mine:
        places[at + i] = to + i
        free[to + i] = False


def _extend(
    predicted: str,
    truth: str,
    places: list[int | None],
    free: list[bool],
    edges: frozenset[int],
) -> None:
    """Let runs grow over equal characters on either side, to the edges of their blocks."""
    for step in (1, -1):
        order = range(len(places)) if step == 1 else range(len(places) - 1, -1, -1)
        last: int | None = None
        for at in order:
            to = last + step if last is not None else None
            if (
                places[at] is None
                and to is not None
                and 0 <= to < len(truth)
                and max(to, to - step) not in edges
                and free[to]
                and predicted[at] == truth[to]
            ):
                places[at] = to
                free[to] = False
            last = places[at]


def _holes(places: list[int | None]) -> list[tuple[int, int]]:
    """Runs of the prediction that have no place yet."""
    out: list[tuple[int, int]] = []
    start = None
    for at, place in enumerate([*places, -1]):
        if place is None and start is None:
            start = at
        elif place is not None and start is not None:
            out.append((start, at))
            start = None
    return out


def _settle(
    predicted: str,
    truth: str,
    places: list[int | None],
    free: list[bool],
    hole: tuple[int, int],
) -> None:
    """Compare a hole with what the truth has between the same neighbours, in order."""
    start, end = hole
    before = places[start - 1] if start else -1
    after = places[end] if end < len(places) else len(truth)
    if before is None or after is None or not before < after <= before + 3 * (end - start) + 30:
        return
    if not all(free[before + 1 : after]):
        return
    said, true = predicted[start:end], truth[before + 1 : after]
    ops = Levenshtein.opcodes(said, true)
    equal = sum(op.src_end - op.src_start for op in ops if op.tag == "equal")
    size = max(len(said), len(true))
    noise = abs(len(said) - len(true)) <= _NOISE and (size <= _SHORT_HOLE or 2 * equal >= size)
    for op in ops:
        length = op.src_end - op.src_start
        if (op.tag == "equal" and (noise or length > 1)) or (op.tag == "replace" and noise):
            for i in range(length):
                places[start + op.src_start + i] = before + 1 + op.dest_start + i
                free[before + 1 + op.dest_start + i] = False


def _place_wholes(predicted: str, truth: str, places: list[int | None], free: list[bool]) -> None:
    """A short run that is left on one side, and found whole in a run left on the other."""
    for true_start, true_end in _holes([None if open_ else 0 for open_ in free]):
        true = truth[true_start:true_end]
        for start, end in _holes(places):
            said = predicted[start:end]
            short, long = sorted((said, true), key=len)
            found = long.find(short)
            if found < 0 or (len(short) < 2 and len(long) > 1):
                continue
            at, to = (start, found + true_start) if short is said else (start + found, true_start)
            for i in range(len(short)):
                places[at + i] = to + i
                free[to + i] = False
            break
