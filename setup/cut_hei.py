"""Cut a static bold 黑 out of the variable Noto Sans CJK.

The registries' packages hold 黑 in one weight only, and WeasyPrint does not thicken letters:
without a face of their own, bold headings would come out regular. A variable font can't be
set with directly: PDF readers reject its outlines (CFF2), so the weight is pinned and the
outlines are written the older way. Same package versions in, same bytes out.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from setup.naming import BOLD, LEGAL, rename

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = "Noto Sans SC"
SIMPLIFIED = 2  # the collection holds JP, KR, SC, TC, HK, in this order

# Half and proportional widths, vertical forms, kerning, marks: what Chinese setting uses.
FEATURES = (
    *("ccmp", "locl", "mark", "liga", "kern", "vkrn"),
    *("halt", "vhal", "palt", "vpal", "fwid", "hwid", "pwid", "vert", "vrt2"),
)


def cut(collection: Path, regular: Path, target: Path) -> None:
    """Write to ``target`` the bold of every character that ``regular`` has."""
    with TTFont(regular, lazy=True) as font:
        characters = set(font.getBestCmap())
    raw = _pin(collection, characters)
    with TTFont(BytesIO(raw), recalcTimestamp=False) as font:
        rename(font, FAMILY, BOLD)
        del font["STAT"]  # speaks of the axes of a variable font
        font.save(target)


def _pin(collection: Path, characters: set[int]) -> bytes:
    face = hb.Face(hb.Blob.from_file_path(str(collection)), SIMPLIFIED)
    order = hb.SubsetInput()
    order.unicode_set.update(characters)
    order.pin_axis_location(face, "wght", float(BOLD))
    order.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DOWNGRADE_CFF2
    order.name_id_set.update(LEGAL)  # HarfBuzz leaves out the licence by itself
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in FEATURES)
    cut_face = hb.subset(face, order)
    if cut_face is None:
        message = f"{collection.name} could not be cut"
        raise ValueError(message)
    return bytes(cut_face.blob.data)
