"""Processes of our own import nothing from the folder that we happen to be in."""

from __future__ import annotations

import os

import pytest

from pipeline.errors import SourceUnreadable
from pipeline.read.paged import read_pdf
from pipeline.run.archive.spread import executor


@pytest.mark.row("30a")
def test_python_files_in_the_project_are_not_run(tmp_path, monkeypatch):
    spoilt = "raise SystemExit('imported from the project')\n"
    (tmp_path / "pipeline").mkdir()
    for name in ("pipeline/__init__.py", "json.py", "pypdfium2.py"):
        (tmp_path / name).write_text(spoilt, "utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SourceUnreadable):
        read_pdf(b"%PDF-1.4 and no more", "a.pdf", None)


def test_nor_by_the_processes_of_an_archive(tmp_path, monkeypatch):
    spoilt = "raise SystemExit('imported from the folder')\n"
    for name in ("multiprocessing.py", "pickle.py", "numpy.py"):
        (tmp_path / name).write_text(spoilt, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)

    with executor("processes", "", lambda: "") as workers:
        assert list(workers.pool.map(str.upper, ["a", "b"])) == ["A", "B"]
    assert "PYTHONSAFEPATH" not in os.environ
