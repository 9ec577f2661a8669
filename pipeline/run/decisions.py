"""``decisions.toml``: the editor's verdicts on corrections, by their ids."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.config import line_of
from pipeline.errors import ConfigError, Place
from pipeline.model.decision import Decision, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DECISIONS = "decisions.toml"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    reading: str = ""
    note: str = ""
    by: str = "editor"


def read_decisions(folder: Path) -> Mapping[str, Decision]:
    """The verdicts by the id of their correction; none where there is no such file.

    Raises ConfigError with the line of the first fault.
    """
    path = folder / DECISIONS
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
        table = tomllib.loads(text.replace("\r\n", "\n"))
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", where=Place(DECISIONS)) from None
    except UnicodeDecodeError:
        raise ConfigError(
            "is not UTF-8", where=Place(DECISIONS), remedy="save the file as UTF-8"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"TOML syntax: {error}", where=Place(DECISIONS)) from None
    return {name: _decision(name, entry, line_of(text, (name,))) for name, entry in table.items()}


def _decision(name: str, entry: object, line: int) -> Decision:
    where = Place(DECISIONS, line)
    try:
        said = _Entry.model_validate(entry)
    except ValidationError as error:
        # A misspelt key is also a missing one: the one that stands there is named.
        fault = max(error.errors(), key=lambda one: one["type"] == "extra_forbidden")
        key = ".".join(str(part) for part in (name, *fault["loc"]))
        raise ConfigError(
            f"{key}: {fault['msg'].lower()}",
            where=where,
            remedy='a verdict is "accept", "reject" or "replace" with a reading',
        ) from None
    if said.verdict is Verdict.REPLACE and "reading" not in said.model_fields_set:
        raise ConfigError(
            f"{name} is to be replaced, and no reading is given",
            where=where,
            remedy='add reading = "…", or reading = "" to strike the words',
        )
    return Decision(name, said.verdict, said.reading, said.note, said.by, line)
