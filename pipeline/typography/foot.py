"""The foot of the last page (版记, 报尾) stands on the lower edge of the block (GB/T 9704 §7.4.1).

CSS can put a box at the foot of a page, but then no room is made for it, or let it flow, but then
it stands where the text ends. So it flows, which makes the room, and is moved down once the pages
are laid out; the notes of that page, if any, move up above it. The hook reads WeasyPrint's boxes
and changes nothing but their places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.formatting_structure.boxes import Box

    from pipeline.typography.tokens import Layout

CLASS = "foot"

_PIXELS_A_MM = 96 / 25.4


def stand_on_the_foot(document: Document, layout: Layout) -> None:
    """Move the element of class ``foot``, where there is one, to the lower edge of the block."""
    for page in reversed(document.pages):
        box = page._page_box  # noqa: SLF001  the only way to the boxes
        foot = next((one for one in box.descendants() if _is_foot(one)), None)
        if foot is None:
            continue
        edge = (layout.page.height - layout.page.bottom) * _PIXELS_A_MM
        foot.translate(0, max(0.0, edge - (foot.position_y + foot.margin_height())))
        for area in box.children:
            if type(area).__name__ == "FootnoteAreaBox" and area.children:
                area.translate(0, foot.position_y - (area.position_y + area.margin_height()))
        return


def _is_foot(box: Box) -> bool:
    element = box.element
    return element is not None and CLASS in (element.get("class") or "").split()
