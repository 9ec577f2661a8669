"""The briefing of `seeds/` in each layout, its finished pages measured."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pikepdf
import pypdfium2
import pytest

from pipeline.typography.table import load_layout
from tests.conftest import ROOT
from tests.end_to_end.test_report import report
from tests.typography.composition.setting import NEVER_FIRST, NEVER_LAST, Box, SetLine, boxes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.slow

MM = 72 / 25.4
PAGE = 10_000
"""By so much a page lies below the one before, as ``boxes`` has it."""

SEAM = re.compile("[\u4e00-\u9fff] [0-9A-Za-z]|[0-9A-Za-z] [\u4e00-\u9fff]")


class Set(NamedTuple):
    """A finished file, its layout, and the lines of its chapters: those of the body's size."""

    path: Path
    layout: Layout
    lines: Sequence[SetLine]

    @property
    def size(self) -> float:
        return self.layout.styles["body"].size

    @property
    def left(self) -> float:
        return self.layout.page.left * MM

    @property
    def right(self) -> float:
        return (self.layout.page.width - self.layout.page.right) * MM

    def goes_on(self, line: SetLine) -> bool:
        """Whether a line begins at the edge, as those of a paragraph but the first do."""
        return abs(line.left - self.left) < 1

    def full_lines(self) -> list[SetLine]:
        """Those below which their paragraph goes on. One at which the text ends isn't: a citation
        alone below it stands at the right.
        """
        return [line for line, below in pairwise(self.lines) if self.goes_on(below)]

    def last_lines(self) -> list[SetLine]:
        return [
            line
            for line, below in pairwise(self.lines)
            if self.goes_on(line) and not self.goes_on(below)
        ]


@pytest.fixture(scope="module", params=["briefing", "gb9704", "jianbao"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Set:
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    settings = (ROOT / "briefing.toml").read_text("utf-8")
    wanted = f'\n[layout]\nname = "{request.param}"\nformats = ["pdf"]\n'
    (folder / "briefing.toml").write_text(settings + wanted, "utf-8")
    run = report(folder)
    assert run.returncode == 0, run.stderr

    path = folder / "output" / "briefing.pdf"
    layout = load_layout(request.param, ROOT / "templates")
    return Set(path, layout, chapters(path.read_bytes(), layout))


def chapters(content: bytes, layout: Layout) -> list[SetLine]:
    """The lines of the body's size on the pages of the numbered chapters, as they were drawn."""
    with pypdfium2.PdfDocument(content) as document:
        heads = [(one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
    numbered = [page for title, page in heads if "、" in title[:3]]
    first, end = numbered[0], next(page for _, page in heads if page > numbered[-1])
    rows: list[list[Box]] = []
    for box in boxes(content):
        above = rows[-1][-1] if rows else None
        near = above and abs(above.baseline - box.baseline) < 0.7 * max(box.size, above.size)
        if above and near and box.left > above.left - box.size * 0.3:
            rows[-1].append(box)
        else:
            rows.append([box])
    foot, head = layout.page.bottom * MM - 1, (layout.page.height - layout.page.top) * MM
    return [
        SetLine(tuple(row), first=False, last=False)
        for row in rows
        if first <= -(row[0].baseline // PAGE) < end
        and foot < row[0].baseline % PAGE < head
        and abs(max(box.size for box in row) - layout.styles["body"].size) < 0.1
    ]


def test_full_lines_are_flush(made: Set) -> None:
    full = made.full_lines()
    ragged = [line.text for line in full if abs(line.right - made.right) > 0.5]

    assert len(full) > 200
    assert len(ragged) <= 0.005 * len(full), ragged


def test_no_mark_stands_at_the_wrong_edge(made: Set) -> None:
    assert [line.text for line in made.lines if line.text[0] in NEVER_FIRST] == []
    assert [line.text for line in made.full_lines() if line.text[-1] in NEVER_LAST] == []


def test_no_character_is_alone(made: Set) -> None:
    """A citation that has no room on a line of its own goes on below, with no word before it."""
    words = [
        [box.character for box in line.boxes if abs(box.size - made.size) < 0.1]
        for line in made.last_lines()
    ]

    assert len(words) > 50
    assert [one for one in words if one and sum(letter.isalnum() for letter in one) < 2] == []


def test_first_lines_are_indented_by_two_characters(made: Set) -> None:
    first = [line for line in made.lines if not made.goes_on(line)]
    indents = [(line.boxes[0].left - made.left) / made.size for line in first]

    assert indents == pytest.approx([2] * len(first), abs=0.05)


def test_the_file_is_small_and_sound_and_has_no_radicals(made: Set) -> None:
    content = made.path.read_bytes()
    with pypdfium2.PdfDocument(content) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)

    assert len(content) < 1.5e6
    assert [letter for letter in text if "\u2e80" <= letter <= "\u2fdf"] == []
    with pikepdf.open(made.path) as pdf:
        assert [*pdf.get_warnings(), *pdf.check_pdf_syntax()] == []


def test_no_reader_finds_a_blank_between_han_and_latin(made: Set) -> None:
    """The sources have none there that cleaning leaves."""
    with pypdfium2.PdfDocument(made.path) as document:
        read = [page.get_textpage().get_text_range().splitlines() for page in document]
    rows = {"".join(row.split()): row for rows in read for row in rows}
    copied = [rows[line.text] for line in made.lines if line.text in rows]

    assert len(copied) > 0.99 * len(made.lines)
    assert [row for row in copied if SEAM.search(row)] == []
