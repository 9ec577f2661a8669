"""All that a set of outputs depends on, each with its hash. Quick to import: a run that finds
nothing changed asks for nothing else.
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.files import CONFIG, DECISIONS, EDITS
from pipeline.run.manifest import program_hash, sha256

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Files beside briefing.toml that a build depends on, besides the sources.
EDITORIAL = (DECISIONS, EDITS)

_EXTENSIONS = ("jianbao.rules", "jianbao.readers")


def beside_sources(folder: Path, profile: str) -> dict[str, str]:
    """The hashes of all inputs but the sources and the options of the command.

    ``profile`` is ``[outline] profile``: a name, or a path below ``folder``.
    """
    out = {}
    for name in (CONFIG, *EDITORIAL, *([profile] if profile.endswith(".toml") else [])):
        path = folder / name
        if path.is_file():
            out[name] = sha256(path.read_bytes())
    out["program"] = program_hash(Path(__file__).parent.parent)
    out["templates"] = program_hash(templates_of(folder))
    out |= {f"extension {name}": version for name, version in sorted(extension_versions())}
    return out


def extension_versions() -> Iterable[tuple[str, str]]:
    """The packages that bring rules or readers of theirs, with their versions: what a build
    depends on besides ourselves.
    """
    found = {}
    for group in _EXTENSIONS:
        for entry in importlib.metadata.entry_points(group=group):
            if not entry.value.startswith("pipeline.") and entry.dist is not None:
                found[entry.dist.name] = entry.dist.version
    return found.items()


def templates_of(folder: Path) -> Path:
    """The project's own ``templates/`` where it has one, else ours."""
    own = folder / "templates"
    return own if (own / "typography.toml").is_file() else our_templates()


def our_templates() -> Path:
    """``templates/`` beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"
