"""``jianbao report``: the stages in their order, from a folder to a published set of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cautions import Caution
from pipeline.draft import edited_passages, edits_record
from pipeline.errors import Place, SourceUnreadable, WarningsUnderStrict, and_more
from pipeline.model.files import CONFIG, DECISIONS, DRAFT, EDITS
from pipeline.read import read_folder
from pipeline.run import drafts, records
from pipeline.run.beside import documents_beside
from pipeline.run.decisions import decisions_text, read_decisions, with_decisions
from pipeline.run.inputs import of_the_run
from pipeline.run.manifest import (
    MANIFEST,
    changed_outputs,
    is_current,
    read_manifest,
    sha256,
    tool_hashes,
    tool_versions,
)
from pipeline.run.outcome import Outcome
from pipeline.run.project import open_project
from pipeline.run.publish import EDITORIAL, publish, workspace, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pipeline.draft import Edit, EditedPassage
    from pipeline.read import Reading
    from pipeline.render.press import Press
    from pipeline.run.assemble import Assembly
    from pipeline.run.progress import Progress
    from pipeline.run.project import Project

_OUTPUT = "output/"


def build(
    folder: Path,
    progress: Progress,
    press: Press,
    *,
    strict: bool = False,
    keep_going: bool = False,
    from_sources: bool = False,
    draft: Path | None = None,
    use_cache: bool = True,
) -> Outcome:
    """Build the briefing of a project and publish it, all or nothing.

    An edited ``briefing.docx`` is taken over first; with ``from_sources`` it is only kept.
    ``draft`` is one more that is to be taken over; ``press`` sets the PDF. Without ``use_cache``
    nothing that former runs have kept is used, and nothing is kept: the outputs are the same.

    Raises a JianbaoError; the last good set of outputs is then as it was.
    """
    project = open_project(folder)
    with workspace(project.output, _OUTPUT) as beside:
        old = read_manifest(project.output)
        state = drafts.look(project.output, old)
        returned = [] if from_sources or state.returned is None else [state.returned]
        returned += [drafts.brought(draft)] if draft is not None else []
        editorial = drafts.Editorial(project.edits(), read_decisions(folder))
        with progress.stage("read", "reading the sources"):
            reading = read_folder(folder, project.config.sources, keep_going=keep_going)
        before = editorial.edits
        with progress.stage("draft", "reading the draft"):
            for one in returned:
                drafts.take_over(one, editorial, project.output, progress)
        news = _news(folder, editorial, before)
        others = documents_beside(project.output, old, {one.digest for one in returned})
        inputs = {
            **project.inputs(reading),
            **of_the_run(reading.beside, others),
            "options": f"strict={strict}",
            **{name: sha256(content) for name, content in news.items()},
        }
        if not editorial.bases and is_current(project.output, old, inputs):
            return Outcome(
                tuple(old["outputs"]),
                tuple(old.get("warnings", ())),
                len(reading.sources),
                current=True,
            )
        _tell_of_torn(changed_outputs(project.output, old), progress)
        _warn(project, reading, others, progress)
        files, fonts = _make(
            project, reading, editorial, progress, press, strict=strict,
            program=inputs["program"] if use_cache else None,
        )  # fmt: skip
        if from_sources and state.returned is not None:
            editorial.kept.append(drafts.keep(project.output, state.returned))
            progress.say(f"the draft was kept, not read · output/{editorial.kept[-1]}")
        if strict and progress.warnings:
            raise WarningsUnderStrict(
                f"warnings ({len(progress.warnings)}), and --strict allows none",
                remedy="nothing was published",
            )
        manifest = _manifest(project, reading, progress, inputs, files, fonts)
        with progress.stage("publish", "publishing"):
            write(beside, {f"{EDITORIAL}{name}": content for name, content in news.items()}, "")
            write(beside, {**files, MANIFEST: records.to_json(manifest)}, _OUTPUT)
            _check_sources(reading)
            drafts.check_unchanged(project.output, state)
            publish(beside, project.output, _OUTPUT, old.get("outputs", {}), folder)
    return Outcome(
        tuple(sorted(files)),
        tuple(progress.warnings),
        len(reading.sources),
        kept_draft=editorial.kept[-1] if editorial.kept else "",
    )


def _warn(project: Project, reading: Reading, others: Iterable[str], progress: Progress) -> None:
    """Of what was met in the sources' folder and beside the draft, and of a config that isn't
    there.
    """
    for warned in reading.warnings:
        progress.keep(warned)
    for failure in reading.failures:
        progress.warn(
            Caution.SOURCE_LEFT_OUT, f"left out: {failure.what}", failure.where, failure.remedy
        )
    for name in filter(lambda one: drafts.may_hold_edits(project.output / one), others):
        progress.warn(
            Caution.DOCUMENT_BESIDE,
            "a document beside the draft isn't read",
            Place(f"{_OUTPUT}{name}"),
            f"if it has an editor's words: jianbao merge '{_OUTPUT}{name}'; else take it elsewhere",
        )
    if not project.has_config:
        progress.warn(
            Caution.NO_CONFIG, "there is no briefing.toml; defaults are used", remedy="jianbao init"
        )


def _manifest(
    project: Project,
    reading: Reading,
    progress: Progress,
    inputs: Mapping[str, str],
    files: Mapping[str, bytes],
    fonts: Sequence[Mapping[str, str | int]],
) -> dict[str, object]:
    """What went into this set of outputs, and what came out."""
    return {
        "inputs": inputs,
        "outputs": {name: sha256(content) for name, content in sorted(files.items())},
        "config": project.config.model_dump(mode="json"),
        "drafts": drafts.kept_drafts(project.output),
        "tools": tool_versions(),
        "tool_hashes": tool_hashes(),
        "fonts": fonts,
        "warnings": progress.warnings,
        "sources": len(reading.sources),
        "seconds": progress.seconds,
        "cache": progress.cache,
        "exit": 0,
    }


def _news(folder: Path, editorial: drafts.Editorial, before: Sequence[Edit]) -> dict[str, bytes]:
    """The editor's files, where the drafts have changed what is in them."""
    news = {}
    if tuple(editorial.edits) != tuple(before):
        news[EDITS] = records.to_json(edits_record(editorial.edits))
    verdicts = drafts.decisions_file(folder, editorial.verdicts)
    if verdicts is not None:
        news[DECISIONS] = verdicts
    return news


def _tell_of_torn(changed: Sequence[str], progress: Progress) -> None:
    """Say that the last set isn't whole: a run was killed while it was put in place, or somebody
    has changed it since. A draft is there to be changed.
    """
    torn = [name for name in changed if name != DRAFT]
    if torn:
        progress.say(
            f"isn't as the last run made it: {and_more(torn)} · {_OUTPUT} · all are made anew"
        )


def _make(
    project: Project,
    reading: Reading,
    editorial: drafts.Editorial,
    progress: Progress,
    press: Press,
    *,
    strict: bool,
    program: str | None,
) -> tuple[dict[str, bytes], list[dict[str, str | int]]]:
    """All files of the briefing, by name, checked; and the fonts they are set in. ``program`` is
    the program's hash; without it nothing of former runs is used.
    """
    # What composes and renders is heavy to import: a run with nothing to do doesn't pay.
    with progress.stage("load", "loading the program"):
        from pipeline.run.book import make_book
        from pipeline.run.cache import Cache
        from pipeline.run.kept import Kept
        from pipeline.run.rendered import pages_under_way, render_files

    cache = Cache(project.cache / "stages", progress.say)
    kept = Kept(cache, progress, program, project.templates) if program else None
    book = make_book(project, reading, editorial, progress, strict=strict, kept=kept)
    made = book.made
    with pages_under_way(project, book, press, kept) as setting:
        _tell_dates(project, made, progress)
        with progress.stage("records", "writing the record"):
            edited = edited_passages(made.briefing, book.composed, book.carried)
            files = _records(made, edited, editorial)
        with progress.stage("proof", "making the proof page"):
            files["proof.html"] = _proof(project, made, editorial)
        rendered, fonts = render_files(project, book, progress, setting)
    cache.trim()
    progress.tell_of_the_cache()
    return rendered | files, fonts


def _tell_dates(project: Project, made: Assembly, progress: Progress) -> None:
    """What the editor could give as dates, where none is given at all."""
    from pipeline.run.own_dates import own_dates, without_year

    if project.config.sources.date:
        return
    said = own_dates(made.articles)
    if said:
        progress.say(
            f"sources name the day they appeared, and timeline and figures go without · {CONFIG} · "
            f"if they are right, under [sources]: date = {said}"
        )
    elif missed := without_year(made.articles, made.briefing, project.templates):
        progress.say(
            f"{missed.events} events name a day and no year, and the timeline goes without · "
            f"{CONFIG} · say when the sources appeared, under [sources]: date = {missed.example}"
        )


def _proof(project: Project, made: Assembly, editorial: drafts.Editorial) -> bytes:
    """The page for proofreading."""
    from pipeline.compose import make_proof
    from pipeline.render.proof import render_proof

    proof = make_proof(
        made.articles,
        made.collation.corrections,
        made.collation.passages,
        made.briefing,
        made.labels,
        project.config.briefing.language,
        with_decisions(decisions_text(project.folder), editorial.verdicts),
    )
    return render_proof(proof, project.templates)


def _records(
    made: Assembly, edited: Mapping[str, EditedPassage], editorial: drafts.Editorial
) -> dict[str, bytes]:
    """The files for machines."""
    passages = made.collation.passages
    files = {
        "corrections.json": records.corrections_record(made.collation.corrections, made.articles),
        "passages.json": records.passages_record(passages, edited),
        "figures.json": records.figures_record(made.briefing.figures, made.briefing.conflicts),
        "briefing.json": records.briefing_record(made.briefing, edited, editorial.edits),
    }
    out = {name: records.to_json(record) for name, record in files.items()}
    articles = (*made.articles, *made.unused)
    names = records.record_names([article.source.name for article in articles])
    for article, name in zip(articles, names, strict=True):
        out[f"normalised/{name}"] = records.to_json(records.article_record(article))
    return out


def _check_sources(reading: Reading) -> None:
    """A source that changed meanwhile would be cited with lines it no longer has."""
    for source in reading.files:
        try:
            same = sha256(reading.paths[source.name].read_bytes()) == source.sha256
        except OSError:
            same = False
        if not same:
            raise SourceUnreadable(
                "was changed while the run was at work", where=Place(source.name),
                remedy="run again; nothing was published",
            )  # fmt: skip
