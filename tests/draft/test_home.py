"""Every kind of edit, made in Word's own terms, comes home and is printed."""

from __future__ import annotations

import copy
import dataclasses

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.draft import Kind
from pipeline.model.manuscript import Citation, Heading, NoteCall, Paragraph, Run, Table, Voice
from tests.draft.desk import (
    BOOK,
    after,
    carried,
    cut,
    edited,
    element,
    home,
    join_first_two,
    kinds,
    order,
    paragraph,
    printed,
    replace,
    round_trip,
    sent,
    table_of,
)


@pytest.fixture(scope="module")
def draft() -> bytes:
    return sent(BOOK)


def test_nothing_changed_is_no_edit(draft):
    taken = home(edited(draft, lambda document: None))
    assert taken.edits == taken.verdicts == ()


@pytest.mark.row(76)
def test_words_typed_over():
    taken, out = round_trip(BOOK, lambda d: replace(paragraph(d, "p-1"), "糊涂账", "明白账"))
    assert kinds(taken) == [Kind.CHANGE]
    assert "却是一笔明白账。上世纪" in printed(out, "p-1")
    runs = [one for one in element(out, "p-1").inlines if isinstance(one, Run)]
    assert [one.text for one in runs if one.voice is Voice.EDITOR] == ["明白"]
    assert isinstance(element(out, "p-1").inlines[-1], Citation)


@pytest.mark.row(76)
def test_words_struck_out():
    """Nothing new stands there: what is left are two runs of the source, each as it says."""
    taken, out = round_trip(BOOK, lambda d: replace(paragraph(d, "p-1"), "旧城区的", ""))
    assert kinds(taken) == [Kind.CHANGE]
    runs = [one for one in element(out, "p-1").inlines if isinstance(one, Run)]
    assert [one.voice for one in runs] == [Voice.SOURCE, Voice.SOURCE]
    assert runs[0].text.endswith("一千一百余年，")
    assert runs[1].text.startswith("供水管网")


def test_a_figure_is_the_editors_whole():
    _, out = round_trip(BOOK, lambda d: replace(paragraph(d, "p-7"), "11.8亿元", "12.8亿元"))
    runs = [one for one in element(out, "p-7").inlines if isinstance(one, Run)]
    assert "12.8亿" in [one.text for one in runs if one.voice is Voice.EDITOR]


def test_notes_keep_their_places_and_are_numbered_anew(draft):
    def strike_first_note(document):
        place = paragraph(document, "p-2")
        run = next(place._p.iter(qn("w:footnoteReference"))).getparent()
        run.getparent().remove(run)

    taken, out = round_trip(BOOK, strike_first_note)
    assert kinds(taken) == [Kind.CHANGE]
    numbers = [
        one.number for e in out.manuscript.elements if isinstance(e, Paragraph)
        for one in e.inlines if isinstance(one, NoteCall)
    ]  # fmt: skip
    assert numbers == [1, 2]
    assert not any(isinstance(one, NoteCall) for one in element(out, "p-2").inlines)


@pytest.mark.row(78)
def test_the_words_of_a_note():
    def change(document):
        part = next(
            rel.target_part for rel in document.part.rels.values() if "footnotes" in rel.reltype
        )
        part._blob = part.blob.replace("今从底本".encode(), "今从002".encode())

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE]
    notes = [one.text for one in element(out, "p-2").inlines if isinstance(one, NoteCall)]
    assert notes == ["31处，002作“三十二处”；000另有“三十余处”之说，今从002。"]


def test_a_cell_of_a_table():
    def change(document):
        cell = table_of(document).rows[1].cells[2]
        replace(cell.paragraphs[0], "9.1%", "9.3%")

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE]
    assert element(out, "table-1").rows[0][2] == (Run("9.3%", Voice.EDITOR),)
    assert element(out, "table-1").rows[1] == BOOK.elements[order(out).index("table-1")].rows[1]


def test_a_row_more_and_a_caption():
    def change(document):
        rows = table_of(document)._tbl.findall(qn("w:tr"))
        row = copy.deepcopy(rows[-1])
        next(row.iter(qn("w:t"))).text = "水质合格率"
        rows[-1].addnext(row)
        replace(paragraph(document, "table-1"), "主要指标", "各项指标")

    _, out = round_trip(BOOK, change)
    table = element(out, "table-1")
    assert isinstance(table, Table)
    assert table.caption == "表1 旧城区供水管网改造前后各项指标"
    assert [row[0][0].text for row in table.rows][-2:] == [
        "末梢水压（六层以上住宅，用水高峰时段，全年平均值）",
        "水质合格率",
    ]


def test_a_table_of_the_editors_own():
    def change(document):
        table = document.add_table(2, 2)
        for n, cell in enumerate(one for row in table.rows for one in row.cells):
            cell.text = f"格{n}"
        paragraph(document, "p-6")._p.addnext(table._tbl)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.INSERT]
    made = element(out, taken.new[0].block)
    assert (made.head, made.rows) == (
        ("格0", "格1"),
        (((Run("格2", Voice.EDITOR),), (Run("格3", Voice.EDITOR),)),),
    )
    assert order(out).index(made.id) == order(out).index("p-6") + 1


def test_a_heading_and_its_number():
    _, out = round_trip(BOOK, lambda d: replace(paragraph(d, "work"), "做法与成效", "经验"))
    heading = element(out, "work")
    assert heading == Heading("work", 1, "二、", "经验", Voice.EDITOR)

    def renumber(document):
        replace(paragraph(document, "work"), "二、", "三、")

    _, out = round_trip(BOOK, renumber)
    assert element(out, "work") == Heading("work", 1, "三、", "做法与成效", Voice.OURS)


def test_a_paragraph_made_a_heading():
    def change(document):
        paragraph(document, "p-12").style = document.styles["heading 2"]

    _, out = round_trip(BOOK, change)
    heading = element(out, "p-12")
    assert isinstance(heading, Heading)
    assert heading.level == 2
    assert heading.text.startswith("路修好了")


def test_new_paragraphs_headings_and_their_order():
    def change(document):
        first = after(paragraph(document, "p-5"), "编辑新写的一段，约3.5万人次。")
        after(first, "又一段。")
        after(paragraph(document, "p-8"), "新的小节", "heading 3")

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.INSERT] * 3
    at = order(out).index("p-5")
    texts = [printed(out, id) for id in order(out)[at + 1 : at + 3]]
    assert texts == ["编辑新写的一段，约3.5万人次。", "又一段。"]
    made = element(out, order(out)[order(out).index("p-8") + 1])
    assert isinstance(made, Heading)
    assert (made.level, made.text) == (3, "新的小节")
    assert home(sent(BOOK, taken.edits), taken.edits).new == ()


@pytest.mark.row(75)
def test_deleted_and_moved():
    def change(document):
        gone = paragraph(document, "p-3")._p
        gone.getparent().remove(gone)
        moved = paragraph(document, "p-9")._p
        paragraph(document, "p-1")._p.addnext(moved)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.DELETE, Kind.MOVE]
    assert "p-3" not in order(out)
    assert order(out)[order(out).index("p-1") + 1] == "p-9"
    assert [one for one in order(out) if one not in ("p-9", "p-3")] == [
        one.id for one in BOOK.elements if one.id not in ("p-9", "p-3")
    ] or "colophon-edits" in order(out)


def test_struck_out_alone_though_the_index_leads_there():
    """The reference is plain words then: a change that is nobody's edit."""

    def change(document):
        gone = paragraph(document, "p-9")._p
        gone.getparent().remove(gone)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.DELETE]
    assert element(out, "name-1").inlines[-1] == Run("二（二）（1）", Voice.OURS)


def test_moved_and_changed_at_once():
    def change(document):
        place = paragraph(document, "p-9")
        replace(place, "机器替代不了耳朵", "机器代替不了人的耳朵")
        paragraph(document, "p-1")._p.addnext(place._p)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE, Kind.MOVE]
    assert printed(out, order(out)[order(out).index("p-1") + 1]).startswith("机器代替不了人")


@pytest.mark.row(75)
def test_split_in_two():
    """Enter in the middle: the bookmark begins in the first part and ends in the second."""

    def change(document):
        place = paragraph(document, "p-1")
        run = cut(place, "上世纪六十年代")[0]
        second = after(place)
        for node in [run, *run.itersiblings()]:
            second._p.append(node)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE, Kind.INSERT]
    first, second = order(out)[1 + order(out).index("background") :][:2]
    cite = element(out, second).inlines[-1].text
    said = "云溪建城已有一千一百余年，旧城区的供水管网却是一笔糊涂账。"
    assert printed(out, first) == said + cite  # each part is cited
    assert printed(out, second).startswith("上世纪六十年代埋下")
    assert isinstance(element(out, second).inlines[-1], Citation)
    voices = {one.voice for one in element(out, second).inlines if isinstance(one, Run)}
    assert voices == {Voice.SOURCE}


@pytest.mark.row(75)
def test_joined_to_the_one_before():
    def change(document):
        first, second = paragraph(document, "p-1")._p, paragraph(document, "p-2")._p
        for node in list(second):
            if node.tag != qn("w:pPr"):
                first.append(node)
        second.getparent().remove(second)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE, Kind.DELETE]
    assert "p-2" not in order(out)
    joined = element(out, "p-1")
    assert {one.voice for one in joined.inlines if isinstance(one, Run)} == {Voice.SOURCE}
    assert sum(isinstance(one, Citation) for one in joined.inlines) == 2
    assert sum(isinstance(one, NoteCall) for one in joined.inlines) == 1


@pytest.mark.row(75)
def test_what_was_joined_goes_on_with_its_source():
    """What a verdict or a corrected source says of the second paragraph is said in the first."""
    taken = home(edited(sent(BOOK), join_first_two))
    elements = list(BOOK.elements)
    n = next(n for n, one in enumerate(elements) if one.id == "p-2")
    words = elements[n].inlines[0].text
    run = dataclasses.replace(elements[n].inlines[0], text=f"据查，{words}")
    elements[n] = dataclasses.replace(elements[n], inlines=(run, *elements[n].inlines[1:]))
    out = carried(dataclasses.replace(BOOK, elements=tuple(elements)), taken.edits)
    assert f"据查，{words}" in printed(out, "p-1")
    assert out.conflicts == ()


@pytest.mark.row(75)
def test_a_copy_is_a_new_paragraph():
    def change(document):
        place = paragraph(document, "p-12")._p
        place.addnext(copy.deepcopy(place))

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.INSERT]
    at = order(out).index("p-12")
    assert printed(out, order(out)[at + 1]) == printed(out, "p-12")


@pytest.mark.row(74)
def test_bookmarks_lost_are_found_by_likeness():
    def change(document):
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            for node in list(document.element.body.iter(qn(tag))):
                node.getparent().remove(node)
        for place in document.paragraphs:
            if "糊涂账" in place.text:
                replace(place, "糊涂账", "明白账")

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE]
    assert "明白账" in printed(out, "p-1")


def test_a_chart_stays_and_can_be_struck_out():
    def change(document):
        for name in ("chart-1", "chart-1-caption", "chart-1-source"):
            place = paragraph(document, name)
            place._p.getparent().remove(place._p)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.DELETE] * 3
    assert not any(one.id.startswith("chart-1") for one in out.manuscript.elements)


def test_a_caption_of_a_chart_is_edited_like_any_paragraph():
    taken, out = round_trip(
        BOOK,
        lambda document: replace(paragraph(document, "chart-1-caption"), "改造前后", "三年之变"),
    )
    assert kinds(taken) == [Kind.CHANGE]
    assert "三年之变" in printed(out, "chart-1-caption")


def test_the_title_and_the_parts_of_the_cover():
    def change(document):
        place = paragraph(document, "front-title")
        for text in list(place._p.iter(qn("w:t")))[1:]:
            text.text = ""
        next(place._p.iter(qn("w:t"))).text = "一张管网管三十年"
        replace(paragraph(document, "front-issuer"), "资料组", "编辑部")
        replace(paragraph(document, "front-numbers"), "第7期", "第8期")

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE] * 3
    front = out.manuscript.front
    assert front.title == "一张管网管三十年"
    assert front.issuer == "云溪市政策研究室编辑部"
    assert (front.number, front.total_number) == ("8", "118")


def test_a_line_broken_by_hand_is_two_paragraphs():
    def change(document):
        run = cut(paragraph(document, "p-12"), "就不要再挖。")[0]
        run.insert(1 if run.find(qn("w:rPr")) is not None else 0, OxmlElement("w:br"))

    _, out = round_trip(BOOK, change)
    at = order(out).index("p-12")
    assert [printed(out, id) for id in order(out)[at : at + 2]] == [
        "路修好了，〔000:36〕",
        "就不要再挖。〔000:36〕",
    ]


def test_a_line_of_the_cover_that_was_struck_out_is_no_edit_again():
    edits = home(edited(sent(BOOK), lambda d: drop(paragraph(d, "front-title")))).edits
    assert [one.block for one in edits] == ["front-title"]
    assert home(edited(sent(BOOK, edits), lambda d: None), edits, "e").new == ()


def drop(place):
    place._p.getparent().remove(place._p)
