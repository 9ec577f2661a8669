"""Where two versions of a paragraph differ: tokens of one, and of the other in their place."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from pipeline.draft.align import unmoved
from pipeline.draft.words import Cite, Note, Piece, Text, Token, Words, joined, tokens

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

WHOLE = 2_000
"""Rows of which the shorter one has no more keys than this are compared key by key."""

RUN = 8
"""Keys on end by which longer rows are first laid side by side."""


class Hunk(NamedTuple):
    """Tokens [low, high) of one version, and those of another in their place."""

    low: int
    high: int
    other_low: int
    other_high: int


def hunks(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Hunk]:
    """Where two rows of keys differ, in order: in the fewest keys where what differs, from the
    first difference to the last, is no longer than WHOLE on one side. The work grows with the rows,
    never with their square: what of longer rows has no run in common is one hunk.

    >>> hunks("水价是三元", "水价为三元整")
    [Hunk(low=2, high=3, other_low=2, other_high=3), Hunk(low=5, high=5, other_low=5, other_high=6)]
    """
    numbers: dict[Hashable, int] = {}
    rows = [[numbers.setdefault(key, len(numbers)) for key in row] for row in (one, other)]
    out: list[Hunk] = []
    for found in _differing(*rows):
        if out and out[-1].high == found.low and out[-1].other_high == found.other_low:
            last = out.pop()
            out.append(Hunk(last.low, found.high, last.other_low, found.other_high))
        else:
            out.append(found)
    return out


def _differing(one: Sequence[int], other: Sequence[int]) -> Iterator[Hunk]:
    if min(len(one), len(other)) <= WHOLE:
        return _key_by_key(one, other, 0, 0)
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    if min(len(one), len(other)) <= WHOLE:
        return _key_by_key(one, other, start, start)
    return _between_runs(one, other, start)


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """How many keys two rows have in common before the first that differs."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (ours, theirs) in pairs if ours != theirs), min(len(one), len(other)))


def _key_by_key(
    one: Sequence[int], other: Sequence[int], low: int, other_low: int
) -> Iterator[Hunk]:
    """``low`` and ``other_low`` are where the two begin in what they are cut from."""
    for code in Indel.opcodes(one, other):
        if code.tag != "equal":
            ours, theirs = (code.src_start, code.src_end), (code.dest_start, code.dest_end)
            yield Hunk(*(at + low for at in ours), *(at + other_low for at in theirs))


def _between_runs(one: Sequence[int], other: Sequence[int], start: int) -> Iterator[Hunk]:
    """What differs between the runs that both rows have, each gap key by key where it is short.
    ``start`` is where the two begin in what they are cut from.
    """
    at = other_at = 0
    for run in (*_common_runs(one, other), _Common(len(one), len(other), 0)):
        ours, theirs = one[at : run.low], other[other_at : run.other_low]
        if min(len(ours), len(theirs)) <= WHOLE:
            yield from _key_by_key(ours, theirs, start + at, start + other_at)
        else:
            yield Hunk(start + at, start + run.low, start + other_at, start + run.other_low)
        at, other_at = run.low + run.length, run.other_low + run.length


class _Common(NamedTuple):
    """Keys that both rows have: where they start in either, and how many they are."""

    low: int
    other_low: int
    length: int


def _common_runs(one: Sequence[int], other: Sequence[int]) -> Iterator[_Common]:
    """What both rows have, RUN keys and more on end, in one order. A run that a row repeats is
    known by which of its like it is, and by nothing where the other row has it more often or less.
    """
    ours, theirs = _runs(one), _runs(other)
    counts, other_counts = (Counter(keys for keys, _ in row) for row in (ours, theirs))
    places = {run: n for n, run in enumerate(theirs) if counts[run[0]] == other_counts[run[0]]}
    pairs = [(n, places[run]) for n, run in enumerate(ours) if run in places]
    rising = unmoved([place for _, place in pairs])
    last = _Common(0, 0, 0)
    for n, place in pairs:
        # Where two runs overlap in one row and not in the other, the first has what both claim.
        late = max(last.low + last.length - n, last.other_low + last.length - place, 0)
        if place not in rising:
            continue
        if n - last.low == place - last.other_low and n <= last.low + last.length:
            last = last._replace(length=n - last.low + RUN)
        elif late < RUN:
            if last.length:
                yield last
            last = _Common(n + late, place + late, RUN - late)
    if last.length:
        yield last


def _runs(row: Sequence[int]) -> list[tuple[tuple[int, ...], int]]:
    """The RUN keys from each key on, with how many runs of the same keys there were before."""
    seen: Counter[tuple[int, ...]] = Counter()
    out = []
    for keys in zip(*(row[n:] for n in range(RUN)), strict=False):
        out.append((keys, seen[keys]))
        seen[keys] += 1
    return out


def text_keys(words: Iterable[Token]) -> list[Hashable]:
    """Keys by which text is itself, whatever it looks like, notes are notes and citations
    citations.
    """
    return [
        one.piece.text if isinstance(one.piece, Text) else type(one.piece).__name__ for one in words
    ]


def with_notes_of(base: Words, said: Words) -> Words:
    """What a draft says, with the words of the base's notes where its own hold none: some programs
    save the mark of a note alone. An empty note that the base doesn't have says nothing, and goes.

    >>> was = (Text("水"), Note("一作“木”。"), Text("清"))
    >>> [one.text for one in with_notes_of(was, (Text("水很"), Note(""), Text("清")))]
    ['水很', '一作“木”。', '清']
    """
    if all(one.text for one in said if isinstance(one, Note)):
        return said
    old, new = tokens(base), tokens(said)
    was: dict[int, Piece] = {}
    low = other_low = 0
    ends = Hunk(len(old), len(old), len(new), len(new))
    for hunk in (*hunks(text_keys(old), text_keys(new)), ends):
        same = zip(range(other_low, hunk.other_low), old[low : hunk.low], strict=True)
        was.update((n, one.piece) for n, one in same)
        low, other_low = hunk.high, hunk.other_high
    out = []
    for n, token in enumerate(new):
        piece: Piece | None = token.piece
        if isinstance(piece, Note) and not piece.text:
            piece = was.get(n)
        if piece is not None:
            out.append(piece)
    return joined(out)


class Side:
    """One version beside the base. Notes and citations are known by their place among those of
    the base: an edited note is the same note, a citation whose lines have moved the same one.
    """

    def __init__(self, base: Words, version: Words) -> None:
        self.base = tokens(base)
        self.tokens = tokens(version)
        marks = {id_: _marks(self.base, self.tokens, id_) for id_ in (Note, Cite)}
        self.base_keys: list[Hashable] = _keys(
            self.base, {kind: one[0] for kind, one in marks.items()}
        )
        self.keys: list[Hashable] = _keys(
            self.tokens, {kind: one[1] for kind, one in marks.items()}
        )
        self.hunks = hunks(self.base_keys, self.keys)
        objects = self._objects()
        self.place = {key: n for n, key in enumerate(self.keys) if key in objects}
        self.was = {key: n for n, key in enumerate(self.base_keys) if key in objects}
        self.gone = frozenset(self.was) - frozenset(self.place)

    def _objects(self) -> set[Hashable]:
        rows = ((self.base, self.base_keys), (self.tokens, self.keys))
        return {
            key
            for row, keys in rows
            for one, key in zip(row, keys, strict=True)
            if not isinstance(one.piece, Text)
        }


def _marks(
    base: Sequence[Token], version: Sequence[Token], kind: type[Note | Cite]
) -> tuple[list[Hashable], list[Hashable]]:
    """Keys of the notes (or citations) of both: the same words first, then in order what is left
    where as many are left on both sides.
    """
    olds = [one.piece.text for one in base if isinstance(one.piece, kind)]
    news = [one.piece.text for one in version if isinstance(one.piece, kind)]
    free: dict[str, list[int]] = {}
    for n, text in enumerate(olds):
        free.setdefault(text, []).append(n)
    found: list[int | None] = [free[text].pop(0) if free.get(text) else None for text in news]
    rest = sorted(n for left in free.values() for n in left)
    unknown = [n for n, one in enumerate(found) if one is None]
    if len(rest) == len(unknown):
        for n, old in zip(unknown, rest, strict=True):
            found[n] = old
    name = kind.__name__
    return (
        [(name, n) for n in range(len(olds))],
        [(name, text) if n is None else (name, n) for n, text in zip(found, news, strict=True)],
    )


def _keys(row: Sequence[Token], marks: dict[type, list[Hashable]]) -> list[Hashable]:
    left = {kind: iter(keys) for kind, keys in marks.items()}
    return [
        (one.piece.text, *one.piece.looks)
        if isinstance(one.piece, Text)
        else next(left[type(one.piece)])
        for one in row
    ]
