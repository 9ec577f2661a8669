"""A citation stays with the words it was made for, wherever an editor's keys have put it."""

from dataclasses import replace as with_other

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.model.manuscript import Run
from tests.draft.desk import (
    BOOK,
    carried,
    edited,
    home,
    kinds,
    order,
    paragraph,
    printed,
    replace,
    sent,
    table_of,
)
from tests.town import cite

FIRST = "〔000:3–6〕"
ADDED = "街坊们都记得。"
TWO = with_other(
    BOOK,
    elements=tuple(
        with_other(one, inlines=(*one.inlines, Run("后来的人也这么说。"), cite(("001", ((9, 9),)))))
        if one.id == "p-1"
        else one
        for one in BOOK.elements
    ),
)


def enter(document, id: str, before: str) -> None:
    """The return key in front of the first run that begins so."""
    place = paragraph(document, id)._p
    found = next(one for one in place.iter(qn("w:r")) if "".join(one.itertext()).startswith(before))
    while found.getparent() is not place:
        found = found.getparent()
    new = OxmlElement("w:p")
    place.addnext(new)
    for one in (found, *found.itersiblings()):
        new.append(one)


def type_behind(document, id: str, words: str) -> None:
    place = paragraph(document, id)._p
    text = next(one for one in place.iter(qn("w:t")) if (one.text or "").endswith(words))
    text.text += ADDED


def test_the_return_key_behind_a_full_stop():
    taken = home(edited(sent(TWO), lambda d: enter(d, "p-1", "〔")))
    out = carried(TWO, taken.edits)

    made = order(out)[order(out).index("p-1") + 1]
    assert printed(out, "p-1").endswith(f"”{FIRST}")
    assert printed(out, made) == "后来的人也这么说。〔001:9〕"


def test_the_return_key_in_front_of_the_last_citation_changes_nothing():
    assert not home(edited(sent(BOOK), lambda d: enter(d, "p-1", "〔"))).edits


@pytest.mark.parametrize(
    ("id", "words", "end"),
    [("p-1", "晓得。”", f"晓得。”{FIRST}{ADDED}"),
     ("p-4", "最后一回。”", "最后一回。”〔001:4–7；000:18–19；002:39–40〕街坊们都记得。")],
)  # fmt: skip
def test_a_sentence_typed_in_before_a_citation(id, words, end):
    taken = home(edited(sent(BOOK), lambda d: type_behind(d, id, words)))

    assert kinds(taken) == ["change"]
    assert printed(carried(BOOK, taken.edits), id).endswith(end)


def over(words) -> None:
    """Type 99 over the lines of the first citation there."""
    next(one for one in words.iter(qn("w:t")) if one.text.startswith("000:")).text = "000:99"


def test_lines_typed_over_are_named_and_stay_the_sources_own():
    taken = home(edited(sent(BOOK), lambda d: over(paragraph(d, "p-1")._p)))

    assert taken.lost == ("a citation typed over (〔000:99〕)",)
    assert not taken.edits


def test_so_are_those_of_a_row():
    def change(document):
        over(table_of(document)._tbl)
        replace(table_of(document).cell(1, 1).paragraphs[0], "27.4%", "27.5%")

    taken = home(edited(sent(BOOK), change))

    assert taken.lost == ("a citation typed over (〔000:99〕)",)
    assert "管网漏损率 27.5% 9.1% 〔000:12〕" in printed(carried(BOOK, taken.edits), "table-1")


def test_a_row_struck_out_for_another_takes_its_citation_along():
    def change(document):
        table = table_of(document)
        table.add_row().cells[0].text = "水价"
        table._tbl.remove(table._tbl.tr_lst[1])

    taken = home(edited(sent(BOOK), change))

    assert taken.lost == ()
    assert "年爆管次数 163次 21次 〔000:13〕" in printed(carried(BOOK, taken.edits), "table-1")
