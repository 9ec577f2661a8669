"""Three files, one text: a file that says something else stops the run, and says where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.cli import main
from pipeline.render import docx, epub
from pipeline.render.press import Press
from tests.archives import damaged, swap

TEXT = """山阳茶香

近年来，山阳县把茶产业作为主导产业来抓，全县茶园面积已达12万亩，居全省第三位。
"""
MADE = "全县茶园面积"
SPOILT = "全县茶园总面积"


def spoil_epub(monkeypatch):
    made = epub.render_epub

    def render(manuscript, layout):
        return damaged(made(manuscript, layout), "EPUB/text/ch002.xhtml", swap(MADE, SPOILT))

    monkeypatch.setattr(epub, "render_epub", render)


def spoil_docx(monkeypatch):
    made = docx.finish_docx

    def finish(*arguments):
        return damaged(
            made(*arguments), "word/document.xml", lambda text: text.replace(MADE, SPOILT)
        )

    monkeypatch.setattr(docx, "finish_docx", finish)


def spoil_pdf(monkeypatch):
    made = Press.set_pages

    def set_pages(press, manuscript, *arguments):
        elements = tuple(
            replace(
                one,
                inlines=tuple(
                    replace(run, text=run.text.replace(MADE, SPOILT))
                    if hasattr(run, "voice")
                    else run
                    for run in one.inlines
                ),
            )
            if hasattr(one, "inlines")
            else one
            for one in manuscript.elements
        )
        return made(press, replace(manuscript, elements=elements), *arguments)

    monkeypatch.setattr(Press, "set_pages", set_pages)


@pytest.mark.row(143)
@pytest.mark.parametrize(
    ("suffix", "spoil"),
    [
        ("epub", spoil_epub),
        ("docx", spoil_docx),
        pytest.param("pdf", spoil_pdf, marks=pytest.mark.slow),
    ],
)
def test_a_file_that_says_something_else_is_not_published(
    project, monkeypatch, capsys, suffix, spoil
):
    path = project({"a.txt": TEXT}, f'[layout]\nformats = ["{suffix}"]\n')
    assert main(["report", str(path)]) == 0
    before = {one.name: one.read_bytes() for one in (path / "output").glob("*.*")}
    (path / "seeds" / "a.txt").write_text(TEXT.replace("12万亩", "13万亩"), "utf-8")
    spoil(monkeypatch)
    capsys.readouterr()

    assert main(["report", str(path)]) == 10
    said = capsys.readouterr().err
    (error,) = [line for line in said.splitlines() if line.startswith("error:")]
    assert f"briefing.{suffix}" in error
    assert MADE in error or "近年来" in error  # the block, by its words
    assert {one.name: one.read_bytes() for one in (path / "output").glob("*.*")} == before
