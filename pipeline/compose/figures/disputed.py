"""What sources dispute beside the numbers that count: a date that witnesses give otherwise, and the
toll of an event, which sources tell in words of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.collate.amounts import agree, same_amounts
from pipeline.collate.origins import Origins
from pipeline.compose import clauses
from pipeline.compose.errata import corrects, denies, is_hearsay
from pipeline.model.figure import Conflict, Figure
from pipeline.model.ids import digest
from pipeline.model.passage import VariantKind
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.model.article import Article
    from pipeline.model.passage import Passage, Sentence, Variant, Witness
    from pipeline.model.source import Source

DATE = "witnesses of one passage give two dates"
TOLL = "sources that tell of one event give two numbers"

_DATE = re.compile(
    r"(?:(?:[0-9]{4}|[一二][〇零一二三四五六七八九]{3})年)?[0-9]{1,2}月"
    r"(?:[0-9]{1,2}[日号]|[上中下]旬|[初中底末])?[前后]?"
    r"|(?:[0-9]{4}|[一二][〇零一二三四五六七八九]{3})年[初中底末]?[前后]?"
)
#: By so many characters behind it a date is known from others of the same text.
_BEHIND = (4, 2)

#: What an event costs; each is one number at a time.
_TOLL = re.compile(
    "(?:死亡|遇难|受伤|失踪|失联|死亡人数|受伤人数|遇难人数|直接经济损失|经济损失|受灾人口|紧急转移安置)"
)
_CAUSED = re.compile("造成|导致|致(?=[0-9])|酿成|升至|累计")
_QUOTED = re.compile("“[^”]*”")


def disputed_dates(
    articles: Sequence[Article], passages: Iterable[Passage]
) -> tuple[tuple[Figure, ...], tuple[Conflict, ...]]:
    """The dates on which the witnesses of a passage differ, as figures without a unit, and the
    conflicts between them.
    """
    sources = {article.source.name: article.source for article in articles}
    origins = Origins(articles)
    figures: dict[str, Figure] = {}
    conflicts = []
    for passage in passages:
        for variant in passage.variants:
            told = []
            for sentence, start, date in _dates(passage, variant):
                told.append(_figure(sentence, start, date, origins, sources[sentence.source]))
            if len({one.value for one in told}) > 1:
                figures.update((one.id, one) for one in told)
                conflicts.append(Conflict(tuple(dict.fromkeys(one.id for one in told)), DATE))
    return tuple(figures.values()), tuple(conflicts)


def _dates(passage: Passage, variant: Variant) -> Iterator[tuple[Sentence, int, str]]:
    """The date that each witness gives where they differ in a part of it, and where."""
    low, high = variant.at
    text = passage.text
    if variant.kind is not VariantKind.FIGURE or low == high:
        return
    found = next((one for one in _DATE.finditer(text) if one.start() <= low < one.end()), None)
    if found is None or high > found.end():
        return
    readings = dict(variant.readings)
    for witness in passage.witnesses:
        reading = readings.get(witness.key, "")
        same = same_amounts(text[low:high], reading, text[:low], text[high:])
        if reading and not same:
            date = text[found.start() : low] + reading + text[high : found.end()]
            yield from _standing(witness, date, text[found.end() :])


def _standing(witness: Witness, date: str, behind: str) -> Iterator[tuple[Sentence, int, str]]:
    for reach in _BEHIND:
        for sentence in witness.sentences:
            at = sentence.text.find(date + behind[:reach])
            if at >= 0:
                yield sentence, at, date
                return


def _figure(sentence: Sentence, start: int, date: str, origins: Origins, source: Source) -> Figure:
    span = origins.span([sentence], start, start + len(date))
    at = span.start if span else sentence.spans[0].start
    text = sentence.text
    return Figure(
        id=f"f-{digest('date', sentence.source, text, date, str(start))}",
        source=sentence.source,
        line=source.line_at(at),
        sentence=text,
        subject="",
        metric=text[clauses.clause_start(text, start) : start],
        value=date,
        unit="",
        qualifier="",
        period="",
        from_value="",
    )


def tolls(found: Sequence[Figure], passages: Iterable[Passage]) -> Iterator[Conflict]:
    """The dead, the injured, the damage of one event, where two sources give two numbers: a report
    of the first day and the findings. That is mostly no slip, but a reader has to know.

    Only of sources that tell some passage together, and of those that give one number each: who
    gives several tells of several events. What is denied or only said isn't told.
    """
    event = _events(passages)
    told: dict[tuple[str, str], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        metric = simplified(one.metric)
        if one.source in event and _TOLL.fullmatch(metric) and _is_told(one):
            told[event[one.source], metric.removesuffix("人数")][one.source].append(one)
    clashes: dict[tuple[tuple[str, str], ...], list[Figure]] = {}
    for by_source in told.values():
        firsts = [
            min(same, key=lambda one: one.metric.endswith("数"))  # 死亡人数升至4人 comes alone
            for same in by_source.values()
            if all(agree((same[0].value, same[0].unit), (one.value, one.unit)) for one in same)
        ]
        if any(
            not agree((one.value, one.unit), (other.value, other.unit))
            for one, other in combinations(firsts, 2)
        ):
            clause = tuple((one.source, _clause(one)) for one in firsts)
            clashes.setdefault(clause, []).extend(firsts)
    for same in clashes.values():
        yield Conflict(tuple(one.id for one in same), TOLL)


def _events(passages: Iterable[Passage]) -> Mapping[str, str]:
    """For each source that tells something with another the first of those that tell it with it,
    or with one of these.
    """
    first: dict[str, str] = {}

    def root(name: str) -> str:
        while first.setdefault(name, name) != name:
            name = first[name]
        return name

    for passage in passages:
        names = sorted({witness.source for witness in passage.witnesses})
        for name in names[1:]:
            one, other = sorted((root(names[0]), root(name)))
            first[other] = one
    return {name: root(name) for name in first}


def _is_told(one: Figure) -> bool:
    sentence = simplified(one.sentence)
    bare = _QUOTED.sub("", sentence)
    stands = one.value + one.unit in bare and _CAUSED.search(bare) is not None
    return stands and not (corrects(sentence) or is_hearsay(bare) or denies(_clause(one)))


def _clause(one: Figure) -> str:
    """The clause of a sentence in which a figure stands."""
    text = simplified(one.sentence)
    at = max(text.find(one.value + simplified(one.unit)), 0)
    stop = clauses.MARK.search(text, at + len(one.value))
    return text[clauses.behind_last(clauses.MARKS, text, at) : stop.start() if stop else len(text)]
