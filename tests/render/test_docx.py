"""The DOCX: what an editor gets, in its styles, its links and its pages."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from pipeline.check.docx import check_docx
from pipeline.model.manuscript import Front, Heading, Paragraph, Run, Style, Voice
from pipeline.render.docx import render_docx, styles
from pipeline.render.docx.ooxml import bookmark_name, visible_text
from tests import manuscripts
from tests.archives import LAYOUT, numbered_through, parts
from tests.growth import growth
from tests.wordml import W, body_of, paragraphs, rendered, runs_in, style

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["sample", "bare", "hostile"])
def test_every_manuscript_passes_the_check(name: str) -> None:
    manuscript = getattr(manuscripts, name)()
    check_docx(render_docx(manuscript, LAYOUT), manuscript, LAYOUT)


def test_same_manuscript_same_bytes(sample: bytes) -> None:
    script = (
        "import sys; from tests import manuscripts; from tests.archives import LAYOUT;"
        "from pipeline.render.docx import render_docx;"
        "from pipeline.model.manuscript import Heading;"
        "m = manuscripts.sample();"
        "h = [e for e in m.elements if isinstance(e, Heading)];"
        "p = {e.id: n for n, e in enumerate(h, 41)};"
        "sys.stdout.buffer.write(render_docx(m, LAYOUT, p))"
    )
    world = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    again = subprocess.run(
        [sys.executable, "-c", f"import os; os.umask(0o077); {script}"],
        cwd="/",
        env=os.environ | world,
        capture_output=True,
        check=True,
    ).stdout
    assert {n for n, p in parts(again).items() if parts(sample)[n] != p} == set()
    assert again == sample


# Words


def test_markup_is_words() -> None:
    blob = render_docx(manuscripts.hostile(), LAYOUT)
    text = visible_text(body_of(blob))
    notes = visible_text(parse_xml(parts(blob)["word/footnotes.xml"]))
    for one in manuscripts.HOSTILE:
        assert one in text
        assert one in notes
    assert sum("media" in name for name in parts(blob)) == 1  # our own chart
    for name, part in parts(blob).items():
        assert b'TargetMode="External"' not in part, name
        assert b"root:" not in part, name


def test_a_field_code_is_words() -> None:
    code = ' TOC \\o "1-9" INCLUDETEXT "C:\\\\secret" '
    blob = rendered(Paragraph("p", Style.BODY, (Run(code),)))
    instructions = [one.text for one in body_of(blob).iter(qn("w:instrText"))]
    assert instructions == []
    assert code in visible_text(body_of(blob))


def test_blanks_are_kept() -> None:
    text = "  两  格\N{IDEOGRAPHIC SPACE}三 A  B "
    blob = rendered(Paragraph("p", Style.BODY, (Run(text),)))
    assert text in visible_text(body_of(blob))


def test_ours_and_the_editors_words_bear_their_styles(body: etree._Element) -> None:
    (editors,) = runs_in(body, "editor-words")
    assert visible_text(editors).startswith("（编者按")
    entries = paragraphs(body, "source-entry")
    ours = runs_in(body, "our-words")
    for entry in entries:
        assert "".join(visible_text(one) for one in ours if entry in one.iterancestors()) == (
            visible_text(entry)
        )


def test_a_heading_in_a_sources_words_shows_it() -> None:
    blob = rendered(Heading("h", 1, "一、", "原题", Voice.SOURCE), Heading("g", 1, "", "我们的"))
    (theirs,) = runs_in(body_of(blob), "source-words")
    assert visible_text(theirs) == "原题"


# Styles


def test_every_style_is_as_the_tokens_say(sample: bytes) -> None:
    sheet = parse_xml(parts(sample)["word/styles.xml"])
    by_id = {one.get(qn("w:styleId")): one for one in sheet.iter(qn("w:style"))}
    for role, token in LAYOUT.styles.items():
        if role not in styles.PARAGRAPHS:
            continue
        made = by_id[styles.PARAGRAPHS[role].id]
        fonts = made.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert fonts.get(qn("w:eastAsia")) == LAYOUT.faces[token.face].docx, role
        assert fonts.get(qn("w:ascii")) == LAYOUT.faces[token.face].latin, role
        assert made.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(W) == f"{token.size * 2:g}", role
        assert made.find(f"{qn('w:rPr')}/{qn('w:b')}").get(W) == str(int(token.bold)), role
        pitch = made.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        assert float(pitch.get(qn("w:line"))) == token.line * 20, role
        assert (made.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None) == token.keep_next


def test_indents_are_in_characters_with_twips_beside_them(sample: bytes) -> None:
    sheet = parse_xml(parts(sample)["word/styles.xml"])
    by_id = {one.get(qn("w:styleId")): one for one in sheet.iter(qn("w:style"))}
    for role in ("body", "colophon", "heading-4", "heading-1"):
        token = LAYOUT.styles[role]
        ind = by_id[styles.PARAGRAPHS[role].id].find(f"{qn('w:pPr')}/{qn('w:ind')}")
        assert ind.get(qn("w:firstLineChars")) == f"{token.indent * 100:g}"
        assert float(ind.get(qn("w:firstLine"))) == token.indent * token.size * 20
    entry = by_id["SourceEntry"].find(f"{qn('w:pPr')}/{qn('w:ind')}")
    assert entry.get(qn("w:hangingChars")) == "300"
    # Word adds the hang to the left indent in characters: 3 and 3 would begin in the middle.
    assert (entry.get(qn("w:leftChars")), entry.get(qn("w:left"))) == ("0", "630")


def test_no_theme_and_no_style_of_pandocs(sample: bytes) -> None:
    sheet = parts(sample)["word/styles.xml"].decode()
    assert "Theme" not in sheet
    assert "Tok" not in sheet
    roles = {*styles.PARAGRAPHS, *LAYOUT.styles}
    known = {styles.paragraph_style(role).id for role in roles}
    known |= {one.id for one in styles.RUNS.values()}
    known |= {styles.NORMAL.id, styles.PLAIN_RUN.id, styles.PLAIN_TABLE.id, styles.TABLE.id}
    assert set(re.findall(r'w:styleId="(.*?)"', sheet)) <= known


def test_headings_are_words_own(sample: bytes) -> None:
    document = Document(io.BytesIO(sample))
    headings = [one for one in manuscripts.sample().elements if isinstance(one, Heading)]
    found = [one for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert [(one.style.name, one.text) for one in found] == [
        (f"Heading {one.level}", one.printed) for one in headings
    ]
    for level in range(1, 5):
        outline = document.styles[f"Heading {level}"].element.find(
            f"{qn('w:pPr')}/{qn('w:outlineLvl')}"
        )
        assert outline.get(W) == str(level - 1)


def test_settings(sample: bytes) -> None:
    settings = parts(sample)["word/settings.xml"].decode()
    assert 'characterSpacingControl w:val="compressPunctuation"' in settings
    assert "updateFields" not in settings
    assert 'w:name="compatibilityMode"' in settings


def test_properties(sample: bytes) -> None:
    core = Document(io.BytesIO(sample)).core_properties
    assert core.title == manuscripts.FRONT.title
    assert core.author == manuscripts.FRONT.issuer
    assert core.language == "zh-CN"
    assert core.created == core.modified == dt.datetime(2024, 5, 20, tzinfo=dt.UTC)
    bare = Document(io.BytesIO(render_docx(manuscripts.bare(), LAYOUT))).core_properties
    assert bare.created == dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    assert bare.author == ""


# Cover and contents


def test_the_cover_says_all_parts(sample: bytes) -> None:
    document = Document(io.BytesIO(sample))
    text = [one.text for one in document.paragraphs[:7]]
    front = manuscripts.FRONT
    assert text[0] == f"{front.classification}\t第7期\N{IDEOGRAPHIC SPACE}总第118期"
    assert text[1:] == ["", "", front.title, front.subtitle, "", front.abstract]
    assert document.tables[0].rows[0].cells[0].text == f"{front.issuer}\t{front.date}"


def test_absent_parts_leave_nothing(sample: bytes) -> None:
    root = body_of(render_docx(manuscripts.bare(), LAYOUT))
    empty = [style(one) for one in root.iter(qn("w:p")) if not visible_text(one)]
    assert sorted(empty) == [
        "ContentsEnd", "ContentsEnd", "ContentsStart", "CoverBand", "CoverHair", "CoverRule",
    ]  # fmt: skip
    before = list(root.iter(qn("w:p")))[:6]
    assert [style(one) for one in before] == [
        "CoverBand", "CoverHair", "Title", "CoverRule", "ContentsStart", "TOCHeading",
    ]  # fmt: skip
    assert "刊" not in visible_text(root)


def test_numbers_without_a_classification_stand_at_the_right() -> None:
    root = body_of(rendered(Heading("h", 1, "", "题"), front=Front(title="题", number="3")))
    (line,) = paragraphs(root, "cover-marks")
    assert [one.tag for one in line.iter(qn("w:tab"), qn("w:t"))] == [qn("w:tab"), qn("w:t")]


def test_a_long_title_breaks_into_even_lines() -> None:
    title = "从“有色金属之乡”到可持续发展示范区"
    root = body_of(rendered(Heading("h", 1, "", "题"), front=Front(title=title)))
    (made,) = paragraphs(root, "cover-title")
    lines = [one.text for one in made.iter(qn("w:t"))]
    assert lines == ["从“有色金属之乡”", "到可持续发展示范区"]
    assert len(list(made.iter(qn("w:br")))) == 1


def test_the_contents_are_filled_and_live(body: etree._Element) -> None:
    (holder,) = body.iter(qn("w:sdt"))
    entries = [*paragraphs(holder, "contents-1"), *paragraphs(holder, "contents-2")]
    listed = [
        one for one in manuscripts.sample().elements if isinstance(one, Heading) and one.level < 3
    ]
    assert len(entries) == len(listed)
    instructions = [one.text for one in holder.iter(qn("w:instrText"))]
    assert instructions[0].strip() == 'TOC \\o "1-2" \\h \\z \\u'
    assert [one.split()[1] for one in instructions[1:]] == [bookmark_name(one.id) for one in listed]
    assert "dirty" not in etree.tostring(body, encoding="unicode")
    first = paragraphs(holder, "contents-1")[0]
    assert visible_text(first) == "核心提示41"


def test_what_begins_a_page_needs_no_room_above(sample: bytes) -> None:
    """Word drops the room above a paragraph that a page break stands before."""
    sheet = parse_xml(parts(sample)["word/styles.xml"])
    breaks = [
        one for one in sheet if one.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
    ]
    (pitch,) = (one.find(f"{qn('w:pPr')}/{qn('w:spacing')}") for one in breaks)
    room = LAYOUT.styles["contents-title"].before * 20
    assert (pitch.get(qn("w:before")), float(pitch.get(qn("w:line")))) == ("0", room)


def test_unknown_pages_are_left_blank_not_made_up() -> None:
    (holder,) = body_of(render_docx(manuscripts.sample(), LAYOUT)).iter(qn("w:sdt"))
    assert visible_text(paragraphs(holder, "contents-1")[0]) == "核心提示"


def test_without_headings_there_are_no_contents() -> None:
    root = body_of(rendered(Paragraph("p", Style.BODY, (Run("只有正文。"),))))
    assert list(root.iter(qn("w:sdt"))) == []
    assert len(list(root.iter(qn("w:sectPr")))) == 2


# By others


@pytest.mark.slow
def test_openxml_audit_finds_nothing(tmp_path: Path) -> None:
    pytest.importorskip("openxml_audit", reason="openxml-audit isn't installed")
    for name in ("sample", "hostile", "bare"):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(render_docx(getattr(manuscripts, name)(), LAYOUT))
        done = subprocess.run(
            [Path(sys.executable).with_name("openxml-audit"), "-q", path],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout.decode()


def test_ooxml_integrity_finds_nothing(sample: bytes, tmp_path: Path) -> None:
    pytest.importorskip("ooxml_integrity", reason="ooxml-integrity isn't installed")
    path = tmp_path / "sample.docx"
    path.write_bytes(sample)
    done = subprocess.run(
        [Path(sys.executable).with_name("ooxml-integrity"), "check", path],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.slow
def test_forty_pages_cost_what_they_are_long() -> None:
    short, long = (numbered_through(manuscripts.long(sections)) for sections in (13, 26))

    assert growth(lambda it: render_docx(it, LAYOUT), short, long, 3) <= 3
    check_docx(render_docx(long, LAYOUT), long, LAYOUT)
