"""``make clean`` spares what an editor wrote."""

from __future__ import annotations

import fcntl
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from setup import clean, messages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def published(tmp_path):
    output = tmp_path / "output"
    (output / "drafts").mkdir(parents=True)
    (output / "normalised").mkdir()
    for name in (".gitkeep", "briefing.pdf", "drafts/old.docx", "normalised/000.json"):
        (output / name).touch()
    (output / "briefing.docx").write_bytes(b"ours")
    sha = hashlib.sha256(b"ours").hexdigest()
    (output / "manifest.json").write_text(json.dumps({"outputs": {"briefing.docx": sha}}), "utf-8")
    (tmp_path / ".cache" / "fonts").mkdir(parents=True)
    return tmp_path


def left(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}


ALWAYS = {"output/.gitkeep", "output/drafts/old.docx"}


def test_clean_takes_what_can_be_made_again_and_leaves_the_drafts(published):
    clean.clean(published)
    assert left(published) == ALWAYS
    assert not (published / ".cache").exists()


def test_clean_leaves_a_draft_that_was_edited_and_not_read(published, capsys):
    (published / "output" / "briefing.docx").write_bytes(b"theirs")
    clean.clean(published)
    assert left(published) == {*ALWAYS, "output/briefing.docx", "output/manifest.json"}
    assert "it was edited" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["briefing (1).docx", "briefing-改.docm", "briefing.wps"])
def test_clean_leaves_what_a_word_processor_saved_under_another_name(published, name, capsys):
    (published / "output" / name).write_bytes(b"theirs")
    clean.clean(published)
    assert left(published) == {*ALWAYS, f"output/{name}"}
    assert name in capsys.readouterr().err


@pytest.mark.parametrize("manifest", [None, "", "[]", '{"outputs": {}}'])
def test_clean_leaves_a_draft_when_nothing_says_whose_it_is(published, manifest):
    path = published / "output" / "manifest.json"
    if manifest is None:
        path.unlink()
    else:
        path.write_text(manifest, "utf-8")
    clean.clean(published)
    assert (published / "output" / "briefing.docx").exists()


def test_clean_does_not_follow_links_out_of_the_folder(published):
    away = published / "away"
    away.mkdir()
    (away / "precious.txt").touch()
    (published / "output" / "link").symlink_to(away)
    clean.clean(published)
    assert (away / "precious.txt").exists()
    assert not (published / "output" / "link").exists()


def test_clean_of_nothing_is_no_fault(tmp_path):
    clean.clean(tmp_path)


def test_clean_removes_nothing_while_a_run_is_at_work(published):
    with (published / "output" / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        before = left(published)
        with pytest.raises(messages.Stop, match="a run is at work") as caught:
            clean.clean(published)
    assert caught.value.code == 9
    assert left(published) == before
    clean.clean(published)
    assert left(published) == {*ALWAYS, "output/.lock"}
