"""One line for what is going on, one for what went wrong: what · where · what to do."""

from __future__ import annotations

import errno
import sys

DEPENDENCY_MISSING = 6
NOT_WRITABLE = 8
BUSY = 9
INTERRUPTED = 130

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


class Stop(Exception):
    """The set-up can't go on; ``code`` is one of the program's exit codes."""

    def __init__(self, what: str, where: str, remedy: str, code: int = DEPENDENCY_MISSING) -> None:
        super().__init__(" · ".join(part for part in (what, where, remedy) if part))
        self.code = code


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def end(stop: Stop) -> int:
    """Say why it ends, and with which code; the code."""
    say(str(stop))
    say(f"jianbao: exit {stop.code}")
    return stop.code


def known(error: OSError) -> Stop:
    """The message for a full or locked disk; any other error is raised again: a bug."""
    if error.errno not in _NO_ROOM:
        raise error
    place = str(error.filename or ".venv")
    reason = (error.strerror or "can't be written").lower()
    return Stop(reason, place, "make room or get the right to write there", NOT_WRITABLE)
