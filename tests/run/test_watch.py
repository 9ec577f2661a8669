"""jianbao watch: what changes is built, what fails is told, and nothing goes round in circles."""

import re
import shutil

import pytest

from pipeline.errors import Busy
from pipeline.run import watch as module
from pipeline.run.watch import changed, watch
from tests.conftest import ROOT


@pytest.fixture
def project(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("山阳县的茶园去年增产，茶农们很高兴。\n", "utf-8")
    (tmp_path / "briefing.toml").write_text('[layout]\nformats = ["epub"]\n', "utf-8")
    return tmp_path


@pytest.mark.row(138)
def test_only_what_a_briefing_is_made_of_counts(project):
    names = [
        "seeds/a.txt", "briefing.toml", "decisions.toml", "edits.json", "templates/labels.toml",
        "outlines/mine.toml", "output/briefing.pdf", "output/.run-7/x", ".cache/y", "README.md",
    ]  # fmt: skip

    found = changed(project, [project / name for name in names], "seeds")

    assert found == sorted(names[:6])
    assert changed(project, [project.parent / "seeds" / "a.txt"], "seeds") == []


@pytest.mark.row(137)
def test_a_change_is_built_and_a_bad_file_is_told_and_survived(project, capsys):
    source, config = project / "seeds" / "a.txt", project / "briefing.toml"
    good = config.read_text("utf-8")

    def changes(folder):
        source.write_text("山阳县的茶园今年又增产，茶农们更高兴。\n", "utf-8")
        yield [source]
        config.write_text("[briefing]\ntitel = 1\n", "utf-8")
        yield [config]
        config.write_text(good, "utf-8")
        yield [config]
        yield [folder / "output" / "briefing.epub"]

    watch(project, changes)

    said = capsys.readouterr().err.splitlines()
    assert [line.split(" in ")[0].split(" · ")[0] for line in said] == [
        "made",
        "changed: seeds/a.txt",
        "made",
        "changed: briefing.toml",
        "error: unknown key 'titel'",
        "the last good briefing stands; waiting for a change",
        "changed: briefing.toml",
        "nothing has changed since the last run; waiting for a change",
    ]
    assert "更高兴" in (project / "output" / "briefing.json").read_text("utf-8")


@pytest.mark.row(138)
def test_the_draft_counts_where_it_was_edited_not_where_a_run_wrote_it(project):
    (project / "briefing.toml").write_text('[layout]\nformats = ["docx"]\n', "utf-8")
    watch(project, lambda folder: iter(()))
    draft = project / "output" / "briefing.docx"

    as_written = changed(project, [draft], "seeds")
    draft.write_bytes(draft.read_bytes() + b" ")

    assert as_written == []
    assert changed(project, [draft], "seeds") == ["output/briefing.docx"]


@pytest.mark.slow
def test_a_token_and_a_template_take_effect_though_the_press_was_ready(project):
    ours = shutil.ignore_patterns("fonts")
    shutil.copytree(ROOT / "templates", project / "templates", ignore=ours)
    (project / "briefing.toml").write_text('[layout]\nformats = ["pdf"]\n', "utf-8")
    tokens = project / "templates" / "typography.toml"
    sheet = project / "templates" / "pdf" / "print.css.j2"
    made = []

    def changes(folder):
        pdf = folder / "output" / "briefing.pdf"
        made.append(pdf.read_bytes())
        text = tokens.read_text("utf-8")
        tokens.write_text(re.sub(r"(?m)^top = (\d+)", lambda m: f"top = {int(m[1]) + 1}", text))
        yield [tokens]
        made.append(pdf.read_bytes())
        sheet.write_text(sheet.read_text("utf-8") + "\np { letter-spacing: 0.1pt }\n", "utf-8")
        yield [sheet]
        made.append(pdf.read_bytes())

    watch(project, changes)

    assert len(set(made)) == 3


def test_changes_on_the_disk_are_seen(project):
    import threading

    def touch():
        (project / "seeds" / "b.txt").write_text("又一篇。\n", "utf-8")

    timer = threading.Timer(0.5, touch)
    timer.start()
    batch = next(iter(module._on_disk(project)))
    timer.join()

    assert "b.txt" in {path.name for path in batch}


@pytest.mark.row(137)
def test_what_is_saved_during_the_first_build_is_built_too(project, monkeypatch):
    source = project / "seeds" / "a.txt"
    seen = []

    def build(*_, **__):
        seen.append(source.read_text("utf-8"))
        if len(seen) > 1:
            raise KeyboardInterrupt
        source.write_text("茶园今年歇了一季。\n", "utf-8")
        raise Busy("saved meanwhile")

    monkeypatch.setattr(module, "build", build)
    with pytest.raises(KeyboardInterrupt):
        watch(project)
    assert seen[1] == "茶园今年歇了一季。\n"
