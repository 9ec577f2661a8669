"""Remarks as real comments, each on exactly the characters it speaks of."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.text.run import Run

from pipeline.errors import OutputInvalid, Place
from pipeline.render.docx.ooxml import bookmark_name, child, text_element

if TYPE_CHECKING:
    import datetime as dt

    from docx.document import Document as DocumentType
    from lxml.etree import _Element as Element

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
        runs = [] if paragraph is None else _runs(paragraph, remark.start, remark.end)
        if not runs:
            raise OutputInvalid(
                f"a remark has no words in {remark.element!r}", where=Place("briefing.docx")
            )
        ends = [Run(one, document) for one in (runs[0], runs[-1])]  # type: ignore[arg-type]
        author = remark.author or manuscript.labels.get(AUTHOR, "jianbao")
        comment = document.add_comment(ends, "\n".join(remark.lines), author, author[:1])
        comment._element.set(qn("w:date"), date.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _runs(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs of characters [start, end) of a paragraph, cut where they begin and end."""
    found = []
    at = 0
    for run in list(paragraph.iter(qn("w:r"))):
        texts = run.findall(qn("w:t"))
        length = sum(len(one.text or "") for one in texts)
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            found.append(_cut(run, low, high) if (low, high) != (0, length) else run)
        at += length
    return found if at >= end else []


def _cut(run: Element, low: int, high: int) -> Element:
    """Cut a run of one text in up to three; gives the one of characters [low, high)."""
    text = child(run, "t").text or ""
    for before, part in ((True, text[:low]), (False, text[high:])):
        if part:
            made = copy.deepcopy(run)
            _set_text(made, part)
            (run.addprevious if before else run.addnext)(made)
    _set_text(run, text[low:high])
    return run


def _set_text(run: Element, text: str) -> None:
    look = run.find(qn("w:rPr"))
    run[:] = [*([] if look is None else [look]), text_element("t", text)]
