"""``jianbao explain FILE:LINE``: why a line of a source reads as it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import Place, UsageError
from pipeline.model.article import Role
from pipeline.model.files import CONFIG
from pipeline.model.source import Lines, Span
from pipeline.normalise import normalise, seams
from pipeline.read import read_folder
from pipeline.run.decisions import read_decisions
from pipeline.run.explain import shorten
from pipeline.run.normalise_files import read_source
from pipeline.run.project import open_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.model.article import Correction
    from pipeline.model.decision import Decision
    from pipeline.model.source import Source
    from pipeline.normalise import Joint
    from pipeline.run.project import Project

_SHOWN = 60


#: Why what has a role doesn't stand in the text, and where it does.
_NOT_IN_TEXT = {
    Role.FURNITURE: "a page's number, a running head or the like: kept in the record, not printed",
    Role.BYLINE: "who wrote it, or where and when it appeared: in the list of sources alone",
    Role.AFFILIATION: "where its writer is from: in the list of sources alone",
    Role.TITLE: "what the source is called: in the list of sources alone",
    Role.SUBTITLE: "what the source is called: in the list of sources alone",
    Role.NOTE: "a remark on the text, no part of it: not printed",
}


class _Setting(NamedTuple):
    """A source as its project reads it: a file that lies in none is read by itself."""

    source: Source
    rules: Mapping[str, str]
    decisions: Mapping[str, Decision]


def explain_line(file: str, line: int, folder: Path) -> Iterator[str]:
    """Lines of text: the block the line went into, how it was joined, what was changed on it, as
    the rules and verdicts of its project have it. ``file`` is looked for where we are, then in the
    project's ``folder``, then among its sources, as messages name it; or is a source's siglum, as
    citations do.

    Raises UsageError for a line or a file that isn't there, SourceUnreadable for what is no text.
    """
    setting = _setting(file, folder)
    source = setting.source
    if not 1 <= line <= len(source.line_starts):
        raise UsageError(f"the file has {len(source.line_starts)} lines", where=Place(file, line))
    return _explain(setting, line)


def _setting(file: str, folder: Path) -> _Setting:
    path = Path(file)
    project = open_project(folder)
    if not path.is_file():
        found = (folder / file, folder / project.config.sources.folder / file)
        path = next((one for one in found if one.is_file()), None) or _cited(file, project)
    parents = path.absolute().parents
    home = next((one for one in parents if (one / CONFIG).is_file()), folder.absolute())
    config = open_project(home).config
    seeds = home / config.sources.folder
    if not path.absolute().is_relative_to(seeds):
        return _Setting(read_source(str(path)), {}, {})
    name = path.absolute().relative_to(seeds).as_posix()
    source = read_source(str(path), config.sources.encoding.get(name))
    return _Setting(replace(source, name=name), config.rules, read_decisions(home))


def _cited(siglum: str, project: Project) -> Path:
    """The source that citations call so."""
    settings = project.config.sources
    if (project.folder / settings.folder).is_dir():
        reading = read_folder(project.folder, settings)
        named = next((one.name for one in reading.sources if one.siglum == siglum), None)
        if named is not None:
            return reading.paths[named]
    raise UsageError(
        f"there is no file and no source {siglum!r}",
        remedy="give FILE:LINE, or a citation as it is printed (〔a:12〕)",
    )


def _explain(setting: _Setting, line: int) -> Iterator[str]:
    source = setting.source
    here = _extent(source, line)
    article = normalise(*setting)
    page = f" (page {source.pages_of(Lines(line, line)).first})" if source.page_starts else ""
    yield f"{source.name}:{line}{page} · {source.text[here.start : here.end].strip() or '(empty)'}"
    for block in article.blocks:
        if any(_touch(span, here) for span in block.spans):
            lines = ", ".join(
                f"{run.first}–{run.last}" for run in map(source.lines_of, block.spans)
            )
            yield f"in {block.role.value} {block.id} (lines {lines}): {shorten(block.text, _SHOWN)}"
            if block.role in _NOT_IN_TEXT:
                yield f"  {_NOT_IN_TEXT[block.role]}"
    for joint in seams(source, setting.rules):
        yield from _seam(source, joint, here)
    changed = [one for one in article.ledger if _touch(one.span, here)]
    plural = "s" * (len(changed) > 1)
    yield f"{len(changed)} correction{plural}" if changed else "no corrections"
    yield from (f"  {_correction(one)}" for one in changed)


def _extent(source: Source, line: int) -> Span:
    start = source.line_starts[line - 1]
    ends = source.line_starts
    return Span(start, ends[line] if line < len(ends) else len(source.text))


def _touch(span: Span, here: Span) -> bool:
    return span.start < here.end and here.start < span.end


def _seam(source: Source, joint: Joint, here: Span) -> Iterator[str]:
    """How the line was joined to its neighbours, and on what evidence."""
    for at, other, word in (
        (joint.below, joint.above, "above"),
        (joint.above, joint.below, "below"),
    ):
        if here.start <= at < here.end:
            verb = "joined to" if joint.joined else "parted from"
            yield f"{verb} line {source.line_at(other)} {word}:"
            for fact in joint.facts:
                yield f"  {fact.weight:+g} {fact.name}: {fact.reason}"
            if not joint.facts:
                yield "  nothing speaks for joining"


def _correction(one: Correction) -> str:
    after = "(flagged)" if one.after is None else repr(one.after)
    return f"{one.id} {one.rule} [{one.state.value}] {one.before!r} → {after}: {one.reason}"
