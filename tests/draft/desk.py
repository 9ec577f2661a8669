"""An editor's desk: a draft is sent out, changed with python-docx or in its XML, and comes home."""

from __future__ import annotations

import copy
import io
from functools import cache
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.check.docx import check_docx
from pipeline.check.edits import check_edits
from pipeline.draft import block_of, read_draft, take
from pipeline.errors import Place
from pipeline.render.docx import render_docx
from pipeline.render.docx.ooxml import bookmark_name
from pipeline.run.edited import draft_record, with_edits
from pipeline.run.progress import Progress
from tests import manuscripts
from tests.archives import LAYOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document as DocumentType
    from lxml.etree import _Element as Element

    from pipeline.draft import Carried, Draft, Edit, Kind, Taken
    from pipeline.model.manuscript import Manuscript

WHERE = Place("briefing.docx")
BOOK = manuscripts.sample()


def carried(manuscript: Manuscript, edits: Sequence[Edit] = ()) -> Carried:
    """The manuscript with the edits, checked as a build checks it."""
    out = with_edits(manuscript, LAYOUT, edits, Progress(quiet=True), strict=False)
    check_edits(manuscript, out.manuscript, edits, out.aliases)
    return out


def sent(manuscript: Manuscript, edits: Sequence[Edit] = ()) -> bytes:
    """The draft an editor gets. That of the book is made once: all of these tests begin with it."""
    return _book() if manuscript == BOOK and not edits else _written(manuscript, edits)


@cache
def _book() -> bytes:
    return _written(BOOK, ())


def _written(manuscript: Manuscript, edits: Sequence[Edit]) -> bytes:
    out = carried(manuscript, edits)
    blob = render_docx(out.manuscript, LAYOUT, {}, draft_record(out, LAYOUT))
    check_docx(blob, out.manuscript, LAYOUT)
    return blob


def edited(blob: bytes, change: Callable[[DocumentType], object]) -> bytes:
    """The draft as an editor saves it."""
    document = Document(io.BytesIO(blob))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(blob: bytes) -> Draft:
    return read_draft(blob, WHERE)


def home(blob: bytes, edits: Sequence[Edit] = (), digest: str = "d") -> Taken:
    """What a draft says, added to the edits there are."""
    draft = read(blob)
    assert draft.base is not None
    return take(draft, draft.base, edits, digest)


def round_trip(
    manuscript: Manuscript, change: Callable[[DocumentType], object]
) -> tuple[Taken, Carried]:
    """Sent out, changed, home again, and carried out on the same sources."""
    taken = home(edited(sent(manuscript), change))
    return taken, carried(manuscript, taken.edits)


def printed(out: Carried, id: str) -> str:
    """What an element reads, citations included."""
    return next(block_of(one).content.shown for one in out.manuscript.elements if one.id == id)


def order(out: Carried) -> list[str]:
    return [one.id for one in out.manuscript.elements]


def element(out: Carried, id: str):
    return next(one for one in out.manuscript.elements if one.id == id)


def kinds(taken: Taken) -> list[Kind]:
    return sorted(one.kind for one in taken.new)


def paragraph(document: DocumentType, id: str) -> Paragraph:
    """The paragraph with the bookmark of an element."""
    name = bookmark_name(id)
    for start in document.element.body.iter(qn("w:bookmarkStart")):
        if start.get(qn("w:name")) == name:
            return Paragraph(start.getparent(), document._body)
    raise LookupError(id)


def table_of(document: DocumentType, words: str = "管网漏损率"):
    """The table with some words in it."""
    return next(one for one in document.tables if words in str(list(one._tbl.itertext())))


def join_first_two(document: DocumentType) -> None:
    """Take away the end of the book's first paragraph, as a person does with one key."""
    first, second = paragraph(document, "p-1"), paragraph(document, "p-2")
    for node in [one for one in second._p if one.tag != qn("w:pPr")]:
        first._p.append(node)
    second._p.getparent().remove(second._p)


def replace(place: Paragraph, old: str, new: str) -> None:
    """Type over words that stand in one run."""
    for text in place._p.iter(qn("w:t")):
        if old in (text.text or ""):
            text.text = text.text.replace(old, new, 1)
            text.set(qn("xml:space"), "preserve")
            return
    raise LookupError(old)


def cut(place: Paragraph, words: str) -> list[Element]:
    """Cut the run that holds some words in three; gives the one of these words alone."""
    for run in place._p.iter(qn("w:r")):
        text = run.find(qn("w:t"))
        if text is not None and words in (text.text or ""):
            before, _, after = text.text.partition(words)
            for part, add in ((before, run.addprevious), (after, run.addnext)):
                if part:
                    made = copy.deepcopy(run)
                    made.find(qn("w:t")).text = part
                    add(made)
            text.text = words
            return [run]
    raise LookupError(words)


def after(place: Paragraph, text: str = "", style: str | None = None) -> Paragraph:
    """A new paragraph behind another one."""
    node = OxmlElement("w:p")
    place._p.addnext(node)
    made = Paragraph(node, place._parent)
    if style is not None or place.style is not None:
        made.style = style or place.style
    if text:
        made.add_run(text)
    return made


def wrapped(run: Element, tag: str) -> Element:
    """A run as a tracked change."""
    holder = OxmlElement(tag)
    holder.set(qn("w:id"), "900")
    holder.set(qn("w:author"), "编辑")
    run.addprevious(holder)
    holder.append(run)
    if tag in ("w:del", "w:moveFrom"):
        for text in run.findall(qn("w:t")):
            text.tag = qn("w:delText")
    return holder
