"""LibreOffice as the program a draft is saved with: it writes every part of the file anew."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def save_in_office(path: Path, folder: Path) -> None:
    """Open a DOCX in LibreOffice and save it in its place; skips the test without LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice isn't installed")
    before = path.read_bytes()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder),
            str(path),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    shutil.move(folder / path.name, path)
    assert path.read_bytes() != before
