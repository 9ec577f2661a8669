"""The pandoc that comes with us, as a program: where it is, its version, one run with ceilings.

Readers ask it what a document says, renderers have it write one. What it is given comes by
standard input and goes by standard output; it runs in its sandbox, in an empty folder.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.apart import end_all
from pipeline.errors import DependencyMissing, LimitExceeded

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 60.0
HEAP = "2g"
HEAP_EXHAUSTED = 251
"""The exit code of a Haskell program that has reached the ceiling of its heap."""

EPOCH = "315532800"
"""1980-01-01T00:00:00Z: what pandoc takes for now. True dates are put in afterwards."""

REMEDY = "run `make setup`"


def bundled() -> Path:
    """The pandoc of the package pypandoc-binary; one on PATH is never looked for.

    Raises DependencyMissing when the package isn't there, or has no binary in it.
    """
    spec = importlib.util.find_spec("pypandoc")
    if spec is None or spec.origin is None:
        raise DependencyMissing("pypandoc-binary, which brings pandoc, is missing", remedy=REMEDY)
    name = "pandoc.exe" if os.name == "nt" else "pandoc"
    program = Path(spec.origin).parent / "files" / name
    if not program.is_file():
        raise DependencyMissing("pypandoc is there without its pandoc", remedy=REMEDY)
    return program


@functools.cache
def version(program: Path) -> tuple[int, ...]:
    """What ``program`` says its version is. Raises DependencyMissing when it says nothing."""
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, timeout=SECONDS, check=False, text=True
        ).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
        raise DependencyMissing(f"pandoc doesn't start: {error}", remedy=REMEDY) from None
    found = re.match(r"pandoc(?:\.exe)? (\d+(?:\.\d+)*)", answer)
    if found is None:
        raise DependencyMissing("pandoc doesn't say its version", remedy=REMEDY)
    return tuple(int(part) for part in found[1].split("."))


def run(
    command: Sequence[str], document: bytes, folder: Path, seconds: float = SECONDS
) -> subprocess.CompletedProcess[bytes]:
    """One run of pandoc, over ``document``. Nothing of the caller's environment gets in: no locale,
    no folder of data, no time zone. Raises LimitExceeded (time), DependencyMissing.
    """
    environment = {"SOURCE_DATE_EPOCH": EPOCH, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if os.name == "nt":
        environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    try:
        started = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise DependencyMissing(f"pandoc doesn't start: {error}", remedy=REMEDY) from None
    with started:
        try:
            output, said = started.communicate(document, seconds)
        except BaseException as error:
            end_all(started)
            if isinstance(error, subprocess.TimeoutExpired):
                raise LimitExceeded(
                    f"pandoc hasn't finished in {seconds:g} s",
                    remedy="make two briefings of the sources",
                ) from None
            raise
    return subprocess.CompletedProcess(list(command), started.returncode, output, said)
