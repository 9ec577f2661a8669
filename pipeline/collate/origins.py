"""Where in the sources the characters of a block or of a witness come from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.model.source import Span
from pipeline.normalise.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model.article import Article, Piece
    from pipeline.model.passage import Sentence


class Origins:
    """The articles' blocks by source and id, each with its provenance at hand."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._blocks = {
            (article.source.name, block.id): block
            for article in articles
            for block in article.blocks
        }
        self._traced: dict[tuple[str, str], Traced] = {}
        self._extents: dict[tuple[str, str], Span] = {}

    def pieces(self, source: str, block: str, start: int, end: int) -> list[Piece]:
        """The pieces of characters [start, end) of a block."""
        key = source, block
        if key not in self._traced:
            self._traced[key] = Traced(self._blocks[key].pieces)
        return self._traced[key].slice(start, end)

    def extent(self, source: str, block: str) -> Span:
        """From a block's first character in the source to its last, however it is read."""
        key = source, block
        if key not in self._extents:
            spans = [piece.span for piece in self._blocks[key].pieces]
            self._extents[key] = Span(min(spans).start, max(span.end for span in spans))
        return self._extents[key]

    def span(self, sentences: Sequence[Sentence], start: int, end: int) -> Span | None:
        """The run of the source behind characters [start, end) of sentences side by side; None
        where they reach over a sentence's end or are read in another order than they stand.
        """
        for one in sentences:
            length = len(one.text)
            if start < length:
                if end > length:
                    return None
                pieces = self.pieces(one.source, one.block, one.start + start, one.start + end)
                return _whole(pieces)
            start, end = start - length, end - length
        return None


def _whole(pieces: Sequence[Piece]) -> Span | None:
    if not pieces or any(piece.span.end > after.span.start for piece, after in pairwise(pieces)):
        return None
    return Span(pieces[0].span.start, pieces[-1].span.end)
