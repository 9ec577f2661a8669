"""A profile proposed from the sources' own headings: each becomes a topic of the section in
which most of what stands under it is, with the words that set it apart.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose.outline.assign import sections_for
from pipeline.compose.outline.headings import heading_words
from pipeline.compose.outline.places import places
from pipeline.normalise.language import dictionary
from pipeline.normalise.language.characters import HAN
from pipeline.normalise.language.gazetteer import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.compose.templates import Profile
    from pipeline.model.article import Article, Block

#: A topic has so many terms at most, and each stands so often under its heading at least; one in
#: the heading itself counts so often.
_TERMS, _LEAST, _IN_HEADING = 8, 2, 4

_HAN = re.compile(f"[{HAN}]+")


class ProposedTopic(NamedTuple):
    """A topic for a section (its number in the profile), and the heading it comes from."""

    section: int
    title: str
    terms: tuple[tuple[str, float], ...]
    source: str
    line: int


def propose(profile: Profile, articles: Sequence[Article]) -> list[ProposedTopic]:
    """The topics that the sources' headings suggest, in source order, each title once.

    A heading that names a section (主要瓶颈) is no topic, nor one whose paragraphs fit nowhere.
    """
    chosen: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    words: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    headings: dict[tuple[int, str], Block] = {}
    for row in places(articles, ()):
        for place, (section, _) in zip(row, sections_for(profile, row), strict=True):
            if not place.headings:
                continue
            heading = place.headings[-1]
            key = place.article, heading.id
            headings[key] = heading
            chosen[key][section] += len(place.block.text)
            words[key].update(_words(place.block.text))
    for key, heading in headings.items():
        words[key].update(dict.fromkeys(_words(heading.text), _IN_HEADING))
    names = [name for section in profile.sections for name in section.names]
    spread = Counter(word for found in words.values() for word in found)
    out: dict[str, ProposedTopic] = {}
    for key, heading in headings.items():
        section = chosen[key].most_common(1)[0][0]
        start, end = heading_words(heading)
        title = heading.text[start:end]
        if section == len(profile.sections) or any(name in title for name in names):
            continue
        article = articles[key[0]]
        terms = _terms(words[key], spread, len(words))
        if terms and title not in out:
            line = article.source.line_at(heading.spans[0].start)
            out[title] = ProposedTopic(section, title, terms, article.source.name, line)
    return list(out.values())


def _words(text: str) -> Iterator[str]:
    """Words of two and more Han characters; the name of a place tells no topic."""
    for word in dictionary.cut(text):
        if len(word) > 1 and _HAN.fullmatch(word) and not named(word):
            yield word


def _terms(
    found: Counter[str], spread: Counter[str], headings: int
) -> tuple[tuple[str, float], ...]:
    """The words that stand often under this heading and under few others, weighed 0.5 to 1.5."""
    weighed = {
        word: count * math.log((1 + headings) / spread[word])
        for word, count in found.items()
        if count >= _LEAST and 2 * spread[word] <= max(2, headings)
    }
    best = sorted(weighed, key=lambda word: (-weighed[word], word))[:_TERMS]
    most = max(weighed.values(), default=0.0)
    return tuple((word, round(0.5 + weighed[word] / most, 1)) for word in best if most)
