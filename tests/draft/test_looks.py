"""Words made bold, italic or dotted (着重号) come home, and go out again."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.compose import with_pinyin
from pipeline.draft import Kind
from pipeline.model.manuscript import Paragraph, Run, Style, Voice
from pipeline.render.docx import render_docx
from pipeline.run.edited import draft_record
from tests.archives import LAYOUT
from tests.draft.desk import (
    BOOK,
    carried,
    cut,
    edited,
    element,
    home,
    kinds,
    paragraph,
    printed,
    read,
    round_trip,
    sent,
    table_of,
)

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as DocxParagraph

LOST = "dots of emphasis in a title, a heading, a table's head or a note"


def stress(place: DocxParagraph, words: str, *switches: tuple[str, str]) -> None:
    """Give some words a look by hand: elements of ``w:rPr``, each with its value or ""."""
    run = cut(place, words)[0]
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    for tag, value in switches:
        switch = OxmlElement(tag)
        if value:
            switch.set(qn("w:val"), value)
        properties.append(switch)


def dotted(id: str, words: str, shape: str = "dot"):
    """A change to a document: dots under some words of a paragraph."""
    return lambda document: stress(paragraph(document, id), words, ("w:em", shape))


def runs(out, id: str) -> list[Run]:
    return [one for one in element(out, id).inlines if isinstance(one, Run)]


@pytest.mark.parametrize(
    ("switches", "look"),
    [
        ([("w:b", "")], (True, False, False)),
        ([("w:i", "")], (False, True, False)),
        ([("w:em", "dot")], (False, False, True)),
        ([("w:em", "underDot")], (False, False, True)),
        ([("w:b", ""), ("w:em", "circle")], (True, False, True)),
    ],
)
def test_words_stressed(switches, look):
    taken, out = round_trip(
        BOOK, lambda document: stress(paragraph(document, "p-3"), "一根一根", *switches)
    )
    assert kinds(taken) == [Kind.CHANGE]
    (run,) = [one for one in runs(out, "p-3") if one.bold or one.italic or one.dots]
    assert (run.text, run.voice) == ("一根一根", Voice.SOURCE)
    assert (run.bold, run.italic, run.dots) == look
    again = home(sent(BOOK, taken.edits), taken.edits)
    assert again.new == ()


def test_dots_are_kept_where_one_is_printed():
    """No mark takes one, but a number is one word with the point in it."""
    blob = edited(sent(BOOK), dotted("p-7", "11.8亿元，其中"))
    taken = home(blob)
    out = carried(BOOK, taken.edits)
    assert [one.text for one in runs(out, "p-7") if one.dots] == ["11.8亿元", "其中"]
    assert read(blob).lost == ()


@pytest.mark.parametrize(("words", "shape"), [("一根一根", "none"), ("，", "dot")])
def test_dots_that_nobody_sees_are_no_edit(words, shape):
    assert home(edited(sent(BOOK), dotted("p-3", words, shape))).new == ()


def test_dots_taken_off_again():
    first = home(edited(sent(BOOK), dotted("p-3", "一根一根")))

    def undo(document):
        (run,) = [one for one in paragraph(document, "p-3").runs if one.text == "一根一根"]
        run.style = None

    second = home(edited(sent(BOOK, first.edits), undo), first.edits)
    assert second.edits == ()


def test_dots_of_a_style_of_the_editors_own():
    def change(document):
        style = document.styles.add_style("我的着重", WD_STYLE_TYPE.CHARACTER)
        em = OxmlElement("w:em")
        em.set(qn("w:val"), "dot")
        style.element.get_or_add_rPr().append(em)
        cut(paragraph(document, "p-3"), "一根一根")
        (run,) = [one for one in paragraph(document, "p-3").runs if one.text == "一根一根"]
        run.style = style

    _, out = round_trip(BOOK, change)
    assert [one.text for one in runs(out, "p-3") if one.dots] == ["一根一根"]


def test_dots_under_words_typed_anew():
    def change(document):
        stress(paragraph(document, "p-1"), "糊涂账", ("w:em", "dot"))
        for text in paragraph(document, "p-1")._p.iter(qn("w:t")):
            text.text = text.text.replace("糊涂账", "明白账")

    _, out = round_trip(BOOK, change)
    found = [(one.text, one.voice) for one in runs(out, "p-1") if one.dots]
    assert found == [("明白", Voice.EDITOR), ("账", Voice.SOURCE)]


def test_dots_on_a_source_that_changes():
    """The sources' new words and the editor's dots are both there."""
    taken = home(edited(sent(BOOK), dotted("p-1", "糊涂账")))
    was = element(carried(BOOK), "p-1")
    now = dataclasses.replace(
        was,
        inlines=tuple(
            dataclasses.replace(one, text=one.text.replace("一千一百", "一千二百"))
            if isinstance(one, Run)
            else one
            for one in was.inlines
        ),
    )
    elements = tuple(now if one.id == "p-1" else one for one in BOOK.elements)
    out = carried(dataclasses.replace(BOOK, elements=elements), taken.edits)
    assert not out.conflicts
    assert printed(out, "p-1").startswith("云溪建城已有一千二百余年")
    assert [one.text for one in runs(out, "p-1") if one.dots] == ["糊涂账"]


def test_dots_and_pinyin_on_one_character():
    """The draft that shows pinyin comes home with the dots, and with nothing else."""
    book = dataclasses.replace(
        BOOK, elements=(Paragraph("p-1", Style.BODY, (Run("湖南郴州的水价，不贵。"),)),)
    )
    taken = home(edited(sent(book), dotted("p-1", "南郴州")))
    out = carried(book, taken.edits)
    told = dataclasses.replace(out, manuscript=with_pinyin(out.manuscript))
    assert [(one.text, one.pinyin) for one in runs(told, "p-1") if one.dots] == [
        ("南", ""),
        ("郴", "chēn"),
        ("州", ""),
    ]
    blob = render_docx(told.manuscript, LAYOUT, {}, draft_record(told, LAYOUT))
    assert home(blob, taken.edits).new == ()


def test_dots_in_a_cell():
    def change(document):
        stress(table_of(document).rows[1].cells[2].paragraphs[0], "9.1%", ("w:em", "dot"))

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE]
    assert element(out, "table-1").rows[0][2] == (Run("9.1%", dots=True),)
    assert home(sent(BOOK, taken.edits), taken.edits).new == ()


@pytest.mark.parametrize("id", ["front-title", "work", "table-1"])
def test_dots_where_none_are_printed_are_named(id):
    """A title, a heading, the caption of a table."""

    def change(document):
        stress(paragraph(document, id), paragraph(document, id).text[-3:], ("w:em", "dot"))

    blob = edited(sent(BOOK), change)
    assert home(blob).new == ()
    assert read(blob).lost == (LOST,)


def test_dots_in_the_head_of_a_table_and_in_a_note_are_named():
    def head(document):
        place = table_of(document).rows[0].cells[0].paragraphs[0]
        stress(place, place.text, ("w:em", "dot"))

    def note(document):
        part = next(
            rel.target_part for rel in document.part.rels.values() if "footnotes" in rel.reltype
        )
        plain = b'<w:rFonts w:hint="eastAsia"/>'
        part._blob = part.blob.replace(plain, plain + b'<w:em w:val="dot"/>', 1)

    for change in (head, note):
        blob = edited(sent(BOOK), change)
        assert home(blob).new == ()
        assert read(blob).lost == (LOST,), change
