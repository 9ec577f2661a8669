"""What files and others' readers must not get away with: damage, bombs, asking outside."""

import importlib.metadata
import io
import re
import zipfile
import zlib

import pytest

from pipeline.errors import LimitExceeded, SourceUnreadable
from pipeline.read import marked, paged, reader
from tests.archives import packed, parts
from tests.read.written import WORD, book, pdf, read


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


def test_pandoc_out_of_memory_is_told(monkeypatch):
    monkeypatch.setattr(marked, "HEAP", "1m")
    with pytest.raises(LimitExceeded, match="1m of memory"):
        read("字" * 400_000, ".md")
