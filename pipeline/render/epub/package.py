"""The package: what the book is and what it is made of, and the ways into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from pipeline.model.manuscript import Chart, Heading, Illustration, with_readings
from pipeline.render.archive import NO_DATE
from pipeline.render.ast import anchor
from pipeline.render.epub.pages import COVER, FOLDER, TYPE, node, page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.render.epub.chapters import Chapter

CONTAINER = "META-INF/container.xml"
PACKAGE = f"{FOLDER}package.opf"
NAV = f"{FOLDER}nav.xhtml"
NCX = f"{FOLDER}toc.ncx"
SHEET = f"{FOLDER}style.css"
PICTURES = f"{FOLDER}media/"
COVER_PICTURE = f"{FOLDER}cover.png"

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
DAISY = "http://www.daisy.org/z3986/2005/ncx/"
OCF = "urn:oasis:names:tc:opendocument:xmlns:container"

XHTML_TYPE, CSS_TYPE = "application/xhtml+xml", "text/css"
PNG_TYPE = "image/png"
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": PNG_TYPE,
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "otf": "font/otf",
    "ttf": "font/ttf",
}
"""Of pictures and fonts, by the ends of their names (EPUB 3.3, core media types)."""

NCX_TYPE, OPF_TYPE = "application/x-dtbncx+xml", "application/oebps-package+xml"

ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
)
"""True of a book of words and tables. Nobody has audited it, so it claims no conformance."""

OF_CHARTS = (("accessMode", "visual"), ("accessibilityFeature", "alternativeText"))
"""What is true besides of a book with charts or pictures; they are told in words, too."""

OF_PINYIN = (("accessibilityFeature", "rubyAnnotations"),)
"""What is true of a book with readings above characters."""


def container() -> bytes:
    """Where the package document is."""
    root = etree.fromstring(f'<container xmlns="{OCF}" version="1.0"/>')
    files = etree.SubElement(root, f"{{{OCF}}}rootfiles")
    one = etree.SubElement(files, f"{{{OCF}}}rootfile")
    one.set("full-path", PACKAGE)
    one.set("media-type", OPF_TYPE)
    return _bytes(root)


def package_document(
    manuscript: Manuscript, chapters: Sequence[str], others: Sequence[str] = ()
) -> bytes:
    """Metadata, files and reading order: cover, contents, chapters; ``others`` are pictures and
    fonts.
    """
    root = etree.fromstring(f'<package xmlns="{OPF}" xmlns:dc="{DC}" version="3.0"/>')
    root.set("unique-identifier", "book-id")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", manuscript.language)
    metadata = etree.SubElement(root, f"{{{OPF}}}metadata")
    metadata.extend(_metadata(manuscript))
    files = etree.SubElement(root, f"{{{OPF}}}manifest")
    spine = etree.SubElement(root, f"{{{OPF}}}spine", toc="ncx")
    etree.SubElement(files, f"{{{OPF}}}item", _item("ncx", NCX, NCX_TYPE))
    etree.SubElement(files, f"{{{OPF}}}item", _item("style", SHEET, CSS_TYPE))
    shelf = etree.SubElement(files, f"{{{OPF}}}item", _item("shelf", COVER_PICTURE, PNG_TYPE))
    shelf.set("properties", "cover-image")
    pages = [("cover", COVER), ("nav", NAV)]
    pages += [(f"chapter-{n}", name) for n, name in enumerate(chapters, 1)]
    for key, name in pages:
        item = etree.SubElement(files, f"{{{OPF}}}item", _item(key, name, XHTML_TYPE))
        if name == NAV:
            item.set("properties", "nav")
        etree.SubElement(spine, f"{{{OPF}}}itemref", idref=key)
    for n, name in enumerate(others, 1):
        kind = MEDIA_TYPES[name.rpartition(".")[2].lower()]
        key = f"{kind.partition('/')[0]}-{n}"
        etree.SubElement(files, f"{{{OPF}}}item", _item(key, name, kind))
    return _bytes(root)


def _metadata(manuscript: Manuscript) -> Iterator[Element]:
    """What is known and no more: a date only where the briefing has one, but for the time of
    modification, which a package must have.
    """
    front = manuscript.front
    yield _dc("identifier", manuscript.identifier, id="book-id")
    yield _dc("title", front.title)
    yield _dc("language", manuscript.language)
    if front.issuer:
        yield _dc("creator", front.issuer)
    if manuscript.date:
        yield _dc("date", manuscript.date)
    if front.abstract:
        yield _dc("description", front.abstract)
    yield _meta("dcterms:modified", f"{manuscript.date or NO_DATE}T00:00:00Z")
    charts = any(isinstance(one, Chart | Illustration) for one in manuscript.elements)
    pinyin = any(with_readings(manuscript.elements))
    told = (*ACCESSIBILITY, *(OF_CHARTS if charts else ()), *(OF_PINYIN if pinyin else ()))
    for name, value in told:
        yield _meta(f"schema:{name}", value)
    yield _meta("schema:accessibilitySummary", manuscript.labels["accessibility_summary"])
    yield etree.Element(f"{{{OPF}}}meta", name="cover", content="shelf")  # as EPUB 2 says it


def _dc(name: str, text: str, **attributes: str) -> Element:
    made = etree.Element(f"{{{DC}}}{name}", attributes)
    made.text = text
    return made


def _meta(name: str, text: str) -> Element:
    made = etree.Element(f"{{{OPF}}}meta", property=name)
    made.text = text
    return made


def _item(key: str, name: str, media_type: str) -> dict[str, str]:
    return {"id": key, "href": name.removeprefix(FOLDER), "media-type": media_type}


def contents_page(manuscript: Manuscript, chapters: Mapping[str, Chapter], depth: int) -> bytes:
    """The contents, for people and for reading systems, and the landmarks."""
    labels = manuscript.labels
    contents = node("nav", id="toc", role="doc-toc")
    contents.set(TYPE, "toc")
    contents.append(node("h1", labels["contents"], class_="contents-title"))
    contents.append(_entries(_listed(manuscript, chapters, depth)))
    landmarks = node("nav", id="landmarks", hidden="hidden")
    landmarks.set(TYPE, "landmarks")
    first = next(iter(chapters))
    places = [
        ("titlepage", labels["cover"], COVER),
        ("toc", labels["contents"], f"{NAV}#toc"),
        ("bodymatter", labels["body"], first),
    ]
    marks = node("ol")
    for kind, text, name in places:
        link = node("a", text, href=name.removeprefix(FOLDER))
        link.set(TYPE, kind)
        entry = node("li")
        entry.append(link)
        marks.append(entry)
    landmarks.append(marks)
    title = labels["contents"]
    return page(manuscript.language, title, "frontmatter", [contents, landmarks], root="")


def _listed(
    manuscript: Manuscript, chapters: Mapping[str, Chapter], depth: int
) -> list[tuple[int, str, str]]:
    """Level, words and address of each heading in the contents; of the book where none is."""
    places = {place: name for name, chapter in chapters.items() for place in chapter.ids}
    listed = [
        (one.level, one.printed, f"{places[anchor(one.id)]}#{anchor(one.id)}".removeprefix(FOLDER))
        for one in manuscript.elements
        if isinstance(one, Heading) and one.level <= depth
    ]
    first = next(iter(chapters)).removeprefix(FOLDER)
    return listed or [(1, manuscript.front.title, first)]


def _entries(listed: Sequence[tuple[int, str, str]]) -> Element:
    """Nested lists: an entry that lies deeper than the one before stands in a list within it."""
    top = node("ol")
    open_lists: list[tuple[int, Element]] = [(listed[0][0], top)]
    for level, text, address in listed:
        while len(open_lists) > 1 and level < open_lists[-1][0]:
            open_lists.pop()
        if level > open_lists[-1][0]:
            inner = node("ol")
            open_lists[-1][1][-1].append(inner)
            open_lists.append((level, inner))
        entry = node("li", class_=f"contents-{level}")
        entry.append(node("a", text, href=address))
        open_lists[-1][1].append(entry)
    return top


def ncx(manuscript: Manuscript, chapters: Mapping[str, Chapter], depth: int) -> bytes:
    """The contents once more, flat, for readers of the time of EPUB 2, some of them new."""
    root = etree.fromstring(f'<ncx xmlns="{DAISY}" version="2005-1"/>')
    root.set("{http://www.w3.org/XML/1998/namespace}lang", manuscript.language)
    head = etree.SubElement(root, f"{{{DAISY}}}head")
    etree.SubElement(head, f"{{{DAISY}}}meta", name="dtb:uid", content=manuscript.identifier)
    title = etree.SubElement(root, f"{{{DAISY}}}docTitle")
    etree.SubElement(title, f"{{{DAISY}}}text").text = manuscript.front.title
    entries = etree.SubElement(root, f"{{{DAISY}}}navMap")
    for n, (_, text, address) in enumerate(_listed(manuscript, chapters, depth), 1):
        point = etree.SubElement(entries, f"{{{DAISY}}}navPoint", id=f"entry-{n}")
        point.set("playOrder", str(n))
        label = etree.SubElement(point, f"{{{DAISY}}}navLabel")
        etree.SubElement(label, f"{{{DAISY}}}text").text = text
        etree.SubElement(point, f"{{{DAISY}}}content", src=address)
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
