"""What every test runs under: a logged warning is a failure, goldens are rewritten on demand."""

from __future__ import annotations

import functools
import logging
import os
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.model.files import DECISIONS
from pipeline.run.progress import Progress
from pipeline.run.report import report

# How long an example takes says more of the machine than of us; speed has tests of its own.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# The tests read English messages, wherever they run.
os.environ["LANGUAGE"] = "en"

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    parser.addoption(
        "--accept",
        action="store_true",
        help="write the golden files anew; read the difference before you commit it",
    )


@pytest.fixture(autouse=True)
def _no_warnings_logged(request):
    """A library that complains in its log complains about us."""
    records = []

    class Collector(logging.Handler):
        def emit(self, record):
            records.append(record)

    collector = Collector(logging.WARNING)
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    assert not records, [record.getMessage() for record in records]


@pytest.fixture
def golden(request):
    """``golden(name, text)``: the text is what the golden file says."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text

    return compare


def project_in(
    folder: Path, sources: dict[str, str | bytes], toml: str | None = '[briefing]\ntitle = "试"\n'
) -> Path:
    """A project in a folder."""
    for name, content in sources.items():
        path = folder / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    if toml is not None:
        (folder / "briefing.toml").write_text(toml, "utf-8")
    return folder


@pytest.fixture
def project(tmp_path):
    """``project({"a.txt": "…"}, toml="…")``: a project in a folder of its own."""
    return lambda *content: project_in(tmp_path, *content)


@pytest.fixture(scope="session")
def published_once(tmp_path_factory):
    """``published_once({"a.txt": "…"}, toml)``: a project with its outputs, to copy and not to
    change; made once, however many tests begin with it. ``decisions`` is its decisions.toml.
    """

    @functools.cache
    def make(sources: tuple[tuple[str, str], ...], toml: str, decisions: str | None) -> Path:
        folder = project_in(tmp_path_factory.mktemp("published"), dict(sources), toml)
        if decisions is not None:
            (folder / DECISIONS).write_text(decisions, "utf-8")
        report(folder, Progress(quiet=True))
        return folder

    return lambda sources, toml, decisions=None: make(tuple(sources.items()), toml, decisions)
