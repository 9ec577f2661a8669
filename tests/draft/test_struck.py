"""What is struck out stays struck out; only what another draft has changed is spared, and told."""

from __future__ import annotations

from dataclasses import replace as with_other
from functools import partial

from docx.oxml import OxmlElement

from pipeline.draft import Kind, carry
from pipeline.model.manuscript import Citation, NoteCall, Paragraph, Run
from pipeline.model.repeat import Settled
from pipeline.model.source import Lines
from tests.draft.desk import (
    BOOK,
    carried,
    edited,
    element,
    home,
    join_first_two,
    order,
    paragraph,
    printed,
    replace,
    sent,
)


def strike(document, id: str) -> None:
    gone = paragraph(document, id)._p
    gone.getparent().remove(gone)


def lower(element):
    """The element with its citations three lines further down: something was added above."""
    if not isinstance(element, Paragraph):
        return element
    inlines = tuple(
        with_other(
            one,
            cited=tuple(
                with_other(cited, lines=tuple(Lines(n.first + 3, n.last + 3) for n in cited.lines))
                for cited in one.cited
            ),
        )
        if isinstance(one, Citation)
        else one
        for one in element.inlines
    )
    return with_other(element, inlines=inlines)


LATER = with_other(BOOK, elements=tuple(map(lower, BOOK.elements)))


def split(document, id: str, at: int) -> None:
    """Break a paragraph in two, as the return key does."""
    place = paragraph(document, id)
    run = next(one for one in place.runs if len(one.text) > at)
    new = OxmlElement("w:p")
    place._p.addnext(new)
    rest = list(run._r.itersiblings())  # the bookmark's end, too
    second = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = run.text[at:]
    second.append(words)
    run.text = run.text[:at]
    new.append(second)
    for one in rest:
        new.append(one)


def test_the_second_half_of_a_paragraph_whose_lines_have_moved_since():
    first = home(edited(sent(BOOK), lambda d: split(d, "p-1", 12))).edits
    made = next(one.block for one in first if one.kind is Kind.INSERT)
    assert printed(carried(LATER, first), made).endswith("〔000:6–9〕")
    draft = edited(sent(LATER, first), lambda d: strike(d, made))
    taken = home(draft, first, "e")
    assert made not in order(carried(LATER, taken.edits))
    assert not taken.spared


def test_a_joined_paragraph_whose_lines_have_moved_since():
    first = home(edited(sent(BOOK), join_first_two)).edits
    taken = home(edited(sent(LATER, first), lambda d: strike(d, "p-1")), first, "e")
    assert not {"p-1", "p-2"} & set(order(carried(LATER, taken.edits)))


def test_what_another_draft_has_changed_is_spared_and_told():
    book = sent(BOOK)
    other = edited(book, lambda d: replace(paragraph(d, "p-1"), "糊涂账", "旧账"))
    edits = home(other).edits
    taken = home(edited(book, lambda d: strike(d, "p-1")), edits, "e")
    assert [one.block for one in taken.spared] == ["p-1"]
    assert taken.edits == edits
    assert "旧账" in printed(carried(BOOK, taken.edits), "p-1")


def test_what_the_same_editor_has_changed_is_struck_out_though_its_note_has_gone():
    note = NoteCall(9, "“糊涂账”，002作“旧账”。")
    book = with_other(BOOK, elements=tuple(map(partial(with_note, note=note), BOOK.elements)))
    first = home(edited(sent(book), lambda d: replace(paragraph(d, "p-1"), "糊涂账", "新账"))).edits
    assert "新账" in printed(carried(book, first), "p-1")
    assert note.text not in str(element(carried(book, first), "p-1"))

    taken = home(edited(sent(book, first), lambda d: strike(d, "p-1")), first, "e")
    assert not taken.spared
    assert "p-1" not in order(carried(book, taken.edits))


def with_note(element, note: NoteCall):
    """The paragraph of the account with a note behind the words that it quotes."""
    if element.id != "p-1":
        return element
    inlines = []
    for one in element.inlines:
        if isinstance(one, Run) and "糊涂账" in one.text:
            head, words, tail = one.text.partition("糊涂账")
            inlines += [with_other(one, text=head + words), note, with_other(one, text=tail)]
        else:
            inlines.append(one)
    return with_other(element, inlines=tuple(inlines))


def test_what_was_taken_back_meanwhile_is_struck_out():
    edits = home(edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), "糊涂账", "旧账"))).edits
    taken = home(edited(sent(BOOK, edits), lambda d: strike(d, "p-1")), (), "e")
    assert [one.kind for one in taken.edits] == [Kind.DELETE]


def settled_as(words: str, others: str):
    """The book with some of its words as a verdict makes them, and what it made."""
    place = next(one for one in BOOK.elements if one.id == "p-1")
    text = "".join(one.text for one in place.inlines if isinstance(one, Run))
    at = text.index(words)
    inlines = tuple(
        with_other(one, text=one.text.replace(words, others)) if isinstance(one, Run) else one
        for one in place.inlines
    )
    elements = (with_other(one, inlines=inlines) if one is place else one for one in BOOK.elements)
    made = Settled("p-1", at, at + len(others), words)
    return with_other(BOOK, elements=tuple(elements)), made


def test_a_doubt_settled_in_what_was_struck_out_is_no_clash():
    taken = home(edited(sent(BOOK), lambda d: strike(d, "p-1")))
    later, made = settled_as("糊涂账", "糊塗账")

    assert not carry(later, (), taken.edits, settled=[made]).conflicts
    assert carry(later, (), taken.edits).conflicts  # where the source itself says so now


def test_a_doubt_settled_in_words_that_were_struck_out_of_a_paragraph_is_no_clash():
    taken = home(edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), "糊涂账", "")))
    later, made = settled_as("糊涂账", "糊塗账")

    assert not carry(later, (), taken.edits, settled=[made]).conflicts
    assert carry(later, (), taken.edits).conflicts


def test_a_doubt_settled_otherwise_than_the_editor_wrote_is_one():
    taken = home(edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), "糊涂账", "旧账")))
    later, made = settled_as("糊涂账", "糊塗账")

    assert carry(later, (), taken.edits, settled=[made]).conflicts
