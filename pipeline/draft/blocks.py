"""A manuscript as a row of blocks with ids: what is compared and merged, whatever its kind.

A block is a heading, a paragraph, a table, or a part of the front matter. A chart is opaque, and
so is an editor's picture once it is printed: it can be moved or struck out, not more, and has no
words; its caption is a paragraph of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.draft.words import Cite, Note, Text, Words, joined, line, of_inlines, plain
from pipeline.model.manuscript import Heading, Paragraph, Table

if TYPE_CHECKING:
    from pipeline.draft.pictures import Picture
    from pipeline.model.manuscript import Element

TABLE = "table"
CAPTION = "table-caption"
HEADING = "heading-"
OPAQUE = "opaque"
PICTURE = "picture"
"""A picture that an editor has just put in."""

Rows = tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What can be changed of a block: its words; of a table its caption and its rows, the row of
    heads first. A picture is a block of its own.
    """

    words: Words = ()
    rows: Rows = ()
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """Everything in it, for likeness and messages: no notes, no citations."""
        return "".join((plain(self.words), *(plain(cell) for row in self.rows for cell in row)))

    @property
    def shown(self) -> str:
        """The same with citations, as a person sees it."""
        cells = (line(cell) for row in self.rows for cell in row)
        return " ".join((line(self.words), *cells)).strip()


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its id and style: a style of typography.toml, ``heading-2``, ``table``."""

    id: str
    style: str
    content: Content


def block_of(element: Element) -> Block:
    """An element as a block."""
    if isinstance(element, Heading):
        words = joined([Text(element.printed)])
        return Block(element.id, f"{HEADING}{element.level}", Content(words))
    if isinstance(element, Paragraph):
        return Block(element.id, str(element.style), Content(of_inlines(element.inlines)))
    if isinstance(element, Table):
        head = tuple(joined([Text(text)]) for text in element.head)
        rows = tuple(tuple(of_inlines(cell) for cell in row) for row in element.rows)
        return Block(element.id, TABLE, Content(joined([Text(element.caption)]), (head, *rows)))
    return Block(element.id, OPAQUE, Content())


def notes_in(content: Content) -> list[str]:
    """The words of all notes, in order."""
    cells = (cell for row in content.rows for cell in row)
    return [one.text for words in (content.words, *cells) for one in words if isinstance(one, Note)]


def alike(one: Content | None, other: Content) -> bool:
    """Whether two say the same, their citations aside: those follow the lines of the sources, and
    are no change of another draft.
    """

    def bare(content: Content) -> tuple[Words, Rows]:
        return _uncited(content.words), tuple(tuple(map(_uncited, row)) for row in content.rows)

    return one is not None and bare(one) == bare(other)


def _uncited(words: Words) -> Words:
    return joined(one for one in words if not isinstance(one, Cite))


def trimmed(content: Content) -> Content:
    """A new paragraph without the blanks at its ends: an indent typed by hand is the style's."""
    words = list(content.words)
    for n, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if words and isinstance(one := words[n], Text):
            words[n] = replace(one, text=strip(one.text))
    return replace(content, words=joined(words))
