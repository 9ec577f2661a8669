"""Articles and passages → Briefing: sections, key points, captions, sources, leftovers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.collate import Printer
from pipeline.compose.keypoints import key_points
from pipeline.compose.outline import outline
from pipeline.model.article import Block, Role
from pipeline.model.briefing import Briefing, Caption, Leftover, Section, SourceEntry
from pipeline.model.source import Span
from pipeline.normalise.shapes import ends_in_dash, is_names, names_writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.collate import Collation
    from pipeline.compose.templates import Labels, Profile
    from pipeline.model.article import Article
    from pipeline.model.passage import Passage
    from pipeline.model.source import Lines, Source

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


def make_briefing(
    title: str,
    articles: Sequence[Article],
    collation: Collation,
    profile: Profile,
    labels: Labels,
    duplicates: Sequence[tuple[Source, str]] = (),
) -> Briefing:
    """Every passage in one section, every other block with its place or its reason."""
    printer = Printer(articles, collation.corrections)
    sections = outline(profile, articles, collation.passages, printer, labels.fill("other"))
    entries = tuple(_entry(article) for article in articles)
    printed = {section.cue.block.id for section in walk(sections) if section.cue}
    return Briefing(
        title=title or (entries[0].title if len(entries) == 1 else "") or labels.fill("untitled"),
        key_points=key_points(sections),
        sections=sections,
        captions=tuple(
            Caption(
                article.source.name,
                block,
                lines_of(article.source, block),
                printer.run(article.source.name, block.id, 0, len(block.text)),
            )
            for article in articles
            for block in article.blocks
            if block.role is Role.CAPTION
        ),
        leftovers=(
            *(
                Leftover(article.source.name, lines_of(article.source, block), _REASONS[block.role])
                for article in articles
                for block in article.blocks
                if block.role in _REASONS and block.id not in printed
            ),
            *(_duplicate(source, original) for source, original in duplicates),
        ),
        sources=entries,
    )


def walk(sections: Sequence[Section]) -> Iterator[Section]:
    """Sections and their subsections, in printed order."""
    for section in sections:
        yield section
        yield from walk(section.sections)


def passages_of(sections: Sequence[Section]) -> Iterator[Passage]:
    """All passages, in printed order."""
    for section in walk(sections):
        for paragraph in section.paragraphs:
            yield from paragraph.passages


def lines_of(source: Source, block: Block) -> tuple[Lines, ...]:
    return tuple(source.lines_of(span) for span in block.spans)


def _duplicate(source: Source, original: str) -> Leftover:
    whole = source.lines_of(Span(0, len(source.text)))
    return Leftover(source.name, (whole,), f"duplicate file of {original}")


def _entry(article: Article) -> SourceEntry:
    """Title, subtitle and byline as the source gives them.

    A kicker that leads over to the title with a dash stands before it. Of several bylines those
    that say who wrote are taken, or else names alone under the title.
    """
    said: dict[Role, list[str]] = defaultdict(list)
    for block in article.blocks:
        said[block.role].append(block.text)
    title = (said[Role.TITLE] or said[Role.HEADING] or [""])[0]
    kickers = [text for text in said[Role.SUBTITLE] if ends_in_dash(text)]
    under = [text for text in said[Role.SUBTITLE] if text not in kickers]
    writers = [text for text in said[Role.BYLINE] if names_writer(text)]
    names = [text for text in said[Role.BYLINE] if is_names(text)]
    return SourceEntry(
        article.source, "".join((*kickers, title)), "；".join(under), "；".join(writers or names)
    )
