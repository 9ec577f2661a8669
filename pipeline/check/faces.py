"""The fonts of a finished PDF: each character has to stand in a font that its face names."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.check.glyphs import name_in_file
from pipeline.check.pages import TAKEN_APART
from pipeline.render.styled import styled_texts
from pipeline.typography.cids import is_by_place
from pipeline.typography.coverage import leaves_ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdfium2.raw import FPDF_FONT

    from pipeline.check.glyphs import Drawn
    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.coverage import Coverage
    from pipeline.typography.tokens import Layout


#: A character, whether it is to be shown as a picture, and a mark around it or above.
_MARKED = re.compile(r"(\S)[\ufe00-\ufe0f]?[\u0300-\u036f\u20d0-\u20f0]")


def expected_fonts(
    manuscript: Manuscript, layout: Layout, coverage: Coverage
) -> Mapping[str, frozenset[str]]:
    r"""The fonts, by their names in a PDF, in which each character of the manuscript may stand.

    A quotation mark or a dash has its font like any other character: it can't come from a Latin
    one unseen. What bears a mark (the 1 of 1\u20e3) may stand in any: one is looked for that has
    both, and where none has, any serves.
    """
    styles: dict[str, set[str]] = defaultdict(set)
    marked: set[str] = set()
    for name, text in styled_texts(manuscript, layout):
        face = layout.styles[name].face
        for character in filter(leaves_ink, {*text, *text.translate(TAKEN_APART)}):
            styles[character].add(face)
        marked.update(_MARKED.findall(text))
    fonts = {
        character: frozenset(
            font for role in roles for font in coverage.names(character, layout.faces[role].pdf)
        )
        for character, roles in styles.items()
    }
    return fonts | {one: fonts[one] | {*coverage.all_names(one)} for one in marked & fonts.keys()}


def strangers(
    characters: Drawn, expected: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Characters of a page that stand in a font they shouldn't, with its name, each once.

    What the manuscript doesn't hold (page numbers, leaders) isn't looked at, nor what lies beyond
    U+FFFF, where PDFium splits a character in two.
    """
    names: dict[int | None, str] = {}
    for (pointer, character), font in characters.items():
        if character not in expected:
            continue
        if pointer not in names:
            names[pointer] = _name(font)
        if names[pointer] not in expected[character]:
            yield character, names[pointer]


def foreign(characters: Drawn) -> Iterator[str]:
    """The names of the fonts of a page that aren't in the file: each machine would put another in
    their place.
    """
    import pypdfium2.raw as pdfium

    fonts = {pointer: font for (pointer, _), font in characters.items()}
    return (_name(font) for font in fonts.values() if not pdfium.FPDFFont_GetIsEmbedded(font))


def misleading(characters: Drawn, looked_at: set[str]) -> Iterator[str]:
    """The names of the fonts of a page, but for those looked at before, that call their glyphs by
    other numbers than the pages do: some viewers, though not PDFium, would show others.
    """
    fonts = {pointer: font for (pointer, _), font in characters.items()}
    for font in fonts.values():
        name = _name(font)
        if name not in looked_at:
            looked_at.add(name)
            if not is_by_place(_program(font)):
                yield name


def _program(font: FPDF_FONT) -> bytes:
    """The font itself, as it lies in the file."""
    import pypdfium2.raw as pdfium

    length = ctypes.c_size_t()
    pdfium.FPDFFont_GetFontData(font, None, 0, length)
    room = (ctypes.c_uint8 * length.value)()
    pdfium.FPDFFont_GetFontData(font, room, length, length)
    return bytes(room)


def _name(font: FPDF_FONT) -> str:
    """What a font is called, without the mark of a subset."""
    return name_in_file(font).rpartition("+")[2]
