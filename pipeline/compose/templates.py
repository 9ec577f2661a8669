"""What of ``templates/`` the words of the briefing come from: labels and outline profiles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.config import toml_table
from pipeline.errors import ConfigError, Place
from pipeline.model.files import CONFIG
from pipeline.model.patterns import fill

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LABELS = "labels.toml"
_WHERE = Place(f"templates/{LABELS}")
_ASKED = Place(CONFIG)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that are ours; each is a pattern that ``fill`` completes."""

    words: Mapping[str, str]
    apparatus: Mapping[str, str]
    colophon: Mapping[str, str]
    phrases: Mapping[str, str]
    proof: Mapping[str, str]
    leftovers: Mapping[str, str]

    def fill(self, name: str, /, **values: object) -> str:
        return _fill(self.words, name, values)

    def has_note(self, name: str) -> bool:
        return name in self.apparatus

    def left_over(self, reason: str) -> str:
        """What a leftover of this reason is called in the list of sources."""
        kind, known = reason.partition(" of ")[0], self.leftovers
        return known[kind] if kind in known else _fill(known, "other", {}, "leftovers")

    def phrase(self, name: str, /, **values: object) -> str:
        return _fill(self.phrases, name, values, "colophon_phrases")

    def note(self, name: str, /, **values: object) -> str:
        return _fill(self.apparatus, name, values, "apparatus")


def _fill(
    words: Mapping[str, str], name: str, values: Mapping[str, object], table: str = ""
) -> str:
    shown = f"{table}.{name}" if table else name
    try:
        pattern = words[name]
    except KeyError:
        raise _missing(shown) from None
    try:
        return fill(pattern, values)
    except KeyError as error:
        what = f"the label {shown!r} has an unknown field {error}"
        raise ConfigError(what, where=_WHERE) from None


#: Terms with their weights.
Terms = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """A section, or a topic: one of the subsections that divide a section.

    ``terms`` weigh in a paragraph, ``opens`` are words at its head, ``names`` words of a heading.
    """

    title: str
    terms: tuple[tuple[str, float], ...]
    names: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    topics: tuple[ProfileSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """An outline: sections with weighted terms.

    ``heading`` and ``opening`` are the weights of a section's name in a source's heading and of
    words that open a paragraph; a topic's terms weigh ``topic_heading`` times as much in a
    heading. ``switch`` and ``topic_switch`` are what a paragraph must weigh more to leave the
    section or topic of its neighbours; what reaches ``rest`` nowhere, nor do its neighbours, goes
    to 其他. In a source that tells of the ``usual`` section (its title, or "") anywhere, and in one
    that retells such a source in part, each paragraph weighs at least ``lean`` there.
    """

    name: str
    sections: tuple[ProfileSection, ...]
    heading: float = 12.0
    opening: float = 4.0
    topic_heading: float = 1.5
    switch: float = 1.0
    topic_switch: float = 0.5
    rest: float = 0.3
    usual: str = ""
    lean: float = 0.0


def load_labels(templates: Path, ours: Path | None = None) -> Labels:
    """Read ``templates/labels.toml``. Raises ConfigError, also where a word is missing that the
    one in ``ours`` has: renderers take each as they need it.
    """
    table = _read(templates / LABELS, f"templates/{LABELS}")
    apparatus, colophon = table.pop("apparatus", {}), table.pop("colophon_lines", {})
    phrases, proof = table.pop("colophon_phrases", {}), table.pop("proof", {})
    leftovers = table.pop("leftovers", {})
    for group in ("rules", "kinds", "roles", "variants", "reasons"):
        for name, words in proof.pop(group, {}).items():
            proof[f"{group}.{name}"] = words
    for name, pattern in apparatus.pop("doubt", {}).items():
        apparatus[f"doubt.{name}"] = pattern
    for words in (table, apparatus, colophon, phrases, proof, leftovers):
        for name, pattern in words.items():
            if not isinstance(pattern, str):
                raise ConfigError(f"the label {name!r} is no text", where=_WHERE)
    wanted = load_labels(ours).words if ours and ours != templates else ()
    for name in wanted:
        if name not in table:
            raise _missing(name)
    return Labels(table, apparatus, colophon, phrases, proof, leftovers)


def _missing(name: str) -> ConfigError:
    return ConfigError(
        f"the label {name!r} is missing", where=_WHERE,
        remedy="this version has it: jianbao init --templates in another folder writes it there",
    )  # fmt: skip


def load_profile(name: str, templates: Path, project: Path, asked: Place = _ASKED) -> Profile:
    """Read an outline profile: a name in ``templates/outlines/``, or a path in the project;
    ``asked`` is where the config names it.

    Raises ConfigError when there is none, or it isn't one.
    """
    path, shown = profile_path(name, templates, project, asked)
    table = _read(path, shown)
    try:
        return _profile(table)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"is no outline: {error}", where=Place(shown)) from None


def profile_path(
    name: str, templates: Path, project: Path, asked: Place = _ASKED
) -> tuple[Path, str]:
    """Where a profile lies, and how it is called in messages. Raises ConfigError."""
    if name.endswith(".toml"):
        path = project / name
        if not path.resolve().is_relative_to(project.resolve()):
            raise ConfigError(
                f"the outline {name!r} lies outside the project", where=asked,
                remedy="name a file below briefing.toml",
            )  # fmt: skip
        return path, name
    path = templates / "outlines" / f"{name}.toml"
    if not re.fullmatch(r"[\w-]+", name) or not path.exists():
        known = ", ".join(sorted(one.stem for one in (templates / "outlines").glob("*.toml")))
        raise ConfigError(
            f"no outline is called {name!r}", where=asked,
            remedy=f"there are: {known}; or give the path of a .toml file",
        )  # fmt: skip
    return path, f"templates/outlines/{name}.toml"


def _profile(table: Mapping[str, Any]) -> Profile:
    numbers = {"heading", "opening", "topic_heading", "switch", "topic_switch", "rest", "lean"}
    _known(table, numbers | {"name", "sections", "usual"})
    sections = tuple(_section(one) for one in table["sections"])
    titles = [section.title for section in sections]
    if len(set(titles)) < len(titles):
        raise ValueError("two sections have one title")
    usual = str(table.get("usual", ""))
    if usual and usual not in titles:
        raise ValueError(f"usual = {usual!r} is the title of no section")
    weights = {name: float(table[name]) for name in numbers if name in table}
    return Profile(str(table["name"]), sections, usual=usual, **weights)


def _section(table: Mapping[str, Any]) -> ProfileSection:
    _known(table, {"title", "names", "opens", "terms", "topics"})
    terms = tuple((str(term), float(weight)) for term, weight in table.get("terms", {}).items())
    topics = tuple(_section(one) for one in table.get("topics", ()))
    if any(topic.topics or topic.names or topic.opens for topic in topics):
        raise ValueError("a topic has terms alone")
    names, opens = (tuple(map(str, table.get(key, ()))) for key in ("names", "opens"))
    return ProfileSection(str(table["title"]), terms, names, opens, topics)


def _known(table: Mapping[str, Any], keys: set[str]) -> None:
    for key in table:
        if key not in keys:
            raise ValueError(f"unknown key {key!r}; known here: {', '.join(sorted(keys))}")


def _read(path: Path, shown: str) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("is missing", where=Place(shown)) from None
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", where=Place(shown)) from None
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", where=Place(shown)) from None
    return toml_table(text, shown)


def read_lists(path: Path, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The lists of words of a file in ``templates/``: those named, and no others.

    Raises ConfigError where one is missing, unknown, empty or no list of words.
    """
    shown = f"templates/{path.name}"
    table = _read(path, shown)
    for name in (*names, *table):
        words = table.get(name)
        if name not in names:
            raise ConfigError(f"unknown list {name!r}", where=Place(shown))
        if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
            raise ConfigError(f"{name!r} isn't a list of words", where=Place(shown))
    return {name: tuple(word for word in table[name] if word) for name in names}


def one_of(words: Sequence[str]) -> str:
    """A pattern for any of some words, long ones first.

    >>> one_of(("战略", "战略目标"))
    '(?:战略目标|战略)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
