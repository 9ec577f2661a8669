"""A sound EPUB, damaged fault by fault: each fault has to be found, and told."""

from __future__ import annotations

import re

import pytest

from pipeline.check.epub import check_epub
from pipeline.errors import OutputInvalid
from pipeline.render.epub import render_epub
from tests import manuscripts
from tests.archives import LAYOUT, cut, damaged, packed, parts, swap, without

PACKAGE, NAV, COVER = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/text/cover.xhtml"
CONTAINER = "META-INF/container.xml"
BACKGROUND, WORK = "EPUB/text/ch002.xhtml", "EPUB/text/ch003.xhtml"


FAULTS = {
    "a character changed": (BACKGROUND, swap("糊涂账", "胡涂账"), "'p-1' reads"),
    "a paragraph lost": (BACKGROUND, cut('<p id="p_p_3_.*?</p>'), "is a heading|reads"),
    "a citation changed": (BACKGROUND, swap("000:3–6", "000:3–7"), "'p-1' reads"),
    "a heading of another level": (
        BACKGROUND,
        lambda text: text.replace("<h2", "<h3").replace("</h2", "</h3"),
        "heading-3, not a heading-2",
    ),
    "a heading's number lost": (BACKGROUND, cut("（一）"), "background-1"),
    "a cell changed": (WORK, swap("163次", "136次"), "cell 'table-1'"),
    "a head changed": (WORK, swap("改造前（2020年）", "改造前（2002年）"), "head 'table-1'"),
    "a caption changed": (WORK, swap("前后主要指标", "主要指标"), "caption 'table-1'"),
    "the cover changed": (COVER, swap("资料组", "资料处"), "front 'front-issuer'"),
    "a note changed": (BACKGROUND, swap("三十余处", "四十余处"), "note 'p-2'"),
    "a note's call lost": (
        BACKGROUND,
        cut('<a href="#note-1".*?</a>'),
        "never called|leads nowhere",
    ),
    "a note's number changed": (
        BACKGROUND,
        lambda text: re.sub(r'(role="doc-noteref">)1<', r"\g<1>7<", text),
        "place 1 is numbered 7, not 1",
    ),
    "the number at a note changed": (
        BACKGROUND,
        lambda text: re.sub(r'(role="doc-backlink">)1<', r"\g<1>7<", text),
        "place 1 is numbered 7, not 1",
    ),
    "an entry of the contents changed": (NAV, swap("家底不清", "家底不明"), "contents"),
    "an entry of the contents lost": (NAV, cut('<li class="contents-1">.*?</li>'), "contents"),
    "no landmarks": (NAV, swap('epub:type="landmarks"', ""), "landmarks"),
    "a link to no file": (BACKGROUND, swap('href="ch009.xhtml#', 'href="ch060.xhtml#'), "nowhere"),
    "a link to no place": (BACKGROUND, swap("xhtml#p_source", "xhtml#q_source"), "nowhere"),
    "a link that leaves the book": (
        BACKGROUND,
        swap('href="ch009.xhtml#', 'href="http://example.invalid/#'),
        "nowhere",
    ),
    "an id twice": (
        BACKGROUND,
        lambda text: re.sub('id="p_p_2_.*?"', 'id="p_background"', text),
        "an id twice",
    ),
    "a page without a language": (BACKGROUND, swap(' xml:lang="zh-CN"', ""), "language"),
    "a page in another language": (BACKGROUND, swap(' lang="zh-CN"', ' lang="en"'), "language"),
    "a page that isn't well-formed": (BACKGROUND, swap("</p>", ""), "well-formed"),
    "a page out of order": (
        PACKAGE,
        lambda text: re.sub(r'(<itemref idref="chapter-2"/>)(<itemref .*?/>)', r"\2\1", text),
        "reads",
    ),
    "a page left out": (PACKAGE, cut('<itemref idref="chapter-2"/>'), "reads"),
    "a page twice": (
        PACKAGE,
        swap('<itemref idref="chapter-2"/>', '<itemref idref="chapter-1"/>'),
        "twice",
    ),
    "a file that isn't listed": (
        PACKAGE,
        cut('<item id="style"[^>]*/>'),
        "style.css is not listed",
    ),
    "no contents": (PACKAGE, swap(' properties="nav"', ""), "page of contents"),
    "another identifier": (PACKAGE, swap("urn:uuid:6", "urn:uuid:7"), "identifier"),
    "another title": (PACKAGE, swap("<dc:title>", "<dc:title>新"), "title"),
    "another language": (PACKAGE, swap("<dc:language>zh-CN", "<dc:language>C"), "language"),
    "a container that leads nowhere": (CONTAINER, swap("package.opf", "content.opf"), "container"),
    "another type of file": ("mimetype", swap("epub", "zip"), "mimetype says"),
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    return render_epub(manuscripts.sample(), LAYOUT)


def test_the_sound_one_passes(sound: bytes) -> None:
    check_epub(sound, manuscripts.sample(), LAYOUT)
    check_epub(packed(parts(sound)), manuscripts.sample(), LAYOUT)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.row(142)
def test_a_fault_is_found(sound: bytes, fault: str) -> None:
    part, change, words = FAULTS[fault]
    with pytest.raises(OutputInvalid, match=words) as caught:
        check_epub(damaged(sound, part, change), manuscripts.sample(), LAYOUT)
    assert caught.value.exit_code == 10
    assert str(caught.value.where) == "briefing.epub"


@pytest.mark.parametrize("part", [PACKAGE, NAV, COVER, CONTAINER, BACKGROUND, "EPUB/style.css"])
def test_a_missing_part_is_found(sound: bytes, part: str) -> None:
    with pytest.raises(OutputInvalid):
        check_epub(without(sound, part), manuscripts.sample(), LAYOUT)


def test_a_stray_file_is_found(sound: bytes) -> None:
    with pytest.raises(OutputInvalid, match=r"EPUB/more\.css is not listed"):
        check_epub(packed(parts(sound) | {"EPUB/more.css": b""}), manuscripts.sample(), LAYOUT)


def test_the_type_comes_first(sound: bytes) -> None:
    content = parts(sound)
    kind = content.pop("mimetype")
    with pytest.raises(OutputInvalid, match="first entry"):
        check_epub(packed(content | {"mimetype": kind}), manuscripts.sample(), LAYOUT)


@pytest.mark.parametrize("length", [0, 3, 1000, -1])
def test_half_a_file_is_found(sound: bytes, length: int) -> None:
    with pytest.raises(OutputInvalid):
        check_epub(sound[:length], manuscripts.sample(), LAYOUT)


def test_another_book_is_found(sound: bytes) -> None:
    with pytest.raises(OutputInvalid):
        check_epub(sound, manuscripts.bare(), LAYOUT)
