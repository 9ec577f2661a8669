"""A DOCX as LibreOffice sets it: its PDF, in our fonts under the names that Word knows."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from pipeline.typography.fonts import font_folders

if TYPE_CHECKING:
    from pathlib import Path

STANDS_FOR = {
    "宋体": "Noto Serif SC",
    "方正小标宋简体": "Noto Serif SC",
    "黑体": "Noto Sans SC",
    "楷体": "Jianbao Kai",
    "仿宋": "Jianbao Kai",
    "Times New Roman": "Noto Serif SC",
    "Arial": "Noto Sans SC",
}


def as_pdf(blob: bytes, folder: Path) -> bytes:
    """The PDF that LibreOffice makes of a DOCX; skips the test where it isn't installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice isn't installed")
    aliases = [
        f'<alias binding="same"><family>{name}</family>'
        f"<accept><family>{family}</family></accept></alias>"
        for name, family in STANDS_FOR.items()
    ]
    folders = [f"<dir>{one}</dir>" for one in font_folders()]
    lines = ["<?xml version='1.0'?><fontconfig>", *folders, *aliases]
    lines.append(f"<cachedir>{folder / 'fontconfig'}</cachedir></fontconfig>")
    (folder / "fonts.conf").write_text("\n".join(lines), "utf-8")
    (folder / "briefing.docx").write_bytes(blob)
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "briefing.docx"),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        capture_output=True,
        check=True,
        timeout=120,
    )
    return (folder / "briefing.pdf").read_bytes()
