"""Which program, on which Python, has made what is kept between runs.

Each hash is made once a process: what runs is what was loaded, whatever becomes of the files.
"""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path

from pipeline.run.manifest import program_hash

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def own_hash() -> str:
    """A hash of all of the program's files, tables among them."""
    return program_hash(_PACKAGE)


@cache
def code_version(*parts: str) -> str:
    """A hash of some of the program's folders and files, tables among them, and the Python.

    Python knows which characters are letters, and another one may know otherwise.
    """
    paths = (_PACKAGE / name for name in parts)
    return ".".join((*platform.python_version_tuple()[:2], program_hash(*paths)))
