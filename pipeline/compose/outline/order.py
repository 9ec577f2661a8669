"""The order inside a section: sources that speak of counties come last; earlier before later, where
all say when; then source order.

A source is never torn: what it has in a section stands together, in its own order.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.compose.outline.places import years_of
from pipeline.normalise.language.gazetteer import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pipeline.compose.outline.places import Place


def in_order(
    here: Sequence[Place], days: Mapping[int, dt.date], years: Mapping[int, int]
) -> list[Place]:
    """Paragraphs of one section or topic as they are printed.

    ``days`` says when articles appeared, ``years`` of which year they speak, where that is known.
    """
    by_source = sorted(here, key=lambda one: (one.article, one.position))
    runs = [list(run) for _, run in groupby(by_source, key=lambda one: one.article)]
    out: list[Place] = []
    for local in (False, True):
        same = [run for run in runs if _is_local(run) is local]
        when = _when(same, days, years)
        out += (place for n in sorted(range(len(same)), key=when.__getitem__) for place in same[n])
    return out


def _is_local(run: Sequence[Place]) -> bool:
    """Whether most of a run speaks of counties, or of less."""
    local = sum(len(place.text) for place in run if place.level <= Level.COUNTY)
    return 2 * local > sum(len(place.text) for place in run)


def _when(
    runs: Sequence[Sequence[Place]], days: Mapping[int, dt.date], years: Mapping[int, int]
) -> list[int]:
    """When each run speaks, as far as all of them say so: by the day, by the year, or not at all.
    Of two of which one is dated nobody knows which is the earlier.
    """
    articles = [run[0].article for run in runs]
    if all(number in days for number in articles):
        return [days[number].toordinal() for number in articles]
    named = [next((place.year for place in run if place.year), 0) for run in runs]
    said = [
        (days[number].year if number in days else 0) or year or years.get(number, 0)
        for number, year in zip(articles, named, strict=True)
    ]
    return said if all(said) else [0] * len(runs)


def usual_years(rows: Sequence[Sequence[Place]]) -> dict[int, int]:
    """The year an article speaks of most, for its paragraphs that name none."""
    out = {}
    for row in rows:
        named = Counter(year for place in row for year in years_of(place.text))
        if named:
            out[row[0].article] = max(named, key=lambda year: (named[year], -year))
    return out
