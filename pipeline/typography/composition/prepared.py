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

# numpy compares with plain numbers, and looks up in flat tables, many times faster.
_BLANK, _BREAK, _DASH, _OPEN, _RAISED, _ATOM = (
    int(kind) for kind in (Kind.BLANK, Kind.BREAK, Kind.DASH, Kind.OPEN, Kind.RAISED, Kind.ATOM)
)
_NEVER_BREAK, _MAY_BREAK = NEVER_BREAK.ravel(), MAY_BREAK.ravel()
_DROP_AFTER, _DROP_BEFORE = DROP_AFTER.ravel(), DROP_BEFORE.ravel()
_AUTOSPACE = AUTOSPACE.ravel()
_STRETCH, _STRETCH_MARKS = STRETCH.ravel(), STRETCH_MARKS.ravel()
_GIVES = np.array([GIVES.get(kind, 0.0) for kind in Kind])
_GIVES_BEFORE = np.array([GIVES_BEFORE.get(kind, 0.0) for kind in Kind])
_ENDING = np.array([kind in GIVES for kind in Kind])
_NO = np.bool_(False)


@dataclass(frozen=True, slots=True)
class Characters:
    """A paragraph's characters as they were measured, one place each in every array.

    ``lead`` is the room before one where an element with padding begins or ends, and, one more, the
    room after the last; ``spacing`` is
    letter-spacing, ``may_end`` where UAX #14 ends a line (before the character), ``may_tear``
    where an overlong word may be torn; ``tied`` ends no line before it (nowrap).
    """

    kinds: Kinds
    widths: Lengths
    sizes: Lengths
    lead: Lengths
    spacing: Lengths
    upon: Flags
    may_end: Flags
    may_tear: Flags
    tied: Flags
    same: Flags
    """Whether the character equals the one after: —— and …… are one mark."""


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
    kinds: list[int]
    sizes: list[float]
    begins: list[float]
    ends: list[float]
    leads: list[float]
    heads: list[float]
    tails: list[float]
    may_end: list[bool]
    may_tear: list[bool]
    forced: list[int]
    gives_to: list[float]
    places_to: list[int]


def prepare(characters: Characters) -> Prepared:
    """Apply the rules of pairs to a paragraph."""
    kinds, sizes, count = characters.kinds, characters.sizes, len(characters.kinds)
    pairs = of_pairs(kinds)
    blank_half = sizes * (characters.widths > FULL * sizes)
    blanks = kinds == _BLANK
    never = _NEVER_BREAK[pairs] | characters.tied[1:]
    never |= characters.same[:-1] & (kinds[:-1] == _DASH)
    drop_after, drop_before = _DROP_AFTER[pairs], _DROP_BEFORE[pairs]
    spaced, takes, takes_marks = _AUTOSPACE[pairs], _STRETCH[pairs], _STRETCH_MARKS[pairs]
    if characters.upon.any():
        apart = ~characters.upon[1:]
        never |= ~apart
        for flags in (drop_after, drop_before, spaced, takes, takes_marks):
            np.logical_and(flags, apart, out=flags)

    room = np.minimum(sizes[:-1], sizes[1:]) * spaced
    room *= SPACE
    dropped_after = drop_after * blank_half[:-1]
    dropped_before = drop_before * blank_half[1:]
    dropped_before[dropped_after > 0] = 0
    dropped = dropped_after + dropped_before
    gaps = characters.spacing.copy()
    gaps[:-1] += room - NEARLY * dropped

    gives = _GIVES[kinds] * blank_half
    before = _GIVES_BEFORE[kinds[1:]] * blank_half[1:]
    raised = kinds[:-1] == _RAISED
    before[raised] = np.minimum(before[raised], OVER_RAISED * characters.widths[:-1][raised])
    before[kinds[:-1] == _ATOM] = 0  # what stands behind a box stands where the box ends
    gives[:-1] += before
    gives[:-1][dropped > 0] = 0
    gives[:-1] += HALF * room
    gives += BLANK_GIVES * blanks * sizes

    may_end = [False, *((characters.may_end[1:] | _MAY_BREAK[pairs]) & ~never).tolist(), True]
    may_tear = [False, *(characters.may_tear[1:] & ~never).tolist(), False]
    lead = characters.lead[:-1]
    begins = characters.widths + gaps
    begins += lead
    begins = begins.cumsum() - begins + lead
    ends = begins + characters.widths
    ends[-1] += characters.lead[-1]
    takes = np.append(takes, _NO)
    return Prepared(
        count,
        characters.widths,
        gaps,
        gives,
        takes,
        np.append(takes_marks, _NO),
        blanks,
        np.append(spaced, _NO),
        kinds.tolist(),
        sizes.tolist(),
        begins.tolist(),
        ends.tolist(),
        lead.tolist(),
        (HALF * blank_half * (kinds == _OPEN)).tolist(),
        (HALF * blank_half * _ENDING[kinds]).tolist(),
        may_end,
        may_tear,
        np.flatnonzero(kinds == _BREAK).tolist(),
        [0.0, *gives.cumsum().tolist()],
        [0, *(takes | blanks).cumsum().tolist()],
    )
