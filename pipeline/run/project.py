"""A project on the disk: its config, its folders, what its runs depend on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import FILE, Config, line_of, parse_config
from pipeline.draft import EDITS, parse_edits
from pipeline.errors import ConfigError, Place, UsageError
from pipeline.normalise import RULE_NAMES
from pipeline.normalise.extensions import versions
from pipeline.run.decisions import DECISIONS
from pipeline.run.manifest import program_hash, sha256

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.draft import Edit
    from pipeline.model.source import Source

#: Files beside briefing.toml that a build depends on, besides the sources.
EDITORIAL = (DECISIONS, EDITS)


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``briefing.toml`` (or none: defaults) and sources."""

    folder: Path
    config: Config
    has_config: bool

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        return self.folder / ".cache"

    @property
    def templates(self) -> Path:
        """The project's own ``templates/`` where it has one, else ours."""
        own = self.folder / "templates"
        return own if (own / "typography.toml").is_file() else our_templates()

    def line_of(self, key: str, words: str = "") -> int | None:
        """The 1-based line of ``briefing.toml`` on which a key stands, or words in its value."""
        path = self.folder / FILE
        if not path.is_file():
            return None
        text = path.read_text("utf-8-sig")
        first = line_of(text, tuple(key.split(".")))
        below = enumerate(text.splitlines()[first - 1 :], first)
        return next((number for number, line in below if words and words in line), first)

    def edits(self) -> tuple[Edit, ...]:
        """What editors changed in drafts. Raises ConfigError."""
        path = self.folder / EDITS
        try:
            return parse_edits(path.read_bytes()) if path.is_file() else ()
        except OSError as error:
            raise ConfigError(f"can't be read: {error.strerror}", where=Place(EDITS)) from None

    def inputs(self, sources: Iterable[Source], unread: Iterable[str] = ()) -> dict[str, str]:
        """All that the outputs depend on, each with its hash."""
        out = {f"{self.config.sources.folder}/{one.name}": one.sha256 for one in sources}
        out |= {f"{self.config.sources.folder}/{name}": "unread" for name in unread}
        profile = self.config.outline.profile
        for name in (FILE, *EDITORIAL, *([profile] if profile.endswith(".toml") else [])):
            path = self.folder / name
            if path.is_file():
                out[name] = sha256(path.read_bytes())
        out["program"] = program_hash(Path(__file__).parent.parent)
        out["templates"] = program_hash(self.templates)
        out |= {f"extension {name}": version for name, version in sorted(versions().items())}
        return out


def our_templates() -> Path:
    """``templates/`` beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"


def open_project(folder: Path) -> Project:
    """Read a project's config. Raises UsageError, ConfigError."""
    if not folder.is_dir():
        raise UsageError("there is no such folder", where=Place(str(folder)))
    path = folder / FILE
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", where=Place(FILE)) from None
    config = parse_config(raw, RULE_NAMES)
    root = folder.resolve()
    seeds = (root / config.sources.folder).resolve()
    output = root / "output"
    if not seeds.is_relative_to(root):
        raise ConfigError(
            "[sources] folder leads out of the project", where=Place(FILE),
            remedy="name a folder below briefing.toml",
        )  # fmt: skip
    if seeds == root or seeds.is_relative_to(output) or output.is_relative_to(seeds):
        raise ConfigError(
            "[sources] folder and output/ lie in one another", where=Place(FILE),
            remedy="name a folder of its own for the sources",
        )  # fmt: skip
    return Project(folder, config, path.exists())
