"""The set-up: done once, begun again after a kill, and one line when something is missing."""

from __future__ import annotations

import ast
import contextlib
import re
import stat
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from setup import __main__ as entry
from setup import accessibility, environment, faces, messages, programs, record, system

ROOT = Path(__file__).resolve().parents[1]


# The steps


class Steps(environment.SetUp):
    """A set-up whose steps only write down that they were taken."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.taken: list[str] = []
        self.fails = ""
        self.key = "1"

    def steps(self, *, tools: bool) -> list[environment.Step]:
        names = ["environment", "packages", "fonts"] + ["tools"] * tools
        return [self._step(name) for name in names]

    def _step(self, name: str) -> environment.Step:
        def do() -> None:
            self.taken.append(name)
            if self.fails == name:
                raise messages.Stop("no", "network", "try again")
            if self.fails == f"killed in {name}":
                raise KeyboardInterrupt
            self.venv.mkdir(exist_ok=True)

        key = self.key if name == "packages" else "same"
        return environment.Step(name, name, key, lambda: True, do)

    def again(self, **changes: str) -> list[str]:
        self.taken.clear()
        for name, value in changes.items():
            setattr(self, name, value)
        with contextlib.suppress(messages.Stop, KeyboardInterrupt):
            self.prepare(tools=False)
        return list(self.taken)


@pytest.fixture
def steps(tmp_path, monkeypatch):
    monkeypatch.setattr(system, "ensure", lambda **_: None)
    return Steps(tmp_path)


def test_a_second_run_repeats_nothing(steps):
    assert steps.again() == ["environment", "packages", "fonts"]
    assert steps.again() == []


def test_a_changed_lock_repeats_its_own_step_alone(steps):
    steps.again()
    assert steps.again(key="2") == ["packages"]
    assert steps.again() == []


def test_a_step_that_failed_is_taken_again_and_the_rest_after_it(steps):
    assert steps.again(fails="packages") == ["environment", "packages"]
    assert steps.again(fails="") == ["packages", "fonts"]


def test_after_a_kill_everything_is_made_anew(steps):
    steps.again()
    assert steps.again(key="2", fails="killed in packages") == ["packages"]
    assert steps.again(fails="") == ["environment", "packages", "fonts"]


def test_the_tools_come_on_top(steps):
    steps.again()
    steps.taken.clear()
    steps.prepare(tools=True)
    assert steps.taken == ["tools"]


def test_a_spoilt_record_counts_as_none(tmp_path):
    (tmp_path / "set-up.json").write_text("{", "utf-8")
    assert not record.Record(tmp_path / "set-up.json").done("packages", "1")


def test_an_environment_whose_python_was_replaced_is_made_anew(tmp_path):
    at = environment.SetUp(tmp_path)
    at.python.parent.mkdir(parents=True)
    interpreter = tmp_path / "python3.13"
    interpreter.touch()
    at.python.symlink_to(interpreter)
    assert not at._fits()
    (at.venv / "lib" / "python3.13").mkdir(parents=True)
    assert at._fits()
    interpreter.unlink()
    assert not at._fits()


def test_the_real_second_run_has_nothing_to_say():
    here = environment.SetUp(ROOT)
    if here._left(here.steps(tools=True)):
        pytest.skip("the set-up of this checkout is not up to date")
    done = subprocess.run(
        [sys._base_executable, "-m", "setup", "--dev"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


# What the system must give


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A Debian with nothing on it but an apt-get that writes down what it is asked."""
    asked = tmp_path / "asked"
    script = tmp_path / "bin" / "apt-get"
    script.parent.mkdir()
    script.write_text(
        f'#!/bin/sh\nshift 2\necho "$DEBIAN_FRONTEND $*" >> {asked}\n'
        f'test -e {tmp_path}/lists || {{ echo "E: Unable to locate"; '
        f'test "$1" = update && touch {tmp_path}/lists; }}\n',
        "utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{script.parent}:/usr/bin:/bin")
    monkeypatch.setattr(system, "loads", lambda library: False)
    monkeypatch.setattr(system, "_system_ids", lambda: {"debian"})
    return asked


ALL = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1"


@pytest.mark.row(102)
def test_without_root_the_one_line_to_run_is_said(bare, monkeypatch):
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    with pytest.raises(messages.Stop, match=rf"sudo apt-get install {ALL}$") as caught:
        system.ensure(new_environment=False)
    assert caught.value.code == 6
    assert not bare.exists()


def test_root_gets_it_installed_after_an_update_where_the_lists_are_empty(bare, monkeypatch):
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    with pytest.raises(messages.Stop):  # the libraries are not there afterwards, either
        system.ensure(new_environment=False)
    install = f"noninteractive install -y -q --no-install-recommends {ALL}"
    assert bare.read_text("utf-8").splitlines() == [install, "noninteractive update -q", install]


def test_pip_for_a_new_environment_is_asked_for_only_when_one_is_made(monkeypatch):
    monkeypatch.setattr(system, "loads", lambda library: True)
    monkeypatch.setattr(system.importlib.util, "find_spec", lambda name: None)
    assert not system.missing_packages(new_environment=False)
    lacking = system.missing_packages(new_environment=True)
    assert list(lacking) == [f"python3.{sys.version_info.minor}-venv"]


@pytest.mark.parametrize(
    ("user", "there", "asked"),
    [
        (0, (), ["chromium", "default-jre-headless", "faketime", "poppler-utils", "qpdf"]),
        (0, ("google-chrome", "java", "faketime", "qpdf"), ["poppler-utils"]),
        (0, ("chromium", "java", "faketime", "pdftotext", "qpdf"), []),
        (1000, (), []),
    ],
)
def test_what_judges_our_files_is_installed_for_the_tests_where_root_can(
    bare, monkeypatch, user, there, asked
):
    found = system.shutil.which
    programs = {name for names in system.JUDGES.values() for name in names}
    monkeypatch.setattr(system.os, "geteuid", lambda: user)
    monkeypatch.setattr(
        system.shutil,
        "which",
        lambda name: (name if name in there else None) if name in programs else found(name),
    )
    system.offer_programs()
    said = bare.read_text("utf-8") if bare.exists() else ""
    assert [package for package in system.JUDGES if f" {package}" in said] == asked


@pytest.mark.parametrize(
    ("name", "ids", "remedy"),
    [
        ("Darwin", set(), "brew install pango"),
        ("Linux", {"fedora"}, "sudo dnf install pango"),
        ("Linux", {"other"}, "install Pango and HarfBuzz"),
    ],
)
def test_elsewhere_the_remedy_is_that_systems(monkeypatch, name, ids, remedy):
    monkeypatch.setattr(system, "loads", lambda library: False)
    monkeypatch.setattr(system, "_system_ids", lambda: ids)
    monkeypatch.setattr(system.platform, "system", lambda: name)
    with pytest.raises(messages.Stop, match=re.escape(remedy)):
        system.ensure(new_environment=False)


@pytest.mark.row(136)
def test_an_old_python_is_told_in_one_line(monkeypatch, capsys):
    version = namedtuple("version", "major minor")  # noqa: PYI024
    monkeypatch.setattr(entry.sys, "version_info", version(3, 9))
    monkeypatch.setenv("PATH", "")
    assert entry.main() == 6
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("Python 3.9 is too old · ")
    assert last == "jianbao: exit 6"


def test_the_entry_can_be_read_by_an_old_python():
    ast.parse(Path(entry.__file__).read_text("utf-8"), feature_version=(3, 6))


# What is said


def test_a_failing_program_is_told_in_one_line_with_the_log(tmp_path):
    command = [sys.executable, "-c", "print('x'); print('ERROR: no such version'); exit(1)"]
    with pytest.raises(messages.Stop) as caught:
        programs.call(
            command, root=tmp_path, log=tmp_path / ".cache" / "log", where="lock", remedy="look"
        )
    assert str(caught.value) == "no such version · lock · look (.cache/log)"


def test_a_full_disk_is_told_apart(tmp_path):
    command = [sys.executable, "-c", "print('[Errno 28] No space left on device'); exit(1)"]
    with pytest.raises(messages.Stop) as caught:
        programs.call(command, root=tmp_path, log=tmp_path / "log", where="lock", remedy="")
    assert caught.value.code == 8


def test_a_failing_set_up_ends_with_its_exit_code(monkeypatch, capsys):
    def fail(self, *, tools):
        raise messages.Stop("Pango: not found", "this system", "brew install pango")

    monkeypatch.setattr(environment.SetUp, "prepare", fail)
    monkeypatch.chdir(ROOT)
    assert environment.run([]) == 6
    assert capsys.readouterr().err.splitlines() == [
        "Pango: not found · this system · brew install pango",
        "jianbao: exit 6",
    ]


def test_the_fonts_are_missed_when_one_is_gone(tmp_path):
    assert not faces.complete(tmp_path)
    (tmp_path / faces.FOLDER).mkdir(parents=True)
    for name in (*faces.PACKAGED, faces.BOLD, *(path.name for path in faces.ours())):
        assert not faces.complete(tmp_path)
        (tmp_path / faces.FOLDER / name).touch()
    assert faces.complete(tmp_path)


@pytest.mark.parametrize("works", [True, False])
def test_ace_is_offered_once_for_each_state_of_its_lock(tmp_path, monkeypatch, capsys, works):
    npm = tmp_path / "npm"
    npm.write_text(
        "#!/bin/sh\necho called >> calls\nmkdir node_modules\n"
        + ("exit 0\n" if works else "echo npm error ENOTFOUND >&2\nexit 1\n")
    )
    npm.chmod(0o755)
    monkeypatch.setattr(accessibility.shutil, "which", lambda name: str(npm))
    accessibility.offer_ace(tmp_path)
    accessibility.offer_ace(tmp_path)

    folder = tmp_path / accessibility.FOLDER
    assert (folder / "calls").read_text("utf-8") == "called\n"
    assert (folder / "node_modules").is_dir() is works
    assert ("ENOTFOUND" in capsys.readouterr().err) is not works


def test_ace_is_not_offered_where_there_is_no_node(tmp_path, monkeypatch):
    monkeypatch.setattr(accessibility.shutil, "which", lambda name: None)
    accessibility.offer_ace(tmp_path)
    assert list(tmp_path.iterdir()) == []
