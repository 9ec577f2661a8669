"""All kinds of documents there are, those that need tools included."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from benchmarks.normalise.documents import PLAIN, Document, chance_of, plain
from benchmarks.normalise.extract import EXTRACTORS
from benchmarks.normalise.pages import missing_glyphs, pdf, sheet
from benchmarks.normalise.store import kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.normalise.texts import Text

#: Packages whose versions matter for the figures.
TOOLS = ("weasyprint", "pypdfium2", "pdfplumber", "pdfminer.six", "rapidocr", "pypandoc_binary")

#: Kinds made with tools: the extractor, and the shape of the pages it reads.
ROUTES = {
    f"{extractor}/{shape}": (extractor, shape)
    for extractor, shapes in (
        ("pdftotext", ("a4", "leading", "columns", "news")),
        ("pdftotext-layout", ("a4", "leading", "two", "columns")),
        ("pdftotext-raw", ("two", "news")),
        ("pdfium", ("a4", "leading", "columns", "news")),
        ("reader", ("a4", "leading", "columns", "news", "two")),
        ("pdfplumber", ("a4", "leading", "two", "columns", "news")),
        ("pdfminer", ("a4", "leading", "columns", "news")),
        ("rapidocr", ("a4", "clipping", "two", "news")),
        ("tesseract", ("a4", "clipping", "two", "news")),
    )
    for shape in shapes
}

#: Of so many texts, one is recognised: OCR takes seconds a page. Its models are for simplified
#: characters.
_OCR_SHARE = 3
_SLOW = frozenset({"rapidocr", "tesseract"})


def kinds(*, quick: bool) -> tuple[list[str], list[str]]:
    """The kinds that can be made here, and what is skipped, by name."""
    if quick:
        return list(PLAIN), []
    there = [kind for kind, (name, _) in ROUTES.items() if EXTRACTORS[name].there]
    return [*PLAIN, *there], [name for name, one in EXTRACTORS.items() if not one.there]


def documents(texts: Sequence[Text], wanted: Sequence[str]) -> Iterator[Document]:
    """Each text in each kind, kind by kind; texts our font can't set stay out of the PDFs."""
    for kind in wanted:
        if kind in PLAIN:
            yield from (plain(kind, text) for text in texts)
            continue
        settable = [text for text in texts if not missing_glyphs(text)]
        if ROUTES[kind][0] in _SLOW:
            settable = [text for text in settable if not text.traditional][::_OCR_SHARE]
        yield from (_routed(kind, text) for text in settable)


def _routed(kind: str, text: Text) -> Document:
    """One document through a PDF: all extractors see the same pages of a shape."""
    name, shape = ROUTES[kind]
    extractor = EXTRACTORS[name]
    page = sheet(text, shape, chance_of(shape, text.name))
    made_of = (name, extractor.version, metadata.version("weasyprint"), page.html)
    said = kept(made_of, lambda: extractor.run(_pdf(page.html)))
    return Document(kind, text.name, said.encode(), said, page.truth)


def _pdf(html: str) -> bytes:
    """The last PDF is kept at hand as text can't be: each is read by several extractors."""
    if _LAST.get(html) is None:
        _LAST.clear()
        _LAST[html] = pdf(html)
    return _LAST[html]


_LAST: dict[str, bytes] = {}
