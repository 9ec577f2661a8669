"""The briefing by a profile: its sections and topics, or the sources' headings below a section."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.outline.assign import Assigned, sections_for, topics_for
from pipeline.compose.outline.headings import title_headings
from pipeline.compose.outline.hosts import spot_of
from pipeline.compose.outline.own import own_headings
from pipeline.compose.walk import passages_of
from pipeline.model.briefing import Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pipeline.compose.outline.common_order import Spot
    from pipeline.compose.outline.order import Orders
    from pipeline.compose.outline.paragraphs import Paragraphs
    from pipeline.compose.outline.places import Place
    from pipeline.compose.templates import Labels, Profile
    from pipeline.model.article import Article, Block
    from pipeline.model.briefing import PrintedParagraph
    from pipeline.model.passage import Passage

#: A topic that holds more of a section than this share tells nothing: the headings do it better,
#: where there are so many.
_ALL_OF_A_SECTION, _FEWEST_HEADINGS = 0.6, 2

#: A topic of fewer characters has no subsection of its own.
_LEAST_OF_A_TOPIC = 150


def retellings(
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


class ByProfile:
    """``stay`` are the paragraphs of each article that are printed and no guests of another's;
    ``opens`` those that open letters and speeches.
    """

    def __init__(
        self,
        profile: Profile,
        stay: Sequence[Sequence[Place]],
        opens: Sequence[Place],
        paragraphs: Paragraphs,
        orders: Orders,
        labels: Labels,
    ) -> None:
        self._profile = profile
        self._stay = stay
        self._opens = opens
        self._paragraphs = paragraphs
        self._orders = orders
        self._labels = labels
        self._reasons: dict[Spot, str] = {}

    def sections(
        self, rows: Sequence[Sequence[Place]], retold: Mapping[int, AbstractSet[int]]
    ) -> tuple[Section, ...]:
        """What opens letters and speeches, then the profile's sections that have paragraphs."""
        profile, chosen = self._profile, self._chosen(rows, retold)
        self._reasons = {spot: one.reason for spot, one in chosen.items()}
        titles = [*(one.title for one in profile.sections), self._labels.fill("other")]
        first = {spot_of(place) for place in self._opens}
        here: list[list[Place]] = [[] for _ in titles]
        for row in self._stay:
            for place in row:
                if spot_of(place) not in first:
                    here[chosen[spot_of(place)].number].append(place)
        if not any(here[:-1]):
            titles[-1] = self._labels.fill("body")  # nothing is other than what isn't there
        names = [name for section in profile.sections for name in section.names]
        cues = title_headings(here, names)
        found = tuple(
            self._section(number, title, inside, cues[number])
            for number, (title, inside) in enumerate(zip(titles, here, strict=True))
            if inside
        )
        return (*self._opening(), *found)

    def _chosen(
        self, rows: Sequence[Sequence[Place]], retold: Mapping[int, AbstractSet[int]]
    ) -> dict[Spot, Assigned]:
        chosen: dict[Spot, Assigned] = {}
        for number, row in enumerate(rows):
            others = [rows[other] for other in sorted(retold.get(number, ()))]
            assigned = sections_for(self._profile, row, retells=others)
            chosen |= {spot_of(place): one for place, one in zip(row, assigned, strict=True)}
        return chosen

    def _opening(self) -> tuple[Section, ...]:
        stay = {spot_of(place) for row in self._stay for place in row}
        here = [place for place in self._opens if spot_of(place) in stay]
        if not here:
            return ()
        reasons = {spot_of(place): "opens its text" for place in here}
        paragraphs = self._paragraphs.of(here, reasons)
        return (Section(self._labels.fill("opening"), 1, paragraphs, numbered=False),)

    def _section(
        self,
        number: int,
        title: str,
        here: Sequence[Place],
        cues: Mapping[tuple[int, str], Block],
    ) -> Section:
        listed = [place for place in here if place.entry and _under(place) in cues]
        if listed:
            rest = [place for place in here if not (place.entry and _under(place) in cues)]
            section = self._section(number, title, rest, cues)
            return replace(section, sections=(*section.sections, *self._titled(listed, cues)))
        if number < len(self._profile.sections) and self._profile.sections[number].topics:
            divided = self._by_topic(number, title, here)
            largest = max((_length(one) for one in divided.sections), default=0)
            if len(cues) < _FEWEST_HEADINGS or largest <= _ALL_OF_A_SECTION * _length(divided):
                return divided  # else one topic is the topic of it all: it divides nothing
        return self._by_heading(title, here, cues)

    def _by_topic(self, number: int, title: str, here: Sequence[Place]) -> Section:
        topics = self._profile.sections[number].topics
        of: dict[Spot, Assigned] = {}
        for row in self._orders.runs(here):
            assigned = topics_for(self._profile, number, row)
            of |= {spot_of(place): one for place, one in zip(row, assigned, strict=True)}
        under: list[list[Place]] = [[] for _ in range(len(topics) + 1)]
        for place in here:
            under[of[spot_of(place)].number].append(place)
        for found in under[:-1]:
            if sum(len(one.text) for place in found for one in place.passages) < _LEAST_OF_A_TOPIC:
                under[-1] += found
                found.clear()
        told = {
            spot: f"{self._reasons[spot]}; {topics[one.number].title}: {one.reason}"
            for spot, one in of.items()
            if one.number < len(topics)
        }
        reasons = {**self._reasons, **told}
        return Section(
            title,
            1,
            self._printed(under[-1], reasons),
            tuple(
                Section(topic.title, 2, self._printed(found, reasons))
                for topic, found in zip(topics, under[:-1], strict=True)
                if found
            ),
        )

    def _by_heading(
        self, title: str, here: Sequence[Place], cues: Mapping[tuple[int, str], Block]
    ) -> Section:
        plain = [place for place in here if _under(place) not in cues]
        titled = [place for place in here if _under(place) in cues]
        return Section(title, 1, self._printed(plain, self._reasons), self._titled(titled, cues))

    def _titled(
        self, here: Sequence[Place], cues: Mapping[tuple[int, str], Block]
    ) -> tuple[Section, ...]:
        """Subsections under the sources' headings; what stays whole has its own below."""
        under: dict[tuple[int, str], list[Place]] = defaultdict(list)
        for place in here:
            under[_under(place)].append(place)
        return tuple(self._under_heading(key[0], cues[key], found) for key, found in under.items())

    def _under_heading(self, article: int, heading: Block, here: Sequence[Place]) -> Section:
        plain: list[Place] = []
        parts: dict[str, tuple[Block, list[Place]]] = {}
        found = plain
        for place, own in zip(here, own_headings(here, heading), strict=True):
            if place.entry and own:
                found = parts.setdefault(own[0].id, (own[0], []))[1]
            found.append(place)
        return self._paragraphs.titled(
            article,
            heading,
            2,
            self._paragraphs.of(plain, self._reasons),
            tuple(
                self._paragraphs.titled(article, one, 3, self._paragraphs.of(part, self._reasons))
                for one, part in parts.values()
            ),
        )

    def _printed(
        self, here: Sequence[Place], reasons: Mapping[Spot, str]
    ) -> tuple[PrintedParagraph, ...]:
        return self._paragraphs.of(self._orders.of_section(here), reasons)


def _under(place: Place) -> tuple[int, str]:
    """The heading right above it, by article and id."""
    return place.article, place.headings[-1].id if place.headings else ""


def _length(section: Section) -> int:
    return sum(len(one.text) for one in passages_of([section]))
