"""Killed at any moment: the old set or the new one is whole, after the next command at the latest.

More moments than a test has time for: ``python -m tests.faults.test_kill 200``.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.conftest import ROOT

TEXTS = (
    "近年来，山阳县把茶产业作为富民强县的主导产业来抓，全县茶园面积已达12万亩，居全省第三位。\n",
    "近年来，山阳县把桑产业作为富民强县的主导产业来抓，全县桑园面积已达21万亩，居全省第二位。\n",
)
TOML = '[briefing]\ntitle = "试"\n[layout]\nformats = [{}]\n'


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


def project(folder: Path, text: str, formats: str) -> Path:
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / "a.txt").write_text(text, "utf-8")
    (folder / "briefing.toml").write_text(TOML.format(formats), "utf-8")
    return folder


def killed_at_random(folder: Path, times: int, formats: str, chance: random.Random) -> list[str]:
    """Build one text over the other, killed each time; how each ended."""
    sets, longest = [], 0.0
    for n, text in enumerate(TEXTS):
        started = time.monotonic()
        subprocess.run(
            command(project(folder / str(n), text, formats)),
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        longest = max(longest, time.monotonic() - started)
        sets.append(published(folder / str(n)))
    here = folder / "killed"
    shutil.copytree(folder / "0", here)
    ends = []
    for n in range(times):
        new = (n + 1) % 2
        project(here, TEXTS[new], formats)
        program = subprocess.Popen(command(here), cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, longest * 1.1))
        program.kill()
        program.wait()
        left = published(here)
        assert left is None or left in sets
        assert main(["report", str(here)]) == 0
        assert published(here) == sets[new]
        assert not list((here / "output").glob(".run-*"))
        ends.append("between" if left is None else "new" if left == sets[new] else "old")
    return ends


@pytest.mark.slow
@pytest.mark.row(120)
def test_killed_at_any_moment_a_set_is_whole(tmp_path: Path) -> None:
    ends = killed_at_random(tmp_path, 20, '"epub"', random.Random())

    assert "old" in ends


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        found = killed_at_random(Path(place), int(sys.argv[1]), '"epub"', random.Random())
        sys.stdout.write(f"{ {end: found.count(end) for end in sorted(set(found))} }\n")
