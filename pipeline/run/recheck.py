"""``jianbao check``: what lies in ``output/``, distrusted once more.

Are these the files the manifest names, were they made of what lies here now, and do they say what
the sources say? The words are composed anew and each file is held against them.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from pipeline.errors import JianbaoError, OutputInvalid, Place, and_more
from pipeline.model.files import DRAFT, OUTPUT
from pipeline.read import read_folder
from pipeline.run import drafts
from pipeline.run.book import make_book
from pipeline.run.decisions import read_decisions
from pipeline.run.finding import Finding
from pipeline.run.inputs import OF_THE_RUN
from pipeline.run.manifest import MANIFEST, changed_outputs, read_manifest, sha256
from pipeline.run.progress import Progress
from pipeline.run.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pipeline.read import Reading
    from pipeline.run.book import Book
    from pipeline.run.project import Project

_REMEDY = "jianbao report"


def check_outputs(folder: Path) -> Iterator[Finding]:
    """Findings in order: files, inputs, then each file's words. Raises OutputInvalid where
    nothing was published, and what composing the words raises.
    """
    project = open_project(folder)
    old = read_manifest(project.output)
    if not old:
        raise OutputInvalid(
            "there is nothing to check", where=Place(f"output/{MANIFEST}"), remedy=_REMEDY
        )
    changed = changed_outputs(project.output, old)
    for name in old["outputs"]:
        if name in changed and name == DRAFT and (project.output / name).is_file():
            found = "edited since it was made; the next report takes the edits over"
            yield Finding(f"output/{name}", found)
        elif name in changed:
            found = "isn't the file that the manifest names"
            yield Finding(f"output/{name}", found, ok=False, remedy=_REMEDY)
    if not changed:
        yield Finding("output/", f"{len(old['outputs'])} files, as the manifest names them")
    reading = read_folder(folder, project.config.sources, keep_going=True)
    stale = _stale(project, reading, old["inputs"])
    if stale:
        found = f"changed since the last run: {and_more(stale)}"
        yield Finding("inputs", found, ok=False, remedy=_REMEDY)
        return
    yield Finding("inputs", "as they were when the files were made")
    editorial = drafts.Editorial(project.edits(), read_decisions(folder))
    book = make_book(project, reading, editorial, Progress(quiet=True), strict=False)
    yield Finding("words", "every sentence, figure and character has its place in a source")
    yield from _files(project, book, set(changed))
    yield from _others(project.output, set(changed))


def _stale(project: Project, reading: Reading, inputs: dict[str, str]) -> list[str]:
    """The inputs that aren't as they were, by name."""
    now = project.inputs(reading)
    then = {name: digest for name, digest in inputs.items() if name not in OF_THE_RUN}
    return sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def _files(project: Project, book: Book, changed: set[str]) -> Iterator[Finding]:
    from pipeline.check.docx import check_docx
    from pipeline.check.epub import check_epub
    from pipeline.check.pdf import check_pdf
    from pipeline.render.gate import pass_gate
    from pipeline.typography.coverage import Coverage

    manuscript, layout = book.carried.manuscript, book.layout
    missing = [one.character for one in pass_gate(manuscript, layout, Coverage.of_folders())]
    looks: dict[str, Callable[[bytes], None]] = {
        "briefing.pdf": lambda content: check_pdf(content, manuscript, layout, missing),
        DRAFT: lambda content: check_docx(content, manuscript, layout),
        "briefing.epub": lambda content: check_epub(content, manuscript, layout),
    }
    for name, look in looks.items():
        path = project.output / name
        if name in changed or not path.is_file():
            continue
        try:
            look(path.read_bytes())
        except JianbaoError as error:
            yield Finding(f"output/{name}", error.what, ok=False, remedy=error.remedy or _REMEDY)
        else:
            yield Finding(f"output/{name}", "says what the manuscript says, word for word")


def _others(output: Path, changed: set[str]) -> Iterator[Finding]:
    """What others' programs say of the files; of one that isn't here, what it would add."""
    from pipeline.check.others import OTHERS, ask

    for other in OTHERS:
        path = output / other.file
        if other.file in changed or not path.is_file():
            continue
        try:
            faults = ask(other, path)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            reason = " ".join(str(error).split())[:200]
            yield Finding(other.name, f"couldn't be asked: {reason}", remedy=other.remedy)
            continue
        if faults is None:
            yield Finding(
                other.name, f"isn't here; it would add: {other.adds}", remedy=other.remedy
            )
        elif faults:
            yield Finding(
                other.name, f"finds {and_more(faults)}", ok=False,
                remedy=OutputInvalid.remedy,
            )  # fmt: skip
        else:
            yield Finding(other.name, f"finds nothing: {other.adds}")


def check_distributed(folder: Path, path: Path) -> Finding:
    """Whether a file from anywhere is one of those that the manifest names."""
    outputs = read_manifest(folder / OUTPUT).get("outputs", {})
    digest = sha256(path.read_bytes())
    for name, known in outputs.items():
        if known == digest:
            return Finding(str(path), f"is {name} of the run that {MANIFEST} tells of")
    return Finding(
        str(path), "is none of the files that the manifest names", ok=False,
        remedy="compare its sha256 with another manifest",
    )  # fmt: skip
