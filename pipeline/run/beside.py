"""What lies beside the draft in ``output/``: kept drafts, and documents that no run reads.

Quick to import: a run that finds nothing changed asks for it, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.files import DRAFT
from pipeline.run.manifest import sha256

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path
    from typing import Any

DRAFTS = "drafts"

HELD = ("~$", ".~")
"""How what word processors leave beside a file that they hold open begins."""

_WRITTEN = frozenset({".docx", ".docm", ".doc", ".odt", ".rtf", ".wps", ".asd", ".wbk"})
"""Suffixes of what word processors save, unasked, too; setup/clean.py has them again."""


def kept_as(digest: str) -> str:
    """The name below ``output/`` of a draft that is kept, by its hash.

    >>> kept_as("7657c7fadbcf0123456789")
    'drafts/briefing-7657c7fadbcf.docx'
    """
    return f"{DRAFTS}/briefing-{digest[:12]}.docx"


def documents_beside(
    output: Path, old: Mapping[str, Any], read: Collection[str] = ()
) -> dict[str, str]:
    """Documents under other names than the draft's (briefing (1).docx), each with its hash: an
    editor's words may stand in them. Those that the last run wrote, that are kept, or that were
    ``read`` by this one, by their hashes, aren't among them.
    """
    known = {*read, old.get("outputs", {}).get(DRAFT)}
    out = {}
    for path in sorted(output.iterdir()) if output.is_dir() else ():
        other = path.suffix.lower() in _WRITTEN and not path.name.startswith(HELD)
        if other and path.name != DRAFT and path.is_file():
            try:
                digest = sha256(path.read_bytes())
            except OSError:
                digest = ""  # somebody else's, and locked: it is named all the same
            if digest not in known and not (output / kept_as(digest)).is_file():
                out[path.name] = digest
    return out
