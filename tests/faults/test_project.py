"""Config, templates, and what the terminal and the shell do."""

import shutil
import subprocess
import sys

import pytest

from pipeline.cli import main
from pipeline.compose.figures import choice
from tests.conftest import ROOT

TEXT = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n"
EPUB = '[briefing]\ntitle = "试"\n[layout]\nformats = ["epub"]\n'
PDF = EPUB.replace("epub", "pdf")


def told(capsys, path):
    code = main(["report", str(path)])
    return code, capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.row(88)
def test_without_a_config_there_are_defaults_and_a_warning(project, capsys):
    code, error = told(capsys, project({"a.txt": TEXT}, None))

    assert code == 0
    assert "warning: there is no briefing.toml" in error


@pytest.mark.row(92)
@pytest.mark.parametrize(
    ("raw", "code", "says"),
    [
        (b'[briefing]\ntitle = "a"\ntitle = "b"\n', 3, "briefing.toml:3"),
        (EPUB.encode("gb18030"), 3, "briefing.toml:2 · save the file as UTF-8"),
        (b"\xef\xbb\xbf" + EPUB.replace("\n", "\r\n").encode(), 0, "1 source →"),
    ],
)
def test_how_the_config_is_written(project, capsys, raw, code, says):
    path = project({"a.txt": TEXT})
    (path / "briefing.toml").write_bytes(raw)
    found, error = told(capsys, path)

    assert (found, says in error) == (code, True), error


def added(name, words):
    def change(templates):
        path = templates / name
        path.write_text(path.read_text("utf-8") + words, "utf-8")

    return change


def gone(name):
    return lambda templates: (templates / name).unlink()


def in_gbk(templates):
    path = templates / "labels.toml"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))


def unlabelled(templates):
    path = templates / "labels.toml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(one for one in lines if not one.startswith("cover ")), "utf-8")


PAGE, SHEET = "pdf/page.html.j2", "pdf/print.css.j2"
SPOILT = {
    "a syntax error": (96, added(PAGE, "{% if %}"), 3, f"templates/{PAGE}:"),
    "a name that isn't there": (96, added(PAGE, "{{ nowhere.x }}"), 3, "'nowhere' is undefined"),
    "a template gone": (97, gone(PAGE), 3, f"the template is missing · templates/{PAGE}"),
    "a table gone": (97, gone("labels.toml"), 3, "is missing · templates/labels.toml"),
    "a table in GBK": (97, in_gbk, 3, "is not UTF-8 · templates/labels.toml"),
    "a label gone": (97, unlabelled, 3, "the label 'cover' is missing · templates/labels.toml"),
    "an address": (98, added(SHEET, "\nbody{background:url(http://127.0.0.1:9/x)}"), 10, "127.0"),
    "a file": (98, added(SHEET, "\nbody{background:url(file:///etc/passwd)}"), 10, "/etc/passwd"),
    "nonsense": (110, added(SHEET, "\nbody{colour: 12 parsecs}"), 10, "WeasyPrint complains"),
}


#: They are found before there is a press to wait for.
AT_ONCE = {"a table gone", "a table in GBK", "a label gone"}


@pytest.mark.row(96, 97, 98, 110)
@pytest.mark.parametrize(
    "fault",
    [one if one in AT_ONCE else pytest.param(one, marks=pytest.mark.slow) for one in SPOILT],
)
def test_a_spoilt_template_is_named(project, capsys, fault):
    _, change, code, says = SPOILT[fault]
    path = project({"a.txt": TEXT}, PDF)
    shutil.copytree(ROOT / "templates", path / "templates")
    change(path / "templates")
    found, error = told(capsys, path)

    assert (found, says in error) == (code, True), error
    assert error.rstrip().endswith(f"jianbao: exit {code}")
    assert not (path / "output" / "briefing.pdf").exists()


@pytest.mark.slow
@pytest.mark.row(103, 104)
def test_a_font_that_is_not_there_is_named_with_the_one_taken(project, capsys):
    code, error = told(capsys, project({"a.txt": TEXT}, PDF + '[fonts]\nsong = "No Such Song"\n'))

    assert code == 0
    assert "'No Such Song' isn't there; " in error


@pytest.mark.slow
@pytest.mark.row(50)
def test_marks_without_end_on_one_letter_are_printed(project, capsys):
    marks = "国" + "\N{COMBINING ACUTE ACCENT}" * 100_000
    code, error = told(capsys, project({"a.txt": TEXT, "b.txt": f"{marks}，这里是一段话。"}, EPUB))

    assert (code, error.count("\n")) == (0, 1), error


@pytest.mark.row(69)
def test_a_sentence_over_and_over_costs_what_it_is_long(project, monkeypatch):
    """Each printed figure is looked at once; not once for each time its sentence stands there."""
    looked: list[object] = []
    monkeypatch.setattr(choice, "label_of", lambda figure, *, sole: looked.append(figure) or "")
    assert main(["report", str(project({"a.txt": "山阳县的茶叶去年增产12%。" * 400}, EPUB))]) == 0

    assert len(looked) == 400


def program(path, shell):
    return subprocess.run(
        ["bash", "-c", shell.format(f"{sys.executable} -m pipeline", path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.row(66, 134, 135)
@pytest.mark.parametrize(
    "shell",
    [
        "{0} report {1} >&- 2>&-",
        "{0} report {1} 2>&1 | head -c 1 >/dev/null; test ${{PIPESTATUS[0]}} = 0",
        "COLUMNS=20 TERM=dumb {0} report {1}",
        "NO_COLOR=1 TERM= {0} report {1}",
    ],
)
def test_whatever_the_terminal_is_there_is_a_briefing(project, shell):
    done = program(project({"\x1b[31ma.txt": TEXT}, EPUB), shell)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.slow
@pytest.mark.row(24, 122)
def test_make_with_many_jobs_and_a_blank_in_the_name_is_one_run(tmp_path):
    """Of this checkout: the set-up is done, so nothing is fetched."""
    folder = tmp_path / "a b"
    for name in ("pipeline", "templates", "setup", "Makefile", "pyproject.toml"):
        origin = ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(origin, folder / name)
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "briefing.toml").write_text(EPUB, "utf-8")
    (folder / ".venv").symlink_to(ROOT / ".venv")
    done = subprocess.run(
        ["make", "-j8", "-C", folder, "-o", "setup", "report"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr.count("1 source →") == 1
