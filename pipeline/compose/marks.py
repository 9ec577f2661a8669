"""The text of a block cut where corrections begin or end: each is shown in its place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.model.proof import Segment
from pipeline.model.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model.article import Block, Correction, Piece


class Marks:
    """The corrections of one source, by where they stand."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._marks = sorted(
            (span, one.id) for one in corrections for span in one.places or (one.span,)
        )
        self._longest = max((span.end - span.start for span, _ in self._marks), default=0)

    def segments(self, block: Block) -> tuple[Segment, ...]:
        """The block's text in order; empty segments stand where characters went. Linear in its
        characters and the corrections in it.
        """
        return tuple(_cut(block.text, list(self._places(block.pieces))))

    def _places(self, pieces: Sequence[Piece]) -> Iterator[tuple[Span, str]]:
        """Where each correction stands in the text that the pieces say together."""
        found: dict[tuple[Span, str], Span] = {}
        at = 0
        for piece in pieces:
            for mark in self._touching(piece.span):
                low, high = max(piece.span.start, mark[0].start), min(piece.span.end, mark[0].end)
                here = (
                    Span(at, at + len(piece.text))
                    if piece.corrected
                    else Span(at + low - piece.span.start, at + high - piece.span.start)
                )
                known = found.get(mark, here)
                found[mark] = Span(min(known.start, here.start), max(known.end, here.end))
            at += len(piece.text)
        return ((place, name) for (_, name), place in found.items())

    def _touching(self, span: Span) -> Iterator[tuple[Span, str]]:
        first = bisect_left(self._marks, (Span(span.start - self._longest, 0), ""))
        last = bisect_left(self._marks, (Span(span.end, 0), ""))
        return (mark for mark in self._marks[first:last] if mark[0].end > span.start)


def _cut(text: str, places: Sequence[tuple[Span, str]]) -> Iterator[Segment]:
    """Each run of characters with the names over it, in order.

    >>> for text, names in _cut("甲乙丙", [(Span(1, 2), "a"), (Span(3, 3), "b")]):
    ...     print(repr(text), *names)
    '甲'
    '乙' a
    '丙'
    '' b
    """
    gone: dict[int, list[str]] = defaultdict(list)
    opens: dict[int, list[str]] = defaultdict(list)
    closes: dict[int, list[str]] = defaultdict(list)
    for place, name in places:
        if place.start == place.end:
            gone[place.start].append(name)
        else:
            opens[place.start].append(name)
            closes[place.end].append(name)
    over: list[str] = []
    cuts = sorted({0, len(text), *gone, *opens, *closes})
    for n, at in enumerate(cuts):
        over = [name for name in over if name not in closes[at]] + opens[at]
        if at in gone:
            yield Segment("", tuple(gone[at]))
        if n + 1 < len(cuts):
            yield Segment(text[at : cuts[n + 1]], tuple(over))
