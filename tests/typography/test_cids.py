"""The numbers of the glyphs in an embedded font: only they are changed, where they mislead."""

from __future__ import annotations

import functools
import io
from typing import TYPE_CHECKING

import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from pipeline.typography.cids import by_place, is_by_place
from pipeline.typography.fonts import font_files

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "简报，2024"


def _path(name: str) -> Path:
    (path,) = (one.path for one in font_files() if one.path.name == name)
    return path


@functools.cache  # it takes its time
def _cut(name: str, text: str, *, retain: bool) -> bytes:
    font = TTFont(_path(name))
    options = subset.Options(retain_gids=retain, desubroutinize=True, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _drawn(font: TTFont, glyph: str) -> list[object]:
    pen = RecordingPen()
    font.getGlyphSet()[glyph].draw(pen)
    return list(pen.value)


def _cids(font: bytes) -> list[str]:
    return list(TTFont(io.BytesIO(font))["CFF "].cff.topDictIndex[0].charset)


@pytest.mark.parametrize("retain", [pytest.param(True, marks=pytest.mark.slow), False])
def test_each_glyph_is_called_by_its_place_and_is_what_it_was(*, retain: bool) -> None:
    font = _cut("NotoSerifSC-Regular.otf", TEXT, retain=retain)
    assert not is_by_place(font)

    changed = by_place(font)

    assert is_by_place(changed)
    assert _cids(changed)[1:] == [f"cid{place:05}" for place in range(1, len(_cids(font)))]
    before = TTFont(io.BytesIO(font))
    after = TTFont(io.BytesIO(changed), checkChecksums=2)  # raises for a wrong sum
    for character in TEXT:
        was, now = before.getBestCmap()[ord(character)], after.getBestCmap()[ord(character)]
        assert before.getGlyphID(was) == after.getGlyphID(now)
        assert _drawn(before, was) == _drawn(after, now)
        assert before["hmtx"][was] == after["hmtx"][now]


def test_a_font_of_one_glyph_has_room_too() -> None:
    font = _cut("NotoSerifSC-Regular.otf", "简", retain=False)
    assert _cids(by_place(font)) == [".notdef", "cid00001"]


@pytest.mark.slow
def test_what_goes_by_its_place_already_is_given_back_as_it_is() -> None:
    font = by_place(_cut("NotoSerifSC-Regular.otf", TEXT, retain=True))
    assert by_place(font) is font


def test_truetype_outlines_have_no_cids() -> None:
    font = _path("JianbaoKai-Regular.ttf").read_bytes()
    assert by_place(font) is font
    assert is_by_place(font)


def test_what_is_no_such_font_has_no_cids() -> None:
    assert is_by_place(b"")
    assert by_place(b"%!PS-AdobeFont-1.0") == b"%!PS-AdobeFont-1.0"


def test_glyphs_with_names_have_no_cids() -> None:
    pen = T2CharStringPen(500, None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 500))
    pen.lineTo((500, 0))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "B", "A"])
    builder.setupCharacterMap({65: "A", 66: "B"})
    drawn = dict.fromkeys([".notdef", "B", "A"], pen.getCharString())
    builder.setupCFF("Named", {}, drawn, {})
    builder.setupHorizontalMetrics(dict.fromkeys(drawn, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Named"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)

    assert by_place(out.getvalue()) == out.getvalue()
    assert is_by_place(out.getvalue())
