"""What our record in a draft lets its reader know again: bookmarks, styles, citations of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.blocks import OPAQUE
from pipeline.draft.words import Cite, plain
from pipeline.model.manuscript import Citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.draft.base import Base

FRONT = "front-"
"""What the ids of parts of the front matter begin with."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What we put into a draft; nothing where it doesn't bear our record.

    ``bookmarks`` and ``roles`` lead from names in the DOCX to ids and styles of ours, ``dressed``
    from the id of a block to its style; ``opaque`` are the ids of pictures. ``cites`` are all
    citations; ``spoken`` those that a block only speaks of, as the 凡例 does.
    """

    bookmarks: Mapping[str, str]
    roles: Mapping[str, str]
    dressed: Mapping[str, str]
    front_styles: frozenset[str]
    opaque: frozenset[str]
    cites: frozenset[str]
    spoken: Mapping[str, frozenset[str]]
    pinyin: Mapping[str, str]


def recorded(base: Base | None) -> Recorded:
    """What the record of a draft says."""
    blocks = [one.block for one in base.blocks] if base else []
    cites = frozenset(
        piece.text
        for block in blocks
        for words in (block.content.words, *(cell for row in block.content.rows for cell in row))
        for piece in words
        if isinstance(piece, Cite)
    )
    said = {block.id: plain(block.content.words) for block in blocks}
    return Recorded(
        bookmarks=base.bookmarks if base else {},
        roles=base.styles if base else {},
        dressed={block.id: block.style for block in blocks},
        front_styles=frozenset(block.style for block in blocks if block.id.startswith(FRONT)),
        opaque=frozenset(block.id for block in blocks if block.style == OPAQUE),
        cites=cites,
        spoken={
            id: frozenset(cite for cite in cites if cite in words)
            for id, words in said.items()
            if Citation.OPEN in words
        },
        pinyin=base.pinyin if base else {},
    )
