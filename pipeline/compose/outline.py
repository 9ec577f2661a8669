"""Paragraphs → sections, by a profile: its terms, the sources' headings, then the neighbours."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model.article import BODY_ROLES, Role
from pipeline.model.briefing import CueHeading, PrintedParagraph, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.collate import Printer
    from pipeline.compose.templates import Profile
    from pipeline.model.article import Article, Block
    from pipeline.model.passage import Passage

#: Terms of at least this weight name a section.
_NAMES_A_SECTION = 2.0

_HEADINGS = frozenset({Role.HEADING, Role.SUBHEADING})

#: A source's heading titles a subsection when so many paragraphs stand under it there, or one
#: of so many characters.
_LEAST_UNDER_HEADING, _LONG_ENOUGH = 2, 200

# What a heading's number looks like, and the brackets of a label: the words begin after them.
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十百]{1,3}、|[（(][一二三四五六七八九十百]{1,3}[）)]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[.．、]?\s*|第[一二三四五六七八九十百\d]{1,4}[章节篇编部]\s*)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a base: its passages, the headings above it, its place in its source."""

    article: int
    position: int
    block: Block
    passages: tuple[Passage, ...]
    headings: tuple[Block, ...]


def outline(
    profile: Profile,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    printer: Printer,
    other: str,
) -> tuple[Section, ...]:
    """All passages, each in one section; ``other`` titles the section of what fits nowhere.

    Inside a section: what stands under no heading of its source first, then subsections under
    the sources' own headings, both in source order.
    """
    places = _places(articles, passages)
    chosen = _assign(profile, places)
    titles = [section.title for section in profile.sections] + [other]
    sections = []
    for number, title in enumerate(titles):
        here = [(place, reason) for place, (section, reason) in zip(places, chosen, strict=True)
                if section == number]  # fmt: skip
        if here:
            sections.append(_section(title, here, articles, printer))
    return tuple(sections)


def _places(articles: Sequence[Article], passages: Sequence[Passage]) -> list[Place]:
    by_block: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in passages:
        base = passage.base
        by_block[base.source, base.sentences[0].block].append(passage)
    places = []
    for number, article in enumerate(articles):
        above: list[Block] = []
        for position, block in enumerate(article.blocks):
            if block.role in _HEADINGS:
                level = block.level or 1
                above = [one for one in above if (one.level or 1) < level] + [block]
            elif block.role is Role.BYLINE:
                above = []  # another piece begins, or this one is over
            elif block.role in BODY_ROLES:
                told = by_block.get((article.source.name, block.id))
                if told:
                    places.append(Place(number, position, block, tuple(told), tuple(above)))
    return places


def _assign(profile: Profile, places: Sequence[Place]) -> list[tuple[int, str]]:
    """The section of each paragraph and the reason, those without a clear one after their
    neighbour before them in their source, or else the one after.
    """
    rest = len(profile.sections)
    scored = [_best(profile, place) for place in places]
    out: list[tuple[int, str]] = []
    for i, (section, reason) in enumerate(scored):
        if section is not None:
            out.append((section, reason))
            continue
        if i and places[i - 1].article == places[i].article:
            out.append((out[-1][0], "stays with the paragraph before it"))
            continue
        after = next(
            (
                one
                for j in range(i + 1, len(places))
                if places[j].article == places[i].article and (one := scored[j][0]) is not None
            ),
            None,
        )
        if after is None:
            out.append((rest, "no term of the outline stands in it"))
        else:
            out.append((after, "stays with the paragraph after it"))
    return out


def _best(profile: Profile, place: Place) -> tuple[int | None, str]:
    """The section that weighs most, or None where it leads by too little."""
    text = "".join(passage.text for passage in place.passages)
    above = "".join(block.text for block in place.headings)
    weighed = sorted(
        (
            (
                _weight(section.terms, text) / math.sqrt(max(len(text), 60) / 60)
                + profile.heading * _weight(_strong(section.terms), above),
                -number,
            )
            for number, section in enumerate(profile.sections)
        ),
        reverse=True,
    )
    best, number = weighed[0]
    second = weighed[1][0] if len(weighed) > 1 else 0.0
    if best < profile.least or best - second < profile.margin:
        return None, ""
    section = profile.sections[-number]
    found = [term for term, _ in section.terms if term in above + text][:4]
    return -number, f"terms: {'、'.join(found)} ({best:.1f}, next {second:.1f})"


def _strong(terms: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """In a heading only words that name a section count (瓶颈, 对策), not words of its topic."""
    return [(term, weight) for term, weight in terms if weight >= _NAMES_A_SECTION]


def _weight(terms: Sequence[tuple[str, float]], text: str) -> float:
    """Each term counts, its repeats less and less."""
    return sum(weight * math.sqrt(text.count(term)) for term, weight in terms)


def _section(
    title: str,
    here: Sequence[tuple[Place, str]],
    articles: Sequence[Article],
    printer: Printer,
) -> Section:
    """Paragraphs without a heading of their own, then a subsection for each heading."""
    plain: list[PrintedParagraph] = []
    under: dict[tuple[int, str], list[PrintedParagraph]] = {}
    cues: dict[tuple[int, str], Block] = {}
    counts = _under_headings(here)
    for place, reason in here:
        paragraph = PrintedParagraph(place.passages, reason)
        heading = next(
            (
                one
                for one in reversed(place.headings)
                if counts[place.article, one.id] >= _LEAST_UNDER_HEADING
            ),
            None,
        )
        if heading is None:
            plain.append(paragraph)
        else:
            under.setdefault((place.article, heading.id), []).append(paragraph)
            cues[place.article, heading.id] = heading
    sections = tuple(
        _subsection(articles[key[0]].source.name, cues[key], paragraphs, printer)
        for key, paragraphs in under.items()
    )
    return Section(title, 1, tuple(plain), sections)


def _under_headings(here: Sequence[tuple[Place, str]]) -> Mapping[tuple[int, str], int]:
    """Paragraphs under each heading, a long one counted as enough."""
    counts: Counter[tuple[int, str]] = Counter()
    for place, _ in here:
        long = sum(len(passage.text) for passage in place.passages) >= _LONG_ENOUGH
        for heading in place.headings:
            counts[place.article, heading.id] += _LEAST_UNDER_HEADING if long else 1
    return counts


def _subsection(
    source: str, heading: Block, paragraphs: Sequence[PrintedParagraph], printer: Printer
) -> Section:
    start, end = heading_words(heading)
    cue = CueHeading(source, heading, start, end, printer.run(source, heading.id, start, end))
    return Section(cue.printed.text, 2, tuple(paragraphs), cue=cue)


def heading_words(heading: Block) -> tuple[int, int]:
    """Where the words of a heading stand in it, without its number or the brackets of a label.

    They stay a run of the source: nothing is written anew.
    """
    text = heading.text
    found = _NUMBER.match(text)
    start = found.end() if found and found.end() < len(text) else 0
    end = len(text)
    if text[start:end].startswith("【") and text.endswith("】"):
        start, end = start + 1, end - 1
    return start, end
