"""``jianbao edits``: what editors changed, listed; and one change taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.draft import edits_record
from pipeline.errors import Place, UsageError
from pipeline.model.files import EDITS
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


def undo_edit(folder: Path, name: str) -> str:
    """Take the edit with this id out of ``edits.json``; gives what it was.

    Raises UsageError where there is none, Busy while a run is at work, OutputNotWritable.
    """
    project = open_project(folder)
    with workspace(project.output, "output/") as beside:
        edits = project.edits()
        found = [one for one in edits if one.id == name]
        if not found:
            raise UsageError(
                f"there is no edit {name!r}", where=Place(EDITS), remedy="jianbao edits lists them"
            )
        left = edits_record(one for one in edits if one.id != name)
        write(beside, {f"{EDITORIAL}{EDITS}": to_json(left)}, "")
        publish(beside, project.output, "", {}, folder)
    return f"{name} {found[0].summary}"
