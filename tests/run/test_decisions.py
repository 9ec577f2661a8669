"""decisions.toml: what it may say, and what is said when it says something else."""

import json

import pytest

from pipeline.errors import ConfigError
from pipeline.model.decision import Decision, Verdict
from pipeline.run.decisions import read_decisions
from pipeline.run.progress import Progress
from pipeline.run.report import report


def decisions(folder, text):
    (folder / "decisions.toml").write_text(text, "utf-8")
    return read_decisions(folder)


def test_no_file_and_an_empty_one_decide_nothing(tmp_path):
    assert read_decisions(tmp_path) == {}
    assert decisions(tmp_path, "# nothing yet\n") == {}


def test_a_verdict_is_read_with_its_line(tmp_path):
    found = decisions(
        tmp_path, '[c-1]\nverdict = "accept"\n\n[c-2]\nverdict = "replace"\nreading = "入园"\n'
    )

    assert found == {
        "c-1": Decision("c-1", Verdict.ACCEPT, line=1),
        "c-2": Decision("c-2", Verdict.REPLACE, "入园", line=4),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[c-1]\nverdict = "maybe"\n', "decisions.toml:1"),
        ('[c-1]\nverdikt = "accept"\n', r"unknown key 'verdikt' in \[c-1\].*mean 'verdict'"),
        ('[c-1]\nverdict = "accept"\nby = "somebody"\n', "'editor', 'draft' or 'proof'"),
        ('\n\n[c-1]\nverdict = "replace"\n', "decisions.toml:3"),
        ("[c-1\n", "TOML"),
        ("c-1 = 3\n", "c-1 is no verdict"),
        ('[c-1]\nverdict = "replace"\nreading = "甲\\u0007"\n', r"c-1.reading holds .*:3"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, text, message):
    with pytest.raises(ConfigError, match=message):
        decisions(tmp_path, text)


TEXT = "该县把茶业作为支柱产业，区位优势and优良的营商环境吸引了三十余家企业先后落户。\n"


@pytest.fixture
def built(project):
    path = project({"a.txt": TEXT})
    progress = Progress()
    report(path, progress)
    corrections = json.loads((path / "output/corrections.json").read_text("utf-8"))
    (doubt,) = [one for one in corrections if one["rule"] == "stray-word"]
    return path, doubt


def passage(path):
    return json.loads((path / "output/passages.json").read_text("utf-8"))[0]["text"]


@pytest.mark.slow
def test_a_verdict_is_printed_and_noted_and_recorded(built):
    path, doubt = built
    assert doubt["state"] == "flagged"
    assert "优势and优良" in passage(path)

    (path / "decisions.toml").write_text(
        f'[{doubt["id"]}]\nverdict = "replace"\nreading = "和"\n', "utf-8"
    )
    report(path, Progress())

    assert "优势和优良" in passage(path)
    corrections = json.loads((path / "output/corrections.json").read_text("utf-8"))
    (settled,) = [one for one in corrections if one["id"] == doubt["id"]]
    assert (settled["state"], settled["after"], settled["by"]) == ("applied", "和", "editor")


@pytest.mark.slow
@pytest.mark.row(99)
def test_a_line_above_keeps_the_verdict_and_a_stale_one_is_named(built):
    path, doubt = built
    verdicts = f'[{doubt["id"]}]\nverdict = "reject"\n[c-0000000000]\nverdict = "accept"\n'
    (path / "decisions.toml").write_text(verdicts, "utf-8")
    (path / "seeds/a.txt").write_text("又一行文字在上面，它同样以句号结束。\n\n" + TEXT, "utf-8")
    progress = Progress()

    report(path, progress)

    corrections = json.loads((path / "output/corrections.json").read_text("utf-8"))
    (settled,) = [one for one in corrections if one["id"] == doubt["id"]]
    assert settled["state"] == "rejected"
    (warning,) = [text for text in progress.warnings if "c-0000000000" in text]
    assert "decisions.toml:3" in warning
    assert (path / "decisions.toml").read_text("utf-8") == verdicts
