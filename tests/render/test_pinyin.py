"""Pinyin above characters in the three files: seen, and no word of the text."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.oxml.ns import qn

from pipeline.check.docx import check_docx
from pipeline.check.docx_words import readings_of
from pipeline.check.epub import check_epub
from pipeline.check.form import check_form
from pipeline.check.pdf import check_pdf
from pipeline.compose import with_pinyin
from pipeline.errors import OutputInvalid
from pipeline.model.manuscript import Front, Heading, NoteCall, Paragraph, Run, Style, Voice
from pipeline.render.docx import render_docx
from pipeline.render.epub import render_epub
from pipeline.render.pdf import render_pdf
from pipeline.typography.pinyin import STYLE
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import damaged, parts, swap
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import glyphs
from tests.render.office import as_pdf
from tests.wordml import body_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")

#: The longest readings side by side, a line's both ends, marks, Latin, a note call, the editor's.
WORDS = "赣江以西，郴州、邯郸与2025年的GDP；氤氲、赟、喆。噇骦骧鬃螽艟鄣"
CALL = NoteCall(1, "邯郸有注。")
BODY = (
    Heading("h", 1, "一、", "郴州的简报"),
    Paragraph(
        "p", Style.BODY, (Run(f"{'长' * 19}郴{'沙' * 13}，{WORDS}"), Run("韶山", Voice.EDITOR))
    ),
    Paragraph("q", Style.BODY, (Run(WORDS * 3), CALL, Run("瀍涧", bold=True), Run("，瓛。"))),
)
BARE = replace(manuscripts.bare(), elements=BODY)
TOLD = with_pinyin(BARE)
READINGS = [
    "chēn",
    "hán",
    "dān",
    "yīn",
    "yūn",
    "yūn",
    "zhé",
    "chuáng",
    "shuāng",
    "xiāng",
    "zōng",
    "zhōng",
    "chōng",
    "zhāng",
    "sháo",
    "chán",
    "huán",
]


@pytest.fixture(scope="module", params=["briefing", pytest.param("gb9704", marks=pytest.mark.slow)])
def layout(request: pytest.FixtureRequest) -> Layout:
    return load_layout(request.param, TEMPLATES)


@pytest.fixture(scope="module")
def both(layout: Layout, _own_fonts: None) -> tuple[bytes, bytes]:
    """The PDF with pinyin, and without."""
    one, other = (render_pdf(made, layout, TEMPLATES).content for made in (TOLD, BARE))
    return one, other


class Box(NamedTuple):
    """The ink of a reading, in pt from the lower left corner."""

    left: float
    right: float
    bottom: float
    top: float


def drawn(content: bytes, page: int) -> list[Box]:
    """The readings drawn on a page, in order: the outlines of each stand in a form of their own."""
    found = []
    with pypdfium2.PdfDocument(content) as document:
        for thing in document[page].get_objects([pdfium.FPDF_PAGEOBJ_FORM], max_depth=1):
            left, bottom, right, top = thing.get_bounds()
            found.append(Box(left, right, bottom, top))
    return found


def last_page(content: bytes) -> int:
    with pypdfium2.PdfDocument(content) as document:
        return len(document) - 1


def test_the_text_of_the_pages_is_that_without_pinyin(
    both: tuple[bytes, bytes], layout: Layout, tmp_path: Path
) -> None:
    told, _ = both

    check_pdf(told, TOLD, layout)
    read = []
    for content in both:
        with pypdfium2.PdfDocument(content) as document:
            read.append([page.get_textpage().get_text_range() for page in document])
    assert read[0] == read[1]
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext isn't installed")
    texts = []
    for content in both:
        (tmp_path / "made.pdf").write_bytes(content)
        command = ["pdftotext", str(tmp_path / "made.pdf"), "-"]
        texts.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert texts[0] == texts[1]
    assert "郴州、邯郸与2025年的GDP；氤氲、赟、喆。" in "".join(texts[0].split())


def test_not_a_glyph_of_the_lines_has_moved(both: tuple[bytes, bytes]) -> None:
    told, bare = (glyphs(content, last_page(content)) for content in both)

    # A thousandth of an em may be lost where a box begins.
    assert [one.character for one in told] == [one.character for one in bare]
    moved = [
        (one.character, one.x - other.x, one.baseline - other.baseline)
        for one, other in zip(told, bare, strict=True)
        if max(abs(one.x - other.x), abs(one.baseline - other.baseline)) > 0.05
    ]
    assert moved == []


def test_each_reading_is_centred_above_its_character_and_touches_nothing(
    both: tuple[bytes, bytes], layout: Layout
) -> None:
    told, _ = both
    page = last_page(told)
    size = layout.styles["body"].size
    text = [one for one in glyphs(told, page) if one.size == size]
    boxes = drawn(told, page)
    wanted = [run for run in TOLD.elements[1].inlines + TOLD.elements[2].inlines if _has(run)]
    assert [run.pinyin for run in wanted] == READINGS
    assert len(boxes) == len(READINGS)

    below = iter(text[[one.character for one in text].index("长") :])  # past the heading
    for run, box in zip(wanted, boxes, strict=True):
        character = next(one for one in below if one.character == run.text)
        assert (box.left + box.right) / 2 == pytest.approx(character.x + size / 2, abs=0.6)
        assert character.baseline + 0.86 * size < box.bottom < character.baseline + 1.1 * size
        line_above = character.baseline + layout.styles["body"].line
        assert box.top < line_above - 0.15 * size
    rows = Counter(round(one.baseline, 1) for one in text)
    assert len(rows) > 3
    for one, other in combinations(boxes, 2):
        beside = one.right < other.left or other.right < one.left
        assert beside or other.top < one.bottom or one.top < other.bottom


def _has(inline: object) -> bool:
    return isinstance(inline, Run) and bool(inline.pinyin)


def test_a_reading_is_an_artifact_outside_the_words(
    both: tuple[bytes, bytes], tmp_path: Path
) -> None:
    (tmp_path / "told.pdf").write_bytes(both[0])
    with pikepdf.open(tmp_path / "told.pdf") as pdf:
        opened, inside = [], []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[-1]):
            if str(operator) in {"BMC", "BDC"}:
                opened.append(str(operands[0]))
            elif str(operator) == "EMC":
                opened.pop()
            elif str(operator) == "Do":
                inside.append(tuple(opened))

    assert inside == [("/Artifact",)] * len(READINGS)


def test_a_template_that_says_no_readings_is_found(templates: Path, briefing: Layout) -> None:
    path = templates / "pdf/inline.html.j2"
    path.write_text(path.read_text("utf-8").replace("data-pinyin", "data-other"), "utf-8")

    with pytest.raises(OutputInvalid, match="0 characters have their reading above them, not the"):
        render_pdf(TOLD, briefing, templates)


def test_a_form_is_measured_without_its_readings() -> None:
    """The last rule stands on the foot of the block, whatever is drawn above words."""
    layout = load_layout("gb9704", TEMPLATES)
    front = Front("题", masthead="报", copy_to=("甲",), printer="乙")
    book = replace(TOLD, front=front, elements=TOLD.elements[1:])

    assert list(check_form(render_pdf(book, layout, TEMPLATES).content, book, layout)) == []


def test_a_draft_has_phonetic_guides_built_as_the_schema_wants(layout: Layout) -> None:
    content = render_docx(TOLD, layout)
    check_docx(content, TOLD, layout)
    guides = list(body_of(content).iter(qn("w:ruby")))

    assert [above for _, above in readings_of(body_of(content))] == READINGS
    for guide in guides:
        assert [one.tag for one in guide] == [qn("w:rubyPr"), qn("w:rt"), qn("w:rubyBase")]
        assert [one.tag for one in guide[0]] == [
            qn(f"w:{name}") for name in ("rubyAlign", "hps", "hpsRaise", "hpsBaseText", "lid")
        ]
        hps, raised, base = (int(one.get(qn("w:val"))) for one in guide[0][1:4])
        assert hps / base == pytest.approx(0.45, abs=0.03)
        # In half points: above the character, and the line above isn't reached.
        assert 0.9 * base < raised < 2 * layout.styles["body"].line - hps


@pytest.mark.slow
def test_in_the_draft_as_libreoffice_sets_it_readings_stand_between_lines_that_have_not_moved(
    layout: Layout, tmp_path: Path
) -> None:
    size, small = (layout.styles[name].size for name in ("body", STYLE))
    rows: list[dict[float, str]] = []
    for name, made in (("told", TOLD), ("bare", BARE)):
        (tmp_path / name).mkdir()
        content = as_pdf(render_docx(made, layout), tmp_path / name)
        drawn_so = glyphs(content, last_page(content))
        seen = sorted(drawn_so, key=lambda one: (-round(one.baseline, 1), one.x))
        text: dict[float, str] = defaultdict(str)
        for one in seen:
            if abs(one.size - size) < 0.5:
                text[round(one.baseline, 1)] += one.character
        rows.append(text)
        if name == "told":
            letters = [one for one in seen if one.character.isalpha()]  # not the call of the note
            readings = [one for one in letters if abs(one.size - small) < 0.3]
    told, bare = rows

    # LibreOffice parts characters whose readings are wide: a line more, on the same grid.
    assert list(told)[: len(bare)] == list(bare)
    assert "".join(told.values()) == "".join(bare.values())
    assert Counter(one.character for one in readings) == Counter("".join(READINGS))
    for one in readings:
        below = max(baseline for baseline in told if baseline < one.baseline)
        assert size * 0.85 < one.baseline - below < layout.styles["body"].line - small


def test_the_bold_of_a_character_under_a_reading_is_kept(briefing: Layout) -> None:
    bases = [
        one.find(f"{qn('w:rubyBase')}/{qn('w:r')}")
        for one in body_of(render_docx(TOLD, briefing)).iter(qn("w:ruby"))
    ]
    styles = ["".join(one.xpath("w:rPr/w:rStyle/@w:val")) for one in bases]

    assert styles[-3:] == ["EditorWords", "SourceWordsBold", ""]


def test_a_book_has_ruby_with_brackets_for_readers_that_know_none(briefing: Layout) -> None:
    content = render_epub(TOLD, briefing)
    check_epub(content, TOLD, briefing)
    book = parts(content)
    page = next(part for name, part in book.items() if name.endswith("ch001.xhtml")).decode()
    rubies = re.findall(r"<ruby>(.)<rp>（</rp><rt[^>]*>(\w+)</rt><rp>）</rp></ruby>", page)

    assert [reading for _, reading in rubies] == READINGS
    assert rubies[0] == ("郴", "chēn")
    assert "rubyAnnotations" in book["EPUB/package.opf"].decode()
    assert "user-select: none" in book["EPUB/style.css"].decode()
    assert "\nrt {" not in parts(render_epub(BARE, briefing))["EPUB/style.css"].decode()


BARED = "</w:t></w:r></w:rubyBase>"


@pytest.mark.parametrize(
    ("render", "check", "part", "before", "after"),
    [
        (render_docx, check_docx, "word/document.xml", "chēn", "chén"),
        (render_docx, check_docx, "word/document.xml", "郴</w:t></w:r></w:rubyBase>", BARED),
        (render_epub, check_epub, "EPUB/text/ch001.xhtml", "chēn", "chén"),
        (render_epub, check_epub, "EPUB/text/ch001.xhtml", "<ruby>郴", "<ruby>"),
    ],
)
def test_a_reading_that_is_another_is_found(
    render: Callable[[Manuscript, Layout], bytes],
    check: Callable[[bytes, Manuscript, Layout], None],
    part: str,
    before: str,
    after: str,
    briefing: Layout,
) -> None:
    spoilt = damaged(render(TOLD, briefing), part, swap(before, after))

    with pytest.raises(OutputInvalid):
        check(spoilt, TOLD, briefing)


@pytest.mark.slow
def test_epubcheck_finds_nothing(
    briefing: Layout, epubcheck: Callable[[bytes], list[object]]
) -> None:
    assert epubcheck(render_epub(TOLD, briefing)) == []
