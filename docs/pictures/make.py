"""Makes the pictures of the README from what ``make report`` has written.

    .venv/bin/python docs/pictures/make.py

Pages of the finished PDF, side by side: the cover, the contents, a page with notes.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

HERE = Path(__file__).resolve().parent
BRIEFING = HERE.parent.parent / "output" / "briefing.pdf"
PAGES = (0, 1, 5)
SCALE = 0.62  # 72 dpi × this
COLOURS = 96  # enough for black type and one red; keeps the file small


def main() -> None:
    document = pypdfium2.PdfDocument(BRIEFING)
    pages = [
        ImageOps.expand(document[number].render(scale=SCALE * 2).to_pil(), 2, "#c8c4bc")
        for number in PAGES
    ]
    gap = 24
    width = sum(page.width for page in pages) + gap * (len(pages) - 1)
    sheet = Image.new("RGB", (width, pages[0].height), "white")
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width + gap
    sheet.quantize(COLOURS).save(HERE / "pages.png", optimize=True)


if __name__ == "__main__":
    main()
