"""An edited draft is never overwritten unkept (promise 6).

A ``briefing.docx`` that differs from what the last manifest says has been touched by somebody:
it is kept byte for byte under ``output/drafts/`` before a new one takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import Busy, Place
from pipeline.run.manifest import sha256
from pipeline.run.publish import not_writable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

NAME = "briefing.docx"
DRAFTS = "drafts"
# What Word and LibreOffice leave beside a file that they hold open.
_OPEN = ("~$iefing.docx", "~$briefing.docx", ".~lock.briefing.docx#")


@dataclass(frozen=True, slots=True)
class Draft:
    """The state of ``briefing.docx`` when the run began; ``edited`` as against the manifest."""

    digest: str
    edited: bool


def look(output: Path, old: Mapping[str, Any]) -> Draft:
    """Raises Busy when an editor has the draft open."""
    for name in _OPEN:
        if (output / name).exists():
            raise Busy(
                "the draft is open in a word processor", where=Place(f"output/{NAME}"),
                remedy="close it, then run again",
            )  # fmt: skip
    path = output / NAME
    digest = sha256(path.read_bytes()) if path.is_file() else ""
    outputs = old.get("outputs")
    ours = outputs.get(NAME) if isinstance(outputs, dict) else None
    return Draft(digest, bool(digest) and digest != ours)


def check_unchanged(output: Path, draft: Draft) -> None:
    """Raises Busy when the draft was saved while the run was at work: nothing is published."""
    path = output / NAME
    now = sha256(path.read_bytes()) if path.is_file() else ""
    if now != draft.digest:
        raise Busy(
            "the draft was saved while the run was at work", where=Place(f"output/{NAME}"),
            remedy="run again; nothing was overwritten",
        )  # fmt: skip


def keep(output: Path, draft: Draft) -> str:
    """Copy the edited draft under ``drafts/``, named by its hash; the name it has there."""
    name = f"{DRAFTS}/briefing-{draft.digest[:12]}.docx"
    path = output / name
    try:
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            beside = path.with_suffix(".part")
            beside.write_bytes((output / NAME).read_bytes())
            beside.replace(path)
    except OSError as error:
        raise not_writable(error, f"output/{name}") from None
    return name
