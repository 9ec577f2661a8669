"""What a newcomer types: help that is worth reading, a version, a project to start from."""

import importlib.metadata
import json

import pytest
from typer.main import get_command

from pipeline.cli import app
from pipeline.compose.templates import load_profile
from pipeline.draft import parse_edits
from pipeline.errors import ConfigError, OutputNotWritable, Place
from pipeline.run.doctor import _output
from pipeline.run.drafts import Returned, keep
from pipeline.run.finding import Finding
from pipeline.run.manifest import MANIFEST, read_manifest
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


TEXT = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n"


def _project(folder, toml=""):
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(TEXT, "utf-8")
    if toml:
        (folder / "briefing.toml").write_text(toml, "utf-8")
    return folder


@pytest.mark.parametrize("verb", ["doctor", "review", "check", "edits", "outline", "report"])
@pytest.mark.parametrize(
    ("name", "says"),
    [("nowhere", "jianbao init"), ("", "the folder has no name · write .")],
    ids=["not there", "no name"],
)
def test_a_folder_that_is_none_is_said_to_be_none(verb, name, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert run(verb, name) == 2
    assert says in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--about", ",", "',' holds no word · write it so: --about 茶叶,出口"),
        ("--about", "", "'' holds no word"),
        ("--since", "", "'' is no day · write it so: 2021-10-01"),
    ],
)
def test_a_choice_that_chooses_nothing_is_refused(option, value, says, tmp_path, capsys):
    assert run("collate", _project(tmp_path), option, value) == 2
    assert says in capsys.readouterr().err


def test_to_take_back_no_edit_is_refused(tmp_path, capsys):
    assert run("edits", _project(tmp_path), "--undo", "") == 2
    assert "there is no edit ''" in capsys.readouterr().err


@pytest.mark.parametrize("reference", ["a.txt:1", "seeds/a.txt:1"])
def test_a_line_is_explained_without_a_config(reference, tmp_path, capsys):
    assert run("explain", reference, _project(tmp_path)) == 0
    assert capsys.readouterr().out.startswith("a.txt:1 · 近年来")


def test_sources_behind_a_link_to_itself_are_none(tmp_path, capsys):
    (tmp_path / "seeds").symlink_to("seeds")

    assert run("report", tmp_path) == 4
    assert "there is no folder of sources · seeds/" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["output", "nowhere"])
def test_an_output_that_leads_nowhere_is_named(target, tmp_path, capsys):
    (_project(tmp_path) / "output").symlink_to(target)

    assert run("report", tmp_path) == 8
    assert "is a link that leads nowhere · output/ · take the link away" in capsys.readouterr().err
    assert not _output(tmp_path).ok


def test_a_folder_in_the_place_of_the_lock_is_named(tmp_path, capsys):
    (_project(tmp_path) / "output" / ".lock").mkdir(parents=True)

    assert run("report", tmp_path) == 8
    assert "is a folder, where a file must be · output/.lock" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["inputs", "outputs"])
def test_a_manifest_that_names_half_a_character_is_none_of_ours(part, tmp_path):
    table = {"inputs": {}, "outputs": {}, "exit": 0, part: {"a\ud800": "00"}}
    (tmp_path / MANIFEST).write_text(json.dumps(table), "utf-8")

    assert read_manifest(tmp_path) == {}


DEEP = f"a = {'[' * 3000}{']' * 3000}"


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        (
            '[briefing]\nlanguage = ""',
            "briefing.language = '': it is no language · briefing.toml:2",
        ),
        ('[briefing]\nlanguage = "zh-<b>"', "it is no language · briefing.toml:2"),
        ("briefing = 1", "briefing = 1: a table has to stand here · briefing.toml:1"),
        ('[layout]\nformats = "pdf"', "a list has to stand here · briefing.toml:2"),
        ('[sources]\n\nencoding = {"a.txt" = "rot13"}', "'rot13' · briefing.toml:3"),
        ('[sources]\nfolder = ".."', "leads out of the project · briefing.toml:2"),
        ('[briefing]\ntitle = "a\u2028b"\ntitel = 1', "'titel' in [briefing] · briefing.toml:3"),
        (DEEP, "TOML: nested too deep · briefing.toml"),
    ],
    ids=["no language", "markup", "a table", "a list", "rot13", "outside", "U+2028", "deep"],
)
def test_a_config_is_refused_with_its_line(toml, says, tmp_path, capsys):
    assert run("report", _project(tmp_path, toml)) == 3
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "says"),
    [("\n\n[c-1\n", "decisions.toml:3"), (DEEP, "nested too deep · decisions.toml")],
    ids=["syntax", "deep"],
)
def test_verdicts_that_cannot_be_read_are_refused_with_their_line(said, says, tmp_path, capsys):
    (_project(tmp_path) / "decisions.toml").write_text(said, "utf-8")

    assert run("report", tmp_path) == 3
    assert says in capsys.readouterr().err


def test_an_outline_saved_by_notepad_is_read(tmp_path):
    ours = (ROOT / "templates" / "outlines" / "policy.toml").read_text("utf-8")
    (tmp_path / "o.toml").write_text(ours, "utf-8-sig")

    assert load_profile("o.toml", ROOT / "templates", tmp_path).sections


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"after": ["甲\ud800"]}, r"it holds '\ud800', which can't be printed"),
        ({"after": ["甲\0"]}, r"it holds '\x00', which can't be printed"),
        ({"style": "heading-x"}, "unknown style 'heading-x'"),
        ({"style": "heading-99"}, "unknown style 'heading-99'"),
    ],
)
def test_edits_that_no_file_can_hold_are_refused(edit, says):
    whole = {"id": "e-1", "kind": "change", "paragraph": "p-1", "style": "body"} | edit

    with pytest.raises(ConfigError) as told:
        parse_edits(json.dumps({"format": 1, "edits": [whole]}).encode())
    assert says in str(told.value)
