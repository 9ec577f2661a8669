"""Characters of a PDF that are drawn as an empty box: its font has no glyph for them."""

from __future__ import annotations

import ctypes
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfTextPage
    from pypdfium2.raw import FPDF_FONT, FPDF_GLYPHPATH

#: The last private-use character: no font of ours has it, so it is drawn as the empty box.
_NOWHERE = 0x10FFFD

#: Kinds of characters that no font draws together with their neighbours.
_DRAWN_ALONE = frozenset({"Lo", "Nd", "Nl", "No", "Sc", "Sk", "Sm", "So"})


def empty_boxes(words: PdfTextPage) -> Iterator[str]:
    """The characters of a pypdfium2 text page that are drawn as an empty box, once a font.

    PDFium gives a glyph's outline by its character; one that equals the outline of a character
    that isn't there is the empty box. That can be told of Han, kana, numbers and symbols. It
    can't of letters and marks, which fonts draw together (fi, ——), nor beyond U+FFFF, where PDFium
    splits a character in two: for these we have WeasyPrint's word alone.
    """
    import pypdfium2.raw as pdfium

    seen: set[tuple[int | None, int]] = set()
    for place in range(words.count_chars()):
        code = pdfium.FPDFText_GetUnicode(words, place)
        if unicodedata.category(chr(code)) not in _DRAWN_ALONE:
            continue
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(words, place))
        key = (ctypes.cast(font, ctypes.c_void_p).value, code)
        if key in seen:
            continue
        seen.add(key)
        if _same_outline(font, code, _NOWHERE):
            yield chr(code)


def _same_outline(font: FPDF_FONT, one: int, other: int) -> bool:
    import pypdfium2.raw as pdfium

    paths = [pdfium.FPDFFont_GetGlyphPath(font, code, 1.0) for code in (one, other)]
    counts = [pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0 for path in paths]
    return counts[0] == counts[1] and _points(paths[0]) == _points(paths[1])


def _points(path: FPDF_GLYPHPATH) -> list[tuple[int, float, float]]:
    import pypdfium2.raw as pdfium

    points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for n in range(pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0):
        segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((pdfium.FPDFPathSegment_GetType(segment), x.value, y.value))
    return points
