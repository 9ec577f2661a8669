"""Characters of a PDF that are drawn as an empty box: its font has no glyph for them."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfTextPage
    from pypdfium2.raw import FPDF_FONT

#: The last private-use character: no font of ours has it, so it is drawn as the empty box.
_NOWHERE = 0x10FFFD

_NAME_ROOM = 256

#: Kinds of characters that no font draws together with their neighbours.
_DRAWN_ALONE = frozenset({"Lo", "Nd", "Nl", "No", "Sc", "Sk", "Sm", "So"})


#: The last character that PDFium doesn't split.
_LAST = 0xFFFF

#: Each character of a page beside the font it stands in, by that font's address.
Drawn = Mapping[tuple[int, str], "FPDF_FONT"]


def drawn(words: PdfTextPage) -> Drawn:
    """The characters of a pypdfium2 text page, once a font, in order. Those that PDFium adds itself
    (line breaks, blanks) stand in none.
    """
    import pypdfium2.raw as pdfium

    found: dict[tuple[int, str], FPDF_FONT] = {}
    last, font, pointer = 0, None, 0
    raw = words.raw  # asked for once: it would be for each call
    for place in range(words.count_chars()):
        thing = pdfium.FPDFText_GetTextObject(raw, place)
        if not thing:
            continue
        shown = ctypes.addressof(thing.contents)
        if shown != last:  # what is shown at once stands in one font
            last, font = shown, pdfium.FPDFTextObj_GetFont(thing)
            pointer = ctypes.addressof(font.contents) if font else 0
        found.setdefault((pointer, chr(pdfium.FPDFText_GetUnicode(raw, place))), font)
    return found


def name_in_file(font: FPDF_FONT) -> str:
    """What a font is called, with the mark of a subset before it: no two of a file are alike."""
    import pypdfium2.raw as pdfium

    name = ctypes.create_string_buffer(_NAME_ROOM)
    pdfium.FPDFFont_GetBaseFontName(font, name, _NAME_ROOM)
    return name.value.decode("utf-8", "replace")


def empty_boxes(
    characters: Drawn, alike: Mapping[str, Collection[str]], looked_at: set[tuple[str, str]]
) -> Iterator[str]:
    """The characters of a page that are drawn as an empty box, once a font; but for those looked
    at before, on other pages, by their fonts' names in the file.

    PDFium gives a glyph's outline by its character; one that equals the outline of a character
    that isn't there is the empty box. That can be told of Han, kana, numbers and symbols. It
    can't of letters and marks, which fonts draw together (fi, ——), nor beyond U+FFFF, where PDFium
    splits a character in two: for these we have WeasyPrint's word alone. A glyph that draws several
    characters is found by one of them: it is looked for by those that are ``alike``, too.
    """
    boxes: dict[int, _Outline] = {}
    names: dict[int, str] = {}
    for (pointer, character), font in characters.items():
        if unicodedata.category(character) not in _DRAWN_ALONE:
            continue
        if pointer not in names:
            names[pointer] = name_in_file(font)
        if (names[pointer], character) in looked_at:
            continue
        looked_at.add((names[pointer], character))
        if pointer not in boxes:
            boxes[pointer] = _Outline(font, _NOWHERE)
        if all(
            ord(one) <= _LAST and _Outline(font, ord(one)) == boxes[pointer]
            for one in (character, *alike.get(character, ()))
        ):
            yield character


class _Outline:
    """The outline of a character in a font; its points are read where its size doesn't tell."""

    def __init__(self, font: FPDF_FONT, code: int) -> None:
        import pypdfium2.raw as pdfium

        self._path = pdfium.FPDFFont_GetGlyphPath(font, code, 1.0)
        self._size = pdfium.FPDFGlyphPath_CountGlyphSegments(self._path) if self._path else 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Outline):
            return NotImplemented
        return self._size == other._size and self._points() == other._points()

    __hash__ = None  # type: ignore[assignment]

    def _points(self) -> list[tuple[int, float, float]]:
        import pypdfium2.raw as pdfium

        points = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for n in range(self._size):
            segment = pdfium.FPDFGlyphPath_GetGlyphPathSegment(self._path, n)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((pdfium.FPDFPathSegment_GetType(segment), x.value, y.value))
        return points
