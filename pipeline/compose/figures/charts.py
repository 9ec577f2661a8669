"""Which figures are drawn: those that people would rather look at, and that can be drawn truly.

Changes from one value to another, shares told in one sentence, one thing compared over places or
years. What is a range, a word or has no label isn't drawn; no chart is better than a poor one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.model.backmatter import ChartPlan
from pipeline.model.manuscript import ChartKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model.backmatter import KeyFigure

#: Charts in all, and of a kind; rows of a chart.
_ALL, _OF_A_KIND = 5, 2
_FEWEST, _MOST = 2, 7
#: Shares of one sentence, and things compared, are drawn from so many on.
_ENOUGH = 3
_NUMBER = re.compile(r"\d+(?:[,\s]\d{3})*(?:\.\d+)?")
_PERCENT = ("%", "％")
#: Two are enough where one is what the other is a part of.
_SCOPE = re.compile("全[国國省市县縣球]|世界|.*平均")
_SHARE = re.compile("占|佔|比重|率")
_OF = ("占", "佔")
_GROWTH = re.compile("增|降|减|減|提高|上升|高于|低于|快于|比上年|同比")
#: A bar that is shorter than this share of the longest can't be compared with it.
_LEAST = 1 / 200


def charts(tellable: Sequence[KeyFigure]) -> tuple[ChartPlan, ...]:
    """The charts: changes first, then comparisons, then shares; each figure in one of them. What
    is only planned has no bar.
    """
    tellable = [one for one in tellable if not one.planned]
    changes = list(_changes(tellable))
    compared = list(_comparisons(tellable))[:_OF_A_KIND]
    drawn = {id(one) for plan in (*changes, *compared) for one in plan.figures}
    shares = list(_shares([one for one in tellable if id(one) not in drawn]))[:_OF_A_KIND]
    return (*changes, *compared, *shares)[:_ALL]


def number_of(text: str) -> float | None:
    """What a printed number says, None where it is a range, a fraction or a word.

    >>> number_of("1,780"), number_of("1 780"), number_of("2.13"), number_of("3—5")
    (1780.0, 1780.0, 2.13, None)
    >>> number_of("三")
    """
    return float(re.sub(r"[,\s]", "", text)) if _NUMBER.fullmatch(text) else None


def _changes(tellable: Iterable[KeyFigure]) -> Iterator[ChartPlan]:
    """Shares on one scale, other things each on its own; so all where one stands alone."""
    rows: dict[tuple[str, str], KeyFigure] = {}
    for one in tellable:
        start, end = one.figure.from_value, one.figure.value
        if one.label and number_of(start) is not None and number_of(end) is not None:
            rows.setdefault((start, end), one)
    percent = [one for one in rows.values() if one.figure.unit in _PERCENT]
    other = [one for one in rows.values() if one.figure.unit not in _PERCENT]
    apart = min(len(percent), len(other)) >= _FEWEST
    for part in (percent, other) if apart else ([*percent, *other],):
        if len(part) >= _FEWEST:
            yield ChartPlan(ChartKind.CHANGE, tuple(part[:_MOST]))


def _comparisons(tellable: Iterable[KeyFigure]) -> Iterator[ChartPlan]:
    """One thing told of several places, or of several years, in one sentence."""
    alike: dict[tuple[str, ...], list[KeyFigure]] = defaultdict(list)
    for one in tellable:
        figure = one.figure
        share = figure.metric.startswith(_OF)
        if figure.metric and not share and not figure.from_value and number_of(figure.value):
            alike[one.passage.id, str(one.number), figure.metric, figure.unit].append(one)
    for (*_, metric, _), rows in alike.items():
        subjects = [one.figure.subject for one in rows]
        periods = [one.figure.period for one in rows]
        enough = len(rows) >= _ENOUGH or any(_SCOPE.match(one) for one in subjects)
        if not enough or not _FEWEST <= len(rows) <= _MOST or not _is_even(rows):
            continue
        if len(set(subjects)) == len(rows) and len(set(periods)) == 1:
            yield ChartPlan(ChartKind.COMPARISON, tuple(rows), metric, periods[0])
        elif len(set(periods)) == len(rows) and len(set(subjects)) == 1 and all(periods):
            yield ChartPlan(ChartKind.COMPARISON, tuple(rows), subjects[0] + metric)


def _is_even(rows: Iterable[KeyFigure]) -> bool:
    """Whether bars of these lengths can be compared, and differ at all."""
    lengths = [number_of(one.figure.value) or 0.0 for one in rows]
    return min(lengths) > _LEAST * max(lengths) and min(lengths) < max(lengths)


def _shares(tellable: Iterable[KeyFigure]) -> Iterator[ChartPlan]:
    """Shares that one sentence tells of several things."""
    alike: dict[tuple[str, int], dict[str, KeyFigure]] = defaultdict(dict)
    for one in tellable:
        figure = one.figure
        share = number_of(figure.value)
        of_whole = figure.unit in _PERCENT and _SHARE.search(figure.metric)
        if not of_whole or share is None or share > 100 or _GROWTH.search(figure.metric):
            continue
        if one.label and not figure.from_value:
            alike[one.passage.id, one.number].setdefault(one.label, one)
    for rows in alike.values():
        if len(rows) >= _ENOUGH:
            told = tuple(rows.values())[:_MOST]
            periods = {one.figure.period for one in told}
            yield ChartPlan(ChartKind.SHARE, told, "", periods.pop() if len(periods) == 1 else "")
