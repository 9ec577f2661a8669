"""A disk that is really full: a small file system of its own, filled while a set is published."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from pipeline.cli import main
from tests.calling import snapshot
from tests.faults.test_kill import TEXTS
from tests.faults.test_kill import project as written

SIZE, NAMES = 2 << 20, 200


@pytest.fixture
def disk(tmp_path):
    """A file system of its own with room for so many bytes and names, empty."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    place = tmp_path / "disk"
    place.mkdir()
    options = f"size={SIZE},nr_inodes={NAMES}"
    asked = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    made = subprocess.run(asked, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"mounting a small file system: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def used_up(folder):
    """Empty files until there is no name left."""
    for n in range(NAMES):
        try:
            (folder / str(n)).touch()
        except OSError:
            return


def fill(place, free):
    """Leave so many bytes, and say how many there are now."""
    ballast = place / "ballast"
    ballast.unlink(missing_ok=True)
    with ballast.open("wb") as out:
        out.truncate(0)
        here = shutil.disk_usage(place).free
        out.write(b"\0" * max(0, here - free))
    return shutil.disk_usage(place).free


@pytest.mark.slow
@pytest.mark.row(116)
def test_a_disk_that_fills_while_publishing_keeps_the_last_good_set(disk, capsys):
    path = written(disk, TEXTS[0])
    assert main(["report", str(path)]) == 0
    before = snapshot(path / "output")
    taken = sum(map(len, before.values()))
    written(disk, TEXTS[1])

    for share in (0, 0.05, 0.3, 0.6, 0.9):
        fill(disk, int(share * taken))
        capsys.readouterr()
        assert main(["report", str(path)]) == 8, share
        said = capsys.readouterr().err.splitlines()
        assert "the disk is full" in said[-2]
        assert said[-1] == "jianbao: exit 8"
        assert snapshot(path / "output") == before, share

    (disk / "ballast").unlink()
    assert main(["report", str(path)]) == 0
    assert snapshot(path / "output").keys() == before.keys()
    assert snapshot(path / "output") != before


@pytest.mark.slow
@pytest.mark.row(116)
def test_a_disk_without_room_for_another_name_keeps_the_last_good_set(disk, capsys):
    """Room is given a name at a time, until a set can be published. Found: a folder that had to be
    made between two renames left the one file new and the other old.
    """
    path = written(disk, TEXTS[0])
    assert main(["report", str(path)]) == 0
    shutil.rmtree(path / "output" / "normalised")
    for name in ("briefing.epub", "briefing.json", "corrections.json", "figures.json"):
        (path / "output" / name).unlink()  # or each one replaced gives a name back
    before = snapshot(path / "output")
    written(disk, TEXTS[1])
    many = disk / "many"
    many.mkdir()
    used_up(many)
    refused = 0
    while main(["report", str(path)]):
        said = capsys.readouterr().err
        assert "the disk is full" in said
        assert "jianbao: exit 8" in said
        assert snapshot(path / "output") == before, refused
        (many / str(refused)).unlink()
        refused += 1
    assert refused > 5
    assert len(snapshot(path / "output")) > len(before)
