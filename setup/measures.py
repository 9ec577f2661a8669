"""The measures of 宋, for a font that stands in its lines: so each line keeps its pitch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

from setup.cut_kai import ASCENT, BASELINES, DESCENT
from setup.naming import LEGAL, WINDOWS_ENGLISH

if TYPE_CHECKING:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib import TTFont


def measured(builder: FontBuilder, original: TTFont, *, glyph_names: bool) -> FontBuilder:
    """A font that has its outlines, with the measures, and what ``original`` says of its makers and
    its licence; its glyphs have names for programs or not. The same input gives the same bytes.
    """
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT, lineGap=0)
    builder.setupOS2(
        sTypoAscender=ASCENT, sTypoDescender=-DESCENT, sTypoLineGap=0,
        usWinAscent=ASCENT, usWinDescent=DESCENT, achVendID="NONE", fsType=0,
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=glyph_names)
    builder.setupNameTable({})
    for number in LEGAL:
        said = original["name"].getDebugName(number)
        if said:
            builder.font["name"].setName(said, number, *WINDOWS_ENGLISH)
    head = builder.font["head"]
    head.fontRevision = 1.0
    head.created = head.modified = original["head"].modified
    builder.font.recalcTimestamp = False
    addOpenTypeFeaturesFromString(builder.font, BASELINES, tables=["BASE"])
    return builder
