"""Other programs that leave children behind or die, and folders that do not take files."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time

import pytest

from pipeline import pandoc as program
from pipeline.cli import main
from pipeline.errors import LimitExceeded, OutputInvalid, OutputNotWritable
from pipeline.render import ast, pandoc
from tests.conftest import ROOT

TEXT = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n"
QUICK = '[briefing]\ntitle = "试"\n[layout]\nformats = ["epub"]\n'

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the doubles are shell scripts")


def double(folder, act):
    path = folder / "pandoc"
    path.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then echo "pandoc 3.9"; exit 0; fi\n{act}\n', "utf-8"
    )
    path.chmod(0o755)
    program.version.cache_clear()
    return path


def gone(pid):
    """Whether a process has ended; one that nobody has waited for yet has ended too."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stream:  # noqa: PTH123
            return stream.read().split(")")[-1].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.row(106)
def test_what_hangs_is_ended_with_its_children(tmp_path):
    """The child holds the pipes: whoever waits for their end would wait a minute for it."""
    hanging = double(tmp_path, f'sleep 60 & echo $! > "{tmp_path}/pid"; wait')

    with pytest.raises(LimitExceeded, match="hasn't finished"):
        pandoc.convert(ast.document([], "zh-CN"), "docx", program=hanging, seconds=0.5)

    child = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if gone(child):
            break
        time.sleep(0.05)
    assert gone(child)


@pytest.mark.parametrize("name", ["KILL", "SEGV", "ABRT"])
@pytest.mark.row(107)
def test_a_signal_is_named(tmp_path, name):
    dying = double(tmp_path, f"kill -{name} $$")

    with pytest.raises(OutputInvalid, match=rf"ended with -\d+ \(SIG{name}\)"):
        pandoc.convert(ast.document([], "zh-CN"), "docx", program=dying)


@pytest.mark.row(118)
def test_a_temporary_folder_that_is_full_is_named(tmp_path, monkeypatch):
    def full(self, content):
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OutputNotWritable, match="No space left") as caught:
        pandoc.convert(ast.document([], "zh-CN"), "docx", reference=b"x")

    assert "jianbao-pandoc-" in caught.value.where.file
    assert "TMPDIR" in caught.value.remedy


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
@pytest.mark.row(123)
def test_without_locks_a_file_is_the_lock(project, monkeypatch, capsys, number):
    import fcntl

    from filelock import SoftFileLock

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    path = project({"a.txt": TEXT}, QUICK)
    assert main(["report", str(path)]) == 0

    name = ".lock" if number == errno.ENOSYS else ".lock-file"
    with SoftFileLock(path / "output" / name):
        assert main(["report", str(path)]) == 9
    assert "another run" in capsys.readouterr().err


@pytest.mark.row(126)
@pytest.mark.slow
def test_a_locale_that_is_not_utf8_changes_no_byte(project):
    """Python's own way out of the C locale is barred, as it is in zh_CN.GBK."""
    path = project({"一.txt": TEXT, "二.txt": "又一份资料，说的是另一件事情。"}, QUICK)
    sets = []
    for more in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "report", str(path)],
            cwd=ROOT, env={**os.environ, **more}, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        manifest = json.loads((path / "output" / "manifest.json").read_text("utf-8"))
        sets.append(manifest["outputs"])
        (path / "output" / "manifest.json").unlink()

    assert sets[0] == sets[1]
    assert "normalised/一.json" in sets[0]
    assert b"2 sources \\u2192 briefing.epub" in done.stderr


@pytest.mark.row(102)
def test_the_doctor_misses_the_subset_library(project, monkeypatch):
    from weasyprint.text import ffi

    from pipeline.run.doctor import examine

    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    found = {one.name: one for one in examine(project({"a.txt": TEXT}, QUICK))}

    missing = found["WeasyPrint, Pango, HarfBuzz"]
    assert not missing.ok
    assert "subset" in missing.found
    assert missing.remedy == "make setup"


@pytest.mark.row(105, 121, "138a")
def test_the_doctor_knows_the_lock_the_composer_and_epubcheck(project, monkeypatch):
    from filelock import FileLock

    from pipeline.run.doctor import examine
    from pipeline.typography import composition

    path = project({"a.txt": TEXT}, QUICK)
    found = {one.name: one for one in examine(path)}
    assert found["lock"].found == "free"
    assert found["line composition"].ok

    (path / "output").mkdir()
    monkeypatch.setattr(composition, "WRITTEN_FOR", "0.1")
    monkeypatch.setattr("shutil.which", lambda _: None)
    with FileLock(path / "output" / ".lock"):
        found = {one.name: one for one in examine(path)}
    assert found["lock"].found == "another run is at work here"
    assert not found["line composition"].ok
    assert found["EPUBCheck"].ok
    assert "our own checks are made" in found["EPUBCheck"].found
