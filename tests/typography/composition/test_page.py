"""Composed pages, measured: both edges, the marks at them, indents, last lines."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.render.pdf import _complaints
from tests.typography.composition.setting import (
    NEVER_FIRST,
    NEVER_LAST,
    SetLine,
    boxes,
    paragraphs,
    set_lines,
    set_page,
)

MEASURE = 420.0  # 40 × 10.5 pt
LEFT = 87.638

TEXTS = [
    part.partition(": ")[2]
    for path in sorted((Path(__file__).parents[3] / "benchmarks" / "texts").glob("*.txt"))
    for part in path.read_text("utf-8").splitlines()
    if part.startswith("p: ") and not set(part) & set("ʔʰ")  # no font of ours has these
]


@pytest.fixture(scope="module")
def pages() -> list[SetLine]:
    """Every paragraph of the articles the benchmarks are made of."""
    return set_lines(set_page(paragraphs(*TEXTS)), TEXTS)


def test_full_lines_are_flush_on_both_sides(pages: list[SetLine]) -> None:
    full = [line for line in pages if not line.last]
    ragged = [line for line in full if abs(line.right - LEFT - MEASURE) > 0.5]
    shifted = [line for line in pages if not line.first and abs(line.left - LEFT) > 0.5]

    assert len(full) > 400
    assert len(ragged) <= 0.005 * len(full), [line.text for line in ragged]
    assert not shifted, [line.text for line in shifted]


def test_no_line_begins_or_ends_with_a_forbidden_mark(pages: list[SetLine]) -> None:
    begun = [line.text for line in pages if line.text[0] in NEVER_FIRST]
    ended = [line.text for line in pages if line.text[-1] in NEVER_LAST]

    assert begun == []
    assert ended == []


def test_a_mark_behind_a_box_in_the_line_gives_nothing() -> None:
    """A date before an entry is such a box: the line was drawn in by what could not be drawn."""
    lead = "今年全国各地的春茶产销对接会陆续召开来自各产区的茶农和客商面对面洽谈买卖两旺"
    box = "<span style='display:inline-block;width:{}pt'>年</span>"
    body = "".join(
        f"<p>{box.format(width)}“{lead[:n]}”，{lead}</p>"
        for width in range(30, 41)
        for n in range(28, len(lead))
    )
    right = LEFT + MEASURE + 0.5

    over = [
        one
        for one in boxes(set_page(body))
        if (one.left + one.size / 2 if one.character in NEVER_FIRST else one.right) > right
    ]

    assert over == []


def test_a_line_that_begins_with_a_box_is_flush() -> None:
    """What is let out stands between its characters: none of it goes behind the box."""
    words = (
        "今年全国各地的春茶产销对接会陆续召开来自各产区的茶农和客商面对面洽谈买卖两旺茶价平稳市价"
    )
    body = "".join(
        f"<p style='text-indent:0'><span style='display:inline-block;width:{width}pt'>年</span>"
        f"{words}</p>"
        for width in range(30, 41)
    )

    found = boxes(set_page(body))
    levels = sorted({round(one.baseline) for one in found}, reverse=True)[::2]
    ends = [max(one.right for one in found if round(one.baseline) == level) for level in levels]

    assert ends == pytest.approx([LEFT + MEASURE] * 11, abs=0.1)


def test_dashes_and_dots_are_whole(pages: list[SetLine]) -> None:
    torn = [
        above.text + "|" + below.text
        for above, below in pairwise(pages)
        if above.text[-1] in "—…" and above.text[-1] == below.text[0]
    ]

    assert torn == []


def test_no_last_line_holds_one_character(pages: list[SetLine]) -> None:
    alone = [
        line.text
        for line in pages
        if line.last and not line.first and sum(c.isalnum() for c in line.text) < 2
    ]

    assert alone == []


def test_first_lines_are_indented_by_two_characters(pages: list[SetLine]) -> None:
    indents = [(line.left - LEFT) / 10.5 for line in pages if line.first]

    assert indents == pytest.approx([2] * len(TEXTS), abs=0.05)


def test_28_characters_fill_156_mm() -> None:
    css = "@page { margin: 37mm 26mm 35mm 28mm } html { font: 15.75pt/29.5pt 'Noto Serif SC' }"
    text = "国务院办公厅关于印发公文处理办法的通知各省自治区直辖市人民政府" * 25

    lines = set_lines(set_page(paragraphs(text), css), [text])

    assert {len(line.text) for line in lines[1:-1]} == {28}
    assert len(lines[0].text) == 26
    left = 28 * 72 / 25.4
    for line in lines[:-1]:
        assert line.right == pytest.approx(left + 156 * 72 / 25.4, abs=0.05)
    steps = [b.left - a.left for a, b in pairwise(lines[3].boxes)]
    assert max(steps) - min(steps) < 0.05  # the remainder stands between all of them alike


def test_28_characters_of_16_pt_fill_156_mm_with_a_letter_spacing_below_nothing() -> None:
    css = (
        "@page { margin: 37mm 26mm 35mm 28mm } html { font: 16pt/29.5pt 'Noto Serif SC' }"
        "p { letter-spacing: -0.2149pt }"
    )
    text = "国务院办公厅关于印发公文处理办法的通知各省自治区直辖市人民政府" * 25

    lines = set_lines(set_page(paragraphs(text), css), [text])

    assert {len(line.text) for line in lines[1:-1]} == {28}
    for line in lines[:-1]:
        assert line.right == pytest.approx((28 + 156) * 72 / 25.4, abs=0.05)


def test_room_before_what_cant_be_parted_is_shared_by_the_lines_above() -> None:
    words = "春茶产销对接会陆续召开来自各产区的茶农和客商面对面洽谈买卖两旺茶价平稳" * 5
    lines = set_lines(
        set_page(f"<p>{words[:155]}<span style='white-space:nowrap'>{'〔' * 20}</span></p>"),
        [words[:155] + "〔" * 20],
    )
    *full, last = lines

    assert [len(line.text) for line in full] == [38, 39, 39, 39]
    assert last.text == "〔" * 20
    for line in full:
        assert max(_rooms(line)) <= 0.05
        assert abs(line.right - LEFT - MEASURE) < 0.5


def test_a_lonely_citation_is_drawn_in_where_marks_have_so_much_to_give() -> None:
    cited = "〔某志：一二〕"
    many = "水价怎么定，先听用水的人：听证会开了三次，次次公开；" * 6
    few = "春茶产销对接会陆续召开来自各产区的茶农和客商面对面洽谈买卖两旺茶价平稳" * 5
    texts = [f"{many[:157]}。{cited}", f"{few[:117]}。{cited}"]
    body = "".join(
        f"<p>{text.removesuffix(cited)}<span style='white-space:nowrap'>{cited}</span></p>"
        for text in texts
    )

    lines = set_lines(set_page(body), texts)

    drawn_in, lonely = (line.text for line in lines if line.last)
    assert len(drawn_in) > len(cited)
    assert lonely == cited


TOLD = "春茶产销对接会陆续召开来自各产区的茶农和客商面对面洽谈买卖两旺茶价平稳" * 5


def _cited(words: str, *cited: str, css: str = "") -> list[SetLine]:
    """The lines of a paragraph that ends in a small citation of these parts."""
    parts = "".join(f"<span style='white-space:nowrap'>{one}</span>" for one in cited)
    body = f"<p>{words}<small>{parts}</small></p>"
    css = f"small {{ font-size: .8em }} {css}"
    return set_lines(set_page(body, css), [words + "".join(cited)])


@pytest.mark.parametrize("count", [37, 76, 115, 116, 154])
def test_the_last_words_are_brought_down_to_a_lonely_citation(count: int) -> None:
    *full, last = _cited(f"{TOLD[:count]}。", "〔某志：一二〕")

    assert len(last.text) - len("。〔某志：一二〕") in {2, 3}
    for line in full:
        assert max(_rooms(line)) <= 0.14
        assert line.right == pytest.approx(LEFT + MEASURE, abs=0.5)


def test_a_citation_that_has_words_before_it_is_let_be() -> None:
    *_, last = _cited(f"{TOLD[:79]}。", "〔某志：一二〕")

    assert last.text == f"{TOLD[77:79]}。〔某志：一二〕"
    assert last.left == pytest.approx(LEFT, abs=0.1)


@pytest.mark.parametrize("css", ["", "p { text-align: left }"])
def test_a_citation_that_stays_alone_stands_at_the_right(css: str) -> None:
    """To bring words down would leave the only line above too loose; it ends as the text does."""
    first, last = _cited(f"{TOLD[:31]}。", "〔某志：一二三四五六〕", css=css)

    assert first.text == f"{TOLD[:31]}。"
    assert max(_rooms(first)) <= 0.01
    assert last.text == "〔某志：一二三四五六〕"
    assert (last.right == pytest.approx(LEFT + MEASURE, abs=0.1)) is not bool(css)


def test_a_citation_that_would_end_alone_stands_whole_at_the_right() -> None:
    first, last = _cited(f"{TOLD[:31]}。", "〔某志：一二；", "某年鉴：三四〕")

    assert first.text == f"{TOLD[:31]}。"
    assert max(_rooms(first)) <= 0.01
    assert last.text == "〔某志：一二；某年鉴：三四〕"
    assert last.right == pytest.approx(LEFT + MEASURE, abs=0.1)


def test_a_citation_longer_than_a_line_goes_on_at_the_left() -> None:
    parts = [f"某年鉴：{n}；" for n in range(100, 110)]
    *_, last = _cited(f"{TOLD[:31]}。", "〔某志：一二；", *parts, "某志：三〕")

    assert last.left == pytest.approx(LEFT, abs=0.1)
    assert not last.text.startswith("〔")


def test_a_first_line_has_none_above_to_share_with() -> None:
    words = f"茶价平稳{'W' * 40}，今年如此"

    first, *_ = set_lines(set_page(paragraphs(words)), [words])

    assert first.text == "茶价平稳"
    assert max(_rooms(first)) == 0


def _rooms(line: SetLine) -> list[float]:
    """What stands between the characters of a line, in em."""
    return [(right.left - left.right) / left.size for left, right in pairwise(line.boxes)]


@pytest.mark.parametrize("measure", [6, 9, 14, 22])
def test_narrow_columns_break_where_they_may(measure: int) -> None:
    css = f"@page {{ size: {measure * 10.5 + 60}pt 297mm; margin: 30pt }}"
    texts = [text[:200] for text in TEXTS if "http" not in text][::7]

    lines = set_lines(set_page(paragraphs(*texts), css), texts)

    assert [line.text for line in lines if line.text[0] in NEVER_FIRST] == []
    assert [line.text for line in lines if line.text[-1] in NEVER_LAST] == []
    over = [line.text for line in lines if line.right > 30 + measure * 10.5 + 0.5]
    assert over == []


def test_the_box_of_what_no_font_has_is_an_em_wide() -> None:
    """Pango leaves half an em for it, and the box lay over the mark behind it."""
    with _complaints() as complaints:
        content = set_page(paragraphs("脚下有路\N{PHAGS-PA LETTER KA}。客人很满意"))

    left = {box.character: box.left for box in boxes(content)}
    assert left["。"] - left["路"] == pytest.approx(2 * 10.5, abs=0.1)
    assert "U+A840" in complaints[0]


@pytest.mark.parametrize("token", ["1520m³/s", "JZD-0007", "Jean-Baptiste", "16500㎡"])
def test_what_is_written_in_one_go_is_in_one_line(token: str) -> None:
    texts = [f"{'今年茶价平稳' * 5}{'茶' * n}{token}，记录在案，以备查考。" for n in range(9)]

    lines = set_lines(set_page(paragraphs(*texts)), texts)

    assert sum(token in line.text for line in lines) == len(texts)


@pytest.mark.parametrize(("size", "flush"), [(".8em", False), ("1em", True)])
def test_a_sentence_before_nothing_but_its_citation_is_not_torn_apart(size, flush) -> None:
    """Let out by a third of an em a place, it would be read as a heading."""
    words = "太湖流域出境断面水质保持二类，森林覆盖率稳定在七十以上。"
    cited = "据" * 17
    style = f"white-space:nowrap;font-size:{size}"
    body = f"<p>{words}<span style='{style}'>{cited}</span></p>"

    first, _ = set_lines(set_page(body), [words + cited])

    assert first.text == words
    assert (first.right == pytest.approx(LEFT + MEASURE, abs=0.5)) is flush
