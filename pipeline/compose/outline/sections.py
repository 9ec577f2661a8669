"""Paragraphs → sections and subsections, in the order they are printed in: under the headings of a
text that leads, by the profile, or text by text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.compose.outline.assign import fits
from pipeline.compose.outline.by_profile import ByProfile, retellings
from pipeline.compose.outline.by_texts import ByTexts
from pipeline.compose.outline.common_order import Witnessed
from pipeline.compose.outline.copies import leading_copies
from pipeline.compose.outline.hosts import Elsewhere, hosts, scraps, spot_of
from pipeline.compose.outline.openings import opening
from pipeline.compose.outline.order import Orders, usual_years
from pipeline.compose.outline.own import documents, kept_whole, leading, tell_most
from pipeline.compose.outline.paragraphs import Paragraphs
from pipeline.compose.outline.places import places

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from pipeline.collate import Printer
    from pipeline.compose.templates import Labels, Profile
    from pipeline.config import Heads
    from pipeline.model.article import Article
    from pipeline.model.briefing import Section
    from pipeline.model.passage import Passage


def outline(
    profile: Profile,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    printer: Printer,
    labels: Labels,
    days: Mapping[int, dt.date],
    heads: Heads = "auto",
) -> tuple[Section, ...]:
    """All passages, each in one section. ``days`` says of articles when they appeared, where that
    is known; ``heads`` whose headings the sections have.

    Left to itself, a text whose own numbered outline leads gives them, since it says most of all
    that is told. Where several with one outline do (bulletins of two years), or laws and other
    documents, or the profile hasn't words for most of it, each text stands by itself under its
    title. Else the profile has its sections.
    """
    rows = places(articles, passages)
    numbers = {article.source.name: number for number, article in enumerate(articles)}
    leads = {numbers[one]: numbers[copy] for one, copy in leading_copies(passages).items()}
    outlined = leading(rows, articles, passages)
    whole = documents(rows, articles)
    by_texts = heads == "texts" or (
        heads == "auto"
        and (bool(outlined) or tell_most(whole, articles, passages) or not fits(profile, rows))
    )
    if not by_texts:
        rows = [
            kept_whole(row, article) if number in whole else row
            for number, (row, article) in enumerate(zip(rows, articles, strict=True))
        ]
    opens = [] if by_texts else [place for row in rows for place in opening(row)]
    entries = (place for row in rows for place in row if place.entry)
    closed = {spot_of(place) for place in (*opens, *entries)}
    elsewhere = Elsewhere(rows, articles, passages)
    held = hosts(rows, elsewhere, closed, remnants=not by_texts)
    texts = _texts(len(articles), leads)
    lead = next((text for text in texts if outlined and {*outlined} <= {*text}), ())
    if by_texts:
        held = scraps(rows, held, elsewhere, lead)
    stay = [
        [place for place in row if place.passages and spot_of(place) not in held] for row in rows
    ]
    orders = Orders(Witnessed(articles), days, usual_years([row for row in rows if row]), leads)
    paragraphs = Paragraphs(rows, articles, printer, held)
    if by_texts:
        return ByTexts(articles, rows, stay, texts, lead, paragraphs, orders, labels).sections()
    book = ByProfile(profile, stay, opens, paragraphs, orders, labels)
    return book.sections(rows, retellings(articles, passages))


def _texts(count: int, leads: Mapping[int, int]) -> list[tuple[int, ...]]:
    """Articles that are copies of one text, that first which leads, in source order."""
    of: dict[int, list[int]] = {}
    for number in range(count):
        of.setdefault(leads.get(number, number), []).append(number)
    return [tuple(sorted(found, key=lambda one: (one != lead, one))) for lead, found in of.items()]
