"""A source's table is printed as a table, and its cells come home from the draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.check.provenance import check_provenance
from pipeline.draft import Kind
from pipeline.errors import ReplayFailed
from pipeline.model.manuscript import Citation, Paragraph, Run, Table, Voice
from tests.briefings import made_of
from tests.draft.desk import edited, home, kinds, round_trip, sent, table_of

PROSE = (
    "今年以来，山阳县积极推进茶产业转型升级，全县茶园面积稳定在十二万亩，"
    "比上年增长百分之六点二，茶农人均增收一千二百元。"
)
ROWS = (
    "乡镇　茶园（亩）　增长",
    "河口镇　12000　3.2%",
    "石桥乡　8600　—",
    "清溪镇　23000　6.1%",
)


def text_of(*rows: str) -> str:
    return "\n".join(["山阳县茶产业发展情况", "", PROSE, "", *rows, "", PROSE[:20] + "。", ""])


def tables_of(*texts: str) -> list[Table]:
    elements = made_of(*texts).manuscript.elements
    return [one for one in elements if isinstance(one, Table) and one.voice is Voice.SOURCE]


def printed(out, first: str) -> Table:
    """The table whose first head says so."""
    return next(
        one for one in out.manuscript.elements if isinstance(one, Table) and one.head[0] == first
    )


def said(table: Table) -> list[list[str]]:
    return [
        ["".join(one.text for one in cell if isinstance(one, Run)) for cell in row]
        for row in table.rows
    ]


def test_rows_are_a_table_and_each_is_cited():
    (table,) = tables_of(text_of(*ROWS))
    assert table.head == ("乡镇", "茶园（亩）", "增长")
    assert said(table) == [["河口镇", "12000", "3.2%"], ["石桥乡", "8600", "—"],
                           ["清溪镇", "23000", "6.1%"]]  # fmt: skip
    cited = [one.text for row in table.rows for one in row[-1] if isinstance(one, Citation)]
    assert cited == ["〔1:5–6〕", "〔1:7〕", "〔1:8〕"]
    assert sum(table.widths) == pytest.approx(1)


def test_an_empty_cell_keeps_its_column():
    rows = ("| 乡镇 | 茶园 | 增长 |", "| --- | --- | --- |", "| 河口镇 | 12000 | 3.2% |",
            "| 石桥乡 | 8600 | |", "| 合计 | | 4.1% |")  # fmt: skip
    (table,) = tables_of(text_of(*rows))
    assert said(table)[-2] == ["石桥乡", "8600", ""]
    assert said(table)[-1] == ["合计", "", "4.1%"]


@pytest.mark.parametrize(
    "rows",
    [
        ("出席名单", "柯　宁　费宗岳　苏　晓", "秦向南　陶　然　聂知远", "路　遥　乔　木　闵思源"),
        ("河口镇　12000　3.2%", "石桥乡　8600　2.1%", "清溪镇　23000　6.1%"),
        ("乡镇　茶园（亩）", "河口镇　12000　3.2%", "石桥乡　8600"),
        ROWS[:2],
    ],
    ids=["names", "no head", "ragged", "one row"],
)
def test_what_is_no_table_stays_in_paragraphs(rows):
    assert tables_of(text_of(*rows)) == []


def test_what_two_sources_tell_in_two_ways_stays_where_a_note_can_say_so():
    other = text_of(*ROWS).replace("清溪镇　23000", "清溪镇　32000")
    texts = [
        "".join(inline.text for inline in one.inlines)
        for one in made_of(text_of(*ROWS), other).manuscript.elements
        if isinstance(one, Paragraph)
    ]
    assert any("清溪镇" in text for text in texts)


def test_its_words_are_proved():
    made = made_of(text_of(*ROWS))
    check_provenance(made.articles, (), made.briefing, made.manuscript)
    (at,) = (
        n
        for n, one in enumerate(made.manuscript.elements)
        if isinstance(one, Table) and one.voice is Voice.SOURCE
    )
    elements = list(made.manuscript.elements)
    table = elements[at]
    rows = ((table.rows[0][0], (Run("13000"),), table.rows[0][2]), *table.rows[1:])
    elements[at] = replace(table, rows=rows)
    wrong = replace(made.manuscript, elements=tuple(elements))
    with pytest.raises(ReplayFailed, match="without a source"):
        check_provenance(made.articles, (), made.briefing, wrong)


def test_a_cell_comes_home_and_a_head_that_an_editor_wrote_is_the_editors():
    book = made_of(text_of(*ROWS)).manuscript
    draft = sent(book)
    assert home(edited(draft, lambda document: None)).edits == ()

    def cell(document, row, column, words):
        paragraph = table_of(document, "河口镇").rows[row].cells[column].paragraphs[0]
        paragraph.runs[0].text = words

    taken, out = round_trip(book, lambda document: cell(document, 2, 1, "8700"))
    assert kinds(taken) == [Kind.CHANGE]
    table = printed(out, "乡镇")
    assert table.voice is Voice.SOURCE
    assert table.rows[1][1] == (Run("8700", Voice.EDITOR),)

    _, out = round_trip(book, lambda document: cell(document, 0, 0, "镇名"))
    table = printed(out, "镇名")
    assert table.voice is Voice.EDITOR
