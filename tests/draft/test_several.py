"""Several drafts: one made from another, two of one, one read twice."""

from __future__ import annotations

from docx.oxml.ns import qn

from tests.draft.desk import BOOK, after, carried, edited, home, paragraph, printed, replace, sent


def test_drafts_one_after_the_other():
    """Each is made from the one before; the edits add up, and the last word stands."""
    first = home(edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), "糊涂账", "明白账")))
    blob = sent(BOOK, first.edits)
    second = home(
        edited(blob, lambda d: replace(paragraph(d, "p-1"), "却是一笔", "成了一笔")), first.edits
    )
    out = carried(BOOK, second.edits)
    assert "供水管网成了一笔明白账" in printed(out, "p-1")
    assert len(second.edits) == 1


def test_two_editors_from_one_draft():
    """A colleague's draft doesn't know of the other's; both changes are there."""
    blob = sent(BOOK)
    one = home(edited(blob, lambda d: replace(paragraph(d, "p-1"), "糊涂账", "明白账")))
    both = home(
        edited(blob, lambda d: replace(paragraph(d, "p-1"), "一千一百余年", "千余年")), one.edits
    )
    assert "千余年，旧城区的供水管网却是一笔明白账" in printed(carried(BOOK, both.edits), "p-1")
    clash = home(edited(blob, lambda d: replace(paragraph(d, "p-1"), "糊涂账", "烂账")), both.edits)
    out = carried(BOOK, clash.edits)
    assert "千余年，旧城区的供水管网却是一笔烂账" in printed(out, "p-1")
    assert [one.other for one in out.conflicts] == ["明白"]


def test_read_twice_is_read_once():
    """Killed between the edits and the new draft, the next run reads the same draft again."""
    blob = edited(sent(BOOK), lambda d: after(paragraph(d, "p-5"), "新的一段。"))
    once = home(blob)
    assert home(blob, once.edits).edits == once.edits


def test_back_to_the_sources_words_is_no_edit():
    first = home(edited(sent(BOOK), lambda d: replace(paragraph(d, "p-1"), "糊涂账", "明白账")))
    blob = sent(BOOK, first.edits)
    second = home(edited(blob, lambda d: replace(paragraph(d, "p-1"), "明白", "糊涂")), first.edits)
    assert second.edits == ()
    assert len(second.gone) == 1


def test_a_note_of_another_draft_whose_words_this_one_strikes_out_is_told():
    def rewrite(document):
        part = next(
            rel.target_part for rel in document.part.rels.values() if "footnotes" in rel.reltype
        )
        part._blob = part.blob.replace("九次，001".encode(), "九次（已核），001".encode())

    first = home(edited(sent(BOOK), rewrite)).edits
    assert len(first) == 1

    def strike(document):
        for node in list(paragraph(document, first[0].block)._p.iter(qn("w:footnoteReference"))):
            node.getparent().getparent().remove(node.getparent())

    (edit,) = home(edited(sent(BOOK), strike), first, "e").edits
    assert "九次（已核），001" in edit.other
