"""A check that never fails proves nothing: here a sound DOCX is damaged, fault by fault."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.check.docx import check_docx
from pipeline.errors import OutputInvalid
from pipeline.model.manuscript import Heading, Paragraph, Remark, Run
from pipeline.render.docx import render_docx
from tests import manuscripts
from tests.archives import LAYOUT, cut, damaged, packed, parts, swap, without

DOCUMENT, NOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
FOOTER, TYPES = "word/footer1.xml", "[Content_Types].xml"

FIELD = r'<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def exchange_notes(text: str) -> str:
    one, other = "31处，002作", "九次，001作"
    return text.replace(one, "·").replace(other, one).replace("·", other)


def add_paragraph(text: str) -> str:
    extra = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>多</w:t></w:r></w:p>'
    end = text.rindex("<w:sectPr>")
    return text[:end] + extra + text[end:]


def name_bookmark_twice(text: str) -> str:
    first = re.search(r'w:name="(_p_p_1_\w+)"', text)
    assert first is not None
    return re.sub(r'w:name="_p_p_2_\w+"', f'w:name="{first[1]}"', text)


def forget_chinese_fonts(text: str) -> str:
    return re.sub(r' w:eastAsia="(宋体|楷体)"', "", text)


FAULTS = {
    "a character changed": (DOCUMENT, swap("糊涂账", "胡涂账"), "'p-1' reads"),
    "a paragraph lost": (
        DOCUMENT,
        cut(r"<w:p>(?:(?!</w:p>).)*就不要再挖(?:(?!</w:p>).)*</w:p>"),
        "p-12",
    ),
    "a paragraph too many": (DOCUMENT, add_paragraph, "too many: '多'"),
    "a citation changed": (DOCUMENT, swap("000:3–6", "000:3–7"), "'p-1' reads"),
    "a heading's number lost": (DOCUMENT, swap(">（二）</w:t>", "></w:t>"), "background-2"),
    "a heading of another level": (DOCUMENT, swap('"Heading2"', '"Heading3"'), "heading-3, not"),
    "a heading that is text": (DOCUMENT, swap('"Heading1"', '"BodyText"'), "paragraph, not"),
    "a cell changed": (DOCUMENT, swap("163次</w:t>", "136次</w:t>"), "cell 'table-1'"),
    "a head changed": (DOCUMENT, swap("改造前（2020年）", "改造前（2002年）"), "head 'table-1'"),
    "a caption changed": (
        DOCUMENT,
        swap("前后主要指标</w:t>", "主要指标</w:t>"),
        "caption 'table-1'",
    ),
    "the cover changed": (DOCUMENT, swap("资料组", "资料处"), "before the text stands"),
    "a note changed": (NOTES, swap("三十余处", "四十余处"), "note 'p-2'"),
    "a note's call lost": (DOCUMENT, cut(r"<w:footnoteReference [^>]*/>"), "note 'p-2'"),
    "a note lost": (NOTES, cut(r'<w:footnote w:id="\d+">.*?</w:footnote>'), "isn't there"),
    "notes exchanged": (NOTES, exchange_notes, "note 'p-2'"),
    "an entry of the contents changed": (DOCUMENT, swap("家底不清", "家底不明"), "contents"),
    "an undefined paragraph style": (DOCUMENT, swap('"KeyPoint"', '"Nowhere"'), "'Nowhere'"),
    "an undefined character style": (DOCUMENT, swap('"Citation"', '"Nowhere"'), "'Nowhere'"),
    "an undefined table style": (DOCUMENT, swap('"BriefingTable"', '"Nowhere"'), "table style"),
    "a style defined twice": (
        STYLES,
        swap('w:styleId="KeyPoint"', 'w:styleId="Caption"'),
        "'Caption' is defined twice",
    ),
    "a style of the wrong kind": (
        DOCUMENT,
        swap('rStyle w:val="Citation"', 'rStyle w:val="Title"'),
        "character style 'Title'",
    ),
    "a theme font": (STYLES, swap(' w:eastAsia="', ' w:eastAsiaTheme="'), "theme"),
    "a style without a Chinese font": (STYLES, forget_chinese_fonts, "East Asian font"),
    "a field that doesn't end": (FOOTER, cut(FIELD.format("end")), "doesn't end"),
    "a field that doesn't begin": (FOOTER, cut(FIELD.format("begin")), "without a beginning"),
    "a field that shows nothing": (FOOTER, cut(FIELD.format("separate")), "shows nothing"),
    "contents that don't end": (
        DOCUMENT,
        cut(FIELD.format("end") + "(?=</w:p></w:sdtContent>)"),
        "doesn't end",
    ),
    "bold by hand": (DOCUMENT, swap("<w:rPr><w:rStyle", "<w:rPr><w:b/><w:rStyle"), "formatting: b"),
    "a font by hand": (
        DOCUMENT,
        swap('<w:rFonts w:hint="eastAsia"/>', '<w:rFonts w:ascii="Arial"/>'),
        "formatting: rFonts",
    ),
    "an indent by hand": (
        DOCUMENT,
        swap('<w:pStyle w:val="BodyText"/>', '<w:pStyle w:val="BodyText"/><w:ind w:left="1"/>'),
        "formatting: ind",
    ),
    "a link to nowhere": (
        DOCUMENT,
        swap('w:anchor="_p_source_000', 'w:anchor="_p_source_009'),
        "leads to '_p_source_009",
    ),
    "a page reference to nowhere": (DOCUMENT, swap("PAGEREF _p_", "PAGEREF _q_"), "leads to '_q_"),
    "a bookmark twice": (DOCUMENT, name_bookmark_twice, "one name"),
    "a bookmark that doesn't end": (DOCUMENT, cut("<w:bookmarkEnd [^>]*/>"), "doesn't end"),
    "a name too long for Word": (
        DOCUMENT,
        swap("_p_front_title_", f"_p_front_title_{'x' * 30}"),
        "too long",
    ),
    "a part that isn't well-formed": (FOOTER, swap("</w:p>", ""), "well-formed|can't open"),
}


@pytest.fixture(scope="module")
def sound() -> bytes:
    return render_docx(manuscripts.sample(), LAYOUT)


def test_the_sound_one_passes(sound: bytes) -> None:
    check_docx(sound, manuscripts.sample(), LAYOUT)
    check_docx(packed(parts(sound)), manuscripts.sample(), LAYOUT)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.row(141)
def test_a_fault_is_found(sound: bytes, fault: str) -> None:
    part, change, words = FAULTS[fault]
    with pytest.raises(OutputInvalid, match=words) as caught:
        check_docx(damaged(sound, part, change), manuscripts.sample(), LAYOUT)
    assert caught.value.exit_code == 10
    assert str(caught.value.where) == "briefing.docx"


@pytest.mark.parametrize("part", [DOCUMENT, NOTES, STYLES, TYPES, "_rels/.rels"])
def test_a_missing_part_is_found(sound: bytes, part: str) -> None:
    with pytest.raises(OutputInvalid):
        check_docx(without(sound, part), manuscripts.sample(), LAYOUT)


def test_a_part_without_a_content_type_is_found(sound: bytes) -> None:
    with pytest.raises(OutputInvalid, match=r"word/more\.bin has no content type"):
        check_docx(packed(parts(sound) | {"word/more.bin": b"more"}), manuscripts.sample(), LAYOUT)


@pytest.mark.parametrize("length", [0, 3, 1000, -1])
def test_half_a_file_is_found(sound: bytes, length: int) -> None:
    with pytest.raises(OutputInvalid):
        check_docx(sound[:length], manuscripts.sample(), LAYOUT)


def test_another_book_is_found(sound: bytes) -> None:
    with pytest.raises(OutputInvalid):
        check_docx(sound, manuscripts.bare(), LAYOUT)


def test_an_element_more_is_missed(sound: bytes) -> None:
    manuscript = manuscripts.sample()
    one, *others = manuscript.elements
    assert isinstance(one, Heading)
    more = replace(manuscript, elements=(one, replace(one, id="more", text="更多"), *others))
    with pytest.raises(OutputInvalid):
        check_docx(sound, more, LAYOUT)


def test_a_voice_is_no_word(sound: bytes) -> None:
    """What is compared are words: another style of run is the renderer's business."""
    manuscript = manuscripts.sample()
    elements = [
        replace(one, inlines=tuple(Run(i.text) if isinstance(i, Run) else i for i in one.inlines))
        if isinstance(one, Paragraph)
        else one
        for one in manuscript.elements
    ]
    check_docx(sound, replace(manuscript, elements=tuple(elements)), LAYOUT)


REMARKED = replace(
    manuscripts.sample(),
    remarks=(Remark("p-1", 2, 5, ("“建城已”疑有误。", "〔c-0123456789〕"), ("c-0123456789",)),),
)

COMMENTS = "word/comments.xml"

COMMENT_FAULTS = {
    "another word": (COMMENTS, swap("疑有误", "无误"), "says otherwise"),
    "another place": (DOCUMENT, swap(">建城已<", ">建城建<"), "stands on|reads"),
    "no place": (DOCUMENT, cut(r"<w:commentRangeStart [^>]*/>"), "have a place"),
    "no comment": (COMMENTS, cut(r"<w:comment .*</w:comment>"), "0 comments, and 1 remarks"),
}


def test_a_comment_stands_on_its_words() -> None:
    blob = render_docx(REMARKED, LAYOUT)
    check_docx(blob, REMARKED, LAYOUT)
    with pytest.raises(OutputInvalid, match="1 comments, and 0 remarks"):
        check_docx(blob, manuscripts.sample(), LAYOUT)


@pytest.mark.parametrize("fault", COMMENT_FAULTS)
@pytest.mark.row(141)
def test_a_fault_of_a_comment_is_found(fault: str) -> None:
    part, change, words = COMMENT_FAULTS[fault]
    blob = damaged(render_docx(REMARKED, LAYOUT), part, change)
    with pytest.raises(OutputInvalid, match=words):
        check_docx(blob, REMARKED, LAYOUT)
