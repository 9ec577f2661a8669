"""What sources say of the day they appeared, for an editor whose ``briefing.toml`` has no dates.

A source's date is the editor's to give: 去年, 9月24日 and the timeline hang on it. So the days
that texts name themselves are only told, ready to be put into the file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.compose.published import published

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model.article import Article


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
