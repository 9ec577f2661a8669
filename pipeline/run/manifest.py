"""``manifest.json``: what went into a set of outputs, and what came out."""

from __future__ import annotations

import csv
import hashlib
import json
import platform
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
_TOOLS = (
    "weasyprint",
    "pydyf",
    "pypandoc-binary",
    "python-docx",
    "jinja2",
    "lxml",
    "fonttools",
    "pillow",
    "numpy",
    "rapidfuzz",
    "rjieba",
    "pypinyin",
    "charset-normalizer",
    "pypdfium2",
)

#: Ends of folders with what an installer writes: programs outside, its notes, compiled modules.
_OF_THE_MACHINE = ("..", ".dist-info", "__pycache__")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def tool_versions() -> dict[str, str]:
    """Versions of what makes the outputs, as installed."""
    return {"python": platform.python_version()} | {
        name: _version(name) for name in ("jianbao", *_TOOLS)
    }


def tool_hashes() -> dict[str, str]:
    """One hash a tool over what its installation lists: each of its files with the file's own hash.
    What the machine adds (programs with its paths in them, compiled modules) is left out.
    """
    return {name: digest for name in _TOOLS if (digest := _tool_hash(name))}


@cache
def _version(name: str) -> str:
    there = _installed(name)
    return there.version if there else "not installed"


@cache
def _tool_hash(name: str) -> str:
    """Empty where no file is listed with its hash."""
    there = _installed(name)
    record = (there.read_text("RECORD") if there else None) or ""
    listed = [
        f"{path} {digest.replace('=', ':', 1)}"
        for path, digest, _ in csv.reader(record.splitlines())
        if digest and not any(part.endswith(_OF_THE_MACHINE) for part in path.split("/"))
    ]
    return sha256("\n".join(sorted(listed)).encode()) if listed else ""


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def program_hash(*folders: Path) -> str:
    """One hash over the program's own files and the templates, by name and content; or over
    single files.
    """
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.is_file() and "__pycache__" not in path.parts:
                whole.update(path.relative_to(folder).as_posix().encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def read_manifest(output: Path) -> dict[str, Any]:
    """The manifest of the last published run; empty where there is none that can be read, or it is
    of another form. Whoever gave us the project may have written it, and what it names is taken
    away when it is stale: so it may name no file outside ``output``, and no kept draft.
    """
    try:
        table = json.loads((output / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) and _is_ours(table) else {}


def _is_ours(table: Mapping[str, Any]) -> bool:
    """Whether inputs and outputs are names with their hashes, and each output one of a set.

    >>> [_is_ours({"inputs": {}, "outputs": {name: "00"}}) for name in
    ...  ("normalised/a..b.json", "../a", "/a", "normalised/../../a", "drafts/a.docx")]
    [True, False, False, False, False]
    """
    for part in ("inputs", "outputs"):
        named = table.get(part)
        if not isinstance(named, dict) or not all(isinstance(one, str) for one in named.values()):
            return False
    if any(
        "\ud800" <= one <= "\udfff"
        for part in ("inputs", "outputs")
        for one in "".join(table[part])
    ):
        return False  # JSON may name half a character, no file system can
    paths = map(PurePath, table["outputs"])
    return "\0" not in "".join(table["outputs"]) and not any(
        path.anchor or ".." in path.parts or path.parts[:1] in ((), ("drafts",)) for path in paths
    )


def is_current(output: Path, old: Mapping[str, Any], inputs: Mapping[str, str]) -> bool:
    """Whether the last run had these inputs, ended well, and its files are as it left them."""
    if old.get("inputs") != dict(inputs) or old.get("exit") != 0:
        return False
    return not changed_outputs(output, old)


def changed_outputs(output: Path, old: Mapping[str, Any]) -> list[str]:
    """Files of the last set that are missing or differ from what its manifest says."""
    out = []
    for name, digest in old.get("outputs", {}).items():
        try:
            same = sha256((output / name).read_bytes()) == digest
        except OSError:
            same = False
        if not same:
            out.append(name)
    return out
