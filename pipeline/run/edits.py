"""``jianbao edits``: what editors changed, listed; and one change, or a draft's, taken back."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.draft import edits_record
from pipeline.errors import Place, UsageError
from pipeline.model.files import EDITS
from pipeline.run.beside import kept_as
from pipeline.run.project import open_project
from pipeline.run.publish import EDITORIAL, publish, workspace, write
from pipeline.run.records import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def list_edits(folder: Path, *, as_json: bool = False) -> Iterator[str]:
    """A line for each edit. Raises UsageError, ConfigError."""
    edits = open_project(folder).edits()
    if as_json:
        yield json.dumps(edits_record(edits), ensure_ascii=False)
        return
    for edit in edits:
        yield f"{edit.id} {edit.summary}"
    if not edits:
        yield "no edits: nobody has changed output/briefing.docx, or it wasn't read yet"


def undo_edits(folder: Path, name: str) -> list[str]:
    """Take the edit with this id out of ``edits.json``, or all that a draft brought, by the name
    under which it is kept; gives what they were.

    Raises UsageError where there is none, Busy while a run is at work, OutputNotWritable.
    """
    project = open_project(folder)
    with workspace(project.output, "output/") as beside:
        edits = project.edits()
        found = [one for one in edits if name in (one.id, PurePosixPath(kept_as(one.draft)).name)]
        if not found:
            raise UsageError(
                f"there is no edit {name!r}", where=Place(EDITS), remedy="jianbao edits lists them"
            )
        left = edits_record(one for one in edits if one not in found)
        write(beside, {f"{EDITORIAL}{EDITS}": to_json(left)}, "")
        publish(beside, project.output, "", {}, folder)
    return [f"{one.id} {one.summary}" for one in found]
