"""``jianbao report``: a look whether there is anything to do, and only then the build.

The look imports neither the stages nor what they stand on: a run with nothing to do costs its
hashes. It answers "unchanged" only where each input and output is the one that the manifest names;
in all other cases the build looks for itself, and says what is wrong.
"""

from __future__ import annotations

import tomllib
from contextlib import closing
from typing import TYPE_CHECKING, Any

from pipeline.errors import JianbaoError
from pipeline.model.files import CONFIG, OUTPUT
from pipeline.read.listing import source_hashes
from pipeline.run.beside import HELD, documents_beside
from pipeline.run.inputs import beside_sources, of_the_run
from pipeline.run.manifest import is_current, read_manifest
from pipeline.run.outcome import Outcome
from pipeline.run.publish import workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.render.press import Press
    from pipeline.run.progress import Progress

_FORMATS = ["pdf"]
"""What a config asks for that doesn't say: among others the PDF."""


def report(
    folder: Path,
    progress: Progress,
    *,
    strict: bool = False,
    keep_going: bool = False,
    from_sources: bool = False,
    draft: Path | None = None,
    use_cache: bool = True,
) -> Outcome:
    """As :func:`pipeline.run.build.build`, without the cost of it where nothing has changed."""
    if draft is None and (folder / OUTPUT).is_dir():
        with progress.stage("look", "looking for changes"):
            outcome = unchanged(folder, strict=strict)
        if outcome is not None:
            return outcome
    with closing(press_of(folder)) as press:
        warm_up(press, folder)
        with progress.stage("load", "loading the program"):
            from pipeline.run.build import build

        return build(
            folder,
            progress,
            press,
            strict=strict,
            keep_going=keep_going,
            from_sources=from_sources,
            draft=draft,
            use_cache=use_cache,
        )


def press_of(folder: Path) -> Press:
    """The press of a project. It is for the caller to close."""
    from pipeline.render.press import Press

    return Press(folder / ".cache" / "fonts")


def warm_up(press: Press, folder: Path) -> None:
    """Have a press get ready while the sources are read, where there will be a PDF to set. Where
    that can't be told, or there seems to be no project, it is started when it's needed.
    """
    try:
        table = tomllib.loads((folder / CONFIG).read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return
    layout = table.get("layout")
    formats = layout.get("formats", _FORMATS) if isinstance(layout, dict) else _FORMATS
    if isinstance(formats, list) and "pdf" in formats:
        press.warm_up()


def unchanged(folder: Path, *, strict: bool) -> Outcome | None:
    """The outcome of the last run, where this one would only make it again; None elsewhere, and
    wherever that can't be told at once. Raises Busy, OutputNotWritable.
    """
    output = folder / OUTPUT
    with workspace(output, "output/"):
        if any(path.name.startswith(HELD) for path in output.iterdir()):
            return None
        old = read_manifest(output)
        try:
            inputs = _inputs(folder, old, strict=strict)
        except (JianbaoError, OSError, KeyError, TypeError):
            return None  # the build will meet the same, and has the words for it
        if not is_current(output, old, inputs):
            return None
        sources = old.get("sources")
        if not isinstance(sources, int):
            return None
        return Outcome(tuple(old["outputs"]), tuple(old["warnings"]), sources, current=True)


def _inputs(folder: Path, old: Mapping[str, Any], *, strict: bool) -> dict[str, str]:
    """The inputs as they are, if the config is the one of the last run; the hash of
    ``briefing.toml`` among them says whether it is.
    """
    config = old["config"]
    below = config["sources"]["folder"]
    hashes, beside = source_hashes(folder, below)
    return {
        **{f"{below}/{name}": digest for name, digest in hashes.items()},
        **beside_sources(folder, config["outline"]["profile"]),
        **of_the_run(beside, documents_beside(folder / OUTPUT, old)),
        "options": f"strict={strict}",
    }
