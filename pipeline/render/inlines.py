"""Looking through a manuscript's elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import Paragraph, Style

if TYPE_CHECKING:
    from pipeline.model.manuscript import Element

_COLUMNED = frozenset((Style.INDEX_LETTER, Style.INDEX_ENTRY))


def in_columns(element: Element | None) -> bool:
    """Whether an element stands in columns, in files that have pages: letters and entries of the
    index.
    """
    return isinstance(element, Paragraph) and element.style in _COLUMNED
