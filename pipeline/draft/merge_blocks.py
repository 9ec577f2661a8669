"""Merging whole blocks: paragraphs by their words, tables cell by cell."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.draft.blocks import Content
from pipeline.draft.merge import Clash, merge


class MergedContent(NamedTuple):
    content: Content
    clashes: tuple[Clash, ...] = ()


def merge_content(base: Content, editors: Content, sources: Content) -> MergedContent:
    """Three versions of a block. Of a table whose rows or columns only one side has changed, that
    side's rows stand; where both have, the editor's do, and the other's are told whole.
    """
    words = merge(base.words, editors.words, sources.words)
    if not (base.rows or editors.rows or sources.rows):
        return MergedContent(Content(words.words), words.clashes)
    if _shape(base) == _shape(editors) == _shape(sources):
        cells = [
            [merge(*three) for three in zip(*rows, strict=True)]
            for rows in zip(base.rows, editors.rows, sources.rows, strict=True)
        ]
        rows = tuple(tuple(one.words for one in row) for row in cells)
        told = [clash.other for row in cells for one in row for clash in one.clashes]
    elif base.rows in (sources.rows, editors.rows):
        rows = editors.rows if base.rows == sources.rows else sources.rows
        told = []
    else:
        rows, told = editors.rows, [sources.shown] if editors.rows != sources.rows else []
    clashes = (*words.clashes, *(Clash(0, 0, other) for other in told))
    return MergedContent(Content(words.words, rows), clashes)


def _shape(content: Content) -> list[int]:
    return [len(row) for row in content.rows]
