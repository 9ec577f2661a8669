"""All that a set of outputs depends on, each with its hash. Quick to import: a run that finds
nothing changed asks for nothing else.
"""

from __future__ import annotations

import importlib.metadata
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.files import CONFIG, DECISIONS, EDITS
from pipeline.run.manifest import program_hash, sha256
from pipeline.run.versions import own_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    out["program"] = own_hash()
    out["templates"] = program_hash(templates_of(folder))
    out |= {f"extension {name}": version for name, version in extension_versions()}
    return out


OF_THE_RUN = ("options", "not read", "beside the draft")
"""Inputs on which what a run says depends, and no output."""


def of_the_run(beside: Iterable[str], documents: Mapping[str, str]) -> dict[str, str]:
    """The files among the sources that no reader knows, by what is said of them, and the
    ``documents`` beside the draft: a run with ``--strict`` isn't a good one any more when there is
    one.
    """
    said = {"not read": "\n".join(beside), "beside the draft": "\n".join(documents)}
    return {name: sha256(one.encode()) for name, one in said.items() if one}


@cache
def extension_versions() -> tuple[tuple[str, str], ...]:
    """The packages that bring rules or readers of theirs, with their versions: what a build
    depends on besides ourselves. Looked for once a process, as what they bring is.
    """
    found = {}
    entries = importlib.metadata.entry_points()
    for entry in chain.from_iterable(entries.select(group=group) for group in _EXTENSIONS):
        if not entry.value.startswith("pipeline.") and entry.dist is not None:
            found[entry.dist.name] = entry.dist.version
    return tuple(sorted(found.items()))


def templates_of(folder: Path) -> Path:
    """The project's own ``templates/`` where it has one, else ours."""
    own = folder / "templates"
    return own if (own / "typography.toml").is_file() else our_templates()


def our_templates() -> Path:
    """``templates/`` beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_templates"
    return inside if inside.is_dir() else package.parent / "templates"
