"""What edits come to when they are carried out on what the sources say now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.draft.base import BaseBlock
    from pipeline.draft.edits import Edit
    from pipeline.draft.remarks import Conflict
    from pipeline.model.manuscript import Manuscript


class Lost(NamedTuple):
    """An edit that can't be carried out, and why."""

    edit: Edit
    why: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A manuscript with the edits carried out. ``parts`` are the front matter's words that were
    changed, by their ids; ``base`` is what its draft has to bear; ``edited`` and ``struck`` have
    the edit of each block that was changed, or struck out; ``aliases`` lead from the ids of
    blocks that were found by likeness to those in the edits. ``followed`` has, of each element that
    repeats a paragraph in the words of an edit, the ids of these paragraphs, ``left_out`` the
    words of what can't repeat them any more, ``went`` those of what an editor has struck out.
    ``astray`` are new and moved paragraphs whose neighbours have gone, and that stand in another
    section now.
    """

    manuscript: Manuscript
    parts: Mapping[str, str]
    base: tuple[BaseBlock, ...]
    edited: Mapping[str, Edit]
    struck: Mapping[str, Edit]
    aliases: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    lost: tuple[Lost, ...]
    stale: tuple[str, ...]
    followed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    astray: tuple[Edit, ...] = ()
