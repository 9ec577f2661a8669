"""What parts of the scoreboard give: a figure with its unit, and what a process costs."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent


class Figure(NamedTuple):
    """A value of one system in one case; ``memory`` is the peak in MiB, where it is known here."""

    case: str
    value: float
    unit: str
    memory: float | None = None


class Part(NamedTuple):
    """A part of the scoreboard: systems by name, ours first, and how to measure one of them.

    ``measure`` gets the system and whether it shall be quick, and runs in a process of its own.
    ``missing`` says what to install for a system that isn't there, or "".
    """

    systems: Sequence[str]
    measure: Callable[[str, bool], list[Figure]]
    missing: Mapping[str, str]


class Cost(NamedTuple):
    """Seconds by the clock, seconds of processors, and MiB at the peak of the largest process."""

    seconds: float
    processor: float
    memory: float


def run(command: Sequence[str]) -> tuple[Cost, bytes]:
    """What a program costs, with all it starts, and what it prints. SystemExit where it fails."""
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None  # noqa: S101  it was asked for
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)[-80:]} ended with {process.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    seconds = time.perf_counter() - started
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / unit), said


_BECOME_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux's prctl(2)."""


@contextmanager
def orphans_waited_for() -> Iterator[None]:
    """Wait for what a program leaves behind when it ends: a system counts no process towards
    whoever has started it but those that were waited for, and a browser waits for few of its own.
    On Linux; elsewhere there is no way to them, and they aren't counted.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)
    yield
    try:
        while True:
            os.wait()
    except ChildProcessError:  # none is left
        return
