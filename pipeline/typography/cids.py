"""The numbers by which a PDF calls the glyphs of an OpenType font with CFF outlines.

A font of East Asian characters has two numbers for a glyph: the place where it stands, and a CID;
its table ``charset`` says which belongs to which. In a PDF, text is CIDs (ISO 32000-1, 9.7.4.2).
WeasyPrint writes places, and for the fonts of one region, whose CIDs have gaps, that is another
thing: PDFium and poppler go by the place and show what is meant; Acrobat, Preview, MuPDF and
Ghostscript go by the table and show boxes or nothing. So the table of the embedded font is made
to say that each glyph's CID is its place. No outline is touched.
"""

from __future__ import annotations

import io
import struct
from typing import NamedTuple

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

_SIGNATURE = b"OTTO"
_OUTLINES = "CFF "
_STANDARD_TABLES = 2
"""Up to here the place of a table is the name of a standard one, which numbers by place."""


class _Charset(NamedTuple):
    """Where a font's table begins in its outlines, and what it says at its beginning and should."""

    outlines: bytes
    start: int
    says: bytes
    should: bytes


def by_place(font: bytes) -> bytes:
    """The font, its CIDs the places of its glyphs. Other fonts than those that have CIDs are given
    back as they are.
    """
    charset = _charset(font)
    if charset is None or charset.says == charset.should:
        return font
    end = charset.start + len(charset.should)
    table = DefaultTable(_OUTLINES)
    table.data = charset.outlines[: charset.start] + charset.should + charset.outlines[end:]
    written, changed = io.BytesIO(), TTFont(io.BytesIO(font), recalcTimestamp=False)
    changed[_OUTLINES] = table
    changed.save(written, reorderTables=None)
    return written.getvalue()


def is_by_place(font: bytes) -> bool:
    """Whether the CIDs of a font, if it has any, are the places of its glyphs."""
    charset = _charset(font)
    return charset is None or charset.says == charset.should


def _charset(font: bytes) -> _Charset | None:
    """The table of CIDs; None where a font has no CIDs, or the standard ones."""
    if not font.startswith(_SIGNATURE):
        return None
    opened = TTFont(io.BytesIO(font))
    top = opened[_OUTLINES].cff.topDictIndex[0].rawDict
    start = top.get("charset", 0)
    if "ROS" not in top or start <= _STANDARD_TABLES:
        return None
    outlines, should = opened.reader[_OUTLINES], _one_range(opened["maxp"].numGlyphs)
    return _Charset(outlines, start, outlines[start : start + len(should)], should)


def _one_range(glyphs: int) -> bytes:
    """A table of so many glyphs, from the second on each one more than that before (Adobe
    Technical Note 5176, 13; the first is .notdef and stands in no table). It is the shortest that
    there can be, so it has room wherever another had.

    >>> [_one_range(glyphs).hex(" ") for glyphs in (2, 100, 30_000)]
    ['00 00 01', '01 00 01 62', '02 00 01 75 2e']
    """
    more = glyphs - 2
    if more < 1:
        return struct.pack(">BH", 0, 1)
    return struct.pack(">BHB", 1, 1, more) if more < 1 << 8 else struct.pack(">BHH", 2, 1, more)
