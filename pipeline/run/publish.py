"""All or nothing: outputs are built beside, then renamed into place in one go, under a lock.

``output/.run-<pid>/`` holds a run's files until all are there and valid; then each is fsynced
and renamed, the manifest last. Killed before the first rename, the old set is whole. Killed
between renames, the manifest (old) doesn't match the files: the next run sees it and says so.
"""

from __future__ import annotations

import errno
import os
import shutil
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from pipeline.errors import Busy, OutputNotWritable, Place
from pipeline.run.interruption import held_off
from pipeline.run.manifest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

EDITORIAL = "editorial/"
"""What stands below this folder of the workspace is for the project's own folder."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says where there is no room."""

LOCK = ".lock"
PATIENCE = 1.0
"""Seconds until a lock is another run's. A killed run's is freed when the last of its processes has
let go; a program that it was just starting does so only when it has begun."""

_RUN = ".run-"
_NO_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP})
_REMEDY = "make room or give the right to write there, then run again"


@contextmanager
def workspace(output: Path, shown: str) -> Iterator[Path]:
    """A folder for the files of this run, alone in ``output``; gone when the run is over.

    Raises Busy when another run holds the lock, OutputNotWritable when nothing can be written.
    """
    try:
        if output.exists() and not output.is_dir():
            _refuse("is a file, where a folder must be", shown, "move it away")
        if output.is_symlink() and not output.exists():
            _refuse("is a link that leads nowhere", shown, "take the link away")
        output.mkdir(parents=True, exist_ok=True)
        if (output / LOCK).is_dir():
            _refuse("is a folder, where a file must be", f"{shown}{LOCK}", "move it away")
        lock = _acquired(output / LOCK)
    except Timeout:
        raise Busy(
            "another run is at work here", where=Place(shown), remedy="wait until it has ended"
        ) from None
    except OSError as error:
        raise not_writable(error, shown) from None
    folder = output / f"{_RUN}{os.getpid()}"
    try:
        for old in output.glob(f"{_RUN}*"):
            shutil.rmtree(old, ignore_errors=True)
        try:
            folder.mkdir()
        except OSError as error:
            raise not_writable(error, shown) from None
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def _acquired(path: Path) -> BaseFileLock:
    """The lock, held. The system frees it when its process dies; where a file system has no such
    locks (some network folders), the file itself is the lock, and one whose process has died is
    taken over. Raises Timeout, OSError.
    """
    lock: BaseFileLock = FileLock(path, timeout=PATIENCE)
    try:
        with warnings.catch_warnings(action="ignore"):  # filelock does so for one of three reasons
            lock.acquire()
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        lock = SoftFileLock(path.with_name(f"{path.name}-file"), timeout=PATIENCE)
        lock.acquire()
    return lock


def write(folder: Path, files: Mapping[str, bytes], shown: str) -> None:
    """Put files into the workspace, on the disk for good. Raises OutputNotWritable."""
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as error:
        raise not_writable(error, shown) from None


def publish(
    folder: Path, output: Path, shown: str, stale: Mapping[str, str], root: Path | None = None
) -> None:
    """Rename the workspace's files into ``output``, the manifest last; those below ``EDITORIAL``
    go into ``root`` before all others: an editor's words are safe before the draft they stood in
    is replaced.

    ``stale`` names files of the set before (as its manifest says) that this set doesn't have;
    they are taken away. Raises OutputNotWritable, before the first rename where it can.
    """
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    names.sort(key=lambda name: (name == MANIFEST, not name.startswith(EDITORIAL)))
    places = {
        name: root / name.removeprefix(EDITORIAL)
        if root is not None and name.startswith(EDITORIAL)
        else output / name
        for name in names
    }
    try:
        for name in names:
            if places[name].is_dir():
                _refuse("is a folder, where a file must be", f"{shown}{name}", "move it away")
        for name in (*names, *stale):
            refuse_link_out(output, name, shown)
        for place in places.values():
            place.parent.mkdir(parents=True, exist_ok=True)  # on a full disk this is what fails
        with held_off():
            for name in names:
                (folder / name).replace(places[name])
            for name in stale:
                if name not in names:
                    (output / name).unlink(missing_ok=True)
        for synced in {output, *(place.parent for place in places.values())}:
            _sync_folder(synced)
    except OSError as error:
        raise not_writable(error, shown) from None


def refuse_link_out(output: Path, name: str, shown: str) -> None:
    """Raises OutputNotWritable for a file that would be written, or taken away, elsewhere."""
    if not (output / name).parent.resolve().is_relative_to(output.resolve()):
        what = "lies behind a link that leads out of the folder"
        _refuse(what, f"{shown}{name}", "take the link away")


def _refuse(what: str, name: str, remedy: str) -> NoReturn:
    raise OutputNotWritable(what, where=Place(name), remedy=remedy)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def not_writable(error: OSError, shown: str) -> OutputNotWritable:
    """A full disk, a missing right, a quota: named, with the reason the system gives."""
    said = error.strerror or type(error).__name__
    what = f"the disk is full ({said})" if error.errno in FULL else f"can't be written ({said})"
    return OutputNotWritable(what, where=Place(shown), remedy=_REMEDY)
