"""Which family sets which character: the font gate's knowledge of glyphs.

A style's face names its families in order of preference; the later ones are its declared
fall-backs, taken for single characters (CSS Fonts 4 §5.2). A character that none of them has would
be set in any font that is there, or as an empty box, and nobody would be told: that is what the
gate is for.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.typography.fonts import font_files
from pipeline.typography.glyphs import glyph_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.typography.fonts import FontFile
    from pipeline.typography.tokens import Layout, TypeStyle

#: Categories of characters that leave no ink, so that no font needs them: blanks, controls, format
#: characters, variation selectors.
_INKLESS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class Coverage:
    """The characters of all fonts that are there, by family."""

    def __init__(self, files: Iterable[FontFile]) -> None:
        self._files = tuple(files)

    @classmethod
    def of_folders(cls) -> Coverage:
        return cls(font_files())

    def family(self, character: str, style: TypeStyle, layout: Layout) -> str:
        """The first family of the style's face that has the character, "" where none has it."""
        return self.first(character, layout.faces[style.face].pdf)

    def first(self, character: str, families: Iterable[str]) -> str:
        for name in families:
            for font in self._files:
                if font.answers_to(name) and ord(character) in glyph_numbers(font.path):
                    return name
        return ""

    def font(self, character: str, families: Iterable[str], *, bold: bool) -> FontFile | None:
        """The font that draws the character: of the first family that has it, in the weight asked
        for where there is one.
        """
        family = self.first(character, families)
        having = (
            font
            for font in self._files
            if family and font.answers_to(family) and ord(character) in glyph_numbers(font.path)
        )
        return min(having, key=lambda font: font.bold != bold, default=None)

    def names(self, character: str, families: Iterable[str]) -> Iterator[str]:
        """What the fonts are called in a PDF that have the character in the first family that does:
        its names, plain and bold.
        """
        chosen = self.first(character, families)
        for font in self._files:
            if chosen and font.answers_to(chosen):
                yield from _names_in_pdf(font)

    def all_names(self, character: str) -> Iterator[str]:
        """What all fonts are called in a PDF that have the character."""
        for font in self._files:
            if ord(character) in glyph_numbers(font.path):
                yield from _names_in_pdf(font)

    def alike(self, characters: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """Of these characters those that some font draws with the very glyph of others among them
        (… and ⋯, 〜 and ～, • and ‧), each with these others.
        """
        wanted = frozenset(characters)
        found: dict[str, set[str]] = defaultdict(set)
        for font in self._files:
            numbers, drawn = glyph_numbers(font.path), defaultdict(set)
            for character in wanted:
                if ord(character) in numbers:
                    drawn[numbers[ord(character)]].add(character)
            for glyph in drawn.values():
                for character in glyph if len(glyph) > 1 else ():
                    found[character] |= glyph - {character}
        return {character: frozenset(others) for character, others in found.items()}

    def elsewhere(self, character: str) -> str:
        """A family that has the character, whichever it is; "" where there is none."""
        for font in self._files:
            if font.families and ord(character) in glyph_numbers(font.path):
                return font.families[0]
        return ""


def _names_in_pdf(font: FontFile) -> Iterator[str]:
    for name in font.families:
        plain = name.replace(" ", "-")
        yield f"{plain}-Bold" if font.bold else plain


@functools.lru_cache(maxsize=1 << 14)  # asked of each character of all texts, several times
def leaves_ink(character: str) -> bool:
    r"""Whether a font is needed to show a character.

    >>> [leaves_ink(one) for one in ("国", "　", "\u200b", "\ufe0f")]
    [True, False, False, False]
    """
    if any(ord(character) in block for block in _SELECTORS):
        return False
    return unicodedata.category(character) not in _INKLESS
