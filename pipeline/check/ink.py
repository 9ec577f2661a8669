"""Where the ink of a PDF stands: glyphs and rules of a page, in mm from its upper left corner."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pipeline.typography.tokens import POINTS_A_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage


class Ink(NamedTuple):
    """A glyph as drawn: the edges of its ink and its baseline in mm, its size in pt."""

    character: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float


class Stroke(NamedTuple):
    """A drawn rule, or any other shape: its edges in mm."""

    left: float
    right: float
    top: float
    bottom: float


def glyphs_of(page: PdfPage) -> list[Ink]:
    """The visible characters of a page, in the order they are drawn."""
    import pypdfium2.raw as pdfium

    words, height = page.get_textpage(), page.get_height()
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    found = []
    for place in range(words.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(words, place))
        if character.isspace() or not pdfium.FPDFText_GetTextObject(words, place):
            continue
        pdfium.FPDFText_GetCharBox(words, place, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(words, place, x, y)
        pdfium.FPDFText_GetMatrix(words, place, matrix)
        size = pdfium.FPDFText_GetFontSize(words, place) * abs(matrix.d)
        found.append(
            Ink(
                character,
                left=left.value / POINTS_A_MM,
                right=right.value / POINTS_A_MM,
                top=(height - top.value) / POINTS_A_MM,
                bottom=(height - bottom.value) / POINTS_A_MM,
                baseline=(height - y.value) / POINTS_A_MM,
                size=size,
            )
        )
    words.close()
    return found


def strokes_of(page: PdfPage) -> Iterator[Stroke]:
    """The shapes drawn on a page, in their order; not those in drawings that are placed on it."""
    import pypdfium2.raw as pdfium

    height = page.get_height()
    for thing in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = thing.get_bounds()
        places = (left, right, height - top, height - bottom)
        yield Stroke(*(value / POINTS_A_MM for value in places))


def lines_of(glyphs: Iterable[Ink], size: float) -> list[list[Ink]]:
    """The lines made of glyphs of one ``size`` (pt, to a quarter), top to bottom."""
    rows: dict[float, list[Ink]] = defaultdict(list)
    for glyph in glyphs:
        if abs(glyph.size - size) < 0.25:
            rows[round(glyph.baseline, 1)].append(glyph)
    return [sorted(rows[y], key=lambda glyph: glyph.left) for y in sorted(rows)]
