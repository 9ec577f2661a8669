"""What Word and its kin write otherwise when they save: the same draft, and nobody's edit."""

from __future__ import annotations

import copy

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from pipeline.draft import Kind
from tests.archives import in_the_browser, strict
from tests.draft.desk import (
    BOOK,
    after,
    cut,
    edited,
    home,
    order,
    paragraph,
    printed,
    read,
    replace,
    round_trip,
    sent,
    wrapped,
)

MC = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
SYMBOL = "xmlns:s='http://schemas.microsoft.com/office/word/2015/wordml/symex'"


@pytest.mark.parametrize("saved", [strict, in_the_browser])
def test_a_draft_is_the_same_under_other_names(saved):
    blob = saved(sent(BOOK))
    assert blob != sent(BOOK)
    assert (home(blob).edits, read(blob).lost) == ((), ())
    changed = edited(
        sent(BOOK), lambda document: replace(paragraph(document, "p-1"), "糊涂账", "明白账")
    )
    assert [one.summary for one in home(saved(changed)).new] == [
        one.summary for one in home(changed).new
    ]


def in_one_control(document) -> None:
    """All of the text in a content control, the contents' own among it."""
    body = document.element.body
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    control[1].extend(one for one in list(body) if one.tag != qn("w:sectPr"))
    body.insert(0, control)


def in_pieces(document) -> None:
    """Runs cut in two where a session or a spelling began, and the place of the last change."""
    for run in list(document.element.body.iter(qn("w:r"))):
        text = run.find(qn("w:t"))
        if text is not None and len(text.text or "") > 3:
            rest = copy.deepcopy(run)
            rest.find(qn("w:t")).text, text.text = text.text[2:], text.text[:2]
            for node in (text, rest.find(qn("w:t"))):
                node.set(qn("xml:space"), "preserve")
            run.addnext(rest)
            rest.set(qn("w:rsidR"), "00A1B2C3")
            rest.addprevious(parse_xml(f"<w:proofErr {nsdecls('w')} w:type='spellStart'/>"))
    place = paragraph(document, "p-1")._p
    for tag in ("bookmarkStart", "bookmarkEnd"):
        place.append(parse_xml(f"<w:{tag} {nsdecls('w')} w:id='990' w:name='_GoBack'/>"))


def in_smart_tags(document) -> None:
    for run in list(document.element.body.iter(qn("w:r")))[::2]:
        if run.getparent().tag == qn("w:p"):
            tag = parse_xml(f"<w:smartTag {nsdecls('w')} w:element='chsdate'/>")
            run.addprevious(tag)
            tag.append(run)


def as_fields(document) -> None:
    """Links as the fields that older programs know."""
    for link in list(document.element.body.iter(qn("w:hyperlink"))):
        if any(one.tag == qn("w:sdt") for one in link.iterancestors()):
            continue
        said = f'<w:instrText> HYPERLINK \\l "{link.get(qn("w:anchor"))}" </w:instrText>'
        marks = [f'<w:fldChar w:fldCharType="{one}"/>' for one in ("begin", "separate", "end")]
        marks.insert(1, said)
        *before, end = (parse_xml(f"<w:r {nsdecls('w')}>{one}</w:r>") for one in marks)
        for node in (*before, *link, end):
            link.addprevious(node)
        link.getparent().remove(link)


def as_links(document) -> None:
    """What links look like, on their words again, as LibreOffice 24 writes it."""
    for link in document.element.body.iter(qn("w:hyperlink")):
        for run in link.iter(qn("w:r")):
            look = run.find(qn("w:rPr"))
            if look is not None:
                look.append(parse_xml(f"<w:color {nsdecls('w')} w:val='555555'/>"))
                look.append(parse_xml(f"<w:u {nsdecls('w')} w:val='single'/>"))


def with_the_sign_of_a_list(document) -> None:
    """A style renamed, and what it said of a list on its paragraphs."""
    for place in document.paragraphs:
        if place.style.name == "核心提示":
            place._p.get_or_add_pPr().append(
                parse_xml(
                    f"<w:numPr {nsdecls('w')}><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
                )
            )
    document.styles["核心提示"].element.find(qn("w:name")).set(qn("w:val"), "要点")


WRITTEN = [
    in_one_control, in_pieces, in_smart_tags, as_fields, as_links, with_the_sign_of_a_list,
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_what_a_program_puts_around_words_is_no_edit(written):
    blob = edited(sent(BOOK), written)
    assert blob != sent(BOOK)
    assert (home(blob).edits, read(blob).lost) == ((), ())


def test_an_emoji_of_words_own_is_read():
    """It is a symbol, and a character only for programs that don't know it."""
    run = parse_xml(
        f"<w:r {nsdecls('w')} {MC} {SYMBOL}><mc:AlternateContent><mc:Choice Requires='s'>"
        "<s:symEx s:font='Segoe UI Emoji' s:char='1F600'/></mc:Choice><mc:Fallback>"
        "<w:t>\N{GRINNING FACE}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    taken = home(edited(sent(BOOK), lambda document: paragraph(document, "p-12")._p.append(run)))
    assert [one.after.text[-1] for one in taken.new] == ["\N{GRINNING FACE}"]


def test_a_comment_that_only_says_where_it_stands():
    def change(document):
        document.add_comment(paragraph(document, "p-12").runs[0], "再核。", "编辑")
        for tag in ("commentRangeStart", "commentRangeEnd"):
            for node in list(paragraph(document, "p-12")._p.iter(qn(f"w:{tag}"))):
                node.getparent().remove(node)

    blob = edited(sent(BOOK), change)
    (taken,) = home(blob).new
    assert (taken.kind, taken.block, taken.summary) == (
        Kind.COMMENT,
        "p-12",
        "comment: 编辑: 再核。",
    )
    assert read(blob).lost == ()


def test_a_note_struck_out_with_its_words_is_named_nowhere():
    """Some programs track the words of the note, too; the note itself is out of the text."""

    def change(document):
        call = next(document.element.body.iter(qn("w:footnoteReference")))
        number = call.get(qn("w:id"))
        wrapped(call.getparent(), "w:del")
        part = next(
            one.target_part for one in document.part.rels.values() if "footnotes" in one.reltype
        )
        root = parse_xml(part.blob)
        (note,) = (one for one in root if one.get(qn("w:id")) == number)
        for run in list(note.iter(qn("w:r"))):
            wrapped(run, "w:del")
        part._blob = etree.tostring(root)

    blob = edited(sent(BOOK), change)
    assert [one.kind for one in home(blob).new] == [Kind.CHANGE]
    assert read(blob).lost == ()


def test_a_note_in_a_heading_is_named_and_no_edit():
    def change(document):
        call = next(document.element.body.iter(qn("w:footnoteReference"))).getparent()
        heading = next(one for one in document.paragraphs if one.style.name == "Heading 2")
        heading._p.append(copy.deepcopy(call))

    blob = edited(sent(BOOK), change)
    assert home(blob).new == ()
    assert read(blob).lost == ("a note in a title, a heading, a caption or a table's head",)


def test_a_line_typed_on_the_cover_stands_before_the_text():
    taken, out = round_trip(
        BOOK, lambda document: after(paragraph(document, "front-title"), "内部参考。", "Body Text")
    )
    (new,) = taken.new
    assert order(out)[0] == new.block
    assert printed(out, new.block) == "内部参考。"


@pytest.mark.parametrize("style", ["目录末行", "目录前行", "TOC Heading", "toc 1"])
def test_words_in_the_dress_of_the_contents_are_not_lost(style):
    """LibreOffice gives words whose style isn't there any of ours."""

    def change(document):
        sheet = {
            one.find(qn("w:name")).get(qn("w:val")): one for one in document.styles.element[2:]
        }
        place = after(paragraph(document, "p-12"), "补记一句。")
        place._p.pPr.pStyle.val = sheet[style].get(qn("w:styleId"))
        if style == "toc 1":
            paragraph(document, "p-1")._p.pPr.pStyle.val = place._p.pPr.pStyle.val

    blob = edited(sent(BOOK), change)
    said = [one.after.text for one in home(blob).new]
    if style.startswith("目录"):
        assert (said, read(blob).lost) == (["补记一句。"], ())
    else:
        assert (said, read(blob).lost) == ([], ("a line of the contents (补记一句。)",))


def test_what_follows_words_struck_out_keeps_its_dress():
    """LibreOffice gives the next paragraph the style of the one that went."""

    def change(document):
        heading = next(one for one in document.paragraphs if one.style.name == "Heading 2")
        gone = heading._p.getprevious()
        for run in list(gone.iter(qn("w:r"))):
            wrapped(run, "w:del")
        gone.pPr.append(
            parse_xml(f"<w:rPr {nsdecls('w')}><w:del w:id='9' w:author='编辑'/></w:rPr>")
        )
        heading._p.pPr.pStyle.val = gone.pPr.pStyle.val

    assert [one.kind for one in home(edited(sent(BOOK), change)).new] == [Kind.DELETE]


def test_words_that_an_editor_marks_are_read_from_pieces():
    """A change within what Word has cut in pieces."""

    def change(document):
        (run,) = cut(paragraph(document, "p-1"), "糊涂账")
        run.find(qn("w:t")).text = "明白账"
        in_pieces(document)

    (one,) = home(edited(sent(BOOK), change)).new
    assert "[糊涂→明白]账" in one.summary
