"""Files of every format that these tests write, and how they are read."""

import io

import docx
import pypdfium2

from pipeline.read import read_text
from tests.archives import packed


def read(raw, suffix, name="a"):
    return read_text(raw if isinstance(raw, bytes) else raw.encode(), name + suffix, suffix)


def word(*paragraphs, change=None):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if change:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(*pages):
    """A PDF with a text layer in Latin letters: PDFium's own fonts hold no Chinese ones. A line is
    a string, or its pieces in the order they are drawn in, each behind its left edge in points.
    """
    document = pypdfium2.PdfDocument.new()
    raw = pypdfium2.raw
    for lines in pages:
        page = document.new_page(400, 400)
        pieces = [
            (number, *piece)
            for number, line in enumerate(lines)
            for piece in ([(20, line)] if isinstance(line, str) else line)
        ]
        for number, left, line in pieces:
            text = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 12)
            encoded = (line + "\0").encode("utf-16-le")
            letters = (raw.FPDF_WCHAR * (len(encoded) // 2)).from_buffer_copy(encoded)
            raw.FPDFText_SetText(text, letters)
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, left, 360 - 20 * number)
            raw.FPDFPage_InsertObject(page.raw, text)
        page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def book(chapters):
    items = "".join(
        f"<item id='{n}' href='{n}.xhtml' media-type='application/xhtml+xml'/>" for n in chapters
    )
    refs = "".join(f"<itemref idref='{n}'/>" for n in chapters)
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata/>"
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'>"
        "<rootfiles><rootfile full-path='p.opf' media-type='application/oebps-package+xml'/>"
        "</rootfiles></container>"
    )
    content = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.encode()}
    content |= {"p.opf": package.encode()}
    return packed(content | {f"{n}.xhtml": text.encode() for n, text in chapters.items()})


#: A Word file of one letter.
WORD = word("字")
