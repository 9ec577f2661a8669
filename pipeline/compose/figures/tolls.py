"""The toll of an event (伤亡、损失): sources tell it in words of their own, each as of its day."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.collate.amounts import agree
from pipeline.compose import clauses
from pipeline.compose.errata import corrects, denies, is_hearsay
from pipeline.compose.figures.running import events_of
from pipeline.model.figure import Conflict, Figure
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model.passage import Passage

TOLL = "sources that tell of one event give two numbers"

#: What an event costs; each is one number at a time.
_TOLL = re.compile(
    "(?:死亡|遇难|受伤|失踪|失联|死亡人数|受伤人数|遇难人数|直接经济损失|经济损失|受灾人口|紧急转移安置)"
)
_CAUSED = re.compile("造成|导致|致(?=[0-9])|酿成|升至|累计")
_QUOTED = re.compile("“[^”]*”")


def tolls(found: Sequence[Figure], passages: Iterable[Passage]) -> Iterator[Conflict]:
    """The dead, the injured, the damage of one event, where two sources give two numbers: a report
    of the first day and the findings. That is mostly no slip, but a reader has to know.

    Only of sources that tell some passage together, and of those that give one number each: who
    gives several tells of several events. What is denied or only said isn't told.
    """
    event = events_of(passages)
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
