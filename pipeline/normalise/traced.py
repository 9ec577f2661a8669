"""Text that knows where each of its characters came from, and edits that keep it so.

A ``Traced`` is a row of pieces. Slicing and joining keep the pieces; an edit replaces a run by
one corrected piece. So whatever the rules do, ``pieces`` says which characters of the source
stand behind every character of the text, and a removed run stays as a piece with no text.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.article import Piece
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """Characters [start, end) of a text should read ``after``; ``reason`` where it isn't plain."""

    start: int
    end: int
    after: str
    reason: str = ""


class Change(NamedTuple):
    """An edit, carried back to the source: the run ``span`` reads ``after``."""

    span: Span
    after: str
    reason: str


class Traced:
    """Immutable text with its provenance."""

    __slots__ = ("_starts", "pieces", "text")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces = tuple(pieces)
        texts = [piece.text for piece in self.pieces]
        self.text = "".join(texts)
        # _starts[i] is where piece i begins in the text; the last entry is the text's length.
        self._starts = (0, *accumulate(map(len, texts)))

    @classmethod
    def whole(cls, text: str) -> Traced:
        return cls([Piece(Span(0, len(text)), text)] if text else [])

    def slice(self, start: int, end: int) -> list[Piece]:
        """The pieces of characters [start, end), removed runs inside included.

        A corrected piece is never cut: it goes where its first character goes. Removed runs at
        the slice's start stay outside, those at its end too, so that neighbouring slices share
        none.
        """
        pieces, starts = self.pieces, self._starts
        out: list[Piece] = []
        index = bisect_right(starts, start) - 1
        if start < end <= starts[-1] and end <= starts[index + 1] and not pieces[index].corrected:
            begin = starts[index]
            return [_cut(pieces[index], start - begin, end - begin)]  # as most often
        while index < len(pieces) and (begin := starts[index]) < end:
            piece = pieces[index]
            index += 1
            if not piece.corrected:
                stop = starts[index]
                low, high = max(start, begin) - begin, min(end, stop) - begin
                if low < high:
                    out.append(_cut(piece, low, high))
            elif (begin >= start and piece.text) or (begin > start and out):
                out.append(piece)
        return out

    def edit(self, edits: Iterable[Edit]) -> tuple[Traced, list[Change]]:
        """Make the edits (in order, not overlapping); give the new text and what was changed.

        An edit that touches a character some earlier rule has written is left out: a character
        is corrected at most once, so that the ledger can be replayed in any order. One that
        runs over a removed character, or over runs that lie apart in the source, is made run
        by run: the first says all, the others nothing.
        """
        out: list[Piece] = []
        changes: list[Change] = []
        done = 0  # pieces before this index are copied
        into = 0  # and this many characters of the piece at `done`
        for edit in edits:
            after = edit.after
            for index, low, high in self._runs(edit):
                if index > done:
                    out.extend(_rest(self.pieces[done], into))
                    out.extend(self.pieces[done + 1 : index])
                    done, into = index, 0
                piece = self.pieces[index]
                if low > into:
                    out.append(_cut(piece, into, low))
                span = Span(piece.span.start + low, piece.span.start + high)
                out.append(Piece(span, after, corrected=True))
                changes.append(Change(span, after, edit.reason))
                after, into = "", high
        if not changes:
            return self, changes
        if done < len(self.pieces):
            out.extend(_rest(self.pieces[done], into))
            out.extend(self.pieces[done + 1 :])
        return Traced(out), changes

    def _runs(self, edit: Edit) -> list[tuple[int, int, int]]:
        """The pieces an edit touches: index, and from where to where in it; none if any of
        their characters was written by a rule.
        """
        runs: list[tuple[int, int, int]] = []
        index = bisect_right(self._starts, edit.start) - 1
        while index < len(self.pieces) and self._starts[index] < edit.end:
            piece, begin = self.pieces[index], self._starts[index]
            low = max(edit.start - begin, 0)
            high = min(edit.end - begin, len(piece.text))
            if low < high:
                if piece.corrected:
                    return []
                runs.append((index, low, high))
            index += 1
        return runs


def _cut(piece: Piece, low: int, high: int) -> Piece:
    if low == 0 and high == len(piece.text):
        return piece
    span = Span(piece.span.start + low, piece.span.start + high)
    return Piece(span, piece.text[low:high])


def _rest(piece: Piece, into: int) -> list[Piece]:
    if into == 0:
        return [piece]
    return [_cut(piece, into, len(piece.text))] if into < len(piece.text) else []
