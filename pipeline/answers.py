"""What verbs answer: results on the standard output, what to know of them on stderr."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pipeline.errors import JianbaoError, one_line
from pipeline.messages import shown
from pipeline.run.progress import Progress, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.run.archive.collate import Collated
    from pipeline.run.archive.tellings import Telling
    from pipeline.run.finding import Finding
    from pipeline.run.outcome import Outcome


@contextmanager
def failing_in_json(*, wanted: bool) -> Iterator[None]:
    """Where a machine reads, an expected failure is one line of JSON on stdout, too."""
    try:
        yield
    except JianbaoError as error:
        if wanted:
            typer.echo(json.dumps({"error": error.record}, ensure_ascii=False))
        raise


def tell_outcome(outcome: Outcome, progress: Progress, folder: Path, *, as_json: bool) -> None:
    """What a report made, or that it had nothing to do."""
    if as_json:
        record = {
            "files": list(outcome.files),
            "warnings": list(outcome.warnings),
            "sources": outcome.sources,
            "current": outcome.current,
            "kept_draft": outcome.kept_draft,
            "seconds": progress.seconds,
        }
        typer.echo(json.dumps(record, ensure_ascii=False))
    elif outcome.current:
        show(f"nothing has changed since the last run · {folder / 'output'}")
    else:
        total = progress.elapsed
        made = ", ".join(name for name in outcome.files if name.startswith("briefing."))
        if outcome.sources == 1:
            show(f"1 source → {made} · {folder / 'output'} · {total:.1f} s")
        else:
            show(f"{outcome.sources} sources → {made} · {folder / 'output'} · {total:.1f} s")


def tell_telling(telling: Telling) -> None:
    """A sentence told more than once, as a line of JSON."""
    typer.echo(json.dumps(telling.record, ensure_ascii=False))


def tell_collated(collated: Collated, folder: Path, *, names: bool) -> None:
    """How many sentences are told more than once; with ``names`` the documents compared."""
    for name in collated.documents if names else ():
        typer.echo(name)
    for name in collated.undated:
        show(f"undated, left out: {name}")
    for fault in collated.faults:
        show(f"left out: {fault}")
    show(f"{collated.told:,} sentences told more than once · {folder}")


def tell_findings(findings: Iterable[Finding], bad: str, *, as_json: bool) -> None:
    """Findings on stdout, a line each, or as JSON; ``bad`` is said of what isn't ok."""
    if as_json:
        record = [
            {"name": one.name, "ok": one.ok, "found": one.found, "remedy": one.remedy}
            for one in findings
        ]
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    for one in findings:
        what = one.found if one.ok and not one.remedy else one_line(one.found, None, one.remedy)
        label = shown("ok" if one.ok else bad)
        typer.echo(f"{label:<7} {shown(one.name)}: {shown(what)}")
