"""The DOCX: its text, its notes and tables, its pages."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from pipeline.check.docx import check_docx
from pipeline.errors import OutputInvalid
from pipeline.model.manuscript import (
    Chart,
    Front,
    Heading,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
    Voice,
)
from pipeline.render.docx import render_docx, styles
from pipeline.render.docx.ooxml import bookmark_name, visible_text
from tests import manuscripts
from tests.archives import LAYOUT, parts
from tests.wordml import W, body_of, paragraphs, rendered, runs_in, style

ROOT = Path(__file__).resolve().parents[2]


# Text


def test_every_element_has_its_bookmark(body: etree._Element) -> None:
    places = {one.get(qn("w:name")): one.getparent() for one in body.iter(qn("w:bookmarkStart"))}
    for element in manuscripts.sample().elements:
        paragraph = places[bookmark_name(element.id)]
        assert paragraph.tag == qn("w:p")
        text = visible_text(paragraph)
        if isinstance(element, Heading):
            assert text == element.printed
        elif isinstance(element, Table):
            assert text == element.caption
        elif isinstance(element, Chart):
            assert [one.get("descr") for one in paragraph.iter(qn("wp:docPr"))] == [element.alt]
        else:
            assert text.startswith(element.inlines[0].text)


def test_each_witness_leads_to_its_source(body: etree._Element) -> None:
    places = {one.get(qn("w:name")): one.getparent() for one in body.iter(qn("w:bookmarkStart"))}
    citations = runs_in(body, "citation")
    links = [one for one in body.iter(qn("w:hyperlink")) if one.find(qn("w:r")) in citations]
    assert len(links) > 20
    for link in links:
        entry = places[link.get(qn("w:anchor"))]
        assert style(entry) == "SourceEntry"
        assert visible_text(entry).startswith(visible_text(link)[:3])
    assert runs_in(body, "link") == []


def test_notes_are_footnotes_with_the_manuscripts_numbers(sample: bytes) -> None:
    notes = parse_xml(parts(sample)["word/footnotes.xml"])
    words = {one.get(qn("w:id")): visible_text(one) for one in notes}
    root = body_of(sample)
    called = [words[one.get(qn("w:id"))] for one in root.iter(qn("w:footnoteReference"))]
    wanted = [
        one.text
        for element in manuscripts.sample().elements
        if isinstance(element, Paragraph)
        for one in element.inlines
        if isinstance(one, NoteCall)
    ]
    assert [one for one in called if one in wanted] == wanted
    assert len(called) == len(wanted) + 1  # the one in the table
    assert "numRestart" not in etree.tostring(root, encoding="unicode")


def test_notes_that_start_anew_are_refused() -> None:
    """Word could number them by section; LibreOffice prints 0 for each then."""
    one = Paragraph("a", Style.BODY, (Run("甲"), NoteCall(1, "注")))
    two = Paragraph("b", Style.BODY, (Run("乙"), NoteCall(1, "注")))
    manuscript = replace(manuscripts.bare(), elements=(one, two))
    with pytest.raises(OutputInvalid, match="numbered 2, not 1"):
        check_docx(render_docx(manuscript, LAYOUT), manuscript, LAYOUT)


def test_tables(body: etree._Element) -> None:
    _imprint, table = body.iter(qn("w:tbl"))
    widths = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
    page = LAYOUT.page
    measure = (page.width - page.left - page.right) / 25.4 * 1440
    assert abs(sum(widths) - measure) < 2
    assert abs(widths[0] / sum(widths) - 0.34) < 0.001
    rows = table.findall(qn("w:tr"))
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True, False, False, False, False]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    assert {style(one) for one in rows[0].iter(qn("w:p"))} == {"TableHead"}
    assert {style(one) for one in rows[1].iter(qn("w:p"))} == {"TableCell"}
    assert table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}").get(W) == styles.TABLE.id
    caption = table.getprevious()
    assert style(caption) == "Caption"


@pytest.mark.parametrize(("count", "kept"), [(3, [0, 1, 2]), (20, [1, 19])])
def test_rows_are_kept_together(count: int, kept: list[int]) -> None:
    """All of a short table; of a long one the first two and the last two, below its head."""
    rows = tuple(((Run(str(n)),), ()) for n in range(count))
    table = Table("t", "表1", ("甲", "乙"), rows, (0.5, 0.5))
    blob = render_docx(replace(manuscripts.bare(), elements=(table,)), LAYOUT)

    rows_made = list(body_of(blob).iter(qn("w:tr")))
    assert kept == [
        n
        for n, row in enumerate(rows_made)
        if all(
            one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in row.iter(qn("w:p"))
        )
    ]


def test_verse_stands_with_what_announces_it() -> None:
    texts = ("老人念起山歌：", "涨水莫怕水连天。")
    blob = rendered(*(Paragraph(f"p{n}", Style.BODY, (Run(one),)) for n, one in enumerate(texts)))

    said = [one for one in body_of(blob).iter(qn("w:p")) if visible_text(one) in texts]
    assert [one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is None for one in said] == [False, True]


@pytest.mark.parametrize(("lead", "tabs"), [("2024年6月16日", 1), ("2024年10月16日至12月22日", 2)])
def test_a_date_leads_to_its_event(lead: str, tabs: int) -> None:
    event = Paragraph("event", Style.TIMELINE, (Lead(lead, Voice.OURS), Run("供水管网改造动工。")))
    blob = rendered(event)

    paragraph = next(one for one in body_of(blob).iter(qn("w:p")) if style(one) == "Timeline")
    assert len(list(paragraph.iter(qn("w:tab")))) == tabs


@pytest.mark.parametrize("captions", [("", ""), ("表1", ""), ("", "表2"), ("表1", "表2")])
def test_tables_that_touch_stay_apart(captions: tuple[str, str]) -> None:
    rows = (((Run("1"),), ()),)
    tables = [
        Table(f"t{n}", caption, ("甲", ""), rows, (0.5, 0.5)) for n, caption in enumerate(captions)
    ]
    manuscript = replace(manuscripts.bare(), elements=(Heading("h", 1, "", "题"), *tables))
    blob = render_docx(manuscript, LAYOUT)
    check_docx(blob, manuscript, LAYOUT)
    root = body_of(blob)
    for table in root.iter(qn("w:tbl")):
        assert style(table.getnext()) == "TableEnd"
    assert len(list(root.iter(qn("w:tbl")))) == 2


def test_quotes_are_chinese_and_apostrophes_are_not() -> None:
    call = NoteCall(1, "“注”里有It’s。")
    inlines = (Run("他说It’s好"), call, Run("”"), Run("——", Voice.OURS), Run("Q&A‘x’，a ‘b’"))
    blob = rendered(Paragraph("p", Style.BODY, inlines))
    for name in ("word/document.xml", "word/footnotes.xml"):
        for run in parse_xml(parts(blob)[name]).iter(qn("w:r")):
            text = visible_text(run)
            fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            hint = None if fonts is None else fonts.get(qn("w:hint"))
            if text in ("It’s", "‘b’"):
                assert hint is None
            elif set(text) & set("“”‘’——"):
                assert hint == "eastAsia", text
    assert "他说It’s好”——Q&A‘x’，a ‘b’" in visible_text(body_of(blob))


def test_a_latin_paragraph_keeps_its_quotes() -> None:
    blob = rendered(Paragraph("p", Style.BODY, (Run("He said “yes”."),)))
    (made,) = paragraphs(body_of(blob), "body")
    assert made.find(f".//{qn('w:rFonts')}") is None


# Pages


def test_one_size_of_page_and_numbers_that_run_on(body: etree._Element) -> None:
    front, text = body.iter(qn("w:sectPr"))
    for tag in ("w:pgSz", "w:pgMar"):
        assert dict(front.find(qn(tag)).attrib) == dict(text.find(qn(tag)).attrib)
    assert front.find(qn("w:pgSz")).get(qn("w:w")) == "11906"
    assert front.find(qn("w:titlePg")) is not None
    assert text.find(qn("w:titlePg")) is None
    assert text.find(qn("w:type")).get(W) == "nextPage"
    for section in (front, text):
        assert section.find(qn("w:pgNumType")) is None
        assert section.find(qn("w:docGrid")).get(qn("w:type")) is None


@pytest.mark.parametrize(
    ("entries", "kinds", "columns"),
    [(3, [], []), (41, ["nextPage", "continuous", "continuous"], [None, "2", None])],
)
def test_a_long_index_begins_a_page_with_its_heading_and_a_short_one_is_text(
    entries: int, kinds: list[str], columns: list[str | None]
) -> None:
    names = (Paragraph(f"n{n}", Style.INDEX_ENTRY, (Run("石桥镇"),)) for n in range(entries))
    text = Paragraph("p", Style.BODY, (Run("完。"),))
    blob = rendered(text, Heading("i", 1, "", "索引"), *names)

    _, _, *sections = body_of(blob).iter(qn("w:sectPr"))
    assert [one.find(qn("w:type")).get(W) for one in sections] == kinds
    assert [one.find(qn("w:cols")).get(qn("w:num")) for one in sections] == columns


def test_the_folio_counts_by_fields(sample: bytes) -> None:
    (footer,) = (part for name, part in parts(sample).items() if "footer" in name)
    root = parse_xml(footer)
    assert [one.text.strip() for one in root.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert visible_text(root) == "第 1 页 共 1 页"
    (header,) = (part for name, part in parts(sample).items() if "header" in name)
    assert visible_text(parse_xml(header)) == manuscripts.FRONT.title


def test_a_title_in_braces_is_no_pattern() -> None:
    front = Front(title="{page} {x}", number="{number}")
    blob = rendered(Heading("h", 1, "", "题"), front=front)
    assert "第{number}期" in visible_text(body_of(blob))
    (header,) = (part for name, part in parts(blob).items() if "header" in name)
    assert visible_text(parse_xml(header)) == "{page} {x}"


@pytest.mark.slow
def test_libreoffice_shows_every_page_numbered_and_none_blank(
    sample: bytes, tmp_path: Path
) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice isn't installed")
    (tmp_path / "sample.docx").write_bytes(sample)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "sample.docx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    document = pdfium.PdfDocument((tmp_path / "sample.pdf").read_bytes())
    texts = [unquoted(one.get_textpage().get_text_range()) for one in document]
    document.close()
    assert len(texts) > 3
    assert all(len(text) > 60 for text in texts)
    assert "页共" not in texts[0]
    for n, text in enumerate(texts[1:], 2):
        assert f"第{n}页共{len(texts)}页" in text
    body = unquoted("".join(texts))
    for element in manuscripts.sample().elements:
        if isinstance(element, Heading):
            assert unquoted(element.printed) in body
    for words in ("131处，002", "2九次，001", "3引语末句", "427.4%，001"):
        assert words in body


def unquoted(text: str) -> str:
    """Without quotes: LibreOffice may set them apart from their line, in another font."""
    return "".join(one for one in text if one not in "“”‘’—" and not one.isspace())
