"""The briefing under the sources' own headings: the outline of the text that leads, then the other
texts one after another, each under its title.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.errata import is_hearsay
from pipeline.compose.outline.hosts import spot_of
from pipeline.compose.outline.own import one_outline, own_headings, title_of
from pipeline.model.article import Role
from pipeline.model.briefing import Section
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.compose.outline.common_order import Spot
    from pipeline.compose.outline.order import Orders
    from pipeline.compose.outline.paragraphs import Paragraphs
    from pipeline.compose.outline.places import Place
    from pipeline.compose.templates import Labels
    from pipeline.model.article import Article, Block

#: Headings of a text alone: so many divide it.
_FEWEST_HEADINGS = 2

#: Headings below a title that a layout has styles and numbers for.
_DEEPEST = 3


#: An office, and a document's matter: 关于做好秋粮收购工作的通知.
_OFFICE = re.compile("(?:[局厅委部院]|委员会|政府|办公室)$")
_OF_MATTER = re.compile("关于|[印转]发|關於")

#: Articles that are copies of one text, by their numbers, the leading one first.
Text = tuple[int, ...]


class _Under(NamedTuple):
    """Paragraphs under no heading, then those under each."""

    plain: list[Place]
    headed: list[tuple[Block, list[Place]]]


class ByTexts:
    """``rows`` are the paragraphs of each article, ``stay`` those of them that are printed and no
    guests of another's; ``texts`` are articles that are copies of one text, by their numbers, that
    first which leads them; ``lead`` is the text whose headings are those of the briefing, if one
    leads.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        rows: Sequence[Sequence[Place]],
        stay: Sequence[Sequence[Place]],
        texts: Sequence[Text],
        lead: Text,
        paragraphs: Paragraphs,
        orders: Orders,
        labels: Labels,
    ) -> None:
        self._articles = articles
        self._stay = stay
        self._paragraphs = paragraphs
        self._orders = orders
        self._labels = labels
        self._texts = [text for text in texts if any(stay[number] for number in text)]
        self._lead = self._texts[0] if len(self._texts) == 1 else lead
        self._titles = [title_of(article) for article in articles]
        self._shared = Counter(
            title.text for _, title in map(self._title_of, self._texts) if title is not None
        )
        self._article_of: dict[str, int] = {}
        self._own: dict[Spot, tuple[Block, ...]] = {}
        for text in self._texts:
            for number in text:
                self._divide(number, rows[number], alone=len(text) == 1 and text != self._lead)

    def _divide(self, number: int, row: Sequence[Place], *, alone: bool) -> None:
        """Note the headings of each paragraph of an article."""
        stubs = _stubs(row, self._stay[number]) if alone else frozenset()
        over: tuple[Block, ...] = ()
        for place, found in zip(row, own_headings(row, self._titles[number]), strict=True):
            own = found[:_DEEPEST]
            if not over:
                own = tuple(one for one in own if one.id not in stubs)
            over = own or over  # once a text has headings, none of it goes before them
            self._own[spot_of(place)] = over
            self._article_of |= {one.id: number for one in over}

    def sections(self) -> tuple[Section, ...]:
        """The sections of the text that leads, then one for each of the others."""
        others = [text for text in self._texts if text != self._lead]
        others.sort(key=self._is_hearsay)
        return (*self._leading(), *map(self._text, others))

    def _is_hearsay(self, text: Text) -> bool:
        """Whether most of what is printed of a text is rumour: it stands behind what is known."""
        _, title = self._title(text)
        if title and is_hearsay(simplified(title.text)):
            return True
        told = [one.text for place in self._of(text) for one in place.passages]
        said = sum(len(one) for one in told if is_hearsay(simplified(one)))
        return 2 * said > sum(map(len, told))

    def _leading(self) -> tuple[Section, ...]:
        here = self._of(self._lead)
        if not here:
            return ()
        under = self._under(here, 0)
        if len(under.headed) < _FEWEST_HEADINGS:
            body = self._section(self._labels.fill("body"), under.plain, "there is no other text")
            inner = tuple(self._headed(heading, found, 0, 2) for heading, found in under.headed)
            return (replace(body, sections=inner),)
        sections = [self._headed(heading, found, 0, 1) for heading, found in under.headed]
        return (*self._opening(under.plain), *sections)

    def _opening(self, here: Sequence[Place]) -> tuple[Section, ...]:
        """What stands before the headings that lead: under the title of the text, where others
        stand beside it under theirs.
        """
        if not here:
            return ()
        name = self._labels.fill("opening")
        opening = self._section(name, here, "stands before the headings of its text")
        number, title = self._title(self._lead)
        if title and len(self._texts) > 1:
            opening = self._paragraphs.titled(number, title, 1, opening.paragraphs)
        return (replace(opening, numbered=False),)

    def _text(self, text: Text) -> Section:
        under = self._under(self._of(text), 0)
        number, title = self._title(text)
        source = self._articles[number].source
        stem = PurePath(source.name).stem
        name = self._labels.fill("untitled_text", siglum=source.siglum, name=stem)
        section = self._section(name, under.plain, "stands in its text by itself")
        inner = tuple(self._headed(heading, found, 0, 2) for heading, found in under.headed)
        if title:
            return self._paragraphs.titled(number, title, 1, section.paragraphs, inner)
        return replace(section, sections=inner)

    def _title(self, text: Text) -> tuple[int, Block | None]:
        """What a text stands under, and the copy that has it: its title, or what stands below one
        that another text has, too (the name of a bulletin), or that is but the office that writes.
        """
        number, title = self._title_of(text)
        if title and (self._shared[title.text] > 1 or _OFFICE.search(title.text)):
            title = _headline(self._articles[number], title) or title
        return number, title

    def _title_of(self, text: Text) -> tuple[int, Block | None]:
        """The title of a text, and the copy that has it."""
        titled = (number for number in text if self._titles[number])
        number = next(titled, text[0])
        return number, self._titles[number]

    def _of(self, text: Text) -> list[Place]:
        return [place for number in text for place in self._stay[number]]

    def _section(self, title: str, here: Sequence[Place], reason: str) -> Section:
        reasons = {spot_of(place): reason for place in here}
        ordered = (place for run in self._orders.runs(here) for place in run)
        return Section(title, 1, self._paragraphs.of(ordered, reasons))

    def _headed(self, heading: Block, here: Sequence[Place], depth: int, level: int) -> Section:
        under = self._under(here, depth + 1)
        plain = self._section("", under.plain, "stands under this heading in its text")
        inner = tuple(self._headed(one, found, depth + 1, level + 1) for one, found in under.headed)
        article = self._article_of[heading.id]
        return self._paragraphs.titled(article, heading, level, plain.paragraphs, inner)

    def _under(self, here: Sequence[Place], depth: int) -> _Under:
        """Paragraphs by the heading at a depth of their own headings."""
        texts: dict[int, dict[str, Block]] = defaultdict(dict)
        for place in here:
            for heading in self._own[spot_of(place)][depth : depth + 1]:
                texts[place.article].setdefault(heading.id, heading)
        headings, stands = one_outline([tuple(found.values()) for found in texts.values()])
        plain: list[Place] = []
        under: dict[str, list[Place]] = {one.id: [] for one in headings}
        for place in here:
            own = self._own[spot_of(place)][depth : depth + 1]
            (under[stands[own[0].id]] if own else plain).append(place)
        return _Under(plain, [(one, under[one.id]) for one in headings])


def _headline(article: Article, title: Block) -> Block | None:
    """What stands below a title that says too little; below an office only what it writes of."""
    below = (one for one in article.blocks if one.role is Role.SUBTITLE)
    first = next(below, None)
    if first and _OFFICE.search(title.text) and not _OF_MATTER.match(first.text):
        return None
    return first


def _stubs(row: Sequence[Place], stay: Sequence[Place]) -> Collection[str]:
    """The headings of a text, by their ids, under which most is printed from other texts."""
    here = {spot_of(place) for place in stay}
    whole: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for place in row:
        for heading in place.above:
            whole[heading.id] += len(place.text)
            if spot_of(place) in here:
                printed[heading.id] += sum(len(one.text) for one in place.passages)
    return {name for name, length in whole.items() if 2 * printed[name] < length}
