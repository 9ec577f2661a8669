"""What isn't parted by the end of a page."""

from __future__ import annotations

import pytest

from pipeline.model.manuscript import (
    Citation,
    Cited,
    Heading,
    Illustration,
    Paragraph,
    Run,
    Style,
    Voice,
)
from pipeline.model.source import Lines
from pipeline.render.together import announces, kept_with_next
from pipeline.typography.table import load_layout
from tests.render.conftest import TEMPLATES

LAYOUT = load_layout("briefing", TEMPLATES)
CITED = Citation((Cited("c", (Lines(11, 11),), "source-c"),))


def kept(*texts: str) -> str:
    """For each paragraph, + where it stands on the page of the next one."""
    return kept_of([paragraph(text) for text in texts])


def paragraph(words: str, style: Style = Style.BODY) -> Paragraph:
    return Paragraph(f"p-{words}", style, (Run(words), CITED))


def kept_of(elements: list[Heading | Illustration | Paragraph]) -> str:
    found = kept_with_next(elements, LAYOUT)
    return "".join("+" if one.id in found else "-" for one in elements)


PROSE = "沿江栽下的桂花开了，县里的人都来看，一位老人念起旧时的山歌。"
SONG = ("涨水莫怕水连天，", "党员走在水前边；", "今朝搬进新屋里，", "明朝桂花香满园。")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("歌词是这样的：", *SONG, PROSE), "++++--"),
        (("歌词是这样的：", "大水来，", "人不怕。", PROSE), "++--"),
        (("歌词是这样的：", PROSE, "完了。"), "+--"),
        ((PROSE, *SONG, PROSE), "-+++--"),
        (("歌词是这样的：", *SONG, "说的是“早”字。", PROSE), "++++---"),
        (("有下列各项：", *(f"{n}号仓库。" for n in range(9))), "++------+-"),
        ((PROSE, "“氨。”", "“氨？不臭吗？”", "“密封着呢，一点味儿都没有。”", PROSE), "-----"),
        ((PROSE, "谢谢大家。", "完了。"), "---"),
        ((PROSE, "谁来决定土地入不入市？", PROSE), "-+-"),
        ((PROSE, PROSE[:-1] + "，你说是不是？", PROSE), "---"),
    ],
)
def test_lines_of_a_stanza_and_what_announces_them(texts: tuple[str, ...], found: str) -> None:
    assert kept(*texts) == found


def test_a_chart_source_announces_nothing() -> None:
    source = Paragraph("c", Style.CHART_SOURCE, (Run("资料来源：", Voice.OURS), CITED))
    assert not announces(source)
    assert kept_with_next([source], LAYOUT) == frozenset()


@pytest.mark.parametrize(
    ("words", "found"),
    [("建筑分类", "+--"), ("单位：万元（不含税）", "+--"), (PROSE, "---"), ("面积如下表：", "+--")],
)
def test_a_line_that_is_no_sentence_stands_above_its_table(words: str, found: str) -> None:
    head, row = paragraph("类别\u3000栋数", Style.ROW_HEAD), paragraph("旧屋\u300086", Style.ROW)

    assert kept_of([paragraph(words), head, row]) == found


@pytest.mark.parametrize(
    ("count", "found"),
    [(3, "-+-"), (30, "-+-"), (31, "---"), (90, "---")],
)
def test_a_heading_has_two_lines_of_what_follows(count: int, found: str) -> None:
    """34 characters have room in a first line; the citation takes three and a half of them."""
    heading = Heading("h", 1, "一、", "背景")

    assert kept_of([heading, paragraph("茶" * count), paragraph(PROSE)]) == found


@pytest.mark.parametrize(
    ("style", "count", "found"),
    [
        (Style.CHART_CAPTION, 40, "+--"),
        (Style.BODY, 30, "+--"),
        (Style.BODY, 31, "---"),
    ],
)
def test_a_picture_has_its_caption_below(style: Style, count: int, found: str) -> None:
    picture = Illustration("i", b"", "image/png", "水塔", 0.5)

    assert kept_of([picture, paragraph("茶" * count, style), paragraph(PROSE)]) == found
