"""The words of a DOCX as they are read: what stands above a character is none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element


def words_of(node: Element) -> str:
    """The words in the lines of a node."""
    return "".join(one.text or "" for one in node.iter(qn("w:t")) if not is_above(one))


def is_above(text: Element) -> bool:
    """Whether a ``w:t`` is a reading above a character."""
    return next(text.iterancestors(qn("w:rt")), None) is not None


def readings_of(node: Element) -> Iterator[tuple[str, str]]:
    """Each character, or more, with a reading above it, and the reading."""
    for ruby in node.iter(qn("w:ruby")):
        below, above = (ruby.find(qn(f"w:{tag}")) for tag in ("rubyBase", "rt"))
        yield (
            "" if below is None else words_of(below),
            "" if above is None else "".join(one.text or "" for one in above.iter(qn("w:t"))),
        )
