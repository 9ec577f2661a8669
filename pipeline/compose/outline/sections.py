"""Paragraphs → sections and subsections, in the order they are printed in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.outline.assign import Assigned, sections_for, topics_for
from pipeline.compose.outline.headings import cue_heading, title_headings
from pipeline.compose.outline.hosts import Spot, hosts
from pipeline.compose.outline.order import in_order, usual_years
from pipeline.compose.outline.places import Place, places
from pipeline.compose.walk import passages_of
from pipeline.model.briefing import PrintedParagraph, Section

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.collate import Printer
    from pipeline.compose.templates import Profile
    from pipeline.model.article import Article, Block
    from pipeline.model.passage import Passage

#: A topic that holds more of a section than this share tells nothing: the headings do it better,
#: where there are so many.
_ALL_OF_A_SECTION, _FEWEST_HEADINGS = 0.6, 2

#: A topic of fewer characters has no subsection of its own.
_LEAST_OF_A_TOPIC = 150


def outline(
    profile: Profile,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    printer: Printer,
    other: str,
    days: Mapping[int, dt.date],
) -> tuple[Section, ...]:
    """All passages, each in one section; ``other`` titles the section of what fits nowhere.
    ``days`` says of articles when they appeared, where that is known.

    Inside a section: what stands under no subsection, then the subsections: the profile's topics,
    or where it has none the sources' own headings.
    """
    rows = places(articles, passages)
    held = hosts(rows, articles, passages)
    chosen = _chosen(profile, rows, held, _retellings(articles, passages))
    titles = [section.title for section in profile.sections] + [other]
    here: list[list[Place]] = [[] for _ in titles]
    for row in rows:
        for place in row:
            if place.passages:
                here[chosen[_spot(place)].number].append(place)
    names = [name for section in profile.sections for name in section.names]
    cues = title_headings(here, names)
    years = usual_years([row for row in rows if row])
    reasons = {spot: one.reason for spot, one in chosen.items()}
    book = _Outline(profile, articles, printer, days, years, held, reasons)
    return tuple(
        book.section(number, title, found, cues[number])
        for number, (title, found) in enumerate(zip(titles, here, strict=True))
        if found
    )


def _spot(place: Place) -> Spot:
    return place.article, place.position


def _under(place: Place) -> tuple[int, str]:
    """The heading right above it, by article and id."""
    return place.article, place.headings[-1].id if place.headings else ""


def _retellings(
    articles: Sequence[Article], passages: Sequence[Passage]
) -> Mapping[int, AbstractSet[int]]:
    """For each article those that tell some passage with it, by their numbers."""
    numbers = {article.source.name: number for number, article in enumerate(articles)}
    out: dict[int, set[int]] = defaultdict(set)
    for passage in passages:
        told = {numbers[witness.source] for witness in passage.witnesses}
        for number in told:
            out[number] |= told - {number}
    return out


def _chosen(
    profile: Profile,
    rows: Sequence[Sequence[Place]],
    held: Mapping[Spot, Spot],
    retellings: Mapping[int, AbstractSet[int]],
) -> dict[Spot, Assigned]:
    chosen: dict[Spot, Assigned] = {}
    for number, row in enumerate(rows):
        others = [rows[other] for other in sorted(retellings.get(number, ()))]
        assigned = sections_for(profile, row, retells=others)
        chosen |= {_spot(place): one for place, one in zip(row, assigned, strict=True)}
    for spot, host in held.items():
        number = chosen[host].number
        chosen[spot] = Assigned(number, "leans on a paragraph that another source prints")
    return chosen


def _length(section: Section) -> int:
    return sum(len(one.text) for one in passages_of([section]))


class _Outline:
    """What all sections are made with."""

    def __init__(
        self,
        profile: Profile,
        articles: Sequence[Article],
        printer: Printer,
        days: Mapping[int, dt.date],
        years: Mapping[int, int],
        held: Mapping[Spot, Spot],
        reasons: Mapping[Spot, str],
    ) -> None:
        self.profile = profile
        self.articles = articles
        self.printer = printer
        self.days = days
        self.years = years
        self.held = held
        self.reasons = reasons

    def section(
        self,
        number: int,
        title: str,
        here: Sequence[Place],
        cues: Mapping[tuple[int, str], Block],
    ) -> Section:
        listed = [place for place in here if place.entry and _under(place) in cues]
        if listed:
            rest = [place for place in here if not (place.entry and _under(place) in cues)]
            section = self.section(number, title, rest, cues)
            return replace(section, sections=(*section.sections, *self._titled(listed, cues)))
        if number < len(self.profile.sections) and self.profile.sections[number].topics:
            divided = self._by_topic(number, title, here)
            largest = max((_length(one) for one in divided.sections), default=0)
            if len(cues) < _FEWEST_HEADINGS or largest <= _ALL_OF_A_SECTION * _length(divided):
                return divided  # else one topic is the topic of it all: it divides nothing
        return self._by_heading(title, here, cues)

    def _by_topic(self, number: int, title: str, here: Sequence[Place]) -> Section:
        topics = self.profile.sections[number].topics
        rows: dict[int, list[Place]] = defaultdict(list)
        for place in sorted(here, key=_spot):
            rows[place.article].append(place)
        of: dict[Spot, Assigned] = {}
        for row in rows.values():
            assigned = topics_for(self.profile, number, row)
            of |= {_spot(place): one for place, one in zip(row, assigned, strict=True)}
        for spot, host in self.held.items():
            if spot in of and host in of:
                of[spot] = of[host]
        under: list[list[Place]] = [[] for _ in range(len(topics) + 1)]
        for place in here:
            under[of[_spot(place)].number].append(place)
        for found in under[:-1]:
            if sum(len(one.text) for place in found for one in place.passages) < _LEAST_OF_A_TOPIC:
                under[-1] += found
                found.clear()
        told = {
            spot: f"{self.reasons[spot]}; {topics[one.number].title}: {one.reason}"
            for spot, one in of.items()
            if one.number < len(topics)
        }
        reasons = {**self.reasons, **told}
        return Section(
            title,
            1,
            self._paragraphs(under[-1], reasons),
            tuple(
                Section(topic.title, 2, self._paragraphs(found, reasons))
                for topic, found in zip(topics, under[:-1], strict=True)
                if found
            ),
        )

    def _by_heading(
        self, title: str, here: Sequence[Place], cues: Mapping[tuple[int, str], Block]
    ) -> Section:
        plain = [place for place in here if _under(place) not in cues]
        titled = [place for place in here if _under(place) in cues]
        paragraphs = self._paragraphs(plain, self.reasons)
        return Section(title, 1, paragraphs, self._titled(titled, cues))

    def _titled(
        self, here: Sequence[Place], cues: Mapping[tuple[int, str], Block]
    ) -> tuple[Section, ...]:
        """Subsections under the sources' headings."""
        under: dict[tuple[int, str], list[Place]] = defaultdict(list)
        for place in here:
            under[_under(place)].append(place)
        subsections = []
        for key, found in under.items():
            cue = cue_heading(self.articles[key[0]].source.name, cues[key], self.printer)
            paragraphs = tuple(self._paragraph(place, self.reasons) for place in found)
            subsections.append(Section(cue.printed.text, 2, paragraphs, cue=cue))
        return tuple(subsections)

    def _paragraphs(
        self, here: Sequence[Place], reasons: Mapping[Spot, str]
    ) -> tuple[PrintedParagraph, ...]:
        guests: dict[Spot, list[Place]] = defaultdict(list)
        inside = {_spot(place) for place in here}
        stay = []
        for place in here:
            host = self.held.get(_spot(place))
            if host in inside:
                guests[host].append(place)
            else:
                stay.append(place)
        out: list[PrintedParagraph] = []
        for place in in_order(stay, self.days, self.years):
            out.append(self._paragraph(place, reasons))
            out += [self._paragraph(guest, reasons) for guest in guests.get(_spot(place), ())]
        return tuple(out)

    def _paragraph(self, place: Place, reasons: Mapping[Spot, str]) -> PrintedParagraph:
        return PrintedParagraph(place.passages, reasons[_spot(place)])
