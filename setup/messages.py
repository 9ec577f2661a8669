"""One line for what is going on, one for what went wrong: what · where · what to do."""

from __future__ import annotations

import errno
import sys

DEPENDENCY_MISSING = 6
NOT_WRITABLE = 8
INTERRUPTED = 130

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


class Stop(Exception):
    """The set-up can't go on; ``code`` is one of the program's exit codes."""

    def __init__(self, what: str, where: str, remedy: str, code: int = DEPENDENCY_MISSING) -> None:
        super().__init__(" · ".join(part for part in (what, where, remedy) if part))
        self.code = code


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def not_writable(error: OSError) -> Stop | None:
    """The message for a full or locked disk; None when ``error`` is of another kind."""
    if error.errno not in _NO_ROOM:
        return None
    place = str(error.filename or ".venv")
    reason = (error.strerror or "can't be written").lower()
    return Stop(reason, place, "make room or get the right to write there", NOT_WRITABLE)
