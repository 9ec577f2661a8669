"""The figures of the benchmark: which errors were found, which were mended, what was doubted
wrongly.

found        A doubt touches the error, or stands within 2 characters of it, or does so at another
             place that tells as much (the mark that lost its partner, a part of the wrong sum).
             A doubt that is longer than the error by more than 12 characters points at nothing.
mended       One of its proposals makes the text what it would be without this error.
false alarm  A doubt that finds no error.
applied      Doubts that weren't only said but carried out, and made the text no better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.readings.documents import Fault, Spoilt

_WITHIN = 2
_LONGER = 12


class Doubted(NamedTuple):
    """Characters [start, end) of a text are doubted; ``proposals`` say what might stand there."""

    start: int
    end: int
    proposals: tuple[str, ...] = ()
    applied: bool = False
    rule: str = ""


class Score(NamedTuple):
    """For each error, the doubt that found it and whether it mended it; and the false alarms."""

    found: tuple[Doubted | None, ...]
    mended: tuple[bool, ...]
    alarms: tuple[Doubted, ...]
    wrongly_applied: int
    doubts: int


def score(doubts: Sequence[Doubted], text: Spoilt) -> Score:
    """Hold the doubts of one text against its errors."""
    found: list[Doubted | None] = []
    mended = []
    useful: set[Doubted] = set()
    for fault in text.faults:
        hits = [doubt for doubt in doubts if _points_at(doubt, fault)]
        mending = [doubt for doubt in hits if _mends(doubt, fault, text.text)]
        useful.update(hits)
        found.append((mending or hits or [None])[0])
        mended.append(bool(mending))
    applied_wrongly = sum(
        doubt.applied and not any(_mends(doubt, fault, text.text) for fault in text.faults)
        for doubt in doubts
    )
    alarms = tuple(doubt for doubt in doubts if doubt not in useful)
    return Score(tuple(found), tuple(mended), alarms, applied_wrongly, len(doubts))


def _points_at(doubt: Doubted, fault: Fault) -> bool:
    return any(
        doubt.start <= end + _WITHIN
        and doubt.end >= start - _WITHIN
        and doubt.end - doubt.start <= end - start + _LONGER
        for start, end in ((fault.start, fault.end), *fault.near)
    )


def _mends(doubt: Doubted, fault: Fault, text: str) -> bool:
    """Where a character stands twice it doesn't matter which of them goes: texts are compared.

    Blanks don't count: those around a stray word go by other rules.
    """
    without = _bare(text[: fault.start] + fault.true + text[fault.end :])
    return any(
        _bare(text[: doubt.start] + proposal + text[doubt.end :]) == without
        for proposal in doubt.proposals
    )


def _bare(text: str) -> str:
    return text.replace(" ", "")
