"""Merging whole blocks: paragraphs by their words, tables row by row."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.draft.blocks import Content
from pipeline.draft.merge import Clash, merge
from pipeline.draft.merge_rows import merge_rows


class MergedContent(NamedTuple):
    content: Content
    clashes: tuple[Clash, ...] = ()


def merge_content(base: Content, editors: Content, sources: Content) -> MergedContent:
    """Three versions of a block. A table is merged row by row, or stands as the editor has it where
    both sides have changed it and its columns aren't the same: the other's is told whole then.
    """
    words = merge(base.words, editors.words, sources.words)
    rows, told = sources.rows, tuple[str, ...]()
    if editors.rows != base.rows:
        rows = editors.rows
        if sources.rows not in (base.rows, editors.rows):
            merged = merge_rows(base.rows, editors.rows, sources.rows)
            rows, told = merged or (editors.rows, (sources.shown,))
    clashes = (*words.clashes, *(Clash(0, 0, other) for other in told))
    return MergedContent(Content(words.words, rows), clashes)
