"""A returned draft's ZIP, opened as untrusted input.

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

from pipeline.errors import JianbaoError, LimitExceeded, Place, SourceUnreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

MEBIBYTE = 1 << 20
PART_LIMIT = 64 * MEBIBYTE
WHOLE_LIMIT = 256 * MEBIBYTE
ENTRIES_LIMIT = 5000
RATIO_LIMIT = 200
"""Times a part of more than a mebibyte may grow when it is unpacked; prose grows some tenfold."""

_PIECES = PART_LIMIT // MEBIBYTE + 1

DOCUMENT = "word/document.xml"

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_KEPT = "it is untouched; save it anew as .docx, or: jianbao report --from-sources"


class Package:
    """The parts of a draft, read one by one."""

    def __init__(self, blob: bytes, where: Place) -> None:
        """Raises SourceUnreadable (5) and LimitExceeded (12), with what is wrong."""
        self.where = where
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(blob))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise self._unreadable(_not_a_zip(blob)) from None
        self._check(entries)
        self.names = frozenset(one.filename for one in entries)
        if DOCUMENT not in self.names:
            raise self._unreadable(f"it is a ZIP without {DOCUMENT}, no Word document")

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        names = [one.filename for one in entries]
        if len(names) > ENTRIES_LIMIT:
            raise self._too_large(f"{len(names)} parts, more than {ENTRIES_LIMIT}")
        if len({name.lower() for name in names}) != len(names):
            raise self._unreadable("two of its parts have one name")
        for one in entries:
            path = PurePosixPath(one.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in one.filename:
                raise self._unreadable(f"a part is named {one.filename!r}, outside the file")
            if one.flag_bits & 1:
                raise self._unreadable("it is encrypted with a password")
            bomb = one.file_size > MEBIBYTE and one.file_size > RATIO_LIMIT * one.compress_size
            if one.file_size > PART_LIMIT or bomb:
                size = one.file_size // MEBIBYTE
                raise self._too_large(f"its part {one.filename!r} would be {size} MiB unpacked")
        if sum(one.file_size for one in entries) > WHOLE_LIMIT:
            raise self._too_large(f"more than {WHOLE_LIMIT // MEBIBYTE} MiB unpacked")

    def read(self, name: str) -> bytes:
        """A part's bytes; none where there is no such part."""
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as stream:
                # Piece by piece: asked for all at once, a part is unpacked before it is measured.
                pieces = list(islice(iter(lambda: stream.read(MEBIBYTE), b""), _PIECES))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self._unreadable(f"its part {name!r} is damaged: {error}") from None
        if len(pieces) == _PIECES:
            raise self._too_large(f"its part {name!r} is larger than it says")
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
                raise self._too_large(f"its part {name!r} needs too much memory") from None
            if b"<!DOCTYPE" in content[:4096]:
                raise self._unreadable(f"its part {name!r} has a DOCTYPE") from None
            raise self._unreadable(f"its part {name!r} isn't well-formed: {error.msg}") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._unreadable(f"its part {name!r} has a DOCTYPE")
        return root

    def outside(self) -> tuple[str, ...]:
        """What the draft asks for or brings that isn't text: named, never fetched nor run."""
        found = set()
        for name in sorted(self.names):
            lower = name.lower()
            if "vbaproject" in lower:
                found.add("macros")
            elif lower.startswith(("word/embeddings/", "word/activex/")):
                found.add("embedded objects")
            elif lower.startswith("word/afchunk"):
                found.add("a document within the document")
            elif name.startswith("word/") and name.endswith(".rels"):
                found |= self._external(name)
        return tuple(sorted(found))

    def _external(self, name: str) -> set[str]:
        root = self.parse(name)
        kinds = set()
        for one in [] if root is None else root:
            kind = str(one.get("Type", "")).rpartition("/")[2]
            if one.get("TargetMode") == "External" and kind != "hyperlink":
                kinds.add(f"a link to {kind} outside")
            elif kind == "aFChunk":
                kinds.add("a document within the document")
        return kinds

    def _unreadable(self, what: str) -> JianbaoError:
        return SourceUnreadable(f"the draft can't be read: {what}", where=self.where, remedy=_KEPT)

    def _too_large(self, what: str) -> JianbaoError:
        return LimitExceeded(f"the draft is too large: {what}", where=self.where, remedy=_KEPT)


def _not_a_zip(blob: bytes) -> str:
    """What a file is that bears the name of a DOCX."""
    if blob.startswith(_OLE):
        locked = _ENCRYPTED_STREAM in blob
        return "it is encrypted with a password" if locked else "it is a .doc, not a .docx"
    if blob.startswith(b"{\\rtf"):
        return "it is an RTF, not a .docx"
    if not blob:
        return "it is empty"
    if blob.startswith(b"PK"):
        return "it is cut short"
    return "it is no .docx"


def relations(root: Element | None) -> Mapping[str, tuple[str, str]]:
    """Kind and target of each relation of a part, by its id."""
    return {
        str(one.get("Id")): (
            str(one.get("Type", "")).rpartition("/")[2],
            str(one.get("Target", "")),
        )
        for one in ([] if root is None else root)
    }
