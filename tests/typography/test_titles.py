"""Titles break by sense: what stays whole, what shape the lines make, and what they never do."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typography.table import load_layout
from pipeline.typography.titles import sense_lines, title_lines

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.mark.parametrize(
    ("title", "capacity", "lines"),
    [
        ("短题", 16, ("短题",)),
        (
            "全市2024年上半年经济运行情况分析",
            12,
            ("全市2024年上半年", "经济运行情况分析"),
        ),
        (
            "云溪市人民政府关于表彰先进集体和先进个人的决定",
            18,
            ("云溪市人民政府关于表彰", "先进集体和先进个人的决定"),
        ),
        (
            "关于印发《云溪市旧城区地下管线统筹建设办法》的通知",
            20,
            ("关于印发", "《云溪市旧城区地下管线统筹建设办法》的", "通知"),
        ),
        (
            "中共云溪市委办公室云溪市人民政府办公室关于做好全市防汛抗旱工作情况的报告",
            20,
            ("中共云溪市委办公室云溪市人民政府办公室", "关于做好全市防汛抗旱工作情况的报告"),
        ),
        (
            "周启衡同志在全市供水管网改造现场会上的讲话",
            15,
            ("周启衡同志在全市", "供水管网改造现场会上的讲话"),
        ),
        (
            "以水兴城：云屿市以一条河带动一座城的做法",
            19,
            ("以水兴城：", "云屿市以一条河带动一座城的做法"),
        ),
        (
            "澧沅县委办公室澧沅县人民政府办公室关于防汛的通知",
            17,
            ("澧沅县委办公室澧沅县人民政府办公室", "关于防汛的通知"),
        ),
        (
            "表12\u3000云溪市旧城区供水管网改造情况统计表",
            16,
            ("表12\u3000云溪市旧城区", "供水管网改造情况统计表"),
        ),
    ],
)
def test_lines_make_sense(title: str, capacity: float, lines: tuple[str, ...]) -> None:
    assert title_lines(title, capacity) == lines


@pytest.mark.parametrize(
    "whole",
    [
        "情况",
        "《城市供水条例》",
        "2023年",
        "周启衡",
        "人民政府办公室",
        "GDP",
        "60%",
        "三十八",
        "鹭屿市",
        "沅溪县委",
        "研究中心",
    ],
)
@pytest.mark.parametrize("capacity", [9, 11, 13, 16])
@pytest.mark.parametrize("before", [3, 5, 6, 7, 8, 9])
def test_words_names_titles_and_numbers_stay_whole(whole: str, capacity: int, before: int) -> None:
    title = "关于全市各县区农村公路"[-before:] + whole + "执行与落实的汇报材料"

    lines = title_lines(title, capacity)

    assert any(whole in line for line in lines), lines


@given(
    st.lists(
        st.sampled_from(["建设", "情况", "报告", "改革", "发展", "管理"]),
        min_size=8,
        max_size=16,
    ),
    st.integers(8, 16),
)
def test_three_lines_and_more_make_no_hourglass(words: list[str], capacity: int) -> None:
    lines = title_lines("".join(words), capacity)
    lengths = [len(line) for line in lines]

    for (a, b), (_, c) in zip(pairwise(lengths), pairwise(lengths[1:]), strict=False):
        assert not (b < a - 1 and c > b + 1), lines


@given(st.text("甲乙的了《》（）“”，。：12Ab —", max_size=60), st.floats(4, 30))
def test_no_title_loses_a_character_or_breaks_where_it_may_not(text: str, capacity: float) -> None:
    lines = title_lines(text, capacity)

    assert "".join(lines) == text
    for above, below in pairwise(lines):
        assert below[0] not in "》）”，。：—"
        assert above[-1] not in "《（“"


def test_only_centred_styles_are_broken() -> None:
    layout = load_layout("briefing", TEMPLATES)
    long = "从“有色金属之乡”到可持续发展示范区" * 2

    assert len(sense_lines(long, layout, "cover-title")) > 1
    assert sense_lines(long, layout, "heading-1") == (long,)
