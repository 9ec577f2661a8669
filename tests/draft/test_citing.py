"""A citation stays with the words it was made for, wherever an editor's keys have put it."""

from dataclasses import replace as with_other

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.model.manuscript import Run
from tests.draft.desk import BOOK, carried, edited, home, kinds, order, paragraph, printed, sent
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
