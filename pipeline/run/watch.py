"""``jianbao watch``: the briefing made anew whenever something it is made of changes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline.errors import JianbaoError, and_more
from pipeline.model.files import CONFIG, DRAFT, OUTPUT
from pipeline.run.build import build
from pipeline.run.inputs import EDITORIAL
from pipeline.run.manifest import read_manifest, sha256
from pipeline.run.progress import Progress, show
from pipeline.run.project import no_such_folder
from pipeline.run.report import press_of, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pipeline.render.press import Press

#: Folders of the project that a briefing is made of, besides the sources' own.
_FOLDERS = ("templates", "outlines")
#: How often it is asked whether anything has changed, in milliseconds.
_BEAT = 200


def changed(folder: Path, paths: Iterable[Path], sources: str) -> list[str]:
    """Of the paths that changed, those that a briefing depends on, as names in the project.

    Of ``output/`` only the draft counts, and only where it isn't as the last run wrote it.
    """
    out = []
    for path in paths:
        try:
            name = path.resolve().relative_to(folder.resolve()).as_posix()
        except ValueError:
            continue
        top = name.partition("/")[0]
        if (
            name in (CONFIG, *EDITORIAL)
            or (top in _FOLDERS or name.startswith(f"{sources}/"))
            or (name == f"{OUTPUT}/{DRAFT}" and _edited(folder / OUTPUT))
        ):
            out.append(name)
    return sorted(set(out))


def _edited(output: Path) -> bool:
    path = output / DRAFT
    ours = read_manifest(output).get("outputs", {})
    return path.is_file() and sha256(path.read_bytes()) != ours.get(DRAFT)


def watch(
    folder: Path,
    changes: Callable[[Path], Iterator[Iterable[Path]]] | None = None,
    *,
    verbose: bool = False,
    use_cache: bool = True,
) -> None:
    """Build, then again for each change, until interrupted; a build that fails is only told.
    Raises UsageError where there is no such folder.

    ``changes`` gives the paths that changed, a batch at a time; by default those on the disk. The
    press is warm whenever a change comes.
    """
    if not folder.is_dir():
        raise no_such_folder(folder)
    with closing(press_of(folder)) as press:
        batches = (changes or _on_disk)(folder)
        _build(folder, press, verbose=verbose, use_cache=use_cache)
        for paths in batches:
            names = changed(folder, paths, _sources(folder))
            if names:
                show(f"changed: {and_more(names)}")
                _build(folder, press, verbose=verbose, use_cache=use_cache)


def _build(folder: Path, press: Press, *, verbose: bool, use_cache: bool) -> None:
    """Build once; then the press gets ready for the next time."""
    _told(folder, press, verbose=verbose, use_cache=use_cache)
    warm_up(press, folder)


def _told(folder: Path, press: Press, *, verbose: bool, use_cache: bool) -> None:
    progress = Progress(verbose=verbose)
    try:
        outcome = build(folder, progress, press, use_cache=use_cache)
    except JianbaoError as error:
        show(f"error: {error}", error.code)
        show("the last good briefing stands; waiting for a change")
        return
    if outcome.current:
        show("nothing has changed since the last run; waiting for a change")
    else:
        show(f"made in {progress.elapsed:.1f} s; waiting for a change")


def _sources(folder: Path) -> str:
    """The sources' folder; where the config is broken, the last that is usual."""
    from pipeline.run.project import open_project

    try:
        return open_project(folder).config.sources.folder
    except JianbaoError:
        return "seeds"


def _on_disk(folder: Path) -> Iterator[Iterable[Path]]:
    """Batches of what has changed since this was called: watchfiles looks from its first answer
    on, so that is asked for here, and what is saved during the first build isn't missed.
    """
    from pathlib import Path

    from watchfiles import watch as watched

    batches = watched(folder, raise_interrupt=True, rust_timeout=_BEAT, yield_on_timeout=True)
    next(batches)
    return ([Path(path) for _, path in batch] for batch in batches if batch)
