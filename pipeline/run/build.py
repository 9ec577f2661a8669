"""``jianbao report``: the stages in their order, from a folder to a published set of files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipeline.check.provenance import check_provenance
from pipeline.compose import Facts, make_manuscript, make_proof
from pipeline.errors import Place, SourceUnreadable, WarningsUnderStrict
from pipeline.read import read_folder
from pipeline.run import draft_guard, records
from pipeline.run.assemble import assemble
from pipeline.run.decisions import decisions_text
from pipeline.run.manifest import (
    MANIFEST,
    is_current,
    read_manifest,
    sha256,
    tool_versions,
)
from pipeline.run.project import EDITS, open_project
from pipeline.run.publish import publish, workspace, write
from pipeline.typography.table import load_layout
from pipeline.typography.tokens import with_families

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.article import Article
    from pipeline.model.manuscript import Manuscript
    from pipeline.model.source import Source
    from pipeline.read import Reading
    from pipeline.render.gate import MissingGlyph
    from pipeline.run.assemble import Assembly
    from pipeline.run.progress import Progress
    from pipeline.run.project import Project
    from pipeline.typography.tokens import Layout

_OUTPUT = "output/"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has made: file names in ``output/``, and whether there was anything to do."""

    files: tuple[str, ...]
    warnings: tuple[str, ...]
    sources: int
    current: bool = False
    kept_draft: str = ""


def report(
    folder: Path, progress: Progress, *, strict: bool = False, keep_going: bool = False
) -> Outcome:
    """Build the briefing of a project and publish it, all or nothing.

    Raises a JianbaoError; the last good set of outputs is then as it was.
    """
    project = open_project(folder)
    with workspace(project.output, _OUTPUT) as beside:
        old = read_manifest(project.output)
        draft = draft_guard.look(project.output, old)
        with progress.stage("read", "reading the sources"):
            reading = read_folder(folder, project.config.sources, keep_going=keep_going)
        inputs = project.inputs(_all(reading), _unread(reading))
        inputs["options"] = f"strict={strict}"
        if is_current(project.output, old, inputs):
            return Outcome(
                tuple(old["outputs"]),
                tuple(old.get("warnings", ())),
                len(reading.sources),
                current=True,
            )
        for warning in reading.warnings:
            progress.keep(warning)
        for failure in reading.failures:
            progress.warn(f"left out: {failure.what}", failure.where, failure.remedy)
        if not project.has_config:
            progress.warn("there is no briefing.toml; defaults are used", remedy="jianbao init")
        if project.has_edits():
            progress.warn("is not carried out yet, only kept", Place(EDITS))
        files, fonts = _make(project, reading, progress)
        kept = ""
        if draft.edited:
            kept = draft_guard.keep(project.output, draft)
            progress.warn(
                "the edited draft was kept; its edits are not carried over yet",
                Place(f"output/{kept}"),
            )
        if strict and progress.warnings:
            raise WarningsUnderStrict(
                f"{len(progress.warnings)} warnings, and --strict allows none",
                remedy="nothing was published",
            )
        manifest = {
            "inputs": inputs,
            "outputs": {name: sha256(content) for name, content in sorted(files.items())},
            "config": project.config.model_dump(mode="json"),
            "tools": tool_versions(),
            "fonts": fonts,
            "warnings": progress.warnings,
            "seconds": progress.seconds,
            "exit": 0,
        }
        with progress.stage("publish", "publishing"):
            write(beside, {**files, MANIFEST: records.to_json(manifest)}, _OUTPUT)
            _check_sources(reading)
            draft_guard.check_unchanged(project.output, draft)
            before = old.get("outputs")
            publish(beside, project.output, _OUTPUT, before if isinstance(before, dict) else {})
    return Outcome(
        tuple(sorted(files)), tuple(progress.warnings), len(reading.sources), kept_draft=kept
    )


def _all(reading: Reading) -> list[Source]:
    return [*reading.sources, *(source for source, _ in reading.duplicates)]


def _unread(reading: Reading) -> list[str]:
    return [failure.where.file for failure in reading.failures if failure.where]


def _make(
    project: Project, reading: Reading, progress: Progress
) -> tuple[dict[str, bytes], list[dict[str, str | int]]]:
    """All files of the briefing, by name, checked; and the fonts they are set in."""
    config = project.config
    layout = with_families(
        load_layout(config.layout.name, project.templates), config.fonts.model_dump()
    )
    made = assemble(project, reading, progress)
    labels, corrections = made.labels, made.collation.corrections
    with progress.stage("compose", "composing the briefing"):
        facts = Facts(
            corrections=corrections,
            unread=tuple(_unread(reading)),
            duplicates=tuple(source.name for source, _ in reading.duplicates),
            left_out=made.left_out,
        )
        manuscript = make_manuscript(
            made.briefing, config.briefing, labels, layout.numbering, facts, config.sources
        )
        check_provenance(made.articles, corrections, made.briefing, manuscript)
    files, fonts = _render(project, layout, manuscript, made.articles, progress)
    with progress.stage("records", "writing the record"):
        files |= _records(made)
    with progress.stage("proof", "making the proof page"):
        files["proof.html"] = _proof(project, made)
    return files, fonts


def _render(
    project: Project,
    layout: Layout,
    manuscript: Manuscript,
    articles: Sequence[Article],
    progress: Progress,
) -> tuple[dict[str, bytes], list[dict[str, str | int]]]:
    """The files people read, each opened again and held against the manuscript."""
    # Renderers are heavy to import: a run that fails before them doesn't pay.
    from pipeline.check.docx import check_docx
    from pipeline.check.epub import check_epub
    from pipeline.check.form import check_form
    from pipeline.check.pdf import check_pdf, heading_pages
    from pipeline.render.docx import render_docx
    from pipeline.render.epub import render_epub
    from pipeline.render.front import unprinted
    from pipeline.render.gate import pass_gate
    from pipeline.render.pdf import render_pdf
    from pipeline.typography.coverage import Coverage
    from pipeline.typography.fonts import font_files, font_record, private_fontconfig, resolve_roles

    formats = project.config.layout.formats
    for name in unprinted(manuscript, layout):
        progress.warn(
            f"[briefing] {name} isn't printed: the layout {layout.name!r} has no place for it",
            Place("briefing.toml"),
            "leave it out, or choose another layout",
        )
    files: dict[str, bytes] = {}
    pages: dict[str, int] | None = None
    private_fontconfig(project.cache / "fonts")
    for casting in resolve_roles(layout, project.config.fonts.model_dump()):
        if casting.choice_missing:
            progress.warn(
                f"the font {casting.chosen!r} isn't there; {casting.family} is used",
                Place("briefing.toml"),
                "name a family that is installed under [fonts]",
            )
    with ThreadPoolExecutor(1) as pool, progress.stage("render", "setting the pages"):
        epub = pool.submit(render_epub, manuscript, layout) if "epub" in formats else None
        if "pdf" in formats:
            pdf = render_pdf(manuscript, layout, project.templates, project.config.layout.pdf)
            stopped = pass_gate(manuscript, layout, Coverage.of_folders())
            named = {one.character for one in stopped}
            stopped += tuple(one for one in pdf.missing if one.character not in named)
            for missing in stopped:
                _name_missing(missing, articles, progress)
            check_pdf(pdf.content, manuscript, layout, [one.character for one in stopped])
            for finding in check_form(pdf.content, manuscript, layout):
                progress.warn(str(finding), Place("briefing.pdf"))
            files["briefing.pdf"] = pdf.content
            pages = heading_pages(pdf.content, manuscript)
        if "docx" in formats:
            files["briefing.docx"] = render_docx(manuscript, layout, pages)
            check_docx(files["briefing.docx"], manuscript, layout)
        if epub is not None:
            files["briefing.epub"] = epub.result()
            check_epub(files["briefing.epub"], manuscript, layout)
    return files, font_record(font_files())


def _name_missing(missing: MissingGlyph, articles: Sequence[Article], progress: Progress) -> None:
    """A character without a glyph, named with the first source line it comes from."""
    from pipeline.render.gate import REMEDY

    place = None
    for article in articles:
        at = article.source.text.find(missing.character)
        if at >= 0:
            place = Place(article.source.name, article.source.line_at(at))
            break
    progress.warn(missing.what, place, REMEDY)


def _proof(project: Project, made: Assembly) -> bytes:
    """The page for proofreading."""
    from pipeline.render.proof import render_proof

    proof = make_proof(
        made.articles,
        made.collation.corrections,
        made.collation.passages,
        made.briefing,
        made.labels,
        project.config.briefing.language,
        decisions_text(project.folder),
    )
    return render_proof(proof, project.templates)


def _records(made: Assembly) -> dict[str, bytes]:
    """The files for machines."""
    passages = made.collation.passages
    files = {
        "corrections.json": records.corrections_record(made.collation.corrections, made.articles),
        "passages.json": records.passages_record(passages),
        "figures.json": records.figures_record(made.briefing.figures, made.briefing.conflicts),
        "briefing.json": records.briefing_record(made.briefing),
    }
    out = {name: records.to_json(record) for name, record in files.items()}
    for article in (*made.articles, *made.unused):
        name = PurePosixPath(article.source.name).with_suffix(".json")
        out[f"normalised/{name}"] = records.to_json(records.article_record(article))
    return out


def _check_sources(reading: Reading) -> None:
    """A source that changed meanwhile would be cited with lines it no longer has."""
    for source in _all(reading):
        try:
            same = sha256(reading.paths[source.name].read_bytes()) == source.sha256
        except OSError:
            same = False
        if not same:
            raise SourceUnreadable(
                "was changed while the run was at work", where=Place(source.name),
                remedy="run again; nothing was published",
            )  # fmt: skip
