"""Looking through a manuscript's elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import Paragraph, Style, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model.manuscript import Element, Inline

_COLUMNED = frozenset((Style.INDEX_LETTER, Style.INDEX_ENTRY))


def all_inlines(elements: Iterable[Element]) -> Iterator[Inline]:
    """Every inline in reading order, those in cells row by row."""
    for element in elements:
        if isinstance(element, Paragraph):
            yield from element.inlines
        elif isinstance(element, Table):
            for row in element.rows:
                for cell in row:
                    yield from cell


def in_columns(element: Element | None) -> bool:
    """Whether an element stands in columns, in files that have pages: letters and entries of the
    index.
    """
    return isinstance(element, Paragraph) and element.style in _COLUMNED
