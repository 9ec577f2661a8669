"""What the tests of runs begin with."""

from __future__ import annotations

import shutil

import pytest

from tests.run.desk import ONE, TOML, TWO


@pytest.fixture
def desk(published_once, tmp_path):
    """A project with a report, and what its editor does."""
    made = published_once({"a.txt": f"{ONE}\n\n{TWO}\n"}, TOML)
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)
