"""How tests read a PDF: its words page by page, and its glyphs with their places."""

from __future__ import annotations

import ctypes
import io
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator


class Glyph(NamedTuple):
    """A character as drawn: where it starts on its baseline, in pt from the lower left corner."""

    character: str
    x: float
    baseline: float
    size: float
    font: str


class Ink(NamedTuple):
    """What is drawn, in pt from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def paths(content: bytes, page: int = 0) -> list[Ink]:
    """The lines and shapes of a page (from 0), from above, then from the left."""
    with pypdfium2.PdfDocument(content) as document:
        found = [
            Ink(*one.get_bounds())
            for one in document[page].get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,))
        ]
    return sorted(found, key=lambda ink: (-round(ink.top), ink.left))


def page_texts(content: bytes) -> list[str]:
    """The words of each page, blanks left out."""
    with pypdfium2.PdfDocument(content) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def without_actual_text(content: bytes) -> bytes:
    """PDFium invents places for characters that are said by ActualText."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            drawn = re.sub(rb"/ActualText\s*[<(][^>)]*[>)]", b"", page.Contents.read_bytes())
            page.Contents = pdf.make_stream(drawn)
        pdf.save(made)
    return made.getvalue()


def glyphs(content: bytes, page: int) -> list[Glyph]:
    """The visible characters of a page (from 0), in the order they were drawn."""
    with pypdfium2.PdfDocument(without_actual_text(content)) as document:
        return _glyphs_of(document[page])


def glyphs_by_page(content: bytes) -> Iterator[list[Glyph]]:
    """The same, page by page; the file is opened once."""
    with pypdfium2.PdfDocument(without_actual_text(content)) as document:
        yield from map(_glyphs_of, document)


def _glyphs_of(page: pypdfium2.PdfPage) -> list[Glyph]:
    found = []
    words = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = pdfium.FS_MATRIX()
    name = ctypes.create_string_buffer(128)
    for place in range(words.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(words, place))
        thing = pdfium.FPDFText_GetTextObject(words, place)
        if character.isspace() or not thing:
            continue
        pdfium.FPDFText_GetCharOrigin(words, place, x, y)
        pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(thing), name, 128)
        pdfium.FPDFText_GetMatrix(words, place, matrix)
        size = round(pdfium.FPDFText_GetFontSize(words, place) * abs(matrix.d), 2)
        font = name.value.decode().partition("+")[2]
        found.append(Glyph(character, x.value, y.value, size, font))
    return found


def lines(content: bytes, page: int, size: float, font: str) -> list[list[Glyph]]:
    """The lines of a page from top to bottom, made of the glyphs of one size and font."""
    rows: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in glyphs(content, page):
        if abs(glyph.size - size) < 0.01 and glyph.font == font:
            rows[round(glyph.baseline, 1)].append(glyph)
    return [sorted(rows[y], key=lambda glyph: glyph.x) for y in sorted(rows, reverse=True)]
