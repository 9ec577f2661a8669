"""What of ``templates/`` the words of the briefing come from: labels and outline profiles."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LABELS = "labels.toml"


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that are ours; each is a pattern that ``fill`` completes."""

    words: Mapping[str, str]
    apparatus: Mapping[str, str]
    colophon: Mapping[str, str]
    phrases: Mapping[str, str]

    def fill(self, name: str, /, **values: object) -> str:
        return _fill(self.words, name, values)

    def has_note(self, name: str) -> bool:
        return name in self.apparatus

    def phrase(self, name: str, /, **values: object) -> str:
        return _fill(self.phrases, name, values, "colophon_phrases")

    def note(self, name: str, /, **values: object) -> str:
        return _fill(self.apparatus, name, values, "apparatus")


def _fill(
    words: Mapping[str, str], name: str, values: Mapping[str, object], table: str = ""
) -> str:
    where = Place(f"templates/{LABELS}")
    shown = f"{table}.{name}" if table else name
    try:
        pattern = words[name]
    except KeyError:
        raise ConfigError(f"the label {shown!r} is missing", where=where) from None
    try:
        return fill(pattern, values)
    except KeyError as error:
        raise ConfigError(
            f"the label {shown!r} has an unknown field {error}", where=where
        ) from None


def fill(pattern: str, values: Mapping[str, object]) -> str:
    """Complete {fields}. Only plain names are looked up: no attributes, no format codes.

    >>> fill("第{number}期", {"number": 3})
    '第3期'
    """
    return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), pattern)


@dataclass(frozen=True, slots=True)
class ProfileSection:
    title: str
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """An outline: sections with weighted terms, and how sure an assignment must be."""

    name: str
    sections: tuple[ProfileSection, ...]
    heading: float
    margin: float
    least: float


def load_labels(templates: Path) -> Labels:
    """Read ``templates/labels.toml``. Raises ConfigError."""
    table = _read(templates / LABELS, f"templates/{LABELS}")
    apparatus, colophon = table.pop("apparatus", {}), table.pop("colophon_lines", {})
    phrases = table.pop("colophon_phrases", {})
    for name, pattern in apparatus.pop("doubt", {}).items():
        apparatus[f"doubt.{name}"] = pattern
    for words in (table, apparatus, colophon, phrases):
        for name, pattern in words.items():
            if not isinstance(pattern, str):
                where = Place(f"templates/{LABELS}")
                raise ConfigError(f"the label {name!r} is no text", where=where)
    return Labels(table, apparatus, colophon, phrases)


def load_profile(name: str, templates: Path, project: Path) -> Profile:
    """Read an outline profile: a name in ``templates/outlines/``, or a path in the project.

    Raises ConfigError when there is none, or it isn't one.
    """
    path, shown = templates / "outlines" / f"{name}.toml", f"templates/outlines/{name}.toml"
    if name.endswith(".toml"):
        path, shown = project / name, name
        if not path.resolve().is_relative_to(project.resolve()):
            raise ConfigError("the outline lies outside the project", where=Place(name))
    elif not re.fullmatch(r"[\w-]+", name) or not path.exists():
        known = ", ".join(sorted(one.stem for one in (templates / "outlines").glob("*.toml")))
        raise ConfigError(
            f"no outline is called {name!r}", where=Place("briefing.toml"),
            remedy=f"there are: {known}; or give the path of a .toml file",
        )  # fmt: skip
    table = _read(path, shown)
    try:
        return Profile(
            name=str(table["name"]),
            sections=tuple(_section(one) for one in table["sections"]),
            heading=float(table.get("heading", 4.0)),
            margin=float(table.get("margin", 0.6)),
            least=float(table.get("least", 1.0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"is no outline: {error}", where=Place(shown)) from None


def _section(table: Mapping[str, Any]) -> ProfileSection:
    terms = tuple((str(term), float(weight)) for term, weight in table.get("terms", {}).items())
    return ProfileSection(str(table["title"]), terms)


def _read(path: Path, shown: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError("is missing", where=Place(shown)) from None
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", where=Place(shown)) from None
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", where=Place(shown)) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise ConfigError(f"TOML syntax: {error}", where=Place(shown, line)) from None
