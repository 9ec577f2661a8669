"""Figures that can't all be right: said side by side, never averaged.

A false conflict is worse than a missed one: two figures are set against each other only where
the witnesses of one passage differ, where two sources say the same words of the same time and
give another number, or one number with its digits swapped, where one change is dated twice, where
the toll of one event is told otherwise, or where a sum doesn't add up by the rule that doubts it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.collate.amounts import agree, worth
from pipeline.compose import clauses
from pipeline.compose.figures.after import BECAME
from pipeline.compose.figures.differing import figures_differing
from pipeline.compose.figures.moments import Moments
from pipeline.compose.figures.running import events_of
from pipeline.compose.figures.swaps import in_same_words, swapped
from pipeline.compose.figures.tolls import tolls
from pipeline.model.article import State
from pipeline.model.figure import Conflict
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from pipeline.model.article import Article, Correction
    from pipeline.model.figure import Figure
    from pipeline.model.passage import Passage, Sentence, Variant

    BySentence = Mapping[tuple[str, str], Sequence[Figure]]

WITNESSES = "witnesses of one passage give two values"
SOURCES = "two sources give two values for one thing at one time"
DATES = "two sources date one change differently"

#: Fewer words before a number may be said of many things; whose it is counts, too.
_SAYS_ENOUGH = 6
#: The reading rules whose doubts are told here, by the figures that they add up.
_TOTAL, _SHARES = "sum-contradiction", "excess-shares"
_BEFELL = re.compile(f"(?:累计)?(?:{BECAME.pattern})")
_SCOPE = re.compile("[全我本]([省市县区镇乡村校])")
#: 截至2023年12月底 is 2023年末.
_UNTIL, _YEAR_ENDS = re.compile("^(?:截[至止]|到)"), re.compile("年(?:12月(?:31日|[底末])|末)$")
#: 截至7月15日: no two events of one kind.
_DAILY = re.compile(r"^截[至止].*\d日$")
_DIGITS_BEFORE = re.compile(r"[0-9][0-9.,]*$")
_TERM = re.compile(r"\d+(?:\.\d+)?")
#: A clause tells what a figure is of by so many letters beside it.
_TELLS = 3


def conflicts(
    found: Sequence[Figure],
    passages: Sequence[Passage],
    articles: Sequence[Article] = (),
    days: Mapping[str, dt.date] | None = None,
) -> tuple[Conflict, ...]:
    """The conflicts, those between witnesses first; each figure in one of them. ``days`` says when
    sources appeared.
    """
    moments = Moments(found, days or {})
    by_id = {one.id: one for one in found}
    by_sentence = _by_sentence(found)
    sentences = [one for passage in passages for witness in passage.witnesses
                 for one in witness.sentences]  # fmt: skip
    out: list[Conflict] = []
    known: set[str] = set()
    told = (
        *_between_witnesses(found, passages),
        *_between_sources(found),
        *_between_sources(_of_one_scope(found, events_of(passages))),
        *swapped(found, events_of(passages, found)),
        *in_same_words(found, events_of(passages, found)),
        *_two_dates(found),
        *tolls(found, passages),
    )
    of_one_moment = (
        Conflict(tuple(one.id for one in same), conflict.reason)
        for conflict in told
        if (same := moments.of_one([by_id[name] for name in conflict.figures]))
    )
    for one in (*of_one_moment, *_sums(articles, sentences, by_sentence)):
        if not known & set(one.figures):
            known |= set(one.figures)
            out.append(one)
    return tuple(out)


def put_together(said: Sequence[Conflict], figures: Iterable[Figure]) -> tuple[Conflict, ...]:
    """The conflicts, those of the same clauses put together: 处5%以上20%以下 and 处10%以上30%以下
    disagree once. A sum stays by itself.
    """
    by_id = {one.id: one for one in figures}
    of_place: dict[tuple[object, ...], list[Conflict]] = defaultdict(list)
    for conflict in said:
        told = [by_id[name] for name in conflict.figures]
        words = sorted({(one.source, excerpt([one])) for one in told})
        apart = conflict.figures if _TERM.match(conflict.reason) else ()
        of_place[*words, *apart].append(conflict)
    return tuple(
        Conflict(
            tuple(dict.fromkeys(name for conflict in same for name in conflict.figures)),
            same[0].reason,
        )
        for same in of_place.values()
    )


def _between_witnesses(found: Sequence[Figure], passages: Sequence[Passage]) -> Iterator[Conflict]:
    for _, _, told in figures_told(passages, found):
        if _disagree(told):
            yield Conflict(tuple(one.id for one in told), WITNESSES)


def figures_told(
    passages: Iterable[Passage], found: Iterable[Figure]
) -> Iterator[tuple[Passage, Variant, tuple[Figure, ...]]]:
    """The variants of which two witnesses and more give a figure, with these."""
    by_sentence = _by_sentence(found)
    for passage in passages:
        for variant in figures_differing(passage):
            told = tuple(_told(passage, variant, by_sentence))
            if len(told) > 1:
                yield passage, variant, told


def _by_sentence(found: Iterable[Figure]) -> BySentence:
    out: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in found:
        out[figure.source, figure.sentence].append(figure)
    return out


def _disagree(told: Sequence[Figure]) -> bool:
    """Whether some of the figures can't both be right."""
    return any(
        not agree((one.value, one.unit), (other.value, other.unit))
        for one, other in combinations(told, 2)
    )


def _told(passage: Passage, variant: Variant, by_sentence: BySentence) -> Iterator[Figure]:
    """The figure that each witness gives where they differ, be it in the unit alone."""
    low, high = variant.at
    before = _DIGITS_BEFORE.search(passage.text, 0, low)
    digits = before[0] if before else ""
    readings = dict(variant.readings)
    for witness in passage.witnesses:
        reading = readings.get(witness.key)
        told = [
            figure
            for sentence in witness.sentences
            for figure in by_sentence.get((sentence.source, sentence.text), ())
            if reading and _is_read(figure, digits, reading, passage.text[high:])
        ]
        yield from told[:1]


def _is_read(figure: Figure, digits: str, reading: str, behind: str) -> bool:
    """Whether a reading has a figure's number, or its unit behind the ``digits`` before."""
    if _stands_in(figure.value, reading):
        return True
    unit = (reading + behind).startswith(figure.unit) and figure.unit.startswith(reading[:1])
    return bool(digits) and figure.value == digits and bool(figure.unit) and unit


def _stands_in(value: str, reading: str) -> bool:
    """Whether a number is one of a reading, not part of one.

    >>> _stands_in("20", "20GWh"), _stands_in("2", "20GWh"), _stands_in("5", "3.5%")
    (True, False, False)
    """
    whole = r"(?<!\d)(?<!\d[.,])" + re.escape(value) + r"(?![.,]?\d)"
    return bool(value) and re.search(whole, reading) is not None


def _between_sources(found: Sequence[Figure]) -> Iterator[Conflict]:
    """One thing of one place at one time, with two values."""
    alike: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for one in found:
        if _says_enough(one) and _is_dated(one) and not one.from_value:
            metric = one.metric.removeprefix("累计")
            period = _YEAR_ENDS.sub("年底", _UNTIL.sub("", one.period))
            key = (one.subject, metric, period, one.unit, one.qualifier)
            alike[key].append(one)
    yield from _disagreeing(alike.values(), _worth, SOURCES)


def _of_one_scope(found: Sequence[Figure], events: Mapping[str, str]) -> list[Figure]:
    """Figures of 全县, 我县 and 本县, as of one place: only of sources that tell some passage
    together.
    """
    return [
        replace(one, subject=events[one.source] + scope[1])
        for one in found
        if one.source in events and (scope := _SCOPE.fullmatch(one.subject))
    ]


def _two_dates(found: Sequence[Figure]) -> Iterator[Conflict]:
    """One change, from one value to another, told of two times."""
    alike: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for one in found:
        if one.from_value and _is_dated(one) and one.metric:
            key = (one.subject, one.metric, one.from_value, one.value, one.unit)
            alike[key].append(one)
    yield from _disagreeing(alike.values(), _years, DATES)


def _disagreeing(
    groups: Iterable[Sequence[Figure]], of: Callable[[Figure], Hashable], reason: str
) -> Iterator[Conflict]:
    """Groups of figures of which two sources tell something else."""
    for same in groups:
        firsts = list({(one.source, of(one)): one for one in same}.values())
        sources = {one.source for one in firsts}
        # One source that gives several counts different things in the same words.
        if len({of(one) for one in firsts}) > 1 and 1 < len(sources) == len(firsts):
            yield Conflict(tuple(one.id for one in firsts), reason)


def _worth(one: Figure) -> Hashable:
    """What it comes to; as it is written, where that is no number."""
    return worth(one.value, one.unit) or (one.value, one.unit)


def _says_enough(one: Figure) -> bool:
    if _DAILY.search(one.period) and one.subject and _BEFELL.fullmatch(simplified(one.metric)):
        return True  # the dead of a town until a day
    return len(one.metric) + len(one.subject) >= _SAYS_ENOUGH and len(one.metric) > 2


def _is_dated(one: Figure) -> bool:
    return any(digit.isdigit() for digit in one.period)


def _years(one: Figure) -> str:
    return ",".join(re.findall(r"\d{4}", one.period)) or one.period


def _sums(
    articles: Sequence[Article], sentences: Sequence[Sentence], by_sentence: BySentence
) -> Iterator[Conflict]:
    """A total and its parts, where a reading rule has found that they don't add up."""
    doubts = [
        one
        for article in articles
        for one in article.ledger
        if one.rule in (_TOTAL, _SHARES) and one.state is State.FLAGGED
    ]
    for doubt in doubts:
        sentence = next((one for one in sentences if _holds(one, doubt)), None)
        if sentence is not None:
            figures = by_sentence.get((sentence.source, sentence.text), ())
            ids = tuple(_total_and_parts(doubt, figures))
            if len(ids) > 2:
                yield Conflict(ids, doubt.reason)


def _holds(sentence: Sentence, doubt: Correction) -> bool:
    return sentence.source == doubt.source and any(
        span.start <= doubt.span.start < span.end for span in sentence.spans
    )


def _total_and_parts(doubt: Correction, figures: Sequence[Figure]) -> Iterator[str]:
    """The figures that the reason of a doubt adds up, in their order, behind their total; shares
    have none.
    """
    total: list[str] = []
    if doubt.rule == _TOTAL:
        total = [one.id for one in figures if doubt.before.startswith(one.value)][:1]
    terms = _TERM.findall(doubt.reason.split("=")[0])
    parts: list[str] = []
    for one in figures:
        if len(parts) < len(terms) and one.value == terms[len(parts)] and one.id not in total:
            parts.append(one.id)
    if len(parts) == len(terms) and bool(total) == (doubt.rule == _TOTAL):
        yield from (*total, *parts)


def excerpt(figures: Sequence[Figure]) -> str:
    """The clauses of a sentence in which figures stand, without the mark at their end; one that
    says nothing beside the figure with the clause that it belongs to: what comes of a date behind
    it, what a sum is of before it.
    """
    text = figures[0].sentence
    places: list[int] = []
    for figure in figures:
        low = places[-1] + 1 if places else 0
        at = text.find(figure.value + figure.unit, low)
        places.append(max(text.find(figure.value, low) if at < 0 else at, 0))
    start = clauses.behind_last(clauses.MARKS, text, min(places))
    stop = _clause_end(text, max(places) + len(figures[-1].value))
    said = len(figures) == 1 and sum(map(str.isalpha, text[start:stop]))
    own = sum(map(str.isalpha, figures[0].value + figures[0].unit))
    if said and said - own < _TELLS:
        if said == own:
            stop = _clause_end(text, stop + 1)
        elif start:
            start = clauses.behind_last(clauses.MARKS, text, start - 1)
    return text[start:stop].rstrip(clauses.MARKS)


def _clause_end(text: str, at: int) -> int:
    found = clauses.MARK.search(text, min(at, len(text)))
    return found.start() if found else len(text)
