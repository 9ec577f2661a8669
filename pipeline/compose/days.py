"""In which year a source's days lie that tells none: another source, which tells the same passage,
names such a day with its year.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.dates import WHOLE, dates
from pipeline.model.article import Role
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage


class Anchor(NamedTuple):
    """The first day of a source whose year another one tells."""

    year: int
    month: int
    day: int

    def year_of(self, month: int, day: int) -> int:
        """The year of a day that isn't told with it, 0 for one before the anchor: nobody knows
        whether that came before or a year later.

        >>> Anchor(2031, 7, 14).year_of(9, 28), Anchor(2031, 7, 14).year_of(3, 1)
        (2031, 0)
        """
        known = WHOLE not in (month, day) and (month, day) >= (self.month, self.day)
        return self.year if known else 0


class _Days(NamedTuple):
    """The days a text tells with their year, those it tells without, and its latest year."""

    whole: frozenset[tuple[int, int, int]]
    bare: frozenset[tuple[int, int]]
    latest: int


def anchors(articles: Sequence[Article], passages: Iterable[Passage]) -> Mapping[str, Anchor]:
    """The anchors of sources, by name. None where the sources that tell the same put the days in
    several years, or in one before the latest that the source itself names.
    """
    said = {article.source.name: _days(article) for article in articles}
    kin: defaultdict[str, set[str]] = defaultdict(set)
    for passage in passages:
        names = {witness.source for witness in passage.witnesses}
        for name in names:
            kin[name] |= names - {name}
    out = {}
    for name, days in said.items():
        told = {day for other in kin[name] for day in said[other].whole if day[1:] in days.bare}
        years = {year for year, *_ in told}
        if len(years) == 1 and min(years) >= days.latest:
            out[name] = Anchor(*min(told))
    return out


def _days(article: Article) -> _Days:
    found = [
        one
        for block in article.blocks
        if block.role is not Role.FURNITURE
        for one in dates(simplified(block.text))
    ]
    years = [one.year for one in found if one.year is not None]
    return _Days(
        frozenset((one.year, one.month, one.day) for one in found if one.year and one.day != WHOLE),
        frozenset(
            (one.month, one.day)
            for one in found
            if one.year is None and one.shift is None and one.same is None and one.day != WHOLE
        ),
        max(years, default=0),
    )
