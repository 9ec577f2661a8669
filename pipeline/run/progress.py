"""What a run says while it works, on stderr: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.cautions import Warned
from pipeline.messages import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.status import Status

    from pipeline.cautions import Caution
    from pipeline.errors import Place


def show(line: str, code: str = "") -> None:
    """One line on stderr, with the code of an error or a warning behind it; what the terminal
    can't show is escaped. Where it can't be said (a closed pipe, a closed terminal, a full disk)
    the run goes on: its exit code tells.
    """
    if sys.stderr is None:  # closed from the start, or since
        return
    encoding = sys.stderr.encoding or "utf-8"
    said = f"{shown(line)} [{code}]" if code else shown(line)
    try:
        print(said.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)
    except OSError:
        sys.stderr = None  # nobody listens any more


class Progress:
    """Names the stage at work and keeps its seconds, what it found in the cache, and the warnings
    of the run.
    """

    def __init__(self, *, verbose: bool = False, quiet: bool = False) -> None:
        self.seconds: dict[str, float] = {}
        self.cache: dict[str, dict[str, int]] = {}
        self.warnings: list[str] = []
        self._started = time.perf_counter()
        self._verbose = verbose
        self._quiet = quiet
        self._status: Status | None = None

    @property
    def elapsed(self) -> float:
        """Seconds since the run began, also those between the stages."""
        return time.perf_counter() - self._started

    @contextmanager
    def stage(self, name: str, what: str) -> Iterator[None]:
        """Time a stage; on a terminal show ``what`` while it lasts."""
        started = time.perf_counter()
        self._show(what)
        try:
            yield
        finally:
            spent = time.perf_counter() - started
            self.seconds[name] = round(self.seconds.get(name, 0.0) + spent, 3)
            self._hide()
        if self._verbose:
            show(f"{name}: {spent:.2f} s")

    def looked_up(self, what: str, *, found: bool) -> None:
        """Count a look into the cache."""
        counts = self.cache.setdefault(what, {"hits": 0, "misses": 0})
        counts["hits" if found else "misses"] += 1

    def tell_of_the_cache(self) -> None:
        """Say for each kind of what is kept how often it was there."""
        for what, counts in self.cache.items() if self._verbose else ():
            show(f"from the cache: {what}, {counts['hits']} hits and {counts['misses']} misses")

    def _show(self, what: str) -> None:
        if self._quiet or not sys.stderr or not sys.stderr.isatty():
            return
        from rich.console import Console  # only a terminal pays for it

        self._status = Console(stderr=True).status(what)
        self._status.start()

    def _hide(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None

    def say(self, line: str) -> None:
        """Say what was done; it is no warning, and is kept nowhere."""
        if not self._quiet:
            show(line)

    def warn(
        self, caution: Caution, what: str, where: Place | None = None, remedy: str = ""
    ) -> None:
        """Say a warning now and keep it for the manifest."""
        self.keep(Warned(caution, what, where, remedy))

    def keep(self, warned: Warned) -> None:
        """The same, of a warning that is one already."""
        self.warnings.append(str(warned))
        show(f"warning: {warned.line}", warned.caution.code)
