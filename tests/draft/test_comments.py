"""An editor's own comments stay until the editor deletes them."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from pipeline.draft import Kind
from tests.draft.desk import BOOK, after, edited, home, paragraph, round_trip, sent, table_of


@pytest.mark.parametrize(
    ("id", "stands_on", "says"),
    [
        ("new", "new", "再核。"),
        ("front-title", "key-points", "再核。|批注所在：“从“年年挖路”到一张管网管三十年”"),
        ("table-1", "table-1", "再核。|批注所在：“管网漏损率”"),
        ("p-2", "p-1", "再核。"),
    ],
)
def test_an_editors_comment_stays_wherever_it_stands(id, stands_on, says):
    """On words of their own, on a line before the text, in a table, on a paragraph without words:
    there, and on the cover, beside it.
    """

    def change(document):
        if id == "new":
            place = after(paragraph(document, "p-1"), "新的一段。")
        elif id == "table-1":
            place = table_of(document).rows[1].cells[0].paragraphs[0]
        else:
            place = paragraph(document, id)
        document.add_comment(place.runs[0], "再核。", "编辑")
        if id == "p-2":
            for words in place._p.iter(qn("w:t")):
                words.text = ""

    taken, out = round_trip(BOOK, change)
    (own,) = [one for one in out.manuscript.remarks if "再核。" in one.lines]
    new = next((one.block for one in taken.new if one.kind is Kind.INSERT), "")
    assert own.element == (new or stands_on)
    assert "|".join(own.lines[:-1]) == says
    assert home(edited(sent(BOOK, taken.edits), lambda d: None), taken.edits).new == ()


def test_an_editors_comment_rewritten_is_one_comment():
    edits = home(
        edited(sent(BOOK), lambda d: d.add_comment(paragraph(d, "p-1").runs[0], "再核。", "编辑"))
    ).edits

    def rewrite(document):
        (own,) = [one for one in document.comments if "再核。" in one.text]
        next(own.paragraphs[0]._p.iter(qn("w:t"))).text = "已核。"

    again = home(edited(sent(BOOK, edits), rewrite), edits, "e")
    assert [one.text for one in again.edits] == ["已核。"]
    assert len(again.gone) == 1
