"""Pinyin above characters as Word's phonetic guides (拼音指南): ``w:ruby``."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.errors import OutputInvalid, Place
from pipeline.model.manuscript import NoteCall, Paragraph, Run
from pipeline.render.docx import typeset
from pipeline.render.docx.characters import runs_of
from pipeline.render.docx.ooxml import bookmark_name, element, run, text_element
from pipeline.typography.pinyin import STYLE, rise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout


def set_pinyin(body: Element, manuscript: Manuscript, layout: Layout) -> None:
    """Put each reading above its character, once the paragraphs are bookmarked and everything else
    has its place: what counts characters would count those of a reading, too.

    Raises OutputInvalid where a character isn't there.
    """
    paragraphs = {
        str(start.get(qn("w:name"))): start.getparent()
        for start in body.iter(qn("w:bookmarkStart"))
    }
    for one in manuscript.elements:
        if not isinstance(one, Paragraph):
            continue
        paragraph = paragraphs.get(bookmark_name(one.id))
        size = layout.styles[one.style].size
        for at, told in reversed(list(_places(one))):
            runs = [] if paragraph is None else runs_of(paragraph, at, at + len(told.text))
            if len(runs) != 1:
                raise OutputInvalid(
                    f"a reading has no character in {one.id!r}", where=Place("briefing.docx")
                )
            _guide(runs[0], told.pinyin, size, layout)


def _places(paragraph: Paragraph) -> Iterator[tuple[int, Run]]:
    """The runs with a reading, each with the place of its character."""
    at = 0
    for one in paragraph.inlines:
        if isinstance(one, Run) and one.pinyin:
            yield at, one
        at += 0 if isinstance(one, NoteCall) else len(one.text)


def _guide(base: Element, pinyin: str, size: float, layout: Layout) -> None:
    """Make a run a guide to itself. The looks of its words are those of the run within; the
    reading's are said where it stands, as by Word itself: LibreOffice sees no style there.
    """
    style = layout.styles[STYLE]
    ruby, about = element("ruby"), element("rubyPr")
    about.append(element("rubyAlign", val="center"))
    about.append(element("hps", val=typeset.half_points(style.size)))
    about.append(element("hpsRaise", val=round(2 * rise(size, style.size))))
    about.append(element("hpsBaseText", val=typeset.half_points(size)))
    about.append(element("lid", val="zh-CN"))
    above, below, look = element("rt"), element("rubyBase"), element("rPr")
    typeset.set_font(look, layout, style.face)
    typeset.set_size(look, style.size)
    above.append(run(look, text_element("t", pinyin)))
    below.append(copy.deepcopy(base))
    ruby.extend((about, above, below))
    base[:] = [*base.findall(qn("w:rPr")), ruby]
