"""Our own DOCX, distrusted: opened anew, its words and its build compared with the manuscript.

Validators from outside say whether Word will open it; this says whether it holds what it should,
in styles that are there.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from pipeline.check.docx_build import check_build
from pipeline.check.docx_comments import check_comments
from pipeline.check.docx_words import readings_of, words_of
from pipeline.check.expected import (
    BACK,
    CAPTION,
    CELL,
    FRONT,
    HEAD,
    NOTE,
    PARAGRAPH,
    PICTURE,
    compare,
    compare_numbers,
    compare_pinyin,
    expected,
    heading_kind,
    solid,
)
from pipeline.check.faults import fail
from pipeline.errors import Place
from pipeline.model.files import DRAFT
from pipeline.model.manuscript import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from pipeline.check.expected import Expected
    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

WHERE = Place(DRAFT)

DOCUMENT, NOTES = "word/document.xml", "word/footnotes.xml"
COMMENTS = "word/comments.xml"

STORY = re.compile(r"word/(document|footnotes|comments|header\d*|footer\d*)\.xml")

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def check_docx(blob: bytes, manuscript: Manuscript, layout: Layout) -> None:
    """Raise OutputInvalid, saying what and where, unless ``blob`` is a sound DOCX that holds the
    manuscript, text by text.
    """
    styles = _open(blob)
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stories = {name: _parse(name, part) for name, part in parts.items() if STORY.fullmatch(name)}
    if DOCUMENT not in stories or NOTES not in stories:
        fail(f"{DOCUMENT} or {NOTES} is missing", WHERE)
    check_build(parts, stories, WHERE)
    body = stories[DOCUMENT].find(qn("w:body"))
    if body is None:
        fail(f"{DOCUMENT} has no body", WHERE)
    wanted = expected(manuscript, layout)
    _check_words(body, styles, wanted)
    _check_notes(body, stories[NOTES], manuscript, wanted)
    compare_pinyin(tuple(readings_of(body)), manuscript, WHERE)
    check_comments(body, stories.get(COMMENTS), manuscript, WHERE)
    _check_contents(body, manuscript)


def _open(blob: bytes) -> Mapping[str, str]:
    """Open the file as any program would. Gives the names of styles by id."""
    try:
        document = Document(io.BytesIO(blob))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        fail(f"python-docx can't open it: {error}", WHERE)
    return {str(style.style_id): str(style.name) for style in document.styles}


def _parse(name: str, part: bytes) -> Element:
    try:
        return parse_xml(part)
    except etree.XMLSyntaxError as error:
        fail(f"{name} isn't well-formed: {error}", WHERE)


def _check_words(body: Element, styles: Mapping[str, str], wanted: Sequence[Expected]) -> None:
    """What stands before the text as one text, and what stands after it, since two parts may share
    a line; between them block by block.
    """
    found = [pair for pair in _blocks(body, styles) if pair[1]]
    front, back = (
        "".join(one.text for one in wanted if one.kind == kind) for kind in (FRONT, BACK)
    )
    before = after = ""
    while found and len(before) < len(front):
        before += found.pop(0)[1]
    while found and len(after) < len(back):
        after = found.pop()[1] + after
    for place, read, due in (("before", before, front), ("after", after, back)):
        if read != due:
            fail(f"{place} the text stands {read!r}, not {due!r}", WHERE)
    compare(found, [one for one in wanted if one.kind not in (FRONT, BACK, NOTE)], WHERE)


def _blocks(body: Element, styles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Kind and text of each paragraph and cell; the contents, an ``sdt``, stand apart."""
    for node in body:
        if node.tag == qn("w:p"):
            for picture in node.iter(qn("wp:docPr")):
                yield PICTURE, solid(picture.get("descr", ""))
            yield _kind(node, styles), _text(node)
        elif node.tag == qn("w:tbl"):
            for row in node.findall(qn("w:tr")):
                head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
                for cell in row.findall(qn("w:tc")):
                    yield HEAD if head else CELL, _text(cell)


def _kind(paragraph: Element, styles: Mapping[str, str]) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = "" if style is None else styles.get(style.get(qn("w:val"), ""), "")
    heading = _HEADING.fullmatch(name)
    if heading:
        return heading_kind(int(heading[1]))
    return CAPTION if name.lower() == "caption" else PARAGRAPH


def _text(node: Element) -> str:
    return solid(words_of(node))


def _check_notes(
    body: Element, notes: Element, manuscript: Manuscript, wanted: Sequence[Expected]
) -> None:
    """Every note in its place, and numbered by Word (from 1, through the whole document) as in
    the manuscript.
    """
    texts = {note.get(qn("w:id")): _text(note) for note in notes.iter(qn("w:footnote"))}
    calls = [one.get(qn("w:id")) for one in body.iter(qn("w:footnoteReference"))]
    if len(set(calls)) != len(calls) or not set(calls) <= set(texts):
        fail("a note is called twice, or isn't there", WHERE)
    due = [one for one in wanted if one.kind == NOTE]
    compare([(NOTE, texts[call]) for call in calls], due, WHERE)
    compare_numbers([str(n) for n, _ in enumerate(calls, 1)], manuscript, WHERE)


def _check_contents(body: Element, manuscript: Manuscript) -> None:
    """The entries of the contents are the headings of the levels that its field names."""
    entries = []
    depth = 0
    for holder in body.iter(qn("w:sdt")):
        for instruction in holder.iter(qn("w:instrText")):
            levels = re.search(r'TOC \\o "1-(\d)"', instruction.text or "")
            depth = int(levels[1]) if levels else depth
        entries = [_entry(link) for link in holder.iter(qn("w:hyperlink"))]
    wanted = [
        solid(one.printed)
        for one in manuscript.elements
        if isinstance(one, Heading) and one.level <= depth
    ]
    if entries != wanted:
        fail("the contents differ from the headings", WHERE)


def _entry(link: Element) -> str:
    """An entry's words: what stands before the tab to its page number."""
    words = []
    for run in link.findall(qn("w:r")):
        if run.find(qn("w:tab")) is not None:
            break
        words.append(_text(run))
    return "".join(words)
