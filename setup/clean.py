"""``make clean``: remove what can be made again, and nothing that can't.

An editor's words may stand in ``output/``: the drafts kept there, and a ``briefing.docx`` that
was edited and not read yet. Those stay, with the manifest that tells the draft from ours.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

from setup.messages import not_writable, say

DRAFT = "briefing.docx"
MANIFEST = "manifest.json"
DRAFTS = "drafts"
KEPT_ALWAYS = {DRAFTS, ".gitkeep"}
LOCKS = ("~$", ".~lock.")  # an office program has the file open


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
    kept = set(KEPT_ALWAYS)
    if edited(output):
        kept |= {DRAFT, MANIFEST}
        say(f"kept, it was edited · output/{DRAFT} · `make report` reads it")
    for path in sorted(output.iterdir()) if output.is_dir() else []:
        if path.name not in kept and not path.name.startswith(LOCKS):
            _remove(path)
    _remove(root / ".cache")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def main() -> int:
    try:
        clean(Path(__file__).resolve().parent.parent)
    except OSError as error:
        stop = not_writable(error)
        if stop is None:
            raise
        say(str(stop))
        say(f"jianbao: exit {stop.code}")
        return stop.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
