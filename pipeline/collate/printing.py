"""What is printed: the words of a source, its applied readings made and its doubts placed.

A reading speaks of characters of the source; here it finds the characters of the text that
came from them, whatever lines were joined or marks widened between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.origins import Origins
from pipeline.model.article import Kind, State
from pipeline.model.passage import Placed, Printed
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.article import Article, Correction, Piece
    from pipeline.model.passage import Sentence


class _Mention(NamedTuple):
    span: Span
    number: int  # keeps the order of two readings of the same characters
    correction: Correction


class Printer:
    """Prints runs of the articles. ``readings`` holds the corrections of all sources."""

    def __init__(self, articles: Iterable[Article], readings: Iterable[Correction]) -> None:
        self._origins = Origins(articles)
        mentions: dict[str, list[_Mention]] = defaultdict(list)
        for number, one in enumerate(readings):
            if one.kind is Kind.READING and one.state is not State.REJECTED:
                for span in one.places or (one.span,):
                    mentions[one.source].append(_Mention(span, number, one))
        self._mentions: Mapping[str, Sequence[_Mention]] = {
            source: sorted(found, key=lambda one: one[:2]) for source, found in mentions.items()
        }
        self._longest = {
            source: max(one.span.end - one.span.start for one in found)
            for source, found in mentions.items()
        }

    def run(self, source: str, block: str, start: int, end: int) -> Printed:
        """Characters [start, end) of a block, as they are printed."""
        pieces = self._origins.pieces(source, block, start, end)
        return printed(pieces, self._about(source, block, pieces))

    def sentences(self, sentences: Sequence[Sentence]) -> tuple[Printed, tuple[Span, ...]]:
        """Sentences side by side as one text, and where each stands in it."""
        text = ""
        placed: list[Placed] = []
        moves: list[tuple[Span, Span]] = []
        bounds = []
        told = 0  # characters of the source's words so far
        for one in sentences:
            said = self.run(one.source, one.block, one.start, one.end)
            at = len(text)
            placed += (Placed(_shifted(here, at), reading) for here, reading in said.readings)
            moves += ((_shifted(was, told), _shifted(now, at)) for was, now in said.moves)
            text += said.text
            told += len(one.text)
            bounds.append(Span(at, len(text)))
        return Printed(text, tuple(placed), tuple(moves)), tuple(bounds)

    def _about(self, source: str, block: str, pieces: Sequence[Piece]) -> Sequence[_Mention]:
        """The readings that may touch some pieces of a block: those that begin in the block, from
        where the longest would end at the first piece to the last piece, as they stand in the
        source.
        """
        mentions = self._mentions.get(source, ())
        if not mentions or not pieces:
            return ()
        first = min(piece.span.start for piece in pieces) - self._longest[source]
        first = max(first, self._origins.extent(source, block).start)
        last = max(piece.span.end for piece in pieces)
        low = bisect_left(mentions, first, key=lambda one: one.span.start)
        high = bisect_left(mentions, last, key=lambda one: one.span.start)
        return mentions[low:high]


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def printed(pieces: Sequence[Piece], mentions: Iterable[_Mention]) -> Printed:
    """A row of pieces as it is printed. Of two applied readings of the same characters the
    first is made.
    """
    text = "".join(piece.text for piece in pieces)
    standing = _standing(pieces)
    found = sorted(
        (at.start, not _made(correction), number, at, correction)
        for span, number, correction in mentions
        if (at := _characters(standing, span)) is not None
    )
    out: list[str] = []
    placed: list[Placed] = []
    moves: list[tuple[Span, Span]] = []
    done = shift = 0
    for _, doubted, _, at, correction in found:
        made = not doubted
        if made and at.start >= done:
            after = correction.after or ""
            out += (text[done : at.start], after)
            now = Span(at.start + shift, at.start + shift + len(after))
            placed.append(Placed(now, correction))
            moves.append((at, now))
            shift += len(after) - (at.end - at.start)
            done = at.end
        elif not made and at.start >= done:
            placed.append(Placed(Span(at.start + shift, at.end + shift), correction))
    return Printed("".join((*out, text[done:])), tuple(placed), tuple(moves))


def _made(one: Correction) -> bool:
    return one.state is State.APPLIED and one.after is not None


class _Standing(NamedTuple):
    """A piece, and where its characters begin in the text."""

    piece: Piece
    at: int


def _standing(pieces: Sequence[Piece]) -> list[_Standing]:
    """The pieces that say something, in the order of the source; they don't overlap there."""
    ends = accumulate(len(piece.text) for piece in pieces)
    said = [_Standing(one, end - len(one.text)) for one, end in zip(pieces, ends, strict=True)]
    return sorted((one for one in said if one.piece.text), key=lambda one: one.piece.span)


def _characters(standing: Sequence[_Standing], span: Span) -> Span | None:
    """The characters of the text that came from a run of the source; None where none did."""
    start = end = None
    first = bisect_right(standing, span.start, key=lambda one: one.piece.span.end)
    for piece, at in islice(standing, first, None):
        if piece.span.start >= span.end:
            break
        low, high = max(piece.span.start, span.start), min(piece.span.end, span.end)
        if low < high:
            first_at, last_at = (
                (at, at + len(piece.text))
                if piece.corrected
                else (at + low - piece.span.start, at + high - piece.span.start)
            )
            start = first_at if start is None else min(start, first_at)
            end = last_at if end is None else max(end, last_at)
    return None if start is None or end is None else Span(start, end)
