"""An editor's pictures in all three files, in either layout."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from pipeline.check.docx import check_docx
from pipeline.check.epub import check_epub
from pipeline.check.pdf import check_pdf
from pipeline.model.manuscript import Illustration
from pipeline.render.charts import vector_picture
from pipeline.render.docx import render_docx
from pipeline.render.docx.ooxml import bookmark_name
from pipeline.render.epub import render_epub
from pipeline.render.pdf import render_pdf
from pipeline.typography.table import load_layout
from tests import manuscripts
from tests.archives import parts
from tests.render.conftest import TEMPLATES


def drawn(id: str, kind: str, size: tuple[int, int], width: float) -> Illustration:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(out, kind)
    return Illustration(id, out.getvalue(), f"image/{kind.lower()}", f"图示{id}", width)


TOWER = drawn("e-tower", "PNG", (30, 300), 0.9)
POOL = drawn("e-pool", "JPEG", (300, 200), 1.0)
STRIP = drawn("e-strip", "PNG", (400, 4), 0.5)


@pytest.mark.parametrize("name", ["briefing", "gb9704"])
@pytest.mark.parametrize("one", [TOWER, POOL, STRIP], ids=lambda one: one.id)
def test_it_keeps_its_shape_within_the_page(name, one):
    layout = load_layout(name, TEMPLATES)
    line = layout.styles["body"].line
    _, width, height = vector_picture(one, layout)
    with Image.open(io.BytesIO(one.content)) as opened:
        assert width / height == pytest.approx(opened.width / opened.height)
    assert width <= one.width * layout.page.measure + 0.01
    assert height <= 0.6 * layout.page.lines * line
    assert height < line or height % line == pytest.approx(0, abs=0.001)


@pytest.mark.slow
@pytest.mark.usefixtures("_own_fonts")
@pytest.mark.parametrize("name", ["briefing", "gb9704"])
def test_all_three_files_show_them_and_the_checks_know_them(name):
    layout = load_layout(name, TEMPLATES)
    sample = manuscripts.sample()
    book = replace(sample, elements=(*sample.elements[:6], TOWER, POOL, *sample.elements[6:]))

    check_pdf(render_pdf(book, layout, TEMPLATES).content, book, layout)
    epub = render_epub(book, layout)
    check_epub(epub, book, layout)
    kept = parts(epub)
    assert {TOWER.content, POOL.content} <= set(kept.values())
    package = next(part for name, part in kept.items() if name.endswith(".opf"))
    assert b"image/jpeg" in package

    docx = render_docx(book, layout)
    check_docx(docx, book, layout)
    assert {TOWER.content, POOL.content} <= set(parts(docx).values())
    root = etree.fromstring(parts(docx)["word/document.xml"])
    names = [one.get("name") for one in root.iter(qn("wp:docPr"))]
    assert names[:2] == [bookmark_name(TOWER.id), bookmark_name(POOL.id)]
