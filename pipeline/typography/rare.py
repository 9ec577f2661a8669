"""Characters that a reader's own fonts seldom have, and the small fonts that bring them along.

A reader's fonts are better on its screen than ours: an EPUB asks for them by name and brings none.
But a character that they lack is a box there, and a briefing full of names of people and places has
some. What a font made for Chinese has at least is the repertoire of GBK: since 1995 every system,
and the fonts that makers of reading devices put into them (方正书宋_GBK and its like), have its
21,003 Han characters. Beyond it nothing is sure: Extension A and the characters that Unicode has
added to its first block since are in some, those of the planes behind in few, private ones in none.

So a Han character outside GBK, and any private one, is rare. Letters, marks and emoji are not
asked about: every system draws these from fonts of its own.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.typography.fonts import FontFile
    from pipeline.typography.tokens import Layout

#: Blocks of Han characters and their parts. Written out, since what Python knows of Unicode grows
#: with its version: radicals; Extension A; the first block; compatibility; planes 2 and 3.
_HAN = (
    range(0x2E80, 0x2FE0),
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))

FAMILY = "jianbao rare"
"""What the sheet calls these fonts, before the role they stand in for."""

#: What a font's ``fsType`` (OpenType, table OS/2) may say against being embedded as a part.
_USAGE, _RESTRICTED = 0x000F, 0x0002
_NO_PART = 0x0100 | 0x0200  # no subsetting; bitmaps only

#: Names that the licence asks to keep: copyright, trademark, maker, designer, licence.
_LEGAL = (0, 7, 8, 9, 13, 14)
_NAMED = (1, 4, 6)  # family, full name, PostScript name
_WINDOWS_ENGLISH = (3, 1, 0x409)


@dataclass(frozen=True, slots=True)
class RareFace:
    """Rare characters of one role that one font draws. ``file`` is that font's place in the book,
    from the style sheet; faces of several roles may share it.
    """

    role: str
    bold: bool
    characters: tuple[str, ...]
    file: str

    @property
    def family(self) -> str:
        return f"{FAMILY} {self.role}"


def is_rare(character: str) -> bool:
    r"""Whether a reader's own fonts are likely to lack it.

    >>> [is_rare(one) for one in ("国", "國", "镕", "。", "é", "😀")]
    [False, False, False, False, False, False]
    >>> [is_rare(one) for one in ("\N{CJK UNIFIED IDEOGRAPH-20BB7}", "䶮", "\ue000", "鿏")]
    [True, True, True, True]
    """
    code = ord(character)
    if any(code in block for block in _PRIVATE):
        return True
    if not any(code in block for block in _HAN):
        return False
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return True
    return False


@functools.cache
def may_be_embedded(font: FontFile) -> bool:
    """Whether its maker lets a part of it be put into a book (OpenType, OS/2 ``fsType``)."""
    from fontTools.ttLib import TTFont

    with TTFont(font.path, lazy=True) as opened:
        said = opened["OS/2"].fsType
    return said & _USAGE != _RESTRICTED and not said & _NO_PART


def cut(path: Path, characters: Iterable[str]) -> bytes:
    """A font with these characters of another alone; the same characters, the same bytes.

    It bears another name: licences reserve that of the original. Plain outlines, not packed: every
    reader takes them, and a dozen characters are a few thousand bytes.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    wanted = subset.Options()
    wanted.hinting = False
    wanted.notdef_outline = True  # what no font has is a box, as elsewhere, and no blank
    wanted.layout_features = []
    wanted.name_IDs = [*_LEGAL, *_NAMED]
    wanted.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(wanted)
        cutter.populate(unicodes=sorted(map(ord, characters)))
        cutter.subset(font)
        name = font["name"]
        for number in _NAMED:
            name.removeNames(number)
            text = FAMILY.title()
            name.setName(text.replace(" ", "") if number == 6 else text, number, *_WINDOWS_ENGLISH)
        made = io.BytesIO()
        font.save(made, reorderTables=True)
    return made.getvalue()


def with_rare(layout: Layout, rare: Iterable[RareFace]) -> Layout:
    """The layout whose EPUB faces end in the fonts of ``rare``: a reader's own come first, each
    role's own before those of other roles, whose words may stand in its paragraphs.
    """
    families = list(dict.fromkeys(face.family for face in rare))
    faces = {
        role: replace(
            face,
            epub=(*face.epub, *sorted(families, key=lambda it: it != f"{FAMILY} {role}")),
        )
        for role, face in layout.faces.items()
    }
    return replace(layout, faces=faces)
