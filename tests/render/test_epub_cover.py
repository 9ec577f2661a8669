"""The cover as a picture, for the shelf."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from pipeline.render.epub import render_epub
from pipeline.render.epub.picture import cover_picture
from tests import manuscripts
from tests.archives import LAYOUT, parts

if TYPE_CHECKING:
    from pathlib import Path


def test_the_cover_is_a_picture_too(tmp_path: Path) -> None:
    blob = parts(render_epub(manuscripts.sample(), LAYOUT))
    package = blob["EPUB/package.opf"].decode()
    (entry,) = re.findall(r"<item [^>]*cover-image[^>]*>", package)
    assert 'href="cover.png"' in entry
    assert 'name="cover" content="shelf"' in package

    picture = Image.open(io.BytesIO(blob["EPUB/cover.png"])).convert("RGB")
    assert picture.size == (1191, 1684)
    colours = {colour for _, colour in picture.getcolors(1 << 20)}
    assert (0, 0, 0) in colours
    assert tuple(bytes.fromhex(LAYOUT.colours["accent"].removeprefix("#"))) in colours
    inked = picture.convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
    left, right = LAYOUT.page.left / 210 * 1191, (1 - LAYOUT.page.right / 210) * 1191
    assert inked is not None
    assert abs(inked[0] - left) < 3
    assert abs(inked[2] - right) < 3


@pytest.mark.parametrize("name", ["bare", "hostile"])
def test_a_cover_of_any_words_is_drawn(name: str) -> None:
    assert cover_picture(getattr(manuscripts, name)(), LAYOUT).startswith(b"\x89PNG")


def test_a_long_issuer_gives_the_date_a_line_of_its_own() -> None:
    """Both stand at the ends of one line while there is room."""
    book = manuscripts.sample()
    short = replace(book.front, issuer="青岭市政策研究室", date="2031年3月5日")
    long = replace(short, issuer="青岭市人民政府发展研究中心、山海经济协同创新中心" * 2)
    left, right = (
        round(LAYOUT.page.left / 210 * 1191),
        round((1 - LAYOUT.page.right / 210) * 1191),
    )

    for front in (short, long):
        cover = cover_picture(replace(book, front=front), LAYOUT)
        grey = Image.open(io.BytesIO(cover)).convert("L").point(lambda one: 255 * (one < 128))
        box = grey.getbbox()
        assert box is not None
        assert left - 3 <= box[0]
        assert box[2] <= right + 3
