"""Work in a process of its own, with ceilings of memory and time.

The process is a module of ours. Where it reads an untrusted file, it is given bytes on standard
input and gives a table (JSON) on standard output, and touches no file: a parser that grows or runs
on ends there, not here.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import errors
from pipeline.errors import JianbaoError, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KINDS: dict[str, type[JianbaoError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, JianbaoError)
}


def call_apart(
    module: str, content: bytes, where: Place, *, memory: int, seconds: float
) -> dict[str, Any] | None:
    """What ``module`` says of ``content``; None where it ran out of memory (bytes) or time.

    Raises the JianbaoError that the module has raised, with its place in ``where``, and
    RuntimeError with its traceback where it failed otherwise: that is a bug, and no limit.
    """
    try:
        finished = subprocess.run(
            command(module, str(where), str(memory)),
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=environment(),
        )
        record: dict[str, Any] = json.loads(finished.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    if "error" in record:
        raise error_of(record, where)
    if "bug" in record:
        raise RuntimeError(f"while reading {where}:\n{record['bug']}")
    return record


def answer(read: Callable[[bytes, Place], dict[str, Any]]) -> None:
    """In the process: ``read`` the bytes under the ceiling that was named, and say what it says."""
    where, memory = sys.argv[1], int(sys.argv[2])
    set_ceiling(memory)
    try:
        record = read(sys.stdin.buffer.read(), Place(where))
    except JianbaoError as error:
        record = error_record(error)
    except (MemoryError, RecursionError, OSError, ImportError):
        raise  # what wants memory says so in many ways: no record is a limit
    except Exception:  # noqa: BLE001  whatever it is, it is told there, where bugs are told
        record = {"bug": traceback.format_exc()}
    sys.stdout.write(json.dumps(record))


def command(module: str, *arguments: str) -> list[str]:
    """How a module of ours is started as a program.

    ``-P``: the folder we are in is often the project's, which anybody may have filled, and
    ``-m`` would look there first for whatever is imported.
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """The environment of such a program: ours, and where we are found. It multiplies no matrices:
    numpy needs no thread for each processor.
    """
    here = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])
    ours = {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"}
    return {**os.environ, **ours}


def set_ceiling(memory: int) -> None:
    """In the process: no more than so many bytes of address space, and no core on the disk."""
    try:
        import resource
    except ImportError:  # no such ceilings on this system
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    lower = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (lower, lower))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def error_record(error: JianbaoError) -> dict[str, Any]:
    """An error of ours as JSON."""
    place = None if error.where is None else [error.where.file, error.where.line]
    kind = type(error).__name__
    return {"error": kind, "what": error.what, "where": place, "remedy": error.remedy}


def error_of(record: Mapping[str, Any], where: Place | None = None) -> JianbaoError:
    """The error that such a record tells of; ``where`` stands in the place of its own."""
    place = where if where is not None or record["where"] is None else Place(*record["where"])
    return _KINDS[record["error"]](record["what"], where=place, remedy=record["remedy"])


def end_all(started: subprocess.Popen[bytes]) -> None:
    """End a program that leads a session, and all that it has started: a child of it would hold
    its pipes open.
    """
    if os.name == "nt":
        started.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(started.pid, signal.SIGKILL)


def ended(code: int) -> str:
    """An exit code in words; below zero it is the signal that ended the program.

    >>> ended(3), ended(-9)
    ('ended with 3', 'ended with -9 (SIGKILL)')
    """
    if code < 0 and os.name != "nt":
        return f"ended with {code} ({signal.Signals(-code).name})"
    return f"ended with {code}"
