"""The program: verbs and their options, messages and exit codes. No logic of its own."""

from __future__ import annotations

import sys
from functools import cache, partial
from pathlib import Path
from typing import Annotated

import typer

from pipeline.answers import (
    failing_in_json,
    tell_collated,
    tell_findings,
    tell_outcome,
    tell_telling,
)
from pipeline.errors import Place, UsageError
from pipeline.model.files import DECISIONS
from pipeline.program import folder_named, run
from pipeline.run.progress import Progress, show

app = typer.Typer(
    name="jianbao",
    help="""Turns a folder of Chinese source texts into one cited briefing: PDF, DOCX,
    EPUB.

    A first briefing: jianbao init DIR, put your texts into DIR/seeds/,
    jianbao report DIR. Then look at DIR/output/briefing.pdf, proofread with
    jianbao review DIR, edit DIR/output/briefing.docx and run jianbao report
    DIR again.""",
    epilog="""Ends with 0 when all is well, else the last line names the code: 2 usage,
    3 config, 4 no sources, 5 source unreadable, 6 something missing (see
    jianbao doctor), 7 draft needs a decision, 8 output can't be written, 9
    another run at work, 10 or 11 own output refused, 12 limit, 13 warnings
    under --strict, 1 a bug. After a failure the last good files stand as they
    were.""",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_DIR = partial(typer.Argument, metavar="DIR", parser=folder_named)
Folder = Annotated[Path, _DIR(help="The project's folder.")]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Do without what former runs left in .cache/.")
]

# The groups of `jianbao --help`, in the order of the work.
MAKE, EDIT, LOOK = "Make a briefing", "Edit and decide", "Look into it"


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"jianbao {version('jianbao')}")
        raise typer.Exit


@app.callback()
def _program(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """What stands before a verb; its help is the program's own."""


@app.command(rich_help_panel=MAKE)
def init(
    folder: Folder = Path(),
    *,
    templates: Annotated[
        bool,
        typer.Option("--templates", help="Copy our templates/ too, to change layouts or labels."),
    ] = False,
) -> None:
    """Make DIR a project: a briefing.toml to edit, a folder seeds/ for the texts.

    Then put texts into seeds/ (.txt, .docx, .md, .html, .epub, .pdf) and run:
    jianbao report DIR. Nothing that is there is changed.
    """
    from pipeline.run.start import start

    made = start(folder, templates=templates)
    seeds = folder / "seeds"
    show(f"made {', '.join(made)} · put your texts into {seeds}/, then: jianbao report {folder}")


@app.command(rich_help_panel=MAKE)
def report(
    folder: Folder = Path(),
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Publish nothing if there are warnings.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Leave out sources that can't be read.")
    ] = False,
    from_sources: Annotated[
        bool, typer.Option("--from-sources", help="Keep an edited draft without reading it.")
    ] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say how long it took.")] = False,
    no_cache: NoCache = False,
    as_json: Annotated[bool, typer.Option("--json", help="The outcome as JSON on stdout.")] = False,
) -> None:
    """Make the briefing of DIR: read its seeds/ and its edited draft, write its output/.

    All files are made, checked and put in place together, or none. Where
    nothing has changed, nothing is done. An edited briefing.docx is taken over
    first and kept in output/drafts/.

    With --strict a doubt about the form (a missing glyph, an ignored file)
    publishes nothing; with --keep-going a source that can't be read is left
    out, and the briefing says so.
    """
    progress = Progress(verbose=verbose)
    from pipeline.run.report import report as build

    with failing_in_json(wanted=as_json):
        outcome = build(
            folder,
            progress,
            strict=strict,
            keep_going=keep_going,
            from_sources=from_sources,
            use_cache=not no_cache,
        )
    tell_outcome(outcome, progress, folder, as_json=as_json)


@app.command(rich_help_panel=EDIT)
def merge(
    draft: Annotated[Path, typer.Argument(metavar="DRAFT.docx", help="An edited briefing.docx.")],
    folder: Folder = Path(),
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Publish nothing if there are warnings.")
    ] = False,
) -> None:
    """Take over the edits of a draft from anywhere, and make the briefing.

    Say, of a briefing.docx that came back by mail. Several drafts go one after
    the other; where two changed the same words, the later stand and a comment
    shows the others.
    """
    progress = Progress()
    from pipeline.run.report import report as build

    outcome = build(folder, progress, strict=strict, draft=draft)
    tell_outcome(outcome, progress, folder, as_json=False)


@app.command("edits", rich_help_panel=EDIT)
def edits_verb(
    folder: Folder = Path(),
    *,
    undo: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Take it back, or a kept draft's, by name. Repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The edits as JSON.")] = False,
) -> None:
    """List what editors changed in the draft, an edit a line; with --undo, take back.

    The edits stand in edits.json beside briefing.toml: keep that file with the
    project.
    """
    from pipeline.run.edits import list_edits, undo_edits

    for edit in undo_edits(folder, undo) if undo else ():
        show(f"taken back: {edit} · run jianbao report to print it so")
    with failing_in_json(wanted=as_json):
        for line in [] if undo else list_edits(folder, as_json=as_json):
            typer.echo(line)


@app.command("watch", rich_help_panel=MAKE)
def watch_verb(
    folder: Folder = Path(),
    *,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say how long it took.")] = False,
    no_cache: NoCache = False,
) -> None:
    """Make the briefing of DIR anew whenever something it is made of changes.

    Sources, briefing.toml, decisions.toml, templates, the draft. A fault is
    named, and the watch goes on. Ctrl-C ends it.
    """
    from pipeline.run.watch import watch

    try:
        watch(folder, verbose=verbose, use_cache=not no_cache)
    except KeyboardInterrupt:
        show("the watch has ended; the last briefing stands")


@app.command("normalise", rich_help_panel=LOOK)
def normalise_verb(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Texts; - is the standard input.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write one file each into this folder.")
    ] = None,
    *,
    text: Annotated[
        bool, typer.Option("--text", help="Paragraphs as plain text, not JSON.")
    ] = False,
) -> None:
    """Put the lines of any text together into paragraphs, with a record of every change.

    Reads what report reads (.txt, .docx, .md, .html, .epub, .pdf). With -o one
    JSON file a text, or with --text plain paragraphs; without, on the standard
    output: jianbao normalise --text - < a.txt
    """
    from pipeline.run.normalise_files import normalise_files

    normalise_files(files, out, text=text)


@app.command("collate", rich_help_panel=LOOK)
def collate_verb(
    folder: Annotated[Path, _DIR(help="Any folder of texts.")],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One line of JSON for each sentence told twice.")
    ] = False,
    about: Annotated[
        str | None, typer.Option(metavar="WORD,WORD", help="Only texts that hold all these words.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only texts published on that day or later.")
    ] = None,
    executor: Annotated[
        str, typer.Option(metavar="NAME", help="Where work is done: processes, serial or dask.")
    ] = "processes",
    address: Annotated[
        str, typer.Option(metavar="tcp://…", help="The scheduler of a Dask cluster.")
    ] = "",
) -> None:
    """Find the sentences that the texts of a folder share: an archive, without a briefing.

    However many there are; killed, it goes on where it stopped. What is known of the texts is
    kept in DIR/.cache/, which may be deleted. --about 茶叶,出口 and --since 2021-10-01 choose
    texts: that hold these words in their sentences, of that day or later. Without --json their
    names are told, a line each: those to make a briefing of.
    """
    from pipeline.run.archive.choice import Wanted, day, words_of
    from pipeline.run.archive.collate import collate_archive

    words = () if about is None else words_of(about)
    wanted = Wanted(words, None if since is None else day(since))
    with failing_in_json(wanted=as_json):
        tell = tell_telling if as_json else None
        collated = collate_archive(
            folder, show, tell, wanted=wanted, where=executor, address=address
        )
    tell_collated(collated, folder, names=any(wanted) and not as_json)
    if collated.faults:
        raise typer.Exit(5)


@app.command("explain", rich_help_panel=LOOK)
def explain_verb(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="REF",
            help="FILE:LINE, a citation (〔a:12〕), words of the briefing, or an id (p-…, c-…).",
        ),
    ],
    folder: Folder = Path(),
) -> None:
    """Say why it reads so.

    jianbao explain a.txt:12 tells why the line was joined to its neighbours
    or not, and every change on it, by the rules and verdicts of its project.
    jianbao explain "words of the briefing" (or an id: p-…, c-…) tells the
    section and why, who says it in which lines, where they differ, what was
    corrected or doubted on which grounds.
    """
    from pipeline.run.explain import explain

    for line in explain(reference, folder):
        typer.echo(line)


@app.command(rich_help_panel=EDIT)
def review(
    folder: Folder = Path(),
    *,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Proofread in the browser; verdicts are written to decisions.toml.

    Opens the proof page of the last report: J next doubt, A accept, R keep, E
    another reading. Served on this machine alone. Ctrl-C ends it; the next
    report prints what was decided.
    """
    import webbrowser

    from pipeline.run.review import review as serve

    def opened(address: str) -> None:
        show(f"the proof page · {address} · Ctrl-C ends it, then: jianbao report")
        if browser:
            webbrowser.open(address)

    try:
        serve(folder, opened, lambda line: show(f"{line} · {folder / DECISIONS}"))
    except KeyboardInterrupt:
        show("the review has ended · jianbao report makes the briefing with its verdicts")


@app.command(rich_help_panel=MAKE)
def outline(folder: Folder = Path()) -> None:
    """Propose an outline from the sources' own headings: a file to edit.

    Writes outlines/proposed.toml; name it in briefing.toml: [outline] profile =
    "…".
    """
    from pipeline.run.propose import propose_outline

    name, topics = propose_outline(folder)
    show(
        f"{topics} topics from the sources' headings · {folder / name} · edit it, then in "
        f'briefing.toml: [outline] profile = "{name}"'
    )


@app.command(rich_help_panel=LOOK)
def check(
    folder: Folder = Path(),
    *,
    manifest: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Say whether this file is one of the last run's."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
) -> None:
    """Look at what lies in output/ once more, distrusting it.

    Are these the files of the last run, were they made of what lies here, do
    they say what the sources say? With --manifest FILE: is this file, from
    anywhere, one of them? Ends with 10 where not.
    """
    from pipeline.run.recheck import check_distributed, check_outputs

    with failing_in_json(wanted=as_json):
        if manifest is not None and not manifest.is_file():
            raise UsageError("there is no such file", where=Place(str(manifest)))
        found = [check_distributed(folder, manifest)] if manifest else list(check_outputs(folder))
    tell_findings(found, "FAULT", as_json=as_json)
    if not all(one.ok for one in found):
        raise typer.Exit(10)


@app.command(rich_help_panel=LOOK)
def doctor(
    folder: Folder = Path(),
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
) -> None:
    """Look at what a run needs: libraries, pandoc, fonts, readers, the project, room on the disk.

    Each is ok, or comes with its remedy. Ends with 6 where something is
    missing.
    """
    from pipeline.run.doctor import examine

    findings = examine(folder)
    tell_findings(findings, "MISSING", as_json=as_json)
    if not all(one.ok for one in findings):
        raise typer.Exit(6)


def main(arguments: list[str] | None = None) -> int:
    """Run the program; give its exit code. On failure the last line names the code."""
    return run(lambda: _invoke(sys.argv[1:] if arguments is None else arguments), arguments)


def _invoke(arguments: list[str]) -> None:
    """Call the verb. Not by the parser's own ``main``, which ends the process itself on a closed
    pipe (1) and on Ctrl-C: those are for `run` to tell.
    """
    command = _command()
    with command.make_context("jianbao", list(arguments)) as context:
        command.invoke(context)


#: The verbs and options as the parser wants them.
_command = cache(partial(typer.main.get_command, app))


if __name__ == "__main__":
    sys.exit(main())
