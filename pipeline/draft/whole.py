"""A draft as a whole: whether it was made here, and whether its text is still in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.edits import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.draft.base import Base, BaseBlock
    from pipeline.draft.read import Draft
    from pipeline.draft.take import Taken

_BARE = 0.1
"""What share of the text's characters is next to nothing."""


def same_project(base: Base, ids: Mapping[str, object]) -> bool:
    """Whether a draft was made from this project's sources: one paragraph in common is enough,
    front matter and what every book has apart.
    """
    told = _told(base)
    return not told or any(id in ids for id in told)


class StruckOut(NamedTuple):
    """How many of the sources' paragraphs a draft strikes out, of how many, and whether next to
    nothing stands in their place.
    """

    gone: int
    told: int
    bare: bool


def struck_out(draft: Draft, base: Base, taken: Taken) -> StruckOut:
    """What a draft has taken away of the text."""
    told = _told(base)
    gone = told.keys() & {one.block for one in taken.new if one.kind is Kind.DELETE}
    left = sum(len(one.content.text) for one in draft.blocks)
    was = sum(len(one.block.content.text) for one in told.values())
    return StruckOut(len(gone), len(told), len(gone) == len(told) > 0 and left < _BARE * was)


def _told(base: Base) -> dict[str, BaseBlock]:
    """The paragraphs that tell what the sources tell, by id."""
    return {one.id: one for one in base.blocks if one.id.startswith(("p-", "k-")) and one.source}
