"""What is printed: the words of a source, its applied readings made and its doubts placed.

A reading speaks of characters of the source; here it finds the characters of the text that
came from them, whatever lines were joined or marks widened between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
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

    def run(self, source: str, block: str, start: int, end: int) -> Printed:
        """Characters [start, end) of a block, as they are printed."""
        pieces = self._origins.pieces(source, block, start, end)
        return printed(pieces, self._about(source, block))

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

    def _about(self, source: str, block: str) -> Sequence[_Mention]:
        """The readings that may touch a block: those between its first and last character."""
        mentions = self._mentions.get(source, ())
        if not mentions:
            return ()
        extent = self._origins.extent(source, block)
        low = bisect_left(mentions, extent.start, key=lambda one: one.span.start)
        high = bisect_left(mentions, extent.end, key=lambda one: one.span.start)
        return mentions[low:high]


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def printed(pieces: Sequence[Piece], mentions: Iterable[_Mention]) -> Printed:
    """A row of pieces as it is printed. Of two applied readings of the same characters the
    first is made.
    """
    text = "".join(piece.text for piece in pieces)
    found = sorted(
        (at.start, not _made(correction), number, at, correction)
        for span, number, correction in mentions
        if (at := _characters(pieces, span)) is not None
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


def _characters(pieces: Sequence[Piece], span: Span) -> Span | None:
    """The characters of the text that came from a run of the source; None where none did."""
    start = end = None
    at = 0
    for piece in pieces:
        length = len(piece.text)
        low, high = max(piece.span.start, span.start), min(piece.span.end, span.end)
        if low < high and length:
            first, last = (
                (at, at + length)
                if piece.corrected
                else (at + low - piece.span.start, at + high - piece.span.start)
            )
            start = first if start is None else min(start, first)
            end = last if end is None else max(end, last)
        at += length
    return None if start is None or end is None else Span(start, end)
