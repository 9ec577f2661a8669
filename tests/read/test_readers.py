"""Readers: what DOCX, Markdown, HTML, EPUB and PDF say, and what they must not get away with."""

import html
import importlib.metadata
import io
import re
import zipfile
import zlib

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.config import Sources
from pipeline.errors import LimitExceeded, SourceUnreadable
from pipeline.model.source import Lines, Unit
from pipeline.read import limits, marked, paged, read_folder, read_text, reader, source_of
from pipeline.run.explain.line import explain_line
from tests.archives import packed, parts

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
镇　面积
青岭　32000
标记里的字
"直引号" -- ... {{7*7}} 照印 & *星*
"""


def read(raw, suffix, name="a"):
    return read_text(raw if isinstance(raw, bytes) else raw.encode(), name + suffix, suffix)


def word(*paragraphs, change=None):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if change:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(*pages):
    """A PDF with a text layer in Latin letters: PDFium's own fonts hold no Chinese ones."""
    document = pypdfium2.PdfDocument.new()
    raw = pypdfium2.raw
    for lines in pages:
        page = document.new_page(400, 400)
        for number, line in enumerate(lines):
            text = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 12)
            encoded = (line + "\0").encode("utf-16-le")
            letters = (raw.FPDF_WCHAR * (len(encoded) // 2)).from_buffer_copy(encoded)
            raw.FPDFText_SetText(text, letters)
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 20, 360 - 20 * number)
            raw.FPDFPage_InsertObject(page.raw, text)
        page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


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
    lines += " 第一段。 第二段照印。 镇　面积 青岭　32000"
    assert read(PASTED, ".md").text.splitlines() == ["### 新茶开采", *lines.split(" ")[1:]]


def test_a_heading_says_its_rank_and_a_sentence_none():
    said = read("# 题\n\n## 二、做法\n\n# 这一段错设成了标题。它有两句话。\n", ".md")

    assert said.text == "# 题\n## 二、做法\n这一段错设成了标题。它有两句话。\n"


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

    assert said.text == "题名\n正文“照旧”--... 。\n镇　亩\n"
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


def book(chapters):
    items = "".join(
        f"<item id='{n}' href='{n}.xhtml' media-type='application/xhtml+xml'/>" for n in chapters
    )
    refs = "".join(f"<itemref idref='{n}'/>" for n in chapters)
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><metadata/>"
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'>"
        "<rootfiles><rootfile full-path='p.opf' media-type='application/oebps-package+xml'/>"
        "</rootfiles></container>"
    )
    content = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.encode()}
    content |= {"p.opf": package.encode()}
    return packed(content | {f"{n}.xhtml": text.encode() for n, text in chapters.items()})


def test_a_pdf_is_its_text_layer_line_by_line_with_its_pages():
    said = read(pdf(["one", "two"], ["three"]), ".pdf")
    source = source_of("a.pdf", said)

    assert said.text == "one\ntwo\n\fthree\n"
    assert source.page_starts == (1, 3)
    assert source.pages_of(Lines(1, 2)) == (1, 1)
    assert source.pages_of(Lines(2, 3)) == (1, 2)


def test_explain_names_the_page(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["one", "two"], ["three"]))

    assert next(explain_line(str(path), 3, tmp_path)) == "a.pdf:3 (page 2) · three"


@pytest.mark.row(153)
def test_a_page_without_text_is_named_and_a_scan_is_refused():
    assert read(pdf(["one"], []), ".pdf").warnings == ("no text on page 2: a picture, or a scan?",)
    with pytest.raises(SourceUnreadable, match=r"no text layer.*OCR"):
        read(pdf([], []), ".pdf")


WORD = word("字")


@pytest.mark.row(149)
@pytest.mark.parametrize("suffix", [".docx", ".epub", ".pdf"])
@pytest.mark.parametrize(
    "blob",
    [b"", "只是文字".encode(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF-1.7\n"],
)
def test_what_is_something_else_is_named(blob, suffix):
    with pytest.raises(SourceUnreadable) as caught:
        read(blob, suffix)
    assert caught.value.where.file == f"a{suffix}"


@pytest.mark.row(150)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_half_a_file_is_refused(part):
    for blob, suffix in ((WORD, ".docx"), (book({"a": "<html/>"}), ".epub")):
        with pytest.raises(SourceUnreadable):
            read(blob[: int(len(blob) * part)], suffix)


@pytest.mark.row(150)
def test_half_a_pdf_is_refused_or_whole():
    blob = pdf(["one", "two"])
    for part in (0.2, 0.5, 0.8):
        with pytest.raises(SourceUnreadable):
            read(blob[: int(len(blob) * part)], ".pdf")


@pytest.mark.row(151)
def test_a_bomb_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(WORD).items():
            archive.writestr(name, content)
        archive.writestr("word/media/x.png", b"\0" * (20 << 20))
    with pytest.raises(LimitExceeded, match="would be 20 MiB"):
        read(buffer.getvalue(), ".docx")


@pytest.mark.row(152)
def test_entities_fetch_nothing_and_do_not_grow():
    def hostile(doctype, use):
        text = parts(WORD)["word/document.xml"].decode()
        head, _, rest = text.partition("?>")
        changed = f"{head}?>{doctype}{rest.replace('字', use, 1)}"
        return packed(parts(WORD) | {"word/document.xml": changed.encode()})

    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9))
    for doctype, use in (
        ("<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;"),
        (f"<!DOCTYPE w [<!ENTITY a0 'ha'>{laughs}]>", "&a8;"),
    ):
        with pytest.raises((SourceUnreadable, LimitExceeded)):
            read(hostile(doctype, use), ".docx")


@pytest.mark.row(152)
def test_what_lies_too_deep_is_refused():
    with pytest.raises(LimitExceeded, match="too deep"):
        read(">" * 3000 + "字", ".md")


def test_nothing_is_fetched_and_no_file_is_read():
    asking = ("<img src='{}'>", "<iframe src='{}'></iframe>", "<object data='{}'>")
    page = "<p>字</p>" + "".join(one.format("/etc/passwd") for one in asking)
    said = read(page, ".html")

    assert said.text == "字\n"
    assert "root:" not in said.text


def test_a_pdf_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(paged, "SECONDS", 0.001)
    with pytest.raises(LimitExceeded, match="memory or"):
        read(pdf(["one"]), ".pdf")


@pytest.mark.slow
@pytest.mark.row(151)
def test_a_page_that_unpacks_to_more_than_memory_is_refused(monkeypatch):
    """300 KiB of a PDF that hold sixty million letters."""
    monkeypatch.setattr(paged, "MEMORY", 400 << 20)
    packer = zlib.compressobj(9)
    words = b"BT /FXF1 9 Tf (aaaaaaaa) Tj ET\n" * 40_000
    stream = b"".join(packer.compress(words) for _ in range(190)) + packer.flush()
    head = b"<</Filter/FlateDecode/Length %d>>stream\r\n" % len(stream)
    stored = re.compile(
        rb"<</Filter/FlateDecode/Length \d+>>stream\r\n.*\r\n(?=endstream)", re.DOTALL
    )
    before, behind = stored.split(pdf(["one"]))
    hostile = before + head + stream + b"\r\n" + behind

    with pytest.raises(LimitExceeded, match="400 MiB"):
        read(hostile, ".pdf")


@pytest.mark.row(155)
def test_a_reader_of_others_comes_before_ours_and_its_failure_is_its_own(monkeypatch):
    def fails(raw, name, encoding):
        raise KeyError(name)

    class Entry:
        name, value = "docx", "theirs:read"

        def load(self):
            return fails

    ours = list(importlib.metadata.entry_points(group=reader.GROUP))
    monkeypatch.setattr(reader.importlib.metadata, "entry_points", lambda group: [Entry(), *ours])
    reader._entries.cache_clear()
    try:
        with pytest.raises(SourceUnreadable, match="theirs:read failed: KeyError"):
            read(WORD, ".docx")
    finally:
        reader._entries.cache_clear()


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


def test_pandoc_out_of_memory_is_told(monkeypatch):
    monkeypatch.setattr(marked, "HEAP", "1m")
    with pytest.raises(LimitExceeded, match="1m of memory"):
        read("字" * 400_000, ".md")


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn"))
WORDS = st.text(LETTERS | st.sampled_from("{}<>&*_#`$\\[](){{%|~^"), min_size=1)


@settings(max_examples=6)
@given(st.lists(st.lists(WORDS, min_size=1).map(" ".join), min_size=1, max_size=40))
def test_no_character_of_a_paragraph_is_lost_or_changed(paragraphs):
    assert read(word(*paragraphs), ".docx").text.splitlines() == paragraphs
    page = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    assert read(page, ".html").text.splitlines() == paragraphs
