"""What the draft says in comments: doubts that still stand, conflicts, the editor's own."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.hunks import Hunk, hunks, text_keys
from pipeline.draft.words import Note, line, tokens
from pipeline.model.manuscript import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.draft.blocks import Content
    from pipeline.draft.edits import Edit
    from pipeline.draft.words import Words


@dataclass
class Conflict:
    """Both sides changed something. ``other`` is what the sources have now, or, with ``drafts``,
    what another draft has. ``beside`` is the block next to one that was struck out.
    """

    edit: Edit
    start: int
    end: int
    other: str
    drafts: bool = False
    beside: str = ""

    @property
    def block(self) -> str:
        return self.beside or self.edit.block


class _Kept(NamedTuple):
    """Characters [start, end) of a line, which stand ``shift`` further on in its new version."""

    start: int
    end: int
    shift: int


def _kept(was: Words, now: Words) -> list[_Kept]:
    """The runs of a line that its new version has too, in order."""
    if was == now:
        return [_Kept(0, len(line(was)), 0)]
    olds = [one for one in tokens(was) if not isinstance(one.piece, Note)]
    news = [one for one in tokens(now) if not isinstance(one.piece, Note)]
    old_at = [0, *accumulate(one.width for one in olds)]
    new_at = [0, *accumulate(one.width for one in news)]
    out = []
    at = other = 0
    ends = Hunk(len(olds), len(olds), len(news), len(news))
    for hunk in (*hunks(text_keys(olds), text_keys(news)), ends):
        out.append(_Kept(old_at[at], old_at[hunk.low], new_at[other] - old_at[at]))
        at, other = hunk.high, hunk.other_high
    return out


def kept_remarks(
    remarks: Iterable[Remark], was: Mapping[str, Content], now: Mapping[str, Content]
) -> Iterator[Remark]:
    """The remarks whose words are still printed, at their new places."""
    known: dict[str, list[_Kept]] = {}
    for one in remarks:
        if one.element not in now or one.element not in was:
            continue
        if one.element not in known:
            known[one.element] = _kept(was[one.element].words, now[one.element].words)
        runs = known[one.element]
        found = runs[bisect_right(runs, one.start, key=attrgetter("start")) - 1]
        if one.end > found.end:
            continue
        doubts = tuple(
            replace(doubt, start=doubt.start + found.shift, end=doubt.end + found.shift)
            for doubt in one.doubts
        )
        yield replace(one, start=one.start + found.shift, end=one.end + found.shift, doubts=doubts)


def conflict_remark(
    conflict: Conflict, now: Mapping[str, Content], labels: Mapping[str, str]
) -> Remark | None:
    """The other's words, beside those that stand. A table's comment stands at its caption."""
    if conflict.block not in now:
        return None
    length = len(line(now[conflict.block].words))
    if not length:
        return None
    if conflict.beside:
        name, start, end = "conflict_struck", 0, length
    else:
        name = "conflict_drafts" if conflict.drafts else "conflict"
        start, end = min(conflict.start, length), min(conflict.end, length)
        if start >= end:
            start, end = (start - 1, start) if start else (0, length)
    said = labels[name].replace("{other}", conflict.other)
    return Remark(
        conflict.block, start, end, (said, f"〔{conflict.edit.id}〕"), (conflict.edit.id,)
    )


def comment_remark(
    edit: Edit, block: str, now: Mapping[str, Content], labels: Mapping[str, str]
) -> Remark:
    """An editor's own comment, on the words it was made on; where they aren't in the line, on the
    whole paragraph, and it says which they were. ``block`` is the comment's own, or one beside it.
    """
    words = line(now[block].words)
    anchor = line(edit.before.words) if edit.before else ""
    start = words.find(anchor) if anchor and block == edit.block else -1
    end = start + len(anchor) if start >= 0 else len(words)
    on = () if start >= 0 or not anchor else (labels["comment_on"].replace("{words}", anchor),)
    lines = (*edit.text.splitlines(), *on, f"〔{edit.id}〕")
    return Remark(block, max(0, start), end, lines, (edit.id,), author=edit.author)
