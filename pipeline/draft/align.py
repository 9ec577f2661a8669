"""Which block of the draft is which of its base: by bookmark, else by likeness."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from pipeline.draft.blocks import CAPTION, TABLE, Content
from pipeline.draft.rows import may_be

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.draft.base import Base
    from pipeline.draft.read import ReadBlock

LIKE = 0.5
"""From this likeness (0 to 1) on, a paragraph without its bookmark is taken for one of the base
that is missing."""


def aligned(base: Base, blocks: Iterable[ReadBlock]) -> list[ReadBlock]:
    """The blocks with the ids of the base's, "" where they are new; a table has its caption. A
    copy of a paragraph is new, and so is what was split off from one.
    """
    known = {one.id: one for one in base.blocks}
    styles = {one.id: one.block.style for one in base.blocks}
    seen: set[str] = set()
    out: list[ReadBlock] = []
    for one in _with_captions(blocks, styles):
        if one.id in known and one.id not in seen:
            seen.add(one.id)
            out.append(one)
        else:
            out.append(replace(one, id="", part_of=one.part_of or one.id))
    joined = {id for one in out for id in one.joined}
    missing = [one.block for one in base.blocks if one.id not in seen | joined]
    texts = {one.id: one.content.text for one in missing if one.content.text}
    kinds = {one.id: one.style == TABLE for one in missing}
    fresh = {n: one for n, one in enumerate(out) if not one.id and one.content.text}
    found = _likest(texts, {n: one.content.text for n, one in fresh.items()})
    for n, id in found.items():
        if kinds[id] == (out[n].style == TABLE) and may_be(styles[id], texts[id], fresh[n]):
            out[n] = replace(out[n], id=id, part_of="")
    return out


def _with_captions(blocks: Iterable[ReadBlock], styles: Mapping[str, str]) -> Iterable[ReadBlock]:
    """Put each table together with the caption before it, which bears its bookmark."""
    caption: ReadBlock | None = None
    for one in blocks:
        if one.style == TABLE:
            if caption is not None:
                yield replace(
                    one,
                    id=caption.id or one.id,
                    content=Content(caption.content.words, one.content.rows),
                    comments=(*caption.comments, *one.comments),
                )
            else:
                yield one
            caption = None
            continue
        if caption is not None:
            yield caption
        titles = styles.get(one.id) == TABLE or (not one.id and one.style == CAPTION)
        caption = one if titles else None
        if not titles:
            yield one
    if caption is not None:
        yield caption


def _likest(olds: Mapping[str, str], news: Mapping[int, str]) -> dict[int, str]:
    """Pairs of new and old texts: the same ones first, then the likest above LIKE."""
    out: dict[int, str] = {}
    free = dict(olds)
    for n, text in news.items():
        same = next((id for id, old in free.items() if old == text), None)
        if same is not None:
            out[n] = same
            del free[same]
    scored = sorted(
        (-score, abs(place - n), n, id)
        for n, text in news.items()
        if n not in out
        for place, (id, old) in enumerate(free.items())
        if (score := Indel.normalized_similarity(old, text, score_cutoff=LIKE)) >= LIKE
    )
    for _, _, n, id in scored:
        if n not in out and id in free:
            out[n] = id
            del free[id]
    return out


def unmoved(places: Sequence[int]) -> set[int]:
    """The most places that stand in rising order: who isn't among them has been moved.

    >>> sorted(unmoved([0, 3, 1, 2, 4]))
    [0, 1, 2, 4]
    """
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for n, place in enumerate(places):
        at = bisect_left(ends, place)
        before.append(tails[at - 1] if at else None)
        ends[at : at + 1] = [place]
        tails[at : at + 1] = [n]
    out = set()
    last = tails[-1] if tails else None
    while last is not None:
        out.add(places[last])
        last = before[last]
    return out
