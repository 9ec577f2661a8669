"""A project on the disk: its config, its folders, what its runs depend on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.config import Config, line_of, parse_config
from pipeline.draft import parse_edits
from pipeline.errors import ConfigError, Place, UsageError
from pipeline.model.files import CONFIG, EDITS, OUTPUT
from pipeline.normalise import RULE_NAMES
from pipeline.run.inputs import beside_sources, templates_of

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.draft import Edit
    from pipeline.read import Reading


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``briefing.toml`` (or none: defaults) and sources."""

    folder: Path
    config: Config
    has_config: bool

    @property
    def output(self) -> Path:
        return self.folder / OUTPUT

    @property
    def cache(self) -> Path:
        return self.folder / ".cache"

    @property
    def templates(self) -> Path:
        """The project's own ``templates/`` where it has one, else ours."""
        return templates_of(self.folder)

    def line_of(self, key: str, words: str = "") -> int | None:
        """The 1-based line of ``briefing.toml`` on which a key stands, or words in its value."""
        path = self.folder / CONFIG
        if not path.is_file():
            return None
        text = path.read_text("utf-8-sig")
        first = line_of(text, tuple(key.split(".")))
        below = enumerate(text.split("\n")[first - 1 :], first)
        return next((number for number, line in below if words and words in line), first)

    def asked(self, key: str, words: str = "") -> Place:
        """Where the config asks for what a message is about."""
        return Place(CONFIG, self.line_of(key, words))

    def edits(self) -> tuple[Edit, ...]:
        """What editors changed in drafts. Raises ConfigError."""
        path = self.folder / EDITS
        try:
            return parse_edits(path.read_bytes()) if os.path.lexists(path) else ()
        except OSError as error:
            raise ConfigError(f"can't be read: {error.strerror}", where=Place(EDITS)) from None

    def inputs(self, reading: Reading) -> dict[str, str]:
        """All that the outputs depend on, each with its hash."""
        out = {f"{self.config.sources.folder}/{one.name}": one.sha256 for one in reading.files}
        out |= {f"{self.config.sources.folder}/{name}": "unread" for name in reading.unread}
        return out | beside_sources(self.folder, self.config.outline.profile)


def no_such_folder(folder: Path) -> UsageError:
    """What to raise where a project's folder isn't there."""
    return UsageError(
        "there is no such folder",
        where=Place(str(folder)),
        remedy="look at its name, or make a project there: jianbao init",
    )


def open_project(folder: Path) -> Project:
    """Read a project's config. Raises UsageError, ConfigError."""
    if not folder.is_dir():
        raise no_such_folder(folder)
    path = folder / CONFIG
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", where=Place(CONFIG)) from None
    config = parse_config(raw, RULE_NAMES)
    root = folder.resolve()
    try:
        seeds = (root / config.sources.folder).resolve()
    except RuntimeError:  # of Python before 3.13, which then has no such folder
        seeds = root / config.sources.folder
    output = root / OUTPUT
    text = raw.decode("utf-8-sig")
    where = Place(CONFIG, line_of(text, ("sources", "folder")))
    if not seeds.is_relative_to(root):
        raise ConfigError(
            "[sources] folder leads out of the project", where=where,
            remedy="name a folder below briefing.toml",
        )  # fmt: skip
    if seeds == root or seeds.is_relative_to(output) or output.is_relative_to(seeds):
        raise ConfigError(
            "[sources] folder and output/ lie in one another", where=where,
            remedy="name a folder of its own for the sources",
        )  # fmt: skip
    return Project(folder, config, path.exists())
