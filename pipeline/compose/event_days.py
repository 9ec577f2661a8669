"""One event that two sources put on two days: of 11月23日 and 11月24日 one is wrong, and nobody
should find both in the timeline without a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.collate.letters import pairs_of
from pipeline.collate.origins import Origins
from pipeline.compose.dates import WHOLE, dates
from pipeline.compose.figures.disputed import Place, figure_at
from pipeline.model.figure import Conflict
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.backmatter import TimelineEntry
    from pipeline.model.figure import Figure

DAYS = "two sources tell one event of two days"

#: So much of what the shorter telling says, in pairs of characters, the longer one says; it has so
#: many pairs at least.
_ALIKE, _LEAST = 0.8, 7
_NUMBER = re.compile(r"\d[\d.,]*|[〇零一二两三四五六七八九十百千万]{2,}")
#: These befall nobody twice, whatever else is told of them.
_ONCE_IN_A_LIFE = re.compile("逝世|去世|病逝|辞世|牺牲|出生|生于")


def disputed_days(
    articles: Sequence[Article], events: Mapping[str, str], timeline: Sequence[TimelineEntry]
) -> tuple[tuple[Figure, ...], tuple[Conflict, ...]]:
    """The days of events that two sources tell of two, as figures without a unit, and the conflicts
    between them. Only of sources that tell some passage together (``events``).

    The two days differ in one thing, the year, the month or the day, the tellings in no number but
    these; and no source tells of both days.
    """
    sources = {article.source.name: article.source for article in articles}
    origins = Origins(articles)
    found: dict[str, list[TimelineEntry]] = defaultdict(list)
    for entry in timeline:
        if entry.sentence.source in events and WHOLE not in entry.when and not entry.unsettled:
            found[events[entry.sentence.source]].append(entry)
    figures: dict[str, Figure] = {}
    conflicts: list[Conflict] = []
    for entries in found.values():
        for one, other in _of_two_days(entries):
            places = [place for entry in (one, other) if (place := _place(entry))]
            told = [figure_at(place, origins, sources[place.sentence.source]) for place in places]
            if len(told) > 1:
                figures.update((figure.id, figure) for figure in told)
                conflicts.append(Conflict(tuple(figure.id for figure in told), DAYS))
    return tuple(figures.values()), tuple(conflicts)


def _of_two_days(
    entries: Sequence[TimelineEntry],
) -> Iterator[tuple[TimelineEntry, TimelineEntry]]:
    pairs = [
        (one, other)
        for one, other in combinations(entries, 2)
        if sum(a != b for a, b in zip(one.when, other.when, strict=True)) == 1
        and _are_one(one.text, other.text)
    ]
    for one, other in pairs:
        tellers = [{telling.source for telling in entry.tellings} for entry in (one, other)]
        for again in entries:  # 每年 … of one day and of the other
            for n, entry in enumerate((one, other)):
                if again.when == entry.when and _are_one(again.text, entry.text):
                    tellers[n] |= {telling.source for telling in again.tellings}
        if not tellers[0] & tellers[1]:
            yield one, other


def _are_one(text: str, other: str) -> bool:
    """Whether two tellings, their dates left aside, are of one event.

    >>> _are_one("柳先生于2009年11月23日在长沙逝世，享年91岁。", "先生在长沙逝世，享年92岁。")
    True
    >>> _are_one("县里召开第41次常务会议。", "县里召开第42次常务会议。")
    False
    >>> _are_one("县里召开茶业发展大会。", "县里召开水利建设大会。")
    False
    """
    told = [_undated(simplified(one)) for one in (text, other)]
    less, more = sorted(map(pairs_of, told), key=len)
    if len(less) < _LEAST or len(less & more) < _ALIKE * len(less):
        return False
    if all(_ONCE_IN_A_LIFE.search(one) for one in told):
        return True
    numbers, others = ({*_NUMBER.findall(one)} for one in told)
    return numbers <= others or others <= numbers


def _undated(text: str) -> str:
    for one in reversed([*dates(text)]):
        text = text[: one.start] + text[one.end :]
    return text


def _place(entry: TimelineEntry) -> Place | None:
    """Where the sentence of an event tells its day."""
    text = entry.sentence.text
    for one in dates(simplified(text)):
        if (one.month, one.day) == entry.when[1:] and one.year in (None, entry.when[0]):
            return Place(entry.sentence, one.start, text[one.start : one.end])
    return None
