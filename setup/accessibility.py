"""For the tests of the EPUB: Ace by DAISY, in ``.cache/ace``, where Node and Chromium are.

Ace is written for Node and no Python package brings it. Its versions are locked with their hashes
(``setup/ace/package-lock.json``) and installed without running any script of theirs, which would
fetch a browser. Nothing else needs it: where it can't be had, its tests are skipped and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from setup.messages import say
from setup.record import digest
from setup.system import BROWSERS

OURS = Path(__file__).resolve().parent / "ace"
FILES = ("package.json", "package-lock.json", "judge.js")
FOLDER = Path(".cache", "ace")

QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
IMPATIENT = ("--fetch-retries=1", "--fetch-timeout=60000")
SECONDS = 300


def offer_ace(root: Path) -> None:
    """Install it once for each state of its lock; what fails is said and not tried again, until
    ``.cache/ace`` is removed.
    """
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None or not any(map(shutil.which, BROWSERS)):
        return
    folder, key = root / FOLDER, digest(*((OURS / name).read_bytes() for name in FILES))
    tried = folder / "tried"
    if tried.is_file() and tried.read_text("utf-8") == key:
        return
    say("set-up: Ace, for the tests of the EPUB")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(OURS / name, folder / name)
    fault = _install(npm, folder)
    if fault:
        shutil.rmtree(folder / "node_modules", ignore_errors=True)
        say(f"set-up: npm · {fault} · its tests are skipped; to try again: rm -r {FOLDER}")
    tried.write_text(key, "utf-8")


def _install(npm: str, folder: Path) -> str:
    """Have npm install what is locked; "" when it went well, else its last complaint."""
    try:
        done = subprocess.run(
            [npm, "ci", *QUIET, *IMPATIENT],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error).splitlines()[0]
    if done.returncode == 0:
        return ""
    said = [line for line in done.stderr.splitlines() if line.strip()]
    return said[-1] if said else f"exit {done.returncode}"
