"""Whatever the clock says, the same bytes: not set yet (1970), or beyond what a ZIP can say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from docx import Document

from pipeline.render.docx.reference import reference_docx
from pipeline.typography.table import load_layout
from tests.conftest import ROOT
from tests.differing import differing
from tests.faults.test_kill import TEXTS
from tests.render.conftest import TEMPLATES

#: The first is one that was never set. faketime takes the moment at which a wait ends, told in
#: seconds since the machine was started, for one of the clock on the wall: so it is later than any
#: machine has been running, or waits would end at once.
CLOCKS = ("1970-12-31 23:00:00", "2026-02-28 12:00:00", "2150-06-01 23:59:58")


@pytest.mark.row(127)
def test_a_word_file_is_made_before_1980(monkeypatch):
    layout = load_layout("briefing", TEMPLATES)
    due = reference_docx.__wrapped__(layout)
    monkeypatch.setattr("time.time", lambda: 0.0)

    assert reference_docx.__wrapped__(layout) == due


@pytest.mark.slow
@pytest.mark.row(127)
def test_the_same_bytes_at_any_hour(tmp_path):
    """Found: a clock before 1980 ended as a bug, in three places that write a ZIP."""
    if shutil.which("faketime") is None:
        pytest.skip("needs faketime, which sets a clock for one program")
    counted = tmp_path / "b.docx"
    document = Document()
    document.add_paragraph(TEXTS[0].strip(), style="List Number")
    document.save(counted)
    outputs = []
    for clock in CLOCKS:
        folder = tmp_path / clock[:4]
        (folder / "seeds").mkdir(parents=True)
        (folder / "briefing.toml").write_text('[briefing]\ntitle = "试"\n', "utf-8")
        (folder / "seeds" / "a.txt").write_text("".join(TEXTS), "utf-8")
        shutil.copy(counted, folder / "seeds")
        run = subprocess.run(
            ["faketime", "-f", f"@{clock}", sys.executable, "-m", "pipeline", "report", "."],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, (clock, run.stderr)
        outputs.append(folder / "output")
        for name in ("manifest.json", ".lock"):
            (outputs[-1] / name).unlink(missing_ok=True)

    assert {path.suffix for path in outputs[0].iterdir()} >= {".pdf", ".docx", ".epub"}
    for other in outputs[1:]:
        assert differing(outputs[0], other) == []
