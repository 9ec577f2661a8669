"""Makes the pictures of the README from what ``make report`` has written.

    .venv/bin/python docs/pictures/make.py

``before-after.png``: lines of source 001 as they came, beside the page of the finished PDF on which
they are printed. ``pages.png``: the cover, the contents and a page with notes, side by side.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BRIEFING = ROOT / "output" / "briefing.pdf"
FONT = Path(sys.prefix, "share", "jianbao", "fonts", "NotoSerifSC-Regular.otf")
PAGES = (0, 1, 5)
SCALE = 0.62  # 72 dpi × this
COLOURS = 96  # enough for black type and one red; keeps the file small
GAP = 24
FRAME = "#c8c4bc"

MESSY = "001"  # the source that is shown as it came
FIRST = 18  # its line at the top of the picture
CITED = "001:42"  # the finished page is the one that bears this mark


def main() -> None:
    document = pypdfium2.PdfDocument(BRIEFING)
    save([_page(document, number) for number in PAGES], "pages.png")
    finished = _page(document, _page_with(document, CITED))
    save([_as_it_came(finished.size), finished], "before-after.png")


def save(pages: list[Image.Image], name: str) -> None:
    """Pages side by side."""
    width = sum(page.width for page in pages) + GAP * (len(pages) - 1)
    sheet = Image.new("RGB", (width, pages[0].height), "white")
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width + GAP
    sheet.quantize(COLOURS).save(HERE / name, optimize=True)


def _page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    return ImageOps.expand(document[number].render(scale=SCALE * 2).to_pil(), 2, FRAME)


def _page_with(document: pypdfium2.PdfDocument, words: str) -> int:
    """The first page behind the contents that has ``words``."""
    for number in range(len(document)):
        if words in document[number].get_textpage().get_text_range():
            return number
    message = f"no page of {BRIEFING.name} bears {words}"
    raise LookupError(message)


def _as_it_came(size: tuple[int, int]) -> Image.Image:
    """Lines of the source with their numbers, as a text editor shows them."""
    width, height = size
    sheet = Image.new("RGB", size, "#fbf9f4")
    pen = ImageDraw.Draw(sheet)
    pitch = 26
    letters, numbers = (ImageFont.truetype(FONT, points) for points in (19, 14))
    path = next((ROOT / "seeds").glob(f"{MESSY}*.txt"))
    lines = path.read_text("utf-8").splitlines()
    pen.text((24, 18), path.name, "#8c1c13", letters)
    for row, line in enumerate(lines[FIRST - 1 : FIRST + (height - 80) // pitch]):
        top = 56 + row * pitch
        pen.text((24, top + 5), f"{FIRST + row:>3}", "#999999", numbers)
        pen.text((66, top), line[: (width - 90) // 19], "black", letters)
    return ImageOps.expand(sheet.crop((2, 2, width - 2, height - 2)), 2, FRAME)


if __name__ == "__main__":
    main()
