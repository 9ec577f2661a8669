"""``[layout] pinyin`` from the config to the files and home again."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest
from docx import Document

from pipeline.check.docx_words import readings_of
from pipeline.cli import main
from tests.draft.desk import edited

TEXT = (
    "近年来，郴州市把茶产业作为富民强县的主导产业来抓，全市茶园面积已达12万亩，居全省第三位。\n\n"
    "去年，郴州茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，茶农人均增收两千元。\n"
)
OFF = '[briefing]\ntitle = "郴州"\n[layout]\nformats = ["docx", "epub"]\n'
ON = f"{OFF}pinyin = true\n"


@pytest.fixture
def desk(published_once, tmp_path):
    """A project with a report."""
    return shutil.copytree(published_once({"a.txt": TEXT}, ON), tmp_path, dirs_exist_ok=True)


def draft(path):
    return (path / "output" / "briefing.docx").read_bytes()


def readings(path):
    return list(readings_of(Document(io.BytesIO(draft(path))).element.body))


def pages(path):
    with zipfile.ZipFile(path / "output" / "briefing.epub") as book:
        return "".join(book.read(one).decode() for one in book.namelist() if "xhtml" in one)


def report(path):
    return main(["report", str(path)])


def test_a_rare_character_has_its_reading_once_in_each_file(desk):
    assert readings(desk) == [("郴", "chēn")]
    assert pages(desk).count("<rt ") == 1


def test_it_is_off_unless_asked_for(desk, capsys):
    (desk / "briefing.toml").write_text(OFF, "utf-8")

    assert report(desk) == 0
    assert readings(desk) == []
    assert "<ruby>" not in pages(desk)

    (desk / "briefing.toml").write_text(f'{OFF}pinyin = "yes"\n', "utf-8")
    capsys.readouterr()
    assert report(desk) == 3
    assert "briefing.toml:5" in capsys.readouterr().err


@pytest.mark.slow
def test_a_draft_with_readings_comes_home_with_its_edits_and_nothing_else(desk, capsys):
    def change(document):
        for paragraph in document.paragraphs:
            for one in paragraph.runs:
                one.text = one.text.replace("第三位", "前列") if "第三位" in one.text else one.text

    (desk / "output" / "briefing.docx").write_bytes(edited(draft(desk), change))
    capsys.readouterr()

    assert report(desk) == 0
    assert "pinyin above characters" not in capsys.readouterr().err
    assert readings(desk) == [("郴", "chēn")]
    edits = json.loads((desk / "edits.json").read_text("utf-8"))["edits"]
    assert edits
    assert "chēn" not in json.dumps(edits, ensure_ascii=False)
