"""The form of GB/T 9704: what fails a build, what is warned of."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.check.form import MEASURES, Measured, check_form
from pipeline.check.ink import Ink
from pipeline.check.pdf import check_pdf
from pipeline.errors import OutputInvalid
from pipeline.model.manuscript import Front, Paragraph, Run, Style
from pipeline.render.pdf import render_pdf
from pipeline.typography.table import load_layout
from pipeline.typography.tokens import POINTS_A_MM
from tests import manuscripts
from tests.render.conftest import TEMPLATES
from tests.render.test_layouts import filled, pages

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")


@pytest.fixture(scope="module")
def official() -> Layout:
    return load_layout("gb9704", TEMPLATES)


def test_the_form_of_a_full_document_is_met(official: Layout) -> None:
    manuscript = filled()

    assert (
        check_form(render_pdf(manuscript, official, TEMPLATES).content, manuscript, official) == ()
    )


def test_an_address_longer_than_its_line_is_torn(official: Layout) -> None:
    manuscript = filled()
    address = Run("https://example.org/tx/" + "0x2d6a7b0f6adeff38423d" * 6)
    first = next(one for one in manuscript.elements if isinstance(one, Paragraph))
    long = replace(first, id="p-long", style=Style.BODY, inlines=(Run("数据见"), address))
    told = replace(manuscript, elements=(*manuscript.elements, long))

    assert check_form(render_pdf(told, official, TEMPLATES).content, told, official) == ()


def _page(layout: Layout, lines: int, indent: float) -> tuple[Ink, ...]:
    """Lines of one character each, the first line set in."""
    style, page = layout.styles["body"], layout.page
    left = [page.left + (0 if n else indent) * style.size / POINTS_A_MM for n in range(lines)]
    down = [page.top + (n + 1) * style.line / POINTS_A_MM for n in range(lines)]
    return tuple(
        Ink("字", x, x + 5, y - 5, y, y, style.size) for x, y in zip(left, down, strict=True)
    )


def test_the_first_page_has_fewer_lines_for_its_title(official: Layout) -> None:
    """It is no measure where, by the way their paragraphs end, no other page is one."""
    broken = [_page(official, 22, 2) for _ in range(4)]
    document = Measured(
        layout=official,
        size=(210, 297),
        pages=(_page(official, 20, 2), _page(official, 20, 0), *broken),
        strokes=(),
        opening="",
        closing="",
        has_foot=False,
    )

    assert MEASURES["lines"](document) is None
    on = replace(document, pages=(*document.pages, _page(official, 22, 0)))
    assert MEASURES["lines"](on) == 22


def _moved(layout: Layout, **page: float) -> Layout:
    if "indent" in page:
        body = replace(layout.styles["body"], indent=page["indent"])
        return replace(layout, styles={**layout.styles, "body": body})
    return replace(layout, page=replace(layout.page, **page))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ({"rise": -1}, r"head is 41\.\d+ mm, not 37 ± 1 \(GB/T 9704-2012 5\.2\.1, 规定\)"),
        ({"left": 31}, r"left is 31\.\d+ mm"),
        ({"right": 22}, r"outside|folio-inset"),
        ({"footer": 20}, r"folio-drop is 13\.\d+ mm"),
        ({"width": 220}, r"page-width is 220"),
        ({"indent": 1}, r"indent is 1\.00 字, not 2 \(GB/T 9704-2012 7\.3\.3, 规定\)"),
    ],
)
def test_what_the_standard_demands_fails_a_build(
    spoil: dict[str, float], message: str, official: Layout
) -> None:
    short = Paragraph("s", Style.BODY, (Run("甲乙丙。"),))
    manuscript = filled(paragraphs=3)
    manuscript = replace(manuscript, elements=(*manuscript.elements, *[short] * 6))
    content = render_pdf(manuscript, _moved(official, **spoil), TEMPLATES).content

    with pytest.raises(OutputInvalid, match=message):
        check_form(content, manuscript, official)


def test_what_is_usual_is_warned_of(official: Layout) -> None:
    manuscript = filled(paragraphs=6)
    short = _moved(official, lines=20)

    found = check_form(render_pdf(manuscript, short, TEMPLATES).content, manuscript, official)

    assert [str(one) for one in found] == ["lines is 20.00 行, not 22 (GB/T 9704-2012 5.2.3, 一般)"]


def test_a_head_that_fills_the_first_page_is_the_editors_to_shorten(official: Layout) -> None:
    """Nothing of it is lost, but the standard wants text on the first page."""
    manuscript = filled(paragraphs=3)
    title = "关于进一步加强全市防汛抗旱工作的意见" * 5
    front = replace(manuscript.front, title=title, addressees="各县区、市直各单位，" * 30)
    long = replace(manuscript, front=front)
    content = render_pdf(long, official, TEMPLATES).content

    check_pdf(content, long, official)
    (found,) = check_form(content, long, official)

    assert str(found).startswith("text-begins is 2.00 页, not 1 (GB/T 9704-2012 7.3.3, 规定)")
    assert "shorten" in found.remedy


@pytest.mark.parametrize("lines", range(18, 24))
def test_a_signature_never_stands_alone(lines: int, official: Layout) -> None:
    text = "国" * (25 + 28 * (lines - 1)) + "。"
    body = (Paragraph("p", Style.BODY, (Run(text),)),)
    manuscript = replace(
        manuscripts.sample(), front=Front("题", issuer="云溪市", date="2024年5月20日")
    )
    manuscript = replace(manuscript, elements=body)

    found = pages(render_pdf(manuscript, official, TEMPLATES).content)
    signed = next(page for page in found if "云溪市" in "".join(one.character for one in page))

    assert "国" in [one.character for one in signed]


def test_a_signature_alone_on_its_page_is_noticed(official: Layout, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("fonts"))
    sheet = templates / "pdf" / "print.css.j2"
    sheet.write_text(sheet.read_text("utf-8") + ".closing { break-before: page }", "utf-8")
    manuscript = filled(paragraphs=1)
    content = render_pdf(manuscript, official, templates).content

    with pytest.raises(OutputInvalid, match=r"company is 0.* 7\.3\.5\.5"):
        check_form(content, manuscript, official)
