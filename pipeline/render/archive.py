"""DOCX and EPUB are ZIP archives: the same parts are the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from pipeline.errors import OutputInvalid, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP entry can bear; every entry of ours bears it."""

NO_DATE = "1980-01-01"
"""The same day, for what has to say a date where the briefing has none."""

UNIX = 3
READABLE = 0o644 << 16
"""A plain file's rights, as ``external_attr`` holds them; without it they follow the umask."""

FIRST = ("mimetype", "[Content_Types].xml")
"""Parts whose readers look for them at the beginning; ``mimetype`` has to be stored, too."""


def unpack(blob: bytes, name: str) -> dict[str, bytes]:
    """The parts of an archive by name. Raises OutputInvalid when it is cut short or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            return {entry: archive.read(entry) for entry in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise OutputInvalid(f"no whole ZIP archive: {error}", where=Place(name)) from None


def pack(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts: fixed order, fixed times, fixed rights."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=_place):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = UNIX
            entry.external_attr = READABLE
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()


def _place(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)
