"""Of which county a source speaks when it says 全县: the one it names most."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.normalise.language.gazetteer import Level, mentions
from pipeline.normalise.language.simplified import simplified

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model.article import Article


def homes(articles: Sequence[Article]) -> Mapping[str, str]:
    """The county of each source that names one, by the source's name."""
    out = {}
    for article in articles:
        named = Counter(
            one.name
            for block in article.blocks
            for one in mentions(simplified(block.text))
            if one.full and any(place.level is Level.COUNTY for place in one.places)
        )
        if named:
            out[article.source.name] = min(named, key=lambda name: (-named[name], name))
    return out
