"""Tables merged row by row: an edited cell stands while the sources' rows come and go."""

from dataclasses import replace as with_other

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.draft import Content, Text
from pipeline.draft.merge_blocks import merge_content
from pipeline.draft.words import Cite, plain
from pipeline.model.manuscript import Run
from tests.draft.desk import BOOK, carried, edited, home, printed, replace, sent, table_of
from tests.town import cite

HEAD = ("指标", "数值", "出处")


def table(*rows):
    cells = ((Text(HEAD[0]),), (Text(HEAD[1]),), (Text(HEAD[2]),))
    told = (((Text(name),), (Text(value),), (Cite(f"〔{at}〕"),)) for name, value, at in rows)
    return Content((), (cells, *told))


def said(content):
    return [
        (plain(row[0]), plain(row[1]), row[2][0].text[1:-1] if row[2] else "")
        for row in content.rows[1:]
    ]


BASE = (("水", "1", "a:1"), ("电", "2", "a:2"), ("气", "3", "a:3"))


@pytest.mark.parametrize(
    ("editors", "sources", "wanted", "told"),
    [
        # a cell, and a row that is new in the sources; lines of citations are theirs
        ((("水", "9", "a:1"), BASE[1], BASE[2]),
         (("水", "1", "a:2"), ("风", "7", "a:3"), ("电", "2", "a:4"), ("气", "3", "a:5")),
         [("水", "9", "a:2"), ("风", "7", "a:3"), ("电", "2", "a:4"), ("气", "3", "a:5")], []),
        # a row that the sources have no longer
        ((("水", "9", "a:1"), BASE[1], BASE[2]), BASE[:2], [("水", "9", "a:1"), BASE[1]], []),
        # which the editor has changed
        ((BASE[0], BASE[1], ("气", "9", "a:3")), BASE[:2],
         [BASE[0], BASE[1], ("气", "9", "a:3")], ["气 3"]),
        # a name changed, a row added, one struck out
        ((BASE[0], ("电力", "2", "a:2"), ("光", "5", "b:1")),
         (("水", "1", "a:8"), ("电", "2", "a:9"), ("气", "3", "a:10"), ("风", "7", "a:11")),
         [("水", "1", "a:8"), ("电力", "2", "a:9"), ("光", "5", "b:1"), ("风", "7", "a:11")], []),
        ((BASE[0], BASE[2]), (("风", "7", "a:0"), *BASE),
         [("风", "7", "a:0"), BASE[0], BASE[2]], []),
        # struck out, and the sources say something else
        ((BASE[0], BASE[2]), (BASE[0], ("电", "8", "a:2"), BASE[2], ("风", "7", "a:4")),
         [BASE[0], BASE[2], ("风", "7", "a:4")], ["电 8"]),
        # one cell, changed by both
        ((("水", "9", "a:1"), *BASE[1:]), (("水", "8", "a:1"), *BASE[1:], ("风", "7", "a:4")),
         [("水", "9", "a:1"), *BASE[1:], ("风", "7", "a:4")], ["8"]),
    ],
)  # fmt: skip
def test_rows(editors, sources, wanted, told):
    merged = merge_content(table(*BASE), table(*editors), table(*sources))

    assert said(merged.content) == wanted
    assert [one.other for one in merged.clashes] == told


NARROW = Content((), tuple(row[:2] for row in table(*BASE).rows))


@pytest.mark.parametrize("editors", [NARROW, table(BASE[2], BASE[0], BASE[1])])
def test_where_columns_or_their_order_are_the_editors_the_sources_rows_are_told_whole(editors):
    merged = merge_content(table(*BASE), editors, table(*BASE[:2]))

    assert merged.content == editors
    assert [one.other for one in merged.clashes] == [table(*BASE[:2]).shown]


ROWS = st.lists(
    st.tuples(st.sampled_from("水电气风光"), st.sampled_from("123"), st.just("a:1")), max_size=5
)


@given(ROWS, ROWS)
def test_laws(rows, others):
    base, other = table(*rows), table(*others)

    assert merge_content(base, base, other) == (other, ())
    assert merge_content(base, other, base) == (other, ())
    assert merge_content(base, other, other) == (other, ())


def test_an_edited_table_gets_the_new_rows_of_the_sources():
    new = ((Run("水厂"),), (Run("2座"),), (Run("3座"),), (cite(("000", ((15, 15),))),))
    later = with_other(
        BOOK,
        elements=tuple(
            with_other(one, rows=(new, *one.rows)) if one.id == "table-1" else one
            for one in BOOK.elements
        ),
    )
    change = home(
        edited(sent(BOOK), lambda d: replace(table_of(d).cell(1, 2).paragraphs[0], "9.1%", "9.3%"))
    )
    out = carried(later, change.edits)

    assert "水厂 2座 3座 〔000:15〕 管网漏损率 27.4% 9.3% 〔000:12〕" in printed(out, "table-1")
    assert out.conflicts == ()
