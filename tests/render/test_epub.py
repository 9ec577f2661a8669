"""The EPUB: whole, linked, readable at night, the same bytes each time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from pipeline.check.epub import check_epub
from pipeline.model.manuscript import Front, Heading, NoteCall, Paragraph, Run, Style, Voice
from pipeline.render.ast import anchor
from pipeline.render.epub import render_epub
from tests import manuscripts
from tests.archives import LAYOUT, packed, parts
from tests.growth import growth

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]

HTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"

#: The one picture of the manuscripts.
CHART = "../media/file0.svg"


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_epub(manuscripts.sample(), LAYOUT)


@pytest.fixture(scope="module")
def pages(sample: bytes) -> dict[str, etree._Element]:
    return pages_of(sample)


def pages_of(blob: bytes) -> dict[str, etree._Element]:
    return {
        name: etree.fromstring(part)
        for name, part in parts(blob).items()
        if name.endswith(".xhtml")
    }


def package(blob: bytes) -> etree._Element:
    return etree.fromstring(parts(blob)["EPUB/package.opf"])


def text(node: etree._Element) -> str:
    return "".join(map(str, node.itertext()))


def rendered(*elements: Paragraph | Heading, front: Front | None = None) -> bytes:
    manuscript = manuscripts.bare()
    return render_epub(
        replace(manuscript, elements=elements, front=front or manuscript.front), LAYOUT
    )


@pytest.mark.parametrize("name", ["sample", "bare", "hostile"])
def test_every_manuscript_passes_the_check(name: str) -> None:
    manuscript = getattr(manuscripts, name)()
    check_epub(render_epub(manuscript, LAYOUT), manuscript, LAYOUT)


def test_same_manuscript_same_bytes(sample: bytes) -> None:
    script = (
        "import os, sys; os.umask(0o077); from tests import manuscripts;"
        "from tests.archives import LAYOUT; from pipeline.render.epub import render_epub;"
        "sys.stdout.buffer.write(render_epub(manuscripts.sample(), LAYOUT))"
    )
    world = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    again = subprocess.run(
        [sys.executable, "-c", script],
        cwd="/",
        env=os.environ | world,
        capture_output=True,
        check=True,
    ).stdout
    assert {n for n, p in parts(again).items() if parts(sample)[n] != p} == set()
    assert again == sample


def test_it_can_be_known_by_its_first_bytes(sample: bytes) -> None:
    assert sample[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# Package


def test_metadata(sample: bytes) -> None:
    found = {one.tag.removeprefix(DC): one.text for one in package(sample).iter() if DC in one.tag}
    assert found == {
        "identifier": manuscripts.sample().identifier,
        "title": manuscripts.FRONT.title,
        "language": "zh-CN",
        "creator": manuscripts.FRONT.issuer,
        "date": "2024-05-20",
        "description": manuscripts.FRONT.abstract,
    }


def test_where_there_is_no_date_none_is_made_up() -> None:
    root = package(render_epub(manuscripts.bare(), LAYOUT))
    assert list(root.iter(f"{DC}date")) == []
    assert list(root.iter(f"{DC}creator")) == []
    metas = {one.get("property"): one.text for one in root.iter(f"{OPF}meta")}
    assert metas["dcterms:modified"] == "1980-01-01T00:00:00Z"


def test_accessibility_is_told_truly(sample: bytes) -> None:
    metas = [(one.get("property"), one.text) for one in package(sample).iter(f"{OPF}meta")]
    told = {value for name, value in metas if name == "schema:accessibilityFeature"}
    assert {"alternativeText", "tableOfContents", "structuralNavigation", "readingOrder"} <= told
    modes = [value for name, value in metas if name == "schema:accessMode"]
    assert modes == ["textual", "visual"]
    assert ("schema:accessModeSufficient", "textual") in metas  # charts are told in words, too
    assert dict(metas)["schema:accessibilitySummary"]
    assert not any("conformsTo" in str(name) for name, _ in metas)


def test_a_chapter_for_each_first_level_heading(pages: dict[str, etree._Element]) -> None:
    firsts = [
        one.printed
        for one in manuscripts.sample().elements
        if isinstance(one, Heading) and one.level == 1
    ]
    chapters = [page for name, page in pages.items() if "/ch" in name]
    assert [text(next(one.iter(f"{HTML}h1"))) for one in chapters] == firsts
    assert [text(next(one.iter(f"{HTML}title"))) for one in chapters] == firsts


@pytest.mark.slow
def test_more_chapters_than_three_digits_hold() -> None:
    headings = [Heading(f"h{n}", 1, "", f"第{n}章") for n in range(1, 1003)]
    manuscript = replace(manuscripts.bare(), elements=tuple(headings))
    check_epub(render_epub(manuscript, LAYOUT), manuscript, LAYOUT)


def test_text_before_any_heading_gets_none() -> None:
    elements = (
        Paragraph("p", Style.EDITOR_NOTE, (Run("先说一句。", Voice.OURS),)),
        Heading("h", 2, "（一）", "小节在前"),
        Heading("g", 1, "一、", "章"),
    )
    manuscript = replace(manuscripts.bare(), elements=elements)
    blob = render_epub(manuscript, LAYOUT)
    check_epub(blob, manuscript, LAYOUT)
    assert len([name for name in parts(blob) if "/ch" in name]) == 2


def test_contents_and_landmarks(pages: dict[str, etree._Element]) -> None:
    nav = pages["EPUB/nav.xhtml"]
    toc, landmarks = nav.iter(f"{HTML}nav")
    entries = [text(one) for one in toc.iter(f"{HTML}a")]
    headings = [one for one in manuscripts.sample().elements if isinstance(one, Heading)]
    assert entries == [one.printed for one in headings if one.level <= 2]
    assert [(one.get(TYPE), one.text) for one in landmarks.iter(f"{HTML}a")] == [
        ("titlepage", "封面"),
        ("toc", "目录"),
        ("bodymatter", "正文"),
    ]
    inner = toc.find(f"{HTML}ol")[1].find(f"{HTML}ol")
    assert [text(one) for one in inner] == [one.printed for one in headings[2:4]]


def test_the_old_contents_say_the_same(sample: bytes) -> None:
    ncx = etree.fromstring(parts(sample)["EPUB/toc.ncx"])
    daisy = "{http://www.daisy.org/z3986/2005/ncx/}"
    toc = next(iter(pages_of(sample)["EPUB/nav.xhtml"].iter(f"{HTML}nav")))
    labels = [text(one) for one in ncx.iter(f"{daisy}navLabel")]
    assert labels == [text(one) for one in toc.iter(f"{HTML}a")]
    places = [one.get("src") for one in ncx.iter(f"{daisy}content")]
    assert places == [one.get("href") for one in toc.iter(f"{HTML}a")]


def test_contents_of_uneven_levels() -> None:
    levels = (2, 1, 2, 2, 1)
    headings = [Heading(f"h{n}", level, "", f"题{n}") for n, level in enumerate(levels)]
    manuscript = replace(manuscripts.bare(), elements=tuple(headings))
    blob = render_epub(manuscript, LAYOUT)
    check_epub(blob, manuscript, LAYOUT)


# Pages


def test_a_title_is_parted_by_sense_on_small_screens_too() -> None:
    title = "云溪县“6·16”特大暴雨洪涝灾害抗洪抢险与灾后重建"
    front = Front(title=title, subtitle="——基于Green Pioneer号等14个案例的调查")
    cover = parts(rendered(Paragraph("p", Style.BODY, (Run("一。"),)), front=front))
    page = etree.fromstring(cover["EPUB/text/cover.xhtml"])

    boxes = {name: list(page.iterfind(f".//{HTML}{name}/{HTML}span")) for name in ("h1", "p")}
    assert [one.text for one in boxes["h1"]] == [
        "云溪县“6·16”",
        "特大暴雨",
        "洪涝灾害抗洪抢险",
        "与灾后重建",
    ]
    assert text(next(page.iter(f"{HTML}h1"))) == title
    assert text(boxes["p"][0].getparent()) == front.subtitle
    assert not any(one.text.endswith(" ") for one in boxes["p"])


def test_the_cover_has_the_words_of_the_front(pages: dict[str, etree._Element]) -> None:
    blocks = [text(one) for one in pages["EPUB/text/cover.xhtml"].iter(f"{HTML}p", f"{HTML}h1")]
    front = manuscripts.FRONT
    numbers = "第7期\N{IDEOGRAPHIC SPACE}总第118期"
    assert blocks == [
        front.classification,
        numbers,
        front.title,
        front.subtitle,
        front.abstract,
        front.issuer,
        front.date,
    ]


def test_markup_is_words() -> None:
    blob = render_epub(manuscripts.hostile(), LAYOUT)
    everything = "".join(text(page) for page in pages_of(blob).values())
    for one in manuscripts.HOSTILE:
        assert everything.count(one) >= 3, one
    for page in pages_of(blob).values():
        tags = {etree.QName(one).localname for one in page.iter()}
        assert all(one.get("src") == CHART for one in page.iter(f"{HTML}img"))
        assert not any(one.get("style") for one in page.iter(f"{HTML}img"))  # as wide as the screen
        assert not tags & {"script", "iframe", "object", "style", "em", "math"}
    for part in parts(blob).values():
        assert b"root:" not in part


@pytest.mark.parametrize("words", ["a & b < c > d \" e ' f", "]]>", "&#65;", "&nbsp;"])
def test_characters_of_xml_are_words(words: str) -> None:
    call = NoteCall(1, words)
    blob = rendered(Heading("h", 1, "", words), Paragraph("p", Style.BODY, (Run(words), call)))
    page = pages_of(blob)["EPUB/text/ch001.xhtml"]
    assert [text(one) for one in page.iter(f"{HTML}h1")] == [words]
    assert text(next(page.iter(f"{HTML}p"))) == f"{words}1"


@pytest.mark.parametrize(
    ("words", "tied"),
    [
        ("三十余处", "处"),
        ("邊\N{VARIATION SELECTOR-17}", "邊\N{VARIATION SELECTOR-17}"),
        ("e\N{COMBINING ACUTE ACCENT}", "e\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_a_call_begins_no_line(words: str, tied: str) -> None:
    """It is in one box with the character before it, and that is whole."""
    calls = (Run(words), NoteCall(1, "注"), Run("。"))
    blob = rendered(Heading("h", 1, "", "章"), Paragraph("p", Style.BODY, calls))
    page = pages_of(blob)["EPUB/text/ch001.xhtml"]
    (box,) = (one for one in page.iter(f"{HTML}span") if one.get("class") == "called")

    assert (box.text, box.tail) == (tied, "。")
    assert text(next(page.iter(f"{HTML}p"))) == f"{words}1。"
    assert ".called { white-space: nowrap }" in parts(blob)["EPUB/style.css"].decode()


def test_a_call_that_begins_its_paragraph_stands_alone() -> None:
    blob = rendered(Heading("h", 1, "", "章"), Paragraph("p", Style.BODY, (NoteCall(1, "注"),)))

    assert b"called" not in parts(blob)["EPUB/text/ch001.xhtml"]


def test_notes_pop_up_with_the_manuscripts_numbers(pages: dict[str, etree._Element]) -> None:
    found = []
    for page in pages.values():
        notes = {one.get("id"): one for one in page.iter(f"{HTML}aside")}
        for call in page.iter(f"{HTML}a"):
            if call.get(TYPE) != "noteref":
                continue
            note = notes[call.get("href").removeprefix("#")]
            assert note.get(TYPE) == "footnote"
            back = next(note.iter(f"{HTML}a"))
            assert back.get("href") == f"#{call.get('id')}"
            found.append((call.text, text(note).strip()))
    assert [number for number, _ in found] == ["1", "2", "3", "4"]
    assert all(words.startswith(number) for number, words in found)
    assert "三十余处" in found[0][1]


def test_notes_may_start_anew_in_each_chapter() -> None:
    elements = []
    for chapter in range(2):
        elements.append(Heading(f"h{chapter}", 1, "", f"第{chapter}章"))
        calls = (Run("甲"), NoteCall(1, f"{chapter}注"), Run("乙"), NoteCall(2, "又注"))
        elements.append(Paragraph(f"p{chapter}", Style.BODY, calls))
    manuscript = replace(manuscripts.bare(), elements=tuple(elements))
    check_epub(render_epub(manuscript, LAYOUT), manuscript, LAYOUT)


def test_each_witness_leads_to_its_source_across_files(pages: dict[str, etree._Element]) -> None:
    (home,) = (n for n, p in pages.items() if anchor("source-000") in p.xpath("//@id"))
    links = [
        link
        for page in pages.values()
        for span in page.iter(f"{HTML}span")
        if span.get("class") == "citation"
        for link in span.iter(f"{HTML}a")
    ]
    assert len(links) > 20
    for link in links:
        name, _, place = link.get("href").partition("#")
        assert name == home.removeprefix("EPUB/text/")
        assert place == anchor(f"source-{link.text[:3]}")


def test_whose_words_they_are(pages: dict[str, etree._Element]) -> None:
    classes = [one.get("class") for page in pages.values() for one in page.iter(f"{HTML}span")]
    assert classes.count("editor-words") == 1
    assert "our-words" in classes
    blob = rendered(Heading("h", 1, "一、", "原题", Voice.SOURCE))
    page = pages_of(blob)["EPUB/text/ch001.xhtml"]
    assert [one.get("class") for one in next(page.iter(f"{HTML}h1"))] == [
        "heading-number",
        "source-words",
    ]


def test_tables_have_heads_and_a_caption(pages: dict[str, etree._Element]) -> None:
    (table,) = (one for page in pages.values() for one in page.iter(f"{HTML}table"))
    assert text(next(table.iter(f"{HTML}caption"))).startswith("表1")
    heads = list(table.iter(f"{HTML}th"))
    assert [one.get("scope") for one in heads] == ["col"] * 4
    assert [one.get("class") for one in heads] == ["table-head"] * 4
    assert {one.get("class") for one in table.iter(f"{HTML}td")} == {"table-cell"}
    assert all("%" in one.get("style") for one in table.iter(f"{HTML}col"))


def test_nothing_of_pandocs_shows_through(sample: bytes) -> None:
    for name, part in parts(sample).items():
        assert b"pandoc" not in part, name
        assert b"1970" not in part, name
        assert b"Title Page" not in part, name


# By others


@pytest.mark.slow
def test_epubcheck_finds_nothing(epubcheck: Callable[[bytes], list[object]]) -> None:
    assert epubcheck(render_epub(manuscripts.sample(), LAYOUT)) == []
    assert epubcheck(render_epub(manuscripts.hostile(), LAYOUT)) == []


@pytest.mark.slow
def test_epubcheck_finds_what_is_wrong(epubcheck: Callable[[bytes], list[object]]) -> None:
    """A judge that never condemns proves nothing."""
    assert epubcheck(packed({"mimetype": b"application/epub+zip"})) != []


@pytest.mark.slow
def test_forty_pages_cost_what_they_are_long() -> None:
    short, long = manuscripts.long(13), manuscripts.long(26)

    assert growth(lambda it: render_epub(it, LAYOUT), short, long, 3) <= 3
    check_epub(render_epub(long, LAYOUT), long, LAYOUT)
