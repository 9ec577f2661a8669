"""What a reader drops without a word elsewhere is read, or named."""

from __future__ import annotations

import re

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.draft import Kind
from pipeline.model.manuscript import NoteCall, all_inlines
from tests.draft.desk import (
    BOOK,
    cut,
    edited,
    home,
    kinds,
    order,
    paragraph,
    printed,
    read,
    replace,
    round_trip,
    sent,
)


def test_the_characters_under_pinyin():
    def change(document):
        run = cut(paragraph(document, "p-12"), "挖")[0]
        ruby = parse_xml(
            f"<w:ruby {nsdecls('w')}><w:rt><w:r><w:t>wā</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>挖</w:t></w:r></w:rubyBase></w:ruby>"
        )
        run.find(qn("w:t")).addnext(ruby)
        run.remove(run.find(qn("w:t")))

    blob = edited(sent(BOOK), change)
    assert home(blob).new == ()
    assert read(blob).lost == ("pinyin above characters",)


def test_a_text_box_becomes_a_paragraph():
    def change(document):
        box = parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'>"
            "<w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></w:pict></w:r>"
        )
        paragraph(document, "p-12")._p.append(box)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.INSERT]
    assert printed(out, order(out)[order(out).index("p-12") + 1]) == "框里的话"


@pytest.mark.parametrize(
    ("xml", "named"),
    [
        ("<w:r {w}><w:drawing/></w:r>", "a picture"),
        ("<w:r {w}><w:br w:type='page'/></w:r>", "a page or column break"),
        ("<w:r {w}><w:sym w:font='Wingdings' w:char='F04A'/></w:r>", "a symbol"),
        ("<w:r {w}><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "hidden text"),
        ("<w:r {w}><w:rPr><w:highlight w:val='yellow'/></w:rPr><w:t>亮</w:t></w:r>", "highl"),
        (
            "<w:unknown {w}><w:t>野</w:t></w:unknown>",
            "1 characters that could not be read (野)",
        ),
    ],
)
def test_what_is_not_carried_over_is_named(xml, named):
    node = parse_xml(xml.format(w=nsdecls("w")))
    blob = edited(sent(BOOK), lambda d: paragraph(d, "p-12")._p.append(node))
    assert any(named in one for one in read(blob).lost)


def test_notes_of_which_a_program_saved_the_marks_alone_stay():
    """LibreOffice 7.4 does so where the paragraph of a draft's second note has a comment."""

    def save(document, words=""):
        part = next(
            rel.target_part for rel in document.part.rels.values() if "footnotes" in rel.reltype
        )
        part._blob = re.sub(rb"<w:t\b[^>]*>[^<]*</w:t>", b"", part.blob)
        replace(paragraph(document, "p-1"), "糊涂账", words or "糊涂账")

    nothing = home(edited(sent(BOOK), save))
    taken, out = round_trip(BOOK, lambda document: save(document, "明白账"))

    assert nothing.edits == ()
    assert kinds(taken) == [Kind.CHANGE]
    was = [one.text for one in all_inlines(BOOK.elements) if isinstance(one, NoteCall)]
    now = [one.text for one in all_inlines(out.manuscript.elements) if isinstance(one, NoteCall)]
    assert now == was
    assert (
        "notes without words (what was printed there stays)" in read(edited(sent(BOOK), save)).lost
    )
