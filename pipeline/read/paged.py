"""The text layer of a PDF, page by page: a line of it is a printed line, as PDFium tells them.

What is a column, a running head or a paragraph is for the normaliser to see; here nothing is put
together or left out. Pages are parted by form feeds, which the normaliser knows. A scan without a
text layer is refused, never read as an empty source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.apart import answer, call_apart
from pipeline.errors import LimitExceeded, Place, SourceUnreadable
from pipeline.model.source import Unit
from pipeline.read.decode import checked
from pipeline.read.reader import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument

MEMORY = 2 << 30
"""Bytes of address space for the process that reads a PDF."""

SECONDS = 120
MAX_PAGES = 5000

FORM_FEED = "\f"

#: PDFium has these for a hyphen at a line's end.
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
_BREAKS = re.compile("\r\n|[\r\n\f\v\x85\u2028\u2029]")


def read_pdf(raw: bytes, name: str, _encoding: str | None) -> Text:
    """The text layer of a PDF. Raises SourceUnreadable (no PDF, locked, a scan) and LimitExceeded.

    It is read in a process of its own, with ceilings of memory and time.
    """
    where = Place(name)
    record = call_apart(__name__, raw, where, memory=MEMORY, seconds=SECONDS)
    if record is None:
        raise LimitExceeded(
            f"reading it takes more than {MEMORY >> 20} MiB of memory or {SECONDS} s",
            where=where,
            remedy="split it, or give its text as .txt",
        )
    pages: list[str] = record["pages"]
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise SourceUnreadable(
            "has no text layer (a scan?)", where=where, remedy="run OCR over it, or give it as .txt"
        )
    text = f"\n{FORM_FEED}".join(pages) + "\n"
    warnings = (f"no text on page {_listed(empty)}: a picture, or a scan?",) if empty else ()
    return Text(checked(text, name), "pdf", Unit.LINE, paged=True, warnings=warnings)


def _listed(numbers: list[int]) -> str:
    """The first of them, and how many more there are."""
    shown = ", ".join(map(str, numbers[:10]))
    return shown if len(numbers) <= 10 else f"{shown} … ({len(numbers)} in all)"


def _pages(content: bytes, where: Place) -> dict[str, Any]:
    """In the process: the text of every page, its lines parted by LF."""
    import pypdfium2

    if not content.lstrip()[:5].startswith(b"%PDF"):
        raise SourceUnreadable("is no PDF", where=where, remedy="take it out, or rename it")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise SourceUnreadable(
            "is locked with a password" if locked else f"is a damaged PDF: {error}",
            where=where,
            remedy="save it without one" if locked else "save or fetch it anew",
        ) from None
    try:
        if len(document) > MAX_PAGES:
            raise LimitExceeded(
                f"has {len(document)} pages; a source may have {MAX_PAGES}",
                where=where,
                remedy="split it",
            )
        return {"pages": list(_texts(document, where))}
    finally:
        document.close()


def _texts(document: PdfDocument, where: Place) -> Iterator[str]:
    import pypdfium2

    for number in range(len(document)):
        try:
            page = document[number]
            said = page.get_textpage().get_text_range()
        except pypdfium2.PdfiumError as error:
            raise SourceUnreadable(
                f"is a damaged PDF: page {number + 1}: {error}",
                where=where,
                remedy="save or fetch it anew",
            ) from None
        yield "\n".join(_BREAKS.split(said.translate(_HYPHENS)))


if __name__ == "__main__":
    answer(_pages)
