"""Paragraphs → sections: what a paragraph says, what its headings say, and its neighbours."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.outline.sequence import best_course
from pipeline.model.article import Role
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.compose.outline.places import Place
    from pipeline.compose.templates import Profile, ProfileSection, Terms

#: A paragraph of this weight tells of a section.
_TELLS = 1.0

#: Words in so many characters at its head say what a paragraph is about: 下一步，…
_OPENING = 14

#: Under a new heading a source changes its subject more lightly.
_AT_A_HEADING = 0.4

#: A paragraph of so many characters is as long as most; in a longer one terms count for less.
_USUAL = 60

_NEVER = 1e6

#: Fewer than 50 is no lack of anything.
_BOUND = re.compile("(?:不足|不低于|不少于|不超过)(?=约?[0-9〇零一二两三四五六七八九十百千万亿])")

#: So many of the terms found are told in the reason.
_TOLD = 4


class Assigned(NamedTuple):
    """The number of a section (or topic), and why."""

    number: int
    reason: str


def sections_for(
    profile: Profile, row: Sequence[Place], *, retells: Sequence[Sequence[Place]] = ()
) -> list[Assigned]:
    """The section of each paragraph of one source; the number after the last one is 其他.

    A paragraph that leans on the one before it stays with it; an abstract goes to the first.
    ``retells`` are the sources that tell some of the same: what is usual there is usual here.
    """
    rest = len(profile.sections)
    told = [[_of_section(one, place, profile) for one in profile.sections] for place in row]
    least = _least(profile, [row, *retells])
    weights = [
        [*(max(one.weight, low) for one, low in zip(said, least, strict=True)), profile.rest]
        if place.block.role is not Role.ABSTRACT
        else [_NEVER, *[0.0] * rest]
        for place, said in zip(row, told, strict=True)
    ]
    course = best_course(weights, _prices(profile.switch, row))
    return [
        Assigned(number, _reason(number, place, said, profile.rest))
        for number, place, said in zip(course, row, told, strict=True)
    ]


def _least(profile: Profile, rows: Sequence[Sequence[Place]]) -> list[float]:
    """What each section weighs at least: the usual one something, where a source tells of it."""
    return [
        profile.lean
        if section.title == profile.usual
        and any(
            _of_section(section, place, profile).weight >= _TELLS for row in rows for place in row
        )
        else 0.0
        for section in profile.sections
    ]


def topics_for(profile: Profile, section: int, row: Sequence[Place]) -> list[Assigned]:
    """The topic of each paragraph of one source that stands in a section; the number after the
    last topic is none of them.
    """
    topics = profile.sections[section].topics
    told = [[_of_topic(one, place, profile) for one in topics] for place in row]
    weights = [[*(one.weight for one in said), profile.rest] for said in told]
    course = best_course(weights, _prices(profile.topic_switch, row))
    return [
        Assigned(number, _reason(number, place, said, profile.rest))
        for number, place, said in zip(course, row, told, strict=True)
    ]


def fits(profile: Profile, rows: Sequence[Sequence[Place]]) -> bool:
    """Whether a profile has words for these texts: most of what is printed stands in paragraphs
    that tell of one of its sections. Of the rest it knows no more than what stands beside it.
    """
    told = whole = 0
    for row in rows:
        for place in row:
            printed = sum(len(passage.text) for passage in place.passages)
            whole += printed
            if any(_of_section(one, place, profile).weight >= _TELLS for one in profile.sections):
                told += printed
    return 2 * told >= whole


class _Told(NamedTuple):
    """What speaks for a section or topic: weights, and the words that have them."""

    own: float
    opening: float
    above: float
    terms: tuple[str, ...]
    openings: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def weight(self) -> float:
        return self.own + self.opening + self.above


def _of_section(section: ProfileSection, place: Place, profile: Profile) -> _Told:
    """In headings only words that name the section count (瓶颈, 对策), not words of its topic."""
    text = _said(place)
    headings = [simplified(one.text) for one in place.headings]
    opens = tuple(word for word in section.opens if word in text[:_OPENING])
    names = tuple(word for word in section.names for one in headings if word in one)
    return _Told(
        _own(section.terms, text),
        profile.opening if opens else 0.0,
        profile.heading if names else 0.0,
        tuple(term for term, _ in section.terms if term in text)[:_TOLD],
        opens,
        names[:_TOLD],
    )


def _of_topic(topic: ProfileSection, place: Place, profile: Profile) -> _Told:
    """A topic has no words of its own for headings: all its terms count there."""
    text = _said(place)
    headings = simplified("\n".join(one.text for one in place.headings))
    return _Told(
        _own(topic.terms, text),
        0.0,
        profile.topic_heading * _weight(topic.terms, headings.count),
        tuple(term for term, _ in topic.terms if term in text)[:_TOLD],
        (),
        tuple(term for term, _ in topic.terms if term in headings)[:_TOLD],
    )


def _said(place: Place) -> str:
    """What a paragraph says, without the words that only bound a number.

    >>> _BOUND.sub("", "撤并在校生不足50人的教学点，师资仍然不足，出勤率不低于九成。")
    '撤并在校生50人的教学点，师资仍然不足，出勤率九成。'
    """
    return _BOUND.sub("", place.text)


def _own(terms: Terms, text: str) -> float:
    return _weight(terms, text.count) / math.sqrt(max(len(text), _USUAL) / _USUAL)


def _weight(terms: Terms, count: Callable[[str], int]) -> float:
    """Each term counts, its repeats less and less."""
    return sum(weight * math.sqrt(count(term)) for term, weight in terms)


def _prices(switch: float, row: Sequence[Place]) -> list[float]:
    prices = [0.0]
    for above, place in pairwise(row):
        if place.entry and above.entry:
            prices.append(_NEVER)  # a chronicle, a law stays one list
        elif place.opens_item:
            prices.append(0.0)
        elif place.leans:
            prices.append(_NEVER)
        elif place.headings != above.headings:
            prices.append(switch * _AT_A_HEADING)
        else:
            prices.append(switch)
    return prices[: len(row)]


def _reason(number: int, place: Place, said: Sequence[_Told], rest: float) -> str:
    if place.block.role is Role.ABSTRACT and number == 0:
        return "the abstract of its source"
    best = max([rest, *(one.weight for one in said)])
    if number == len(said):
        return (
            "no term of the outline stands in it" if best <= rest else "stays with its neighbours"
        )
    one = said[number]
    if one.weight < best or one.weight <= rest:
        if place.entry:
            return "stays with the others of its chronicle or law"
        return "leans on the paragraph before it" if place.leans else "stays with its neighbours"
    second = sorted((other.weight for other in said), reverse=True)[1:2] or [0.0]
    lead = f"({one.weight:.1f}, next {second[0]:.1f})"
    if one.opening > max(one.own, one.above):
        return f"opens with: {'、'.join(one.openings)} {lead}"
    if one.above > one.own:
        return f"its heading says: {'、'.join(one.names)} {lead}"
    return f"terms: {'、'.join(one.terms)} {lead}"
