"""What stands in columns, in files that have pages: the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import Paragraph, Style

if TYPE_CHECKING:
    from pipeline.model.manuscript import Element

_COLUMNED = frozenset((Style.INDEX_LETTER, Style.INDEX_ENTRY))


def in_columns(element: Element | None) -> bool:
    """Whether an element does: a letter or an entry of the index."""
    return isinstance(element, Paragraph) and element.style in _COLUMNED
