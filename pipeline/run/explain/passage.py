"""``jianbao explain`` for the briefing: a passage, found by its words, its id or a correction's."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pipeline.compose import walk
from pipeline.errors import UsageError
from pipeline.model.article import Kind, State
from pipeline.read import read_folder
from pipeline.run.assemble import assemble
from pipeline.run.explain import shorten
from pipeline.run.progress import Progress
from pipeline.run.project import open_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.draft import Edit
    from pipeline.model.article import Correction
    from pipeline.model.briefing import Briefing, PrintedParagraph, Section
    from pipeline.model.passage import Passage, Witness
    from pipeline.run.assemble import Assembly

#: Of more passages than this only the beginnings are shown.
_MOST = 3

_SHOWN = 40


def explain_passage(reference: str, folder: Path) -> Iterator[str]:
    """Its section and why it stands there, its witnesses with their lines, where they differ,
    every reading made or doubted in it, what an editor changed; of an editor's own words the edit.

    Raises UsageError where nothing is found.
    """
    project = open_project(folder)
    assembly = assemble(project, read_folder(folder, project.config.sources), Progress(quiet=True))
    told = list(_told(assembly.briefing))
    found = [one for one in told if _meant(one[2], reference)]
    edits = project.edits()
    own = [one for one in edits if _is_edit(one, reference)]
    if not found and own:
        return (_edit(one) for one in own)
    if not found:
        loose = [one for one in assembly.collation.corrections if one.id == reference]
        if loose:
            return iter(_correction(loose[0]))
        raise UsageError(
            f"nothing in the briefing is called or says {reference!r}",
            remedy="give FILE:LINE, words of the briefing, or an id (p-… of a passage, c-… of a "
            "correction, e-… of an edit)",
        )
    shown = {one[2].id for one in found}
    said = [_edit(one) for one in own if one.block not in shown]
    if len(found) > _MOST:
        said.append(f"{len(found)} passages; an id of these instead of the words tells all of one")
        return chain((f"{one[2].id} {shorten(one[2].text, _SHOWN)}" for one in found), said)
    return chain(
        (line for one in found for line in (*_passage(*one, assembly), *_on(one[2], edits))), said
    )


def _told(briefing: Briefing) -> Iterator[tuple[Section, PrintedParagraph, Passage]]:
    for section in walk(briefing.sections):
        for paragraph in section.paragraphs:
            for passage in paragraph.passages:
                yield section, paragraph, passage


def _meant(passage: Passage, reference: str) -> bool:
    """By its id, the id of a reading in it, or words of it, white space left out."""
    words = "".join(reference.split())
    return (
        passage.id == reference
        or any(placed.correction.id == reference for placed in passage.readings)
        or (bool(words) and words in "".join(passage.text.split()))
    )


def _is_edit(edit: Edit, reference: str) -> bool:
    """By its id, or by words that the editor wrote."""
    words = "".join(reference.split())
    said = edit.after.text if edit.after is not None else edit.text
    return edit.id == reference or (bool(words) and words in "".join(said.split()))


def _on(passage: Passage, edits: Sequence[Edit]) -> Iterator[str]:
    """What editors did to a passage."""
    return (_edit(one) for one in edits if one.block == passage.id)


def _edit(edit: Edit) -> str:
    return f"edited: {edit.id} {edit.summary} · draft {edit.draft[:12]}"


def _passage(
    section: Section, paragraph: PrintedParagraph, passage: Passage, assembly: Assembly
) -> Iterator[str]:
    sigla = {entry.source.name: entry.source.siglum for entry in assembly.briefing.sources}
    yield f"{passage.id} {shorten(passage.text, _SHOWN)}"
    yield f"in section {section.title}: {paragraph.reason}"
    for number, witness in enumerate(passage.witnesses):
        part = "base" if number == 0 else "also"
        yield f"{part}: {witness.source}:{_lines(witness)}"
        why = assembly.collation.leading.why(passage.base.source, witness.source) if number else ""
        if why:
            yield f"  the base leads it: {why}"
    keys = {witness.key: sigla[witness.source] for witness in passage.witnesses}
    for variant in passage.variants:
        said = " · ".join(f"{keys[key]} “{text}”" for key, text in variant.readings)
        follows = f"; printed as in {keys[variant.chosen]}" if variant.chosen else ""
        yield f"differs ({variant.kind.value}): {said}{follows}"
    for at, correction in passage.readings:
        printed = passage.text[at.start : at.end]
        yield from _correction(correction, printed)
    yield from _unprinted(passage, assembly.collation.corrections)


def _correction(one: Correction, printed: str | None = None) -> list[str]:
    """A correction with its grounds; its reasons are those of the rule."""
    now = f", printed “{printed}”" if printed is not None and one.state is State.APPLIED else ""
    after = "nothing proposed" if one.after is None else f"→ “{one.after}”"
    grounds = [
        f"{ground.kind.value}{'：' if ground.by else ''}{'、'.join(ground.by)}"
        for ground in one.evidence
    ]
    settled = f" by the {one.settled_by}" if one.settled_by else ""
    count = f", {one.count} places" if one.places else ""
    head = f"{one.id} {one.rule} [{one.state.value}{settled}] {one.source}:{one.line}"
    said = f"{head} “{one.before}” {after}{now}{count}: {one.reason}"
    if not grounds:
        return [said]
    return [said, f"  {one.certainty.value} certainty, on the ground of {'; '.join(grounds)}"]


def _unprinted(passage: Passage, corrections: Sequence[Correction]) -> Iterator[str]:
    """Doubts about what the other witnesses say."""
    for witness in passage.witnesses[1:]:
        for one in corrections:
            if one.kind is Kind.READING and one.source == witness.source and _inside(one, witness):
                yield (
                    f"not printed: {one.id} {one.rule} [{one.state.value}] {one.source}:{one.line} "
                    f"“{one.before}”: {one.reason}"
                )


def _inside(one: Correction, witness: Witness) -> bool:
    spans = [span for sentence in witness.sentences for span in sentence.spans]
    return any(
        span.start <= place.start < span.end
        for place in one.places or (one.span,)
        for span in spans
    )


def _lines(witness: Witness) -> str:
    return ",".join(run.printed for run in witness.lines)
