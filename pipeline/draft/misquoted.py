"""What an editor's change has made of words that are a source's own: a note that quotes a witness,
the line that names a source's file. A name replaced everywhere reaches them, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.model.manuscript import NoteCall, Paragraph, Style, all_inlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model.manuscript import Element, Manuscript

_QUOTED = re.compile(
    "\N{LEFT DOUBLE QUOTATION MARK}([^\N{LEFT DOUBLE QUOTATION MARK}"
    "\N{RIGHT DOUBLE QUOTATION MARK}]+)\N{RIGHT DOUBLE QUOTATION MARK}"
)


def misquoted(composed: Manuscript, edited: Manuscript, texts: Sequence[str]) -> list[str]:
    """The notes and the names of files, as they stand now, that say of a source what it hasn't.

    ``texts`` are what the sources say. What a note of ours quoted may be quoted otherwise where one
    of them has it so; a note of the editor's own may quote what it likes.
    """
    before = {one.id: one for one in composed.elements}
    return [
        words
        for one in edited.elements
        if one.id in before and one != before[one.id]
        for words in (*_files(before[one.id], one), *_notes(before[one.id], one, texts))
    ]


def _notes(was: Element, now: Element, texts: Sequence[str]) -> Iterator[str]:
    old, new = _notes_in(was), _notes_in(now)
    if len(old) != len(new):
        return  # which of them is which can't be told
    for before, after in zip(old, new, strict=True):
        others = _QUOTED.findall(after) if before != after else []
        ours = _QUOTED.findall(before)
        if ours and any(one not in ours and not _held(one, texts) for one in others):
            yield after


def _files(was: Element, now: Element) -> Iterator[str]:
    if isinstance(now, Paragraph) and now.style is Style.SOURCE_FILE:
        old, new = _words(was), _words(now)
        if old != new:
            yield new


def _held(words: str, texts: Sequence[str]) -> bool:
    return any(words in text for text in texts)


def _notes_in(element: Element) -> list[str]:
    return [one.text for one in all_inlines([element]) if isinstance(one, NoteCall)]


def _words(element: Element) -> str:
    return "".join(one.text for one in all_inlines([element]))
