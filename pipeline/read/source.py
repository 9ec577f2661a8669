"""A decoded text → a Source: its lines, and the pages of one that has pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model.source import Source

if TYPE_CHECKING:
    from pipeline.read.reader import Text

LINE_END = re.compile(r"\r\n|\r|\n")


def make_source(
    name: str, text: str, *, sha256: str = "", encoding: str = "utf-8", siglum: str = ""
) -> Source:
    r"""A Source out of decoded text, its lines counted as an editor counts them.

    >>> make_source("a.txt", "甲\r\n乙\r丙").line_starts
    (0, 3, 5)
    """
    starts = (0, *(end.end() for end in LINE_END.finditer(text)))
    return Source(siglum or name, name, sha256, encoding, text, starts)


def source_of(name: str, said: Text, *, sha256: str = "", siglum: str = "") -> Source:
    r"""A Source out of what a reader gave.

    >>> from pipeline.model.source import Lines
    >>> from pipeline.read.reader import Text
    >>> paged = source_of("a.pdf", Text("甲\n乙\n\f丙\n", "pdf", paged=True))
    >>> paged.page_starts, paged.pages_of(Lines(2, 3))
    ((1, 3), Lines(first=1, last=2))
    """
    source = make_source(name, said.text, sha256=sha256, encoding=said.encoding, siglum=siglum)
    feeds = (at for at, character in enumerate(said.text) if character == "\f")
    starts = (1, *(source.line_at(at) for at in feeds)) if said.paged else ()
    return replace(source, unit=said.unit, page_starts=starts)
