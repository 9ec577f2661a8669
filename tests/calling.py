"""The program called as a person calls it, and what lies in a folder."""

import hashlib
from pathlib import Path

from pipeline.cli import main


def run(*arguments: object) -> int:
    """The exit code of a call."""
    return main([str(argument) for argument in arguments])


def snapshot(folder: Path) -> dict[str, str]:
    """The files below a folder by their names, with their hashes; the lock is none."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
