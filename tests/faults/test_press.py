"""A press that hangs, dies, lies or takes all memory; one whose parent is gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from pipeline.cli import main
from pipeline.errors import DependencyMissing, LimitExceeded, OutputInvalid, OutputNotWritable
from pipeline.model.manuscript import Citation, Cited, Paragraph, Run, Style
from pipeline.model.source import Lines
from pipeline.render.press import Press, limits
from pipeline.render.press.limits import Ceilings, ceilings
from tests import manuscripts
from tests.archives import LAYOUT
from tests.conftest import ROOT
from tests.faults.test_programs import gone

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and sessions are POSIX's")

LONGEST = Paragraph(
    "p-9",
    Style.BODY,
    (Run("此段最长。" * 500), Citation((Cited("002", (Lines(7, 9),), "source-002"),))),
)
BOOK = replace(manuscripts.bare(), elements=(*manuscripts.bare().elements, LONGEST))
NAMED = "2500 characters: “此段最长。此段最长。此段最长。此段最长。 …” 〔002:7–9〕"
TEMPLATES = ROOT / "templates"
PATIENCE = 10.0


def set_pages(act: str, seconds: float = PATIENCE, memory: int = 4 << 30):
    """What a program of these lines is taken for; it has heard its order."""
    code = f"import os, signal, sys, time\nsys.stdin.readline()\nout = sys.stdout.buffer\n{act}\n"
    press = Press(ROOT, [sys.executable, "-c", code], lambda _: Ceilings(memory, seconds))
    return press.set_pages(BOOK, LAYOUT, TEMPLATES, "ua-1")


def ends(pid: int) -> bool:
    """Whether a process ends within a few seconds."""
    for _ in range(200):
        if gone(pid):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.row(111)
def test_a_press_that_hangs_is_ended_with_its_children(tmp_path):
    child = f"sleep 60 & echo $! > '{tmp_path}/pid'; wait"
    with pytest.raises(LimitExceeded, match=r"hasn't ended in 1 s") as caught:
        set_pages(f"os.system({child!r})", seconds=1)

    assert NAMED in caught.value.what
    assert "two briefings" in caught.value.remedy
    assert ends(int((tmp_path / "pid").read_text()))


@pytest.mark.row(111)
def test_a_press_that_does_not_listen_is_ended():
    deaf = [sys.executable, "-c", "import time; time.sleep(60)"]
    press = Press(ROOT, deaf, lambda _: Ceilings(4 << 30, 0.5))
    with pytest.raises(LimitExceeded, match="hasn't ended"):
        press.set_pages(manuscripts.long(30), LAYOUT, TEMPLATES, "ua-1")


@pytest.mark.row(111)
@pytest.mark.slow
def test_a_ceiling_of_memory_is_kept_and_told(tmp_path):
    """The press itself, with less memory than WeasyPrint needs for anything."""
    press = Press(tmp_path, limits=lambda _: Ceilings(64 << 20, 60))
    with pytest.raises(LimitExceeded, match="more than 64 MiB of memory") as caught:
        press.set_pages(BOOK, LAYOUT, TEMPLATES, "ua-1")

    assert NAMED in caught.value.what


@pytest.mark.row(111)
@pytest.mark.parametrize(
    "act",
    [
        "out.write(b'{\"exhausted\": true}\\n')",
        "sys.stderr.write('GLib-ERROR: failed to allocate 9 bytes\\n'); os.abort()",
        "os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_an_end_for_want_of_memory_is_a_limit(act):
    with pytest.raises(LimitExceeded, match="memory") as caught:
        set_pages(act)
    assert NAMED in caught.value.what


@pytest.mark.row(111)
@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("sys.stderr.write('oh'); os.abort()", r"ended with -6 \(SIGABRT\)"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", r"ended with -11 \(SIGSEGV\): without a word"),
        ("sys.stderr.write('a fault'); sys.exit(3)", "ended with 3: a fault"),
        ("", "makes no sense"),
        ("out.write(b'%PDF-1.7')", "makes no sense"),
        ("out.write(b'[]\\n')", "makes no sense"),
        ('out.write(b\'{"error": "Popen", "what": "", "where": null}\\n\')', "makes no sense"),
        ('out.write(b\'{"length": 5, "missing": [1], "warnings": []}\\n%PDF-\')', "no sense"),
        ('out.write(b\'{"length": 99, "missing": [], "warnings": []}\\n%PDF-1.7\')', "half a file"),
        ('out.write(b\'{"length": 5, "missing": [], "warnings": []}\\nPK..!\')', "half a file"),
    ],
)
def test_a_press_that_dies_or_lies_is_told(act, told):
    with pytest.raises(OutputInvalid, match=told):
        set_pages(act)


@pytest.mark.row(111)
def test_a_press_that_cannot_be_started_is_told(tmp_path):
    with pytest.raises(DependencyMissing, match="doesn't start") as caught:
        Press(tmp_path, [str(tmp_path / "none")]).warm_up()
    assert caught.value.remedy == "run `make setup`"


@pytest.mark.row(114)
def test_a_cache_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputNotWritable, match="Not a directory") as caught:
        Press(tmp_path / "file" / "fonts").set_pages(BOOK, LAYOUT, TEMPLATES, "ua-1")
    assert caught.value.where.file.startswith(str(tmp_path / "file"))


def test_a_bug_over_there_is_a_bug_here():
    bug = {"bug": "KeyError('x')", "trace": "Traceback: over there"}
    with pytest.raises(RuntimeError, match="KeyError") as caught:
        set_pages(f"out.write({json.dumps(bug).encode()!r})")
    assert caught.value.__notes__ == ["Traceback: over there"]


def test_what_a_library_says_is_passed_on(capsys):
    answer = b'{"length": 5, "missing": [], "warnings": ["w"]}\n%PDF-'
    pdf = set_pages(f"out.write({answer!r}); sys.stderr.write('Pango says\\n')")

    assert (pdf.content, pdf.warnings) == (b"%PDF-", ("w",))
    assert capsys.readouterr().err == "Pango says\n"


@pytest.mark.row(111, 120)
@pytest.mark.slow
@pytest.mark.parametrize("busy", [False, True])
def test_the_press_ends_with_its_parent(tmp_path, busy):
    """One that waits, and one that doesn't look up from its work."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom pipeline.render.press import Press\n"
        f"press = Press(Path({str(tmp_path)!r}))\npress.warm_up()\n"
        "print(press._waiting.program.pid, flush=True)\n"
    )
    if busy:
        code += (
            "from pipeline.typography.table import load_layout\nfrom tests import manuscripts\n"
            f"templates = Path({str(TEMPLATES)!r})\n"
            "press.set_pages(manuscripts.long(200), load_layout('briefing', templates),"
            " templates, 'ua-1')\n"
        )
    code += "time.sleep(60)\n"
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    with parent:
        pid = int(parent.stdout.readline())
        time.sleep(2)
        assert not gone(pid)
        parent.send_signal(signal.SIGKILL)
        assert ends(pid)


@pytest.mark.row(111)
@pytest.mark.slow
def test_a_report_beyond_a_ceiling_leaves_the_last_set(project, monkeypatch, capsys):
    path = project({"a.txt": "近年来，山阳县把茶产业作为富民强县的主导产业来抓。\n"})
    assert main(["report", str(path)]) == 0
    output = path / "output"
    before = {one.name: one.read_bytes() for one in output.iterdir() if one.is_file()}
    (path / "seeds" / "b.txt").write_text("山阳县去年又新建茶园三千亩，茶农们很高兴。\n", "utf-8")
    monkeypatch.setattr(limits, "ceilings", lambda _: Ceilings(64 << 20, 60))

    assert main(["report", str(path)]) == 12

    said = capsys.readouterr().err
    assert "more than 64 MiB of memory; the longest paragraph has" in said
    assert {one.name: one.read_bytes() for one in output.iterdir() if one.is_file()} == before


def test_no_true_book_comes_near_the_ceilings():
    """130,000 characters take 590 MiB and 56 s on a busy machine."""
    most = ceilings(manuscripts.long(60))

    assert most.memory > 10 * (590 << 20)
    assert most.seconds > 10 * 56
