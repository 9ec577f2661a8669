"""What a draft brought, taken back; what others did to the same paragraphs stays (promise 6).

An edit keeps those that it was made upon (``earlier``). The draft's own is taken out of that row,
and each later one is made again on what is left, word by word, as a draft is merged with another.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.belonging import belonging
from pipeline.draft.blocks import Content
from pipeline.draft.edits import Edit, Kind
from pipeline.draft.merge_blocks import merge_content

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


class Undone(NamedTuple):
    """An edit as it was, and ``now`` where other drafts' changes of its block stand without it.

    ``met`` are the drafts, by their hashes, whose words stand although they were made on words
    that are taken back; ``gone`` those whose changes of a new paragraph went with it.
    """

    edit: Edit
    now: Edit | None = None
    met: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def made_upon(edit: Edit, befores: Iterable[Edit]) -> Edit:
    """An edit with those on its block that it takes the place of: what its own draft had said right
    before is the same said again, and no stage by itself.
    """
    stages = [one for before in befores for one in before.stages]
    while stages and stages[-1].draft == edit.draft:
        stages.pop()
    return replace(edit, earlier=tuple(stages))


def without_edits(
    edits: Sequence[Edit], ids: Collection[str]
) -> tuple[tuple[Edit, ...], tuple[Undone, ...]]:
    """The edits but those with these ids and what belongs to them, and each that went."""
    ids = belonging(edits, ids)
    gone = (Undone(one) for one in edits if one.id in ids)
    return tuple(one for one in edits if one.id not in ids), tuple(gone)


def without_drafts(
    edits: Sequence[Edit], drafts: Collection[str]
) -> tuple[tuple[Edit, ...], tuple[Undone, ...]]:
    """The edits without what the drafts with these hashes brought, and what became of each that
    had something of theirs.
    """
    left: dict[str, Edit] = {}
    undone: list[Undone] = []
    ids = {one.id for one in edits}
    for edit in edits:
        if not any(one.draft in drafts for one in edit.stages):
            left[edit.id] = edit
            continue
        one = _without(edit, drafts)
        if one.now is not None and one.now.id not in ids - {edit.id}:
            left[one.now.id] = one.now
        undone.append(one)
    return tuple(left.values()), tuple(undone)


def _without(edit: Edit, drafts: Collection[str]) -> Undone:
    stages = edit.stages
    if stages[0].kind is Kind.INSERT and stages[0].draft in drafts:
        others = dict.fromkeys(one.draft for one in stages if one.draft not in drafts)
        return Undone(edit, gone=tuple(others))
    kept: list[Edit] = []
    met: list[str] = []
    was: Edit | None = None  # what the block read before, as it was with the drafts
    for stage in stages:
        if stage.draft not in drafts:
            one, clashed = _upon(stage, was, _words_of(kept))
            met += [stage.draft] if clashed else []
            kept += [one] if one is not None else []
        was = stage if stage.after is not None else was
    if not kept:
        return Undone(edit)
    now = replace(kept[-1], block=edit.block, earlier=tuple(kept[:-1]))
    return Undone(edit, now, tuple(dict.fromkeys(met)))


def _words_of(stages: Sequence[Edit]) -> Edit | None:
    """The last of some stages that says how the block reads: none that moves or strikes out."""
    return next((one for one in reversed(stages) if one.after is not None), None)


def _upon(stage: Edit, was: Edit | None, now: Edit | None) -> tuple[Edit | None, bool]:
    """A stage as if made on ``now`` where it was made on ``was``; whether its words meet words
    that were taken back. None is left of it where it said no more than those.
    """
    if stage.after is None or was is None or was == now:
        return stage, False
    source = stage.before or Content()
    read = source if now is None else now.after or Content()
    merged = merge_content(was.after or Content(), stage.after, read)
    sources = stage.sources
    if sources == was.sources:  # it was joined before
        sources = () if now is None else now.sources
    if merged.content == source and stage.kind is Kind.CHANGE and stage.style == was.style:
        return None, False
    return replace(stage, after=merged.content, sources=sources), bool(merged.clashes)
