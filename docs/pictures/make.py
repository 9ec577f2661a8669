"""Makes the pictures of the README and of docs/epub.md from what ``make report`` has written.

    .venv/bin/python docs/pictures/make.py

``before-after.png``: lines of source 001 as they came, beside the page of the finished PDF on which
they are printed. ``pages.png``: the cover, the contents and a page with notes, side by side.
``screens.png``: pages of the EPUB on a phone by day and by night, and on a tablet, as Chromium
draws them (by Playwright; in our fonts, so that the picture is the same everywhere).
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps
from playwright.sync_api import Browser, sync_playwright

from pipeline.typography.fonts import private_fontconfig
from setup.system import BROWSERS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BRIEFING = ROOT / "output" / "briefing.pdf"
BOOK = ROOT / "output" / "briefing.epub"
FONT = Path(sys.prefix, "share", "jianbao", "fonts", "NotoSerifSC-Regular.otf")
PAGES = (0, 1, 5)
SCALE = 0.62  # 72 dpi × this
COLOURS = 96  # enough for black type and one red; keeps the file small
GAP = 24
FRAME = "#c8c4bc"

MESSY = "001"  # the source that is shown as it came
FIRST = 18  # its line at the top of the picture
CITED = "001:30"  # the finished page is the one that bears this mark


class Screen(NamedTuple):
    """A screen, in CSS pixels, and what it shows: the first page of the book that has ``holds``,
    from ``top`` (a CSS selector) on.
    """

    width: int
    height: int
    scheme: str
    holds: str
    top: str


SCREENS = (
    Screen(390, 780, "light", "doc-noteref", "h1"),
    Screen(390, 780, "dark", "<img", ".chart"),
    Screen(820, 1093, "light", "<table", "h1"),
)
SCREEN_HEIGHT = 900  # dots, in the picture


def main() -> None:
    document = pypdfium2.PdfDocument(BRIEFING)
    save([_page(document, number) for number in PAGES], "pages.png")
    finished = _page(document, _page_with(document, CITED))
    save([_as_it_came(finished.size), finished], "before-after.png")
    save(_screens(), "screens.png")


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


def _screens() -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        private_fontconfig(Path(folder, "fonts"))
        with zipfile.ZipFile(BOOK) as archive:
            archive.extractall(Path(folder, "book"))
        pages = sorted(Path(folder, "book").rglob("ch*.xhtml"))
        program = next(found for name in BROWSERS if (found := shutil.which(name)))
        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
            return [_shown(browser, pages, screen) for screen in SCREENS]


def _shown(browser: Browser, pages: list[Path], screen: Screen) -> Image.Image:
    path = next(page for page in pages if screen.holds in page.read_text("utf-8"))
    size = {"width": screen.width, "height": screen.height}
    page = browser.new_page(viewport=size, color_scheme=screen.scheme, device_scale_factor=2)
    page.goto(path.as_uri())
    # A reader's program keeps the page off the edges of the screen.
    page.add_style_tag(content="body { padding: 24px }")
    page.locator(screen.top).first.evaluate(
        "node => window.scrollTo(0, node.getBoundingClientRect().top + window.scrollY - 24)"
    )
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    picture.thumbnail((picture.width, SCREEN_HEIGHT), Image.Resampling.LANCZOS)
    return ImageOps.expand(picture, 2, FRAME)


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
