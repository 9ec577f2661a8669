"""Drafts that are left as they are: unread, foreign, torn, open elsewhere, saved meanwhile."""

from __future__ import annotations

import pytest
from docx import Document

from pipeline.run import build
from tests.calling import run
from tests.run.desk import TOML, draft_of, type_over, words


def test_from_sources_keeps_the_draft_unread(desk):
    type_over(desk, "第三位", "前列")
    draft = draft_of(desk).read_bytes()

    assert run("report", desk, "--from-sources") == 0
    (kept,) = (desk / "output" / "drafts").iterdir()
    assert kept.read_bytes() == draft
    assert "居全省第三位。" in words(desk)
    assert not (desk / "edits.json").exists()


@pytest.mark.row(87)
def test_another_projects_draft_is_refused(desk, tmp_path_factory, capsys):
    other = tmp_path_factory.mktemp("other")
    (other / "seeds").mkdir()
    (other / "seeds" / "a.txt").write_text(
        "湖区今年的渔船比往年多了一倍，渔民们说鱼也大了。", "utf-8"
    )
    (other / "briefing.toml").write_text(TOML, "utf-8")
    assert run("report", other) == 0
    before = draft_of(desk).read_bytes()

    assert run("merge", draft_of(other), desk) == 7
    assert "made from other sources" in capsys.readouterr().err
    assert draft_of(desk).read_bytes() == before
    assert not (desk / "edits.json").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", 5), (b"PK\x03\x04half", 5), (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99), 5)],
)
@pytest.mark.row(81)
def test_a_draft_that_cant_be_read_stays_where_it_is(desk, content, code, capsys):
    draft_of(desk).write_bytes(content)

    assert run("report", desk) == code
    assert "output/briefing.docx" in capsys.readouterr().err
    assert draft_of(desk).read_bytes() == content
    assert run("report", desk, "--from-sources") == 0


def test_a_word_document_of_somebody_elses(desk, tmp_path):
    Document().save(draft_of(desk))
    content = draft_of(desk).read_bytes()

    assert run("report", desk) == 7
    assert draft_of(desk).read_bytes() == content


@pytest.mark.parametrize(
    "name", ["~$iefing.docx", "~$briefing.docx", ".~briefing.docx", ".~lock.briefing.docx#"]
)
@pytest.mark.row(79)
def test_a_draft_that_is_open_is_not_touched(desk, name, capsys):
    (desk / "output" / name).write_bytes(b"")
    type_over(desk, "第三位", "前列")
    content = draft_of(desk).read_bytes()

    assert run("report", desk) == 9
    said = capsys.readouterr().err
    assert "open in a word processor" in said
    assert f"where it is open nowhere, delete {name}" in said
    assert draft_of(desk).read_bytes() == content


def test_a_draft_saved_during_the_run_stops_it(desk, monkeypatch):
    make = build._make

    def slow(*arguments, **options):
        draft_of(desk).write_bytes(b"saved meanwhile")
        return make(*arguments, **options)

    type_over(desk, "第三位", "前列")
    monkeypatch.setattr(build, "_make", slow)
    assert run("report", desk) == 9
    assert draft_of(desk).read_bytes() == b"saved meanwhile"
    assert not (desk / "edits.json").exists()
