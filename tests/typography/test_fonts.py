"""The fonts: there, static, rightly named, and nothing of the machine's among them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from pipeline.errors import DependencyMissing
from pipeline.typography import fonts
from pipeline.typography.table import load_layout
from setup import cut_scripts

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
KAI = TEMPLATES / "fonts" / "JianbaoKai-Regular.ttf"
SCRIPTS = TEMPLATES / "fonts" / "JianbaoScripts-Regular.otf"
RESERVED = ("lxgw", "霞鹜", "霞骛")
SIGNS = TEMPLATES / "fonts" / "JianbaoSigns-Regular.ttf"
FEW = "永和九年，岁在癸丑。"
FONT_NAMES = {1, 3, 4, 6, 16, 17, 18, 20, 21, 22, 25}

collected = pytest.mark.skipif(
    not Path(sys.prefix, "share", "jianbao", "fonts").is_dir(),
    reason="the set-up of this environment was made by hand",
)


@pytest.fixture
def layout():
    return load_layout("briefing", TEMPLATES)


def face(name: str) -> Path:
    return next(font.path for font in fonts.font_files() if font.path.name == name)


@collected
def test_every_role_of_the_layout_has_its_first_family_or_a_declared_stand_in(layout):
    cast = {casting.role: casting for casting in fonts.resolve_roles(layout)}
    assert cast["song"].family == "Noto Serif SC"
    assert cast["hei"].family == "Noto Sans SC"
    assert cast["kai"].family == "Jianbao Kai"
    assert cast["fang"].fallback == "Jianbao Kai"
    assert cast["hei"].bold_there


def test_a_family_of_the_config_that_is_not_there_is_told_apart_from_a_fall_back(layout):
    cast = {c.role: c for c in fonts.resolve_roles(layout, {"song": "方正书宋", "kai": None})}
    assert cast["song"].choice_missing
    assert cast["song"].fallback == "Noto Serif SC"
    assert not cast["kai"].choice_missing


def test_a_family_is_found_whatever_its_capitals(layout):
    cast = {c.role: c for c in fonts.resolve_roles(layout, {"song": "noto sans sc"})}
    assert cast["song"].family == "noto sans sc"
    assert not cast["song"].choice_missing


@pytest.mark.parametrize("there", [[], [SCRIPTS]])
def test_a_role_without_a_face_stops_the_run_and_says_what_to_do(
    there, layout, tmp_path, monkeypatch
):
    for font in there:
        shutil.copy(font, tmp_path)
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    with pytest.raises(DependencyMissing, match=r"'song': Noto Serif SC, .*make setup") as caught:
        fonts.resolve_roles(layout)
    assert caught.value.exit_code == 6


def test_a_font_that_cant_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "half.otf").write_bytes(KAI.read_bytes()[:100])
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    with pytest.raises(DependencyMissing, match=r"half\.otf · remove the file"):
        fonts.font_files()


def test_fontconfig_is_told_of_our_folders_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path / "R&D <fonts>",))
    written = fonts.private_fontconfig(tmp_path / "cache")
    text = written.read_text("utf-8")
    assert text.count("<dir>") == 1
    assert "R&amp;D &lt;fonts&gt;</dir>" in text
    assert "<include" not in text
    assert fonts.os.environ["FONTCONFIG_FILE"] == str(written)


def test_fontconfig_is_not_written_again_when_nothing_changed(tmp_path, monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    before = fonts.private_fontconfig(tmp_path).stat().st_mtime_ns
    assert fonts.private_fontconfig(tmp_path).stat().st_mtime_ns == before


@collected
def test_the_record_names_each_file_with_its_hash_in_the_order_of_names():
    record = fonts.font_record(fonts.font_files())
    assert [row["file"] for row in record] == sorted(row["file"] for row in record)
    assert {"file", "family", "weight", "version", "sha256"} == set(record[0])
    assert all(len(row["sha256"]) == 64 for row in record)


def test_no_font_is_variable_and_none_has_outlines_that_readers_reject():
    for font in fonts.font_files():
        with TTFont(font.path, lazy=True) as opened:
            assert not {"fvar", "CFF2", "STAT"} & set(opened.keys()), font.path.name


def test_each_font_says_under_which_licence_it_comes():
    for font in fonts.font_files():
        with TTFont(font.path, lazy=True) as opened:
            assert "Open Font License" in (opened["name"].getDebugName(13) or ""), font.path.name


@collected
def test_the_bold_has_what_the_regular_has_and_the_same_measures():
    with (
        TTFont(face("NotoSansSC-Regular.otf"), lazy=True) as regular,
        TTFont(face("NotoSansSC-Bold.otf"), lazy=True) as bold,
    ):
        assert set(bold.getBestCmap()) == set(regular.getBestCmap())
        for table, field in (("hhea", "ascent"), ("hhea", "descent"), ("head", "unitsPerEm")):
            assert getattr(bold[table], field) == getattr(regular[table], field)
        assert bold["OS/2"].usWeightClass == 700
        assert bold["name"].getDebugName(4) == "Noto Sans SC Bold"


def test_the_kai_bears_no_reserved_name_and_keeps_its_licence():
    with TTFont(KAI, lazy=True) as font:
        names = font["name"].names
        ours = [str(name).lower() for name in names if name.nameID in FONT_NAMES]
        kept = {name.nameID: str(name) for name in names}
    assert not [name for name in ours if any(word in name for word in RESERVED)]
    assert "Copyright 2021-2023 LXGW" in kept[0]
    assert "SIL Open Font License" in kept[13]
    licence = (KAI.parent / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name" in licence


def test_the_kai_has_gb2312_and_leaves_curly_quotes_to_song():
    with TTFont(KAI, lazy=True) as font:
        has = set(font.getBestCmap())
    gb2312 = {
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (row, cell) < (0xD7, 0xFA) or row > 0xD7
    }
    assert len(gb2312) == 6763
    assert {ord(c) for c in gb2312} <= has
    assert {ord(c) for c in "，。、；：？！（）《》—…·〔〕①⑳℃㎡镕喆"} <= has
    assert not {ord(c) for c in "“”‘’"} & has


@collected
def test_small_figures_are_those_of_song_made_smaller(tmp_path):
    song = face("NotoSerifSC-Regular.otf")
    cut_scripts.cut(song, tmp_path / SCRIPTS.name)
    assert (tmp_path / SCRIPTS.name).read_bytes() == SCRIPTS.read_bytes()
    with TTFont(song, lazy=True) as whole, TTFont(SCRIPTS, lazy=True) as small:
        has = {*small.getBestCmap(), *whole.getBestCmap()}
        for field in ("ascent", "descent", "lineGap"):
            assert getattr(small["hhea"], field) == getattr(whole["hhea"], field)
    assert {ord(c) for c in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₓₙ"} <= has


@collected
def test_pictures_stand_in_the_em_of_a_han_character():
    unseen = "\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}"
    with TTFont(face("NotoSerifSC-Regular.otf"), lazy=True) as song, TTFont(SIGNS) as signs:
        names = signs.getBestCmap()
        assert {ord(c) for c in "👇👍🔥✅❌📍⚠☎➤✘►⭐1⃣🇨"} <= {*song.getBestCmap(), *names}
        for field in ("ascent", "descent", "lineGap"):
            assert getattr(signs["hhea"], field) == getattr(song["hhea"], field)
        for character in unseen:
            assert signs["hmtx"][names[ord(character)]][0] == 0
        pictures = [name for code, name in names.items() if signs["hmtx"][name][0]]
        assert {signs["hmtx"][name][0] for name in pictures} == {1000}
        for name in pictures:
            outline = signs["glyf"][name]
            if outline.numberOfContours:
                assert -1 <= outline.xMin <= outline.xMax <= 1001
                assert -80 <= outline.yMin <= outline.yMax <= 840


@pytest.mark.slow
@collected
def test_a_page_is_set_in_our_fonts_and_bold_is_bold(tmp_path):
    program = """
import sys
from pathlib import Path
from pipeline.typography.fonts import private_fontconfig
private_fontconfig(Path(sys.argv[1]))
import weasyprint
page = '''<body lang="zh-CN" style="font-family: 'Noto Sans SC'">黑<b>体</b>
<i style="font-family: 'Jianbao Kai', 'Noto Serif SC'; font-style: normal">楷“体”</i>'''
weasyprint.HTML(string=page).write_pdf(sys.argv[1] + "/page.pdf")
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, cwd=ROOT)
    import pikepdf

    with pikepdf.open(tmp_path / "page.pdf") as pdf:
        used = {
            str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values()
        }
    assert used == {"Noto-Sans-SC", "Noto-Sans-SC-Bold", "Jianbao-Kai", "Noto-Serif-SC"}


@pytest.mark.slow
def test_what_the_kai_lacks_is_a_box_and_no_blank():
    with TTFont(KAI, lazy=True) as font:
        assert font["glyf"][".notdef"].numberOfContours > 1


@collected
def test_the_same_packages_give_the_same_bold_byte_for_byte(tmp_path):
    """A few characters show what cutting all of them, half a minute's work, would show."""
    package = pytest.importorskip("manimgx_fonts_cjk")
    from setup import faces

    collection = Path(package.__file__).parent / faces.COLLECTION
    few = tmp_path / "few.otf"
    with TTFont(face("NotoSansSC-Regular.otf"), lazy=True) as font:
        wanted = Subsetter(Options(notdef_outline=True))
        wanted.populate(text=FEW)
        wanted.subset(font)
        font.save(few)
    program = """
import sys
from pathlib import Path
from setup import cut_hei
cut_hei.cut(*map(Path, sys.argv[1:]))
"""
    for seed in "12":
        subprocess.run(
            [sys.executable, "-c", program, collection, few, tmp_path / f"{seed}.otf"],
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )

    assert (tmp_path / "1.otf").read_bytes() == (tmp_path / "2.otf").read_bytes()
    assert outlines(tmp_path / "1.otf") == outlines(face(faces.BOLD))


def outlines(path):
    """How the few characters are drawn."""
    with TTFont(path, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        drawn = {}
        for character in FEW:
            pen = RecordingPen()
            glyphs[names[ord(character)]].draw(pen)
            drawn[character] = pen.value
    return drawn
