"""Anything at all comes in: each reader takes it or refuses it with an error of ours.

Longer by hand: ``JIANBAO_EXAMPLES=20000 pytest tests/faults/test_fuzz.py``. What was found so
is a case of its own beside the reader.
"""

# ruff: noqa: PT017  to be taken is as good as to be refused well

from __future__ import annotations

import io
import os
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import parse_config
from pipeline.draft import parse_edits
from pipeline.errors import ConfigError, JianbaoError, LimitExceeded, Place, SourceUnreadable
from pipeline.messages import in_chinese
from pipeline.normalise import RULE_NAMES, normalise
from pipeline.normalise.ledger import replay
from pipeline.read import decode, make_source
from pipeline.read.zipped import Zipped
from tests import manuscripts
from tests.archives import packed, parts
from tests.draft.desk import read, sent

EXAMPLES = int(os.environ.get("JIANBAO_EXAMPLES", "60"))
many = settings(max_examples=EXAMPLES)

#: What texts go wrong by: ends of lines, marks, blanks, digits, controls, odd planes.
PIECES = st.sampled_from(
    [
        *("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\t", "  ", "\u3000", "\x00"),
        *("。", "，", "……", "——", "“", "”", "（", "）", "《", "》", "、", "·", "[", "{", "|", "#"),
        *(
            "一",
            "二、",
            "（三）",
            "税 收",
            "近年来",
            "图：",
            "记者",
            "12",
            "％",
            "2021年5月",
            "- 3 -",
        ),
        *("\u200b", "\u202e", "\ufeff", "\u0301", "\ufffd", "\ue000", "\U0001f469\u200d\U0001f4bb"),
        *("\u2f00", "\uf900", "\U00020000", "A", "word ", "http://x.cn/a?b=c", "\U000e0100"),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
TOML = st.lists(
    st.sampled_from(
        [
            *("[briefing]\n", "[sources]\n", "[layout]\n", "[rules]\n", "[choices]\n", "[[x]]\n"),
            *("title", "date", "folder", "formats", "encoding", "name", "budget", '"a.b"', "."),
            *(" = ", "=", "\n", '"', "'", '"""', "[", "]", "{", "}", ",", "#", "\\u00", "\x00"),
            *("1", "-1", "1e999", "nan", "true", "2020-13-01", "2020-01-01", '"pdf"', '"../x"'),
        ]
    ),
    max_size=25,
).map("".join)


@many
@given(
    st.binary(max_size=200)
    | TEXTS.map(str.encode)
    | TEXTS.map(lambda one: one.encode("gbk", "ignore"))
)
def test_the_decoder(raw):
    try:
        decode(raw, "a.txt")
    except SourceUnreadable as error:
        assert str(error.where).startswith("a.txt")


@many
@given(TEXTS)
def test_the_segmenter(text):
    article = normalise(make_source("a.txt", text))
    applied = [one for one in article.ledger if one.makes_article]

    for block in article.blocks:
        assert replay(text, block.spans, applied) == block.text


@many
@given(TOML | st.text(max_size=80))
def test_the_config_loader(text):
    try:
        parse_config(text.encode("utf-8", "surrogatepass"), RULE_NAMES)
    except ConfigError as error:
        assert error.where.file == "briefing.toml"
        assert "\n" not in str(error)


@many
@given(
    st.binary(max_size=80)
    | st.text(alphabet='{}[]",:0123456789efomratnulds', max_size=80).map(str.encode)
)
def test_the_edits_of_an_editor(raw):
    try:
        parse_edits(raw)
    except ConfigError as error:
        assert error.where is not None


@pytest.fixture(scope="module")
def draft() -> bytes:
    return sent(manuscripts.bare())


def archive():
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("a.xml", f"<a>{'字' * 400}</a>")
        packing.writestr("b/c.xml", "x" * 900)
    return blob.getvalue()


def test_the_opener_of_archives():
    """Byte by byte: whatever a file is spoilt to, its parts are read or it is refused.

    Found: places before the file's beginning, and names in no encoding, ended as a bug.
    """
    sound, chance = archive(), random.Random(7)
    refused = 0
    for _ in range(50 * EXAMPLES):
        spoilt = bytearray(sound)
        for _ in range(chance.choice((1, 1, 2, 4))):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            opened = Zipped(bytes(spoilt), Place("a.docx"), ".docx")
            for name in opened.names:
                opened.read(name)
        except (SourceUnreadable, LimitExceeded) as error:
            refused += 1
            assert error.where == Place("a.docx")
    assert refused > EXAMPLES


def test_a_part_packed_in_another_way_is_refused():
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w", zipfile.ZIP_LZMA) as packing:
        packing.writestr("a.xml", "<a/>")

    with pytest.raises(SourceUnreadable, match="unusual way"):
        Zipped(blob.getvalue(), Place("a.docx"), ".docx")


@pytest.mark.parametrize("seed", range(max(20, EXAMPLES // 3)))
def test_the_reader_of_drafts(draft, seed):
    """Bytes of the archive changed, or bytes of one of its parts."""
    chance = random.Random(seed)
    if seed % 2:
        blob = bytearray(draft)
        for _ in range(chance.randint(1, 9)):
            blob[chance.randrange(len(blob))] = chance.randrange(256)
        spoilt = bytes(blob)
    else:
        content = parts(draft)
        name = chance.choice(sorted(content))
        part = bytearray(content[name])
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(part))
            part[at : at + chance.randint(0, 40)] = chance.choice(
                [b"", b"<", b"&", b"<w:p>", b"\0"]
            )
        spoilt = packed(content | {name: bytes(part)})
    try:
        read(spoilt)
    except JianbaoError as error:
        assert error.exit_code in {5, 12}


@many
@given(st.text(max_size=80) | TEXTS)
def test_a_message_of_any_words(text):
    line = f"error: {text} · seeds/{text}:3 · save it as UTF-8"
    assert "请存为 UTF-8" in in_chinese(line)
