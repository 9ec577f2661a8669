"""A chart in the draft: it has no words, and is neither struck out nor moved by itself."""

from __future__ import annotations

from pipeline.draft import Base, BaseBlock, Block, Content, Draft, Text, take
from pipeline.draft.blocks import OPAQUE
from pipeline.draft.read import ReadBlock


def block(id, style, text):
    return Block(id, style, Content((Text(text),) if text else ()))


def said(id, style, text):
    return ReadBlock(id, style, block(id, style, text).content)


BLOCKS = [block("p-1", "body", "一段话。"), block("chart-1", OPAQUE, "")]
BASE = Base(tuple(BaseBlock(one, one.content) for one in BLOCKS), (), {}, {})


def taken(*read):
    return take(Draft(read, (), BASE, (), 0), BASE, (), "d").edits


def test_a_chart_is_as_it_was():
    assert taken(said("p-1", "body", "一段话。"), said("chart-1", "", "")) == ()


def test_a_chart_can_be_struck_out_and_moved():
    (edit,) = taken(said("p-1", "body", "一段话。"))
    assert (edit.kind, edit.block) == ("delete", "chart-1")
    (edit,) = taken(said("chart-1", "", ""), said("p-1", "body", "一段话。"))
    assert edit.kind == "move"
