"""Edits that only make sense together: the two parts of a paragraph that an editor has broken in
two, and what was joined with the paragraph that it was joined to. Taken back alone, one of them
would lose words of the sources, or print them twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.edits import Kind, by_block
from pipeline.draft.hunks import hunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.draft.edits import Edit

#: So many characters on end that went from one paragraph and stand in another were moved there.
_MOVED = 4


def belonging(edits: Sequence[Edit], ids: Collection[str]) -> frozenset[str]:
    """The ids of edits, with those of all that belong to them."""
    pairs = [*_pairs(edits)]
    out = set(ids)
    while more := {id for pair in pairs if out & set(pair) for id in pair} - out:
        out |= more
    return frozenset(out)


def _pairs(edits: Sequence[Edit]) -> Iterator[tuple[str, str]]:
    changes, struck = by_block(edits, Kind.CHANGE), by_block(edits, Kind.DELETE)
    for edit in edits:
        for block, _ in edit.sources if edit.kind is not Kind.COMMENT else ():
            change, gone = changes.get(block), struck.get(block)
            if edit.kind is Kind.INSERT and change is not None and _has_words_of(edit, change):
                yield edit.id, change.id
            if block != edit.block and gone is not None and gone.text:
                yield edit.id, gone.id


def _has_words_of(new: Edit, change: Edit) -> bool:
    """Whether a new paragraph holds words that a change took from another."""
    was = change.before.text if change.before else ""
    now = change.after.text if change.after else ""
    said = new.after.text if new.after else ""
    taken = (was[one.low : one.high] for one in hunks(was, now))
    return any(
        part[at : at + _MOVED] in said for part in taken for at in range(len(part) - _MOVED + 1)
    )
