"""A paragraph's characters end to end, measured: a pure function of texts, settings and room.

Without boxes: so what has been measured once serves wherever it is laid out again.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.typography.composition.kinds import (
    ADDRESS,
    CUT_AFTER,
    IN_ONE_GO,
    LONG_IN_ONE_GO,
    STROKE,
    Kind,
    code_points,
    kinds_of,
)
from pipeline.typography.composition.lines import LineMaker
from pipeline.typography.composition.prepared import Characters, Prepared, prepare
from pipeline.typography.composition.shaped import Shaped, byte_places
from pipeline.typography.composition.shaping import Setting, breaks, shape, widths

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.typography.composition.prepared import Flags

_BREAK, _RIGHT_TO_LEFT = int(Kind.BREAK), int(Kind.RIGHT_TO_LEFT)


class Unfit(Exception):
    """A paragraph holds something that we don't compose."""


class Piece(NamedTuple):
    """Characters ``start`` to ``end`` of a row, of one setting; ``raised`` off the baseline."""

    start: int
    end: int
    setting: Setting
    raised: bool


class Atom(NamedTuple):
    """A box in the row: its place, its width, the size of letters beside it."""

    place: int
    width: float
    size: float


class Row(NamedTuple):
    """A line box's texts end to end, and all that measuring them hangs on: ``lead`` is the room
    that elements' edges take before a place, ``tied`` are the places where no line may end.
    """

    text: str
    lang: str | None
    pieces: tuple[Piece, ...]
    atoms: tuple[Atom, ...]
    lead: tuple[tuple[int, float], ...]
    tied: tuple[int, ...]


class Measured(NamedTuple):
    """A row, measured: where its characters begin in UTF-8, the glyphs of each piece, what pairs of
    characters say, its lines.
    """

    bytes_before: list[int]
    shaped: tuple[Shaped, ...]
    prepared: Prepared
    maker: LineMaker


@functools.lru_cache(maxsize=2048)
def measured(row: Row) -> Measured:
    """Measure a row. WeasyPrint lays many of them out more than once, each time in boxes of its
    own: notes whenever one more comes to their page, running heads, columns until they are even.
    Raises Unfit.
    """
    text, count = row.text, len(row.text)
    points = code_points(text)
    places = byte_places(points)
    kinds, upon = kinds_of(points)
    rare = int(kinds.max(initial=0))
    if rare == _RIGHT_TO_LEFT:  # the highest of them
        raise Unfit("leftward text")
    may_end, begins = breaks(text, row.lang)
    characters = Characters(
        points=points,
        kinds=kinds,
        widths=np.zeros(count),
        sizes=np.zeros(count),
        lead=np.zeros(count + 1) if row.lead else None,
        spacing=np.zeros(count),
        upon=upon,
        may_end=may_end,
        may_tear=np.zeros(count, np.bool_),
        tied=np.zeros(count, np.bool_),
    )
    shaped = tuple(_measure(piece, text, places, characters, begins) for piece in row.pieces)
    for place, width, size in row.atoms:
        characters.widths[place], characters.sizes[place] = width, size
    if characters.lead is not None:
        for place, width in row.lead:
            characters.lead[place] += width
    for place in row.tied:
        characters.tied[place] = True
    for match in IN_ONE_GO.finditer(text):
        short = len(match[0]) <= LONG_IN_ONE_GO
        for stroke in STROKE.finditer(text, match.start(), match.end() - 1):
            may_end[stroke.end()] &= not (short or stroke[0] == "-")
    for match in ADDRESS.finditer(text):
        for place in range(match.start() + 8, match.end() - 1):
            cut = text[place - 1] in CUT_AFTER and text[place] not in CUT_AFTER
            may_end[place] |= cut
    if rare >= _BREAK:
        characters.widths[kinds == _BREAK] = 0
    prepared = prepare(characters)
    return Measured(places.tolist(), shaped, prepared, LineMaker(prepared))


def _measure(
    piece: Piece, text: str, places: NDArray[np.int64], row: Characters, begins: Flags
) -> Shaped:
    setting = piece.setting
    span = slice(piece.start, piece.end)
    shaped = shape(text[span], places[piece.start : piece.end + 1], setting)
    if shaped is None:
        raise Unfit("leftward text")
    row.widths[span] = widths(shaped, piece.end - piece.start)
    row.sizes[span] = setting.size
    if setting.letter_spacing:
        row.spacing[span] += setting.letter_spacing * begins[span]
    if setting.word_spacing:
        row.spacing[span] += setting.word_spacing * (row.kinds[span] == Kind.BLANK)
    if setting.nowrap:
        row.tied[piece.start + 1 : piece.end] = True
    if setting.breaks_anywhere:
        row.may_end[span] |= begins[span]
    elif setting.tears:
        row.may_tear[span] = begins[span]
    if piece.raised:
        row.kinds[span][row.kinds[span] == Kind.LATIN] = Kind.RAISED
    return shaped
