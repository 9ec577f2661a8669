"""The same input gives the same bytes: two builds in surroundings that have nothing in common."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.differing import differing

pytestmark = pytest.mark.slow

#: A person that isn't the one who runs the tests. (In a name space of its own: a real account may
#: not be able to read this checkout.)
SOMEBODY = ("unshare", "--map-user=12345", "--map-group=12345")

#: What a build may not see of the world: user, home, time, language, chance, the processors it has.
HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
THERE = {
    "TZ": "Asia/Urumqi",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "zh_CN",
    "PYTHONHASHSEED": "7",
    "USER": "somebody",
    "LOGNAME": "somebody",
    "COLUMNS": "40",
    "SOURCE_DATE_EPOCH": "1700000000",
}

#: The whole in one layout; in the others a few sources do.
LAYOUTS = {"briefing": "*.txt", "gb9704": "00[03]*.txt", "jianbao": "00[14]*.txt"}


@functools.cache
def somebody():
    """Whether this system lets us be somebody else."""
    if shutil.which(SOMEBODY[0]) is None:
        return False
    asked = subprocess.run([*SOMEBODY, "true"], capture_output=True, check=False)
    return asked.returncode == 0


def built(folder, layout, world, *, umask, alone=False, command=()):
    """A project of the seeds, built in a world of its own; its output."""
    (folder / "seeds").mkdir(parents=True)
    for path in (ROOT / "seeds").glob(LAYOUTS[layout]):
        shutil.copy(path, folder / "seeds")
    shutil.copy(ROOT / "decisions.toml", folder)
    config = (ROOT / "briefing.toml").read_text("utf-8")
    assert "[layout]" not in config
    (folder / "briefing.toml").write_text(f'{config}\n[layout]\nname = "{layout}"\n', "utf-8")
    one = [min(os.sched_getaffinity(0))] if hasattr(os, "sched_getaffinity") else []
    run = subprocess.run(
        [*command, sys.executable, "-m", "pipeline", "report", "."],
        cwd=folder,
        env={**os.environ, **world, "PYTHONPATH": str(ROOT), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        umask=umask,
        preexec_fn=(lambda: os.sched_setaffinity(0, one)) if alone and one else None,
    )
    assert run.returncode == 0, run.stderr
    output = folder / "output"
    (output / "manifest.json").unlink()
    (output / ".lock").unlink(missing_ok=True)
    return output


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.row(124, 125, 126, 127, 128, 147)
def test_the_same_bytes_in_another_folder_and_another_world(tmp_path, layout):
    one, other = tmp_path / "a", tmp_path / "别处 的 简报"
    first = built(one, layout, HERE, umask=0o022, alone=True)
    command = SOMEBODY if somebody() else ()
    second = built(other, layout, THERE, umask=0o077, command=command)

    assert {path.name for path in first.iterdir()} >= {
        "briefing.pdf", "briefing.docx", "briefing.epub",
    }  # fmt: skip
    assert differing(first, second) == []
    if not command:
        pytest.skip("all is the same; but this system lets nobody be another user (unshare)")
