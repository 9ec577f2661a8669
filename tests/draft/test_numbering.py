"""Headings are counted anew where an editor has moved or struck out some, the index with them."""

from pipeline.model.manuscript import CrossReference, Heading, Paragraph
from tests.draft.desk import (
    BOOK,
    carried,
    edited,
    element,
    home,
    kinds,
    paragraph,
    replace,
    round_trip,
    sent,
)
from tests.draft.test_struck import strike

PARTS = ("work", "problems")


def numbers(out):
    return [one.printed for one in out.manuscript.elements if isinstance(one, Heading)]


def before(document, id, other):
    """Put a paragraph in front of another."""
    paragraph(document, other)._p.addprevious(paragraph(document, id)._p)


def references(out, id):
    found = element(out, id)
    assert isinstance(found, Paragraph)
    return [one.text for one in found.inlines if isinstance(one, CrossReference)]


def strike_first(document):
    for id in ("background", "p-1", "p-2", "background-1", "p-3", "background-2", "p-4"):
        strike(document, id)


def test_what_follows_a_struck_section_is_counted_anew():
    _, out = round_trip(BOOK, strike_first)

    assert {"一、做法与成效", "二、问题与建议", "（一）一次开挖，多管同沟"} <= {*numbers(out)}
    assert references(out, "name-2") == ["二", "一（二）"]


def test_the_next_draft_changes_a_title_and_the_one_after_takes_the_sections_back():
    first = home(edited(sent(BOOK), strike_first)).edits
    draft = edited(sent(BOOK, first), lambda d: replace(paragraph(d, "work"), "做法", "举措"))
    taken = home(draft, first)

    assert kinds(taken) == ["change"]
    assert "一、举措与成效" in numbers(carried(BOOK, taken.edits))
    alone = [one for one in taken.edits if one.kind == "change"]
    out = carried(BOOK, alone)
    assert {"一、背景：一座老城的水与路", "二、举措与成效"} <= {*numbers(out)}
    assert not out.conflicts


def test_a_section_that_was_moved_takes_the_number_of_its_place():
    _, out = round_trip(BOOK, lambda d: (before(d, "problems", "work"), before(d, "p-10", "work")))

    found = numbers(out)
    assert found.index("二、问题与建议") < found.index("三、做法与成效")


def test_a_number_typed_by_the_editor_stands_and_the_next_go_on_from_it():
    _, out = round_trip(BOOK, lambda d: replace(paragraph(d, "work"), "二、", "五、"))

    assert {"五、做法与成效", "六、问题与建议"} <= {*numbers(out)}


def test_nothing_is_counted_anew_where_no_heading_has_gone():
    _, out = round_trip(BOOK, lambda d: replace(paragraph(d, "p-12"), "不要再挖", "别再挖"))

    assert numbers(out)[:-1] == numbers(carried(BOOK))[: len(numbers(out)) - 1]
