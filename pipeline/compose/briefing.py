"""Articles and passages → Briefing: sections, key points, captions, sources, leftovers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.collate import Printer
from pipeline.compose.captions import captions
from pipeline.compose.choices import carried_out
from pipeline.compose.digest import digested
from pipeline.compose.headlines import bylines
from pipeline.compose.keypoints import key_points
from pipeline.compose.outline import outline
from pipeline.compose.published import published
from pipeline.compose.walk import walk
from pipeline.config import Outline
from pipeline.model.article import BODY_ROLES, Block, Role
from pipeline.model.briefing import Briefing, Leftover, Section, SourceEntry
from pipeline.model.source import Span
from pipeline.normalise.forms.letterhead import is_document_number
from pipeline.normalise.forms.shapes import starts_numbered
from pipeline.normalise.forms.writers import is_names, names_writer
from pipeline.normalise.language.endings import ends_in_dash

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from pipeline.collate import Collation
    from pipeline.compose.choices import Idle
    from pipeline.compose.templates import Labels, Profile
    from pipeline.config import Config, Heads
    from pipeline.model.article import Article
    from pipeline.model.briefing import Unprinted
    from pipeline.model.source import Lines, Source

#: What a text may begin with, its title and who wrote it left aside.
_OPENING = BODY_ROLES | {Role.HEADING, Role.SUBHEADING}

#: Why a block of this role isn't printed in the text.
_REASONS = {
    Role.TITLE: "title",
    Role.SUBTITLE: "title",
    Role.BYLINE: "byline",
    Role.AFFILIATION: "byline",
    Role.NOTE: "note",
    Role.HEADING: "heading used as a cue",
    Role.SUBHEADING: "heading used as a cue",
}
#: Their words stand in no list of ours either.
_SAID_NOWHERE = frozenset({Role.NOTE, Role.HEADING, Role.SUBHEADING})


def make_briefing(
    config: Config,
    articles: Sequence[Article],
    collation: Collation,
    profile: Profile,
    labels: Labels,
    whole: Sequence[tuple[Source, str]] = (),
) -> tuple[Briefing, tuple[Idle, ...]]:
    """Every passage in one section or unprinted, every other block with its place or its reason;
    and the editor's choices that change nothing.

    ``whole`` are sources that are no witnesses, with the reason.
    """
    printer = Printer(articles, collation.corrections)
    days = _days(config, articles)
    found = outline(
        profile, articles, collation.passages, printer, labels, days, _heads(config.outline)
    )
    titles = [*(section.title for section in profile.sections), labels.fill("other")]
    chosen = carried_out(found, _all_titles(found, titles), config.choices, config.outline)
    points, idle_points = key_points(chosen.sections, config.choices)
    sections = chosen.sections
    remainder: tuple[Unprinted, ...] = ()
    if config.outline.length == "digest":
        sections, remainder = digested(sections, config.outline.budget)
    unprinted = (*chosen.unprinted, *remainder)
    entries = tuple(_entry(article) for article in articles)
    alone = entries[0].title if len(entries) == 1 else ""
    briefing = Briefing(
        title=config.briefing.title or alone or labels.fill("untitled"),
        key_points=points,
        sections=sections,
        captions=captions(articles, printer),
        leftovers=(
            *_unprinted_blocks(articles, sections),
            *(
                Leftover(witness.source, witness.lines, one.reason)
                for one in unprinted
                for witness in one.passage.witnesses
            ),
            *(_whole(source, reason) for source, reason in whole),
        ),
        sources=entries,
        unprinted=unprinted,
    )
    return briefing, (*chosen.idle, *idle_points)


def _heads(chosen: Outline) -> Heads:
    """Whose headings there are: an outline that the editor brings along is always meant."""
    own = chosen.profile != Outline().profile
    return "profile" if own and chosen.heads == "auto" else chosen.heads


def _all_titles(sections: Sequence[Section], titles: Sequence[str]) -> list[str]:
    """Those of all sections that there may be, in their order: the profile's behind others."""
    others = (section.title for section in sections if section.title not in titles)
    return list(dict.fromkeys((*others, *titles)))


def _days(config: Config, articles: Sequence[Article]) -> dict[int, dt.date]:
    """When articles appeared, by their numbers: as the editor says, or else they themselves."""
    said = (
        config.sources.date.get(one.source.name) or published(one.source.name, one.blocks)
        for one in articles
    )
    return {number: day for number, day in enumerate(said) if day is not None}


def _unprinted_blocks(
    articles: Sequence[Article], sections: Sequence[Section]
) -> Iterator[Leftover]:
    """Titles, bylines and the like, and the headings that title no subsection."""
    printed = {section.cue.block.id for section in walk(sections) if section.cue}
    for article in articles:
        for block in article.blocks:
            if block.role in _REASONS and block.id not in printed:
                lines = lines_of(article.source, block)
                words = block.text if block.role in _SAID_NOWHERE else ""
                yield Leftover(article.source.name, lines, _REASONS[block.role], words)


def lines_of(source: Source, block: Block) -> tuple[Lines, ...]:
    return tuple(source.lines_of(span) for span in block.spans)


def _whole(source: Source, reason: str) -> Leftover:
    return Leftover(source.name, (source.lines_of(Span(0, len(source.text))),), reason)


def _first_heading(article: Article) -> str:
    """What may stand for a title where there is none: a heading over the whole text, no number of
    a part (一、).
    """
    first = next((block for block in article.blocks if block.role in _OPENING), None)
    if first is None or first.role is not Role.HEADING or starts_numbered(first.text):
        return ""
    return first.text


def _entry(article: Article) -> SourceEntry:
    """Title, subtitle and byline as the source gives them.

    A kicker that leads over to the title with a dash stands before it. Of several bylines those
    that say who wrote are taken, or else names alone under the title; who wrote another piece of
    the same page didn't write this one. The number of an official document is what it is cited by:
    it stands behind the title.
    """
    said: dict[Role, list[str]] = defaultdict(list)
    for block in article.blocks:
        said[block.role].append(block.text)
    title = (said[Role.TITLE] or [_first_heading(article)])[0]
    kickers = [text for text in said[Role.SUBTITLE] if ends_in_dash(text)]
    under = [text for text in said[Role.SUBTITLE] if text not in kickers]
    own = [block.text for block in bylines(article)]
    under += [text for text in own if is_document_number(text)][:1]
    writers = [text for text in own if names_writer(text)]
    names = [text for text in own if is_names(text)]
    return SourceEntry(
        article.source, "".join((*kickers, title)), "；".join(under), "；".join(writers or names)
    )
