"""Pinyin that we printed comes home as what it is: no word, and nobody's edit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from pipeline.compose import with_pinyin
from pipeline.draft import Kind
from pipeline.model.manuscript import Paragraph, with_readings
from pipeline.render.docx import render_docx
from pipeline.render.docx.ooxml import element, text_element
from pipeline.render.docx.ooxml import run as run_of
from pipeline.run.edited import draft_record
from tests.archives import LAYOUT
from tests.draft import desk
from tests.draft.desk import BOOK, carried, edited, home, kinds, paragraph, printed, read
from tests.draft.office import save_in_office

RARE = next(
    one
    for one in with_pinyin(BOOK).elements
    if isinstance(one, Paragraph) and any(with_readings([one]))
)
FIRST = next(with_readings([RARE]))


def sent(edits=()):
    """The draft an editor gets where pinyin is wanted."""
    out = carried(BOOK, edits)
    told = replace(out, manuscript=with_pinyin(out.manuscript))
    return render_docx(told.manuscript, LAYOUT, {}, draft_record(told, LAYOUT))


def rubies(document):
    return list(document.element.body.iter(qn("w:ruby")))


def test_a_draft_that_nobody_touched_says_nothing():
    blob = edited(sent(), lambda document: None)

    assert len(rubies(desk.Document(desk.io.BytesIO(blob)))) > 0
    assert home(blob).new == ()
    assert read(blob).lost == ()


def test_the_words_around_a_reading_are_edited_and_the_reading_is_set_anew():
    def change(document):
        place = paragraph(document, RARE.id)
        after = next(place._p.iter(qn("w:ruby"))).getparent().getnext()
        text = next(after.iter(qn("w:t")))
        text.text = "（改）" + text.text

    taken = home(edited(sent(), change))
    out = carried(BOOK, taken.edits)

    assert kinds(taken) == [Kind.CHANGE]
    assert f"{FIRST.text}（改）" in printed(out, RARE.id)
    assert FIRST.pinyin not in printed(out, RARE.id)
    assert next(with_readings(with_pinyin(out.manuscript).elements)) == FIRST
    assert home(sent(taken.edits), taken.edits).new == ()


def test_a_character_that_is_struck_out_goes_with_its_reading():
    def change(document):
        run = next(paragraph(document, RARE.id)._p.iter(qn("w:ruby"))).getparent()
        run.getparent().remove(run)

    taken = home(edited(sent(), change))

    assert kinds(taken) == [Kind.CHANGE]
    assert read(edited(sent(), change)).lost == ()
    was, now = (printed(out, RARE.id) for out in (carried(BOOK), carried(BOOK, taken.edits)))
    assert now == was.replace(FIRST.text, "", 1)


def test_a_guide_that_is_taken_away_changes_no_word():
    def change(document):
        run = next(paragraph(document, RARE.id)._p.iter(qn("w:ruby"))).getparent()
        base = next(run.iter(qn("w:rubyBase")))[0]
        run.getparent().replace(run, base)

    blob = edited(sent(), change)

    assert home(blob).new == ()
    assert read(blob).lost == ()


@pytest.mark.parametrize("reading", ["wā", ""])
def test_a_reading_that_an_editor_wrote_is_named(reading):
    def change(document):
        above = next(paragraph(document, RARE.id)._p.iter(qn("w:rt")))
        next(above.iter(qn("w:t"))).text = reading

    blob = edited(sent(), change)

    assert home(blob).new == ()
    assert read(blob).lost == ("pinyin above characters",)


@pytest.mark.parametrize(
    ("reading", "lost"), [(FIRST.pinyin, ()), ("wā", ("pinyin above characters",))]
)
def test_a_guide_that_a_program_writes_as_an_equation_is_read_as_its_character(reading, lost):
    def change(document):
        run = next(paragraph(document, RARE.id)._p.iter(qn("w:ruby"))).getparent()
        told = (r"EQ \* jc0 \* hps11 \o\ad(\s\up 12(", f"{reading}),", f"{FIRST.text})")
        begin, end = (element("fldChar", fldCharType=kind) for kind in ("begin", "end"))
        for one in (begin, *(text_element("instrText", text) for text in told), end):
            run.addprevious(run_of(one))
        run.getparent().remove(run)

    blob = edited(sent(), change)

    assert home(blob).new == ()
    assert read(blob).lost == lost


def test_without_pinyin_the_draft_knows_none():
    base = read(desk.sent(BOOK)).base

    assert base is not None
    assert base.pinyin == {}
    assert "pinyin" not in base.record


@pytest.mark.slow
def test_a_draft_saved_by_libreoffice_says_nothing(tmp_path):
    path = tmp_path / "briefing.docx"
    path.write_bytes(sent())
    save_in_office(path, tmp_path / "office")

    assert home(path.read_bytes()).new == ()
    assert "pinyin above characters" not in read(path.read_bytes()).lost
