"""What pandoc leaves undone: bookmarks, citations, tables, contents, pages, properties.

pandoc's document is walked block by block beside the manuscript. It has to have made as many as
there are, in their order; afterwards every block has a hidden bookmark under its own id, by which
an edited draft is told apart later.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, NamedTuple

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from pipeline.errors import OutputInvalid, Place
from pipeline.model.manuscript import Heading, Table
from pipeline.model.rows import Grid, with_grids
from pipeline.render import archive, ast
from pipeline.render.docx import parts, styles
from pipeline.render.docx.carried import carry_record
from pipeline.render.docx.columns import set_columns
from pipeline.render.docx.comments import add_comments
from pipeline.render.docx.contents import insert_contents, number_contents
from pipeline.render.docx.foot import set_foot
from pipeline.render.docx.hints import set_hints
from pipeline.render.docx.lines import break_lines, finish_lines
from pipeline.render.docx.notes import finish_notes
from pipeline.render.docx.ooxml import (
    PARAGRAPH_ORDER,
    bookmark,
    bookmark_name,
    child,
    element,
    properties,
    put,
    remove,
    saved,
    set_style,
    style_of,
    visible_text,
)
from pipeline.render.docx.pages import set_pages
from pipeline.render.docx.pictures import finish_pictures
from pipeline.render.docx.ruby import set_pinyin
from pipeline.render.docx.tables import finish_tables, name_rows
from pipeline.render.front import (
    back_parts,
    closing_lines,
    foot_lines,
    front_lines,
    front_parts,
)
from pipeline.render.together import kept_with_next
from pipeline.typography.titles import text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as DocumentType
    from lxml.etree import _Element as Element

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

NAME = "briefing.docx"

NOTES = "word/footnotes.xml"

STYLES, THEME = "word/styles.xml", "word/theme/theme1.xml"

PANDOC_CAPTION = "TableCaption"
"""The style pandoc gives to tables' captions, whatever it is told."""


class Unpaged(NamedTuple):
    """A finished DOCX, but for the page numbers in its contents, and the one it took its styles
    from.
    """

    document: DocumentType
    reference: bytes
    layout: Layout


def finish(
    blob: bytes, reference: bytes, manuscript: Manuscript, layout: Layout, record: bytes = b""
) -> Unpaged:
    """The finished DOCX from pandoc's; ``record`` is the XML that travels in it.

    Raises OutputInvalid when pandoc's isn't what we asked.
    """
    document = Document(io.BytesIO(blob))
    body = document.element.body
    blocks = _name_blocks(body, manuscript, layout)
    for hyperlink in body.iter(qn("w:hyperlink")):
        _finish_link(hyperlink)
    for style in list(body.iter(qn("w:rStyle"))):
        if style.get(qn("w:val")) == styles.RUNS[ast.LEAD].id:
            _finish_lead(next(style.iterancestors(qn("w:r"))), layout)
    set_pages(document, manuscript, layout)
    finish_tables([one for one in blocks if one.tag == qn("w:tbl")], manuscript, layout)
    finish_pictures(body, manuscript)
    last_of_front = _finish_parts(blocks, manuscript, layout)
    headings = [one for one in manuscript.elements if isinstance(one, Heading)]
    contents = manuscript.labels["contents"]
    last_of_front = insert_contents(last_of_front, headings, layout, contents)
    if layout.cover:
        _end_front(last_of_front, body)
    named = dict(zip(_ids(manuscript, layout), blocks, strict=True))
    _keep_together(named, manuscript, layout)
    set_columns(body, named, manuscript, layout)
    set_hints(body)
    _set_properties(document, manuscript)
    _drop_unwanted(document)
    add_comments(document, manuscript, _date(manuscript))
    set_pinyin(body, manuscript, layout)
    if record:
        carry_record(document, record)
    return Unpaged(document, reference, layout)


def with_pages(unpaged: Unpaged, pages: Mapping[str, int]) -> bytes:
    """The file, with the page of each heading, by its id, in the contents."""
    number_contents(unpaged.document.element.body, pages)
    return _repack(saved(unpaged.document), unpaged.reference, unpaged.layout)


def _finish_parts(blocks: list[Element], manuscript: Manuscript, layout: Layout) -> Element:
    """Make lines of the parts before and after the text; gives the last paragraph before it."""
    before, after = front_parts(manuscript, layout), back_parts(manuscript, layout)
    named = dict(zip((part.id for part in before), blocks, strict=False))
    named |= dict(zip((part.id for part in after), blocks[len(blocks) - len(after) :], strict=True))
    front = front_lines(manuscript, layout)
    low = [line for line in front if layout.styles[line.style].frame == "foot"]
    last = finish_lines([line for line in front if line not in low], named, layout, None)
    if low and last is not None:
        last = set_foot(low, named, layout, last)
    text_end = blocks[len(blocks) - len(after) - 1]
    if text_end.tag == qn("w:p") and after:
        keep = element("keepNext")  # neither a signature nor a foot stands alone on a page
        put(properties(text_end, "pPr"), keep, PARAGRAPH_ORDER)
    closing = finish_lines(closing_lines(manuscript, layout), named, layout, text_end)
    foot = foot_lines(manuscript, layout)
    if foot and closing is not None:
        set_foot(foot, named, layout, closing)
    return blocks[0] if last is None else last


def _name_blocks(body: Element, manuscript: Manuscript, layout: Layout) -> list[Element]:
    """Bookmark every block with the id of its part or element, and give back the blocks.

    A table's bookmark stands in its caption, or in its first head where it has none, those of rows
    of a source's in their first cells. Between two tables pandoc puts an empty paragraph, which
    goes: every table gets one of ours.
    """
    for paragraph in body.findall(qn("w:p")):
        if paragraph.find(f".//{qn('w:r')}") is None:
            remove(paragraph)
    blocks = [node for node in body if node.tag in (qn("w:p"), qn("w:tbl"))]
    ids = _ids(manuscript, layout)
    if len(ids) != len(blocks):
        raise OutputInvalid(f"pandoc made {len(blocks)} blocks of {len(ids)}", where=Place(NAME))
    for number, (identity, block) in enumerate(zip(ids, blocks, strict=True)):
        if identity:
            paragraph = block if block.tag == qn("w:p") else next(block.iter(qn("w:p")))
            bookmark(paragraph, bookmark_name(identity), number)
    name_rows([block for block in blocks if block.tag == qn("w:tbl")], manuscript, len(blocks))
    for block in blocks:
        if style_of(block) == PANDOC_CAPTION:
            set_style(block, styles.PARAGRAPHS["table-caption"])
            break_lines(block, "table-caption", layout)
    return blocks


def _ids(manuscript: Manuscript, layout: Layout) -> list[str]:
    """The ids of the blocks; a table has two, the first its caption's, the second "" (none), and
    rows have their own.
    """
    ids: list[str] = [part.id for part in front_parts(manuscript, layout)]
    for one in with_grids(manuscript.elements):
        ids.append("" if isinstance(one, Grid) else one.id)
        if isinstance(one, Table) and one.caption:
            ids.append("")
    return ids + [part.id for part in back_parts(manuscript, layout)]


def _finish_link(hyperlink: Element) -> None:
    """Point a link at its bookmark, and give it back the style of its words, in whose place
    pandoc has put the style of links: that of a citation, of our words in the index.
    """
    anchor = hyperlink.get(qn("w:anchor"), "")
    hyperlink.set(qn("w:anchor"), f"_{anchor}")
    hyperlink.set(qn("w:history"), "1")
    paragraph = next(hyperlink.iterancestors(qn("w:p")))
    in_index = style_of(paragraph) == styles.PARAGRAPHS["index-entry"].id
    for style in hyperlink.iter(qn("w:rStyle")):
        style.set(qn("w:val"), styles.RUNS["our-words" if in_index else "citation"].id)


def _finish_lead(run: Element, layout: Layout) -> None:
    """Lead from a date to its event with a tab: the text of a hanging paragraph starts there. Two
    behind one that is longer than the room for it: the next stop may touch it.
    """
    paragraph = run.getparent()
    if paragraph is not None and style_of(paragraph) == styles.PARAGRAPHS["timeline"].id:
        made = element("r")
        made.append(element("tab"))
        if text_width(visible_text(run)) > layout.styles["timeline"].hanging:
            made.append(element("tab"))
        run.addnext(made)


def _end_front(paragraph: Element, body: Element) -> None:
    """End the section of cover and contents with this paragraph: the text starts on a new page.

    A section, since a page break in a paragraph would be direct formatting and travel with the
    first heading when an editor moves it. Page numbers run on: where they start anew, LibreOffice
    puts an empty page in between and counts it.
    """
    section = parse_xml(etree.tostring(body[-1]))
    child(section, "docGrid").addprevious(element("titlePg"))
    put(properties(paragraph, "pPr"), section, PARAGRAPH_ORDER)


def _set_properties(document: DocumentType, manuscript: Manuscript) -> None:
    """Title, author and dates of the file; the clock is never asked."""
    core = document.core_properties
    date = _date(manuscript)
    core.title = manuscript.front.title[:255]
    core.subject = manuscript.front.subtitle[:255]
    core.author = manuscript.front.issuer[:255]
    core.last_modified_by = ""
    core.comments = ""
    core.keywords = ""
    core.language = manuscript.language
    core.identifier = manuscript.identifier
    core.created = core.modified = date
    core.revision = 1


def _keep_together(blocks: Mapping[str, Element], manuscript: Manuscript, layout: Layout) -> None:
    for identity in sorted(kept_with_next(manuscript.elements, layout)):
        put(properties(blocks[identity], "pPr"), element("keepNext"), PARAGRAPH_ORDER)


def _date(manuscript: Manuscript) -> dt.datetime:
    return dt.datetime.fromisoformat(manuscript.date or archive.NO_DATE)


def _drop_unwanted(document: DocumentType) -> None:
    """Let go of parts that nothing needs; python-docx saves what something relates to."""
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.endswith(parts.UNWANTED):
                del relations[name]


def _repack(package: dict[str, bytes], reference: bytes, layout: Layout) -> bytes:
    """The same archive for the same parts; notes finished, our own parts put in.

    The style sheet is the reference's: pandoc adds thirty styles for program code to it.
    """
    package[STYLES] = archive.unpack(reference, "reference.docx")[STYLES]
    package["word/numbering.xml"] = parts.numbering(layout)
    package["word/settings.xml"] = parts.settings(layout)
    package["word/fontTable.xml"] = parts.font_table(layout)
    package[THEME] = parts.theme(package[THEME], layout)
    package["docProps/app.xml"] = parts.application()
    notes = parse_xml(package[NOTES])
    finish_notes(notes)
    package[NOTES] = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
    return archive.pack(package)
