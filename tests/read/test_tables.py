"""Tables of pages and documents: each figure under its own head."""

import io

import docx
import pytest

from tests.read.written import pdf, read

HEAD = (
    "<tr><th rowspan=2>镇名</th><th colspan=2>产量</th></tr><tr><th>2022年</th><th>2023年</th></tr>"
)
BODY = '<tr><td rowspan="2">河口镇</td><td>12</td><td>15</td></tr><tr><td>13</td><td>16</td></tr>'
LAST = "<tr><td>石桥镇</td><td></td><td>9</td></tr>"
SAID = ["镇名\t产量\t", "\t2022年\t2023年", "河口镇\t12\t15", "\t13\t16", "石桥镇\t\t9"]


@pytest.mark.parametrize(
    "rows",
    [
        HEAD + BODY + LAST,
        f"<thead>{HEAD}</thead><tbody>{BODY}{LAST}</tbody>",
        f"<tfoot>{LAST}</tfoot><thead>{HEAD}</thead><tbody>{BODY}</tbody>",
        (HEAD + BODY + LAST).replace("th", "td"),
    ],
)
@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_what_a_merged_cell_covers_is_empty(rows, suffix):
    assert read(f"<table>{rows}</table>", suffix).text.splitlines() == SAID


def test_a_cell_reaches_to_the_end_of_its_rows_and_no_further():
    page = "<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>乙<td>3</table>"

    assert read(page, ".html").text == "甲\t1\n\t2\n乙\t3\n"


def test_merged_cells_of_a_word_document():
    document = docx.Document()
    table = document.add_table(5, 3)
    for r, row in enumerate(
        ["镇名 产量 -", "- 2022年 2023年", "河口镇 12 15", "- 13 16", "石桥镇 - 9"]
    ):
        for c, words in enumerate(row.split()):
            table.cell(r, c).text = words.strip("-")
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(2, 0).merge(table.cell(3, 0))
    buffer = io.BytesIO()
    document.save(buffer)

    assert read(buffer.getvalue(), ".docx").text.splitlines() == SAID


def test_a_page_that_a_table_lays_out_is_read_cell_by_cell():
    page = (
        "<table><tr><td><h1>春茶开采</h1><p>开采了。</p><table><tr><td>甲</td><td>1</td></tr></table>"
        "</td><td><p>日历</p></td></tr></table><table><tr><td><p>第一段。</p><p>第二段。</p></table>"
    )

    assert read(page, ".html").text.splitlines() == [
        "# 春茶开采", "开采了。", "甲\t1", "日历", "第一段。", "第二段。",
    ]  # fmt: skip


def test_a_number_set_above_the_line_is_no_other_number():
    assert read(
        "<p>3×10<sup>8</sup>立方米，10<sup>-3</sup>，见文<sup>[1]</sup></p>", ".html"
    ).text == ("3×10⁸立方米，10⁻³，见文[1]\n")


def test_figures_of_a_pdf_stay_in_their_columns():
    rows = [
        [(20, "town"), (120, "2022"), (200, "2023"), (280, "office")],
        [(20, "Hekou"), (125, "12"), (205, "15"), (280, "tea")],
        [(125, "13"), (205, "16"), (280, "farm")],
        [(20, "Shiqiao"), (210, "9"), (280, "town")],
    ]
    text = "two towns grow tea on their hills"

    assert read(pdf([text, *rows, text]), ".pdf").text.splitlines() == [
        text, "town\t2022\t2023\toffice", "Hekou\t12\t15\ttea", "\t13\t16\tfarm",
        "Shiqiao\t\t9\ttown", text,
    ]  # fmt: skip


def test_columns_of_prose_in_a_pdf_are_no_table():
    rows = [[(20, "two towns"), (140, "grow tea"), (260, "on hills")] for _ in range(4)]

    assert set(read(pdf(rows), ".pdf").text.splitlines()) == {"two towns grow tea on hills"}
