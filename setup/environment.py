"""The steps of the set-up, in order; each is done once for each state of what it depends on.

A step has a key made of the files it depends on, and the record (record.py) keeps the keys of
those that ended well: a second run reads a few files, finds every key unchanged, and goes.
After a kill in the middle of a step the environment may be half there, so it is made anew.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from setup import accessibility, faces, system
from setup.messages import INTERRUPTED, Stop, end, known, say
from setup.programs import call
from setup.record import Record, alone, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LOCKED = "requirements.lock"
LOCKED_TOOLS = "requirements-dev.lock"

# Wheels alone, each with a hash we know, and nothing to resolve: the lock holds everything.
PIP_LOCKED = ("install", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r")
PIP_PROJECT = ("install", "--no-deps", "--no-build-isolation", "--editable", ".")
PIP_REMEDY = "check the network and pip's settings, then run the same command again"


@dataclass(frozen=True)
class Step:
    """Something to do; ``there`` is a quick look whether its result still stands."""

    name: str
    shown: str
    key: str
    there: Callable[[], bool]
    do: Callable[[], None]


class SetUp:
    """The set-up of the checkout ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.python = self.venv / "bin" / "python"
        self.record = Record(self.venv / "set-up.json")

    def steps(self, *, tools: bool) -> list[Step]:
        locked, project = self._read(LOCKED), self.venv / "bin" / "jianbao"
        listed = [
            Step("environment", ".venv", digest(str(self.root)), self._fits, self._environment),
            Step("packages", LOCKED, digest(locked), lambda: True, lambda: self._locked(LOCKED)),
            Step("project", "jianbao", self._project_key(), project.exists, self._project),
            Step(
                "fonts",
                "the fonts",
                digest(locked, *(path.read_bytes() for path in faces.depends_on())),
                lambda: faces.complete(self.venv),
                self._fonts,
            ),
        ]
        if tools:
            key, pytest = digest(self._read(LOCKED_TOOLS)), self.venv / "bin" / "pytest"
            more = Step(
                "tools", LOCKED_TOOLS, key, pytest.exists, lambda: self._locked(LOCKED_TOOLS)
            )
            listed.append(more)
        return listed

    def prepare(self, *, tools: bool) -> None:
        """Do what is left to do of it; Stop when something can't be done."""
        started = time.monotonic()
        wanted = self.steps(tools=tools)
        left = self._left(wanted)
        system.ensure(new_environment=wanted[0] in left)
        if not left:
            return
        with alone(self.root / ".cache" / "set-up.lock"):
            left = self._left(wanted)  # another set-up may have done it meanwhile
            for step in left:
                say(f"set-up: {step.shown}")
                self._take(step)
        if left:
            say(f"set-up: done in {time.monotonic() - started:.0f} s")

    def _left(self, wanted: Sequence[Step]) -> list[Step]:
        """The steps to take: all of them if the environment is missing, moved or half made."""
        left = [s for s in wanted if not (self.record.done(s.name, s.key) and s.there())]
        return list(wanted) if wanted[0] in left or self.record.begun() else left

    def _take(self, step: Step) -> None:
        self.record.begin(step.name)
        try:
            step.do()
        except Stop:
            self.record.give_up()
            raise
        self.record.end(step.name, step.key)

    def _fits(self) -> bool:
        """Whether the environment's Python is still there and still the version it was."""
        target = self.python.resolve()
        versioned = re.fullmatch(r"python3\.\d+", target.name) is not None
        return target.exists() and (not versioned or (self.venv / "lib" / target.name).is_dir())

    def _environment(self) -> None:
        if self.venv.is_symlink():
            self.venv.unlink()
        elif self.venv.exists():
            shutil.rmtree(self.venv)
        self._call([sys.executable, "-m", "venv", ".venv"], ".venv", "")

    def _locked(self, lock: str) -> None:
        self._pip(*PIP_LOCKED, lock, where=lock)

    def _project(self) -> None:
        self._pip(*PIP_PROJECT, where="pyproject.toml")

    def _fonts(self) -> None:
        self._call([str(self.python), "-m", "setup.faces"], "setup/faces.py", "")

    def _pip(self, *arguments: str, where: str) -> None:
        self._call([str(self.python), "-m", "pip", "-q", *arguments], where, PIP_REMEDY)

    def _call(self, command: Sequence[str], where: str, remedy: str) -> None:
        log = self.root / ".cache" / "set-up.log"
        call(command, root=self.root, log=log, where=where, remedy=remedy)

    def _project_key(self) -> str:
        """Only what an installation reads: a new rule for the linter installs nothing."""
        table = tomllib.loads(self._read("pyproject.toml").decode())
        parts = (table["build-system"], table["project"], table["tool"]["hatch"])
        return digest(json.dumps(parts, sort_keys=True))

    def _read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()


def run(arguments: Sequence[str]) -> int:
    """``python3 -m setup``: the exit code."""
    try:
        os.chdir(faces.ROOT)
        tools = "--dev" in arguments
        SetUp(faces.ROOT).prepare(tools=tools)
        if tools:
            system.offer_programs()
            accessibility.offer_ace(faces.ROOT)
    except Stop as stop:
        return end(stop)
    except KeyboardInterrupt:
        return end(Stop("interrupted", "set-up", "run the same command again", INTERRUPTED))
    except OSError as error:
        return end(known(error))
    return 0
