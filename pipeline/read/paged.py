"""The text layer of a PDF, page by page: a line of it is a printed line, as PDFium tells them.

What is a column, a running head or a paragraph is for the normaliser to see; here nothing is put
together or left out. Of positions only the indent of first lines is told, the columns of tables of
figures (``rows.py``), and the order within a line: characters of another font, such as “ ” out of a
fall-back, may be drawn last. Pages are parted by form feeds, which the normaliser knows. A scan
without a text layer is refused, never read as an empty source.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import bidirectional, east_asian_width

from pipeline.apart import answer, call_apart
from pipeline.errors import LimitExceeded, Place, SourceUnreadable
from pipeline.model.source import Unit
from pipeline.read.decode import checked
from pipeline.read.reader import Text
from pipeline.read.rows import Cell, SetLine, with_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfTextPage

MEMORY = 2 << 30
"""Bytes of address space for the process that reads a PDF."""

SECONDS = 120
MAX_PAGES = 5000

FORM_FEED = "\f"
#: Points by which edges of one column may differ.
_NEAR = 1.5

#: Of a character's height: so far back nothing is set that follows; so wide a gap is a blank.
_BACK, _BLANK = 0.5, 0.2
#: And so wide a gap parts the cells of a row.
_GAP = 1.5

INDENT = "\N{IDEOGRAPHIC SPACE}" * 2

#: PDFium has these for a hyphen at a line's end.
HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
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
            yield "\n".join(_lines(page.get_textpage()))
        except pypdfium2.PdfiumError as error:
            raise SourceUnreadable(
                f"is a damaged PDF: page {number + 1}: {error}",
                where=where,
                remedy="save or fetch it anew",
            ) from None


def _lines(page: PdfTextPage) -> Iterator[str]:
    """The lines of a page. One that begins two characters right of others has that indent, which
    stands in the page and not in its text.
    """
    said = page.get_text_range()
    starts = [0, *(found.end() for found in _BREAKS.finditer(said))]
    lines = [line.translate(HYPHENS) for line in _BREAKS.split(said)]
    if page.count_chars() != len(said):  # places couldn't be told
        yield from lines
        return
    as_set = [_set(page, start, line) for start, line in zip(starts, lines, strict=True)]
    lines = [line.text for line in as_set]
    # The loose box of a character is that of its place, not of its ink: （ begins where 中 does.
    lefts = [
        page.get_charbox(start, loose=True)[0] if line.strip() else None
        for start, line in zip(starts, lines, strict=True)
    ]
    counts = Counter(round(left) for left in lefts if left is not None)
    edges = [left for left, count in counts.items() if count > 1]
    for start, left, line, told in zip(starts, lefts, lines, with_rows(as_set), strict=True):
        wide = next((at for at, one in enumerate(line) if east_asian_width(one) in "WF"), None)
        if left is None or wide is None or line[0].isspace():
            yield told
            continue
        before, _, behind, _ = page.get_charbox(start + wide, loose=True)
        flush = left - 2 * (behind - before)
        first = any(abs(flush - edge) < _NEAR for edge in edges)
        yield f"{INDENT}{told}" if first and told == line else told


class _Glyph(NamedTuple):
    """A character that stands on the page, and its box in points."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


def _set(page: PdfTextPage, start: int, line: str) -> SetLine:
    """A line as it is set: its words in the order in which they stand on the page, where they were
    drawn in another one, or the cells that stand apart in it.
    """
    import pypdfium2.raw as pdfium

    if not line.strip():
        return SetLine(line)
    drawn = [at for at in range(len(line)) if not pdfium.FPDFText_IsGenerated(page.raw, start + at)]
    glyphs = [_Glyph(line[at], *page.get_charbox(start + at, loose=True)) for at in drawn]
    return _across(line, glyphs) or SetLine(line, tuple(_cells(line, drawn, glyphs)))


def _cells(line: str, drawn: list[int], glyphs: list[_Glyph]) -> Iterator[Cell]:
    """What stands together, where nothing is set between for more than a character and a half: so
    far no line is let out.
    """
    high = max((one.top - one.bottom for one in glyphs), default=0.0)
    inked = [(at, one) for at, one in zip(drawn, glyphs, strict=True) if not line[at].isspace()]
    first = 0
    for n, (at, one) in enumerate(inked):
        behind = inked[n + 1] if n + 1 < len(inked) else None
        apart = behind is None or behind[1].left - one.right > _GAP * high
        if apart:
            begin, left = inked[first][0], inked[first][1].left
            yield Cell(line[begin : at + 1], left, one.right)
            first = n + 1


def _across(line: str, glyphs: list[_Glyph]) -> SetLine | None:
    """A line that was drawn in another order than it stands in; None of others."""
    high = max((one.top - one.bottom for one in glyphs), default=0.0)
    level = all(one.bottom < two.top and two.bottom < one.top for one, two in pairwise(glyphs))
    turned = any(two.left < one.left - _BACK * high for one, two in pairwise(glyphs))
    if not (level and turned) or any(bidirectional(one) in ("R", "AL") for one in line):
        return None
    glyphs = sorted(glyphs, key=lambda one: one.left)
    out = [glyphs[0].character]
    for one, two in pairwise(glyphs):
        apart = (
            two.left - one.right > _BLANK * high and not (one.character + two.character).isspace()
        )
        out += [" "] if apart else []
        out.append(two.character)
    return SetLine("".join(out))


if __name__ == "__main__":
    answer(_pages)
