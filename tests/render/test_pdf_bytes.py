"""The PDF as bytes: sound by qpdf, and the same wherever it is made."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pikepdf
import pytest

from pipeline.render.pdf import Pdf, render_pdf
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.render.conftest import TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_own_fonts")


def faults(content: bytes) -> list[str]:
    """What qpdf's library finds: the same looks as ``qpdf --check``, every stream unpacked."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [*map(str, pdf.get_warnings()), *map(str, pdf.check_pdf_syntax())]


def test_the_file_is_sound_by_qpdf(sample_pdf: Pdf) -> None:
    assert faults(sample_pdf.content) == []


@pytest.mark.filterwarnings("ignore")
def test_qpdf_finds_a_spoilt_table_and_a_spoilt_stream(sample_pdf: Pdf) -> None:
    whole = sample_pdf.content
    assert faults(whole.replace(b"startxref", b"startxxxx"))
    stream = whole.index(b"stream", len(whole) // 2) + 20
    assert faults(whole[:stream] + bytes(40) + whole[stream + 40 :])


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.parametrize("variant", ["ua-1", "a-2a"])
@pytest.mark.parametrize("of", ["briefing", "gb9704", "jianbao"])
def test_each_layout_is_sound_by_qpdf(of: str, variant: str, tmp_path: Path) -> None:
    for name in ("sample", "bare", "hostile"):
        manuscript, layout = getattr(manuscripts, name)(), load_layout(of, TEMPLATES)
        made = render_pdf(manuscript, layout, TEMPLATES, variant).content
        assert faults(made) == [], name
        if (program := shutil.which("qpdf")) is not None:  # looks at hint tables, too
            path = tmp_path / f"{name}.pdf"
            path.write_bytes(made)
            said = subprocess.run([program, "--check", path], capture_output=True, check=False)
            assert said.returncode == 0, said.stderr


ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from pipeline.typography.fonts import private_fontconfig
private_fontconfig(Path("cache"))
from pipeline.render.pdf import render_pdf
from pipeline.typography.table import load_layout
from tests.manuscripts import sample
templates = Path(sys.argv[1])
content = render_pdf(sample(), load_layout("briefing", templates), templates).content
print(hashlib.sha256(content).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_in_another_folder_zone_locale_and_hash_seed(
    sample_pdf: Pdf, templates: Path, tmp_path: Path
) -> None:
    root = str(TEMPLATES.parent)
    elsewhere = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": root}

    found = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(templates)],
        cwd=tmp_path,
        env={**os.environ, **elsewhere, "SOURCE_DATE_EPOCH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.strip() == hashlib.sha256(sample_pdf.content).hexdigest()
