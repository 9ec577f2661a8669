"""Places → printed paragraphs, each with its reason; guests stand behind what they go on from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.compose.outline.headings import cue_heading
from pipeline.compose.outline.hosts import spot_of
from pipeline.model.briefing import PrintedParagraph, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.collate import Printer
    from pipeline.compose.outline.common_order import Spot
    from pipeline.compose.outline.places import Place
    from pipeline.model.article import Article, Block

_GUEST = "goes on from a paragraph that another source prints"


class Paragraphs:
    """What all sections are made with. ``held`` names for each guest the paragraph it stands
    behind.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Place]],
        articles: Sequence[Article],
        printer: Printer,
        held: Mapping[Spot, Spot],
    ) -> None:
        self._articles = articles
        self._printer = printer
        self._guests: dict[Spot, list[Place]] = defaultdict(list)
        for row in rows:
            for place in row:
                if spot_of(place) in held:
                    self._guests[held[spot_of(place)]].append(place)

    def of(
        self, here: Iterable[Place], reasons: Mapping[Spot, str]
    ) -> tuple[PrintedParagraph, ...]:
        return tuple(one for place in here for one in self._with_guests(place, reasons))

    def _with_guests(self, place: Place, reasons: Mapping[Spot, str]) -> Iterator[PrintedParagraph]:
        yield PrintedParagraph(place.passages, reasons[spot_of(place)])
        for guest in self._guests.get(spot_of(place), ()):
            yield PrintedParagraph(guest.passages, _GUEST)

    def titled(
        self,
        article: int,
        heading: Block,
        level: int,
        paragraphs: tuple[PrintedParagraph, ...],
        sections: tuple[Section, ...] = (),
    ) -> Section:
        """A section under a heading of an article."""
        cue = cue_heading(self._articles[article].source.name, heading, self._printer)
        return Section(cue.printed.text, level, paragraphs, sections, cue=cue)
