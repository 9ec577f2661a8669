"""Remarks as real comments, each on exactly the characters it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.text.run import Run

from pipeline.errors import OutputInvalid, Place
from pipeline.render.docx.characters import runs_of
from pipeline.render.docx.ooxml import bookmark_name

if TYPE_CHECKING:
    import datetime as dt

    from docx.document import Document as DocumentType

    from pipeline.model.manuscript import Manuscript

AUTHOR = "remark_author"
"""The label that signs our comments."""


def add_comments(document: DocumentType, manuscript: Manuscript, date: dt.datetime) -> None:
    """Add a comment for every remark, in the order of their places; ``date`` is that of each.

    Raises OutputInvalid when a remark's words aren't there.
    """
    body = document.element.body
    paragraphs = {
        str(start.get(qn("w:name"))): start.getparent()
        for start in body.iter(qn("w:bookmarkStart"))
    }
    for remark in manuscript.remarks:
        paragraph = paragraphs.get(bookmark_name(remark.element))
        runs = [] if paragraph is None else runs_of(paragraph, remark.start, remark.end)
        if not runs:
            raise OutputInvalid(
                f"a remark has no words in {remark.element!r}", where=Place("briefing.docx")
            )
        ends = [Run(one, document) for one in (runs[0], runs[-1])]  # type: ignore[arg-type]
        author = remark.author or manuscript.labels[AUTHOR]
        comment = document.add_comment(ends, "\n".join(remark.lines), author, author[:1])
        comment._element.set(qn("w:date"), date.strftime("%Y-%m-%dT%H:%M:%SZ"))
