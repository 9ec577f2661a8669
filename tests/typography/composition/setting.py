"""How these tests set a page with plain CSS, and read its lines back from the finished file."""

from __future__ import annotations

import ctypes
import html
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.typography.composition import compose_lines
from tests.render.glyphs import without_actual_text

ENDING = frozenset("，、；：。．！？）〕］｝〉》」』】”’")
NEVER_FIRST = ENDING | frozenset("·・～％%‰℃°々")
NEVER_LAST = frozenset("（〔［｛〈《「『【“‘")

FULL_WIDTH = 0.9


class Box(NamedTuple):
    """A glyph's cell, in pt: what it says, where it begins and ends, its baseline and size."""

    character: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True)
class SetLine:
    """A line as printed. ``last`` of its paragraph; its edges are those of the ink's half-cells."""

    boxes: tuple[Box, ...]
    first: bool
    last: bool

    @property
    def text(self) -> str:
        return "".join(box.character for box in self.boxes)

    @property
    def left(self) -> float:
        box = self.boxes[0]
        half = box.character in NEVER_LAST and box.right - box.left > FULL_WIDTH * box.size
        return box.left + (box.size / 2 if half and not self.first else 0)

    @property
    def right(self) -> float:
        box = self.boxes[-1]
        half = box.character in ENDING and box.right - box.left > FULL_WIDTH * box.size
        return box.right - (box.size / 2 if half else 0)


def set_page(body: str, css: str = "", *, variant: str | None = None) -> bytes:
    """The PDF of a body, at 10.5 pt on 18 pt with a measure of 40 characters."""
    import weasyprint

    from pipeline.render.pdf import _fonts

    assert compose_lines() == ()
    sheet = (
        "@page { size: 210mm 297mm; margin: 25mm 87.638pt }"
        'html { font: 10.5pt/18pt "Noto Serif SC"; hyphens: none } body { margin: 0 }'
        "p { margin: 0; text-indent: 2em; text-align: justify }"
        'b { font-family: "Noto Sans SC" } sup { font-size: .6em; line-height: 0 }'
    )
    page = f'<html lang="zh-CN"><title>t</title><style>{sheet}{css}</style><body>{body}</body>'
    return weasyprint.HTML(string=page).write_pdf(font_config=_fonts(), pdf_variant=variant)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts)


def words_of(markup: str) -> str:
    """What a body says, blanks left out."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def boxes(content: bytes) -> list[Box]:
    """The glyphs of a file in the order they were drawn, page under page."""
    found = []
    with pypdfium2.PdfDocument(without_actual_text(content)) as document:
        for number, page in enumerate(document):
            words = page.get_textpage()
            x, y = ctypes.c_double(), ctypes.c_double()
            cell, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
            for place in range(words.count_chars()):
                if pdfium.FPDFText_IsGenerated(words, place):
                    continue
                code = pdfium.FPDFText_GetUnicode(words, place)
                pdfium.FPDFText_GetCharOrigin(words, place, x, y)
                pdfium.FPDFText_GetLooseCharBox(words, place, cell)
                pdfium.FPDFText_GetMatrix(words, place, matrix)
                size = pdfium.FPDFText_GetFontSize(words, place) * abs(matrix.d)
                character = "-" if code in {0x2, 0xFFFE} else chr(code)
                if character.isspace():
                    continue
                wide = unicodedata.east_asian_width(character) in "WFA"
                # PDFium's box is the ink's where that leaves the cell.
                right = x.value + size if wide else cell.right
                found.append(Box(character, x.value, right, y.value - 10_000 * number, size))
    return found


def set_lines(content: bytes, texts: list[str]) -> list[SetLine]:
    """The lines of a file whose paragraphs say ``texts``, in one column without notes."""
    rows: list[list[Box]] = []
    for box in boxes(content):
        if rows and box.left > rows[-1][-1].left - box.size * 0.3 and _level(rows[-1][-1], box):
            rows[-1].append(box)
        else:
            rows.append([box])
    ends, begins, total = set(), {0}, 0
    for text in texts:
        total += len("".join(text.split()))
        ends.add(total)
        begins.add(total)
    made, seen = [], 0
    for row in rows:
        start, seen = seen, seen + len(row)
        made.append(SetLine(tuple(row), start in begins, seen in ends))
    assert seen == total
    return made


def _level(one: Box, other: Box) -> bool:
    return abs(one.baseline - other.baseline) < 0.7 * max(one.size, other.size)


def drawn(content: bytes) -> str:
    """What the glyphs of a file stand for, in the order they are drawn, blanks left out."""
    said: list[str] = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            fonts = {name: to_unicode(font) for name, font in page.Resources.Font.items()}
            letters: dict[int, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    letters = fonts[str(operands[0])]
                elif str(operator) == "TJ":
                    codes = b"".join(bytes(one) for one in operands[0] if hasattr(one, "__bytes__"))
                    said += [
                        letters[int.from_bytes(codes[place : place + 2])]
                        for place in range(0, len(codes), 2)
                    ]
    return "".join("".join(said).split())


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """What the glyphs of a file's font say."""
    table = re.findall(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(said.decode()).decode("utf-16-be") for code, said in table}
