"""A change, as a person is shown it in one line."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from pipeline.draft.hunks import hunks, text_keys
from pipeline.draft.words import Text, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE = 40
_AROUND = 6
_TOGETHER = 3
"""What changed so few characters apart is shown as one change."""
_MOST = 3
_CUT = "\N{HORIZONTAL ELLIPSIS}"


class _Change(NamedTuple):
    """Characters [start, end) of one text, and those of another in their place."""

    start: int
    end: int
    other_start: int
    other_end: int


def short(text: str) -> str:
    """The first forty characters of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= _WHOLE else f"{text[: _WHOLE - 1]}{_CUT}"


def difference(was: str, now: str) -> str:
    """What has changed in a text, the first three places of it, each with six characters around it.

    >>> difference("水价是三元。", "水价为三元。")
    '水价[是→为]三元。'
    >>> was = "水价是三元，各县自己定，须报市里，并公布。"
    >>> difference(was, was.replace("是", "为").replace("并", "再"))
    '水价[是→为]三元，各县自…，须报市里，[并→再]公布。'
    >>> difference("甲一二三四乙一二三四丙一二三四丁", "子一二三四丑一二三四寅一二三四卯")
    '[甲→子]一二三四[乙→丑]一二三四[丙→寅]一二三四… (+1)'
    """
    changes = list(_changes(was, now))
    out: list[str] = []
    shown = 0
    for change in changes[:_MOST]:
        start = max(shown, change.start - _AROUND)
        out += [_CUT] if out and start > shown else []
        old, new = was[change.start : change.end], now[change.other_start : change.other_end]
        out += [was[start : change.start], f"[{short(old)}→{short(new)}]"]
        following = [one.start for one in changes if one.start > change.end]
        shown = min(change.end + _AROUND, len(was), *following)
        out.append(was[change.end : shown])
    if len(changes) > _MOST:
        out.append(f"{_CUT} (+{len(changes) - _MOST})")
    return "".join(out)


def _changes(was: str, now: str) -> Iterator[_Change]:
    """Word by word, in order; what is close together is one."""
    old, new = tokens((Text(was),)), tokens((Text(now),))
    places, others = (
        list(accumulate((len(one.piece.text) for one in row), initial=0)) for row in (old, new)
    )
    last: _Change | None = None
    for hunk in hunks(text_keys(old), text_keys(new)):
        found = _Change(
            places[hunk.low], places[hunk.high], others[hunk.other_low], others[hunk.other_high]
        )
        if last is not None and found.start - last.end < _TOGETHER:
            last = last._replace(end=found.end, other_end=found.other_end)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last
