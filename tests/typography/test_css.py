"""Tokens and the CSS made of them: nothing is written twice, nothing is written beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.typography import css
from pipeline.typography.table import load_layout
from pipeline.typography.titles import title_lines
from pipeline.typography.tokens import Layout, TypeStyle, with_families

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SHEET = (TEMPLATES / "pdf" / "print.css.j2").read_text("utf-8")

MM = 72 / 25.4


@pytest.fixture(scope="module")
def briefing() -> Layout:
    return load_layout("briefing", TEMPLATES)


# The tokens


def test_the_block_of_text_is_36_characters_by_31_lines(briefing: Layout) -> None:
    page, body = briefing.page, briefing.styles["body"]

    assert (page.width - page.left - page.right) * MM / body.size == pytest.approx(36)
    assert (page.height - page.top - page.bottom) * MM / body.line == pytest.approx(31, abs=1e-3)


@pytest.mark.parametrize("of", ["briefing", "gb9704", "jianbao"])
@pytest.mark.parametrize(
    "name", ["body", "key-point", "abstract", "heading-1", "heading-2", "heading-3", "heading-4"]
)
def test_what_stands_in_the_text_keeps_the_grid(name: str, of: str) -> None:
    layout = load_layout(of, TEMPLATES)
    pitch = layout.styles["body"].line
    style = layout.styles[name]

    assert style.line % pitch == 0
    assert (style.before + style.line + style.after) % pitch == 0
    assert (style.line + style.after) % pitch == 0  # at the head of a page, `before` is dropped


def test_a_layout_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ConfigError, match=r"brief.*briefing\.toml.*gb9704"):
        load_layout("brief", TEMPLATES)


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("keep_lines = 2", ""),
        ("hanging = 2", "hangs = 2"),
        ('size = "三号"', 'size = "零号"'),
        ("top = 30", ""),
        ("[sizes]", "[sizes"),
    ],
)
def test_a_token_that_is_missing_or_unknown_is_a_config_error(
    find: str, put: str, tmp_path: Path
) -> None:
    table = (TEMPLATES / "typography.toml").read_text("utf-8")
    assert find in table
    (tmp_path / "typography.toml").write_text(table.replace(find, put, 1), "utf-8")

    with pytest.raises(ConfigError, match=r"typography\.toml"):
        load_layout("briefing", tmp_path)


def test_families_an_editor_chose_come_first(briefing: Layout) -> None:
    chosen = with_families(briefing, {"song": "方正书宋", "hei": None})

    assert chosen.faces["song"].pdf == ("方正书宋", *briefing.faces["song"].pdf)
    assert chosen.faces["song"].docx == "方正书宋"
    assert chosen.faces["hei"] == briefing.faces["hei"]


# The sheet


def test_the_sheet_holds_no_length_of_its_own() -> None:
    bare = re.sub(r"\{[{%#].*?[}%#]\}|/\*.*?\*/", "", SHEET, flags=re.DOTALL)

    assert re.findall(r"\d*\.?\d+(?:pt|mm|em|px|cm)\b", bare) == []
    assert set(re.findall(r"(?<![\w#.-])\d+%?", bare)) <= {"0", "50%", "100%"}


def test_the_sheet_holds_no_colour_and_no_face_of_its_own() -> None:
    bare = re.sub(r"\{[{%#].*?[}%#]\}|/\*.*?\*/", "", SHEET, flags=re.DOTALL)

    assert not re.search(r":[^;{}]*#[0-9a-fA-F]{3}|serif|Noto|rgb", bare)


def test_every_length_and_colour_of_the_table_is_used(briefing: Layout) -> None:
    code = Path(css.__file__).read_text("utf-8")

    for name in briefing.lengths:
        assert f'length["{name}"]' in SHEET or f'lengths["{name}"]' in code
    for name in briefing.colours:
        assert f"colour.{name}" in SHEET or f'colours["{name}"]' in code


# Declarations


def test_a_style_says_all_it_is(briefing: Layout) -> None:
    said = css.declarations(briefing.styles["body"], briefing)

    assert 'font: normal 12pt/22pt "Noto Serif SC", "Jianbao Scripts", "Jianbao Signs";' in said
    assert "margin: 0 0 0;" in said
    assert "text-indent: 2em;" in said
    assert "break-after" not in said
    assert "break-after: avoid;" in css.declarations(briefing.styles["heading-2"], briefing)


def test_the_first_line_of_a_hanging_style_stands_out(briefing: Layout) -> None:
    entry = TypeStyle("e", "song", 10.5, 18, left=3, hanging=3)

    assert "padding-left: 3em; text-indent: -3em;" in css.declarations(entry, briefing)


def test_where_a_marker_is_drawn_the_first_line_starts_with_the_others(briefing: Layout) -> None:
    point = TypeStyle("p", "song", 12, 22, left=2, hanging=2, marker="square")

    assert "text-indent: 0;" in css.declarations(point, briefing)
    drawn = css.marker(point, briefing)
    width = float(re.search(r"width: ([\d.]+)pt", drawn)[1])  # type: ignore[index]
    margins = re.search(r"margin: 0 (-?[\d.]+)pt 0 (-?[\d.]+)pt", drawn)
    assert margins
    assert width + float(margins[1]) + float(margins[2]) == pytest.approx(0)


def test_words_in_the_line_have_no_pitch_of_their_own(briefing: Layout) -> None:
    assert css.in_line(briefing.styles["citation"], briefing) == (
        'font: normal 9pt/1 "Noto Serif SC", "Jianbao Scripts", "Jianbao Signs";'
    )


def test_a_family_can_not_end_its_string(briefing: Layout) -> None:
    face = replace(briefing.faces["song"], pdf=('A"; } * { color: red',))

    assert css.family(face) == '"A\\22 ; } * { color: red"'


@pytest.mark.parametrize(
    ("pattern", "content"),
    [
        ("{page}", "counter(page)"),
        ("— {page} —", '"— " counter(page) " —"'),
        ("{pages} / {page}", 'counter(pages) " / " counter(page)'),
        ('"{page}"', '"\\22 " counter(page) "\\22 "'),
        ("页", '"页"'),
    ],
)
def test_the_folio_says_what_its_label_says(pattern: str, content: str) -> None:
    assert css.folio(pattern) == content


# Titles


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("短题", ("短题",)),
        ("关于《城市供水条例》修订情况的说明", ("关于《城市供水条例》", "修订情况的说明")),
        ("推进GDP核算改革与统计体系建设", ("推进GDP核算改革", "与统计体系建设")),
        (
            "一二三四五六七八九十，一二三四五六七八九",
            ("一二三四五六七八九十，", "一二三四五六七八九"),
        ),
        ("Annual Report on Water Supply Networks", ("Annual Report on ", "Water Supply Networks")),
    ],
)
def test_a_title_breaks_into_even_lines_and_keeps_wholes_whole(
    title: str, lines: tuple[str, ...]
) -> None:
    assert title_lines(title, 12) == lines


@pytest.mark.parametrize("length", [1, 12, 13, 24, 25, 40, 100])
def test_no_title_loses_a_character_or_leaves_its_measure(length: int) -> None:
    title = ("从“年年挖路”到一张管网管三十年，" * 10)[:length]

    broken = title_lines(title, 12)

    assert "".join(broken) == title
    assert max(map(len, broken)) <= 12


def test_a_title_that_can_not_be_broken_is_left_alone() -> None:
    assert title_lines("x" * 60, 12) == ("x" * 60,)
