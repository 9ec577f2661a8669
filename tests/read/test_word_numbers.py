"""Numbers that Word shows and no run of text holds are read as it shows them."""

import io

import docx
import pytest

from tests.archives import in_the_browser, strict
from tests.read.written import read


def counted(*levels, paragraphs, style=None):
    """A DOCX whose paragraphs (level, text) count in a list with these levels (format, text)."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    word_namespace = docx.oxml.ns.nsdecls("w")

    def xml(text):
        return docx.oxml.parse_xml(text.replace(">", f" {word_namespace}>", 1))

    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    numbering.insert(0, xml(f'<w:abstractNum w:abstractNumId="99">{inner}</w:abstractNum>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for id, more in (("98", ""), ("99", again)):
        numbering.append(xml(f'<w:num w:numId="{id}"><w:abstractNumId w:val="99"/>{more}</w:num>'))
    for num, level, text in paragraphs:
        made = document.add_paragraph(text, style)
        if num:
            place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
            made._p.get_or_add_pPr().append(xml(place))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimal", "%1.", ["1. 甲", "2. 乙"]),
        ("decimal", "第%1条", ["第1条 甲", "第2条 乙"]),
        ("chineseCounting", "%1、", ["一、甲", "二、乙"]),
        ("chineseCountingThousand", "（%1）", ["（一）甲", "（二）乙"]),
        ("upperRoman", "%1", ["I 甲", "II 乙"]),
        ("decimalEnclosedCircle", "%1", ["① 甲", "② 乙"]),
        ("none", "", ["甲", "乙"]),
        ("bullet", "•", ["甲", "乙"]),
    ],
)
def test_numbers_that_word_shows_are_read_as_it_shows_them(form, text, shown):
    blob = counted((form, text), paragraphs=[("98", 0, "甲"), ("98", 0, "乙")])
    said = read(blob, ".docx")

    assert said.text.splitlines() == shown
    assert said.warnings == ()


def test_numbers_of_headings_count_by_level_and_begin_anew():
    blob = counted(
        ("chineseCounting", "%1、"), ("decimal", "%1.%2"),
        paragraphs=[
            ("98", 0, "甲"), ("98", 1, "乙"), ("98", 1, "丙"), ("98", 0, "丁"), ("98", 1, "戊"),
            ("", 0, "正文"), ("99", 0, "己"),
        ],
        style="Heading 1",
    )  # fmt: skip

    assert read(blob, ".docx").text.splitlines() == [
        "# 一、甲", "# 一.1 乙", "# 一.2 丙", "# 二、丁", "# 二.1 戊", "# 正文", "# 一、己",
    ]  # fmt: skip


@pytest.mark.row(154)
def test_a_number_nobody_can_say_is_left_out_and_counted():
    blob = counted(("hindiCounting", "%1."), paragraphs=[("98", 0, "甲"), ("98", 0, "乙")])
    said = read(blob, ".docx")

    assert said.text == "甲\n乙\n"
    assert said.warnings == ("2 numbers of lists were left out: a format we don't know",)


@pytest.mark.parametrize("saved", [strict, in_the_browser])
def test_under_other_names_of_parts_and_words(saved):
    """As Word saves “Strict Open XML Document”, and as it does in the browser."""
    blob = counted(("decimal", "第%1条"), paragraphs=[("99", 0, "甲"), ("99", 0, "乙")])
    assert read(saved(blob), ".docx").text == read(blob, ".docx").text == "第1条 甲\n第2条 乙\n"
