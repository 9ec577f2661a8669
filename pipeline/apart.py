"""Untrusted files are read in a process of their own, with ceilings of memory and time.

The process is a module of ours, given bytes on standard input and giving a table (JSON) on
standard output; it touches no file. A parser that grows or runs on ends there, not here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import JianbaoError, LimitExceeded, Place, SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Callable

_KINDS = {kind.__name__: kind for kind in (SourceUnreadable, LimitExceeded)}


def call_apart(
    module: str, content: bytes, where: Place, *, memory: int, seconds: float
) -> dict[str, Any] | None:
    """What ``module`` says of ``content``; None where it ran out of memory (bytes) or time.

    Raises SourceUnreadable and LimitExceeded as the module has raised them.
    """
    here = Path(__file__).resolve().parent.parent
    try:
        finished = subprocess.run(
            [sys.executable, "-m", module, str(where), str(memory)],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": str(here), "PYTHONIOENCODING": "utf-8"},
        )
        record: dict[str, Any] = json.loads(finished.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    if "error" in record:
        raise _KINDS[record["error"]](record["what"], where=where, remedy=record["remedy"])
    return record


def answer(read: Callable[[bytes, Place], dict[str, Any]]) -> None:
    """In the process: ``read`` the bytes under the ceiling that was named, and say what it says."""
    where, memory = sys.argv[1], int(sys.argv[2])
    try:
        import resource
    except ImportError:  # no such ceilings on this system
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        record = read(sys.stdin.buffer.read(), Place(where))
    except JianbaoError as error:
        record = {"error": type(error).__name__, "what": error.what, "remedy": error.remedy}
    sys.stdout.write(json.dumps(record))
