"""Rare characters in an EPUB: a small font comes along for them, and for nothing else."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from pipeline.check.epub import check_epub
from pipeline.errors import OutputInvalid
from pipeline.model.manuscript import Heading, Paragraph, Run, Style
from pipeline.render.epub import render_epub
from pipeline.render.epub.rare import rare_fonts
from pipeline.run.progress import Progress
from pipeline.run.report import report
from pipeline.typography.fonts import font_files
from pipeline.typography.rare import cut
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import LAYOUT, packed, parts
from tests.conftest import ROOT

IN_B, IN_C = "\N{CJK UNIFIED IDEOGRAPH-20164}", "\N{CJK UNIFIED IDEOGRAPH-2AFA2}"
IN_A, ADDED = "\N{CJK UNIFIED IDEOGRAPH-4DAE}", "\N{CJK UNIFIED IDEOGRAPH-9FCF}"
NOWHERE = "\N{CJK UNIFIED IDEOGRAPH-20000}"
SHEET = "EPUB/style.css"
EPUB_ALONE = '[layout]\nformats = ["epub"]\n'


def saying(text, heading="题", style=Style.BODY):
    elements = (Heading("h-1", 1, "", heading), Paragraph("p-1", style, (Run(text),)))
    return replace(manuscripts.bare(), elements=elements)


RARE = saying(f"姓{IN_B}的人、{ADDED}元素与{IN_A}字。", heading=f"题里的{IN_C}字")


def fonts(blob):
    return {name: part for name, part in parts(blob).items() if "/fonts/" in name}


def letters(codes):
    return {chr(int(code.removeprefix("U+"), base=16)) for code in codes.split(", ")}


def characters(font):
    return {chr(code) for code in TTFont(io.BytesIO(font)).getBestCmap()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sample", "bare", "hostile"])
@pytest.mark.parametrize("of", ["briefing", "gb9704", "jianbao"])
def test_a_book_without_rare_characters_brings_no_font(name, of):
    blob = render_epub(getattr(manuscripts, name)(), load_layout(of, ROOT / "templates"))

    assert fonts(blob) == {}
    assert b"font-face" not in parts(blob)[SHEET]
    assert b"font/" not in parts(blob)["EPUB/package.opf"]


def test_traditional_and_foreign_words_are_not_rare():
    words = saying("國語、朱镕基、〇、αβγ、é、→、①、㎡、😀、かな、한글。")

    assert fonts(render_epub(words, LAYOUT)) == {}


def test_each_rare_character_comes_in_the_letters_of_its_role():
    blob = render_epub(RARE, LAYOUT)
    check_epub(blob, RARE, LAYOUT)

    sheet = parts(blob)[SHEET].decode()
    told = {
        (role, weight): (f"EPUB/{file}", letters(codes))
        for role, file, weight, codes in re.findall(
            r'family: "jianbao rare (\w+)"; src: url\("(.*?)"\); font-weight: (\w+);'
            r" unicode-range: (.*?) }",
            sheet,
        )
    }
    assert {key: found for key, (_, found) in told.items()} == {
        ("hei", "bold"): {IN_C},
        ("hei", "normal"): {IN_C},  # the heading, again in the contents
        ("song", "normal"): {IN_B, IN_A, ADDED},
    }
    assert dict(told.values()) == {file: characters(font) for file, font in fonts(blob).items()}
    (body,) = re.findall(r"^body { font-family: (.*?);", sheet, re.MULTILINE)
    wanted = body.split(", ")
    assert wanted[0] == '"Songti SC"'  # a reader's own come first
    assert wanted[-3:] == ['"jianbao rare song"', '"jianbao rare hei"', "serif"]


def test_the_package_lists_them_by_their_kind():
    package = parts(render_epub(saying(IN_A, style=Style.CAPTION), LAYOUT))["EPUB/package.opf"]
    listed = re.findall(rb'href="(fonts/.*?)" media-type="(.*?)"', package)

    assert listed == [(b"fonts/rare-1.ttf", b"font/ttf")]  # 楷 has this one
    package = parts(render_epub(RARE, LAYOUT))["EPUB/package.opf"]
    kinds = re.findall(rb'href="fonts/.*?\.(.*?)" media-type="(.*?)"', package)
    assert kinds == [(b"otf", b"font/otf")] * 3


def test_it_is_small_and_keeps_its_licence_under_another_name():
    for font in fonts(render_epub(RARE, LAYOUT)).values():
        assert len(font) < 10_000
        names = {record.nameID: str(record) for record in TTFont(io.BytesIO(font))["name"].names}
        assert names[1] == "Jianbao Rare"
        assert "Adobe" in names[0]
        assert "Open Font License" in names[13]
        assert not any("Noto Serif" in names.get(number, "") for number in (3, 4, 6, 16))


def test_a_character_no_font_has_is_left_to_the_reader():
    words = saying(f"姓{NOWHERE}的人。")
    blob = render_epub(words, LAYOUT)

    check_epub(blob, words, LAYOUT)
    assert fonts(blob) == {}


@pytest.mark.slow
def test_the_same_bytes_whatever_the_order_of_sets():
    script = (
        "import sys; from tests.render.test_epub_rare import RARE, LAYOUT, render_epub;"
        "sys.stdout.buffer.write(render_epub(RARE, LAYOUT))"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd="/",
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("7", "Asia/Shanghai"))
    }

    assert made == {render_epub(RARE, LAYOUT)}


def test_where_there_is_no_pdf_a_character_no_font_has_is_named_too(project):
    folder = project(
        {"a.txt": f"山里住着一户姓{NOWHERE}的人家，种茶为生，已有三代。\n"}, EPUB_ALONE
    )
    progress = Progress(quiet=True)
    report(folder, progress)

    (said,) = [one for one in progress.warnings if "U+20000" in one]
    assert "a.txt:1" in said


# What may not be brought


@pytest.fixture
def closed_font(tmp_path, monkeypatch):
    """A font of our own folder whose maker forbids to embed it, under the name that 宋 has."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for font in font_files():
        if not font.answers_to("Noto Serif SC"):
            shutil.copy(font.path, folder)
    path = next(font.path for font in font_files() if font.answers_to("Noto Serif SC"))
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        font["OS/2"].fsType = 2
        font.save(folder / "closed.otf")
    monkeypatch.setattr("pipeline.typography.fonts.font_folders", lambda: (folder,))


@pytest.mark.usefixtures("closed_font")
def test_a_font_whose_maker_forbids_it_is_not_embedded():
    words = saying(f"姓{IN_B}的人。")

    assert rare_fonts(words, LAYOUT).closed == (IN_B,)
    blob = render_epub(words, LAYOUT)
    check_epub(blob, words, LAYOUT)
    assert fonts(blob) == {}


@pytest.mark.usefixtures("closed_font")
def test_a_character_that_may_not_be_brought_is_named_with_its_line(project):
    folder = project(
        {"a.txt": f"山里的人家\n\n山里住着一户姓{IN_B}的人家，种茶为生，已有三代。\n"},
        EPUB_ALONE,
    )
    progress = Progress(quiet=True)
    report(folder, progress)

    (said,) = [one for one in progress.warnings if "U+20164" in one]
    assert "a.txt:3" in said
    assert "EPUB" in said


# Damage


ONE = saying(f"姓{IN_B}的人。")
FONT = "EPUB/fonts/rare-1.otf"


def spoilt(change):
    whole = parts(render_epub(ONE, LAYOUT))
    change(whole)
    return packed(whole)


def empty(whole):
    path = next(font.path for font in font_files() if font.answers_to("Noto Serif SC"))
    whole[FONT] = cut(path, "一")


def no_font(whole):
    whole[FONT] = b"OTTO, but no more"


def not_told(whole):
    sheet = whole[SHEET].decode()
    whole[SHEET] = re.sub(r"@font-face \{[^}]*song[^}]*\}", "", sheet).encode()


def for_all(whole):
    whole[SHEET] = re.sub(rb"; unicode-range: [^}]* \}", b" }", whole[SHEET])


def wanting(whole):
    not_told(whole)
    del whole[FONT]
    package = whole["EPUB/package.opf"].decode()
    whole["EPUB/package.opf"] = re.sub(r"<item [^>]*fonts/[^>]*>", "", package).encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (empty, "holds other characters"),
        (no_font, "no font that can be read"),
        (not_told, "never asked for"),
        (for_all, "isn't for rare characters alone"),
        (wanting, "doesn't bring it"),
    ],
)
def test_a_fault_of_a_font_is_found(change, said):
    with pytest.raises(OutputInvalid, match=said):
        check_epub(spoilt(change), ONE, LAYOUT)


@pytest.mark.slow
def test_epubcheck_finds_nothing(epubcheck):
    assert epubcheck(render_epub(RARE, LAYOUT)) == []
