"""``jianbao edits``: what editors changed, listed; and one change, or a draft's, taken back."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.draft import edits_record, without_drafts, without_edits
from pipeline.errors import Place, UsageError
from pipeline.model.files import EDITS
from pipeline.run.beside import kept_as
from pipeline.run.project import open_project
from pipeline.run.publish import EDITORIAL, publish, workspace, write
from pipeline.run.records import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.draft import Undone


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


def undo_edits(folder: Path, names: Sequence[str]) -> list[str]:
    """Take the edits with these ids out of ``edits.json``, and what belongs to them, such as the
    other part of a paragraph that was broken in two; or all that a draft brought, by the name under
    which it is kept. Gives a line for each, what it was and what stands now. What another draft
    did to the same paragraph stays.

    Raises UsageError where there is none of a name (nothing is taken back then), Busy while a run
    is at work, OutputNotWritable.
    """
    project = open_project(folder)
    with workspace(project.output, "output/") as beside:
        edits = project.edits()
        ids = {one.id for one in edits}
        drafts = {stage.draft: _name(stage.draft) for one in edits for stage in one.stages}
        for name in names:
            if name not in ids and name not in drafts.values():
                raise UsageError(
                    f"there is no edit {name!r}", where=Place(EDITS),
                    remedy="jianbao edits lists them",
                )  # fmt: skip
        left, undone = without_edits(edits, ids.intersection(names))
        left, of_drafts = without_drafts(
            left, {draft for draft, name in drafts.items() if name in names}
        )
        write(beside, {f"{EDITORIAL}{EDITS}": to_json(edits_record(left))}, "")
        publish(beside, project.output, "", {}, folder)
    return list(map(_told, (*undone, *of_drafts)))


def _name(draft: str) -> str:
    return PurePosixPath(kept_as(draft)).name


def _told(one: Undone) -> str:
    said = [f"{one.edit.id} {one.edit.summary}"]
    if one.now is not None:
        said += [f"what stands now is of {_name(one.now.draft)}: {one.now.summary}"]
    if one.met:
        said += [f"where both had changed the same words, those of {_names(one.met)} stand"]
    if one.gone:
        said += [f"with it what {_names(one.gone)} changed in it"]
    return " · ".join(said)


def _names(drafts: Sequence[str]) -> str:
    return ", ".join(map(_name, drafts))
