"""The draft on the disk: seen, kept byte for byte, read, and what is in it taken over (promise 6).

A ``briefing.docx`` that differs from what the last manifest says has been touched by somebody.
Nothing is published over it before its edits are data, or, where it can't be read, at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pipeline.cautions import Caution
from pipeline.draft import same_project, struck_out, take
from pipeline.errors import Busy, DraftUndecided, LimitExceeded, Place, SourceUnreadable
from pipeline.model.files import DRAFT
from pipeline.run.beside import DRAFTS, kept_as
from pipeline.run.decisions import decisions_text, with_decisions
from pipeline.run.manifest import sha256
from pipeline.run.publish import refuse_link_out, write
from pipeline.run.reading_room import read_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from pipeline.draft import Base, Edit
    from pipeline.model.decision import Decision
    from pipeline.run.progress import Progress

# What Word, WPS and LibreOffice leave beside a file that they hold open.
_OPEN = ("~${}", ".~{}", ".~lock.{}#")
_SHOWN = 12
"""Edits named one by one when a draft is taken over; ``jianbao edits`` lists them all."""
_MANY = 10
"""Paragraphs struck out that are asked about where they are more than half of the text."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A DOCX that may hold edits: its bytes, their hash, and its name in messages."""

    content: bytes
    digest: str
    where: Place


@dataclass(frozen=True, slots=True)
class State:
    """``briefing.docx`` when the run began; ``returned`` is None where it is as we wrote it."""

    digest: str
    returned: Returned | None


@dataclass
class Editorial:
    """What the editor has said so far: edits and verdicts, and what the drafts of this run add.

    ``bases`` are those of the drafts read, for a look whether they belong here.
    """

    edits: tuple[Edit, ...]
    decisions: Mapping[str, Decision]
    verdicts: list[Decision] = field(default_factory=list)
    bases: list[tuple[Base, Place]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def look(output: Path, old: Mapping[str, Any]) -> State:
    """Raises Busy when an editor has the draft open."""
    refuse_open(output / DRAFT, Place(f"output/{DRAFT}"))
    path = output / DRAFT
    content = path.read_bytes() if path.is_file() else b""
    digest = sha256(content) if path.is_file() else ""
    if not digest or digest == old.get("outputs", {}).get(DRAFT):
        return State(digest, None)
    return State(digest, Returned(content, digest, Place(f"output/{DRAFT}")))


def refuse_open(path: Path, where: Place) -> None:
    """Raises Busy when a word processor has a file open: what it holds isn't saved yet."""
    names = {pattern.format(path.name) for pattern in _OPEN} | {f"~${path.name[2:]}"}
    for name in sorted(names):
        if (path.parent / name).exists():
            raise Busy(
                "the draft is open in a word processor", where=where,
                remedy=f"close it, then run again; where it is open nowhere, delete {name}",
            )  # fmt: skip


def brought(path: Path) -> Returned:
    """A draft from anywhere. Raises SourceUnreadable, Busy."""
    where = Place(str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(f"can't be read: {error.strerror}", where=where) from None
    refuse_open(path, where)
    return Returned(content, sha256(content), where)


def may_hold_edits(path: Path) -> bool:
    """Whether an editor's words may stand in a document: it isn't a draft that was only saved."""
    try:
        one = brought(path)
        draft = read_apart(one.content, one.where)
    except (Busy, LimitExceeded, SourceUnreadable):
        return True
    if draft.base is None:
        return True
    taken = take(draft, draft.base, (), one.digest)
    return bool(taken.new or taken.verdicts or draft.lost or taken.lost)


def check_unchanged(output: Path, state: State) -> None:
    """Raises Busy when the draft was saved while the run was at work: nothing is published."""
    path = output / DRAFT
    now = sha256(path.read_bytes()) if path.is_file() else ""
    if now != state.digest:
        raise Busy(
            "the draft was saved while the run was at work", where=Place(f"output/{DRAFT}"),
            remedy="run again; nothing was overwritten",
        )  # fmt: skip


def take_over(returned: Returned, editorial: Editorial, output: Path, progress: Progress) -> None:
    """Read a draft and add what it says; keep it where it says something, or holds what isn't
    taken over.

    Raises DraftUndecided for one that wasn't made here or is empty, SourceUnreadable and
    LimitExceeded for one that can't be read. It is untouched then.
    """
    draft = read_apart(returned.content, returned.where)
    if draft.base is None:
        raise DraftUndecided(
            "the draft doesn't bear the record of what it was made from", where=returned.where,
            remedy="another program has saved it without, Word's Document Inspector took it out, "
            "or an older jianbao made it; copy your words into a fresh briefing.docx (jianbao "
            "report --from-sources keeps this one)",
        )  # fmt: skip
    taken = take(draft, draft.base, editorial.edits, returned.digest)
    struck = struck_out(draft, draft.base, taken)
    if struck.bare:
        raise DraftUndecided(
            f"the draft is empty: all {struck.told} paragraphs of the text are gone",
            where=returned.where,
            remedy="undo that in the word processor and save again; jianbao report --from-sources "
            "keeps this one and makes a fresh briefing.docx",
        )
    editorial.bases.append((draft.base, returned.where))
    editorial.edits = taken.edits
    verdicts = [one for one in taken.verdicts if one.id not in editorial.decisions]
    editorial.verdicts += verdicts
    editorial.decisions = {**editorial.decisions, **{one.id: one for one in verdicts}}
    lost = (*draft.lost, *taken.lost)
    if not (taken.new or taken.gone or taken.spared or verdicts or lost):
        return
    kept = keep(output, returned)
    editorial.kept.append(kept)
    tracked = f", {draft.tracked} tracked changes as if accepted" if draft.tracked else ""
    counts = f"{len(taken.new)} edits, {len(verdicts)} verdicts{tracked}"
    progress.say(f"taken over from the draft: {counts} · {returned.where} · kept as output/{kept}")
    for edit in taken.new[:_SHOWN]:
        progress.say(f"  {edit.id} {edit.summary}")
    if len(taken.new) > _SHOWN:
        progress.say(f"  … {len(taken.new) - _SHOWN} more: jianbao edits")
    for edit in taken.gone:
        progress.say(f"  taken back: {edit.id} {edit.summary}")
    for verdict in verdicts:
        reading = f" “{verdict.reading}”" if verdict.reading else ""
        progress.say(f"  {verdict.id} {verdict.verdict}{reading}")
    if struck.gone >= _MANY and struck.gone * 2 > struck.told:
        progress.warn(
            Caution.DRAFT_STRUCK_OUT,
            f"the draft strikes out {struck.gone} of {struck.told} paragraphs of the text",
            Place(f"output/{kept}"),
            f"if that was a slip: jianbao edits --undo {PurePosixPath(kept).name}",
        )
    for edit in taken.spared:
        progress.warn(
            Caution.EDIT_CLASH,
            f"struck out in this draft and changed in another, which stands: {edit.summary}",
            Place(f"output/{kept}"),
            "strike it out in the new briefing.docx if it is to go",
        )
    for edit in taken.revived:
        progress.warn(
            Caution.EDIT_CLASH,
            f"changed in this draft and struck out in another; what is changed stands: "
            f"{edit.summary}",
            Place(f"output/{kept}"),
            "strike it out in the new briefing.docx if it is to go",
        )
    if lost:
        progress.warn(
            Caution.DRAFT_PART_LOST,
            f"not carried over from the draft: {'; '.join(lost)}",
            Place(f"output/{kept}"),
            "what is named isn't in the new files; look for it there",
        )


def refuse_foreign(editorial: Editorial, ids: Mapping[str, object]) -> None:
    """Raises DraftUndecided when a draft shares no paragraph with this project."""
    for base, where in editorial.bases:
        if not same_project(base, ids):
            raise DraftUndecided(
                "the draft was made from other sources: no paragraph of it is in this project",
                where=where,
                remedy="take it to its own project; nothing was changed",
            )


def keep(output: Path, returned: Returned) -> str:
    """Copy a draft under ``drafts/``, named by its hash; the name it has there.

    Raises OutputNotWritable.
    """
    name = kept_as(returned.digest)
    path = output / name
    refuse_link_out(output, name, "output/")
    if not path.exists():
        # On the disk for good: the file it was read from is about to be replaced.
        write(output, {f"{name}.part": returned.content}, f"output/{name}")
        path.with_name(f"{path.name}.part").replace(path)
    return name


def kept_drafts(output: Path) -> dict[str, str]:
    """All drafts that lie under ``drafts/``, each with its hash."""
    return {
        f"{DRAFTS}/{path.name}": sha256(path.read_bytes())
        for path in sorted((output / DRAFTS).glob("*.docx"))
    }


def decisions_file(folder: Path, verdicts: Sequence[Decision]) -> bytes | None:
    """The new bytes of ``decisions.toml``; None where there is nothing to add."""
    if not verdicts:
        return None
    return with_decisions(decisions_text(folder), verdicts).encode()
