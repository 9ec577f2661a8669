"""The check of the PDF has to see what it claims to see: each test spoils one thing."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from pipeline.check.pages import Pages
from pipeline.check.pdf import check_pdf
from pipeline.errors import OutputInvalid
from pipeline.model.manuscript import Heading, Manuscript, NoteCall, Paragraph, Run, Style, Table
from pipeline.render.gate import pass_gate
from pipeline.render.pdf import render_pdf
from pipeline.typography.coverage import Coverage
from pipeline.typography.fonts import font_files, private_fontconfig
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import LAYOUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.model.manuscript import Element

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture(scope="module")
def _own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    private_fontconfig(tmp_path_factory.mktemp("fontconfig"))


@pytest.fixture(scope="module")
def content(_own_fonts: None) -> bytes:
    layout = load_layout("briefing", TEMPLATES)
    return render_pdf(manuscripts.sample(), layout, TEMPLATES).content


def test_the_file_of_the_manuscript_passes(content: bytes) -> None:
    check_pdf(content, manuscripts.sample(), LAYOUT)


# A glyph may draw several characters


ONE_GLYPH = (
    ("…", "\N{MIDLINE HORIZONTAL ELLIPSIS}"),
    ("\N{WAVE DASH}", "\N{FULLWIDTH TILDE}"),
    ("\N{BULLET}", "\N{HYPHENATION POINT}"),
    ("é", "e\N{COMBINING ACUTE ACCENT}"),
    ("①", "\N{DINGBAT CIRCLED SANS-SERIF DIGIT ONE}"),
    ("瑨", "\N{CJK COMPATIBILITY IDEOGRAPH-2F92A}"),  # beyond U+FFFF: the file can't say so
)


@pytest.mark.usefixtures("_own_fonts")
@pytest.mark.row("140a")
def test_two_characters_that_one_glyph_draws_are_told_apart() -> None:
    said = _only(*(f"先说{one}后说{other}又说{one}。" for one, other in ONE_GLYPH))
    made = render_pdf(said, load_layout("briefing", TEMPLATES), TEMPLATES).content
    check_pdf(made, said, LAYOUT)


NO_INK = (
    "1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}",
    "\N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}",
    "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}",
    "葛\N{VARIATION SELECTOR-17}城",
    "\N{LATIN SMALL LIGATURE FI}ne",
    "\N{BULLET OPERATOR}甲\N{BULLET}乙\N{HYPHENATION POINT}丙\N{DOT OPERATOR}",
)


@pytest.mark.usefixtures("_own_fonts")
def test_what_leaves_no_ink_and_what_is_read_as_two_letters_passes() -> None:
    said = _only(*(f"网上写{text}，又写{text}。" for text in NO_INK))
    made = render_pdf(said, load_layout("briefing", TEMPLATES), TEMPLATES)
    missing = [one.character for one in made.missing]
    missing += [one.character for one in pass_gate(said, LAYOUT, Coverage.of_folders())]
    check_pdf(made.content, said, LAYOUT, missing)


def _only(*texts: str) -> Manuscript:
    """A manuscript that says nothing else: it is set in a moment."""
    heading, *_ = (bare := manuscripts.bare()).elements
    said = (Paragraph(f"p{n}", Style.BODY, (Run(text),)) for n, text in enumerate(texts))
    return replace(bare, elements=(heading, *said))


# The manuscript says more than the file


def _changed(id: str, change: Callable[[Element], Element]) -> Manuscript:
    sample = manuscripts.sample()
    elements = tuple(change(e) if e.id == id else e for e in sample.elements)
    assert elements != sample.elements
    return replace(sample, elements=elements)


def _one_more_word(element: Element) -> Element:
    assert isinstance(element, Paragraph)
    return replace(element, inlines=(*element.inlines, Run("此句未印。")))


def _other_note(element: Element) -> Element:
    assert isinstance(element, Paragraph)
    spoilt = (
        replace(i, text=i.text + "又") if isinstance(i, NoteCall) else i for i in element.inlines
    )
    return replace(element, inlines=tuple(spoilt))


def _other_cell(element: Element) -> Element:
    assert isinstance(element, Table)
    return replace(element, rows=(*element.rows, ((Run("未印"),),) * 4))


def _other_caption(element: Element) -> Element:
    assert isinstance(element, Table)
    return replace(element, caption="表2 另一张表")


@pytest.mark.parametrize(
    ("id", "change", "message"),
    [
        ("p-9", _one_more_word, "p-9"),
        ("caption-2", _one_more_word, "caption-2"),
        ("source-002", _one_more_word, "source-002"),
        ("p-4", _other_note, "note 2 of p-4"),
        ("table-1", _other_cell, "table-1"),
        ("table-1", _other_caption, "table-1"),
    ],
)
@pytest.mark.row(140)
def test_words_that_are_missing_are_named(
    id: str, change: Callable[[Element], Element], message: str, content: bytes
) -> None:
    with pytest.raises(OutputInvalid, match=message):
        check_pdf(content, _changed(id, change), LAYOUT)


def test_a_paragraph_out_of_order_is_named(content: bytes) -> None:
    sample = manuscripts.sample()
    elements = list(sample.elements)
    places = {e.id: i for i, e in enumerate(elements)}
    late, early = places["p-12"], places["p-1"]
    elements[late], elements[early] = elements[early], elements[late]

    with pytest.raises(OutputInvalid, match="not to be found from here on"):
        check_pdf(content, replace(sample, elements=tuple(elements)), LAYOUT)


def test_a_heading_without_its_bookmark_is_named(content: bytes) -> None:
    def renamed(element: Element) -> Element:
        assert isinstance(element, Heading)
        return replace(element, text="别的题目")

    with pytest.raises(OutputInvalid, match="二、别的题目"):
        check_pdf(content, _changed("work", renamed), LAYOUT)


def test_a_heading_of_another_level_is_named(content: bytes) -> None:
    def lowered(element: Element) -> Element:
        assert isinstance(element, Heading)
        return replace(element, level=2)

    with pytest.raises(OutputInvalid, match="bookmark"):
        check_pdf(content, _changed("problems", lowered), LAYOUT)


def test_a_part_of_the_cover_that_is_missing_is_named(content: bytes) -> None:
    sample = manuscripts.sample()

    with pytest.raises(OutputInvalid, match="subtitle"):
        check_pdf(
            content, replace(sample, front=replace(sample.front, subtitle="别的副题")), LAYOUT
        )


def test_another_title_is_noticed(content: bytes) -> None:
    sample = manuscripts.sample()

    with pytest.raises(OutputInvalid, match="title"):
        check_pdf(content, replace(sample, front=replace(sample.front, title="别的题目")), LAYOUT)


# The file holds what it shouldn't


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["passwd"] = b"root"


def _run_script(pdf: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    names = pikepdf.Dictionary(Names=pikepdf.Array(["go", pdf.make_indirect(script)]))
    pdf.Root.Names["/JavaScript"] = names


def _lead_out(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://example.invalid/")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action
    )
    pdf.pages[3].Annots.append(pdf.make_indirect(link))


def _strip_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def _fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [font for page in pdf.pages for font in page.Resources.Font.values()]


def _take_out_fonts(pdf: pikepdf.Pdf) -> None:
    for font in _fonts(pdf):
        described = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile2", "/FontFile3"):
            if key in described:
                del described[key]


def _number_glyphs_otherwise(pdf: pikepdf.Pdf) -> None:
    (serif,) = (one.path for one in font_files() if one.path.name == "NotoSerifSC-Regular.otf")
    whole = pdf.make_stream(serif.read_bytes(), Subtype=pikepdf.Name.OpenType)
    for font in _fonts(pdf):
        if str(font.BaseFont).endswith("Noto-Serif-SC"):
            font.DescendantFonts[0].FontDescriptor.FontFile3 = whole


def _take_out_what_glyphs_say(pdf: pikepdf.Pdf) -> None:
    for font in _fonts(pdf):
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def _speak_english(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("en-US")


def _cut_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].MediaBox = pikepdf.Array([0, 0, 400, 842])


def _drop_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[4]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_attach, "attachment"),
        (_run_script, "script"),
        (_lead_out, "page 4: a link leads out"),
        (_strip_tags, "tagged"),
        (_cut_page, "page 4: .* runs off the page"),
        (_drop_page, "."),
        (_take_out_fonts, "page 1: the font .* isn't in the file"),
        (_number_glyphs_otherwise, "page 1: the font Noto-Serif-SC has other numbers"),
        (_take_out_what_glyphs_say, "."),
        (_speak_english, "language is 'en-US'"),
    ],
)
@pytest.mark.row(139)
def test_a_spoilt_file_is_refused(
    spoil: Callable[[pikepdf.Pdf], None], message: str, content: bytes
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        spoil(pdf)
        pdf.save(out)

    with pytest.raises(OutputInvalid, match=message):
        check_pdf(out.getvalue(), manuscripts.sample(), LAYOUT)


@pytest.mark.parametrize("rubbish", [b"", b"%PDF-1.7\n", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(rubbish: bytes) -> None:
    with pytest.raises(OutputInvalid, match="can't be opened"):
        check_pdf(rubbish, manuscripts.sample(), LAYOUT)


# Where words stand


def test_words_go_on_at_the_head_of_the_next_page_only() -> None:
    pages = Pages(["题甲乙丙1注文头脚", "丁戊己头脚"])

    assert pages.find("乙丙丁戊", 0) == (0, 1)
    assert pages.find("乙丙戊己", 0) is None


def test_words_may_fill_a_page_and_go_on() -> None:
    assert Pages(["甲乙", "丙丁", "戊"]).find("乙丙丁戊", 0) == (0, 2)


def test_what_follows_on_the_page_may_look_like_the_words() -> None:
    assert Pages(["甲乙1注", "1丙脚"]).find("乙1丙", 0) == (0, 1)
