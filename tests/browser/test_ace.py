"""The EPUB by others' rules of accessibility: Ace by DAISY, in Debian's Chromium."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from pipeline.model.manuscript import Heading
from pipeline.render.epub import render_epub
from pipeline.typography.table import load_layout
from setup.accessibility import FOLDER
from setup.system import BROWSERS
from tests import manuscripts
from tests.archives import LAYOUT, damaged, parts
from tests.conftest import ROOT
from tests.render.test_epub_rare import RARE

pytestmark = pytest.mark.slow


@pytest.fixture
def violations(tmp_path):
    """``violations(blob)``: what Ace finds in a book, the rule and the file."""
    node = shutil.which("node")
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if node is None or browser is None:
        pytest.skip("Ace needs Node and Chromium: apt-get install nodejs npm chromium")
    if not (ROOT / FOLDER / "node_modules").is_dir():
        pytest.skip(f"Ace isn't installed: rm -rf {FOLDER}, then make setup-dev")

    def look(blob):
        book = tmp_path / "book.epub"
        book.write_bytes(blob)
        # What Ace and Chromium remember stays here, too.
        homes = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
        done = subprocess.run(
            [node, ROOT / FOLDER / "judge.js", book, tmp_path],
            env={**os.environ, **homes, "PUPPETEER_EXECUTABLE_PATH": browser},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads((tmp_path / "report.json").read_text("utf-8"))
        found = [
            (one["earl:test"]["dct:title"], page["earl:testSubject"]["url"])
            for page in told["assertions"]
            for one in page["assertions"]
        ]
        assert len(told["assertions"]) > 3  # it has seen the pages
        assert (told["earl:result"]["earl:outcome"] == "pass") == (found == [])
        return found

    return look


def even():
    """The sample with headings as an outline makes them: none skips a level, as one of it does."""
    sample = manuscripts.sample()
    elements = tuple(
        replace(one, level=min(one.level, 3)) if isinstance(one, Heading) else one
        for one in sample.elements
    )
    return replace(sample, elements=elements)


@pytest.mark.parametrize("of", ["briefing", "gb9704"])
def test_ace_finds_no_violation(violations, of):
    assert violations(render_epub(even(), load_layout(of, ROOT / "templates"))) == []


def test_ace_finds_none_in_what_a_run_has_made(violations, built):
    assert violations((built / "output" / "briefing.epub").read_bytes()) == []


def test_ace_finds_none_where_fonts_come_along(violations):
    assert violations(render_epub(RARE, LAYOUT)) == []


def test_ace_sees_a_picture_without_words_and_a_missing_summary(violations):
    """A judge that never condemns proves nothing."""
    blob = render_epub(manuscripts.sample(), LAYOUT)
    page = next(name for name, part in parts(blob).items() if b"<img" in part)
    blob = damaged(blob, page, lambda text: re.sub(r' alt="[^"]*"', "", text))
    found = violations(
        damaged(blob, "EPUB/package.opf", lambda text: text.replace("Summary", "Remark"))
    )

    rules = {rule for rule, _ in found}
    assert {"image-alt", "heading-order"} <= rules
    assert any("metadata" in rule for rule in rules)
