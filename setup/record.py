"""Which steps are done, and whether one was cut short: ``.venv/set-up.json``.

It lies inside the environment it speaks of, so that neither outlives the other.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING

from setup.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Record:
    """The keys of the steps that ended well, and the name of the one under way."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def done(self, step: str, key: str) -> bool:
        """Whether the step ended well, for the state of the files that ``key`` stands for."""
        return self._read()[1].get(step) == key

    def begun(self) -> str:
        """The step that was cut short, or ""."""
        return self._read()[0]

    def begin(self, step: str) -> None:
        _, done = self._read()
        self._write(step, {name: key for name, key in done.items() if name != step})

    def give_up(self) -> None:
        """The step failed in good order: nothing is half done, but it is not done either."""
        self._write("", self._read()[1])

    def end(self, step: str, key: str) -> None:
        self._write("", {**self._read()[1], step: key})

    def _read(self) -> tuple[str, dict[str, str]]:
        try:
            table = json.loads(self._path.read_text("utf-8"))
            return str(table["begun"]), dict(table["done"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return "", {}

    def _write(self, begun: str, done: dict[str, str]) -> None:
        if not self._path.parent.is_dir():
            return
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps({"begun": begun, "done": done}, indent=1), "utf-8")
        beside.replace(self._path)


def digest(*parts: bytes | str) -> str:
    """One key out of all that a step depends on."""
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        whole.update(len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep a second set-up of the same checkout waiting until the first has ended."""
    import fcntl

    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("set-up: another one is at work here, waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
