"""What the rules of pairs say of a paragraph before its measure is known: what stands between its
characters, what each can give and take, where a line may end. Lengths are CSS pixels; an em is the
character's own size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.typography.composition.kinds import (
    AUTOSPACE,
    DROP_AFTER,
    DROP_BEFORE,
    LAST_SAID,
    MAY_BREAK,
    NEVER_BREAK,
    STRETCH,
    STRETCH_MARKS,
    Kind,
    of_pairs,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.typography.composition.kinds import Kinds

    Lengths = NDArray[np.float64]
    Flags = NDArray[np.bool_]

HALF = 0.5
"""The blank of a full-width mark, in em."""

NEARLY = 0.495
"""What of it goes between two marks: poppler takes letters that overlap by half an em or more for
another line's."""

SPACE = 0.125
"""Between Han and Latin, in em. CLREQ has a quarter, and an eighth at the least; from an eighth
most readers of PDF infer no blank."""

FULL = 0.9
"""A mark at least this wide, in em, has a blank half to give."""

GIVES = {Kind.CLOSE: NEARLY, Kind.PAUSE: NEARLY, Kind.STOP: HALF / 2}
GIVES_BEFORE = {Kind.OPEN: NEARLY}
"""What a mark gives at most, after and before it, when a line is drawn in, in em; a 句末点号 keeps
half its blank."""

OVER_RAISED = 0.9
"""How far a mark may come over the number of a note before it, of the number's width: PDFium reads
what begins further left first, and the mark before the number."""

BLANK_GIVES = 0.08
"""What a blank gives, in em."""

# numpy compares with plain numbers, and looks up in flat tables, many times faster; and what little
# is done for a paragraph hangs on how often numpy is called: so what a pair may do is one look-up.
_BLANK, _BREAK, _DASH, _OPEN, _RAISED, _ATOM = (
    int(kind) for kind in (Kind.BLANK, Kind.BREAK, Kind.DASH, Kind.OPEN, Kind.RAISED, Kind.ATOM)
)
_NEVER, _MAY, _AFTER, _BEFORE, _SPACED, _TAKES, _TAKES_MARKS = (1 << bit for bit in range(7))
_PAIRS = np.zeros(len(Kind) ** 2, np.uint8)
for _flag, _table in (
    (_NEVER, NEVER_BREAK),
    (_MAY, MAY_BREAK),
    (_AFTER, DROP_AFTER),
    (_BEFORE, DROP_BEFORE),
    (_SPACED, AUTOSPACE),
    (_TAKES, STRETCH),
    (_TAKES_MARKS, STRETCH_MARKS),
):
    _PAIRS[_table.ravel()] |= _flag
_RARE = _RAISED
"""Kinds from this one on are none of a plain text."""
_GIVES = np.array([GIVES.get(kind, 0.0) for kind in Kind])
_GIVES_BEFORE = np.array([GIVES_BEFORE.get(kind, 0.0) for kind in Kind])
_ENDING = frozenset(map(int, GIVES))


@dataclass(frozen=True, slots=True)
class Characters:
    """A paragraph's characters as they were measured, one place each in every array.

    ``lead`` is the room before one where an element with padding begins or ends, and, one more, the
    room after the last; None where there is none. ``spacing`` is letter-spacing, ``may_end`` where
    UAX #14 ends a line (before the character), ``may_tear`` where an overlong word may be torn;
    ``tied`` ends no line before it (nowrap).
    """

    points: NDArray[np.uint32]
    kinds: Kinds
    widths: Lengths
    sizes: Lengths
    lead: Lengths | None
    spacing: Lengths
    upon: Flags
    may_end: Flags
    may_tear: Flags
    tied: Flags


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that can be said of a paragraph before its measure is known.

    Arrays hold what follows each character: ``gaps`` as they are, what they can give (``gives``)
    and whether they take. Lists are for looking up single places, sums end before their place.
    """

    count: int
    widths: Lengths
    gaps: Lengths
    gives: Lengths
    takes: Flags
    takes_marks: Flags
    blanks: Flags
    spaced: Flags
    sizes: Lengths
    leads: Lengths | None
    may_tear: Flags
    kinds: list[int]
    halves: list[float]
    begins: list[float]
    ends: list[float]
    may_end: list[bool]
    forced: list[int]
    gives_to: list[float]
    places_to: list[int]

    def head(self, start: int) -> float:
        """What an opening mark is cut by that begins a line."""
        return HALF * self.halves[start] if self.kinds[start] == _OPEN else 0.0

    def tail(self, last: int) -> float:
        """What a mark gives up that ends one."""
        return HALF * self.halves[last] if self.kinds[last] in _ENDING else 0.0


def prepare(characters: Characters) -> Prepared:
    """Apply the rules of pairs to a paragraph."""
    kinds, sizes, count = characters.kinds, characters.sizes, len(characters.kinds)
    widths, upon = characters.widths, characters.upon
    plain = not count or int(kinds.max()) < _RARE
    pairs = np.zeros(count, np.uint8)  # nothing follows the last
    _PAIRS.take(of_pairs(kinds), out=pairs[:-1])
    if upon.any():
        pairs[:-1][upon[1:]] = _NEVER
    blank_half = sizes * (widths > FULL * sizes)
    blanks = kinds == _BLANK
    spaced = (pairs & _SPACED) != 0
    takes = (pairs & _TAKES) != 0
    takes_marks = (pairs & _TAKES_MARKS) != 0
    rare = characters.points > ord(LAST_SAID)
    if rare.any():  # marks take nothing beside it: the room would be read as a blank
        beside = rare | np.append(rare[1:], False)
        takes_marks[beside] = takes[beside]

    room = np.minimum(sizes[:-1], sizes[1:]) * spaced[:-1]
    room *= SPACE
    dropped_after = blank_half[:-1] * ((pairs[:-1] & _AFTER) != 0)
    dropped_before = blank_half[1:] * ((pairs[:-1] & _BEFORE) != 0)
    dropped_before[dropped_after > 0] = 0
    dropped = dropped_after + dropped_before
    gaps = characters.spacing.copy()
    gaps[:-1] += room - NEARLY * dropped

    gives = _GIVES[kinds] * blank_half
    before = _GIVES_BEFORE[kinds[1:]] * blank_half[1:]
    if not plain:
        raised = kinds[:-1] == _RAISED
        before[raised] = np.minimum(before[raised], OVER_RAISED * widths[:-1][raised])
        before[kinds[:-1] == _ATOM] = 0  # what stands behind a box stands where the box ends
    gives[:-1] += before
    gives[:-1][dropped > 0] = 0
    room *= HALF
    gives[:-1] += room
    gives += BLANK_GIVES * blanks * sizes

    advances = widths + gaps
    lead = None if characters.lead is None else characters.lead[:-1]
    if lead is not None:
        advances += lead
    begins = advances.cumsum() - advances
    if lead is not None:
        begins += lead
    ends = begins + widths
    if characters.lead is not None:
        ends[-1] += characters.lead[-1]
    ties = _ties(characters, pairs)
    may_end = (characters.may_end[1:] | ((pairs[:-1] & _MAY) != 0)) & ~ties
    may_tear = characters.may_tear.copy()
    may_tear[1:] &= ~ties
    may_tear[:1] = False
    return Prepared(
        count,
        widths,
        gaps,
        gives,
        takes,
        takes_marks,
        blanks,
        spaced,
        sizes,
        lead,
        may_tear,
        kinds.tolist(),
        blank_half.tolist(),
        begins.tolist(),
        ends.tolist(),
        [False, *may_end.tolist(), True],
        [] if plain else np.flatnonzero(kinds == _BREAK).tolist(),
        [0.0, *gives.cumsum().tolist()],
        [0, *(takes | blanks).cumsum().tolist()],
    )


def _ties(characters: Characters, pairs: NDArray[np.uint8]) -> Flags:
    """Before which characters, but the first, no line ends."""
    points, kinds = characters.points, characters.kinds
    ties: Flags = ((pairs[:-1] & _NEVER) != 0) | characters.tied[1:]
    dashes = kinds[:-1] == _DASH
    if dashes.any():  # —— and …… are one mark
        ties |= dashes & (points[:-1] == points[1:])
    return ties
