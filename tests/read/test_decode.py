import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError, SourceUnreadable
from pipeline.read import decode

PROSE = (
    "近年来，该县坚持以科技创新为引领，着力培育壮大特色产业，不断完善公共服务体系。"
    "截至去年年底，全县规模以上企业达到八十六家，较上年增加十二家。\n" * 4
)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (PROSE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + PROSE.encode(), "utf-8"),
        (PROSE.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"), "utf-16-be"),
        (PROSE.encode("utf-16-le"), "utf-16-le"),
        (PROSE.encode("utf-16-be"), "utf-16-be"),
    ],
)
@pytest.mark.row(31, 32, 33, 34)
def test_each_encoding_is_named_and_loses_nothing(raw, encoding):
    decoded = decode(raw, "a.txt")

    assert decoded == (PROSE, encoding)


@pytest.mark.row(35)
def test_big5_is_told_from_gb18030():
    text = "近年來，該縣堅持以科技創新為引領，著力培育壯大特色產業，不斷完善公共服務體系。" * 6

    assert decode(text.encode("big5"), "a.txt") == (text, "big5hkscs")


def test_a_declared_encoding_is_used_and_no_other():
    raw = "简报".encode("gb18030")

    assert decode(raw, "a.txt", "gbk").text == "简报"
    with pytest.raises(SourceUnreadable, match="not whole utf-8: byte 0"):
        decode(raw, "a.txt", "utf-8")
    with pytest.raises(ConfigError, match="no encoding is called"):
        decode(raw, "a.txt", "gb-nothing")


@pytest.mark.parametrize("said", ["utf-16", "gb18030", "big5"])
def test_utf8_that_is_said_to_be_something_else_is_refused_not_read_as_garbage(said):
    with pytest.raises(SourceUnreadable, match=f"is UTF-8, and not {said}") as caught:
        decode(PROSE.encode(), "a.txt", said)
    assert "[sources] encoding" in caught.value.remedy
    assert decode(PROSE.encode(), "a.txt", "utf-8").text == PROSE


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x7fELF\x02\x01", "program"),
        (bytes(range(256)) * 8, "byte|binary"),
        (b"text\x00\x01\x02\x03 with zero bytes" * 9, "binary"),
        (b"text\x7f\x7f\x7f of deletes" * 9, "binary"),
    ],
)
@pytest.mark.row(28, 29, 40)
def test_what_is_no_text_is_refused_by_name(raw, what):
    with pytest.raises(SourceUnreadable, match=what) as caught:
        decode(raw, "seeds/a.txt")

    assert str(caught.value.where).startswith("seeds/a.txt")


@pytest.mark.row(36, 37)
def test_a_cut_file_names_the_offset_and_the_line():
    raw = "第一行\n第二行".encode()[:-1] + b"\xff\xff\xff\xfe"

    with pytest.raises(SourceUnreadable, match=r"byte \d+") as caught:
        decode(raw, "a.txt")

    assert caught.value.where.line == 2


@given(st.binary(max_size=400))
@pytest.mark.row(41)
def test_any_bytes_are_read_whole_or_refused(raw):
    try:
        decoded = decode(raw, "a.txt")
    except SourceUnreadable:
        return
    bom = any(raw.startswith(mark) for mark in (codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff"))
    assert bom or decoded.text.encode(decoded.encoding.replace("-", "_")) == raw
