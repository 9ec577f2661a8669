"""Where two versions of a paragraph differ: tokens of one, and of the other in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from pipeline.draft.words import Cite, Note, Piece, Text, Token, Words, joined, tokens

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence


class Hunk(NamedTuple):
    """Tokens [low, high) of one version, and those of another in their place."""

    low: int
    high: int
    other_low: int
    other_high: int


def hunks(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Hunk]:
    """Where two rows of keys differ, in order, in the fewest keys."""
    numbers: dict[Hashable, int] = {}
    rows = [[numbers.setdefault(key, len(numbers)) for key in row] for row in (one, other)]
    out: list[Hunk] = []
    for code in Indel.opcodes(*rows):
        if code.tag == "equal":
            continue
        if out and out[-1].high == code.src_start and out[-1].other_high == code.dest_start:
            last = out.pop()
            code_low, code_other = last.low, last.other_low
        else:
            code_low, code_other = code.src_start, code.dest_start
        out.append(Hunk(code_low, code.src_end, code_other, code.dest_end))
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
