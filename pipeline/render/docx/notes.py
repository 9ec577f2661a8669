"""Footnotes: real ones, which Word numbers through the whole document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx import styles
from pipeline.render.docx.hints import set_hints
from pipeline.render.docx.ooxml import child, element, remove, run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def finish_notes(notes: Element) -> None:
    """Set the words of each note off from its number by a tab, at which the other lines hang;
    pandoc has put a blank there. The number is as large as the words, not raised like its call.
    """
    for note in notes.iter(qn("w:footnote")):
        if note.get(qn("w:type")) is None:
            number, blank = child(note, "p").findall(qn("w:r"))[:2]
            child(number, "rPr", "rStyle").set(qn("w:val"), styles.RUNS["note-number"].id)
            number.addnext(run(element("tab")))
            remove(blank)
    set_hints(notes)
