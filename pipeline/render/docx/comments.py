"""Remarks as real comments, each on exactly the characters it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.text.run import Run

from pipeline.errors import OutputInvalid, Place
from pipeline.model.rows import BETWEEN, is_row, words_of
from pipeline.render.docx.characters import runs_of
from pipeline.render.docx.ooxml import bookmark_name

if TYPE_CHECKING:
    import datetime as dt

    from docx.document import Document as DocumentType

    from pipeline.model.manuscript import Manuscript

AUTHOR = "remark_author"
"""The label that signs our comments."""


#: Comments are numbered from here on. LibreOffice (7.4) takes those whose numbers are near those of
#: the notes for notes, and shows every note of the document without its words.
_FIRST = 100_000

_NUMBERED = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


def add_comments(document: DocumentType, manuscript: Manuscript, date: dt.datetime) -> None:
    """Add a comment for every remark, in the order of their places; ``date`` is that of each.

    Raises OutputInvalid when a remark's words aren't there.
    """
    body = document.element.body
    paragraphs = {
        str(start.get(qn("w:name"))): start.getparent()
        for start in body.iter(qn("w:bookmarkStart"))
    }
    rows = {one.id: words_of(one) for one in manuscript.elements if is_row(one)}
    made = []
    for remark in manuscript.remarks:
        paragraph = paragraphs.get(bookmark_name(remark.element))
        start, end = remark.start, remark.end
        if paragraph is not None and remark.element in rows:
            # The row is one paragraph of the book, and its cells have no blanks between them.
            paragraph = next(paragraph.iterancestors(qn("w:tr")))
            start, end = (at - rows[remark.element][:at].count(BETWEEN) for at in (start, end))
        runs = [] if paragraph is None else runs_of(paragraph, start, end)
        if not runs:
            raise OutputInvalid(
                f"a remark has no words in {remark.element!r}", where=Place("briefing.docx")
            )
        ends = [Run(one, document) for one in (runs[0], runs[-1])]  # type: ignore[arg-type]
        author = remark.author or manuscript.labels[AUTHOR]
        comment = document.add_comment(ends, "\n".join(remark.lines), author, author[:1])
        comment._element.set(qn("w:date"), date.strftime("%Y-%m-%dT%H:%M:%SZ"))
        made.append(comment._element)
    for node in (*made, *body.iter(*map(qn, _NUMBERED))):
        node.set(qn("w:id"), str(_FIRST + int(node.get(qn("w:id")))))
