"""Merging tables row by row: a cell that an editor has changed stays changed while rows come and go
in the sources.

Rows are known by their first cell, the row of heads by its place. What an editor has renamed is
known by where it stands between rows that both have.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.hunks import Hunk, hunks
from pipeline.draft.merge import merge
from pipeline.draft.words import line, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.blocks import Rows
    from pipeline.draft.words import Words

    Row = tuple[Words, ...]


class MergedRows(NamedTuple):
    """Rows, and what the sources have where the editor's words stand."""

    rows: Rows
    others: tuple[str, ...] = ()


def merge_rows(base: Rows, editors: Rows, sources: Rows) -> MergedRows | None:
    """Three versions of a table's rows; None where a side has other columns, so that nobody knows
    which cell is which, or the editor has put the rows in another order.

    The rows are those of the sources, in their order, each with the editor's changes of it, without
    those that the editor has struck out and with those that they have added, behind the row that
    these stand behind. A row that the editor has changed and the sources have no longer stays.
    """
    if len({len(row) for rows in (base, editors, sources) for row in rows}) > 1:
        return None
    ours, theirs = _paired(base, editors, renamed=True), _paired(base, sources, renamed=False)
    places = [ours[here] for here in sorted(ours)]
    if places != sorted(places):
        return None
    was_ours = {there: here for here, there in ours.items()}
    was_theirs = {there: here for here, there in theirs.items()}
    out: list[Row] = []
    others: list[str] = []
    added: dict[int, list[Row]] = {}  # the editor's own rows, by the row of the base above them
    above = -1
    for n, row in enumerate(editors):
        here = was_ours.get(n)
        above = here if here in theirs else above
        if here is None:
            added.setdefault(above, []).append(row)
        elif here not in theirs and row != base[here]:
            added.setdefault(above, []).append(row)
            others.append(_shown(base[here]))
    out += added.pop(-1, [])
    for n, row in enumerate(sources):
        here = was_theirs.get(n)
        if here is None:
            out.append(row)
            continue
        if here in ours:
            cells = [
                merge(*three) for three in zip(base[here], editors[ours[here]], row, strict=True)
            ]
            out.append(tuple(one.words for one in cells))
            others += (clash.other for one in cells for clash in one.clashes)
        elif row != base[here] and _shown(row) != _shown(base[here]):
            others.append(_shown(row))  # struck out, and the sources say something else now
        out += added.pop(here, [])
    return MergedRows(tuple(out), tuple(others))


def _paired(rows: Rows, others: Rows, *, renamed: bool) -> dict[int, int]:
    """Rows that are one in two versions, by their numbers; ``renamed``: also those that stand in
    the same place, as many in both, between rows that are one, and have another cell in common.
    """
    one, other = _keys(rows), _keys(others)
    at = there = 0
    out: dict[int, int] = {}
    for hunk in (*hunks(one, other), Hunk(len(one), len(one), len(other), len(other))):
        out |= zip(range(at, hunk.low), range(there, hunk.other_low), strict=True)
        lengths = hunk.high - hunk.low, hunk.other_high - hunk.other_low
        if renamed and lengths[0] == lengths[1]:
            both = zip(
                range(hunk.low, hunk.high), range(hunk.other_low, hunk.other_high), strict=True
            )
            out |= ((a, b) for a, b in both if _shares(rows[a], others[b]))
        at, there = hunk.high, hunk.other_high
    left = {key: n for n, key in enumerate(other) if n not in out.values()}
    for n, key in enumerate(one):
        if n not in out and key in left:  # it was moved
            out[n] = left[key]
    return out


def _shares(row: Row, other: Row) -> bool:
    return any(line(a) == line(b) != "" for a, b in zip(row[1:], other[1:], strict=False))


def _keys(rows: Rows) -> list[tuple[str, int]]:
    """What each row is known by: its first cell, and the how many-eth so called it is."""
    seen: Counter[str] = Counter()
    out = []
    for n, row in enumerate(rows):
        name = plain(row[0]) if n and row else ""
        out.append((name, seen[name]))
        seen[name] += 1
    return out


def _shown(row: Sequence[Words]) -> str:
    return " ".join(filter(None, map(plain, row)))


def own_row(row: Row, rows: Rows) -> int:
    """The number of the row that begins as this one does and has most of its cells; -1 for none.

    >>> from pipeline.draft.words import Text
    >>> pairs = (("水", "1"), ("电", "2"), ("电", "3"))
    >>> rows = tuple(((Text(name),), (Text(n),)) for name, n in pairs)
    >>> own_row(((Text("电"),), (Text("3"),)), rows), own_row(((Text("气"),),), rows)
    (2, -1)
    """
    alike = [
        (sum(line(a) == line(b) for a, b in zip(row, other, strict=False)), -n)
        for n, other in enumerate(rows)
        if row and other and plain(row[0]) == plain(other[0])
    ]
    return -max(alike)[1] if alike else -1
