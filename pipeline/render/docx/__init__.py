"""Manuscript → DOCX: content and styles, no direct formatting; the file an editor works in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.render import ast, pandoc
from pipeline.render.charts import word_picture
from pipeline.render.docx import styles
from pipeline.render.docx.finish import Unpaged, finish, with_pages
from pipeline.render.docx.reference import reference_docx
from pipeline.render.fitting import fitted
from pipeline.render.front import back_parts, front_parts
from pipeline.render.rows import columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout


def render_docx(
    manuscript: Manuscript,
    layout: Layout,
    pages: Mapping[str, int] | None = None,
    record: bytes = b"",
) -> bytes:
    """The manuscript as a DOCX.

    ``pages`` gives the page of each heading by its id, as another format has counted it; the
    contents show it until a program counts anew. Without it they show no numbers. ``record`` is
    an XML document that travels in the file: what a returned draft is compared with.

    Raises what :func:`pipeline.render.pandoc.convert` raises.
    """
    return finish_docx(write_docx(manuscript, layout, record), pages or {})


def write_docx(manuscript: Manuscript, layout: Layout, record: bytes = b"") -> Unpaged:
    """All that can be made while the pages aren't counted yet. Raises as ``render_docx``."""
    layout = fitted(manuscript, layout)
    reference = reference_docx(layout)
    blocks = ast.part_blocks(front_parts(manuscript, layout), styles.dress)
    blocks += ast.element_blocks(
        manuscript.elements,
        styles.dress,
        lambda chart: word_picture(chart, layout),
        lambda grid: columns_of(grid, layout),
    )
    blocks += ast.part_blocks(back_parts(manuscript, layout), styles.dress)
    document = ast.document(blocks, manuscript.language)
    written = pandoc.convert(document, "docx", reference=reference)
    return finish(written, reference, manuscript, layout, record)


def finish_docx(written: Unpaged, pages: Mapping[str, int]) -> bytes:
    """The rest: the pages in the contents, as in ``render_docx``, and the file."""
    return with_pages(written, pages)
