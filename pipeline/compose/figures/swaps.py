"""One number that two sources give otherwise, though no sentence of theirs is laid beside another:
its digits swapped (4873份, 4783份: the commonest slip of who retells), or in the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from pipeline.collate.amounts import agree, worth
from pipeline.collate.letters import pairs_of
from pipeline.compose.figures.running import may_count
from pipeline.model.figure import Conflict
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.model.figure import Figure

SWAPPED = "two sources give one number with its digits in another order"
SAME_WORDS = "two sources give two numbers in the same words"

#: Numbers of fewer digits may be of other things, unless both call what they count the same.
_DIGITS = 3
#: What a number of two digits counts is said in so many characters at least.
_SAYS_ENOUGH = 6
#: So much of what one says it counts, in pairs of characters, the other says; and so much of its
#: sentence, which has so many pairs at least.
_ALIKE, _ALL, _LEAST = 0.6, 0.9, 16
_NUMBERS = re.compile("[0-9]+")
_THOUSANDS = re.compile("(?<=[0-9]),(?=[0-9]{3})")
#: What is counted may stand behind: 121次|屋场会.
_BEHIND = re.compile(f"[{HAN}]{{3}}")


def swapped(found: Sequence[Figure], events: Mapping[str, str]) -> Iterator[Conflict]:
    """Numbers in one unit with the same digits in another order, and no source gives both; of
    sources that tell some passage together (``events``), where they call what they count alike, or
    tell another number of one size beside it; of others where they call it the same. Never where
    each has a time of its own.
    """
    alike: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    beside: dict[tuple[str, str], set[str]] = defaultdict(set)
    given: dict[str, set[str]] = defaultdict(set)
    for one in found:
        numeral = _numeral(one)
        given[numeral + one.unit].add(one.source)
        if _digits(numeral) >= _DIGITS:
            beside[one.source, one.sentence].add(numeral + one.unit)
        if _digits(numeral) > 1 and not one.from_value:
            digits = one.unit, numeral.find("."), *sorted(numeral)
            if one.source in events:
                alike[events[one.source], *digits].append(one)
            if _digits(numeral) > _DIGITS and len(one.metric) >= _SAYS_ENOUGH:
                alike[None, simplified(one.metric), *digits].append(one)
    for same in alike.values():
        by_value: dict[str, list[Figure]] = defaultdict(list)
        for one in same:
            by_value[_numeral(one)].append(one)
        for ours, theirs in combinations(by_value.values(), 2):
            tellers, others = (given[_numeral(row[0]) + row[0].unit] for row in (ours, theirs))
            if tellers & others:
                continue  # two things
            pairs = ((one, other) for one in ours for other in theirs)
            for one, other in pairs:
                shared = beside[one.source, one.sentence] & beside[other.source, other.sentence]
                if of_one_time(one, other) and (_called_alike(one, other) or len(shared) > 0):
                    yield Conflict((one.id, other.id), SWAPPED)
                    break


def _numeral(one: Figure) -> str:
    """A number in digits: 9860 for 九千八百六十 and for 9,860; as it stands where it is one, or a
    range.
    """
    if any(map(str.isdecimal, one.value)):
        return _THOUSANDS.sub("", one.value)
    came = worth(one.value, "")
    return str(came[0]) if came and came[0].denominator == 1 else one.value


def _digits(value: str) -> int:
    return sum(character.isdecimal() for character in value)


def of_one_time(one: Figure, other: Figure) -> bool:
    """Whether their times, where both have one, leave it open that both tell of one thing."""
    dated = [tuple(_NUMBERS.findall(period)) for period in (one.period, other.period)]
    return len({*dated} - {()}) < 2  # 2021年, 截至2021年底


def _called_alike(one: Figure, other: Figure) -> bool:
    """Whether what they count is called alike: 登记在册民营企业, 民营企业; 收回, 回收."""
    words, others = (simplified(figure.metric) for figure in (one, other))
    if _digits(_numeral(one)) < _DIGITS:
        return words == others and len(words) >= _SAYS_ENOUGH
    if sorted(words) == sorted(others):
        return len(words) > 1
    less, more = sorted((set(pairwise(words)), set(pairwise(others))), key=len)
    return len(less & more) >= max(2, _ALIKE * len(less)) or _counted(one) == _counted(other) != ""


def _counted(one: Figure) -> str:
    """What stands right behind a number: its first three characters; "" where fewer do."""
    whole = one.value + one.unit
    at = one.sentence.find(whole) + len(whole)
    found = _BEHIND.match(simplified(one.sentence), at)
    return found[0] if found else ""


def in_same_words(found: Sequence[Figure], events: Mapping[str, str]) -> Iterator[Conflict]:
    """Numbers in one unit, of sources that tell some passage together, in sentences that say the
    same but for their numbers. Never where each has a time of its own, nor of what is counted from
    day to day.
    """
    alike: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for one in found:
        plain = simplified(one.metric)
        if one.source in events and len(plain) > 2 and not may_count(simplified(one.sentence)):
            alike[events[one.source], plain, one.unit].append(one)
    for same in alike.values():
        firsts = {(one.source, one.value): one for one in same}
        sources = [source for source, _ in firsts]
        told = [one for one in firsts.values() if sources.count(one.source) == 1]
        for one, other in combinations(told, 2):
            amounts = (one.value, one.unit), (other.value, other.unit)
            if not agree(*amounts) and of_one_time(one, other) and _say_alike(one, other):
                yield Conflict((one.id, other.id), SAME_WORDS)


def _say_alike(one: Figure, other: Figure) -> bool:
    less, more = sorted(map(pairs_of, (one.sentence, other.sentence)), key=len)
    return len(less) >= _LEAST and len(less & more) >= _ALL * len(less)
