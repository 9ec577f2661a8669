"""Rows of a source's table in a draft: a table to its editor, a paragraph a row when it is home."""

from __future__ import annotations

import copy
import io
from dataclasses import replace as changed
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from pipeline.draft import Kind
from pipeline.draft.rows import row_words
from pipeline.draft.words import of_inlines
from pipeline.model.manuscript import NoteCall, Paragraph, Remark, Run, Style, Voice
from pipeline.model.rows import BETWEEN, Grid
from pipeline.render.docx.ooxml import bookmark_name
from tests.draft.desk import (
    BOOK,
    carried,
    edited,
    element,
    home,
    kinds,
    order,
    printed,
    read,
    replace,
    round_trip,
    sent,
)
from tests.draft.office import save_in_office
from tests.town import cite

if TYPE_CHECKING:
    from docx.table import Table

HEAD = "村名\u3000户数\u3000收入"
ROWS = {"r-1": "甲村\u300042\u30003.1", "r-2": "乙村\u3000\u30002.8", "r-3": "丙村\u300037"}


def row(id: str, text: str, style: Style, *notes: NoteCall) -> Paragraph:
    return Paragraph(id, style, (Run(text), *notes, cite(("000", ((5, 6),)))))


def with_rows():
    """The book with a table of a source's behind its first paragraph."""
    at = next(n for n, one in enumerate(BOOK.elements) if one.id == "p-1") + 1
    rows = [row(id, text, Style.ROW) for id, text in ROWS.items()]
    caption = row("r-caption", "表1 收入", Style.ROW_CAPTION)
    head = row("r-0", HEAD, Style.ROW_HEAD)
    elements = (*BOOK.elements[:at], caption, head, *rows, *BOOK.elements[at:])
    return changed(BOOK, elements=elements)


BOOK_WITH_ROWS = with_rows()


def table(document) -> Table:
    return next(one for one in document.tables if "甲村" in str(list(one._tbl.itertext())))


def test_a_draft_that_nobody_has_changed_says_nothing():
    assert home(sent(BOOK_WITH_ROWS)).new == ()


def test_an_editor_sees_a_table_whose_head_comes_again():
    seen = table(Document(io.BytesIO(sent(BOOK_WITH_ROWS))))
    assert [[cell.text for cell in one.cells[:3]] for one in seen.rows] == [
        ["村名", "户数", "收入"],
        ["甲村", "42", "3.1"],
        ["乙村", "", "2.8"],
        ["丙村", "37", ""],
    ]
    assert {one.cells[3].text for one in seen.rows} == {"〔000:5–6〕"}
    heads = [one._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for one in seen.rows]
    assert heads == [True, False, False, False]


def test_an_edit_in_a_cell_comes_home():
    taken, out = round_trip(
        BOOK_WITH_ROWS, lambda one: replace(table(one).rows[1].cells[1].paragraphs[0], "42", "43")
    )
    assert kinds(taken) == [Kind.CHANGE]
    assert printed(out, "r-1") == "甲村\u300043\u30003.1〔000:5–6〕"
    assert [one.voice for one in element(out, "r-1").inlines if isinstance(one, Run)] == [
        Voice.SOURCE,
        Voice.EDITOR,
        Voice.SOURCE,
    ]


def test_an_empty_cell_is_filled_and_another_emptied():
    def change(document):
        rows = table(document).rows
        rows[2].cells[1].paragraphs[0].add_run("51")
        rows[1].cells[1].paragraphs[0].runs[0].text = ""
        rows[3].cells[2].paragraphs[0].add_run("4.0")

    _, out = round_trip(BOOK_WITH_ROWS, change)
    assert [printed(out, id).split("〔")[0] for id in ROWS] == [
        "甲村\u3000\u30003.1",
        "乙村\u300051\u30002.8",
        "丙村\u300037\u30004.0",
    ]


def test_an_empty_first_cell_stays_empty_and_is_filled():
    covered = row("r-2", "\u300037\u30002.8", Style.ROW)
    elements = (covered if one.id == "r-2" else one for one in BOOK_WITH_ROWS.elements)
    book = changed(BOOK_WITH_ROWS, elements=tuple(elements))

    assert home(sent(book)).new == ()
    _, out = round_trip(book, lambda one: table(one).rows[2].cells[0].paragraphs[0].add_run("乙村"))
    assert printed(out, "r-2").split("〔")[0] == "乙村\u300037\u30002.8"


def test_a_row_is_struck_out_and_another_put_in():
    def change(document):
        rows = table(document)._tbl.findall(qn("w:tr"))
        made = copy.deepcopy(rows[1])
        for mark in [*made.iter(qn("w:bookmarkStart")), *made.iter(qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)
        for words, text in zip(made.iter(qn("w:t")), ("丁村", "47", "2.8"), strict=False):
            words.text = text
        for link in list(made.iter(qn("w:tc")))[-1].iter(qn("w:t")):
            link.text = ""
        rows[1].addnext(made)
        rows[2].getparent().remove(rows[2])

    taken, out = round_trip(BOOK_WITH_ROWS, change)
    assert kinds(taken) == [Kind.DELETE, Kind.INSERT]
    at = order(out).index("r-1")
    made = element(out, order(out)[at + 1])
    assert (made.style, made.inlines) == (
        Style.ROW,
        (Run("丁村\u300047\u30002.8", Voice.EDITOR),),
    )
    assert order(out)[at + 2] == "r-3"
    assert home(sent(BOOK_WITH_ROWS, taken.edits), taken.edits).new == ()


def test_a_column_more():
    def change(document):
        for n, one in enumerate(table(document).rows):
            made = copy.deepcopy(one.cells[2]._tc)
            for words in made.iter(qn("w:t")):
                words.text = f"新{n}"
            if not list(made.iter(qn("w:t"))):
                made.find(qn("w:p")).append(copy.deepcopy(one.cells[0].paragraphs[0].runs[0]._r))
                next(made.iter(qn("w:t"))).text = f"新{n}"
            one.cells[2]._tc.addnext(made)

    taken, out = round_trip(BOOK_WITH_ROWS, change)
    assert kinds(taken) == [Kind.CHANGE] * 4
    assert printed(out, "r-0") == f"{HEAD}\u3000新0〔000:5–6〕"
    assert printed(out, "r-3") == "丙村\u300037\u3000\u3000新3〔000:5–6〕"


def test_a_wide_blank_in_a_cell_begins_no_other():
    _, out = round_trip(
        BOOK_WITH_ROWS,
        lambda one: replace(table(one).rows[1].cells[0].paragraphs[0], "甲村", "甲\u3000村"),
    )
    assert printed(out, "r-1") == "甲 村\u300042\u30003.1〔000:5–6〕"


def test_a_note_in_a_cell_stays_with_its_cell():
    at = order(carried(BOOK_WITH_ROWS)).index("r-2")
    noted = row("r-2", ROWS["r-2"], Style.ROW, NoteCall(1, "“2.8”，002作“2.9”。"))
    elements = (*BOOK_WITH_ROWS.elements[:at], noted, *BOOK_WITH_ROWS.elements[at + 1 :])
    taken, out = round_trip(
        changed(carried(changed(BOOK_WITH_ROWS, elements=elements)).manuscript),
        lambda one: replace(table(one).rows[2].cells[0].paragraphs[0], "乙村", "乙镇"),
    )
    assert kinds(taken) == [Kind.CHANGE]
    assert [type(one) for one in element(out, "r-2").inlines][-2:] == [NoteCall, type(cite())]


@pytest.mark.parametrize(("start", "end"), [(3, 5), (0, 8)])
def test_a_remark_stands_on_its_cell_or_on_the_row(start, end):
    book = changed(
        BOOK_WITH_ROWS,
        remarks=(*BOOK.remarks, Remark("r-1", start, end, ("再核。",), ("e-1",))),
    )
    draft = read(sent(book))
    assert any("再核。" in one.text for one in draft.comments)


def test_an_editors_comment_on_a_cell_stays_there():
    def change(document):
        place = table(document).rows[1].cells[1].paragraphs[0]
        document.add_comment(place.runs[0], "再核。", "编辑")

    _, out = round_trip(BOOK_WITH_ROWS, change)
    (own,) = [one for one in out.manuscript.remarks if "再核。" in one.lines]
    assert (own.element, own.start, own.end) == ("r-1", 3, 5)
    sent(BOOK_WITH_ROWS, home(edited(sent(BOOK_WITH_ROWS), change)).edits)


def test_every_row_has_its_bookmark():
    document = Document(io.BytesIO(sent(BOOK_WITH_ROWS)))
    names = {one.get(qn("w:name")) for one in table(document)._tbl.iter(qn("w:bookmarkStart"))}
    assert names == {bookmark_name(id) for id in ("r-0", *ROWS)}


def test_rows_come_home_from_libreoffice(tmp_path):
    folder = tmp_path / "office"
    folder.mkdir()
    path = tmp_path / "briefing.docx"
    path.write_bytes(
        edited(
            sent(BOOK_WITH_ROWS),
            lambda one: replace(table(one).rows[1].cells[1].paragraphs[0], "42", "43"),
        )
    )
    save_in_office(path, folder)
    taken = home(path.read_bytes())
    assert [(one.kind, one.block) for one in taken.new] == [(Kind.CHANGE, "r-1")]


@given(st.lists(st.sampled_from(["", "甲", "4", " 乙 "]), min_size=1, max_size=5), st.booleans())
def test_the_cells_of_any_row_are_its_words_again(cells, cited):
    said = BETWEEN.join(cells).rstrip(BETWEEN)
    told = (cite(("000", ((5, 6),))),) if cited else ()
    longer = Paragraph("r-9", Style.ROW, (Run("一\u3000二\u3000三\u3000四\u3000五\u3000六"),))
    one = Paragraph("r-1", Style.ROW, (*((Run(said),) if said else ()), *told))
    read_back = row_words([of_inlines(cell) for cell in Grid((one, longer)).cells[0]])
    assert read_back == of_inlines(one.inlines)
