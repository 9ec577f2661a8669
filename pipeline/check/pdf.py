"""The finished PDF, distrusted: opened by another program (PDFium), its words read back.

Every paragraph, heading, note, caption and cell of the manuscript has to be there, in order, each
note no further than a page from its call; the bookmarks are the headings; nothing is attached,
nothing runs, no link leads out of the file; no character is an empty box, or stands in a font that
its face doesn't name, unless that was reported.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from pipeline.check.alternatives import alternative_texts
from pipeline.check.faces import expected_fonts, foreign, misleading, strangers
from pipeline.check.glyphs import drawn, empty_boxes
from pipeline.check.pages import Pages, inked, plain
from pipeline.errors import OutputInvalid, Place
from pipeline.model.manuscript import Chart, Heading, Illustration, NoteCall, Paragraph, Table
from pipeline.render.front import back_parts, front_parts
from pipeline.render.styled import styled_texts
from pipeline.typography.coverage import Coverage
from pipeline.typography.notes import note_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

    from pipeline.model.manuscript import Inline, Manuscript
    from pipeline.typography.tokens import Layout

NAME = "briefing.pdf"


def check_pdf(
    content: bytes,
    manuscript: Manuscript,
    layout: Layout,
    missing: Collection[str] = (),
    fonts: Mapping[str, frozenset[str]] | None = None,
) -> None:
    """Hold a finished PDF against the manuscript it was made from.

    ``missing`` are the characters that are known to have no glyph, ``fonts`` those that each
    character may stand in, where the caller has asked for them already. Raises OutputInvalid, with
    what is wrong and on which page; returns nothing when all is well.
    """
    document = _opened(content)
    try:
        _check_file(document, manuscript)
        starts = _check_bookmarks(document, manuscript)
        if fonts is None:
            fonts = expected_fonts(manuscript, layout, Coverage.of_folders())
        letters = {letter for _, text in styled_texts(manuscript, layout) for letter in text}
        alike = Coverage.of_folders().alike(letters)
        read = _read_pages(document, frozenset(missing), fonts, alike)
    finally:
        document.close()
    _check_alternatives(read.alternatives, manuscript)
    _check_words(Pages(read.texts, missing, alike), manuscript, layout, starts)
    for index, character, font in read.strange:
        _fail(f"{character!r} (U+{ord(character):04X}) is set in {font}", index)


def heading_pages(content: bytes, manuscript: Manuscript) -> dict[str, int]:
    """The page (from 1) each heading stands on, by its id, as the bookmarks say. Raises
    OutputInvalid where they aren't the headings.
    """
    document = _opened(content)
    try:
        starts = _check_bookmarks(document, manuscript)
    finally:
        document.close()
    return {one.id: start + 1 for one, start in zip(_headings(manuscript), starts, strict=True)}


def _opened(content: bytes) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        _fail(f"can't be opened: {error}")


def _fail(what: str, page: int | None = None) -> NoReturn:
    raise OutputInvalid(what if page is None else f"page {page + 1}: {what}", where=Place(NAME))


def _check_file(document: PdfDocument, manuscript: Manuscript) -> None:
    """Pages, tags, title, language; no attachment, no script."""
    import pypdfium2.raw as pdfium

    if not len(document):
        _fail("has no page")
    if not pdfium.FPDFCatalog_IsTagged(document):
        _fail("isn't tagged")
    if document.count_attachments():
        _fail("has an attachment")
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document):
        _fail("holds a script")
    if inked(document.get_metadata_value("Title")) != inked(manuscript.front.title):
        _fail("its title isn't the briefing's")
    if _language(document) != manuscript.language:
        _fail(f"its language is {_language(document)!r}, not {manuscript.language!r}")


def _language(document: PdfDocument) -> str:
    import pypdfium2.raw as pdfium

    room = pdfium.FPDFCatalog_GetLanguage(document, None, 0)
    said = (ctypes.c_ushort * (room // 2))()
    pdfium.FPDFCatalog_GetLanguage(document, said, room)
    return bytes(said).decode("utf-16-le").rstrip("\0")


class _Read(NamedTuple):
    """The text of each page; the characters of each (page, character, font) that stand in a font
    they shouldn't; what pictures are said to show.
    """

    texts: list[str]
    strange: list[tuple[int, str, str]]
    alternatives: list[str]


def _read_pages(
    document: PdfDocument,
    missing: frozenset[str],
    fonts: Mapping[str, frozenset[str]],
    alike: Mapping[str, frozenset[str]],
) -> _Read:
    """What the pages say; links and glyphs are looked at on the way.

    Loading a page is what takes time, and going through its characters: both are done once.
    """
    read = _Read([], [], [])
    looked_at: set[str] = set()
    outlines: set[tuple[str, str]] = set()
    for index, page in enumerate(document):
        if _leads_out(page):
            _fail("a link leads out of the file", index)
        read.alternatives.extend(alternative_texts(page))
        words = page.get_textpage()
        if lost := _off_the_page(page, words):
            _fail(f"{lost!r} runs off the page", index)
        characters = drawn(words)
        for font in foreign(characters):
            _fail(f"the font {font} isn't in the file", index)
        for font in misleading(characters, looked_at):
            _fail(f"the font {font} has other numbers for its glyphs than the pages", index)
        for character in empty_boxes(characters, alike, outlines):
            if character not in missing:
                _fail(f"no glyph for {character!r} (U+{ord(character):04X})", index)
        read.strange.extend(
            (index, character, font)
            for character, font in strangers(characters, fonts)
            if character not in missing
        )
        read.texts.append(words.get_text_range())
        words.close()
        page.close()
    return read


def _off_the_page(page: PdfPage, words: PdfTextPage) -> str:
    """What is first printed beyond the edges of a page, or "": a program reads it all the same, and
    nobody sees it.
    """
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    for run in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), textpage=words):
        left, bottom, right, top = run.get_bounds()
        if left < 0 or bottom < 0 or right > width or top > height:
            return str(run.extract())
    return ""


def _leads_out(page: PdfPage) -> bool:
    import pypdfium2.raw as pdfium

    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_GOTO:
            return True
    return False


def _check_bookmarks(document: PdfDocument, manuscript: Manuscript) -> list[int]:
    """Bookmarks are the headings, nested alike; gives the page (from 0) each one points to."""
    expected: list[tuple[int, str]] = []
    above: list[int] = []
    for heading in _headings(manuscript):
        while above and above[-1] >= heading.level:
            above.pop()
        expected.append((len(above), inked(heading.printed)))
        above.append(heading.level)
    bookmarks = list(document.get_toc())
    found = [(bookmark.level, inked(bookmark.get_title())) for bookmark in bookmarks]
    for want, got in zip(expected, found, strict=False):
        if want != got:
            _fail(f"the bookmark {got[1]!r} stands where {want[1]!r} is due")
    if len(found) != len(expected):
        _fail(f"{len(found)} bookmarks for {len(expected)} headings")
    return [bookmark.get_dest().get_index() for bookmark in bookmarks]


def _check_alternatives(said: list[str], manuscript: Manuscript) -> None:
    """Each chart and picture says in words what it shows, in order."""
    pictures = (one for one in manuscript.elements if isinstance(one, Chart | Illustration))
    wanted, found = [plain(one.alt) for one in pictures], [plain(one) for one in said]
    if found != wanted:
        what = (
            f"{len(found)} pictures have words for what they show, not the {len(wanted)} there are"
        )
        raise OutputInvalid(
            what,
            where=Place(NAME),
            remedy="a templates/pdf/ of the project's own has to print each, as ours does",
        )


def _headings(manuscript: Manuscript) -> Iterator[Heading]:
    return (element for element in manuscript.elements if isinstance(element, Heading))


def _check_words(pages: Pages, manuscript: Manuscript, layout: Layout, starts: list[int]) -> None:
    # A cover is one page; a long head without one may need more, before the text begins.
    furthest = 0 if layout.cover else (starts or [len(pages.texts) - 1])[0]
    for part in front_parts(manuscript, layout):
        if not any(pages.parted(part.text, page) for page in range(furthest + 1)):
            _fail(f"the {part.name} is not before the text", furthest)
    here, due = 0, iter(starts)
    for element in manuscript.elements:
        if isinstance(element, Heading):
            here = next(due)
            if pages.read(element.printed) not in pages.texts[here]:
                _fail(f"the heading {element.printed!r} isn't on the page of its bookmark", here)
        elif isinstance(element, Paragraph):
            here = _check_inlines(pages, element.inlines, here, element.id, layout)
        elif isinstance(element, Table):
            here = _check_table(pages, element, here, layout)
    for part in back_parts(manuscript, layout):
        here = _find(pages, part.text, here, part.name)[0]


def _check_table(pages: Pages, table: Table, here: int, layout: Layout) -> int:
    for text in (table.caption, *table.head):
        here = _find(pages, text, here, table.id)[0]
    for row in table.rows:
        here = max(_check_inlines(pages, cell, here, table.id, layout) for cell in row)
    return here


def _check_inlines(
    pages: Pages, inlines: tuple[Inline, ...], here: int, owner: str, layout: Layout
) -> int:
    """Words, and the notes called in them; gives the page on which the words end."""
    text = "".join(
        str(inline.number) if isinstance(inline, NoteCall) else inline.text for inline in inlines
    )
    first, last = _find(pages, text, here, owner)
    for inline in inlines:
        if isinstance(inline, NoteCall):
            at = first
            for n, part in enumerate(note_parts(inline.text, layout)):
                at = _page_of(pages, part if n else f"{inline.number}{part}", at, last + 1 + n)
                if at < 0:
                    _fail(f"note {inline.number} of {owner} isn't with its call", first)
    return last


def _page_of(pages: Pages, part: str, start: int, end: int) -> int:
    """The first of some pages on which all of a part of a note stands; -1: on none."""
    words = pages.read(part)
    places = range(start, min(end + 1, len(pages.texts)))
    return next((page for page in places if words in pages.texts[page]), -1)


def _find(pages: Pages, text: str, here: int, owner: str) -> tuple[int, int]:
    found = pages.find(text, here)
    if found is None:
        _fail(f"{owner}: {text[:20]!r} … is not to be found from here on", here)
    return found
