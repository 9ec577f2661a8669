"""The font gate: what no face has is named with its place, before and after the page is set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.check.pdf import check_pdf
from pipeline.errors import OutputInvalid
from pipeline.model.manuscript import Front, Heading, Manuscript, Paragraph, Run, Style
from pipeline.render.gate import MissingGlyph, pass_gate
from pipeline.render.pdf import render_pdf
from pipeline.render.styled import styled_texts
from pipeline.typography.coverage import Coverage
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import glyphs_by_page

if TYPE_CHECKING:
    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return Coverage.of_folders()


def saying(text: str, style: Style = Style.BODY) -> Manuscript:
    bare = manuscripts.bare()
    return replace(bare, elements=(*bare.elements, Paragraph("p-2", style, (Run(text),))))


def narrow(layout: Layout, *families: str) -> Layout:
    """The layout with a 宋 of these families alone, no fall-back beyond them."""
    faces = {**layout.faces, "song": replace(layout.faces["song"], pdf=families)}
    return replace(layout, faces=faces)


@pytest.mark.parametrize("name", ["sample", "bare", "hostile"])
@pytest.mark.parametrize("of", ["briefing", "gb9704", "jianbao"])
def test_ordinary_text_passes(name: str, of: str, coverage: Coverage) -> None:
    layout = load_layout(of, TEMPLATES)

    assert pass_gate(getattr(manuscripts, name)(), layout, coverage) == ()


def test_what_leaves_no_ink_needs_no_font(briefing: Layout, coverage: Coverage) -> None:
    assert pass_gate(saying("甲　乙\u200b丙\u00ad丁\ufe0f"), briefing, coverage) == ()


def test_characters_beyond_the_first_plane_pass_where_a_font_has_them(
    briefing: Layout, coverage: Coverage
) -> None:
    has, lacks = "\N{CJK UNIFIED IDEOGRAPH-20164}", "\N{CJK UNIFIED IDEOGRAPH-20000}"

    assert pass_gate(saying(f"姓{has}的人。"), briefing, coverage) == ()
    assert pass_gate(saying(f"姓{lacks}的人。"), briefing, coverage) == (
        MissingGlyph(lacks, f"姓{lacks}的人。"),
    )


@pytest.mark.row(48)
def test_each_character_is_named_once_with_its_first_place(
    briefing: Layout, coverage: Coverage
) -> None:
    found = pass_gate(saying("缺字：\u1234、\U0010aaaa、\u1234。"), briefing, coverage)

    assert [one.character for one in found] == ["\u1234", "\U0010aaaa"]
    assert found[0].near == "缺字：\u1234、\U0010aaaa、\u1234。"


@pytest.mark.row(104)
def test_a_font_taken_unasked_is_named(briefing: Layout, coverage: Coverage) -> None:
    lacking = narrow(briefing, "Jianbao Kai")  # it has no curly quotes
    manuscript = saying("“甲”是旧译。")

    found = pass_gate(manuscript, lacking, coverage)

    assert [one.character for one in found] == ["“", "”"]
    assert all(one.role == "song" and one.instead for one in found)
    assert "no font for 'song' has “ (U+201C)" in str(found[0])


def test_a_declared_fall_back_is_no_substitution(briefing: Layout, coverage: Coverage) -> None:
    declared = narrow(briefing, "Jianbao Kai", "Noto Serif SC")

    assert pass_gate(saying("“甲”"), declared, coverage) == ()


def test_small_figures_of_formulas_have_a_font(briefing: Layout, coverage: Coverage) -> None:
    assert pass_gate(saying("Li₆PS₅Cl，CO₂，(C₆H₁₀O₅)ₙ，3.2×10⁻⁶"), briefing, coverage) == ()


def test_the_finished_file_is_looked_through_for_fonts_nobody_named(briefing: Layout) -> None:
    lacking = narrow(briefing, "Jianbao Kai")
    manuscript = saying("“甲”")
    content = render_pdf(manuscript, lacking, TEMPLATES).content

    with pytest.raises(OutputInvalid, match=r"page 3: '“' \(U\+201C\) is set in Noto"):
        check_pdf(content, manuscript, replace(lacking, styles=briefing.styles))
    check_pdf(content, manuscript, lacking, ["“", "”"])


def test_a_font_that_slips_in_is_found(briefing: Layout) -> None:
    manuscript = saying("甲乙丙")
    content = render_pdf(manuscript, narrow(briefing, "Noto Sans SC"), TEMPLATES).content

    with pytest.raises(OutputInvalid, match="is set in Noto-Sans-SC"):
        check_pdf(content, manuscript, briefing)


@pytest.mark.parametrize("of", ["briefing", "gb9704"])
def test_quotes_and_dashes_come_from_the_chinese_font_at_full_width(of: str) -> None:
    layout = load_layout(of, TEMPLATES)
    rows = tuple(
        Paragraph(f"p-{n}", style, (Run("甲“乙”丙——丁……戊"),)) for n, style in enumerate(Style)
    )
    content = render_pdf(replace(manuscripts.bare(), elements=rows), layout, TEMPLATES).content
    drawn = [
        one for page in glyphs_by_page(content) for one in page if one.character in "甲乙丙丁戊"
    ]
    assert "".join(one.character for one in drawn) == "甲乙丙丁戊" * len(Style)
    found = {}
    for n, style in enumerate(Style):
        size = layout.styles[style].size
        first, second, third, fourth, fifth = (one.x for one in drawn[5 * n : 5 * n + 5])
        found[style] = (
            second - first == pytest.approx(2 * size, abs=0.6 * size)
            and fourth - third == pytest.approx(3 * size, abs=0.6)
            and fifth - fourth == pytest.approx(3 * size, abs=0.6)
        )

    assert found == dict.fromkeys(Style, True)


def test_no_text_of_a_page_is_left_out_of_the_gate(briefing: Layout) -> None:
    manuscript = replace(manuscripts.sample(), front=Front(title="题", issuer="甲", copies="12"))
    texts = [text for _, text in styled_texts(manuscript, briefing)]

    for element in manuscript.elements:
        if isinstance(element, Heading):
            assert element.printed in texts
    assert {"题", "甲", "共印12份", "指标", "表1 旧城区供水管网改造前后主要指标"} <= set(texts)
