"""What stands behind the text: figures, timeline, glossary and index of a briefing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.compose.event_days import disputed_days
from pipeline.compose.event_words import load_event_words
from pipeline.compose.figures import (
    candidates,
    charts,
    conflicts,
    disputed,
    events_of,
    figures,
    homes,
    key_figures,
    known_places,
    latest,
    put_together,
    years,
)
from pipeline.compose.glossary import glossary, load_kinds
from pipeline.compose.index import index
from pipeline.compose.names import load_name_words
from pipeline.compose.timeline import timeline
from pipeline.compose.walk import passages_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.model.article import Article
    from pipeline.model.briefing import Briefing
    from pipeline.model.passage import Passage


def with_back_matter(
    briefing: Briefing,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    published: Mapping[str, dt.date],
    templates: Path,
) -> Briefing:
    """The briefing with its figures, timeline, glossary and index. ``passages`` are all of them,
    ``published`` dates sources by name.

    A digest's timeline and glossary draw on what it leaves out, too, and cite it; an index only
    leads to what is printed. Raises ConfigError for a list of ``templates/`` that is none.
    """
    printed = list(passages_of(briefing.sections))
    told = [*printed, *(one.passage for one in briefing.unprinted if one.section)]
    names = load_name_words(templates)
    found = figures(articles, passages, names)
    shorts = known_places(list(dict.fromkeys(one.sentence for one in found)))
    of_years = years(articles, published)
    told_of = list(candidates(briefing.sections, found, names, shorts, of_years))
    tellable = latest(briefing.sections, told_of)
    others, disputes = disputed(articles, passages, found)
    events = timeline(articles, told, published, load_event_words(templates))
    days, of_two_days = disputed_days(articles, events_of(passages), events)
    every = tuple({one.id: one for one in (*found, *others, *days)}.values())
    disagreeing = (*conflicts(found, passages, articles, published), *disputes, *of_two_days)
    return replace(
        briefing,
        figures=every,
        conflicts=put_together(disagreeing, every),
        key_figures=key_figures(briefing.sections, tellable, homes(articles)),
        charts=charts(tellable),
        timeline=events,
        glossary=glossary(told, load_kinds(templates)),
        index=index(printed, names),
    )
