"""A run with nothing to do: it sees each change, and pays for nothing but the look."""

import json
import shutil
import subprocess
import sys

import pytest

from pipeline.cli import main
from pipeline.errors import WarningsUnderStrict
from pipeline.render.press import Press
from pipeline.run.build import build
from pipeline.run.progress import Progress
from pipeline.run.report import press_of, report, unchanged, warm_up

TEXT = """山阳茶香

去年，全县茶叶产量达到1.2万吨，同比增长8%，产值突破9亿元，居全省第三位。
"""

HEAVY = ("numpy", "rjieba", "lxml", "tomlkit", "weasyprint", "pipeline.normalise", "pipeline.draft")


@pytest.fixture
def published(published_once, tmp_path):
    made = published_once({"a.txt": TEXT}, '[layout]\nformats = ["epub"]\n')
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


def test_the_look_and_the_build_agree_and_the_look_imports_no_stage(published):
    look = unchanged(published, strict=False)
    assert look is not None
    assert look == build(published, Progress(quiet=True), press_of(published))

    code = (
        "import sys; from pipeline.cli import main\n"
        f"assert main(['report', {str(published)!r}]) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
    assert "nothing has changed" in run.stderr


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "seeds" / "a.txt").write_text(TEXT + "又一句。\n", "utf-8"),
        lambda folder: (folder / "seeds" / "b.txt").write_text(TEXT + "又一句。\n", "utf-8"),
        lambda folder: (folder / "seeds" / "a.txt").unlink(),
        lambda folder: (folder / "seeds" / "a.xlsx").write_text("no reader knows it", "utf-8"),
        lambda folder: (folder / "briefing.toml").unlink(),
        lambda folder: (folder / "briefing.toml").write_text('[briefing]\ntitle = "x"\n', "utf-8"),
        lambda folder: (folder / "decisions.toml").write_text("", "utf-8"),
        lambda folder: (folder / "edits.json").write_text("{}", "utf-8"),
        lambda folder: (folder / "output" / "briefing.epub").unlink(),
        lambda folder: (folder / "output" / "passages.json").write_text("[]", "utf-8"),
        lambda folder: (folder / "output" / "manifest.json").write_text("{}", "utf-8"),
        lambda folder: (folder / "output" / "manifest.json").write_text("no JSON", "utf-8"),
        lambda folder: (folder / "output" / "~$iefing.docx").write_text("", "utf-8"),
    ],
)  # fmt: skip
def test_each_change_is_left_to_the_build(published, change):
    change(published)
    assert unchanged(published, strict=False) is None


def test_options_count_as_inputs_and_an_unread_source_is_tried_again(published):
    assert unchanged(published, strict=True) is None
    path = published / "output" / "manifest.json"
    table = json.loads(path.read_text("utf-8"))
    table["inputs"]["seeds/a.txt"] = "unread"
    path.write_text(json.dumps(table), "utf-8")
    assert unchanged(published, strict=False) is None


def test_a_first_report_builds(project):
    folder = project({"a.txt": TEXT}, '[layout]\nformats = ["epub"]\n')
    outcome = report(folder, Progress(quiet=True))
    assert not outcome.current
    assert report(folder, Progress(quiet=True)).current


@pytest.mark.slow
def test_a_file_that_no_reader_knows_is_a_warning_also_after_a_strict_run(project):
    folder = project({"a.txt": TEXT}, '[layout]\nformats = ["epub"]\n')
    report(folder, Progress(quiet=True), strict=True)
    (folder / "seeds" / "a.xlsx").write_text("no reader knows it", "utf-8")
    with pytest.raises(WarningsUnderStrict):
        report(folder, Progress(quiet=True), strict=True)


@pytest.mark.parametrize(
    ("toml", "wanted"),
    [
        ("", True),
        ('[layout]\nname = "jianbao"\n', True),
        ('[layout]\nformats = ["epub", "pdf"]\n', True),
        ('[layout]\nformats = ["epub"]\n', False),
        ('[layout]\nformats = "pdf"\n', False),
        ("[layout\n", False),
        (None, False),
    ],
)
def test_the_press_gets_ready_where_there_will_be_a_pdf(project, monkeypatch, toml, wanted):
    started = []

    def start(press):
        started.append(press)

    monkeypatch.setattr(Press, "warm_up", start)
    folder = project({"a.txt": TEXT}, toml)

    warm_up(press_of(folder), folder)

    assert bool(started) == wanted
    assert not (folder / ".cache").exists()


@pytest.mark.slow
def test_a_run_with_nothing_to_do_starts_no_press(project, monkeypatch):
    folder = project({"a.txt": TEXT})
    report(folder, Progress(quiet=True))

    def refuse(self):
        raise AssertionError("started")

    monkeypatch.setattr(Press, "warm_up", refuse)
    assert report(folder, Progress(quiet=True)).current


DATED = TEXT.replace("山阳茶香\n", "山阳茶香\n2031年9月3日\n")


def test_events_without_a_year_are_told_where_several_are_left_out(tmp_path, capsys):
    (tmp_path / "seeds").mkdir()
    told = (
        "9月24日，新港投产。\n\n9月25日，茶市开业。\n\n9月26日，县道通车，山里人头一回坐上了班车。"
    )
    (tmp_path / "seeds" / "甲.txt").write_text(f"山阳近事\n\n{told}\n", "utf-8")
    config = tmp_path / "briefing.toml"
    config.write_text('[layout]\nformats = ["epub"]\n', "utf-8")

    assert main(["report", str(tmp_path)]) == 0
    assert "3 events name a day and no year" in capsys.readouterr().err

    config.write_text(f'{config.read_text("utf-8")}[sources]\ndate = {{ "甲.txt" = 2031-10-01 }}\n')
    assert main(["report", str(tmp_path)]) == 0
    assert "no year" not in capsys.readouterr().err


def test_days_that_texts_name_are_told_where_none_is_given(tmp_path, capsys):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "甲.txt").write_text(DATED, "utf-8")
    config = tmp_path / "briefing.toml"
    config.write_text('[layout]\nformats = ["epub"]\n', "utf-8")

    assert main(["report", str(tmp_path)]) == 0
    said = capsys.readouterr().err
    assert 'under [sources]: date = { "甲.txt" = 2031-09-03 }' in said

    table = said.partition("under [sources]: ")[2].partition("\n")[0]
    config.write_text(f"{config.read_text('utf-8')}[sources]\n{table}\n", "utf-8")
    assert main(["report", str(tmp_path)]) == 0
    assert "under [sources]" not in capsys.readouterr().err
