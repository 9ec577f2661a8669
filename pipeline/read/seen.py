"""A Word document as its reader sees it: with the numbers that Word counts, without hidden text."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from pipeline.read.numbered import number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.read.wordml import WordFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off"})


class Seen(NamedTuple):
    """The DOCX to be read, how many numbers of its lists can't be said, and how many characters
    were hidden in it (ECMA-376-1, 17.3.2.41: ``w:vanish``).
    """

    content: bytes
    unsaid: int
    hidden: int


def as_seen(raw: bytes, archive: WordFile) -> Seen:
    """The document with its numbers written out and its hidden text left out.

    Raises SourceUnreadable for XML that is none, or has a document type.
    """
    document = archive.parse(archive.document)
    if document is None:
        return Seen(raw, 0, 0)
    hidden = _take_out_hidden(document)
    written, unsaid = number(document, archive)
    if not (hidden or written):
        return Seen(raw, 0, 0)
    content = etree.tostring(document, encoding="UTF-8")
    return Seen(_replaced(archive, archive.document, content), unsaid, hidden)


def _take_out_hidden(document: Element) -> int:
    """Take the words of hidden runs out; how many characters they had."""
    count = 0
    for run in document.iter(f"{_W}r"):
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        if vanish is None or vanish.get(f"{_W}val") in _OFF:
            continue
        for words in run.findall(f"{_W}t"):
            count += len(words.text or "")
            run.remove(words)
    return count


def _replaced(archive: WordFile, name: str, content: bytes) -> bytes:
    """The archive with one part's content changed; pictures left out, they aren't read."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in sorted(archive.names):
            if not part.startswith("word/media/"):
                entry = zipfile.ZipInfo(part)  # without the clock's time, which may be none
                said = content if part == name else archive.read(part)
                new.writestr(entry, said, compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
