"""Fonts of our own, before WeasyPrint is imported."""

from __future__ import annotations

import pytest

from pipeline.typography.fonts import private_fontconfig


@pytest.fixture(scope="session", autouse=True)
def _own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    private_fontconfig(tmp_path_factory.mktemp("fontconfig"))
