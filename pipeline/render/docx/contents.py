"""The contents: a real TOC field, filled, so that it is there in programs that count nothing.

It isn't marked dirty: Word would greet every reader with the question whether to update fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from pipeline.render.docx import styles
from pipeline.render.docx.ooxml import (
    bookmark_name,
    child,
    element,
    field,
    properties,
    run,
    text_element,
)
from pipeline.render.front import contents_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Heading
    from pipeline.typography.tokens import Layout

GALLERY = "Table of Contents"
"""By this name Word knows a contents it may offer to update."""


def insert_contents(
    after: Element, headings: Sequence[Heading], layout: Layout, title: str
) -> Element:
    """Put the contents after the paragraph ``after`` and give back the empty paragraph below
    them; ``after`` itself where there is nothing to list.

    The field ends in a paragraph of its own, as Word ends it, and another one follows: where a
    section ends in the field's last paragraph, LibreOffice loses the page numbers of the foot.
    """
    depth = layout.contents_depth
    listed = [heading for heading in headings if heading.level <= depth]
    if not listed:
        return after
    entries = [_entry(heading, contents_rows(heading, layout)) for heading in listed]
    _open_field(entries[0], f'TOC \\o "1-{depth}" \\h \\z \\u')
    end = _paragraph("contents-end")
    end.append(run(element("fldChar", fldCharType="end")))
    below = _paragraph("contents-end")
    holder = element("sdt")
    holder.append(_identity())
    content = element("sdtContent")
    if layout.cover:
        content.append(_paragraph("contents-start"))
    content.append(_title(title))
    content.extend(entries)
    content.append(end)
    holder.append(content)
    after.addnext(holder)
    holder.addnext(below)
    return below


def number_contents(body: Element, pages: Mapping[str, int]) -> None:
    """Say in the contents on which page each heading stands. ``pages`` has that of a heading by its
    id; an unknown one is left blank, not made up.
    """
    numbers = {bookmark_name(identity): str(page) for identity, page in pages.items()}
    for holder in body.iter(qn("w:sdt")):
        for link in holder.iter(qn("w:hyperlink")):
            *_, shown = link.iter(qn("w:t"))
            shown.text = numbers.get(link.get(qn("w:anchor"), ""), "")


def _identity() -> Element:
    made, part = element("sdtPr"), element("docPartObj")
    part.append(element("docPartGallery", val=GALLERY))
    part.append(element("docPartUnique"))
    made.append(part)
    return made


def _paragraph(role: str) -> Element:
    made = element("p")
    properties(made, "pPr").append(element("pStyle", val=styles.PARAGRAPHS[role].id))
    return made


def _title(text: str) -> Element:
    made = _paragraph("contents-title")
    made.append(run(text_element("t", text)))
    return made


def _entry(heading: Heading, rows: Sequence[str]) -> Element:
    """The heading's words, in lines of which the last has room for a leader and its page, all one
    link to the heading. (An indent at the right, with a stop beyond it, hides the page in
    LibreOffice.)
    """
    made = _paragraph(f"contents-{heading.level}")
    name = bookmark_name(heading.id)
    link = element("hyperlink", anchor=name, history=1)
    link.append(words := run(text_element("t", rows[0])))
    for row in rows[1:]:
        words.extend([element("br"), text_element("t", row)])
    link.append(run(element("tab")))
    link.extend(field(f"PAGEREF {name} \\h", ""))
    made.append(link)
    return made


def _open_field(paragraph: Element, instruction: str) -> None:
    """Open the TOC field at the head of the first entry; everything up to its end, in the last
    paragraph, is what it shows.
    """
    opening = (
        run(element("fldChar", fldCharType="begin")),
        run(text_element("instrText", f" {instruction} ")),
        run(element("fldChar", fldCharType="separate")),
    )
    start = child(paragraph, "hyperlink")
    for node in opening:
        start.addprevious(node)
