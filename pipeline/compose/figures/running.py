"""Running counts: what bulletins tell day by day, of which only the last day still holds.

截至7月13日24时，累计32例 is outdated once a source of the same event tells 截至7月15日: a reader
looks for the last day. Never two events of one kind, which each have a day of their own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.amounts import worth
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from pipeline.model.figure import Figure
    from pipeline.model.passage import Passage, Sentence
    from pipeline.model.source import Span

#: Until when something is counted. Years stand side by side: 截至2023年底 outdates no 截至2022年底.
_DATED = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|[底末])"
    r"(?:\s?[—–\-~～至到]{1,2}\s?(?:(?P<to_month>\d{1,2})月)?(?P<to>\d{1,2})日)?"
)
_UNTIL = re.compile("截[至止]$")
#: 7月12日0时至24时, …日24时: a day is reported.
_WHOLE_DAY = re.compile(r"(?:[0零〇]时\s?[—–\-~～至到]{1,2}\s?)?24时")
_OF_NOW = re.compile("(?:截[至止])?目前")
_THAT_DAY = re.compile("(?:当[天日]|这一?天|同[一]?[天日])")
_CUE = re.compile(f"截[至止]|24时|目前|^{_THAT_DAY.pattern}")
_NUMERALS = re.compile(r"\d[\d\s.,]*")

#: A day behind all others of its month: 截至6月底.
_LAST = 31
#: Without their years days that lie further apart, in months, may be those of two years.
_HALF_A_YEAR = 6
#: Figures that two sources share count double from three digits on (noughts at their ends aside),
#: once with two where they call alike what they count: so much is no chance. What more sources than
#: these give is everybody's.
_NO_CHANCE, _FEWEST_DIGITS, _TELLERS = 6, 2, 20


class Day(NamedTuple):
    """A day; ``year`` 0 where it isn't told."""

    year: int
    month: int
    day: int


class Count(NamedTuple):
    """What is counted by sources of one event, and until which day."""

    what: tuple[Hashable, ...]
    day: Day


def day_of(sentence: str, period: str) -> Day | None:
    """Until which day a number of a sentence is counted; None where it is no running count.

    >>> day_of("截至7月13日24时，累计报告32例。", "截至7月13日")
    Day(year=0, month=7, day=13)
    >>> day_of("2024年7月12日0时至24时，新增确诊病例7例。", "2024年7月12日")
    Day(year=2024, month=7, day=12)
    >>> day_of("截至2024年6月底，到位资金3亿元。", "截至2024年6月底")
    Day(year=2024, month=6, day=31)
    >>> day_of("3月5日，茶厂爆燃造成3人死亡。", "3月5日")
    >>> day_of("截至2023年底，共12家。", "截至2023年底")
    """
    found = _DATED.search(period)
    start = sentence.find(period)
    if found is None or not _is_reported(sentence, start + found.start(), start + found.end()):
        return None
    return _day(found)


def _is_reported(text: str, start: int, end: int) -> bool:
    """Whether something is counted until a date: 截至7月13日, 7月13日0时至24时."""
    return bool(_UNTIL.search(text, max(0, start - 2), start) or _WHOLE_DAY.match(text, end))


def _day(found: re.Match[str]) -> Day:
    month, day = found["to_month"] or found["month"], found["to"] or found["day"]
    return Day(int(found["year"] or 0), int(month), int(day or _LAST))


class Bulletins:
    """What the sources of a briefing count from day to day. ``passages`` are those printed."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._events = events_of(passages)
        self._meant = dict(_days_meant(passages))

    def count(self, sentence: Sentence, said: Hashable, period: str) -> Count | None:
        """What a number of a sentence counts; None where it is no running count. ``said`` is what
        is counted; 目前 is the day that its source has reported last, where it goes on so.
        """
        text = simplified(sentence.text)
        day = day_of(text, simplified(period))
        if day is None and (_OF_NOW.fullmatch(period) or not period):
            day = self.meant(sentence)
        event = self._events.get(sentence.source, sentence.source)
        return None if day is None else Count((event, said), day)

    def meant(self, sentence: Sentence) -> Day | None:
        """The day that a sentence means by 目前 or 当天, where its source goes on day by day."""
        return self._meant.get((sentence.source, sentence.text))

    def meant_by(self, sentence: Sentence) -> tuple[int, int] | None:
        """Its month and day."""
        day = self.meant(sentence)
        return day and (day.month, day.day)


def may_count(text: str) -> bool:
    """Whether a sentence may tell a running count: its numbers need a look."""
    return _CUE.search(text) is not None


def _days_meant(passages: Sequence[Passage]) -> Iterator[tuple[tuple[str, str], Day]]:
    """The days of which sentences tell that say 当天, or 目前: those their source has named last,
    or reported; of 目前 only where it says the same again of another one.
    """
    of_source: dict[str, dict[tuple[Span, ...], str]] = defaultdict(dict)
    for passage in passages:
        for witness in passage.witnesses:
            for one in witness.sentences:
                of_source[one.source][one.spans] = one.text
    for source, said in of_source.items():
        named = reported = None
        told: dict[str, dict[str, Day]] = defaultdict(dict)
        for _, text in sorted(said.items()):
            plain = simplified(text)
            if named and _THAT_DAY.match(plain):
                yield (source, text), named
            elif reported and "目前" in plain:
                told[_NUMERALS.sub("0", plain)][text] = reported
            for found in _DATED.finditer(plain):
                named = _day(found)
                if _is_reported(plain, *found.span()):
                    reported = named
        for same in told.values():
            if len(set(same.values())) > 1:
                yield from (((source, text), day) for text, day in same.items())


def outdated(counts: Sequence[Count | None]) -> frozenset[int]:
    """The numbers of the counts of which another tells a later day. Days whose years nobody tells
    and that lie more than half a year apart may be of two years, and stay.

    >>> def days(*told):
    ...     return sorted(outdated([Count(("病例",), Day(*one)) for one in told]))
    >>> days((0, 7, 13), (2024, 7, 12), (0, 7, 15)), days((2023, 6, 31), (2024, 6, 31))
    ([0, 1], [])
    >>> days((0, 12, 30), (0, 1, 2))
    []
    """
    of_one: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(counts):
        if one is not None:
            of_one[one.what].append(n)
    out = set()
    for same in of_one.values():
        days = {n: one.day for n in same if (one := counts[n])}
        years = {one.year for one in days.values()} - {0}
        months = [one.month for one in days.values()]
        if not years and max(months) - min(months) > _HALF_A_YEAR:
            continue
        if len(years) == 1:  # told once, and meant throughout
            days = {n: one._replace(year=max(years)) for n, one in days.items()}
        last: dict[int, Day] = {}
        for day in days.values():
            last[day.year] = max(day, last.get(day.year, day))
        out |= {n for n, day in days.items() if day < last[day.year]}
    return frozenset(out)


def outdated_groups(groups: Sequence[Sequence[Count]]) -> frozenset[int]:
    """The numbers of the sentences, each with what it counts, of which others tell a later day:
    of what is counted again, most is outdated.
    """
    counts = [one for same in groups for one in same]
    late = outdated(counts)
    followed = {counts[n].what for n in late}
    out, at = set(), 0
    for n, same in enumerate(groups):
        numbers = range(at, at := at + len(same))
        again = [k in late for k in numbers if counts[k].what in followed]
        if 2 * sum(again) > len(again):
            out.add(n)
    return frozenset(out)


def events_of(passages: Iterable[Passage], figures: Iterable[Figure] = ()) -> Mapping[str, str]:
    """For each source that tells something with another the first of those that tell it with it,
    or with one of these. Of ``figures`` so many that two sources both give, each of so many
    digits, are no chance: they tell of one thing in their own words.
    """
    first: dict[str, str] = {}

    def root(name: str) -> str:
        while first.setdefault(name, name) != name:
            name = first[name]
        return name

    tellers = [sorted({witness.source for witness in passage.witnesses}) for passage in passages]
    for names in (*tellers, *_sharing(figures)):
        for name in names[1:]:
            one, other = sorted((root(names[0]), root(name)))
            first[other] = one
    return {name: root(name) for name in first}


def _sharing(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """The pairs of sources that give the same figures."""
    given: dict[tuple[Fraction, str], dict[str, set[tuple[str, str]]]] = defaultdict(dict)
    for one in figures:
        came = worth(one.value, one.unit)
        if came:
            words = set(pairwise(simplified(one.metric)))
            given[came].setdefault(one.source, set()).update(words)
    shared: Counter[tuple[str, str]] = Counter()
    for (number, _), told in given.items():
        digits = len(str(float(number)).replace(".", "").strip("0"))
        if digits < _FEWEST_DIGITS or len(told) > _TELLERS:
            continue
        for pair in combinations(sorted(told), 2):
            if digits > _FEWEST_DIGITS:
                shared[pair] += 2
            elif told[pair[0]] & told[pair[1]]:
                shared[pair] += 1
    yield from (pair for pair, count in shared.items() if count >= _NO_CHANCE)
