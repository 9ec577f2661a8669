"""Killed at any moment: the old set or the new one is whole, after the next command at the latest.

More moments than a test has time for: ``python -m tests.faults.test_kill 200``.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from pipeline.cli import main
from pipeline.run.publish import LOCK
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = (
    "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n",
    "近年来，山阳县把桑产业作为富民强县的主导产业来抓，全县桑园面积已达21万亩，居全省第二位。\n",
)
TOML = '[briefing]\ntitle = "试"\n[layout]\nformats = ["epub"]\n'


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "pipeline", "report", str(folder)]


def published(folder: Path) -> dict[str, str] | None:
    """What lies in output/, by name, where it is what its manifest says; None where it isn't."""
    output = folder / "output"
    try:
        said: dict[str, str] = json.loads((output / "manifest.json").read_bytes())["outputs"]
        found = {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in said}
    except FileNotFoundError:
        return None
    return found if found == said else None


def project(folder: Path, text: str) -> Path:
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / "a.txt").write_text(text, "utf-8")
    (folder / "briefing.toml").write_text(TOML, "utf-8")
    return folder


class Made(NamedTuple):
    """A project of each text, what was published of it, and how long the longer build took."""

    folder: Path
    sets: list[dict[str, str] | None]
    longest: float


def made_in(folder: Path) -> Made:
    sets, longest = [], 0.0
    for n, text in enumerate(TEXTS):
        started = time.monotonic()
        subprocess.run(
            command(project(folder / str(n), text)),
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        longest = max(longest, time.monotonic() - started)
        sets.append(published(folder / str(n)))
    return Made(folder, sets, longest)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made_in(tmp_path_factory.mktemp("made"))


class Desk:
    """A project that is built from one text over the other, each build killed and made good."""

    def __init__(self, folder: Path, made: Made) -> None:
        self._here = shutil.copytree(made.folder / "0", folder / "killed")
        self._sets = made.sets
        self._new = 0

    @property
    def files(self) -> dict[str, str]:
        """The set that is published now, without its manifest."""
        found = published(self._here)
        assert found is not None
        return found

    def killed(self, kill: Callable[[Path], None]) -> str:
        """How a build that ``kill`` begins and kills has ended; the next one is whole."""
        self._new = 1 - self._new
        project(self._here, TEXTS[self._new])
        kill(self._here)
        left = published(self._here)
        assert left is None or left in self._sets
        assert main(["report", str(self._here)]) == 0
        assert published(self._here) == self._sets[self._new]
        assert not list((self._here / "output").glob(".run-*"))
        return "between" if left is None else "new" if left == self._sets[self._new] else "old"

    def killed_after(self, seconds: float) -> str:
        def kill(folder: Path) -> None:
            temporary = folder.with_name("temporary")  # what a killed program leaves there stays
            temporary.mkdir(exist_ok=True)
            program = subprocess.Popen(
                command(folder),
                cwd=ROOT,
                env={**os.environ, "TMPDIR": str(temporary)},
                stderr=subprocess.DEVNULL,
            )
            time.sleep(seconds)
            program.kill()
            program.wait()

        return self.killed(kill)

    def killed_at_rename(self, number: int) -> str:
        """Killed just before so many files of the new set are in their places."""

        def kill(folder: Path) -> None:
            code = RENAMED.format(folder=str(folder), number=number)
            ended = subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL, check=False
            )
            assert ended.returncode == -signal.SIGKILL

        return self.killed(kill)


RENAMED = """
import os, signal, sys
from pathlib import Path
from pipeline.cli import main

done, rename = 0, Path.replace

def replace(self, target):
    global done
    if ".run-" in str(self):
        done += 1
        if done == {number}:
            os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)

Path.replace = replace
sys.exit(main(["report", {folder!r}]))
"""


@pytest.mark.slow
@pytest.mark.row(120)
def test_killed_while_a_set_is_put_in_place_the_next_run_makes_it_whole(
    tmp_path: Path, made: Made
) -> None:
    """Before the first file, in their midst, before the manifest, which is the last."""
    desk = Desk(tmp_path, made)
    files = 1 + len(desk.files)
    ends = [desk.killed_at_rename(number) for number in (1, 2, files // 2, files)]

    assert ends == ["old", "between", "between", "between"]


@pytest.mark.slow
@pytest.mark.row(120)
def test_killed_at_any_moment_a_set_is_whole(tmp_path: Path, made: Made) -> None:
    desk = Desk(tmp_path, made)
    ends = [desk.killed_after(made.longest * 1.1 * (n + random.random()) / 6) for n in range(6)]

    assert "old" in ends


STARTING = """
import fcntl, os, signal, sys, time

lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(lock, fcntl.LOCK_EX)
if os.fork():
    os.kill(os.getpid(), signal.SIGKILL)
time.sleep(0.2)
"""
"""A run that is killed while a program it starts still has what it had."""


@pytest.mark.row(120)
def test_a_lock_outlives_its_run_until_the_program_it_was_starting_has_begun(
    tmp_path: Path,
) -> None:
    output = project(tmp_path, TEXTS[0]) / "output"
    output.mkdir()
    subprocess.run([sys.executable, "-c", STARTING, str(output / LOCK)], check=False)

    assert main(["report", str(tmp_path)]) == 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        made_here = made_in(Path(place))
        desk = Desk(Path(place), made_here)
        times = (random.uniform(0, made_here.longest * 1.1) for _ in range(int(sys.argv[1])))
        found = [desk.killed_after(seconds) for seconds in times]
        sys.stdout.write(f"{ {end: found.count(end) for end in sorted(set(found))} }\n")
