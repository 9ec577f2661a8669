"""A real browser: Debian's Chromium, driven by Playwright."""

import shutil
from pathlib import Path

import pytest

from setup.system import BROWSERS
from tests.end_to_end.test_report import report

_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

ONE = """山阳茶香

长期以来，山阳县素有“茶乡”之称，区位优势and优良的环境让茶园遍布全县各乡。

去年，全县茶叶产量达到1.2万吨，同比增长8%,产值突破9亿元,居全省第三位。

茶农的日子让让让人羡慕，路子越走越宽，前景光明远大。
"""
TWO = """山阳茶业

去年，全县茶叶产量达到1.3万吨，同比增长8%，产值突破9亿元，居全省第三位。
"""


@pytest.fixture(scope="session")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(accept_downloads=True, viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    faults = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda asked: faults.append(asked.url) if _outside(asked.url) else None)
    yield opened
    context.close()
    assert faults == []


def _outside(url):
    return not url.startswith(("file:", "http://127.0.0.1", "data:", "blob:"))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tea")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "1.txt").write_text(ONE, "utf-8")
    (folder / "seeds" / "2.txt").write_text(TWO, "utf-8")
    (folder / "decisions.toml").write_text("# 裁定从这里开始\n", "utf-8")
    run = report(folder)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture
def project(built, tmp_path):
    folder = tmp_path / "tea"
    shutil.copytree(built, folder)
    return folder


@pytest.fixture
def axe():
    folder = pytest.importorskip("axe_core_python", reason="axe isn't installed")
    return (Path(folder.__file__).parent / "axe.min.js").read_text("utf-8")
