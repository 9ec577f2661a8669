"""What a reader drops without a word elsewhere is read, or named."""

from __future__ import annotations

import copy
import re

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.draft import Kind
from pipeline.model.manuscript import NoteCall, all_inlines
from tests.draft.desk import (
    BOOK,
    after,
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
    table_of,
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
        ("<w:r {w}><w:rPr><w:color w:val='FF0000'/></w:rPr><w:t>红</w:t></w:r>", "colour"),
        (
            "<w:r {w}><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>",
            "raised or lowered characters",
        ),
        ("<w:r {w}><w:t>软</w:t><w:softHyphen/></w:r>", "soft hyphens"),
        ("<w:r {w}><w:t>软\N{SOFT HYPHEN}</w:t></w:r>", "soft hyphens"),
        (
            "<w:r {w}><w:instrText> HYPERLINK &quot;http://a.b/&quot; </w:instrText></w:r>",
            "the address of a link (http://a.b/)",
        ),
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


@pytest.mark.parametrize(
    "look", ["<w:color w:val='auto'/>", "<w:vertAlign w:val='baseline'/>", "<w:u w:val='none'/>"]
)
def test_a_look_that_is_none_is_not_named(look):
    node = parse_xml(f"<w:r {nsdecls('w')}><w:rPr>{look}</w:rPr><w:t>平</w:t></w:r>")
    blob = edited(sent(BOOK), lambda d: paragraph(d, "p-12")._p.append(node))
    assert read(blob).lost == ()


def test_hidden_words_are_named_once():
    node = parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>藏起来的话</w:t></w:r>")
    blob = edited(sent(BOOK), lambda d: paragraph(d, "p-12")._p.append(node))
    assert read(blob).lost == ("hidden text",)


def test_a_text_box_as_word_writes_it_becomes_a_paragraph():
    """Twice: as a shape, and as a picture for programs that know no shapes."""
    boxed = "<w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
    box = parse_xml(
        f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{boxed}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{boxed}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    taken, _ = round_trip(BOOK, lambda d: paragraph(d, "p-12")._p.append(box))
    assert [one.after.shown for one in taken.new] == ["框里的话"]


def _part(document, kind):
    return next(one.target_part for one in document.part.rels.values() if kind in one.reltype)


def _into_contents(document):
    line = next(one for one in document.element.body.iter(qn("w:hyperlink")))
    next(line.iter(qn("w:t"))).text += "新"


def _note_in_title(document):
    note = next(document.element.body.iter(qn("w:footnoteReference"))).getparent()
    paragraph(document, "front-title")._p.append(copy.deepcopy(note))


def _comment_on_nothing(document):
    comment = document.add_comment(paragraph(document, "p-12").runs[0], "批在别处", "编辑")
    for node in list(document.element.body.iter()):
        if "comment" in str(node.tag) and node.get(qn("w:id")) == str(comment.comment_id):
            node.getparent().remove(node)


def _link(document):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    place = paragraph(document, "p-12")
    for target in ("http://a.b/c", "http://d.e/f"):
        number = document.part.relate_to(target, kind, is_external=True)
        link = parse_xml(
            f"<w:hyperlink {nsdecls('w', 'r')} r:id='{number}'><w:r><w:t>见http://d.e/f</w:t></w:r>"
            "</w:hyperlink>"
        )
        place._p.append(link)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda d: d.sections[-1].header.paragraphs[0].add_run("改"), "a running head or foot"),
        (lambda d: d.sections[-1].footer.paragraphs[0].add_run("改"), "a running head or foot"),
        (_into_contents, "a line of the contents"),
        (_note_in_title, "a note in a title"),
        (_comment_on_nothing, "a comment that stands on no words of the text (批在别处)"),
        (_link, "the address of a link (http://a.b/c)"),
    ],
)
def test_what_has_no_place_to_come_home_to_is_named(change, named):
    (lost,) = read(edited(sent(BOOK), change)).lost
    assert lost.startswith(named)


def test_cells_put_together_leave_the_others_in_their_columns():
    def change(document):
        cells = table_of(document).rows[1].cells
        cells[0].merge(cells[1])

    blob = edited(sent(BOOK), change)
    was, now = (
        next(one for one in read(each).blocks if one.content.rows).content.rows
        for each in (sent(BOOK), blob)
    )
    assert now[1][2:] == was[1][2:]
    assert now[1][1] == ()
    assert any("cells put together" in one for one in read(blob).lost)


def test_a_row_struck_out_with_tracked_changes_is_read():
    def change(document):
        rows = table_of(document)._tbl.findall(qn("w:tr"))
        struck = parse_xml(f"<w:trPr {nsdecls('w')}><w:del w:id='9' w:author='编辑'/></w:trPr>")
        rows[-1].insert(0, struck)

    blob = edited(sent(BOOK), change)
    assert kinds(home(blob)) == [Kind.CHANGE]
    assert read(blob).lost == ()


@pytest.mark.parametrize(
    ("before", "words", "said"),
    [
        ("", "甲方：\t乙方：", "甲方：\N{IDEOGRAPHIC SPACE}乙方："),
        ("\t", "缩进\t", "缩进"),
        ("", "一\t二\t", "一\N{IDEOGRAPHIC SPACE}二"),
        ("", "软\N{SOFT HYPHEN}的", "软的"),
    ],
)
def test_a_tab_between_words_is_a_blank_and_none_at_the_ends(before, words, said):
    def change(document):
        new = after(paragraph(document, "p-6"))
        new.add_run(before + words)

    taken, out = round_trip(BOOK, change)
    assert printed(out, taken.new[0].block) == said


def test_a_tab_in_a_line_that_was_printed():
    _, out = round_trip(BOOK, lambda d: paragraph(d, "p-12").add_run("\t完"))
    assert printed(out, "p-12").endswith("\N{IDEOGRAPHIC SPACE}完")


def test_the_tab_behind_a_date_is_ours():
    def change(document):
        dated = paragraph(document, "event-1")
        dated.add_run("补\t记")

    blob = sent(BOOK)
    assert home(blob).edits == ()
    taken = home(edited(blob, change))
    assert [one.after.shown.count("\N{IDEOGRAPHIC SPACE}") for one in taken.new] == [1]


def test_a_tab_in_a_note_and_in_a_cell():
    def change(document):
        part = next(
            rel.target_part for rel in document.part.rels.values() if "footnotes" in rel.reltype
        )
        part._blob = part.blob.replace("今从底本".encode(), "今从</w:t><w:tab/><w:t>底本".encode())
        table_of(document).rows[1].cells[2].paragraphs[0].add_run("\t注")

    _, out = round_trip(BOOK, change)
    notes = [one.text for one in all_inlines(out.manuscript.elements) if isinstance(one, NoteCall)]
    assert any("今从\N{IDEOGRAPHIC SPACE}底本" in one for one in notes)
    assert printed(out, "table-1").count("\N{IDEOGRAPHIC SPACE}注") == 1
    assert "\t" not in "".join((*notes, printed(out, "table-1")))


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
