"""A corrected source gives its passage another id: whatever an editor did there finds it."""

from __future__ import annotations

from dataclasses import replace as with_other

from docx.text.run import Run

from pipeline.check.edits import MENTION
from pipeline.draft import Kind
from pipeline.model.manuscript import Heading, Paragraph, Style, Voice
from pipeline.model.manuscript import Run as Words
from tests.draft.desk import (
    BOOK,
    carried,
    cut,
    edited,
    element,
    home,
    join_first_two,
    kinds,
    paragraph,
    printed,
    replace,
    sent,
)


def corrected(id: str, old: str, new: str):
    """The book whose paragraph says one thing otherwise, and bears another id therefore."""

    def said(one):
        if one.id != id:
            return one
        assert isinstance(one, Paragraph)
        inlines = tuple(
            with_other(run, text=run.text.replace(old, new)) if isinstance(run, Words) else run
            for run in one.inlines
        )
        assert inlines != one.inlines
        return with_other(one, id=f"{id}-new", inlines=inlines)

    return with_other(BOOK, elements=tuple(map(said, BOOK.elements)))


def remark_on(document, id: str, text: str = "请核实") -> None:
    document.add_comment(paragraph(document, id).runs[0], text, "编辑", "编")


NOW = corrected("p-7", "11.8亿元", "11.9亿元")


def remarks_of(out) -> dict[str, str]:
    return {one.element: one.lines[0] for one in out.manuscript.remarks if one.author == "编辑"}


def test_a_comment_on_two_words():
    def change(document):
        run = cut(paragraph(document, "p-7"), "漏损率")[0]
        document.add_comment(Run(run, paragraph(document, "p-7")), "请核实", "编辑", "编")

    taken = home(edited(sent(BOOK), change))
    assert kinds(taken) == [Kind.COMMENT]
    out = carried(NOW, taken.edits)
    assert not out.lost
    assert remarks_of(out) == {"p-7-new": "请核实"}


def test_a_comment_first_and_a_change_after_it():
    first = home(edited(sent(BOOK), lambda d: remark_on(d, "p-7"))).edits
    draft = edited(
        sent(BOOK, first), lambda d: replace(paragraph(d, "p-7"), "水务集团", "市水务集团")
    )
    edits = home(draft, first, "e").edits
    assert [one.kind for one in edits] == [Kind.COMMENT, Kind.CHANGE]
    out = carried(NOW, edits)
    assert not out.lost
    assert "市水务集团" in printed(out, "p-7-new")
    assert "11.9亿元" in printed(out, "p-7-new")


def test_a_paragraph_made_a_heading():
    def change(document):
        paragraph(document, "p-7").style = document.styles["Heading 2"]

    edits = home(edited(sent(BOOK), change)).edits
    assert [one.kind for one in edits] == [Kind.CHANGE]
    out = carried(NOW, edits)
    made = element(out, "p-7-new")
    assert isinstance(made, Heading)
    assert "11.9亿元" in made.text


def test_a_paragraph_that_was_joined_to_the_next():
    now = corrected("p-1", "糊涂账", "糊涂旧账")

    edits = home(edited(sent(BOOK), join_first_two)).edits
    assert sorted(one.kind for one in edits) == [Kind.CHANGE, Kind.DELETE]
    out = carried(now, edits)
    assert not out.lost
    both = printed(out, "p-1-new")
    assert "糊涂旧账" in both
    assert both.endswith(printed(carried(BOOK), "p-2"))


def test_a_paragraph_that_has_lost_more_than_half():
    first, rest = "2021年3月，市政府印发", "办法只有十一条，执行起来却并不容易。"
    was = printed(carried(BOOK), "p-5")
    gone = was[was.index(first) : was.index(rest)]
    edits = home(
        edited(sent(BOOK), lambda d: replace(paragraph(d, "p-5"), "光是协调会", "光协调会"))
    ).edits
    out = carried(corrected("p-5", gone, ""), edits)
    assert not out.lost
    assert printed(out, "p-5-new").startswith(f"{rest}第一条试点的打铜街，光协调会")


def test_of_two_halves_the_one_that_holds_the_changed_words():
    edits = home(
        edited(sent(BOOK), lambda d: replace(paragraph(d, "p-5"), "光是协调会", "光协调会"))
    ).edits
    rest = "办法只有十一条，执行起来却并不容易。"
    parts = []
    for one in BOOK.elements:
        if one.id == "p-5":
            run, *others = one.inlines
            at = run.text.index(rest)
            first, second = run.text[:at], run.text[at:]
            parts.append(with_other(one, id="p-5-a", inlines=(Words(first), *others)))
            parts.append(with_other(one, id="p-5-b", inlines=(Words(second), *others)))
        else:
            parts.append(one)
    out = carried(with_other(BOOK, elements=tuple(parts)), edits)
    assert not out.lost
    assert not out.conflicts
    assert "光协调会" in printed(out, "p-5-b")
    assert "协调会" not in printed(out, "p-5-a")


def test_the_line_that_counts_the_edits_goes_on_counting():
    """After a mark was exchanged throughout, the number beside it is no clash at each new edit."""
    labels = {**BOOK.labels, "edited": "共改{count}处，见后。"}
    last = Paragraph("colophon-1", Style.COLOPHON, (Words("凡例如此。", Voice.OURS),))
    book = with_other(BOOK, labels=labels, elements=(*BOOK.elements, last))
    first = home(edited(sent(book), lambda d: replace(paragraph(d, "p-1"), "糊涂账", "旧账"))).edits
    second = home(
        edited(sent(book, first), lambda d: replace(paragraph(d, MENTION), "处，", "处,")),
        first,
        "e",
    ).edits
    third = home(
        edited(sent(book, second), lambda d: replace(paragraph(d, "p-2"), "停水", "断水")),
        second,
        "f",
    ).edits
    out = carried(book, third)
    assert not out.conflicts
    assert "3处," in printed(out, MENTION)


def test_a_key_point_made_a_heading_takes_no_passage():
    """It repeats a sentence of the passage, and both have another id once that is corrected."""
    key = Paragraph(
        "k-7", Style.KEY_POINT, (Words("三年总投资11.8亿元，其中中央预算内资金3.2亿元。"),)
    )
    book = with_other(BOOK, elements=(key, *BOOK.elements))
    now = with_other(
        NOW, elements=(with_other(key, id="k-8", inlines=(Words("另一条要点。"),)), *NOW.elements)
    )

    def change(document):
        paragraph(document, "k-7").style = document.styles["Heading 2"]
        replace(paragraph(document, "p-7"), "水务集团", "市水务集团")

    edits = home(edited(sent(book), change)).edits
    out = carried(now, edits)
    assert [one.edit.block for one in out.lost] == ["k-7"]
    assert "市水务集团" in printed(out, "p-7-new")
    assert isinstance(element(out, "p-7-new"), Paragraph)


def test_what_was_joined_to_a_paragraph_that_has_gone_stays():
    edits = home(edited(sent(BOOK), join_first_two)).edits
    left = tuple(one for one in BOOK.elements if one.id != "p-1")
    out = carried(with_other(BOOK, elements=left), edits)
    assert sorted(one.edit.kind for one in out.lost) == [Kind.CHANGE, Kind.DELETE]
    assert printed(out, "p-2") == printed(carried(BOOK), "p-2")


def test_a_key_point_made_a_heading_is_found_as_a_key_point():
    text = "三年总投资11.8亿元，其中中央预算内资金3.2亿元。"
    key = Paragraph("k-7", Style.KEY_POINT, (Words(text),))
    book = with_other(BOOK, elements=(key, *BOOK.elements))
    said = Words(text.replace("11.8", "11.9"))
    now = with_other(NOW, elements=(with_other(key, id="k-8", inlines=(said,)), *NOW.elements))

    def change(document):
        paragraph(document, "k-7").style = document.styles["Heading 2"]

    out = carried(now, home(edited(sent(book), change)).edits)
    assert not out.lost
    assert isinstance(element(out, "k-8"), Heading)
