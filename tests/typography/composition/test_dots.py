"""Dots of emphasis, measured: one under each character that takes one, in no other's way."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pipeline.typography.emphasis import takes_dot
from tests.render.glyphs import Ink, paths, without_actual_text
from tests.typography.composition.setting import Box, boxes, drawn, set_page, words_of

# As the sheet has it (templates/pdf/print.css.j2).
DOTS = (
    "em { font-style: normal; text-decoration: underline dotted;"
    " text-decoration-thickness: 0.18em; text-underline-offset: 0.28em }"
)
WITHOUT = "em { font-style: normal }"

SAID = (
    "<p>上善若水，<em>水善利万物</em>而不争，处<em>众人之所恶</em>，故<b>几<em>于道</em></b>。居善地，"
    "心善渊，<em>与善仁，言善信，政善治。“天长地久”（天地）所以能长且久者，以其不自生</em>，"
    "故能长生。约<em>gjpq 12.5%，〇々</em>。</p>"
    "<p><em>“夫唯不争”，故无尤。</em>是以圣人后其身而身先。</p>"
)
DOTTED = (
    "水善利万物众人之所恶于道与善仁言善信政善治天长地久天地所以能长且久者以其不自生"
    "gjpq125〇々夫唯不争故无尤"
)
SIZE = 10.5


def ink(content: bytes) -> list[tuple[str, Ink]]:
    """The characters of the first page as drawn, each with its ink, blanks left out."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = []
    with pypdfium2.PdfDocument(without_actual_text(content)) as document:
        words = document[0].get_textpage()
        for place in range(words.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(words, place))
            if not character.isspace() and not pdfium.FPDFText_IsGenerated(words, place):
                pdfium.FPDFText_GetCharBox(words, place, left, right, bottom, top)
                found.append((character, Ink(left.value, bottom.value, right.value, top.value)))
    return found


@pytest.fixture(scope="module")
def page() -> bytes:
    return set_page(SAID, DOTS, variant="pdf/ua-1")


def dotted_cells(content: bytes) -> list[Box]:
    """The cells of the characters that are to have a dot, in reading order."""
    cells, rest = [], list(DOTTED)
    marked = _marked()
    for cell, is_marked in zip(boxes(content), marked, strict=True):
        if is_marked and takes_dot(cell.character):
            assert cell.character == rest.pop(0)
            cells.append(cell)
    assert rest == []
    return cells


def _marked() -> list[bool]:
    """For each character of SAID, blanks left out, whether it stands in an ``em``."""
    found, inside = [], False
    for part in SAID.replace("<", "\0<").replace(">", ">\0").split("\0"):
        if part in ("<em>", "</em>"):
            inside = part == "<em>"
        elif not part.startswith("<"):
            found += [inside] * len("".join(part.split()))
    return found


def test_a_dot_stands_under_the_middle_of_each_character_and_under_no_mark(page: bytes) -> None:
    cells, dots = dotted_cells(page), paths(page)

    assert len(dots) == len(cells) == len(DOTTED)
    for cell, dot in zip(cells, dots, strict=True):
        assert dot.middle == pytest.approx((cell.left + cell.right) / 2, abs=0.05 * SIZE), cell
        assert dot.right - dot.left == pytest.approx(0.18 * SIZE, abs=0.01)
        assert cell.baseline - dot.top == pytest.approx(0.28 * SIZE, abs=0.05)


def test_no_dot_touches_a_letter_of_its_line_or_of_the_next(page: bytes) -> None:
    dots = paths(page)
    letters = ink(page)

    assert len(letters) == len(words_of(SAID))
    for dot in dots:
        for character, letter in letters:
            apart = dot.top < letter.bottom or dot.bottom > letter.top
            assert apart or dot.right < letter.left or dot.left > letter.right, (character, dot)


def test_lines_and_words_are_what_they_are_without_dots(page: bytes) -> None:
    plain = set_page(SAID, WITHOUT, variant="pdf/ua-1")

    assert boxes(page) == boxes(plain)
    assert drawn(page) == drawn(plain) == words_of(SAID)
    assert paths(plain) == []


def test_dots_have_the_colour_of_their_words() -> None:
    red = set_page("<p style='color: #cc0000'>约<em>善</em></p>", DOTS)
    with pypdfium2.PdfDocument(red) as document:
        (dot,) = document[0].get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,))
        colours = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFPageObj_GetFillColor(dot, *colours)
    assert [one.value for one in colours] == [0xCC, 0, 0, 0xFF]


def test_another_underline_stays_a_line() -> None:
    page = set_page("<p><u>上善若水</u></p>")
    (line,) = paths(page)
    assert line.right - line.left == pytest.approx(4 * SIZE, abs=1.5)


def test_a_line_that_is_not_ours_has_its_dotted_underline() -> None:
    """A paragraph whose blanks count is WeasyPrint's."""
    page = set_page("<p style='white-space: pre'><em>上善若水</em></p>", DOTS)
    (line,) = paths(page)
    assert line.right - line.left > 3 * SIZE
