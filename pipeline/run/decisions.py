"""``decisions.toml``: the editor's verdicts on corrections, by their ids."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.config import line_of, nearest, refuse_unprintable, toml_table
from pipeline.errors import ConfigError, Place
from pipeline.model.decision import Decision, Verdict
from pipeline.model.files import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


_HEADER = re.compile(r"""\s*\[\s*("[^"]*"|'[^']*'|[\w-]+)\s*\]""")
_FORM = 'a verdict is "accept", "reject" or "replace" with a reading'


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    reading: str = ""
    note: str = ""
    by: Literal["editor", "draft", "proof"] = "editor"


def read_decisions(folder: Path) -> Mapping[str, Decision]:
    """The verdicts by the id of their correction; none where there is no such file.

    Raises ConfigError with the line of the first fault.
    """
    text = decisions_text(folder)
    table = toml_table(text, DECISIONS)
    refuse_unprintable(table, text, DECISIONS)
    lines = _lines_of_tables(text)
    return {
        name: _decision(name, entry, lines.get(name) or line_of(text, (name,)))
        for name, entry in table.items()
    }


def _lines_of_tables(text: str) -> dict[str, int]:
    r"""On which line, from 1, each table begins, in one pass: there may be thousands of verdicts.

    >>> _lines_of_tables('[c-1]\nverdict = "accept"\n\n["c-2"] # why\n')
    {'c-1': 1, 'c-2': 4}
    """
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        if header:
            lines.setdefault(header[1].strip("\"'"), number)
    return lines


def decisions_text(folder: Path) -> str:
    """``decisions.toml`` as it stands, "" where there is none. Raises ConfigError."""
    path = folder / DECISIONS
    try:
        text = path.read_bytes().decode("utf-8-sig") if os.path.lexists(path) else ""
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", where=Place(DECISIONS)) from None
    except UnicodeDecodeError:
        raise ConfigError(
            "is not UTF-8", where=Place(DECISIONS), remedy="save the file as UTF-8"
        ) from None
    return text.replace("\r\n", "\n")


def with_decisions(text: str, decided: Iterable[Decision]) -> str:
    """The text of ``decisions.toml`` with more verdicts, its comments kept; a new verdict on a
    correction takes the place of the old one.
    """
    document = tomlkit.parse(text)
    for one in decided:
        entry = document.get(one.id)
        if entry is None:
            entry = tomlkit.table()
            document.append(one.id, entry)
        entry["verdict"] = one.verdict.value
        if one.verdict is Verdict.REPLACE:
            entry["reading"] = one.reading
        else:
            entry.pop("reading", None)
        if one.note:
            entry["note"] = one.note
        entry["by"] = one.by
    return tomlkit.dumps(document)


def _decision(name: str, entry: object, line: int) -> Decision:
    where = Place(DECISIONS, line)
    if not isinstance(entry, dict):
        raise ConfigError(f"{name} is no verdict", where=where, remedy=_FORM)
    try:
        said = _Entry.model_validate(entry)
    except ValidationError as error:
        # A misspelt key is also a missing one: the one that stands there is named.
        fault = max(error.errors(), key=lambda one: one["type"] == "extra_forbidden")
        key = ".".join(map(str, fault["loc"]))
        if fault["type"] == "extra_forbidden":
            remedy = nearest(key, set(_Entry.model_fields))
            raise ConfigError(
                f"unknown key {key!r} in [{name}]", where=where, remedy=remedy
            ) from None
        raise ConfigError(
            f"{name}.{key}: {fault['msg'].lower()}", where=where, remedy=_FORM
        ) from None
    if said.verdict is Verdict.REPLACE and "reading" not in said.model_fields_set:
        raise ConfigError(
            f"{name} is to be replaced, and no reading is given",
            where=where,
            remedy='add reading = "…", or reading = "" to strike the words',
        )
    return Decision(name, said.verdict, said.reading, said.note, said.by, line)
