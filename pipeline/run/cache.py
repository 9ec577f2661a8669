"""What stages have made, kept between runs in ``.cache/stages/``: safe to delete, made again.

An entry is a file named by its stage and its key: the hash of all that it was made of. It begins
with a line of JSON that holds the key and the hash of the rest; an entry whose hash is another, or
whose key is, was damaged or isn't ours, and is as good as none. Entries are renamed into place, so
that runs side by side see whole ones. When all together are too big, those not used for longest go.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 256 << 20
"""Bytes of all entries together."""

_PART = 8
"""They are looked through whenever an eighth of that has been added, and at the end of a run."""


def key_of(*parts: object) -> str:
    """A hash of what JSON can say, whatever the order of its tables."""
    said = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


class Cache:
    """The entries in a folder.

    ``say`` is told once where they can't be written: a run goes on without them. ``most`` are the
    bytes of all together.
    """

    def __init__(self, folder: Path, say: Callable[[str], None], most: int = MOST) -> None:
        self._folder = folder
        self._say = say
        self._most = most
        self._added = 0
        self._writable = True

    def get(self, stage: str, key: str) -> bytes | None:
        """What is kept under this key; None where that is nothing, or not to be trusted."""
        path = self._path(stage, key)
        try:
            if path.stat().st_size > self._most:
                return None
            head, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if head != _head(key, content):
            return None
        with contextlib.suppress(OSError):  # it only says when it was last used
            os.utime(path)
        return content

    def put(self, stage: str, key: str, content: bytes) -> None:
        """Keep it."""
        if not self._writable:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_head(key, content) + b"\n" + content)
                Path(name).replace(self._path(stage, key))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            self._added += len(content)
        except OSError as error:
            self._give_up(error)
        if self._added > self._most // _PART:
            self.trim()

    def trim(self) -> None:
        """Where something was added, remove what was not used for longest, until the rest is small
        enough.
        """
        if not self._added:
            return
        self._added = 0
        try:
            self._remove_oldest()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self._writable = False
        reason = error.strerror or type(error).__name__
        self._say(f"nothing more is kept for the next run: {reason} · {self._folder}")

    def _remove_oldest(self) -> None:
        entries = []
        for path in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another run has removed it
                found = path.stat()
                entries.append((found.st_mtime_ns, path.name, found.st_size))
        size = sum(one[2] for one in entries)
        for _, name, taken in sorted(entries):
            if size <= self._most:
                break
            (self._folder / name).unlink(missing_ok=True)
            size -= taken

    def _path(self, stage: str, key: str) -> Path:
        return self._folder / f"{stage}-{key}"


def _head(key: str, content: bytes) -> bytes:
    return json.dumps({"key": key, "sha256": hashlib.sha256(content).hexdigest()}).encode()
