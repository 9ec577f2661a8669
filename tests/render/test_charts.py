"""Charts as drawings: where things stand, the same bytes each time, readable in grey."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from lxml import etree
from PIL import Image

from pipeline.model.manuscript import Bar, Chart, ChartKind, ChartRow
from pipeline.render.charts import drawing_of, png, svg
from pipeline.render.charts.drawing import Box, Line
from pipeline.typography.outlines import Letters
from pipeline.typography.table import load_layout
from tests.archives import LAYOUT
from tests.conftest import ROOT

CHANGE = Chart(
    "c",
    ChartKind.CHANGE,
    (
        ChartRow("矿山总数", (Bar("496个", 496), Bar("323个", 323))),
        ChartRow(
            "中小学教师队伍本科及以上学历比重与全员培训覆盖面", (Bar("5%", 5), Bar("30%", 30))
        ),
    ),
    0,
    "",
)
SHARE = Chart("s", ChartKind.SHARE, (ChartRow("甲占全国", (Bar("25%", 25),)),), 100, "")
LAYOUTS = ["briefing", "gb9704", "jianbao"]


def boxes(drawing):
    return [one for one in drawing.marks if isinstance(one, Box)]


def lines(drawing):
    return [one for one in drawing.marks if isinstance(one, Line)]


def test_bars_are_as_long_as_their_numbers_say():
    first, second, third, fourth, _ = boxes(drawing_of(CHANGE, LAYOUT))

    assert second.width / first.width == pytest.approx(323 / 496)
    assert third.width / fourth.width == pytest.approx(5 / 30)
    assert first.width == fourth.width


def test_a_share_lies_on_the_whole():
    track, bar, _ = boxes(drawing_of(SHARE, LAYOUT))

    assert (bar.x, bar.y) == (track.x, track.y)
    assert bar.width / track.width == pytest.approx(0.25)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("chart", [CHANGE, SHARE])
def test_nothing_leaves_the_measure_or_touches(name, chart):
    layout = load_layout(name, ROOT / "templates")
    drawing = drawing_of(chart, layout)
    letters = Letters(drawing.families)

    assert drawing.width == layout.page.measure
    assert drawing.height % layout.styles["body"].line == 0
    for one in lines(drawing):
        assert 0 <= one.x <= one.x + letters.width(one.text) * one.size <= drawing.width + 0.01
        assert one.size <= one.y <= drawing.height
    for one in boxes(drawing):
        assert 0 <= one.x <= one.x + one.width <= drawing.width
        assert 0 <= one.y <= one.y + one.height <= drawing.height
    names = [one for one in lines(drawing) if one.x == 0]
    left = min(one.x for one in boxes(drawing))
    assert all(letters.width(one.text) * one.size < left for one in names)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("rows", range(1, 7))
def test_the_last_bar_keeps_away_from_the_caption(name, rows):
    layout = load_layout(name, ROOT / "templates")
    chart = replace(CHANGE, rows=(CHANGE.rows[0],) * rows)
    drawing = drawing_of(chart, layout)
    *bars, _ = boxes(drawing)
    room = 0.3 * layout.styles["table-head"].size - 0.01

    assert min(one.y for one in bars) >= room
    assert max(one.y + one.height for one in bars) <= drawing.height - room


@pytest.mark.parametrize("name", LAYOUTS)
def test_before_and_after_differ_in_grey(name):
    first, second, *_ = boxes(drawing_of(CHANGE, load_layout(name, ROOT / "templates")))

    def grey(colour):
        red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert grey(first.colour) - grey(second.colour) > 80


def test_a_long_name_stands_in_several_lines():
    drawing = drawing_of(CHANGE, LAYOUT)

    told = "".join(one.text for one in lines(drawing) if one.x == 0)
    assert told == "".join(row.label for row in CHANGE.rows)
    assert len([one for one in lines(drawing) if one.x == 0]) == 3


def test_an_svg_has_outlines_and_no_words():
    content = svg(drawing_of(CHANGE, LAYOUT))

    root = etree.fromstring(content)
    names = {etree.QName(one).localname for one in root.iter()}
    assert names == {"svg", "rect", "path"}
    assert not re.search(rb"font|text|href|style", content)
    assert content == svg.__wrapped__(drawing_of(CHANGE, LAYOUT))


def test_a_png_has_the_same_bars_at_300_dots_an_inch():
    drawing = drawing_of(CHANGE, LAYOUT)

    content = png(drawing)

    picture = Image.open(io.BytesIO(content))
    scale = 300 / 72
    assert picture.size == (round(drawing.width * scale), round(drawing.height * scale))
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    colours = picture.convert("RGB")
    for one in boxes(drawing)[:-1]:
        middle = (round((one.x + one.width / 2) * scale), round((one.y + one.height / 2) * scale))
        assert "#" + bytes(colours.getpixel(middle)).hex() == one.colour
    assert colours.getpixel((2, 2)) == (255, 255, 255)
    assert content == png.__wrapped__(drawing)


def test_a_character_without_a_glyph_takes_its_room_and_no_other():
    letters = Letters(drawing_of(CHANGE, LAYOUT).families)

    assert letters.width("矿\N{CJK UNIFIED IDEOGRAPH-2A6D6}山") == pytest.approx(3, abs=0.3)
