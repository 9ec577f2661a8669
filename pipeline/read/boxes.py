"""Text boxes of a Word document: what stands in one follows the paragraph that it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def take_out_boxes(document: Element) -> int:
    """Put the paragraphs of each box behind the one that it hangs on: pandoc leaves boxes out. How
    many there were. A box that is there twice, for newer readers and for older ones (ECMA-376-3, 9:
    ``mc:AlternateContent``), is one.
    """
    for choices in list(document.iter(f"{_MC}AlternateContent")):
        boxed = [one for one in choices if next(one.iter(f"{_W}txbxContent"), None) is not None]
        for other in boxed[1:]:
            choices.remove(other)
    count = 0
    behind: dict[Element, Element] = {}
    for box in list(document.iter(f"{_W}txbxContent")):
        above = next(box.iterancestors(f"{_W}p"), None)
        parent = box.getparent()
        if above is None or parent is None:
            continue
        at = behind.get(above, above)
        parent.remove(box)
        for one in list(box):
            at.addnext(one)
            at = one
        behind[above] = at
        count += 1
    return count
