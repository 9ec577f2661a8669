"""The manifest: what it says of a run, and what becomes of one that others have written."""

import hashlib
import json
import re

import pytest

from tests.calling import run, snapshot

TEXT = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n"
QUICK = '[briefing]\ntitle = "试"\n[layout]\nformats = ["epub"]\n'


@pytest.mark.row(148)
def test_the_manifest_holds_for_what_lies_there(project):
    path = project({"a.txt": TEXT}, QUICK)
    (path / "decisions.toml").write_text("# none\n", "utf-8")
    run("report", path)
    manifest = json.loads((path / "output" / "manifest.json").read_text("utf-8"))

    found = snapshot(path / "output")
    assert {n: h for n, h in found.items() if n != "manifest.json"} == manifest["outputs"]
    assert manifest["inputs"]["seeds/a.txt"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert manifest["exit"] == 0
    assert manifest["config"]["briefing"]["title"] == "试"
    for name, kind in (("briefing.toml", QUICK.encode()), ("decisions.toml", b"# none\n")):
        assert manifest["inputs"][name] == hashlib.sha256(kind).hexdigest()
    assert {"program", "templates"} <= set(manifest["inputs"])
    assert manifest["tools"]["weasyprint"].startswith("70.")
    assert set(manifest["tool_hashes"]) == set(manifest["tools"]) - {"python", "jianbao"}
    for digest in (
        *manifest["tool_hashes"].values(),
        *(one["sha256"] for one in manifest["fonts"]),
    ):
        assert re.fullmatch("[0-9a-f]{64}", digest)
    assert {"load", "read", "render", "records"} <= set(manifest["seconds"])
    assert manifest["warnings"] == []
    assert manifest["drafts"] == {}


def test_an_output_that_was_touched_is_made_anew(project, capsys):
    path = project({"a.txt": TEXT}, QUICK)
    run("report", path)
    before = snapshot(path / "output")
    (path / "output" / "briefing.json").write_text("{}")

    assert run("report", path) == 0
    after = snapshot(path / "output")
    del before["manifest.json"], after["manifest.json"]
    assert after == before
    assert "isn't as the last run made it: briefing.json · output/" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../notes.txt", None),
        ("drafts/mine.docx", None),
        ("normalised/../../notes.txt", None),
        ("normalised\0", None),
        ("linked/notes.txt", "lies behind a link that leads out of the folder"),
    ],
)
@pytest.mark.row(148)
def test_a_manifest_from_elsewhere_takes_away_nothing_of_ours(project, capsys, name, says):
    """What it names is taken away when it is stale; a project may come from anybody."""
    path = project({"a.txt": TEXT}, QUICK)
    kept = [path / "notes.txt", path / "output" / "drafts" / "mine.docx"]
    kept[1].parent.mkdir(parents=True)
    for one in kept:
        one.write_text("words", "utf-8")
    (path / "output" / "linked").symlink_to(path)
    table = {"inputs": {}, "outputs": {name: "00"}}
    (path / "output" / "manifest.json").write_text(json.dumps(table), "utf-8")

    assert run("check", path) == 10
    assert run("report", path) == (8 if says else 0)
    assert (says or "") in capsys.readouterr().err
    assert [one.read_text("utf-8") for one in kept] == ["words", "words"]


@pytest.mark.parametrize("table", ["[1]", "{}", '{"outputs": []}', '{"inputs": 1, "outputs": 2}'])
def test_a_manifest_that_is_none_is_made_anew(project, table):
    path = project({"a.txt": TEXT}, QUICK)
    (path / "output").mkdir()
    (path / "output" / "manifest.json").write_text(table, "utf-8")

    assert run("check", path) == 10
    assert run("report", path) == 0
