"""The words by which the timeline knows an event: ``templates/timeline.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compose.templates import read_lists

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLE = "timeline.toml"


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lists of ``templates/timeline.toml``, as patterns; as words those that stand right before
    something.
    """

    events: re.Pattern[str]
    leading: tuple[str, ...]
    uncounted: re.Pattern[str]
    plans: re.Pattern[str]
    awaited: re.Pattern[str]
    statistics: re.Pattern[str]
    open_dates: re.Pattern[str]
    before_dates: tuple[str, ...]
    dangling: re.Pattern[str]


def load_event_words(templates: Path) -> EventWords:
    """Read ``templates/timeline.toml``. Raises ConfigError where a list is missing or no list."""
    lists = read_lists(
        templates / TABLE,
        (
            *("events", "before_date", "nouns", "uncounted", "plans", "awaited"),
            *("statistics", "open_dates", "before_dates", "dangling"),
        ),
    )
    return event_words(lists)


def event_words(lists: Mapping[str, tuple[str, ...]]) -> EventWords:
    one_of = {name: f"(?:{'|'.join(map(re.escape, words))})" for name, words in lists.items()}
    return EventWords(
        re.compile(f"(?<![未不没的])(?<!没有){one_of['events']}(?!{one_of['nouns']})"),
        lists["before_date"],
        re.compile(one_of["uncounted"]),
        re.compile(one_of["plans"]),
        re.compile(one_of["awaited"]),
        re.compile(one_of["statistics"]),
        re.compile(one_of["open_dates"]),
        lists["before_dates"],
        re.compile(one_of["dangling"]),
    )
