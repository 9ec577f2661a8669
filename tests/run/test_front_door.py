"""What a newcomer types: help that is worth reading, a version, a project to start from."""

import importlib.metadata

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.errors import OutputNotWritable, Place
from pipeline.run.doctor import _output
from pipeline.run.drafts import Returned, keep
from pipeline.run.finding import Finding
from pipeline.typography.table import load_layout
from tests.calling import run
from tests.conftest import ROOT

VERBS = get_command(app).commands


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_says_more_than_a_line_and_fits_the_terminal(verb, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert run(verb, "--help") == 0
    out = capsys.readouterr().out

    assert max(map(len, out.splitlines())) <= 80
    about = VERBS[verb].help.split("\n\n")
    assert len(about) >= 2, "what it does, then what to know of it"
    assert len(about[0]) <= 92, "the first line stands in the list of verbs"


def test_help_leads_to_a_first_briefing(capsys):
    assert run("--help") == 0
    out = " ".join(capsys.readouterr().out.split())

    for words in ("jianbao init DIR", "jianbao report DIR", "Ends with 0", "13 warnings"):
        assert words in out
    places = [out.index(f"│ {verb} ") for verb in ("init", "report", "merge", "explain")]
    assert places == sorted(places), "in the order of the work"


def test_the_version_is_that_of_the_package(capsys):
    assert run("--version") == 0
    assert capsys.readouterr().out == f"jianbao {importlib.metadata.version('jianbao')}\n"


def test_init_copies_what_an_editor_may_change_and_it_is_used(tmp_path, capsys):
    assert run("init", tmp_path, "--templates") == 0
    own = tmp_path / "templates"
    ours = ROOT / "templates"

    assert {path.name for path in own.iterdir()} == {
        path.name for path in ours.iterdir() if path.name != "fonts"
    }
    table = (own / "typography.toml").read_text("utf-8")
    (own / "typography.toml").write_text(f'{table}\n[layouts.mine]\nbased_on = "briefing"\n')
    assert load_layout("mine", own).name == "mine"
    toml = (tmp_path / "briefing.toml").read_text("utf-8")
    toml = toml.replace('name = "briefing" ', 'name = "mine" ')
    (tmp_path / "briefing.toml").write_text(toml, "utf-8")
    capsys.readouterr()
    assert run("doctor", tmp_path) == 0
    assert "the project's own" in capsys.readouterr().out


def test_templates_are_added_to_a_project_once(tmp_path, capsys):
    assert run("init", tmp_path) == 0
    before = (tmp_path / "briefing.toml").read_bytes()
    assert run("init", tmp_path, "--templates") == 0
    assert run("init", tmp_path, "--templates") == 2
    assert "templates here already" in capsys.readouterr().err
    assert (tmp_path / "briefing.toml").read_bytes() == before


def test_the_doctor_looks_whether_a_run_may_write(tmp_path):
    """Also with the drafts: through a link they would be kept outside the project."""
    made = _output(tmp_path)
    assert made == Finding("output", "can be written")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "drafts").symlink_to(tmp_path / "seeds")
    (tmp_path / "seeds").mkdir()
    assert _output(tmp_path).found == (
        "output/drafts/ lies behind a link that leads out of the folder"
    )
    with pytest.raises(OutputNotWritable, match="leads out of the folder"):
        keep(tmp_path / "output", Returned(b"words", "00", Place("a.docx")))
    assert list((tmp_path / "seeds").iterdir()) == []
    (tmp_path / "output" / "drafts").unlink()
    (tmp_path / "output").rmdir()
    (tmp_path / "output").write_text("words", "utf-8")
    assert _output(tmp_path).found == "output/ is a file, where a folder must be"


def test_collating_what_is_not_there_names_a_remedy(tmp_path, capsys):
    assert run("collate", tmp_path / "nowhere") == 2
    assert "there is no such folder · " in (said := capsys.readouterr().err)
    assert "look at its name" in said


def test_watching_what_is_not_there_names_a_remedy(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert run("watch", "nowhere") == 2
    assert "jianbao init" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["briefing.title", "fonts.song", "sources.folder"])
def test_what_no_file_can_hold_is_refused_with_its_line(key, tmp_path, capsys):
    table, name = key.split(".")
    (tmp_path / "briefing.toml").write_text(f'[{table}]\n{name} = "a\\u0000"\n', "utf-8")

    assert run("report", str(tmp_path)) == 3
    assert f"{key} holds '\\x00'" in capsys.readouterr().err
