"""A Word document as its reader sees it: with the numbers that Word counts and what stands in
boxes, without hidden text.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from pipeline.read.boxes import take_out_boxes
from pipeline.read.numbered import number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from pipeline.read.wordml import WordFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_INSET = ("/chart", "/chartex", "/diagram")
_OFF = frozenset({"0", "false", "off"})


class Seen(NamedTuple):
    """The DOCX to be read, how many numbers of its lists can't be said, how many characters were
    hidden in it (ECMA-376-1, 17.3.2.41: ``w:vanish``), and how many charts, diagrams and other
    documents stand in it.
    """

    content: bytes
    unsaid: int
    hidden: int
    inset: int = 0


def as_seen(raw: bytes, archive: WordFile) -> Seen:
    """The document with its numbers written out, its boxes opened and its hidden text left out.

    Raises SourceUnreadable for XML that is none, or has a document type.
    """
    document = archive.parse(archive.document)
    if document is None:
        return Seen(raw, 0, 0)
    hidden = _take_out_hidden(document)
    boxes = take_out_boxes(document)
    written, unsaid = number(document, archive)
    inset = sum(_is_inset(one) for one in document.iter(f"{_A}graphicData", f"{_W}altChunk"))
    if not (hidden or boxes or written):
        return Seen(raw, 0, 0, inset)
    content = etree.tostring(document, encoding="UTF-8")
    return Seen(_replaced(archive, archive.document, content), unsaid, hidden, inset)


def _is_inset(element: Element) -> bool:
    """A chart or a diagram, by what draws it, or another document taken in whole."""
    return element.tag == f"{_W}altChunk" or str(element.get("uri")).endswith(_INSET)


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
    """The archive with one part's content changed, its pictures empty: they are only counted."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in sorted(archive.names):
            entry = zipfile.ZipInfo(part)  # without the clock's time, which may be none
            picture = part.startswith("word/media/")
            said = content if part == name else b"" if picture else archive.read(part)
            new.writestr(entry, said, compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
