"""Cut the 楷 of the house out of LXGW WenKai: GB 2312, the marks, and names people bear.

No package of the registries holds a 楷 with an open licence in a form a page can be set
with, so this subset lives in ``templates/fonts/``. It was made once, with

    python -m setup.cut_kai LXGWWenKai-Regular.ttf

from the file of Debian's package fonts-lxgw-wenkai (1.250). The licence of the original
reserves its names, so the cut is called "Jianbao Kai". The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont

from setup.naming import REGULAR, rename

FAMILY = "Jianbao Kai"
TARGET = Path(__file__).parent.parent / "templates" / "fonts" / "JianbaoKai-Regular.ttf"

# First and last of the blocks taken whole, as far as the original has them.
BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A: pinyin and foreign names
    (0x01CD, 0x01DC),  # the rest of pinyin
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currencies
    (0x2100, 0x218F),  # letterlike (℃ №) and number forms (Ⅰ–Ⅻ)
    (0x2190, 0x21FF),  # arrows
    (0x2460, 0x24FF),  # ①–⑳ and their kin
    (0x25A0, 0x26FF),  # shapes and symbols
    (0x3000, 0x303F),  # CJK symbols and punctuation
    (0x3200, 0x33FF),  # ㈠, ㎡
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)

# In the original these are narrow Latin quotes (0.35 em). Left out, they come from 宋, at
# the full width Chinese text wants.
NARROW_QUOTES = frozenset(map(ord, "‘’“”"))

# Ascent, descent and baselines of 宋 (Noto Serif SC), in thousandths of an em. A line in which
# quotes come from 宋 would be pushed apart by what the two differ in, off the grid of the page.
ASCENT, DESCENT = 1151, 286
BASELINES = """
table BASE {
  HorizAxis.BaseTagList icfb icft ideo romn;
  HorizAxis.BaseScriptList
    DFLT ideo -78 838 -120 0, cyrl romn -78 838 -120 0, grek romn -78 838 -120 0,
    hani ideo -78 838 -120 0, kana ideo -78 838 -120 0, latn romn -78 838 -120 0;
} BASE;
"""

# Beyond GB 2312: characters of names of persons and places often met in print.
NAMES = (
    "镕喆堃珺玥祎翀彧旻昉暐璟瑄垚禤犇骉赟頔芃沄潏婳嬿峣嶠崟堉瑧瓛劼翃栐炘烜燊璘璠瑀瑨"
    "玙珅珣琎琤昳晞曈暠袆袘邨邠鄌浬涢瀍沨洺洣漈濛崀峃塆埗埇墘堽磜硚碶𠮷䶮"
)


def wanted() -> set[int]:
    """The characters of the cut, whether the original has them or not."""
    blocks = {code for first, last in BLOCKS for code in range(first, last + 1)}
    gb2312 = {code for code in range(0x80, 0x10000) if _in_gb2312(chr(code))}
    return (blocks | gb2312 | set(map(ord, NAMES))) - NARROW_QUOTES


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def cut(original: Path, target: Path) -> None:
    """Write the subset of ``original`` to ``target``, renamed, without hints."""
    options = subset.Options()
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.notdef_outline = True  # what no font has is a box to be seen, no blank
    # GDEF would say that no glyph is a mark; HarfBuzz 6 fails to subset the font with it there.
    options.drop_tables += ["gasp", "GDEF", "BASE"]
    with TTFont(original, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted())
        cutter.subset(font)
        rename(font, FAMILY, REGULAR)
        font["OS/2"].achVendID = "NONE"
        _measure_like_song(font)
        font.save(target)


def _measure_like_song(font: TTFont) -> None:
    """Give the font, whose em has 1000 units, the measures of 宋."""
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, -DESCENT, 0
    marks = font["OS/2"]
    marks.sTypoAscender, marks.sTypoDescender, marks.sTypoLineGap = ASCENT, -DESCENT, 0
    marks.usWinAscent, marks.usWinDescent = ASCENT, DESCENT
    addOpenTypeFeaturesFromString(font, BASELINES, tables=["BASE"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: python -m setup.cut_kai LXGWWenKai-Regular.ttf  (writes {TARGET.name})")
    cut(Path(sys.argv[1]), TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.1f} MB")
