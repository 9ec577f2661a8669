"""What the draft decides about doubtful readings, beside which it had comments.

Rewriting the words settles a doubt; taking the comment away, or marking it as done, accepts what
is printed; leaving both leaves it open.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.draft.blocks import Content
from pipeline.draft.hunks import hunks
from pipeline.draft.words import Note, Piece, Text, Words, cut, joined, line
from pipeline.model.decision import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.draft.base import Base, BaseBlock
    from pipeline.draft.comments import Comment
    from pipeline.draft.hunks import Hunk
    from pipeline.draft.read import ReadBlock

BY = "draft"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decisions, and for each block what they put in the place of its characters."""

    decisions: tuple[Decision, ...]
    readings: Mapping[str, tuple[tuple[int, int, str], ...]]


def verdicts_of(base: Base, now: Mapping[str, ReadBlock], comments: Iterable[Comment]) -> Verdicts:
    """``now`` are the draft's blocks by id. A doubt in a paragraph that was struck out stays
    open: nothing is said of it, and nothing printed.
    """
    open_keys = {key for one in comments if not one.resolved for key in one.keys}
    blocks = {one.id: one for one in base.blocks}
    decisions: list[Decision] = []
    readings: dict[str, list[tuple[int, int, str]]] = {}
    rewritings: dict[str, Rewriting] = {}
    for remark in base.remarks:
        if remark.element not in now or not remark.doubts:
            continue
        if remark.element not in rewritings:
            was = blocks[remark.element].block.content.words
            rewritings[remark.element] = Rewriting(was, now[remark.element].content.words)
        block = rewritings[remark.element]
        for doubt in remark.doubts:
            reading = block.in_place_of(doubt.start, doubt.end)
            if reading == block.was[doubt.start : doubt.end]:
                if doubt.id not in open_keys:
                    note = "批注已删，从所印"
                    decisions.append(Decision(doubt.id, Verdict.REJECT, note=note, by=BY))
                continue
            if reading is None:
                note = "所在文句已在稿上改写"
                decisions.append(Decision(doubt.id, Verdict.REJECT, note=note, by=BY))
                continue
            if reading == doubt.after:
                decisions.append(Decision(doubt.id, Verdict.ACCEPT, by=BY))
            else:
                decisions.append(Decision(doubt.id, Verdict.REPLACE, reading, by=BY))
            places = readings.setdefault(remark.element, [])
            if (doubt.start, doubt.end, reading) not in places:
                places.append((doubt.start, doubt.end, reading))
    unique = {one.id: one for one in decisions}
    return Verdicts(
        tuple(unique.values()), {id: tuple(sorted(row)) for id, row in readings.items()}
    )


class Rewriting:
    """A line as it was and as it is now, character by character: a doubt may stand within a number
    or a word.
    """

    def __init__(self, was: Words, now: Words) -> None:
        self.was, self.now = line(was), line(now)
        self.hunks = hunks(self.was, self.now)

    def in_place_of(self, start: int, end: int) -> str | None:
        """What stands in the place of characters [start, end); None where the change reaches beyond
        them.

        >>> was = (Text("企业人驻园区"),)
        >>> Rewriting(was, (Text("企业入驻园区"),)).in_place_of(2, 4)
        '入驻'
        >>> Rewriting(was, (Text("厂家搬进来了"),)).in_place_of(2, 4) is None
        True
        """
        first = bisect_left(self.hunks, start, key=attrgetter("high"))
        while first < len(self.hunks) and _before(self.hunks[first], start):
            first += 1
        shift = 0
        if first:
            last = self.hunks[first - 1]
            shift = last.other_high - last.high
        grown = 0
        for hunk in islice(self.hunks, first, None):
            if hunk.low > end or (hunk.low == end and hunk.low < hunk.high):
                break
            if not start <= hunk.low <= hunk.high <= end:
                return None
            grown += (hunk.other_high - hunk.other_low) - (hunk.high - hunk.low)
        return self.now[start + shift : end + shift + grown]


def _before(hunk: Hunk, start: int) -> bool:
    """Whether words before ``start`` are changed alone; what is put in right there isn't."""
    return hunk.high < start or (hunk.high == start and hunk.low < hunk.high)


def with_verdicts(base: BaseBlock, verdicts: Verdicts) -> Content:
    """The sources' words of a block once the draft's verdicts are carried out."""
    source = base.source or Content()
    found = verdicts.readings.get(base.id, ())
    if not found or line(source.words) != line(base.block.content.words):
        return source
    words = source.words
    for start, end, reading in sorted(found, reverse=True):
        total = len(line(words))
        words = joined((*_until(words, start), Text(reading), *_from(words, end, total)))
    return Content(words, source.rows)


def _until(words: Words, end: int) -> Words:
    """What stands before character ``end``, without notes called right there."""
    out: list[Piece] = []
    at = 0
    for one in words:
        if at >= end:
            break
        if isinstance(one, Note):
            out.append(one)
            continue
        out += cut((one,), 0, end - at)
        at += len(one.text)
    return joined(out)


def _from(words: Words, start: int, total: int) -> Words:
    """What stands from character ``start`` on, notes called there included."""
    out: list[Piece] = []
    at = 0
    for one in words:
        if isinstance(one, Note):
            if at >= start:
                out.append(one)
            continue
        if at + len(one.text) > start:
            out += cut((one,), max(0, start - at), total)
        at += len(one.text)
    return joined(out)
