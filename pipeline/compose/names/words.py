"""The lists of ``templates/names.toml``, ready to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.compose.templates import one_of, read_lists

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "names.toml"


#: Endings of names, long ones first, by their last character.
Endings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NameWords:
    """``surname`` matches before a name, its first group the surname; ``title`` a whole title,
    ``saying`` at the head of what follows a name.
    """

    organisations: Endings
    alone: tuple[str, ...]
    openers: frozenset[str]
    verbs: frozenset[str]
    verbs_in_names: frozenset[str]
    places: Endings
    known_places: frozenset[str]
    surname: re.Pattern[str]
    title: re.Pattern[str]
    saying: re.Pattern[str]


def load_name_words(templates: Path) -> NameWords:
    """Read ``templates/names.toml``. Raises ConfigError where a list is missing or no list."""
    lists = read_lists(
        templates / TABLE,
        (
            *(
                "organisations",
                "alone",
                "openers",
                "verbs",
                "verbs_in_names",
                "places",
                "known_places",
            ),
            *("titles", "speech", "compound_surnames", "surnames"),
        ),
    )
    single = "".join(lists["surnames"])
    titles, speech = one_of(lists["titles"]), one_of(lists["speech"])
    return NameWords(
        organisations=_by_last((*lists["organisations"], *lists["alone"])),
        alone=_longest_first(lists["alone"]),
        openers=frozenset(lists["openers"]),
        verbs=frozenset(lists["verbs"]),
        verbs_in_names=frozenset(lists["verbs_in_names"]),
        places=_by_last(lists["places"]),
        known_places=frozenset(lists["known_places"]),
        surname=re.compile(f"(?=({one_of(lists['compound_surnames'])}|[{single}]))"),
        title=re.compile(titles),
        saying=re.compile(f"{speech}(?=[，,：:。“「、了]|记者|笔者|我们?|$)"),
    )


def _by_last(words: tuple[str, ...]) -> Endings:
    endings: dict[str, tuple[str, ...]] = {}
    for word in _longest_first(words):
        endings[word[-1]] = (*endings.get(word[-1], ()), word)
    return endings


def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))
