"""The order inside a section: city before county, earlier before later, then source order.

What stands together in a source stays together: a run of paragraphs moves as one.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.compose.outline.places import years_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.compose.outline.places import Place

_NO_YEAR = 9999


def in_order(here: Sequence[Place], years: Mapping[int, int]) -> list[Place]:
    """Paragraphs of one section or topic as they are printed.

    ``years`` says for an article when it speaks, where that is known; a run that names no year
    stands there.
    """
    runs = sorted(
        _runs(sorted(here, key=lambda one: (one.article, one.position))),
        key=lambda run: (-run[0].level, _year(run, years), run[0].article, run[0].position),
    )
    return [place for run in runs for place in run]


def _runs(here: Sequence[Place]) -> Iterator[list[Place]]:
    """Paragraphs of one source that speak of places alike high; one that leans on the paragraph
    before it stays with it.
    """
    run: list[Place] = []
    for place in here:
        goes_on = run and place.article == run[-1].article
        if run and not (goes_on and (place.level == run[-1].level or place.leans)):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _year(run: Sequence[Place], years: Mapping[int, int]) -> int:
    named = [place.year for place in run if place.year]
    return named[0] if named else years.get(run[0].article, _NO_YEAR)


def usual_years(rows: Sequence[Sequence[Place]]) -> dict[int, int]:
    """The year an article speaks of most, for its paragraphs that name none."""
    out = {}
    for row in rows:
        named = sorted(year for place in row for year in years_of(place.text))
        if named:
            counts = [(len(list(same)), -year) for year, same in groupby(named)]
            out[row[0].article] = -max(counts)[1]
    return out
