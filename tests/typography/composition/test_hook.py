"""Another WeasyPrint is left alone, and says so; long paragraphs cost what they are long."""

from __future__ import annotations

import io

import pikepdf
import pytest
import weasyprint
from weasyprint.layout import inline

from pipeline.typography.composition import compose_lines
from tests.growth import growth
from tests.typography.composition.setting import drawn, set_lines, set_page, words_of

SENTENCE = "资源型城市（包括煤炭、油气等）转型发展取得了“新成效”。到2025年，能力大幅提升。"


def glyphs_shown(content: bytes) -> int:
    """How many glyphs a file of one page shows."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        shown = [
            operands[0]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "TJ"
        ]
        return sum(
            len(bytes(one)) // 2 for row in shown for one in row if hasattr(one, "__bytes__")
        )


@pytest.mark.row("138a")
def test_another_weasyprint_is_left_alone_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    untouched = inline.get_next_linebox
    monkeypatch.setattr(weasyprint, "__version__", "70.1")

    (warning,) = compose_lines()

    assert "70.1" in warning
    assert "70.0" in warning
    assert inline.get_next_linebox is untouched


def test_the_hook_is_set_once() -> None:
    compose_lines()
    first = inline.get_next_linebox
    compose_lines()

    assert inline.get_next_linebox is first


@pytest.mark.row(9)
def test_a_long_paragraph_is_cut_and_nobody_sees_where() -> None:
    text = SENTENCE * 300
    made = set_page(f"<p>{text}</p>")

    lines = set_lines(made, [text])
    assert drawn(made) == text
    assert all(abs(line.right - 87.638 - 420) < 0.5 for line in lines[:-1])


@pytest.mark.slow
def test_the_cost_of_a_paragraph_is_linear_in_its_length() -> None:
    def pages(times: int) -> object:
        return set_page(f"<p>{SENTENCE * times}</p>")

    assert growth(pages, 300, 2400, 2 * 8) <= 2 * 8


def test_a_mark_after_an_element_at_the_edge_stays_within_the_measure() -> None:
    css = "@page { size: 165pt 297mm; margin: 30pt } p { text-indent: 0 }"  # 10 characters
    for before in range(4, 12):
        body = f"<p>{'字' * before}<b>重点</b>，<i>后</i>文还有许多字</p>"
        lines = set_lines(set_page(body, css), [words_of(body)])

        assert not any(line.text[0] == "，" for line in lines)
        assert all(line.right < 30 + 105 + 0.5 for line in lines)


def test_a_line_can_be_shortened_before_an_element_that_a_space_would_part() -> None:
    css = "p { width: 5em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }"

    assert glyphs_shown(set_page("<p>产业链上的企业一年多过一年<b>GDP</b>增长</p>", css)) < 16


def test_a_line_shortened_to_an_ellipsis_shortens_no_other() -> None:
    text = "产业链上的企业一年多过一年，名录里今年又多了三十七家"
    css = (
        ".short { width: 5em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;"
        " text-indent: 0 }"
    )
    made = set_page(f"<p class='short'>{text}</p><p>{text}</p>", css)

    assert len(text) < glyphs_shown(made) < len(text) + 6
