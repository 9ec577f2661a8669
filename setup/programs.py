"""Run the programs of the set-up: quiet while all goes well, their last complaint if not."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from setup.messages import NOT_WRITABLE, Stop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LONGEST = 200

# Faults of the disk, as any program of ours words them (the locale is set to C), with the cure.
DISK = {
    "No space left on device": "make room on the disk",
    "Permission denied": "get the right to write there",
    "Read-only file system": "get the right to write there",
}


def call(command: Sequence[str], *, root: Path, log: Path, where: str, remedy: str) -> None:
    """Run ``command`` in ``root``, its words in ``log``; Stop when it fails.

    What the person has set for pip (a mirror, certificates) holds; what is set for Python
    (PYTHONPATH and its like) would let foreign modules in, and is left out.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "LC_ALL": "C.UTF-8"}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode == 0:
        return
    words = log.read_text("utf-8", "replace")
    what = last_complaint(words) or f"exit {done.returncode}"
    for fault, cure in DISK.items():
        if fault in words:
            raise Stop(what, where, cure, NOT_WRITABLE)
    shown = log.relative_to(root)
    raise Stop(what, where, f"{remedy} ({shown})" if remedy else f"see {shown}")


def last_complaint(words: str) -> str:
    r"""The line that says most about a failure: pip's last ERROR, else the last line.

    >>> last_complaint("Collecting lxml\nERROR: No matching distribution found\n[notice] new")
    'No matching distribution found'
    """
    said = [line.strip() for line in words.splitlines() if line.strip()]
    errors = [line for line in said if line.startswith(("ERROR", "Error"))]
    last = (errors or said or [""])[-1]
    return last.removeprefix("ERROR:").strip()[:LONGEST]
