"""Cut the pictures of the house: what texts from phones have between their words (👉 ✅ ➤ 📍).

Emoji, arrows and ornaments of Noto Emoji and Noto Sans Symbols 2, each drawn as wide as a Han
character and as high, so that a line of Chinese keeps its pitch and its grid. What joins two, or
only says in which colours the sign before it should be, is nothing to be seen; the key around a
digit (U+20E3) is drawn around the digit before it. It was made once, with

    python -m setup.cut_signs NotoEmoji.ttf NotoSansSymbols2.woff2

from the files of PyPI's package manimgx-fonts (`NotoEmoji[wght].ttf`, 2026.9.26) and of npm's
@fontsource/noto-sans-symbols-2 (`…-symbols-400-normal.woff2`, 5.3.0). The same input gives the
same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from setup.measures import measured
from setup.naming import REGULAR, rename

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fontTools.ttLib.tables._g_l_y_f import Glyph
    from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

FAMILY = "Jianbao Signs"
TARGET = Path(__file__).parent.parent / "templates" / "fonts" / "JianbaoSigns-Regular.ttf"

EM = 1000
SIDE = 900
"""The longer side of a picture: it stands in its em as a Han character does."""
MIDDLE = 380
"""How high the middle of Han characters is."""

#: The blocks that are taken of the symbols; of the emoji, all that is no ASCII.
ORNAMENTS = ((0x2190, 0x21FF), (0x2300, 0x23FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF))

#: The joiner, variation selectors, colours of skin.
UNSEEN = (0x200D, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400))
KEY = 0x20E3
#: The key around a digit, half an em wide as digits are: its edges from the middle, and its line.
KEY_WIDE, KEY_HIGH, KEY_LINE, DIGIT = 340, 470, 45, 500


class _Drawn(NamedTuple):
    outline: Glyph
    advance: int


def cut(emoji: Path, symbols: Path, target: Path) -> None:
    """Write the font to ``target``."""
    drawn = {".notdef": _box()}
    cmap: dict[int, str] = {}
    with TTFont(emoji, recalcTimestamp=False) as pictures, TTFont(symbols) as ornaments:
        for code, glyphs, name in _wanted(pictures, ornaments):
            drawn[_name(code)] = _in_an_em(glyphs, name)
            cmap[code] = _name(code)
        for code in UNSEEN:
            drawn[_name(code)] = _Drawn(TTGlyphPen(None).glyph(), 0)
            cmap[code] = _name(code)
        drawn[_name(KEY)], cmap[KEY] = _key(), _name(KEY)
        font = _built(drawn, cmap, pictures).font
        rename(font, FAMILY, REGULAR)
        font.save(target)


def _name(code: int) -> str:
    return f"u{code:04X}"


def _wanted(pictures: TTFont, ornaments: TTFont) -> Iterator[tuple[int, _TTGlyphSet, str]]:
    """Each character with its glyph, a picture before an ornament, by code."""
    signs, marks = pictures.getBestCmap(), ornaments.getBestCmap()
    of_signs, of_marks = pictures.getGlyphSet(), ornaments.getGlyphSet()
    apart = {*range(0x2000), *UNSEEN, KEY}
    wanted = {code for first, last in ORNAMENTS for code in range(first, last + 1)} & set(marks)
    for code in sorted((set(signs) | wanted) - apart):
        glyphs, names = (of_signs, signs) if code in signs else (of_marks, marks)
        yield code, glyphs, names[code]


def _in_an_em(glyphs: _TTGlyphSet, name: str) -> _Drawn:
    """A glyph made as large as a Han character, in the middle of its em."""
    whole = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(whole)
    bounds = BoundsPen(None)
    whole.replay(bounds)
    pen = TTGlyphPen(None)
    if bounds.bounds:
        left, low, right, high = bounds.bounds
        scale = SIDE / max(right - left, high - low)
        aside = EM / 2 - scale * (left + right) / 2
        raised = MIDDLE - scale * (low + high) / 2
        whole.replay(TransformPen(pen, (scale, 0, 0, scale, aside, raised)))
    return _Drawn(pen.glyph(), EM)


def _key() -> _Drawn:
    """A frame around the digit before it, which takes no room of its own."""
    pen = TTGlyphPen(None)
    for inside in (0, KEY_LINE):
        wide, high = KEY_WIDE - inside, KEY_HIGH - inside
        _frame(
            pen, (-DIGIT // 2 - wide, MIDDLE - high), (-DIGIT // 2 + wide, MIDDLE + high), inside
        )
    return _Drawn(pen.glyph(), 0)


def _box() -> _Drawn:
    """What no font has is a box to be seen, no blank."""
    pen = TTGlyphPen(None)
    for inside in (0, KEY_LINE):
        _frame(pen, (100 + inside, -50 + inside), (900 - inside, 810 - inside), inside)
    return _Drawn(pen.glyph(), EM)


def _frame(pen: TTGlyphPen, low: tuple[int, int], high: tuple[int, int], hole: int) -> None:
    """A rectangle; a hole goes round the other way."""
    corners = [low, (low[0], high[1]), high, (high[0], low[1])]
    first, *others = corners[::-1] if hole else corners
    pen.moveTo(first)
    for corner in others:
        pen.lineTo(corner)
    pen.closePath()


def _built(drawn: dict[str, _Drawn], cmap: dict[int, str], original: TTFont) -> FontBuilder:
    """The font, with the measures of 宋."""
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(drawn))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf({name: outline for name, (outline, _) in drawn.items()})
    lefts = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (one.advance, getattr(lefts[name], "xMin", 0)) for name, one in drawn.items()}
    )
    return measured(builder, original, glyph_names=False)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m setup.cut_signs NotoEmoji.ttf NotoSansSymbols2.woff2")
    cut(Path(sys.argv[1]), Path(sys.argv[2]), TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e3:.1f} kB")
