"""``make clean``: remove what can be made again, and nothing that can't.

An editor's words may stand in ``output/``: the drafts kept there, and a ``briefing.docx`` that
was edited and not read yet. Those stay, with the manifest that tells the draft from ours.
While a run is at work nothing is removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from setup.messages import BUSY, Stop, end, known, say

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = "briefing.docx"
MANIFEST = "manifest.json"
DRAFTS = "drafts"
LOCK = ".lock"  # held by a run; a lock that is removed keeps nobody out
KEPT_ALWAYS = {DRAFTS, LOCK, ".gitkeep"}
OPEN = ("~$", ".~")  # an office program has the file open
# What word processors save, under whatever name: an editor's words may stand in it.
WRITTEN = {".docx", ".docm", ".doc", ".odt", ".rtf", ".wps", ".asd", ".wbk"}


def edited(output: Path) -> bool:
    """Whether the draft differs from the one we wrote, or may do so, for all we know."""
    draft = output / DRAFT
    if not draft.is_file():
        return False
    try:
        ours = json.loads((output / MANIFEST).read_text("utf-8"))["outputs"][DRAFT]
    except (OSError, ValueError, KeyError, TypeError):
        return True
    return bool(hashlib.sha256(draft.read_bytes()).hexdigest() != ours)


def clean(root: Path) -> None:
    """Empty ``output/`` and ``.cache/`` below ``root``, with the exceptions above."""
    output = root / "output"
    with _alone(output / LOCK):
        _empty(output)
        _remove(root / ".cache")


def _empty(output: Path) -> None:
    kept = set(KEPT_ALWAYS)
    if edited(output):
        kept |= {DRAFT, MANIFEST}
        say(f"kept, it was edited · output/{DRAFT} · `make report` reads it")
    for path in sorted(output.iterdir()) if output.is_dir() else []:
        if path.suffix.lower() in WRITTEN and path.name not in {DRAFT, *kept}:
            kept.add(path.name)
            say(f"kept, we haven't written it · output/{path.name}")
        if path.name not in kept and not path.name.startswith(OPEN):
            _remove(path)


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold the lock that a run holds, if there ever was a run."""
    import fcntl

    if not lock.is_file():
        yield
        return
    with lock.open("r+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            remedy = "wait until it has ended"
            raise Stop("a run is at work here", "output", remedy, BUSY) from None
        yield


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def main() -> int:
    try:
        clean(Path(__file__).resolve().parent.parent)
    except Stop as stop:
        return end(stop)
    except OSError as error:
        return end(known(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
