"""The EPUB in the engine of a reader's screen: nothing runs over, nobody is shut out."""

import zipfile

import pytest

from pipeline.render.epub import render_epub
from tests import manuscripts
from tests.archives import LAYOUT
from tests.render.test_epub_rare import saying

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    for name in ("sample", "hostile"):
        path = folder / f"{name}.epub"
        path.write_bytes(render_epub(getattr(manuscripts, name)(), LAYOUT))
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder / name)
    return folder


def test_a_rare_character_is_drawn_by_the_font_that_comes_along(page, tmp_path):
    rare = "\N{CJK UNIFIED IDEOGRAPH-20164}"
    path = tmp_path / "book.epub"
    path.write_bytes(render_epub(saying(f"姓{rare}的人。"), LAYOUT))
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "book")
    page.goto((tmp_path / "book" / "EPUB" / "text" / "ch001.xhtml").as_uri())

    load = """([family, words]) => document.fonts.load(`16px "${family}"`, words)
        .then(faces => faces.map(face => face.status))"""
    assert page.evaluate(load, ["jianbao rare song", rare]) == ["loaded"]
    assert page.evaluate(load, ["jianbao rare song", "国"]) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 820])
def test_each_page_fits_the_screen_and_is_open_to_all(page, book, axe, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    paths = sorted(book.rglob("*.xhtml"))
    assert len(paths) > 6
    for path in paths:
        page.goto(path.as_uri())
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
        )

        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
