"""The AST: inert nodes only, and every word in it as it is in the manuscript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.manuscript import Chart, Heading, Paragraph, Run, Style, Voice
from pipeline.render import ast
from pipeline.render.charts import Picture
from pipeline.render.front import front_parts
from tests import manuscripts
from tests.archives import LAYOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

INERT = {
    "Image",  # a chart of ours, as a data: URI
    "Str", "Span", "Link", "Note", "Para", "Plain", "Div", "Header", "Table",
    "AlignDefault", "ColWidth", "MetaString",
}  # fmt: skip


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "t" in value:
            yield value
        for one in value.values():
            yield from nodes(one)
    elif isinstance(value, list):
        for one in value:
            yield from nodes(one)


def words(value: Any) -> list[str]:
    return [node["c"] for node in nodes(value) if node["t"] == "Str"]


def draw(_: Chart) -> Picture:
    return Picture("data:", 72, 36)


def dress(role: str, identity: str) -> ast.Attributes:
    return [identity, [role], []]


@pytest.mark.parametrize("name", ["sample", "bare", "hostile"])
def test_only_inert_nodes(name: str) -> None:
    manuscript = getattr(manuscripts, name)()
    blocks = ast.element_blocks(manuscript.elements, dress, draw)
    blocks += ast.part_blocks(front_parts(manuscript, LAYOUT), dress)
    document = ast.document(blocks, "zh-CN", manuscript.front.title)
    assert {node["t"] for node in nodes(document)} <= INERT
    pictures = [node["c"][2] for node in nodes(blocks) if node["t"] == "Image"]
    assert pictures == [["data:", ""] for _ in manuscript.elements if isinstance(_, Chart)]


def test_links_stay_in_the_book() -> None:
    blocks = ast.element_blocks(manuscripts.hostile().elements, dress, draw)
    targets = [node["c"][2][0] for node in nodes(blocks) if node["t"] == "Link"]
    assert targets
    assert all(target.startswith("#") for target in targets)


def test_hostile_words_are_whole_strings() -> None:
    blocks = ast.element_blocks(manuscripts.hostile().elements, dress, draw)
    everything = words(blocks)
    for n, text in enumerate(manuscripts.HOSTILE):
        assert f"第{n}句：{text}。" in everything
        assert f"注{n}：{text}" in everything


@given(st.text(min_size=1))
def test_any_text_goes_in_as_one_string(text: str) -> None:
    paragraph = Paragraph("p", Style.BODY, (Run(text), Run(text, Voice.EDITOR)))
    assert words(ast.element_blocks([paragraph], dress, draw)) == [text, text]


def test_a_heading_shows_whose_words_it_has() -> None:
    ours = ast.element_blocks([Heading("a", 2, "（一）", "题")], dress, draw)
    theirs = ast.element_blocks([Heading("a", 2, "（一）", "题", Voice.SOURCE)], dress, draw)
    assert words(ours) == words(theirs) == ["（一）", "题"]
    assert "source-words" in str(theirs)
    assert "source-words" not in str(ours)


@given(st.text(max_size=60))
def test_an_anchor_is_a_name_for_word_and_xml(identity: str) -> None:
    name = ast.anchor(identity)
    assert name.isascii()
    assert name.replace("_", "a").isalnum()
    assert name[0].isalpha()
    assert len(name) < 40
    assert name == name.lower()


@given(st.sets(st.text(max_size=60), min_size=2))
def test_anchors_are_told_apart(identities: set[str]) -> None:
    assert len({ast.anchor(one) for one in identities}) == len(identities)


def test_anchors_that_word_would_mix_up() -> None:
    alike = ["p-1", "p_1", "P_1", "P-1", "p 1", "p" * 50, "p" * 51]
    assert len({ast.anchor(one) for one in alike}) == len(alike)
