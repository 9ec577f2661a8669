"""Ctrl-C, SIGTERM, a terminal that is closed; and answers that nobody can be given."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.run.interruption import heed
from tests.conftest import ROOT
from tests.faults.test_programs import double, gone

TEXT = "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n"
EPUB = '[briefing]\ntitle = "试"\n[layout]\nformats = ["epub"]\n'

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such signals")

# A shell that runs us in the background has told us to ignore Ctrl-C, nohup the terminal's end.
HEEDING = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
)
REPORT = "import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))\n"


def report(folder: Path, code: str = "") -> subprocess.Popen[str]:
    """A report under way, with a temporary folder of its own; ``code`` is run before it."""
    (folder / "temporary").mkdir()
    return subprocess.Popen(
        [sys.executable, "-c", HEEDING + code + REPORT, "report", str(folder)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder / "temporary")},
        stderr=subprocess.PIPE,
        text=True,
    )


def appears(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert path.exists()


def published(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "output").iterdir() if one.name != ".lock")


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGINT,
        pytest.param(signal.SIGTERM, marks=pytest.mark.slow),
        pytest.param(signal.SIGHUP, marks=pytest.mark.slow),
    ],
)
@pytest.mark.row(119)
def test_an_interrupted_run_publishes_nothing(project, number):
    path = project({f"{n}.txt": f"第{n}份资料。\n" + TEXT * 300 for n in range(60)}, EPUB)
    program = report(path)
    appears(path / "output" / ".lock")
    time.sleep(0.2)
    program.send_signal(number)
    _, error = program.communicate(timeout=60)

    assert program.returncode == 130, error
    assert error == ("error: interrupted; nothing was published [interrupted]\njianbao: exit 130\n")
    assert published(path) == []


@pytest.mark.slow
@pytest.mark.row(119)
def test_interrupted_twice_it_leaves_no_folder_and_no_program(project):
    """The second while the first is tidied up after: pandoc is being waited for."""
    path = project({"a.txt": TEXT}, EPUB)
    slow = double(path, f'echo $$ > "{path}/begun"; mv "{path}/begun" "{path}/pid"; sleep 2')
    code = (
        "from pathlib import Path\nfrom pipeline.render import pandoc\n"
        f"pandoc.bundled = lambda: Path({str(slow)!r})\n"
    )
    program = report(path, code)
    appears(path / "pid")
    for _ in range(2):
        program.send_signal(signal.SIGINT)
        time.sleep(0.3)
    _, error = program.communicate(timeout=60)

    assert program.returncode == 130, error
    assert list((path / "temporary").iterdir()) == []
    assert gone(int((path / "pid").read_text()))
    assert published(path) == []


SIGNALLED = """
import os
from pathlib import Path
rename = Path.replace
def replace(self, target):
    if ".run-" in str(self):
        os.kill(os.getpid(), {number})
    return rename(self, target)
Path.replace = replace
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
@pytest.mark.row(119)
def test_while_a_set_is_put_in_place_it_is_too_late(project, number):
    path = project({"a.txt": TEXT}, EPUB)
    program = report(path, SIGNALLED.format(number=int(number)))
    _, error = program.communicate(timeout=60)

    assert program.returncode == 0, error
    assert {"briefing.epub", "manifest.json"} <= set(published(path))


def test_what_is_to_be_ignored_stays_ignored():
    """nohup: the terminal may go."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        heed()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.row(119)
def test_ctrl_c_while_the_program_is_loaded_is_no_traceback():
    code = (
        "import sys\n"
        "class Loading:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Loading())\n"
        "from pipeline.__main__ import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (130, "jianbao: exit 130\n")


def answered(*arguments: str, **streams: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments], cwd=ROOT, text=True, check=False, **streams
    )


@pytest.mark.row(134)
def test_an_answer_that_nobody_listens_to_is_no_failure():
    listens, speaks = os.pipe()
    os.close(listens)
    try:
        done = answered("edits", ".", "--json", stdout=speaks, stderr=subprocess.PIPE)
    finally:
        os.close(speaks)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.row(116)
@pytest.mark.parametrize("verb", [("edits", ".", "--json"), ("normalise", "briefing.toml")])
def test_an_answer_that_finds_no_room_is_told(verb):
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        done = answered(*verb, stdout=full.fileno(), stderr=subprocess.PIPE)

    assert done.returncode == 8
    assert done.stderr.startswith("error: the disk is full")
    assert done.stderr.endswith("jianbao: exit 8\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.row(116)
def test_messages_that_find_no_room_end_nothing(tmp_path):
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        done = answered("report", str(tmp_path), stdout=subprocess.DEVNULL, stderr=full.fileno())

    assert done.returncode == 4
