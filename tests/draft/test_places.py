"""A paragraph that an editor put in or moved, when its neighbours aren't printed any more."""

from __future__ import annotations

from dataclasses import replace

from pipeline.draft import Edit, Kind, Text
from pipeline.draft.blocks import Content
from pipeline.draft.edits import Spot
from pipeline.model.manuscript import Heading, Voice
from tests.draft.desk import carried, order
from tests.manuscripts import bare
from tests.town import body

ONE, TWO = (
    Heading("h-1", 1, "一、", "背景", Voice.OURS),
    Heading("h-2", 1, "二、", "做法", Voice.OURS),
)
BOOK = replace(
    bare(), elements=(ONE, body("p-1", "甲。"), body("p-2", "乙。"), TWO, body("p-3", "丙。"))
)
WORDS = Content((Text("编者按。"),))


def inserted(follows, precedes, section):
    return Edit("e-1", Kind.INSERT, "e-1", "body", None, WORDS, Spot(follows, precedes, section))


def test_between_others_of_its_section_it_is_at_home():
    out = carried(BOOK, [inserted(("p-9", "p-1"), ("p-8", "h-2"), "四、背景")])
    assert order(out)[:3] == ["h-1", "p-1", "e-1"]
    assert not out.astray


def test_in_another_section_it_is_told():
    edit = inserted(("p-9",), ("p-8", "p-3"), "一、背景")
    out = carried(BOOK, [edit])
    assert order(out)[-2:] == ["e-1", "p-3"]
    assert out.astray == (edit,)


def test_beside_the_one_it_stood_next_to_it_is_at_home_wherever_that_is():
    assert not carried(BOOK, [inserted((), ("p-3",), "一、背景")]).astray


def test_what_was_moved_away_and_has_lost_its_place_is_told():
    source = Content((Text("甲。"),))
    edit = Edit("e-2", Kind.MOVE, "p-1", "body", source, spot=Spot(("p-9",), ("p-8",), "二、做法"))
    out = carried(BOOK, [edit])
    assert order(out)[:3] == ["h-1", "p-1", "p-2"]
    assert out.astray == (edit,)
    assert not out.lost
