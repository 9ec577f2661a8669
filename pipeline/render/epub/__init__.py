"""Manuscript → EPUB 3.3: chapters by pandoc, cover, contents and package by us.

pandoc's package is not taken over: its dates are the clock's, its landmarks English, its title
page has a title and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.model.manuscript import with_readings
from pipeline.render import archive, ast, pandoc
from pipeline.render.charts import vector_picture
from pipeline.render.epub.chapters import finish_chapters
from pipeline.render.epub.package import (
    CONTAINER,
    COVER_PICTURE,
    NAV,
    NCX,
    PACKAGE,
    PICTURES,
    SHEET,
    container,
    contents_page,
    ncx,
    package_document,
)
from pipeline.render.epub.pages import COVER, FOLDER, cover_page
from pipeline.render.epub.picture import cover_picture
from pipeline.render.epub.rare import rare_fonts
from pipeline.render.fitting import fitted
from pipeline.render.front import back_parts
from pipeline.render.rows import columns_of
from pipeline.typography.css_epub import epub_css

if TYPE_CHECKING:
    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

NAME = "briefing.epub"

MEDIA_TYPE = b"application/epub+zip"

OPTIONS = ("--split-level=1", "--epub-title-page=false", "--syntax-highlighting=none")
"""A file a chapter; no title page of pandoc's; no styles for program code in every head."""

EVERY_LEVEL = 4
"""A screen has no pages to turn: where a layout has no contents, an EPUB lists all headings."""


def render_epub(manuscript: Manuscript, layout: Layout) -> bytes:
    """The manuscript as an EPUB.

    Raises what :func:`pipeline.render.pandoc.convert` raises, and OutputInvalid when pandoc's
    chapters don't fit the manuscript.
    """
    blocks = ast.element_blocks(
        manuscript.elements,
        _dress,
        lambda chart: vector_picture(chart, layout),
        lambda grid: columns_of(grid, layout),
    )
    blocks += ast.part_blocks(back_parts(manuscript, layout), _dress)
    title = manuscript.front.title
    document = ast.document(blocks, manuscript.language, title)
    made = archive.unpack(pandoc.convert(document, "epub3", options=OPTIONS), NAME)
    chapters = finish_chapters(made, manuscript, layout)
    pictures = {name: part for name, part in made.items() if name.startswith(PICTURES)}
    rare = rare_fonts(manuscript, layout)
    fonts = {f"{FOLDER}{name}": font for name, font in rare.cut().items()}
    parts = {
        "mimetype": MEDIA_TYPE,
        CONTAINER: container(),
        PACKAGE: package_document(manuscript, list(chapters), [*pictures, *fonts]),
        NAV: contents_page(manuscript, chapters, layout.contents_depth or EVERY_LEVEL),
        NCX: ncx(manuscript, chapters, layout.contents_depth or EVERY_LEVEL),
        SHEET: epub_css(
            fitted(manuscript, layout),
            rare.faces,
            pinyin=any(with_readings(manuscript.elements)),
        ).encode(),
        COVER: cover_page(manuscript, layout),
        COVER_PICTURE: cover_picture(manuscript, layout),
    }
    pages = {name: chapter.page for name, chapter in chapters.items()}
    return archive.pack(parts | pages | pictures | fonts)


def _dress(role: str, identity: str) -> ast.Attributes:
    """What pandoc is told of a role: a class, one more for each look of stressed words, and the id
    by which links find it.
    """
    voice, words, looks = role.partition("-words-")
    classes = [f"{voice}-words", *looks.split("-")] if words else [role]
    return [ast.anchor(identity) if identity else "", classes, []]
