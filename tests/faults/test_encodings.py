"""Files in two encodings, and files cut short: refused with their line, never guessed."""

from __future__ import annotations

import pytest

from pipeline.errors import SourceUnreadable
from pipeline.read import decode

# Of an even count of bytes in UTF-8, so that GB18030 would take each line for rare characters.
LINES = [
    "近年来该县坚持以科技创新为引领。",
    "全县规模以上企业达到八十六家呢。",
    "茶叶产值突破九亿元，茶农都高兴。",
    "路修到了山上，车开到了家门口了。",
]


@pytest.mark.parametrize(("most", "one"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
@pytest.mark.row(36)
def test_a_line_in_another_encoding_is_named(most, one, ends):
    raw = ends.join(line.encode(one if n == 2 else most) for n, line in enumerate(LINES))
    assert all(len(line.encode()) % 2 == 0 for line in LINES)

    with pytest.raises(SourceUnreadable, match="in two encodings") as caught:
        decode(raw, "seeds/a.txt")

    assert str(caught.value.where) == "seeds/a.txt:3"


def test_a_file_of_one_encoding_is_none_of_two():
    whole = "\n".join(["1.2", *LINES, "—— end ——"] * 9)

    assert decode(whole.encode("gb18030"), "a.txt").text == whole
    assert decode(whole.encode(), "a.txt").text == whole


@pytest.mark.parametrize("bytes_left", [1, 2])
@pytest.mark.row(37)
def test_utf8_cut_within_a_character_says_so(bytes_left):
    raw = "\n".join(LINES).encode()[: bytes_left - 3]

    with pytest.raises(SourceUnreadable, match="cut within its last character") as caught:
        decode(raw, "a.txt")

    assert caught.value.where.line == 4


def test_the_remedy_names_the_key_of_the_config():
    with pytest.raises(SourceUnreadable) as caught:
        decode(b"\xff\xfd\x81\x20" * 7, "seeds/a.txt")

    assert "[sources] encoding" in caught.value.remedy


@pytest.mark.row(36)
def test_one_line_of_utf8_in_a_long_file_of_gb18030_is_not_taken_for_rare_characters():
    """A judge of the whole file took it so, and 鑼跺啘浠婂勾閮借 was printed."""
    lines = [*LINES * 10, "茶农今年都说", *LINES * 10]
    raw = b"\n".join(line.encode("utf-8" if n == 40 else "gb18030") for n, line in enumerate(lines))

    with pytest.raises(SourceUnreadable, match="in two encodings") as caught:
        decode(raw, "a.txt")

    assert caught.value.where.line == 41
