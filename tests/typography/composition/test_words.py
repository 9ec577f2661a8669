"""Nothing lost, nothing invented: what a composed file says is what it was given."""

from __future__ import annotations

import html
import io
import random
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from tests.typography.composition.setting import drawn, paragraphs, set_page, to_unicode, words_of

if TYPE_CHECKING:
    from pathlib import Path

BITS = (
    "资源型城市转型发展取得新成效在生态保护与经济社会协调中走出一条新路子",
    *"，。；：、！？",
    *"“”‘’（）《》〔〕【】",
    "——",
    "……",
    "·",
    "“繁荣”",
    "《书名》、《又名》",
    "（含12个县）",
    "GDP",
    "PM2.5",
    "5.2%",
    "2023",
    "第3期",
    "Transformation of resource-based cities",
    "https://example.org/a/long/path?with=query&other=1#part",
    "it’s",
    "𠮷",
    "é",
    "①",
    "℃",
    " ",
    "　",
    "々",
)
TAGS = (
    "<b>{}</b>",
    "<i>{}</i>",
    "<u>{}</u>",
    "<u style='text-decoration-style:dotted'>{}</u>",
    "<a href='#x'>{}</a>",
    "<span style='white-space:nowrap'>{}</span>",
    "<span style='padding:0 3pt'>{}</span>",
    "<span style='letter-spacing:2pt'>{}</span>",
    "<span style='overflow-wrap:anywhere'>{}</span>",
    "<b><i>{}</i></b>",
    "{}<br>",
)
# What PDFium reads in another order, since it stands higher or was drawn later.
ASIDE = (
    "<sup>{}</sup>",
    "<span style='font-size:14pt'>{}</span>",
    "<span style='display:inline-block'>{}</span>",
    "<span style='position:relative;left:1pt'>{}</span>",
)


def document(seed: int) -> tuple[str, str]:
    """A body of nested tags, and a sheet with some measure and alignment.

    An odd one also has tags that set words aside.
    """
    chance = random.Random(seed)
    tags = (*TAGS, *ASIDE) if seed % 2 else TAGS

    def run(depth: int) -> str:
        parts = []
        for _ in range(chance.randint(1, 7)):
            bit = chance.choice(BITS)
            if len(bit) > 20 and bit.isalpha():
                start = chance.randrange(len(bit) - 4)
                bit = bit[start : start + chance.randint(1, 30)]
            text = html.escape(bit)
            if depth and chance.random() < 0.3:
                text = chance.choice(tags).format(text + run(depth - 1))
            parts.append(text)
        return "".join(parts)

    body = "".join(
        f"<{tag}>{run(3)}{run(2)}</{tag}>"
        for tag in chance.choices(["p", "p", "p", "h2", "td"], k=chance.randint(2, 9))
    )
    body = f"<div id='x'></div>{body}"
    body = re.sub(r"(<td>.*?</td>)", r"<table><tr>\1</tr></table>", body)
    measure = chance.choice([3, 4, 5, 7, 10, 15, 22, 28, 40])
    align = chance.choice(["justify", "justify", "left", "center", "right"])
    css = (
        # What runs over a narrow measure is still on the page, where PDFium reads it.
        f"@page {{ size: {measure * 10.5 + 640}pt 297mm; margin: 20pt 600pt 20pt 40pt }}"
        f"p, td, h2 {{ text-align: {align}; text-indent: {chance.choice([0, 2])}em }}"
    )
    return body, css


def said(content: bytes) -> str:
    """All that PDFium reads in a file, blanks left out."""
    with pypdfium2.PdfDocument(content) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    return "".join(text.replace("\x02", "-").replace("\ufffe", "-").split())


def says_what_it_was_given(seed: int) -> bool:
    body, css = document(seed)
    made, given = set_page(body, css), words_of(body)
    if seed % 2:
        return sorted(drawn(made)) == sorted(given)
    # PDFium takes some overlapping marks for another line's, but says each of them.
    return drawn(made) == given and sorted(said(made)) == sorted(given)


@pytest.mark.parametrize("seed", range(10))
def test_a_random_document_says_what_it_was_given(seed: int) -> None:
    assert says_what_it_was_given(seed)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(19))
def test_two_hundred_random_documents_say_what_they_were_given(block: int) -> None:
    seeds = range(10 + 10 * block, 20 + 10 * block)

    assert [seed for seed in seeds if not says_what_it_was_given(seed)] == []


def test_a_notes_number_is_read_before_the_mark_that_comes_close_to_it() -> None:
    """PDFium reads by where letters begin; a line that is drawn in takes the mark's blank half."""
    lead = "今年全国各地的春茶产销对接会陆续召开来自各产区的茶农和客商面对面洽谈"
    body = "".join(
        f"<p>{lead[:n]}20{'3' * digits}<sup>1</sup>“春茶节{lead}{lead}</p>"
        for n in range(1, len(lead))
        for digits in range(1, 8)
    )

    assert said(set_page(body, "sup { font-size: .45em }")) == words_of(body)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("…", "\N{MIDLINE HORIZONTAL ELLIPSIS}"),
        ("\N{WAVE DASH}", "\N{FULLWIDTH TILDE}"),
        ("\N{EN DASH}", "\N{FIGURE DASH}"),
        ("\N{BULLET}", "\N{HYPHENATION POINT}"),
        ("é", "e\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_a_glyph_that_draws_two_characters_says_which(one: str, other: str, tmp_path: Path) -> None:
    text = f"先写{one}后写{other}，到2025年{other}GDP{one}约占三成，{other}{one}"
    body = paragraphs(*(f"{'前' * n}{text}{'后文' * 20}" for n in range(12)))
    made = set_page(body)

    assert said(made) == words_of(body)
    assert "".join(read_without_blanks(made, tmp_path).split()) == words_of(body)


def test_what_has_no_glyph_is_not_counted_where_letters_are_marked() -> None:
    """The marks of 第0号 stood a letter too far, and it was read twice."""
    selector = "\N{VARIATION SELECTOR-17}"
    body = paragraphs(*(f"{'前' * n}邊{selector}界在第0号文件里{'后文' * 20}" for n in range(12)))

    assert said(set_page(body)).replace(selector, "") == words_of(body).replace(selector, "")


# Spaces that nobody wrote

MIXED = (
    "到2025年GDP增长5.2%左右",
    "占<b>GDP</b>的<b>3成</b>以上，<i>a</i>与<u>乙</u>和<a href='#x'>IPCC</a>报告",
    "在<b>第<i>3</i>期</b>中",
    "<b>国家</b>PM2.5标准",
    "共12个县（市）的AI企业“App”用户",
)


def read_without_blanks(made: bytes, folder: Path) -> str:
    """What poppler reads; PDFium and poppler find no blank in a line."""
    with pypdfium2.PdfDocument(made) as pdf:
        lines = [ln for page in pdf for ln in page.get_textpage().get_text_range().splitlines()]
    assert not [line for line in lines if " " in line.strip()]

    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext isn't installed")
    (folder / "made.pdf").write_bytes(made)
    command = ["pdftotext", str(folder / "made.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert not [line for line in text.splitlines() if " " in line.strip()]
    return text


@pytest.mark.parametrize("markup", MIXED)
@pytest.mark.parametrize("align", ["left", "justify"])
def test_no_reader_finds_a_blank_between_han_and_latin(
    markup: str, align: str, tmp_path: Path
) -> None:
    body = "".join(f"<p>{'前' * n}{markup}{'后文' * 20}</p>" for n in range(12))
    made = set_page(f"<div id='x'></div>{body}", f"p {{ text-align: {align} }}")

    text = read_without_blanks(made, tmp_path)
    assert "".join(text.split()) == words_of(body)


@pytest.mark.parametrize("measure", range(9, 17))
def test_no_reader_finds_a_blank_in_a_line_spread_wide(measure: int, tmp_path: Path) -> None:
    """A long number goes to the next line; what it leaves behind is spread to the edge."""
    text = (
        "其中投入占生产总值比重约为1.8%，低于全国（12345.6789%）、全省平均水平，一<b>是科</b>技投入"
    )
    body = "".join(f"<p>{'前' * n}{text}</p>" for n in range(12))
    css = f"@page {{ size: {measure * 10.5 + 80}pt 297mm; margin: 20pt 40pt }}"
    made = set_page(body, css)

    read_without_blanks(made, tmp_path)


RARE = "\N{CJK UNIFIED IDEOGRAPH-20BB7}"
"""A character beyond U+FFFF, which PDFium reads in no ActualText."""


@pytest.mark.parametrize(
    "text",
    [
        "疑误之处不径改，以“疑当作”等语注出，又有",
        f"疑误之处不径改，以疑当作{RARE}等语{RARE}注出，又有",
        f"疑误之处不径改，以“{RARE}”疑当作等语注出，又<b>有{RARE}</b>",
        f"不径改，以“{RARE}”疑当作等语注出，又，“{RARE}”，有",
        "疑误之处丂径改，以疑丂作等语注出，又丂",  # 丂 of 宋体, 楷体 has none
    ],
)
def test_no_reader_finds_a_blank_where_a_wide_line_changes_its_font(
    text: str, tmp_path: Path
) -> None:
    css = (
        "p { font-family: 'Jianbao Kai', 'Noto Serif SC' }"
        "@page { size: 230pt 297mm; margin: 20pt 40pt }"
    )
    body = "".join(f"<p>{'前' * n}{text}{'1' * 22}及其余各处</p>" for n in range(12))

    said = read_without_blanks(set_page(body, css), tmp_path)
    assert "".join(said.split()) == words_of(body)


def test_a_blank_that_was_written_stays() -> None:
    made = set_page(paragraphs("甲 GDP 乙"))

    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf[0].get_textpage().get_text_range().strip() == "甲 GDP 乙"


def test_the_file_is_sound_and_the_same_each_time() -> None:
    body, css = document(4)
    made = set_page(body, css, variant="pdf/ua-1")

    assert made == set_page(body, css, variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_dash_after_letters_has_one_form_wherever_its_line_begins() -> None:
    """A line alone would be taken for Latin up to its first Han, a dash in it for half as wide."""
    body = "".join(
        f"<p>{'字' * before}（WTO）2001—2015年的谈判，见附表</p>" for before in range(30, 42)
    )
    with pikepdf.open(io.BytesIO(set_page(body))) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        dashes = [code for code, said in to_unicode(font).items() if said == "—"]

    assert len(dashes) == 1
