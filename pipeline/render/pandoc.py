"""Where pandoc writes: the binary that comes with us, in its sandbox, on an AST.

pandoc's word is not taken for anything: exit 0 is no success while its log holds a warning, and
no output is whole before its archive has been read through.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.apart import ended
from pipeline.errors import (
    DependencyMissing,
    LimitExceeded,
    OutputInvalid,
    OutputNotWritable,
    Place,
)
from pipeline.pandoc import HEAP, HEAP_EXHAUSTED, REMEDY, SECONDS, bundled, run, version
from pipeline.render import archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.render.ast import Node

Format = Literal["docx", "epub3"]

OLDEST = (3, 9)
"""The pandoc whose writers ours are built on; older ones refuse the AST or write it otherwise."""

HARMLESS = frozenset({"CouldNotLoadTranslations", "NoTranslation"})
"""Log entries that say nothing of our text. pandoc has no table of terms for zh-CN; every word
it would have taken from there (contents, table, abstract) is given by us."""


def convert(
    document: Node,
    to: Format,
    *,
    options: Sequence[str] = (),
    reference: bytes | None = None,
    program: Path | None = None,
    seconds: float = SECONDS,
) -> bytes:
    """Have pandoc write ``document`` as a DOCX or EPUB; ``reference`` is the DOCX it takes its
    styles from.

    Raises DependencyMissing (no pandoc, too old), LimitExceeded (time, memory) and OutputInvalid
    (any other bad end, any warning, an archive that isn't whole).
    """
    program = program or bundled()
    if version(program) < OLDEST:
        found = ".".join(map(str, version(program)))
        wanted = ".".join(map(str, OLDEST))
        raise DependencyMissing(f"pandoc {found} is too old, {wanted} is needed", remedy=REMEDY)
    try:
        with tempfile.TemporaryDirectory(prefix="jianbao-pandoc-") as name:
            folder = Path(name)
            command = [str(program), *_arguments(to, folder), *options]
            if reference is not None:
                (folder / "reference.docx").write_bytes(reference)
                command.append(f"--reference-doc={folder / 'reference.docx'}")
            finished = run(command, json.dumps(document).encode(), folder, seconds)
            log = folder / "log.json"
            warnings = _warnings(log.read_bytes() if log.is_file() else b"")
    except OSError as error:
        raise OutputNotWritable(
            f"can't be written: {error.strerror}",
            where=Place(error.filename or "TMPDIR"),
            remedy="make room there, or name another folder for temporary files: TMPDIR=…",
        ) from None
    if finished.returncode == HEAP_EXHAUSTED:
        raise LimitExceeded(f"pandoc needs more than {HEAP} of memory", where=Place(to))
    if finished.returncode != 0:
        said = finished.stderr.decode("utf-8", "replace").strip()
        raise OutputInvalid(
            f"pandoc {ended(finished.returncode)}: {said or 'without a word'}",
            where=Place(to),
        )
    if warnings:
        raise OutputInvalid(f"pandoc warns: {'; '.join(warnings)}", where=Place(to))
    archive.unpack(finished.stdout, to)
    return finished.stdout


def _arguments(to: Format, folder: Path) -> list[str]:
    """``--data-dir`` points at an empty folder: a user's own templates and reference files,
    which pandoc would take up without a word, stay out of our books.
    """
    return [
        *("--from=json", f"--to={to}", "--sandbox", "--wrap=none", "--output=-"),
        f"--data-dir={folder}",
        f"--log={folder / 'log.json'}",
        *("+RTS", f"-M{HEAP}", "-RTS"),
    ]


def _warnings(log: bytes) -> list[str]:
    """What pandoc's log holds against our text. It writes one on every good end."""
    try:
        entries = json.loads(log)
    except ValueError:
        entries = None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        return ["its log is missing or can't be read"]
    return [
        str(one.get("pretty") or one.get("type"))
        for one in entries
        if one.get("verbosity") in ("WARNING", "ERROR") and one.get("type") not in HARMLESS
    ]
