"""The style sheet of the EPUB: made from the tokens, for any screen, by day and by night."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.render import archive
from pipeline.render.epub import render_epub
from pipeline.typography.css_epub import epub_css
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import LAYOUT
from tests.render.conftest import TEMPLATES
from tests.render.test_epub import pages_of


def test_the_sheet_is_made_for_any_screen() -> None:
    sheet = epub_css(LAYOUT)
    assert not re.search(r"\d(px|pt|mm|cm|in|vw|vh)\b", sheet)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", sheet)
    for value in re.findall(r"[^-]color: ([^;}]*)", sheet):
        assert value.strip() == "inherit"
    assert "http" not in sheet
    assert "url(" not in sheet


def test_the_sheet_follows_the_tokens() -> None:
    sheet = epub_css(LAYOUT)
    body = LAYOUT.styles["body"]
    for name in ("heading-1", "key-point", "source-entry", "note", "body"):
        token = LAYOUT.styles[name]
        (rule,) = re.findall(rf"^\.{name} {{ (.*font-size.*) }}$", sheet, re.MULTILINE)
        size = re.search(r"font-size: ([\d.]+)em", rule)
        line = re.search(r"line-height: ([\d.]+)", rule)
        assert size is not None
        assert line is not None
        assert abs(float(size[1]) - token.size / body.size) < 0.001
        assert abs(float(line[1]) - token.line / token.size) < 0.001
        assert ("font-weight: bold" in rule) == token.bold
    assert "text-indent: 2em" in sheet
    (family,) = re.findall(r"^body { font-family: (.*?);", sheet, re.MULTILINE)
    assert family.split(", ")[0] == f'"{LAYOUT.faces["song"].epub[0]}"'


def test_nothing_is_drawn_behind_words() -> None:
    sheet = epub_css(LAYOUT)
    assert "background" not in sheet
    assert re.search(r"^\.key-point { display: list-item; list-style: square", sheet, re.MULTILINE)


def test_every_class_has_a_rule_or_is_a_mark() -> None:
    sheet = epub_css(LAYOUT)
    pages = pages_of(render_epub(manuscripts.sample(), LAYOUT))
    used = {
        name
        for page in pages.values()
        for one in page.iter()
        for name in (one.get("class") or "").split()
    }
    marks = {
        "classification",
        "abstract",
        "heading-number",
        "our-words",
        "table",
        "titlepage",
        "issuer",
        "numbers",
        "title",
        "date",
    }
    for name in used - marks - {"subtitle"}:
        assert re.search(rf"\.{name}\b", sheet), name


def test_cells_stand_apart() -> None:
    """What a style says of its own padding isn't the last word."""
    rule = r"^\.table-(?:head, \.table-)?cell(?:, \.row-head, .*)? { (.*) }$"
    said = re.findall(rule, epub_css(LAYOUT), re.MULTILINE)
    assert "padding-left: 0" in said[0]
    assert "padding: 0.19em 0.476em" in said[-1]


def test_the_room_above_a_title_is_a_share_of_the_screen() -> None:
    rule, *_ = re.findall(r"^\.cover-title { (.*) }$", epub_css(LAYOUT), re.MULTILINE)
    assert "margin: 38.194% 0 0.423em" in rule


def test_a_title_is_smaller_where_the_screen_is_narrow() -> None:
    wide, _, narrow = epub_css(LAYOUT).partition("@media (max-width: 26em) {")

    assert "font-size: 2.167em" in wide.partition(".cover-title {")[2].partition("}")[0]
    assert narrow.startswith("\n.cover-title { font-size: 1.6em }\n}")


def test_a_title_that_is_hardly_larger_than_the_text_keeps_its_size() -> None:
    assert "max-width: 26em" not in epub_css(load_layout("gb9704", TEMPLATES))


def test_a_date_stands_above_its_event_where_the_screen_is_narrow() -> None:
    narrow, wide = epub_css(LAYOUT).split("@media (min-width: 36em)")

    *_, paragraph = re.findall(r"^\.timeline { (.*) }$", narrow, re.MULTILINE)
    assert "padding-left: 0" in paragraph
    assert "text-indent: 0" in paragraph
    assert re.search(
        r"^\.timeline \.lead { display: block; break-after: avoid", narrow, re.MULTILINE
    )
    assert ".timeline { margin-top: 0; padding-left: 9em; text-indent: -9em }" in wide
    assert ".timeline .lead { display: inline-block; min-width: 8.5em" in wide


def test_a_title_too_long_for_its_page_is_smaller_here_too() -> None:
    def size(title: str) -> float:
        front = replace(manuscripts.FRONT, title=title)
        blob = render_epub(replace(manuscripts.bare(), front=front), LAYOUT)
        sheet = archive.unpack(blob, "x")["EPUB/style.css"].decode()
        rule, *_ = re.findall(r"^\.cover-title { (.*) }$", sheet, re.MULTILINE)
        return float(re.findall(r"font-size: ([\d.]+)em", rule)[0])

    assert size("云溪市管网改造" * 24) < size("云溪市管网改造")
