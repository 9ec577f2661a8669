"""Other pieces within a source: a page of a newspaper, a round of contributions, has several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.article import BODY_ROLES, Role
from pipeline.normalise.forms.shapes import starts_numbered
from pipeline.normalise.forms.writers import is_names, names_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.article import Article, Block

_HEADINGS = frozenset({Role.HEADING, Role.SUBHEADING})
_BETWEEN = frozenset({Role.SUBTITLE, Role.AFFILIATION, Role.FURNITURE})


def headlines(article: Article) -> frozenset[str]:
    """The headings, by their ids, that are the headlines of pieces behind the first: who wrote it
    is said right below. None that is numbered: it goes on counting.
    """
    return frozenset(
        heading.id for heading, _ in _signed(article) if not starts_numbered(heading.text)
    )


def bylines(article: Article) -> tuple[Block, ...]:
    """Those of the text that the title is of: none right below a heading within it."""
    of_others = {byline.id for _, byline in _signed(article)}
    return tuple(
        one for one in article.blocks if one.role is Role.BYLINE and one.id not in of_others
    )


def _signed(article: Article) -> Iterator[tuple[Block, Block]]:
    """Headings behind a paragraph, each with a byline below that says who wrote what follows."""
    heading: Block | None = None
    begun = False
    for block in article.blocks:
        if block.role in BODY_ROLES:
            begun, heading = True, None
        elif block.role in _HEADINGS:
            heading = block if begun else None
        elif block.role is Role.BYLINE and heading is not None:
            if names_writer(block.text) or is_names(block.text):
                yield heading, block
        elif block.role not in _BETWEEN:
            heading = None
