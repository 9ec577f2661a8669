"""Changes nobody has accepted yet are read as the editor sees them."""

from __future__ import annotations

import copy

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.draft import Kind
from pipeline.model.manuscript import Heading, Paragraph
from tests.draft.desk import (
    BOOK,
    after,
    cut,
    element,
    kinds,
    order,
    paragraph,
    printed,
    round_trip,
    table_of,
    wrapped,
)


def test_insertion_and_deletion():
    def change(document):
        wrapped(cut(paragraph(document, "p-12"), "就不要再挖")[0], "w:del")
        place = paragraph(document, "p-12")
        run = copy.deepcopy(next(place._p.iter(qn("w:r"))))
        run.find(qn("w:t")).text = "今后就请"
        next(place._p.iter(qn("w:r"))).addnext(run)
        wrapped(run, "w:ins")

    taken, out = round_trip(BOOK, change)
    assert printed(out, "p-12") == "路修好了，今后就请。〔000:36〕"
    assert kinds(taken) == [Kind.CHANGE]


def test_a_move():
    def change(document):
        run = cut(paragraph(document, "p-12"), "路修好了，")[0]
        copied = copy.deepcopy(run)
        wrapped(run, "w:moveFrom")
        next(paragraph(document, "p-12")._p.iter(qn("w:t"))).getparent().addnext(copied)
        wrapped(copied, "w:moveTo")

    _, out = round_trip(BOOK, change)
    assert printed(out, "p-12") == "就不要再挖。路修好了，〔000:36〕"


def test_a_struck_paragraph_mark_joins():
    def change(document):
        place = paragraph(document, "caption-1")._p
        properties = place.find(qn("w:pPr"))
        properties.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del w:id='9'/></w:rPr>"))

    _, out = round_trip(BOOK, change)
    assert "caption-2" not in order(out)
    assert printed(out, "caption-1").endswith("听漏工唐水根在凌晨的钟鼓楼下作业。〔001:20〕")


def strike(place) -> None:
    """Strike out a whole paragraph with tracked changes, its mark too."""
    for run in list(place._p.iter(qn("w:r"))):
        wrapped(run, "w:del")
    properties = place._p.find(qn("w:pPr"))
    properties.append(parse_xml(f"<w:rPr {nsdecls('w')}><w:del w:id='9'/></w:rPr>"))


def test_what_follows_a_struck_heading_is_none_though_libreoffice_gives_it_its_style():
    def change(document):
        heading, below = paragraph(document, "background"), paragraph(document, "p-1")
        strike(heading)
        below.style = heading.style

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.DELETE]
    assert isinstance(element(out, "p-1"), Paragraph)


def test_a_new_heading_for_a_struck_one():
    def change(document):
        heading = paragraph(document, "background")
        after(heading, "一、另起的标题")
        strike(heading)

    taken, out = round_trip(BOOK, change)
    assert kinds(taken) == [Kind.CHANGE]
    made = element(out, "background")
    assert isinstance(made, Heading)
    assert made.printed == "一、另起的标题"


def test_a_struck_row():
    def change(document):
        row = table_of(document).rows[2]._tr
        properties = row.find(qn("w:trPr"))
        properties.append(parse_xml(f"<w:del {nsdecls('w')} w:id='9'/>"))

    _, out = round_trip(BOOK, change)
    assert [row[0][0].text for row in element(out, "table-1").rows][:2] == [
        "管网漏损率",
        "平均抢修时间",
    ]
