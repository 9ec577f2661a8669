"""The rules of docs/typesetting.md one by one, each on lines made for it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.typography.composition.setting import SetLine, set_lines, set_page, words_of

LEFT, SIZE = 30.0, 10.5


def lines_of(body: str, measure: float) -> list[SetLine]:
    """The lines of a paragraph without indent, in a measure of so many characters."""
    css = (
        f"@page {{ size: {2 * LEFT + measure * SIZE}pt 297mm; margin: {LEFT}pt }}"
        "p { text-indent: 0 }"
    )
    return set_lines(set_page(f"<p>{body}</p>", css), [words_of(body)])


def steps(line: SetLine) -> dict[str, float]:
    """From the beginning of each character to that of the next, by both, in em."""
    return {
        one.character + other.character: (other.left - one.left) / SIZE
        for one, other in pairwise(line.boxes)
    }


def gaps(line: SetLine) -> dict[str, float]:
    """What stands between two characters, by both, in em."""
    return {
        one.character + other.character: (other.left - one.right) / SIZE
        for one, other in pairwise(line.boxes)
    }


def test_of_two_marks_one_blank_half_goes() -> None:
    (line,) = lines_of("他说：“读过《山乡》、《水经》（节本）。”然后走了。", 40)

    found = steps(line)
    for pair in ("：“", "》、", "》（", "）。", "。”"):
        assert found[pair] == pytest.approx(0.505, abs=0.01), pair
    for pair in ("他说", "读过", "”然"):
        assert found[pair] == pytest.approx(1, abs=0.01), pair


@pytest.mark.parametrize(
    ("mark", "step"), [("，", 0.505), ("。", 0.505), ("？", 0.505), ("）", 1), ("〕", 1)]
)
def test_the_number_of_a_note_stands_in_the_blank_half_of_a_mark(mark: str, step: float) -> None:
    """Behind a bracket it doesn't: a citation may end there, and the number be of what follows."""
    (line,) = lines_of(f"打了一个比方{mark}<sup>3</sup>摇一棵树<sup>4</sup>，累死了。", 40)

    found = steps(line)
    assert found[mark + "3"] == pytest.approx(step, abs=0.01)
    assert found["方" + mark] == found["树4"] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("mark", "，。、；：！？）》”")
def test_a_mark_that_ends_a_line_gives_up_its_blank_half(mark: str) -> None:
    first, *_ = lines_of(f"{'字' * 9}{mark}{'文' * 9}", 9.5)

    assert first.text == "字" * 9 + mark
    assert first.boxes[-1].left == pytest.approx(LEFT + 9 * SIZE, abs=0.1)
    assert max(gaps(first).values()) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("mark", "（《“「")
def test_so_does_an_opening_one_that_begins_a_line_but_no_paragraph(mark: str) -> None:
    first, second, *_ = lines_of(f"{mark}{'字' * 9}{mark}{'文' * 25}", 10)

    assert first.text == mark + "字" * 9
    assert first.boxes[0].left == pytest.approx(LEFT, abs=0.1)
    assert second.boxes[0].left == pytest.approx(LEFT - SIZE / 2, abs=0.1)
    assert second.text[0] == mark


def test_what_must_not_begin_a_line_is_drawn_in_where_marks_have_room_to_give() -> None:
    first, second, *_ = lines_of(f"{'字' * 9}，{'文' * 10}，{'末' * 9}", 20)

    assert (first.text[-2:], second.text[0]) == ("文，", "末")
    assert steps(first)["，文"] == pytest.approx(0.5, abs=0.02)
    assert first.right == pytest.approx(LEFT + 20 * SIZE, abs=0.1)


def test_else_the_line_is_let_out_by_the_character_before() -> None:
    first, second, *_ = lines_of(f"{'字' * 10}{'文' * 10}，{'末' * 9}", 20)

    assert (len(first.text), second.text[:2]) == (19, "文，")
    assert gaps(first)["字字"] == pytest.approx(1 / 18, abs=0.01)
    assert first.right == pytest.approx(LEFT + 20 * SIZE, abs=0.1)


def test_a_line_may_end_before_and_after_quotation_marks() -> None:
    first, second, third, *_ = lines_of(f"{'字' * 9}“{'文' * 8}”{'末' * 9}", 9)

    assert (first.text, second.text) == ("字" * 9, "“" + "文" * 8 + "”")
    assert third.text[0] == "末"


@pytest.mark.parametrize("words", ["今年GDP增长5.2%左右", "今年<b>GDP</b>增长<i>5.2%</i>左右"])
def test_an_eighth_of_an_em_stands_between_han_and_latin(words: str) -> None:
    (line,) = lines_of(words, 30)

    found = gaps(line)
    for pair in ("年G", "P增", "长5", "%左"):
        assert found[pair] == pytest.approx(0.125, abs=0.03), pair
    assert found["今年"] == pytest.approx(0, abs=0.01)


def test_none_stands_at_the_end_or_the_head_of_a_line() -> None:
    first, second, *_ = lines_of(f"{'字' * 10}GDP{'文' * 9}", 10)

    assert first.text == "字" * 10
    assert max(gaps(first).values()) == pytest.approx(0, abs=0.01)
    assert second.boxes[0].left == pytest.approx(LEFT, abs=0.1)


@pytest.mark.parametrize("mark", "·～％℃々")
def test_what_belongs_to_the_character_before_begins_no_line(mark: str) -> None:
    _, second, *_ = lines_of(f"{'字' * 10}{mark}{'文' * 9}", 10)

    assert second.text[:2] == "字" + mark
