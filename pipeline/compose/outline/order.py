"""The order inside a section: sources that speak of counties come last; earlier before later, where
all say when; then source order.

A source is never torn: what it has in a section stands together, in its own order; so does what
copies of one text have, in the order of all of them.
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

    from pipeline.compose.outline.common_order import Witnessed
    from pipeline.compose.outline.places import Place


class Orders:
    """What orders paragraphs: ``days`` says when articles appeared, ``years`` of which year they
    speak, where that is known; ``leads`` gives for an article that is a copy the one that leads.
    """

    def __init__(
        self,
        witnessed: Witnessed,
        days: Mapping[int, dt.date],
        years: Mapping[int, int],
        leads: Mapping[int, int],
    ) -> None:
        self._witnessed = witnessed
        self._days = days
        self._years = years
        self._leads = leads

    def of_section(self, here: Sequence[Place]) -> list[Place]:
        """Paragraphs of one section or topic as they are printed."""
        return [place for run in self._sorted(self.runs(here)) for place in run]

    def runs(self, here: Sequence[Place]) -> list[list[Place]]:
        """What each source has of some paragraphs, in its order; copies of one text together."""
        by_source = sorted(here, key=lambda one: (self._lead(one), one.article, one.position))
        runs = (list(run) for _, run in groupby(by_source, key=self._lead))
        return [self._whole(run) for run in runs]

    def _lead(self, place: Place) -> int:
        return self._leads.get(place.article, place.article)

    def _whole(self, run: list[Place]) -> list[Place]:
        copies = len({place.article for place in run}) > 1
        return self._witnessed.in_common_order(run) if copies else run

    def _sorted(self, runs: Sequence[list[Place]]) -> list[list[Place]]:
        out: list[list[Place]] = []
        for local in (False, True):
            same = [run for run in runs if _is_local(run) is local]
            when = self._when(same)
            out += (same[n] for n in sorted(range(len(same)), key=when.__getitem__))
        return out

    def _when(self, runs: Sequence[Sequence[Place]]) -> list[int]:
        """When each run speaks, as far as all of them say so: by the day, by the year, or not at
        all. Of two of which one is dated nobody knows which is the earlier.
        """
        articles = [run[0].article for run in runs]
        if all(number in self._days for number in articles):
            return [self._days[number].toordinal() for number in articles]
        named = [next((place.year for place in run if place.year), 0) for run in runs]
        said = [
            (self._days[number].year if number in self._days else 0)
            or year
            or self._years.get(number, 0)
            for number, year in zip(articles, named, strict=True)
        ]
        return said if all(said) else [0] * len(runs)


def _is_local(run: Sequence[Place]) -> bool:
    """Whether most of a run speaks of counties, or of less."""
    local = sum(len(place.text) for place in run if place.level <= Level.COUNTY)
    return 2 * local > sum(len(place.text) for place in run)


def usual_years(rows: Sequence[Sequence[Place]]) -> dict[int, int]:
    """The year an article speaks of most, for its paragraphs that name none."""
    out = {}
    for row in rows:
        named = Counter(year for place in row for year in years_of(place.text))
        if named:
            out[row[0].article] = max(named, key=lambda year: (named[year], -year))
    return out
