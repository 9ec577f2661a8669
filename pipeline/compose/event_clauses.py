"""The clauses of a sentence, and from a date on the first of them that tells an event of it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.compose.dates import Dated
    from pipeline.compose.event_words import EventWords

#: More characters than these no telling has, but where the clause that tells the event is longer.
MOST = 130

_NUMBER = r"\d[\d,.]*[多余]?(?:万亿|[千百]?[万亿])?[多余]?"
_COUNT = re.compile(rf"(?<![\dA-Za-z.\-]){_NUMBER}(?!\d|[年月日号时届次级期线度])[^\W\d]")
_BREAK = re.compile("[，；：。！？!?]|——")
#: 1996年当选议员, 2001年病逝于长沙: of whom, another clause says.
OF_A_LIFE = re.compile(
    "(?:再次|先后|因病|因公)?(?:当选|出任|就任|接任|担任|历任|兼任|任(?![务何期职意])|升任|调任|改任|考入|考取|入读|毕业|留学|参军"
    "|入党|入团|回国|参加(?:革命|工作)|加入(?:中国)?[^，。；]{1,6}党|赴[^，。；]{2,16}(?:留学|求学)"
    "|获[^，。；]{0,8}学位|病逝|逝世|去世|牺牲|辞世|离休|退休|离职休养|生于|出生"
    "|在[^，。；]{2,12}(?:病逝|逝世|去世|牺牲))"
)
_QUOTED = re.compile("《[^》]*》|“[^”]*”|〔[^〕]*〕")


class Told(NamedTuple):
    """Characters [start, end) of a sentence tell an event of the date ``dated``; ``bare``: of
    somebody's life, without saying whose, and ``subject`` is who its sentence speaks of.
    """

    start: int
    end: int
    dated: Dated
    bare: bool = False
    subject: str = ""


class EventClauses:
    """Each clause is looked at once, however many dates reach to it."""

    def __init__(self, text: str, words: EventWords) -> None:
        self._text, self._words = text, words
        masked = _masked(text)  # marks in quotes end none
        ends = [found.end() for found in _BREAK.finditer(masked)]
        if not ends or ends[-1] < len(text):
            ends.append(len(text))
        pairs = zip([0, *ends], ends, strict=False)
        self.bounds = [(start, end) for start, end in pairs if end > start]

    def at(self, place: int) -> int:
        """The number of the clause that a character stands in."""
        return bisect_right(self.bounds, place, key=itemgetter(1))

    def tell(self, first: int, last: int, dated: Dated) -> Told | None:
        """What the clauses ``first`` to ``last`` (left out) tell of a date in the first of them."""
        start = self.bounds[first][0]
        at = bisect_left(self._awaited, dated.end)
        if at < len(self._awaited) and self._awaited[at] < self.bounds[last - 1][1]:
            return None
        if self._words.plans.search(self._text, start, dated.start):
            return None
        told = self._telling(first, last, dated)
        return None if told is None else Told(start, self._reach(first, told, last), dated)

    def _telling(self, first: int, last: int, dated: Dated) -> int | None:
        """The first clause that tells an event, and no plan before it; none behind a ；."""
        leading = self._text.endswith(self._words.leading, 0, dated.start)
        for n in range(first, last):
            low, end = self.bounds[n]
            if low >= dated.end and not leading:
                plan, event, stop = (_from(n, found) for found in self._found)
                return event if event < min(plan, stop + 1, last) else None
            low = max(low, dated.end)
            if self._words.plans.search(self._text, low, end):
                return None
            if leading or _is_event(self._text[low:end], self._words):
                return n
            if OF_A_LIFE.match(self._text[low:end].lstrip("，在于")):
                return n
            if self._text[end - 1] == "；":
                return None
        return None

    def _reach(self, first: int, told: int, last: int) -> int:
        """Where the telling ends: with the date's reach, to the next ；, where all of that fits, or
        else with the clause of the event.
        """
        stop = min(_from(told, self._stops), last - 1)
        end = self.bounds[stop][1]
        return end if end - self.bounds[first][0] <= MOST else self.bounds[told][1]

    @cached_property
    def _awaited(self) -> list[int]:
        return [found.start() for found in self._words.awaited.finditer(self._text)]

    @cached_property
    def _stops(self) -> list[int]:
        return [n for n, (_, end) in enumerate(self.bounds) if self._text[end - 1] == "；"]

    @cached_property
    def _found(self) -> tuple[list[int], list[int], list[int]]:
        """The numbers of the clauses that speak of a plan, of an event, and that end in ；."""
        plans, told = [], []
        for n, (low, end) in enumerate(self.bounds):
            if self._words.plans.search(self._text, low, end):
                plans.append(n)
            elif _is_event(self._text[low:end], self._words):
                told.append(n)
        return plans, told, self._stops


def _from(n: int, found: list[int]) -> int:
    """The first of some numbers that isn't less than ``n``; one too high for any where none is."""
    at = bisect_left(found, n)
    return found[at] if at < len(found) else sys.maxsize


def _masked(text: str) -> str:
    return _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)


def _is_event(clause: str, words: EventWords) -> bool:
    masked = _masked(clause)
    counted = _COUNT.search(masked)
    if counted and words.statistics.search(masked):
        return False
    return any(
        not (words.uncounted.fullmatch(found[0]) and _COUNT.search(masked, found.end()))
        for found in words.events.finditer(masked)
    )
