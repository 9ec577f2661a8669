"""Cut the small figures of the house out of 宋: those of CO₂ and 10⁻⁶, which no 宋 or 黑 here has.

Digits, signs and a few letters of Noto Serif SC, made smaller, below the line and above it, in the
place and the size of its own ² and ³. It was made once, with

    python -m setup.cut_scripts NotoSerifSC-Regular.otf

from the file of PyPI's package pylopdf-fonts-zh-cn. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from setup.measures import measured
from setup.naming import REGULAR, rename

if TYPE_CHECKING:
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.ttLib.ttGlyphSet import _TTGlyphSet

FAMILY = "Jianbao Scripts"
TARGET = Path(__file__).parent.parent / "templates" / "fonts" / "JianbaoScripts-Regular.otf"

#: What is drawn small, and what of: raised and lowered, each beside the other.
RAISED = dict(zip("⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ", "0456789+−=()in", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", "0123456789+−=()aeoxhklmnpst", strict=True))

#: Those of ² in the original, in thousandths of an em: how wide and high it is to its digit, and
#: where it stands.
WIDTH, HEIGHT = 0.66, 0.59
RISE, DROP = 463, -150


def cut(original: Path, target: Path) -> None:
    """Write the font to ``target``; ``original`` has an em of 1000 units."""
    with TTFont(original, recalcTimestamp=False) as whole:
        glyphs, names = whole.getGlyphSet(), whole.getBestCmap()
        drawn = {".notdef": _drawn(glyphs, ".notdef", (1, 0, 0, 1, 0, 0))}
        cmap = {}
        for rise, small in ((RISE, RAISED), (DROP, LOWERED)):
            for character, of in small.items():
                name = f"uni{ord(character):04X}"
                cmap[ord(character)] = name
                drawn[name] = _drawn(glyphs, names[ord(of)], (WIDTH, 0, 0, HEIGHT, 0, rise))
        font = _built(drawn, cmap, whole).font
        rename(font, FAMILY, REGULAR)
        font.save(target)


def _drawn(
    glyphs: _TTGlyphSet, name: str, place: tuple[float, float, float, float, float, float]
) -> tuple[T2CharString, int]:
    """A glyph with its advance, made smaller and moved."""
    advance = round(glyphs[name].width * place[0])
    pen = T2CharStringPen(advance, glyphs)
    glyphs[name].draw(TransformPen(pen, place))
    return pen.getCharString(), advance


def _built(
    drawn: dict[str, tuple[T2CharString, int]], cmap: dict[int, str], whole: TTFont
) -> FontBuilder:
    """The font, with the measures of 宋, so that a line keeps its pitch."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(list(drawn))
    builder.setupCharacterMap(cmap)
    outlines = {name: outline for name, (outline, _) in drawn.items()}
    builder.setupCFF("JianbaoScripts-Regular", {}, outlines, {})
    bounds = {name: outline.calcBounds(None) for name, outline in outlines.items()}
    builder.setupHorizontalMetrics(
        {name: (advance, round((bounds[name] or (0,))[0])) for name, (_, advance) in drawn.items()}
    )
    return measured(builder, whole, glyph_names=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: python -m setup.cut_scripts NotoSerifSC-Regular.otf  (writes {TARGET})")
    cut(Path(sys.argv[1]), TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e3:.1f} kB")
