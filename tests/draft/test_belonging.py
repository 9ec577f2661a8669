"""What is taken back together: the parts of a broken paragraph, and what was joined."""

import pytest

from pipeline.draft import MENTION, Kind
from pipeline.draft.belonging import belonging
from tests.draft.desk import (
    BOOK,
    carried,
    edited,
    home,
    join_first_two,
    order,
    paragraph,
    printed,
    replace,
    sent,
)
from tests.draft.test_struck import split


def without(edits, id):
    gone = belonging(edits, [id])
    return tuple(one for one in edits if one.id not in gone)


@pytest.mark.parametrize("kind", [Kind.CHANGE, Kind.INSERT])
def test_the_parts_of_a_broken_paragraph(kind):
    def change(document):
        split(document, "p-1", 30)
        replace(paragraph(document, "p-12"), "不要再挖", "别再挖")

    edits = home(edited(sent(BOOK), change)).edits
    part = next(one for one in edits if one.kind is kind and one.block != "p-12")
    left = without(edits, part.id)

    assert [one.block for one in left] == ["p-12"]
    out = carried(BOOK, left)
    assert set(order(out)) - {MENTION} == set(order(carried(BOOK)))
    assert printed(out, "p-1") == printed(carried(BOOK), "p-1")


@pytest.mark.parametrize("kind", [Kind.CHANGE, Kind.DELETE])
def test_what_was_joined(kind):
    edits = home(edited(sent(BOOK), join_first_two)).edits
    part = next(one for one in edits if one.kind is kind)

    assert without(edits, part.id) == ()


def test_a_new_paragraph_of_the_editors_own_is_taken_back_alone():
    def change(document):
        replace(paragraph(document, "p-1"), "一千一百", "一千二百")
        place = paragraph(document, "p-1")._p
        place.addnext(new := place.makeelement(place.tag))
        new.append(run := new.makeelement(new.tag[:-1] + "r"))
        run.append(text := run.makeelement(new.tag[:-1] + "t"))
        text.text = "编者按：这一段是后加的。"

    edits = home(edited(sent(BOOK), change)).edits
    added = next(one for one in edits if one.kind is Kind.INSERT)

    assert [one.kind for one in without(edits, added.id)] == [Kind.CHANGE]
