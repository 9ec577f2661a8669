"""Comments of the draft, as another program shows them beside the notes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document

from pipeline.model.manuscript import NoteCall, Paragraph, Remark, Run, Style
from pipeline.render.docx import render_docx
from tests import manuscripts
from tests.archives import LAYOUT
from tests.render.office import as_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.model.manuscript import Manuscript

NOTES = [f"“第{n}处”疑当作“第{n}次”。" for n in range(1, 7)]


def remarked() -> Manuscript:
    elements = [
        Paragraph(f"p-{n}", Style.BODY, (Run(f"第{n}处有疑。"), NoteCall(n, note)))
        for n, note in enumerate(NOTES, 1)
    ]
    remarks = [Remark(f"p-{n}", 0, 3, ("有疑。",), ("c-0123456789",)) for n in range(1, 4)]
    return replace(manuscripts.bare(), elements=tuple(elements), remarks=tuple(remarks))


def test_no_comment_has_a_number_near_those_of_the_notes() -> None:
    document = Document(BytesIO(render_docx(remarked(), LAYOUT)))
    assert min(one.comment_id for one in document.comments) > 1000


@pytest.mark.slow
def test_libreoffice_shows_the_notes_of_a_draft_with_comments(tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(as_pdf(render_docx(remarked(), LAYOUT), tmp_path))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert all(f"第{n}次" in "".join(text.split()) for n in range(1, 7))
