"""What sources say of the day they appeared, for an editor whose ``briefing.toml`` has no dates.

A source's date is the editor's to give: 去年, 9月24日 and the timeline hang on it. So the days
that texts name themselves are only told, ready to be put into the file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from pipeline.compose import passages_of
from pipeline.compose.event_words import load_event_words
from pipeline.compose.published import published
from pipeline.compose.timeline import undated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.model.article import Article
    from pipeline.model.briefing import Briefing

#: Fewer events without a year are no reason to ask.
_SEVERAL = 3


class WithoutYear(NamedTuple):
    """So many events without a year; ``example`` dates the source that has most, as in the file."""

    events: int
    example: str


def own_dates(articles: Iterable[Article]) -> str:
    """The days that sources name in their byline, dateline or file's name, as ``[sources].date``
    has them; "" where none does.
    """
    days = (
        (article.source.name, published(article.source.name, article.blocks))
        for article in articles
    )
    said = [
        f"{json.dumps(name, ensure_ascii=False)} = {day.isoformat()}"
        for name, day in days
        if day is not None
    ]
    return f"{{ {', '.join(said)} }}" if said else ""


def without_year(
    articles: Sequence[Article], briefing: Briefing, templates: Path
) -> WithoutYear | None:
    """The events that a timeline lacks for want of their sources' dates; None where few do."""
    found = undated(articles, passages_of(briefing.sections), load_event_words(templates))
    if sum(found.values()) < _SEVERAL:
        return None
    name = max(found, key=lambda source: found[source])
    return WithoutYear(
        sum(found.values()), f"{{ {json.dumps(name, ensure_ascii=False)} = YYYY-MM-DD }}"
    )
