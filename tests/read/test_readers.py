"""Readers: what DOCX, Markdown, HTML, EPUB and PDF say."""

import html
import importlib.metadata

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.config import Sources
from pipeline.errors import LimitExceeded, SourceUnreadable
from pipeline.model.source import Lines, Unit
from pipeline.read import limits, read_folder, read_text, reader, source_of
from pipeline.run.explain.line import explain_line
from tests.read.written import WORD, book, pdf, read, word

MARKDOWN = """\
---
title: 茶业调研
author: [张三, 李四]
---
# 一、基本情况

青岭镇有茶园**3.2万亩**，
年产干茶[1800吨](http://x.invalid)。[^1]

1. 品牌小；
2. 设备老化。

- 甲
  - 乙

| 镇 | 面积 |
|--|--|
| 青岭 | 32000 |

<div><p>标记里的<b>字</b></p><script>不是字</script></div>

"直引号" -- ... `{{7*7}}` <b onclick="x()">照印</b> &amp; \\*星\\*

![图](/etc/passwd)

[^1]: 据镇农办。
"""

SAID = """\
茶业调研
张三
李四
# 一、基本情况
青岭镇有茶园3.2万亩，年产干茶1800吨。
据镇农办。
1. 品牌小；
2. 设备老化。
甲
乙
镇\t面积
青岭\t32000
标记里的字
"直引号" -- ... {{7*7}} 照印 & *星*
"""


def test_ours_are_entry_points_like_anybodys():
    found = {one.name for one in importlib.metadata.entry_points(group=reader.GROUP)}

    assert {"docx", "epub", "html", "htm", "md", "markdown", "pdf"} <= found, "make setup"


PASTED = """\
### 新茶开采

<p><strong>一、天气转暖</strong></p><p>清明刚过，茶山上站满了人。<br>人人高兴。</p><p>鲜叶当天送进厂。</p>

第一段。</p><p>第二段<b>照印</b>。

<table><tr><th>镇</th><th>面积</th></tr><tr><td>青岭</td><td>32000</td></tr></table>
"""


def test_html_in_markdown_keeps_its_lines():
    lines = " 一、天气转暖 清明刚过，茶山上站满了人。 人人高兴。 鲜叶当天送进厂。"
    lines += " 第一段。 第二段照印。 镇\t面积 青岭\t32000"
    assert read(PASTED, ".md").text.splitlines() == ["### 新茶开采", *lines.split(" ")[1:]]


def test_a_heading_says_its_rank_and_a_sentence_none():
    said = read("# 题\n\n## 二、做法\n\n# 这一段错设成了标题。它有两句话。\n", ".md")

    assert said.text == "# 题\n## 二、做法\n这一段错设成了标题。它有两句话。\n"


def test_the_title_of_a_page_may_call_before_it_tells():
    said = read(
        "<h1 class=rich_media_title>速看！我市出台十条措施</h1><h2>好！请看。</h2>", ".html"
    )

    assert said.text == "# 速看！我市出台十条措施\n好！请看。\n"


def test_markdown_is_a_line_a_block():
    said = read(MARKDOWN, ".md")

    assert said.text == SAID
    assert said.unit is Unit.PARAGRAPH
    assert said.warnings == ("1 picture was left out",)


def test_html_is_decoded_as_text_is_and_its_scripts_are_no_words():
    page = (
        "<html><head><title>题</title></head><body><h1>标题</h1><p>第一段\n接着。<br>另行。"
        "<p>tea\nleaf</p><script>evil()</script><style>p{}</style><ol type=a><li>甲<li>乙</ol>"
    )
    said = read_text(page.encode("gb18030"), "a.html", ".HTML")

    assert said.encoding == "gb18030"
    assert said.text == "# 标题\n第一段接着。\n另行。\ntea leaf\na. 甲\nb. 乙\n"


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>他说<q>好茶，<q>真</q>好</q>。", ["他说“好茶，‘真’好”。"]),
        ("<figure><img src=a.png><figcaption>图为茶园。</figcaption></figure>", ["图为茶园。"]),
        ("<dl><dt>明前茶<dd>清明前采的茶。</dl>", ["明前茶", "清明前采的茶。"]),
        ("<div class=line-block>茶山青青<br>溪水长长</div>", ["茶山青青", "溪水长长"]),
        ("<p>H<sub>2</sub>O <code>a b</code>", ["H2O a b"]),
    ],
)
def test_every_kind_of_block_has_its_words(page, lines):
    assert read(page, ".html").text.splitlines() == lines


def test_a_front_matter_of_lists_and_paragraphs_is_read():
    matter = (
        "---\ntitle: 茶\nauthor: [甲, 乙]\nabstract: |\n  第一段。\n\n  第二段。\n---\n正文。\n"
    )

    said = read(matter, ".md").text.splitlines()

    assert said == ["茶", "甲", "乙", "第一段。", "第二段。", "正文。"]


def test_a_short_page_is_read_in_the_encoding_it_names():
    page = "<meta charset=gb2312><p>茶業</p>"  # too short to be told from Big5

    assert read(page.encode("gbk"), ".html").text == "茶業\n"
    assert read(page.encode("utf-8"), ".html").text == "茶業\n"  # though it says otherwise


def test_a_word_document_is_read_as_its_reader_sees_it():
    def change(document):
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "镇", "亩"
        document.sections[0].header.paragraphs[0].text = "页眉"
        body = document.paragraphs[1]._p
        gone = body.makeelement(docx.oxml.ns.qn("w:del"))
        gone.append(document.paragraphs[1].runs[0]._r)
        body.append(gone)

    blob = word("题名", "删去的话", "正文“照旧”--... 。", change=change)
    said = read(blob, ".docx")

    assert said.text == "题名\n正文“照旧”--... 。\n镇\t亩\n"
    assert said.encoding == "docx"


@pytest.mark.row(154)
def test_pictures_of_a_word_document_are_counted(tmp_path):
    picture = tmp_path / "a.png"
    Image.new("RGB", (2, 2)).save(picture)
    blob = word("字", change=lambda document: document.add_picture(str(picture)))

    assert read(blob, ".docx").warnings == ("1 picture was left out",)


@pytest.mark.row(154)
@pytest.mark.parametrize(("suffix", "seen"), [(".html", 3), (".epub", 2)])
def test_pictures_of_a_page_are_counted_and_never_opened(suffix, seen):
    """Elsewhere, on this machine, drawn on the spot with a script in it: to pandoc a drawing in a
    page of an EPUB is none.
    """
    page = (
        "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>字</p>"
        "<p><img src='http://127.0.0.1:9/a.png'/></p><p><img src='file:///etc/passwd'/></p>"
        "<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('//x.cn')</script></svg>"
        "<script>fetch('//x.cn')</script></body></html>"
    )
    said = read(page.encode() if suffix == ".html" else book({"a": page}), suffix)

    assert said.text == "字\n"
    assert said.warnings == (f"{seen} pictures were left out",)


def test_an_epub_is_read_in_the_order_of_its_spine():
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{}</p></body></html>"
    said = read(book({"b": page.format("先"), "a": page.format("后")}), ".epub")

    assert said.text == "先\n后\n"


def test_a_pdf_is_its_text_layer_line_by_line_with_its_pages():
    said = read(pdf(["one", "two"], ["three"]), ".pdf")
    source = source_of("a.pdf", said)

    assert said.text == "one\ntwo\n\fthree\n"
    assert source.page_starts == (1, 3)
    assert source.pages_of(Lines(1, 2)) == (1, 1)
    assert source.pages_of(Lines(2, 3)) == (1, 2)


def test_a_line_of_a_pdf_is_told_as_it_stands_whatever_was_drawn_last():
    """Quotation marks out of a fall-back font come behind the words of their line."""
    drawn = [(20, "one"), (60, "two"), (90, "three"), (42, "“"), (44, "!")]

    assert read(pdf([drawn, "four"]), ".pdf").text == "one “! two three\nfour\n"


def test_explain_names_the_page(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["one", "two"], ["three"]))

    assert next(explain_line(str(path), 3, tmp_path)) == "a.pdf:3 (page 2) · three"


@pytest.mark.row(153)
def test_a_page_without_text_is_named_and_a_scan_is_refused():
    assert read(pdf(["one"], []), ".pdf").warnings == ("no text on page 2: a picture, or a scan?",)
    with pytest.raises(SourceUnreadable, match=r"no text layer.*OCR"):
        read(pdf([], []), ".pdf")


def test_all_formats_stand_beside_one_another_in_a_folder(project):
    path = project({"a.txt": "文", "a.md": "# 题", "b.docx": WORD, "c.pdf": pdf(["one"])})
    reading = read_folder(path, Sources())

    assert [(one.name, one.unit.value) for one in reading.sources] == [
        ("a.md", "paragraph"), ("a.txt", "line"), ("b.docx", "paragraph"), ("c.pdf", "line"),
    ]  # fmt: skip
    assert reading.warnings == ()


def test_a_file_with_pictures_may_be_larger_than_a_text(project, monkeypatch):
    monkeypatch.setattr(limits, "MAX_SOURCE_BYTES", 1000)
    assert read_folder(project({"a.docx": WORD}), Sources()).sources
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    with pytest.raises(LimitExceeded, match="a source may have"):
        read_folder(project({"a.docx": WORD}), Sources())


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn"))
WORDS = st.text(LETTERS | st.sampled_from("{}<>&*_#`$\\[](){{%|~^"), min_size=1)


@settings(max_examples=6)
@given(st.lists(st.lists(WORDS, min_size=1).map(" ".join), min_size=1, max_size=40))
def test_no_character_of_a_paragraph_is_lost_or_changed(paragraphs):
    assert read(word(*paragraphs), ".docx").text.splitlines() == paragraphs
    page = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    assert read(page, ".html").text.splitlines() == paragraphs
