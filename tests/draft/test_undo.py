"""A draft's changes taken back: what others did to the same paragraphs stays."""

from __future__ import annotations

from pipeline.draft import Kind, edits_record, parse_edits, without_drafts
from pipeline.run.records import to_json
from tests.draft.desk import (
    BOOK,
    after,
    carried,
    edited,
    home,
    order,
    paragraph,
    printed,
    replace,
    sent,
)

WAS = "糊涂账"


def changed(old, new, edits=(), digest="d", blob=None):
    """An editor's draft, come home: words of the first paragraph are others now."""
    blob = blob or sent(BOOK)
    return home(edited(blob, lambda d: replace(paragraph(d, "p-1"), old, new)), edits, digest).edits


def left(edits, *drafts):
    return without_drafts(edits, drafts)


def test_the_other_editors_change_of_the_same_paragraph_stays():
    one = changed(WAS, "明白账", digest="d-1")
    both = changed("一千一百余年", "千余年", one, digest="d-2")
    assert [len(edit.stages) for edit in both] == [2]

    edits, (undone,) = left(both, "d-2")
    assert edits == one == (undone.now,)

    edits, (undone,) = left(both, "d-1")
    told = printed(carried(BOOK, edits), "p-1")
    assert "千余年" in told
    assert WAS in told
    assert undone.now == edits[0]
    assert not undone.met

    assert left(edits, "d-2")[0] == ()
    assert left(both, "d-1", "d-2")[0] == ()


def test_what_was_written_over_anothers_words_stands_and_is_told():
    one = changed(WAS, "明白账", digest="d-1")
    blob = sent(BOOK, one)
    both = changed("明白", "清楚", one, "d-2", blob)

    edits, (undone,) = left(both, "d-1")
    assert "一笔清楚账" in printed(carried(BOOK, edits), "p-1")
    assert undone.met == ("d-2",)
    assert left(both, "d-2")[0] == one


def test_of_three_the_one_in_the_middle():
    one = changed(WAS, "明白账", digest="d-1")
    two = changed("一千一百余年", "千余年", one, "d-2", sent(BOOK, one))
    three = changed("供水管网", "水管", two, "d-3", sent(BOOK, two))

    edits, _ = left(three, "d-2")
    told = printed(carried(BOOK, edits), "p-1")
    assert "一千一百余年" in told
    assert "水管却是一笔明白账" in told.replace("供水管网", "")
    assert [stage.draft for edit in edits for stage in edit.stages] == ["d-1", "d-3"]


def test_a_paragraph_struck_out_by_another_draft_is_so_again():
    def strike(document):
        node = paragraph(document, "p-1")._p
        node.getparent().remove(node)

    struck = home(edited(sent(BOOK), strike), (), "d-1").edits
    taken = home(
        edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), WAS, "明白账")), struck, "d-2"
    )
    assert "明白账" in printed(carried(BOOK, taken.edits), "p-1")
    assert not taken.gone
    (revived,) = taken.revived
    assert revived.kind is Kind.CHANGE

    edits, _ = left(taken.edits, "d-2")
    assert edits == struck
    edits, (undone,) = left(taken.edits, "d-1")
    assert "明白账" in printed(carried(BOOK, edits), "p-1")
    assert undone.now == edits[0]


def test_a_new_paragraph_goes_with_what_others_changed_in_it():
    one = home(edited(sent(BOOK), lambda d: after(paragraph(d, "p-5"), "新的一段。")), (), "d-1")
    id = one.edits[0].block
    blob = edited(sent(BOOK, one.edits), lambda d: replace(paragraph(d, id), "新的", "又一"))
    two = home(blob, one.edits, "d-2").edits
    assert "又一" in printed(carried(BOOK, two), id)

    assert left(two, "d-2")[0] == one.edits
    edits, (undone,) = left(two, "d-1")
    assert id not in order(carried(BOOK, edits))
    assert (edits, undone.now, undone.gone) == ((), None, ("d-2",))


def test_the_same_draft_read_again_is_no_other():
    blob = edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), WAS, "明白账"))
    once = home(blob, (), "d-1").edits
    assert home(blob, once, "d-1").edits == once
    assert once[0].earlier == ()


def test_a_draft_that_comes_again_behind_another_is_taken_out_wherever_it_stands():
    """Two editors from one draft; the first one's comes a second time."""
    first = edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), WAS, "明白账"))
    other = edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), WAS, "烂账"))
    edits = ()
    for blob, digest in ((first, "d-1"), (other, "d-2"), (first, "d-1")):
        edits = home(blob, edits, digest).edits
    assert [one.draft for one in edits[0].stages] == ["d-1", "d-2", "d-1"]
    assert "明白账" in printed(carried(BOOK, edits), "p-1")

    left_over, _ = left(edits, "d-1")
    assert "烂账" in printed(carried(BOOK, left_over), "p-1")
    assert "明白" not in printed(carried(BOOK, left_over), "p-1")
    assert left(edits, "d-1", "d-2")[0] == ()


def test_earlier_edits_stand_in_the_file():
    one = changed(WAS, "明白账", digest="d-1")
    both = changed("一千一百余年", "千余年", one, digest="d-2")
    assert parse_edits(to_json(edits_record(both))) == both
