"""The layouts gb9704 and jianbao, measured in ink: in the PDF, and in the DOCX by LibreOffice."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from pipeline.check.docx import check_docx
from pipeline.check.epub import check_epub
from pipeline.check.ink import Ink, glyphs_of, lines_of, strokes_of
from pipeline.check.pdf import check_pdf
from pipeline.errors import ConfigError
from pipeline.model.manuscript import Citation, Cited, Front, Manuscript, Paragraph, Run, Style
from pipeline.model.source import Lines
from pipeline.render.docx import render_docx
from pipeline.render.epub import render_epub
from pipeline.render.front import back_parts, foot_lines, front_lines, front_parts, unprinted
from pipeline.render.pdf import render_pdf
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.render.conftest import TEMPLATES
from tests.render.office import as_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")

WORDS_SIZE = 16
"""What 三号 is in Word, which knows half points only."""

FULL = Front(
    title="关于旧城区供水管网改造情况的报告",
    subtitle="2021—2023年",
    number="7",
    total_number="118",
    issuer="云溪市供水管理处",
    date="2024年5月20日",
    classification="秘密★1年",
    abstract="本期说的是供水管网改造。",
    masthead="云溪市供水管理处文件",
    serial="000126",
    urgency="特急",
    document_number="云水〔2024〕7号",
    signatory="周启衡",
    addressees="各县（市、区）人民政府",
    to=("市政府",),
    report_to=("省水利厅",),
    send_to=("市委常委",),
    issue_to=("各水厂",),
    copy_to=("市委办公室", "市人大办公室"),
    printer="云溪市供水管理处办公室",
    print_date="2024年5月21日",
    copies="120",
)


@pytest.fixture(scope="module", params=["gb9704", "jianbao"])
def layout(request: pytest.FixtureRequest) -> Layout:
    return load_layout(request.param, TEMPLATES)


@pytest.fixture(scope="module")
def official() -> Layout:
    return load_layout("gb9704", TEMPLATES)


def filled(front: Front = FULL, paragraphs: int = 4) -> Manuscript:
    """Paragraphs of one character, each as many lines as a page has."""
    text = "国" * (25 + 28 * 21) + "。"
    body = [Paragraph(f"p-{n}", Style.BODY, (Run(text),)) for n in range(paragraphs)]
    body.append(Paragraph("end", Style.BODY, (Run("国" * 40 + "。"),)))
    return replace(manuscripts.sample(), front=front, elements=tuple(body))


def pages(content: bytes) -> list[list[Ink]]:
    with pypdfium2.PdfDocument(content) as document:
        return [glyphs_of(page) for page in document]


def block(glyphs: list[Ink], size: float) -> list[list[Ink]]:
    return lines_of([one for one in glyphs if one.bottom < 265], size)


Setting = Callable[[str], tuple[bytes, float]]

BOTH = ("of", ["pdf", pytest.param("docx", marks=pytest.mark.slow)])


@pytest.fixture(scope="module")
def set_by(layout: Layout, tmp_path_factory: pytest.TempPathFactory, _own_fonts: None) -> Setting:
    """One manuscript as a PDF of ours or as LibreOffice's of the DOCX, with the body's size."""

    @functools.cache
    def setting(of: str) -> tuple[bytes, float]:
        manuscript = filled()
        if of == "pdf":
            return render_pdf(manuscript, layout, TEMPLATES).content, layout.styles["body"].size
        folder = tmp_path_factory.mktemp("office")
        return as_pdf(render_docx(manuscript, layout), folder), WORDS_SIZE

    return setting


# The block


@pytest.mark.parametrize(*BOTH)
def test_a_full_page_has_22_lines_of_28_characters(of: str, set_by: Setting) -> None:
    content, size = set_by(of)
    full = [block(page, size) for page in pages(content)][1:-2]

    assert len(full) >= 2
    for lines in full:
        assert len(lines) == 22
        assert max(map(len, lines)) == 28


@pytest.mark.parametrize(*BOTH)
def test_ink_stands_at_37_and_28_mm_and_fills_the_block(of: str, set_by: Setting) -> None:
    content, size = set_by(of)
    for page in pages(content)[1:-2]:
        lines = block(page, size)
        assert min(one.top for one in lines[0]) == pytest.approx(37, abs=1)
        assert min(line[0].left for line in lines) == pytest.approx(28, abs=1)
        assert max(one.bottom for one in lines[-1]) == pytest.approx(262, abs=1.5)
        assert max(line[-1].right for line in lines) == pytest.approx(184, abs=1.5)


@pytest.mark.usefixtures("_own_fonts")
@pytest.mark.parametrize("number", ["云水管发〔2024〕12号", "云水发〔2024〕3号"])
def test_the_number_beside_the_signatory_stays_on_its_line(number: str, official: Layout) -> None:
    """Its width is measured without the room between Han and figures, and its height by that."""
    front = replace(FULL, document_number=number)
    content = render_pdf(filled(front, 0), official, TEMPLATES).content
    with pypdfium2.PdfDocument(content) as document:
        text = document[0].get_textpage()
        said = text.get_text_range()
        feet = [text.get_charbox(said.index(words))[1] for words in (number, "签发人")]
    assert feet[0] == pytest.approx(feet[1], abs=3)


@pytest.mark.parametrize("name", ["briefing", "gb9704"])
def test_quotes_and_citations_of_another_face_keep_the_pitch(name: str) -> None:
    layout = load_layout(name, TEMPLATES)
    cited = Citation((Cited("000", (Lines(3, 6),), "source-000"),))
    body = [
        Paragraph(f"p-{n}", style, (Run("甲“乙”丙——GDP增长2.5%，" * 9), cited))
        for n, style in enumerate((Style.BODY, Style.EDITOR_NOTE, Style.ABSTRACT, Style.BODY))
    ]
    source = Paragraph("source-000", Style.SOURCE_ENTRY, (Run("资料"),))
    manuscript = replace(manuscripts.bare(), elements=(*body, source))
    size, pitch = layout.styles["body"].size, layout.styles["body"].line
    found = pages(render_pdf(manuscript, layout, TEMPLATES).content)

    fullest = max((block(page, size) for page in found), key=len)
    baselines = [line[0].baseline for line in fullest]
    assert len(baselines) > 12
    for above, below in pairwise(baselines):
        assert (below - above) * 72 / 25.4 == pytest.approx(pitch, abs=0.05)


@pytest.mark.parametrize(*BOTH)
def test_page_numbers_stand_outside_7_mm_under_the_block(of: str, set_by: Setting) -> None:
    for number, page in enumerate(pages(set_by(of)[0]), 1):
        folio = sorted((one for one in page if one.top > 265), key=lambda one: one.left)
        assert "".join(one.character for one in folio) == f"—{number}—"
        assert folio[0].top == pytest.approx(269, abs=1)
        if number % 2:
            assert folio[-1].right == pytest.approx(184 - 4.94, abs=0.6)
        else:
            assert folio[0].left == pytest.approx(28 + 4.94, abs=0.6)


@pytest.mark.parametrize(*BOTH)
def test_the_foot_of_the_last_page_stands_on_the_block(
    of: str, set_by: Setting, layout: Layout
) -> None:
    with pypdfium2.PdfDocument(set_by(of)[0]) as document:
        rules = sorted(strokes_of(document[len(document) - 1]), key=lambda one: one.bottom)

    assert rules[-1].bottom == pytest.approx(262, abs=1.2)
    assert rules[-1].right - rules[-1].left == pytest.approx(156, abs=1)
    thick = rules[-1].bottom - rules[-1].top
    assert thick == pytest.approx(0.35 if of == "pdf" else 0.7, abs=0.36)


@pytest.mark.parametrize(*BOTH)
def test_the_mark_of_the_issuer_stands_35_mm_below_the_head_of_the_block(
    of: str, set_by: Setting, layout: Layout
) -> None:
    if layout.name != "gb9704":
        pytest.skip("the form of 简报 says nothing of it")
    mark = lines_of(pages(set_by(of)[0])[0], 42)[0]

    assert "".join(one.character for one in mark) == FULL.masthead
    assert min(one.top for one in mark) == pytest.approx(37 + 35, abs=1)
    assert (mark[0].left + mark[-1].right) / 2 == pytest.approx(28 + 78, abs=1)


# Words


@pytest.mark.slow
def test_every_format_holds_the_words_of_every_part(layout: Layout) -> None:
    manuscript = replace(manuscripts.sample(), front=FULL)

    check_pdf(render_pdf(manuscript, layout, TEMPLATES).content, manuscript, layout)
    check_docx(render_docx(manuscript, layout), manuscript, layout)
    check_epub(render_epub(manuscript, layout), manuscript, layout)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sample", "bare", "hostile"])
def test_any_manuscript_can_be_set_in_any_layout(name: str, layout: Layout) -> None:
    manuscript = getattr(manuscripts, name)()

    check_pdf(render_pdf(manuscript, layout, TEMPLATES).content, manuscript, layout)
    check_docx(render_docx(manuscript, layout), manuscript, layout)
    check_epub(render_epub(manuscript, layout), manuscript, layout)


def test_parts_say_what_their_labels_say(official: Layout) -> None:
    manuscript = replace(manuscripts.sample(), front=FULL)
    jianbao = load_layout("jianbao", TEMPLATES)

    assert [part.text for part in front_parts(manuscript, official)][3:] == [
        "云溪市供水管理处文件",
        "云水〔2024〕7号",
        "签发人：周启衡",
        "关于旧城区供水管网改造情况的报告",
        "2021—2023年",
        "各县（市、区）人民政府：",
    ]
    assert [part.text for part in back_parts(manuscript, official)] == [
        "云溪市供水管理处",
        "2024年5月20日",
        "抄送：市委办公室、市人大办公室。",
        "云溪市供水管理处办公室",
        "2024年5月21日印发",
    ]
    assert "第7期（总第118期）" in [part.text for part in front_parts(manuscript, jianbao)]
    assert [part.text for part in back_parts(manuscript, jianbao)][:3] == [
        "报：省水利厅",
        "送：市委常委",
        "发：各水厂",
    ]


def test_what_a_label_says_is_not_said_twice(official: Layout) -> None:
    """An official head is copied with its colon, an issue with its 第 and 期."""
    given = replace(
        FULL, addressees="各县（市、区）人民政府：", copy_to=("市委办公室", "市人大办公室。"),
        signatory="签发人：周启衡", number="第7期",
    )  # fmt: skip
    manuscript, plain = (replace(manuscripts.sample(), front=one) for one in (given, FULL))
    for layout in (official, load_layout("jianbao", TEMPLATES)):
        assert front_parts(manuscript, layout) == front_parts(plain, layout)
        assert back_parts(manuscript, layout) == back_parts(plain, layout)


def test_absent_parts_leave_no_line(official: Layout) -> None:
    bare = replace(manuscripts.sample(), front=Front(title="题"))
    jianbao = load_layout("jianbao", TEMPLATES)

    assert [line.style for line in front_lines(bare, official)] == ["cover-title", "blank"]
    assert back_parts(bare, official) == ()
    assert [part.text for part in front_parts(bare, jianbao)] == ["简报", "题"]


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ({"copies": "9"}, "==,copies,=="),
        ({"report_to": ("省水利厅",)}, "==,report_to,=="),
        ({"report_to": ("省水利厅",), "copies": "9"}, "==,report_to,-,copies,=="),
        ({"printer": "处办公室", "copies": "9"}, "==,printer,-,copies,=="),
        (
            {"send_to": ("市委",), "printer": "处办公室", "copies": "9"},
            "==,send_to,-,printer,-,copies,==",
        ),
        ({}, ""),
    ],
)
def test_thin_rules_stand_between_words_and_nowhere_else(given: dict[str, Any], rules: str) -> None:
    front = Front(title="题", **given)
    lines = foot_lines(
        replace(manuscripts.sample(), front=front), load_layout("jianbao", TEMPLATES)
    )

    drawn = {"foot-rule": "==", "foot-rule-thin": "-"}
    names = [line.parts[0].name if line.parts else drawn[line.style] for line in lines]
    assert ",".join(names) == rules


@pytest.mark.parametrize(
    ("number", "total", "printed"),
    [("7", "", "第7期"), ("", "118", "总第118期"), ("{total_number}", "1", "第{total_number}期")],
)
def test_half_an_issue_has_no_empty_brackets(number: str, total: str, printed: str) -> None:
    front = Front(title="题", number=number, total_number=total)
    manuscript = replace(manuscripts.sample(), front=front)
    said = [part.text for part in front_parts(manuscript, load_layout("jianbao", TEMPLATES))]

    assert printed in said or f"{printed}（总第1期）" in said


def test_what_a_layout_has_no_place_for_is_named(official: Layout) -> None:
    manuscript = replace(manuscripts.sample(), front=FULL)

    assert set(unprinted(manuscript, official)) == {
        "number", "total_number", "abstract", "to", "report_to", "send_to", "issue_to", "copies",
    }  # fmt: skip
    assert unprinted(manuscripts.bare(), official) == ()


def test_the_first_page_of_a_jianbao_has_head_contents_and_text() -> None:
    jianbao = load_layout("jianbao", TEMPLATES)
    content = render_pdf(replace(manuscripts.sample(), front=FULL), jianbao, TEMPLATES).content
    first = "".join(glyph.character for glyph in pages(content)[0])

    for words in (FULL.masthead, "第7期（总第118期）", FULL.issuer, FULL.date, "目录", "核心提示"):
        assert words in first


# A layout is a table


@pytest.mark.slow
def test_a_further_layout_is_a_table_and_nothing_else(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("fonts"))
    table = templates / "typography.toml"
    more = """
[layouts.letter]
based_on = "gb9704"
front = [
  { style = "letter-head", parts = ["issuer", "date"] },
  { style = "cover-title", parts = ["title"] },
]
closing = []
foot = []
demands = []
[layouts.letter.styles]
letter-head = { face = "kai", size = "四号", line = 29.5, align = "left", below = "thin" }
"""
    table.write_text(table.read_text("utf-8") + more, "utf-8")
    letter = load_layout("letter", templates)
    manuscript = replace(manuscripts.sample(), front=FULL)

    check_pdf(render_pdf(manuscript, letter, templates).content, manuscript, letter)
    check_docx(render_docx(manuscript, letter), manuscript, letter)
    check_epub(render_epub(manuscript, letter), manuscript, letter)


@pytest.mark.parametrize(
    ("find", "put", "message"),
    [
        ('based_on = "briefing"', 'based_on = "gb9704"', "based on itself"),
        ('style = "addressees"', 'style = "nobody"', "no style 'nobody'"),
        ('above = "thick", frame', 'above = "fat", frame', "no rule 'fat'"),
        ('colour = "red", before = 96', 'colour = "pink", before = 96', "no colour 'pink'"),
        ("contents_depth = 0\n", "contents_deep = 0\n", "unknown: contents_deep"),
        (
            "tighter = []",
            'tighter = [{ nobody = { face = "fang", size = 9, line = 9 } }]',
            "no style 'nobody' to be tighter",
        ),
    ],
)
def test_a_name_that_is_not_there_is_an_error(
    find: str, put: str, message: str, tmp_path: Path
) -> None:
    table = (TEMPLATES / "typography.toml").read_text("utf-8")
    assert find in table
    (tmp_path / "typography.toml").write_text(table.replace(find, put), "utf-8")

    with pytest.raises(ConfigError, match=message):
        load_layout("gb9704", tmp_path)
