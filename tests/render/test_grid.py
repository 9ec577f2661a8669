"""The grid: body text stands on it on every page, whatever stands between; and what else does.

As in test_tokens, each role is made of a character of its own, so that glyphs tell what they are.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.model.manuscript import (
    Bar,
    Chart,
    ChartKind,
    ChartRow,
    Front,
    Heading,
    NoteCall,
    Paragraph,
    Run,
    Style,
    Table,
)
from pipeline.render.pdf import render_pdf
from pipeline.typography.table import load_layout
from pipeline.typography.tokens import POINTS_A_MM
from tests import manuscripts
from tests.render.conftest import TEMPLATES
from tests.render.glyphs import glyphs_by_page
from tests.render.test_illustrations import POOL, STRIP
from tests.render.test_layouts import FULL
from tests.render.test_tokens import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.model.manuscript import Element, Manuscript
    from pipeline.typography.tokens import Layout

pytestmark = pytest.mark.usefixtures("_own_fonts")

WITHIN = 0.1
"""pt: 0.02 are measured, where a pitch isn't a whole number of pixels' parts."""

CENTRE = 0.38
"""From a Han character's base line to its middle, in em."""

OWN_PITCH = {"index-entry", "source-entry", "source-file", "colophon", "note"}
IN_CELLS = {"table-head", "row-head", "table-cell"}


def mixed() -> Iterator[Element]:
    """One to four lines of everything that isn't body text, and body text after each."""
    ids = map(str, itertools.count())

    def words(role: str, many: int) -> tuple[Run, ...]:
        return (Run(LETTERS[role] * many),)

    def body(*notes: NoteCall) -> Paragraph:
        return Paragraph(next(ids), Style.BODY, (*words("body", 50), *notes))

    roles = [one for one in Style if one in LETTERS and one is not Style.BODY]
    for n in range(1, 5):
        for level in range(1, 5):
            yield Heading(next(ids), level, "", LETTERS[f"heading-{level}"] * 4 * n)
            yield body(NoteCall(level, LETTERS["note"] * 30 * n))
        for role in roles:
            yield Paragraph(next(ids), role, words(role, 30 * n - 20))
            yield body()
        yield Paragraph(next(ids), Style.SOURCE_ENTRY, words("source-entry", 20 * n))
        yield Paragraph(next(ids), Style.SOURCE_FILE, words("source-file", 60))
        yield body()
        for letter in "BC":
            yield Paragraph(next(ids), Style.INDEX_LETTER, (Run(letter),))
            yield Paragraph(next(ids), Style.INDEX_ENTRY, words("index-entry", 10 * n))
        yield body()
        caption, heads = LETTERS["table-caption"] * 4, (LETTERS["table-head"] * 9 * n, "列")
        cells = [(words("table-cell", 9 * n), (Run("数" * many),)) for many in (2, 50, 90)]
        yield Table(next(ids), caption, heads, tuple(cells), (0.3, 0.7))
        yield body()
        bars = tuple(ChartRow("项", (Bar("3次", 3), Bar("4次", 4))) for _ in range(n))
        yield Chart(next(ids), ChartKind.CHANGE, bars, 0, "图")
        yield Paragraph(next(ids), Style.CHART_CAPTION, words("chart-caption", 4))
        yield body()
        for picture in (STRIP, POOL):
            yield replace(picture, id=next(ids), width=0.1 * n)
            yield body()


def book() -> Manuscript:
    return replace(manuscripts.bare(), elements=tuple(mixed()))


@pytest.fixture(scope="module", params=["briefing", "gb9704", "jianbao"])
def layout(request: pytest.FixtureRequest) -> Layout:
    return load_layout(request.param, TEMPLATES)


Rows = dict[str, list[tuple[int, float]]]
"""Of each role's lines: the page, and how far below the head of the block they stand, in pt."""


def rows(content: bytes, layout: Layout) -> Rows:
    head = (layout.page.height - layout.margins()[0]) * POINTS_A_MM
    roles = {letter: layout.styles[role] for role, letter in LETTERS.items()}
    found: dict[str, dict[tuple[int, float], float]] = defaultdict(dict)
    for page, drawn in enumerate(glyphs_by_page(content)):
        for glyph in drawn:
            role = roles.get(glyph.character)
            if role and abs(glyph.size - role.size) < 0.01:  # not in contents or running heads
                below = head - glyph.baseline
                found[role.name].setdefault((page, round(below, 1)), below)
    return {
        role: [(page, below) for (page, _), below in sorted(lines.items())]
        for role, lines in found.items()
    }


@pytest.fixture(scope="module")
def found(layout: Layout, _own_fonts: None) -> Rows:
    return rows(render_pdf(book(), layout, TEMPLATES).content, layout)


def off(lengths: list[float], step: float) -> float:
    """How far lengths are from being whole steps apart, at the most.

    >>> off([3, 25, 47.5], 22)
    0.5
    """
    return max(abs((one - lengths[0] + step / 2) % step - step / 2) for one in lengths)


@pytest.mark.slow
def test_body_text_stands_on_the_grid_of_its_page_whatever_stands_between(
    layout: Layout, found: Rows
) -> None:
    pitch, size = layout.styles["body"].line, layout.styles["body"].size
    lines = [y for _, y in found["body"]]

    assert len({page for page, _ in found["body"]}) > 5
    assert len(lines) > 150
    assert off(lines, pitch) < WITHIN
    # The grid begins with the block: characters stand in the middle of its lines.
    assert (lines[0] - CENTRE * size) % pitch == pytest.approx(pitch / 2, abs=pitch / 16)


@pytest.mark.slow
def test_what_has_the_pitch_of_the_text_stands_in_its_lines(layout: Layout, found: Rows) -> None:
    pitch = layout.styles["body"].line
    roles = {one for one in found if layout.on_the_grid(one)} - IN_CELLS - {"note", "citation"}

    assert len(roles) > 10
    for role in roles:
        lines = [y for _, y in found[role]]
        assert off(lines, pitch) < WITHIN, role
        middle = (lines[0] - CENTRE * layout.styles[role].size) % pitch
        assert middle == pytest.approx(pitch / 2, abs=pitch / 16), role


def test_small_type_that_runs_long_is_the_rest(layout: Layout) -> None:
    off_the_grid = {one for one in LETTERS if not layout.on_the_grid(one)}

    assert off_the_grid <= OWN_PITCH | IN_CELLS


@pytest.mark.slow
def test_rows_of_a_table_are_whole_lines_and_cells_stand_in_their_middle(
    layout: Layout, found: Rows
) -> None:
    pitch = layout.styles["body"].line
    for role in IN_CELLS:
        style = layout.styles[role]
        cells: list[list[float]] = []
        page_before = -1
        for page, y in found[role]:
            goes_on = page == page_before and abs(y - cells[-1][-1] - style.line) < WITHIN
            cells[-1].append(y) if goes_on else cells.append([y])
            page_before = page
        middles = [(cell[0] + cell[-1]) / 2 for cell in cells]
        assert len(cells) >= 4
        assert off(middles, pitch / 2) < WITHIN, role


@pytest.mark.slow
def test_notes_end_on_the_last_line_of_the_page(layout: Layout, found: Rows) -> None:
    pitch = layout.styles["body"].line
    last: dict[int, float] = {}
    for page, y in found["note"]:
        last[page] = max(y, last.get(page, 0))
    foot = found["body"][0][1] % pitch + (layout.page.lines - 1) * pitch

    assert len(last) >= 4
    assert list(last.values()) == pytest.approx([foot] * len(last), abs=WITHIN)


@pytest.mark.parametrize(
    "front",
    [
        Front("题"),
        FULL,
        replace(FULL, masthead="", urgency=""),
        replace(FULL, document_number="", signatory="", addressees=""),
    ],
    ids=["title", "all", "no masthead", "no number"],
)
@pytest.mark.parametrize("name", ["gb9704", "jianbao"])
def test_the_text_below_any_head_stands_on_the_grid(name: str, front: Front) -> None:
    layout = load_layout(name, TEMPLATES)
    headings = [Heading(f"h-{n}", 1, "", LETTERS["heading-1"]) for n in range(3)]
    body = [Paragraph(f"p-{n}", Style.BODY, (Run(LETTERS["body"] * 99),)) for n in range(9)]
    manuscript = replace(manuscripts.bare(), front=front, elements=(*headings, *body))

    lines = rows(render_pdf(manuscript, layout, TEMPLATES).content, layout)["body"]

    assert {page for page, _ in lines} > {0}
    assert off([y for _, y in lines], layout.styles["body"].line) < WITHIN
