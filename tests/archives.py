"""Looking into DOCX and EPUB files, and damaging them on purpose."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.manuscript import Chart, Heading, NoteCall, Paragraph, Table
from pipeline.typography.table import load_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.model.manuscript import Element, Inline, Manuscript

LAYOUT = load_layout("briefing", Path(__file__).resolve().parents[1] / "templates")


def parts(blob: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    """An archive of these parts in their order, ``mimetype`` stored."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, part, kind)
    return buffer.getvalue()


def strict(blob: bytes) -> bytes:
    """As “Strict Open XML Document”: the same under the names of ISO/IEC 29500-1."""
    names = re.compile(
        rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(?!metadata|relationships\")"
    )
    return packed(
        {
            name: content
            if name.startswith("customXml") or name == "[Content_Types].xml"
            else names.sub(rb"http://purl.oclc.org/ooxml/\1/", content)
            for name, content in parts(blob).items()
        }
    )


def in_the_browser(blob: bytes) -> bytes:
    """As Word in the browser calls the parts: document2.xml, footnotes2.xml."""
    called = {
        "word/document.xml": "word/document2.xml",
        "word/footnotes.xml": "word/footnotes2.xml",
    }
    called["word/_rels/document.xml.rels"] = "word/_rels/document2.xml.rels"
    return packed(
        {
            called.get(name, name): re.sub(rb"\b(document|footnotes)\.xml", rb"\g<1>2.xml", content)
            if name.endswith(".rels") or name == "[Content_Types].xml"
            else content
            for name, content in parts(blob).items()
        }
    )


def damaged(blob: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same archive with one part changed; a change that changes nothing is a broken test."""
    content = parts(blob)
    before = content[name].decode()
    after = change(before)
    assert after != before, f"nothing to damage in {name}"
    return packed(content | {name: after.encode()})


def without(blob: bytes, name: str) -> bytes:
    content = parts(blob)
    del content[name]
    return packed(content)


def swap(old: str, new: str) -> Callable[[str], str]:
    """A change: the first ``old`` becomes ``new``."""
    return lambda text: text.replace(old, new, 1)


def cut(pattern: str) -> Callable[[str], str]:
    """A change: what the pattern finds first is taken out."""
    return lambda text: re.sub(pattern, "", text, count=1, flags=re.DOTALL)


def numbered_through(manuscript: Manuscript) -> Manuscript:
    """The manuscript with its notes numbered from 1 to the last, as Word numbers them."""
    count = 0

    def line(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        nonlocal count
        out: list[Inline] = []
        for one in inlines:
            if isinstance(one, NoteCall):
                count += 1
                out.append(replace(one, number=count))
            else:
                out.append(one)
        return tuple(out)

    elements: list[Element] = []
    for element in manuscript.elements:
        if isinstance(element, Heading | Chart):
            elements.append(element)
        elif isinstance(element, Paragraph):
            elements.append(replace(element, inlines=line(element.inlines)))
        else:
            assert isinstance(element, Table)
            rows = tuple(tuple(line(cell) for cell in row) for row in element.rows)
            elements.append(replace(element, rows=rows))
    return replace(manuscript, elements=tuple(elements))
