"""Figures: numbers with what they count, and where two of them disagree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed: ``value`` 2.13, ``unit`` 亿元 (万 and 亿 belong to it), ``qualifier``
    约, 以上 … ; ``period`` the time it is said of, as printed; ``from_value`` where a change
    starts, with its unit where that is another one. ``subject`` and ``metric`` are words of the
    sentence, "" where it doesn't say; where a number stands to one counted before (its growth, its
    share), ``metric`` is both: 茶叶产量同比增长.
    """

    id: str
    source: str
    line: int
    sentence: str
    subject: str
    metric: str
    value: str
    unit: str
    qualifier: str
    period: str
    from_value: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures, by id, that can't all be right."""

    figures: tuple[str, ...]
    reason: str
