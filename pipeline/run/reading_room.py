"""A draft is read in a process of its own, with ceilings of memory and time.

Sizes are checked before anything is unpacked; this is for what no check foresees: XML that is
small in the archive and large as a tree, a parser that runs on. The process is given bytes and
gives a table; it touches no file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.draft import draft_of_record, draft_record, read_draft
from pipeline.errors import JianbaoError, LimitExceeded, Place, SourceUnreadable

if TYPE_CHECKING:
    from pipeline.draft import Draft

MEMORY = 2 << 30
"""Bytes of address space; a draft of a thousand pages needs a tenth of it."""

SECONDS = 120

_KINDS = {kind.__name__: kind for kind in (SourceUnreadable, LimitExceeded)}


def read_apart(content: bytes, where: Place) -> Draft:
    """The draft with these bytes. Raises what :func:`pipeline.draft.read_draft` raises, and
    LimitExceeded where reading it takes too much memory or time.
    """
    here = Path(__file__).resolve().parent.parent.parent
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "pipeline.run.reading_room", str(where), str(MEMORY)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": str(here), "PYTHONIOENCODING": "utf-8"},
        )
        record = json.loads(finished.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise LimitExceeded(
            f"reading the draft takes more than {MEMORY >> 20} MiB of memory or {SECONDS} s",
            where=where,
            remedy="it is untouched; save it anew as .docx, or: jianbao report --from-sources",
        ) from None
    if "error" in record:
        raise _KINDS[record["error"]](record["what"], where=where, remedy=record["remedy"])
    return draft_of_record(record)


def _main(where: str, memory: int) -> None:
    """In the process: bytes on standard input, a table on standard output."""
    try:
        import resource
    except ImportError:  # no such ceilings on this system
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        record = draft_record(read_draft(sys.stdin.buffer.read(), Place(where)))
    except JianbaoError as error:
        record = {"error": type(error).__name__, "what": error.what, "remedy": error.remedy}
    sys.stdout.write(json.dumps(record))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
