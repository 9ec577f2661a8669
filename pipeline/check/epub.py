"""Our own EPUB, distrusted: its package and its words, compared with the manuscript.

EPUBCheck knows more of the standard; it needs Java, which a reader's machine seldom has. This
says whether the book is whole, and whether it holds what it should.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote, urlsplit

from lxml import etree

from pipeline.check.epub_fonts import check_fonts
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
from pipeline.model.manuscript import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

WHERE = Place("briefing.epub")

MEDIA_TYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"
CSS = "text/css"

HTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

KINDS = {f"{HTML}h{level}": heading_kind(level) for level in range(1, 7)} | {
    f"{HTML}p": PARAGRAPH,
    f"{HTML}caption": CAPTION,
    f"{HTML}th": HEAD,
    f"{HTML}td": CELL,
    f"{HTML}img": PICTURE,
}
"""Elements that hold a text, and the kind of it."""


ABOVE = frozenset((f"{HTML}rt", f"{HTML}rp"))
"""Readings above characters, and their brackets: no words of the text."""


def check_epub(blob: bytes, manuscript: Manuscript, layout: Layout) -> None:
    """Raise OutputInvalid, saying what and where, unless ``blob`` is a whole EPUB that holds the
    manuscript, text by text.
    """
    parts = _unpack(blob)
    package_name = _package_name(parts)
    package = _parse(package_name, parts[package_name])
    files = _check_manifest(parts, package, package_name)
    pages = {name: _parse(name, parts[name]) for name in files.values() if name.endswith(".xhtml")}
    _check_metadata(package, manuscript)
    spine = _spine(package, files)
    nav = _check_nav(package, files, pages)
    for name, page in pages.items():
        if page.get("lang") != manuscript.language or page.get(LANG) != manuscript.language:
            _fail(f"{name} doesn't say its language")
    _check_links(pages)
    _check_words([pages[name] for name in spine if name != nav], manuscript, layout)
    _check_contents(pages[nav], manuscript)
    check_fonts(parts, _sheet(package, files), manuscript, layout)


def _unpack(blob: bytes) -> dict[str, bytes]:
    """The parts; ``mimetype`` comes first, uncompressed, so that the file can be known by its
    first bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            entries = archive.infolist()
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        _fail(f"no whole ZIP archive: {error}")
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        _fail("mimetype isn't the first entry, or is compressed")
    if parts["mimetype"] != MEDIA_TYPE:
        _fail("mimetype says something else")
    return parts


def _parse(name: str, part: bytes) -> Element:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        _fail(f"{name} isn't well-formed: {error}")


def _package_name(parts: Mapping[str, bytes]) -> str:
    container = _parse(CONTAINER, parts.get(CONTAINER, b""))
    file = next(container.iter(f"{OCF}rootfile"), None)
    name = "" if file is None else str(file.get("full-path"))
    if name not in parts:
        _fail("the container names no package document")
    return name


def _check_manifest(
    parts: Mapping[str, bytes], package: Element, package_name: str
) -> dict[str, str]:
    """Names of files by their id; every file is listed and every one listed is there."""
    folder = posixpath.dirname(package_name)
    files = {
        str(item.get("id")): posixpath.join(folder, unquote(str(item.get("href"))))
        for item in package.iter(f"{OPF}item")
    }
    present = set(parts) - {"mimetype", CONTAINER, package_name}
    for name in sorted(present ^ set(files.values())):
        _fail(f"{name} is not listed" if name in present else f"{name} is missing")
    return files


def _sheet(package: Element, files: Mapping[str, str]) -> str:
    """The name of the one style sheet."""
    names = [
        files[str(item.get("id"))]
        for item in package.iter(f"{OPF}item")
        if item.get("media-type") == CSS
    ]
    if len(names) != 1:
        _fail("there isn't just one style sheet")
    return names[0]


def _check_metadata(package: Element, manuscript: Manuscript) -> None:
    wanted = {
        "identifier": manuscript.identifier,
        "title": manuscript.front.title,
        "language": manuscript.language,
    }
    for name, text in wanted.items():
        found = next(package.iter(f"{DC}{name}"), None)
        if found is None or found.text != text:
            _fail(f"the package's {name} isn't {text!r}")


def _spine(package: Element, files: Mapping[str, str]) -> list[str]:
    """The names of the pages in reading order."""
    names = [files.get(str(item.get("idref")), "") for item in package.iter(f"{OPF}itemref")]
    if not names or "" in names or len(set(names)) != len(names):
        _fail("the spine is empty, or names a page that isn't there, or one twice")
    return names


def _check_nav(package: Element, files: Mapping[str, str], pages: Mapping[str, Element]) -> str:
    """The name of the page of contents; it has landmarks, too."""
    ids = [
        str(item.get("id"))
        for item in package.iter(f"{OPF}item")
        if "nav" in str(item.get("properties", "")).split()
    ]
    if len(ids) != 1:
        _fail("there isn't just one page of contents")
    kinds = {nav.get(TYPE) for nav in pages[files[ids[0]]].iter(f"{HTML}nav")}
    if not {"toc", "landmarks"} <= kinds:
        _fail("the contents or the landmarks are missing")
    return files[ids[0]]


def _check_links(pages: Mapping[str, Element]) -> None:
    """Ids are unique within a page; every link leads to a place in the book, none outside."""
    ids: dict[str, set[str]] = {}
    for name, page in pages.items():
        found = [str(one.get("id")) for one in page.iter() if one.get("id") is not None]
        ids[name] = set(found)
        if len(ids[name]) != len(found):
            _fail(f"{name} has an id twice")
    for name, page in pages.items():
        for link in page.iter(f"{HTML}a"):
            parts = urlsplit(str(link.get("href", "")))
            folder = posixpath.dirname(name)
            path = unquote(parts.path)
            target = posixpath.normpath(posixpath.join(folder, path)) if path else name
            outside = parts.scheme or parts.netloc or target not in pages
            if outside or (parts.fragment and unquote(parts.fragment) not in ids[target]):
                _fail(f"a link in {name} leads nowhere: {link.get('href')}")


def _check_words(pages: list[Element], manuscript: Manuscript, layout: Layout) -> None:
    """The cover and the chapters, block by block; then notes and their numbers, at both ends."""
    wanted = [
        replace(one, kind=PARAGRAPH) if one.kind == BACK else one
        for one in expected(manuscript, layout)
    ]
    front = [one for one in wanted if one.kind == FRONT]
    found = [(FRONT, text) for _, text in _blocks(pages[0])]
    compare(found, front, WHERE)
    blocks = [pair for page in pages[1:] for pair in _blocks(page)]
    compare(blocks, [one for one in wanted if one.kind not in (FRONT, NOTE)], WHERE)
    notes = [note for page in pages[1:] for note in _notes(page)]
    compare([(NOTE, text) for _, _, text in notes], [x for x in wanted if x.kind == NOTE], WHERE)
    compare_numbers([call for call, _, _ in notes], manuscript, WHERE)
    _check_pinyin(pages[1:], manuscript)
    compare_numbers([number for _, number, _ in notes], manuscript, WHERE)


def _blocks(page: Element) -> Iterator[tuple[str, str]]:
    """Kind and text of each block outside the notes."""
    for block in page.iter(*KINDS):
        in_note = any(parent.tag == f"{HTML}aside" for parent in block.iterancestors())
        text = _words(block) if block.tag != f"{HTML}img" else solid(block.get("alt", ""))
        if text and not in_note:
            yield KINDS[str(block.tag)], text


def _notes(page: Element) -> Iterator[tuple[str, str, str]]:
    """For each call in turn: its number, the number of the note it leads to, the note's text."""
    notes = {note.get("id"): note for note in page.iter(f"{HTML}aside")}
    for call in page.iter(f"{HTML}a"):
        if call.get(TYPE) == "noteref":
            note = notes.pop(str(call.get("href")).removeprefix("#"), None)
            if note is None:
                _fail(f"note {call.text} isn't there, or is called twice")
            back = next(note.iter(f"{HTML}a"), None)
            yield str(call.text), "" if back is None else str(back.text), _words(note)
    if notes:
        _fail("a note is never called")


def _words(block: Element) -> str:
    """The words of a block without the numbers of notes and the readings above characters."""
    return solid("".join(_pieces(block)))


def _pieces(node: Element) -> Iterator[str]:
    if node.get(TYPE) == "noteref" or node.get("role") == "doc-backlink" or node.tag in ABOVE:
        return
    yield node.text or ""
    for child in node:
        yield from _pieces(child)
        yield child.tail or ""


def _check_pinyin(pages: list[Element], manuscript: Manuscript) -> None:
    """The readings above characters are the manuscript's, each above its own."""
    found = [
        ("".join(_pieces(ruby)), "".join(map(str, above.itertext())))
        for page in pages
        for ruby in page.iter(f"{HTML}ruby")
        for above in ruby.iter(f"{HTML}rt")
    ]
    compare_pinyin(found, manuscript, WHERE)


def _check_contents(nav: Element, manuscript: Manuscript) -> None:
    """The entries are headings of the manuscript, in order, every chapter among them."""
    entries = [
        solid("".join(map(str, link.itertext())))
        for one in nav.iter(f"{HTML}nav")
        if one.get(TYPE) == "toc"
        for link in one.iter(f"{HTML}a")
    ]
    headings = [one for one in manuscript.elements if isinstance(one, Heading)]
    for depth in range(1, 7):
        if entries == [solid(one.printed) for one in headings if one.level <= depth]:
            return
    if headings or entries != [solid(manuscript.front.title)]:
        _fail("the contents differ from the headings")


def _fail(what: str) -> NoReturn:
    fail(what, WHERE)
