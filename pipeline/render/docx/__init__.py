"""Manuscript → DOCX: content and styles, no direct formatting; the file an editor works in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.render import ast, pandoc
from pipeline.render.charts import word_picture
from pipeline.render.docx import styles
from pipeline.render.docx.finish import finish
from pipeline.render.docx.reference import reference_docx
from pipeline.render.front import back_parts, front_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout


class Written(NamedTuple):
    """A DOCX as pandoc has written it, and the one it took its styles from."""

    content: bytes
    reference: bytes


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
    written = write_docx(manuscript, layout)
    return finish_docx(written, manuscript, layout, pages or {}, record)


def write_docx(manuscript: Manuscript, layout: Layout) -> Written:
    """What can be made while the pages aren't counted yet. Raises as ``render_docx``."""
    reference = reference_docx(layout)
    blocks = ast.part_blocks(front_parts(manuscript, layout), styles.dress)
    blocks += ast.element_blocks(
        manuscript.elements, styles.dress, lambda chart: word_picture(chart, layout)
    )
    blocks += ast.part_blocks(back_parts(manuscript, layout), styles.dress)
    document = ast.document(blocks, manuscript.language)
    return Written(pandoc.convert(document, "docx", reference=reference), reference)


def finish_docx(
    written: Written,
    manuscript: Manuscript,
    layout: Layout,
    pages: Mapping[str, int],
    record: bytes,
) -> bytes:
    """The rest, with the pages in the contents; both as in ``render_docx``."""
    return finish(written.content, written.reference, manuscript, layout, pages, record)
