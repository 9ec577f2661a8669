"""Three versions of one paragraph → one: what the editor changed and what the sources changed.

Laws, tried on random texts: merge(b, b, x) = x, merge(b, x, b) = x, merge(b, x, x) = x; a number
or a word of the result stands in one of the two versions. Where both sides changed the same
words, or words less than three characters apart, the editor's stand and the other's are told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.hunks import Hunk, Side
from pipeline.draft.words import (
    NUMBER,
    WORD,
    Cite,
    Note,
    Piece,
    Text,
    Words,
    joined,
    line,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

APART = 3
"""Characters that have to lie between two changes for them to have nothing to do with another."""


class Clash(NamedTuple):
    """Characters [start, end) of the merged line, and what the other side has there."""

    start: int
    end: int
    other: str


class Merged(NamedTuple):
    words: Words
    clashes: tuple[Clash, ...] = ()


def merge(base: Words, editors: Words, sources: Words) -> Merged:
    """The editor's version and the sources' new one, both made from ``base``."""
    if editors == base:
        return Merged(sources)
    if sources in (base, editors):
        return Merged(editors)
    ours, theirs = Side(base, editors), Side(base, sources)
    if ours.keys == ours.base_keys and theirs.keys == theirs.base_keys:
        return Merged(*_only_objects(ours, theirs))
    merged = _merge(ours, theirs)
    if _invents(merged.words, (editors, sources)):
        words = joined(_resolved(n, ours, theirs)[0] for n in range(len(ours.tokens)))
        return Merged(words, (Clash(0, len(line(words)), line(sources)),))
    return merged


def _merge(ours: Side, theirs: Side) -> Merged:
    out: list[Piece] = []
    clashes: list[Clash] = []
    done = start = measured = 0
    for one in _clusters(ours, theirs):
        out += (_unchanged(n, ours, theirs) for n in range(done, one.low))
        start += len(line(out[measured:]))
        measured = len(out)
        here, there = _rendered(one, one.ours), _rendered(one, one.theirs)
        if not one.ours:
            out += (theirs.tokens[n].piece for n in there)
            out += _rewritten(one, ours, theirs)
        elif not one.theirs or _same(here, there, ours, theirs):
            out += (_resolved(n, ours, theirs)[0] for n in here)
        elif all(_of_objects(hunk, theirs) for hunk in one.theirs):
            # The sources' notes have changed within words that the editor has written anew.
            kept = (n for n in here if ours.keys[n] not in theirs.gone)
            out += (_resolved(n, ours, theirs)[0] for n in kept)
        else:
            out += (_resolved(n, ours, theirs)[0] for n in here)
            other = line(joined(theirs.tokens[n].piece for n in there))
            clashes.append(Clash(start, start + len(line(out[measured:])), other))
        done = one.high
    out += (_unchanged(n, ours, theirs) for n in range(done, len(ours.base)))
    words = joined(out)
    return Merged(words, (*clashes, *_note_clashes(ours, theirs, words)))


@dataclass
class _Cluster:
    """Tokens [low, high) of the base, and the changes of either side within them."""

    low: int
    high: int
    ours: list[Hunk]
    theirs: list[Hunk]
    objects: bool


def _clusters(ours: Side, theirs: Side) -> list[_Cluster]:
    """Runs of the base that one side or both have changed: changes that touch, or stand nearer
    than APART characters, are one. What only adds or takes a note or citation stands by itself.
    """
    offsets = [0]
    for one in ours.base:
        offsets.append(offsets[-1] + one.width)
    found = sorted(
        (hunk, side, _of_objects(hunk, (ours, theirs)[side]))
        for side, row in enumerate((ours.hunks, theirs.hunks))
        for hunk in row
    )
    out: list[_Cluster] = []
    for hunk, side, objects in found:
        last = out[-1] if out else None
        if last is None or not _belongs(hunk, last, offsets, objects=objects):
            last = _Cluster(hunk.low, hunk.high, [], [], objects)
            out.append(last)
        last.high = max(last.high, hunk.high)
        last.objects = last.objects and objects
        (last.ours, last.theirs)[side].append(hunk)
    return out


def _belongs(hunk: Hunk, last: _Cluster, offsets: Sequence[int], *, objects: bool) -> bool:
    at_one_place = hunk.low == hunk.high == last.low == last.high
    if hunk.low < last.high or at_one_place:
        return True
    near = offsets[hunk.low] - offsets[last.high] < APART
    return near and not objects and not last.objects


def _of_objects(hunk: Hunk, side: Side) -> bool:
    return not any(
        isinstance(one.piece, Text)
        for one in (
            *side.base[hunk.low : hunk.high],
            *side.tokens[hunk.other_low : hunk.other_high],
        )
    )


def _rendered(cluster: _Cluster, hunks_: Sequence[Hunk]) -> range:
    """The tokens of the side with these hunks, in the place of the cluster's."""
    if not hunks_:
        return range(0)
    first, last = hunks_[0], hunks_[-1]
    return range(
        first.other_low - (first.low - cluster.low), last.other_high + (cluster.high - last.high)
    )


def _rewritten(cluster: _Cluster, ours: Side, theirs: Side) -> list[Piece]:
    """The notes whose words the editor has changed, and which went with words of the sources."""
    gone = [key for key in ours.base_keys[cluster.low : cluster.high] if key in theirs.gone]
    pairs = [
        (ours.base[ours.was[key]].piece, ours.tokens[ours.place[key]].piece)
        for key in gone
        if key in ours.place
    ]
    return [now for was, now in pairs if isinstance(now, Note) and now.text != was.text]


def _same(here: range, there: range, ours: Side, theirs: Side) -> bool:
    return [ours.keys[n] for n in here] == [theirs.keys[n] for n in there]


def _unchanged(n: int, ours: Side, theirs: Side) -> Piece:
    """Token ``n`` of the base, which both have: as the sources have it now, but for a note that
    the editor has rewritten.
    """
    key = ours.base_keys[n]
    if key in ours.place:
        return _resolved(ours.place[key], ours, theirs)[0]
    return ours.base[n].piece


def _resolved(n: int, ours: Side, theirs: Side) -> tuple[Piece, str]:
    """Token ``n`` of the editor's version; of a note or citation that the sources have now too,
    their words, unless the editor has written others. Beside it the other words of a note that
    both have rewritten.
    """
    piece, key = ours.tokens[n].piece, ours.keys[n]
    if isinstance(piece, Text) or key not in theirs.place:
        return piece, ""
    now = theirs.tokens[theirs.place[key]].piece
    was = ours.base[ours.was[key]].piece if key in ours.was else now
    if isinstance(piece, Cite) or piece.text == was.text:
        return now, ""
    return piece, "" if now.text in (was.text, piece.text) else now.text


def _note_clashes(ours: Side, theirs: Side, words: Words) -> list[Clash]:
    """Notes both have rewritten: told at the last character before their call."""
    others = {}
    for n in range(len(ours.tokens)):
        piece, other = _resolved(n, ours, theirs)
        if other:
            others[piece.text] = other
    out = []
    at = 0
    for one in words:
        if isinstance(one, Note) and one.text in others:
            out.append(Clash(max(0, at - 1), at, others[one.text]))
        at += 0 if isinstance(one, Note) else len(one.text)
    return out


def _only_objects(ours: Side, theirs: Side) -> tuple[Words, tuple[Clash, ...]]:
    """Both have the words of the base; a note or the lines of a citation differ."""
    words = joined(_resolved(n, ours, theirs)[0] for n in range(len(ours.tokens)))
    return words, tuple(_note_clashes(ours, theirs, words))


def _invents(words: Words, versions: Sequence[Words]) -> bool:
    """Whether a number or a word stands in ``words`` that no version has."""
    for pattern in (NUMBER, WORD):
        known: Counter[str] = Counter()
        for one in versions:
            known.update(pattern.findall(plain(one)))
        if any(found not in known for found in pattern.findall(plain(words))):
            return True
    return False
