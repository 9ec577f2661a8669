"""The PDF as a file: its words, notes, links, marks, metadata and bytes."""

from __future__ import annotations

import io
import random
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from pipeline.check.pdf import check_pdf
from pipeline.errors import ConfigError, DependencyMissing, OutputInvalid
from pipeline.model.manuscript import (
    Front,
    Heading,
    Manuscript,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Voice,
)
from pipeline.render.pdf import Pdf, _characters, render_pdf
from tests import manuscripts
from tests.archives import LAYOUT
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")


# Words


@pytest.mark.parametrize(
    "manuscript", [manuscripts.sample(), manuscripts.bare(), manuscripts.hostile()]
)
def test_every_word_of_the_manuscript_is_in_the_file(
    manuscript: Manuscript, briefing: Layout
) -> None:
    pdf = render_pdf(manuscript, briefing, TEMPLATES)

    assert pdf.missing == ()
    check_pdf(pdf.content, manuscript, LAYOUT)


def test_a_sign_with_what_asks_for_its_colours_is_set_in_a_chosen_family(briefing: Layout) -> None:
    words = "\N{WARNING SIGN}\N{VARIATION SELECTOR-16} 断缴后再参保，有等待期。"
    element = Paragraph("p-1", Style.BODY, (Run(words),))
    manuscript = replace(manuscripts.bare(), elements=(element,))

    check_pdf(render_pdf(manuscript, briefing, TEMPLATES).content, manuscript, LAYOUT)


def test_a_heading_has_a_key_with_a_number_in_it(briefing: Layout) -> None:
    heading, *rest = manuscripts.bare().elements
    assert isinstance(heading, Heading)
    key = "1\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}"
    words = f"{key} 申领条件\N{WHITE HEAVY CHECK MARK}"
    elements = (replace(heading, text=words), *rest)
    manuscript = replace(manuscripts.bare(), elements=elements)

    pdf = render_pdf(manuscript, briefing, TEMPLATES)

    assert pdf.missing == ()
    check_pdf(pdf.content, manuscript, LAYOUT)


def test_markup_in_words_is_printed_as_words(hostile_pdf: Pdf) -> None:
    body = "".join(page_texts(hostile_pdf.content)[2:])

    for n, words in enumerate(manuscripts.HOSTILE):
        assert f"第{n}句：{''.join(words.split())}。" in body
        assert f"注{n}：{''.join(words.split())}" in body
    assert "49" not in body


def test_absent_parts_of_the_cover_leave_no_words(briefing: Layout) -> None:
    cover = page_texts(render_pdf(manuscripts.bare(), briefing, TEMPLATES).content)[0]

    assert cover == "无题"


@pytest.mark.parametrize("part", ["issuer", "number", "classification", "subtitle", "abstract"])
def test_each_part_of_the_cover_may_stand_alone(part: str, briefing: Layout) -> None:
    manuscript = replace(manuscripts.bare(), front=Front(title="题", **{part: "独一份"}))

    cover = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)[0]

    assert "独一份" in cover


def test_a_character_without_glyph_is_returned_and_its_place_found(briefing: Layout) -> None:
    paragraph = Paragraph("p-2", Style.BODY, (Run("缺字：\u1234、\U0010aaaa、\u1234。"),))
    bare = manuscripts.bare()
    manuscript = replace(bare, elements=(*bare.elements, paragraph))

    pdf = render_pdf(manuscript, briefing, TEMPLATES)

    assert [one.character for one in pdf.missing] == ["\u1234", "\U0010aaaa"]
    assert pdf.missing[0].near == "缺字：\u1234、\U0010aaaa、\u1234。"
    assert "U+1234" in str(pdf.missing[0])
    check_pdf(pdf.content, manuscript, LAYOUT, [one.character for one in pdf.missing])
    with pytest.raises(OutputInvalid, match=r"page 3: no glyph .*U\+1234"):
        check_pdf(pdf.content, manuscript, LAYOUT)


def test_a_thousand_characters_of_the_kai_can_be_set(briefing: Layout) -> None:
    """HarfBuzz 6 fails to subset a font from some 1,100 characters on, for a table that says
    nothing; the cut leaves that table out.
    """
    rows = ((0xA0 + row, 0xA0 + cell) for row in range(16, 55) for cell in range(1, 95))
    common = [bytes(pair).decode("gb2312", "ignore") for pair in rows]
    words = Paragraph("p-2", Style.EDITOR_NOTE, (Run("".join(common[::3])),))
    bare = manuscripts.bare()

    pdf = render_pdf(replace(bare, elements=(*bare.elements, words)), briefing, TEMPLATES)

    assert len(pdf.content) < 700_000


# Notes


def _noted(seed: int) -> Manuscript:
    """Some dozen pages, full of notes of chance lengths; call n stands after ``call{n}x``."""
    chance = random.Random(seed)
    elements: list[Heading | Paragraph] = []
    number = 0
    for n in range(90):
        if n % 9 == 0:
            elements.append(Heading(f"h-{n}", chance.choice((1, 2)), "", f"第{n}节"))
        inlines: list[Run | NoteCall] = []
        for _ in range(chance.randint(0, 4)):
            number += 1
            inlines += [
                Run("乙" * chance.randint(1, 90) + f"call{number}x"),
                NoteCall(number, f"note{number}x" + "丁" * chance.randint(1, 70)),
            ]
        elements.append(Paragraph(f"p-{n}", Style.BODY, (*inlines, Run("戊" * 20 + "。"))))
    return replace(manuscripts.bare(), elements=tuple(elements))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_notes_stand_on_the_page_of_their_call(seed: int, briefing: Layout) -> None:
    pages = page_texts(render_pdf(_noted(seed), briefing, TEMPLATES).content)

    calls = {int(n): i for i, page in enumerate(pages) for n in re.findall(r"call(\d+)x", page)}
    notes = {int(n): i for i, page in enumerate(pages) for n in re.findall(r"note(\d+)x", page)}

    assert len(calls) > 100
    assert notes == calls


def test_a_note_called_in_a_table_is_printed_once(sample_pdf: Pdf) -> None:
    words = "".join(page_texts(sample_pdf.content))

    assert words.count("001作“27%以上”") == 1


# What is ours


def test_the_structure_tells_our_words_from_the_sources(sample_pdf: Pdf) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf.content)) as pdf:
        kinds: dict[str, int] = {}
        scopes: list[str] = []
        ranks: list[int] = []

        def walk(element: pikepdf.Object, path: str) -> None:
            if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
                return
            path += str(element["/S"])
            kinds[path] = kinds.get(path, 0) + 1
            if path.endswith("/TH"):
                scopes.append(str(element.A.Scope))
            if re.search("/H[1-6]$", path):
                ranks.append(int(path[-1]))
            children = element.get("/K", pikepdf.Array())
            for child in children if isinstance(children, pikepdf.Array) else [children]:
                walk(child, path)

        walk(pdf.Root.StructTreeRoot.K[0], "")

    assert kinds["/Document/H1"] == 10
    assert all(rank <= above + 1 for above, rank in pairwise([0, *ranks])), ranks
    assert kinds["/Document/P/Span"] > 20  # words of sources, bare; what is ours is wrapped again
    assert kinds["/Document/P/NonStruct/Span"] == 3 + 2  # calls of notes; the editor's two lines
    assert kinds["/Document/P/Span/Link"] > 15  # a witness each
    assert kinds["/Document/Table/THead/TR/TH"] == 4
    assert scopes == ["/Column"] * 4


def test_each_witness_links_to_its_own_entry(sample_pdf: Pdf) -> None:
    with pikepdf.open(io.BytesIO(sample_pdf.content)) as pdf:
        names = pdf.Root.Names.Dests.Names
        known = {str(names[i]) for i in range(0, len(names), 2)}
        targets = {
            str(annotation.A.D if "/A" in annotation else annotation.Dest)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
        }

    assert {"source-000", "source-001", "source-002"} <= targets <= known


def test_nothing_is_attached_and_no_link_leads_out(hostile_pdf: Pdf) -> None:
    with pikepdf.open(io.BytesIO(hostile_pdf.content)) as pdf:
        assert not pdf.attachments
        assert "/OpenAction" not in pdf.Root
        assert b"/URI" not in hostile_pdf.content
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                assert annotation.Subtype == "/Link"


# Contents and bookmarks


def test_bookmarks_are_the_headings_nested_alike(sample_pdf: Pdf) -> None:
    with pypdfium2.PdfDocument(sample_pdf.content) as document:
        bookmarks = [(b.level, b.get_title()) for b in document.get_toc()]

    assert bookmarks[:3] == [
        (0, "核心提示"),
        (0, "一、背景：一座老城的水与路"),
        (1, "（一）家底不清"),
    ]
    assert len(bookmarks) == sum(isinstance(e, Heading) for e in manuscripts.sample().elements)


def test_the_contents_name_the_pages_the_headings_stand_on(sample_pdf: Pdf) -> None:
    contents = page_texts(sample_pdf.content)[1]
    with pypdfium2.PdfDocument(sample_pdf.content) as document:
        pages = {b.get_title(): b.get_dest().get_index() + 1 for b in document.get_toc()}

    listed = [e for e in manuscripts.sample().elements if isinstance(e, Heading) and e.level < 3]
    for heading in listed:
        words = "".join(heading.printed.split())
        assert re.search(rf"{re.escape(words)}\.+{pages[heading.printed]}(?!\d)", contents)
    assert "工期怎么排" not in contents


# The file


def test_metadata_come_from_the_manuscript_and_never_from_the_clock(
    sample_pdf: Pdf, briefing: Layout
) -> None:
    undated = render_pdf(manuscripts.bare(), briefing, TEMPLATES)

    with pikepdf.open(io.BytesIO(sample_pdf.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == manuscripts.FRONT.title
        assert str(pdf.docinfo["/Author"]) == manuscripts.FRONT.issuer
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20240520")
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.Root.MarkInfo.Marked
        assert 'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes().decode()
    with pikepdf.open(io.BytesIO(undated.content)) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "/ModDate" not in pdf.docinfo
        assert not re.search(rb"20\d\d-\d\d", pdf.Root.Metadata.read_bytes())


# WeasyPrint 70 leaves the file of its colour profile to the garbage collector to close.
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_file_for_archives_is_tagged_and_says_what_it_is(briefing: Layout) -> None:
    manuscript = manuscripts.sample()
    content = render_pdf(manuscript, briefing, TEMPLATES, "a-2a").content

    check_pdf(content, manuscript, LAYOUT)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode()
        assert 'pdfaid:part="2"' in said
        assert 'pdfaid:conformance="A"' in said
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        assert len(pdf.trailer.ID) == 2
        assert pdf.check_pdf_syntax() == []
        for page in pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                described = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in described or "/FontFile3" in described
    assert render_pdf(manuscript, briefing, TEMPLATES, "a-2a").content == content


# What ends the rendering


@pytest.mark.parametrize(
    "asks",
    [
        '<img src="file:///etc/passwd" alt="">',
        '<img src="https://example.invalid/x.png" alt="">',
        '<link rel="stylesheet" href="ftp://example.invalid/x.css">',
        '<link rel="attachment" href="file:///etc/hostname">',
        "<style>@import 'file:///etc/x.css';</style>",
        "<p style=\"background: url('//example.invalid/x.png')\">甲</p>",
        '<svg><image href="file:///etc/x.png"/></svg>',
    ],
)
def test_a_page_that_asks_for_anything_from_outside_is_refused(
    asks: str, templates: Path, briefing: Layout
) -> None:
    page = templates / "pdf" / "contents.html.j2"
    page.write_text(page.read_text("utf-8") + asks, "utf-8")

    with pytest.raises(OutputInvalid):
        render_pdf(manuscripts.bare(), briefing, templates)


def test_what_weasyprint_complains_of_ends_the_rendering(templates: Path, briefing: Layout) -> None:
    sheet = templates / "pdf" / "print.css.j2"
    sheet.write_text(sheet.read_text("utf-8") + "\np { colour: red }\n", "utf-8")

    with pytest.raises(OutputInvalid, match="colour"):
        render_pdf(manuscripts.bare(), briefing, templates)


def test_a_missing_system_library_is_a_missing_dependency() -> None:
    complaint = 'Using fontTools instead of HarfBuzz-Subset for font "Noto Serif SC".'

    with pytest.raises(DependencyMissing, match="make setup"):
        _characters([complaint])


def test_a_citation_of_no_entry_ends_the_rendering(briefing: Layout) -> None:
    sample = manuscripts.sample()
    lost = tuple(e for e in sample.elements if e.id != "source-001")

    with pytest.raises(OutputInvalid, match="source-001"):
        render_pdf(replace(sample, elements=lost), briefing, TEMPLATES)


@pytest.mark.parametrize(
    ("spoilt", "message"),
    [("{% if %}", r"contents\.html\.j2:\d+"), ("{{ nobody }}", "'nobody' is undefined")],
)
def test_a_broken_template_is_named(
    spoilt: str, message: str, templates: Path, briefing: Layout
) -> None:
    page = templates / "pdf" / "contents.html.j2"
    page.write_text(page.read_text("utf-8") + spoilt, "utf-8")

    with pytest.raises(ConfigError, match=message):
        render_pdf(manuscripts.bare(), briefing, templates)


def test_the_editors_words_are_told_from_the_sources(briefing: Layout) -> None:
    said = Paragraph("p-1", Style.BODY, (Run("原文。"), Run("编者改。", Voice.EDITOR)))
    manuscript = replace(manuscripts.bare(), elements=(said,))

    texts = page_texts(render_pdf(manuscript, briefing, TEMPLATES).content)

    assert "目录" not in "".join(texts)  # no headings, no contents
    assert texts[1].startswith("原文。编者改。")
