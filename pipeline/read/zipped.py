"""A ZIP opened as untrusted input: an editor's DOCX or EPUB.

Nothing is unpacked to the disk, nothing fetched, no name used as a path. Sizes are checked in the
directory first, and again while reading, since a directory may lie; a document type, by which XML
asks for files and grows without end, is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import LimitExceeded, SourceUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.errors import JianbaoError, Place

MEBIBYTE = 1 << 20
PART_LIMIT = 64 * MEBIBYTE
WHOLE_LIMIT = 256 * MEBIBYTE
ENTRIES_LIMIT = 5000
RATIO_LIMIT = 200
"""Times a part of more than a mebibyte may grow when it is unpacked; prose grows some tenfold."""

# The only two that OPC (ISO/IEC 29500-2) and OCF (EPUB 3.3) know; no stranger meets the others.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

# What `zipfile` answers to damage: ValueError where a place lies before the file's beginning or a
# name isn't in its encoding, NotImplementedError for a version or method it doesn't know.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)

_PIECES = PART_LIMIT // MEBIBYTE + 1

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_LOCKED = "it is encrypted with a password: take that off in the word processor"


class Zipped:
    """The parts of an archive, read one by one.

    ``suffix`` is what the file is called (``.docx``); ``called`` and ``remedy`` are for messages:
    "the draft can't be read: …".
    """

    def __init__(
        self, blob: bytes, where: Place, suffix: str, called: str = "it", remedy: str = ""
    ) -> None:
        """Raises SourceUnreadable (5) and LimitExceeded (12), with what is wrong."""
        self.where = where
        self._called, self._remedy = called, remedy
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(blob))
            entries = self._archive.infolist()
        except _DAMAGED:
            raise self.unreadable(_not_a_zip(blob, suffix)) from None
        self._check(entries)
        self.names = frozenset(one.filename for one in entries)

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        names = [one.filename for one in entries]
        if len(names) > ENTRIES_LIMIT:
            raise self.too_large(f"{len(names)} parts, more than {ENTRIES_LIMIT}")
        if len({name.lower() for name in names}) != len(names):
            raise self.unreadable("two of its parts have one name")
        for one in entries:
            path = PurePosixPath(one.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in one.filename:
                raise self.unreadable(f"a part is named {one.filename!r}, outside the file")
            if one.flag_bits & 1:
                raise self.unreadable(_LOCKED)
            bomb = one.file_size > MEBIBYTE and one.file_size > RATIO_LIMIT * one.compress_size
            if one.compress_type not in _METHODS:
                raise self.unreadable(f"its part {one.filename!r} is packed in an unusual way")
            if one.file_size > PART_LIMIT or bomb:
                size = one.file_size // MEBIBYTE
                raise self.too_large(f"its part {one.filename!r} would be {size} MiB unpacked")
        if sum(one.file_size for one in entries) > WHOLE_LIMIT:
            raise self.too_large(f"more than {WHOLE_LIMIT // MEBIBYTE} MiB unpacked")

    def read(self, name: str) -> bytes:
        """A part's bytes; none where there is no such part."""
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as stream:
                # Piece by piece: asked for all at once, a part is unpacked before it is measured.
                pieces = list(islice(iter(lambda: stream.read(MEBIBYTE), b""), _PIECES))
        except _DAMAGED as error:
            raise self.unreadable(f"its part {name!r} is damaged: {error}") from None
        if len(pieces) == _PIECES:
            raise self.too_large(f"its part {name!r} is larger than it says")
        return b"".join(pieces)

    def parse(self, name: str) -> Element | None:
        """A part's XML; None where there is no such part."""
        content = self.read(name)
        if not content:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
                raise self.too_large(f"its part {name!r} needs too much memory") from None
            if b"<!DOCTYPE" in content[:4096]:
                raise self.unreadable(f"its part {name!r} has a DOCTYPE") from None
            raise self.unreadable(f"its part {name!r} isn't well-formed: {error.msg}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.unreadable(f"its part {name!r} has a DOCTYPE")
        return root

    def unreadable(self, what: str) -> JianbaoError:
        return SourceUnreadable(
            f"{self._called} can't be read: {what}", where=self.where, remedy=self._remedy
        )

    def too_large(self, what: str) -> JianbaoError:
        return LimitExceeded(
            f"{self._called} is too large: {what}", where=self.where, remedy=self._remedy
        )


def _not_a_zip(blob: bytes, suffix: str) -> str:
    """What a file is that bears the suffix of a ZIP."""
    if blob.startswith(_OLE):
        locked = _ENCRYPTED_STREAM in blob
        return _LOCKED if locked else f"it is a .doc, not a {suffix}"
    if blob.startswith(b"{\\rtf"):
        return f"it is an RTF, not a {suffix}"
    if not blob:
        return "it is empty"
    if blob.startswith(b"PK"):
        return "it is cut short"
    return f"it is no {suffix}"
