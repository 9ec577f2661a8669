"""The files people read, made of a book, each opened again and held against it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

from pipeline.errors import Place
from pipeline.run.edited import draft_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.model.article import Article
    from pipeline.render.gate import MissingGlyph
    from pipeline.render.press import Press
    from pipeline.run.book import Book
    from pipeline.run.progress import Progress
    from pipeline.run.project import Project


def render_files(
    project: Project, book: Book, progress: Progress, press: Press
) -> tuple[dict[str, bytes], list[dict[str, str | int]]]:
    """The files people read, each opened again and held against the manuscript.

    The PDF is set by ``press``; meanwhile pandoc writes DOCX and EPUB side by side.
    """
    layout, carried, articles = book.layout, book.carried, book.made.articles
    manuscript = carried.manuscript
    # Renderers are heavy to import: a run that fails before them doesn't pay.
    from pipeline.check.docx import check_docx
    from pipeline.check.epub import check_epub
    from pipeline.check.form import check_form
    from pipeline.check.pdf import check_pdf, heading_pages
    from pipeline.render.docx import finish_docx, write_docx
    from pipeline.render.epub import render_epub
    from pipeline.render.front import unprinted
    from pipeline.render.gate import REMEDY, pass_gate
    from pipeline.typography.coverage import Coverage
    from pipeline.typography.fonts import font_files, font_record, resolve_roles

    formats = project.config.layout.formats
    for name in unprinted(manuscript, layout):
        progress.warn(
            f"[briefing] {name} isn't printed: the layout {layout.name!r} has no place for it",
            Place("briefing.toml"),
            "leave it out, or choose another layout",
        )
    files: dict[str, bytes] = {}
    pages: dict[str, int] = {}
    for casting in resolve_roles(layout, project.config.fonts.model_dump()):
        if casting.choice_missing:
            progress.warn(
                f"the font {casting.chosen!r} isn't there; {casting.family} is used",
                Place("briefing.toml"),
                "name a family that is installed under [fonts]",
            )
        if casting.lacks_bold:
            progress.warn(
                f"{casting.family} has no bold here: what should be bold is regular",
                remedy="install jianbao again, or name a family that has one under [fonts]",
            )
    with (
        ThreadPoolExecutor(2) as pool,
        closing(press),
        progress.stage("render", "setting the pages"),
    ):
        standard = project.config.layout.pdf
        setting = (
            pool.submit(press.set_pages, manuscript, layout, project.templates, standard)
            if "pdf" in formats
            else None
        )
        epub = pool.submit(render_epub, manuscript, layout) if "epub" in formats else None
        written = write_docx(manuscript, layout) if "docx" in formats else None
        if setting is not None:
            stopped = pass_gate(manuscript, layout, Coverage.of_folders())
            pdf = setting.result()
            for warning in pdf.warnings:
                progress.warn(warning, None, "run `make setup`, which installs the version we use")
            named = {one.character for one in stopped}
            stopped += tuple(one for one in pdf.missing if one.character not in named)
            for missing in stopped:
                progress.warn(missing.what, _place(missing, articles), REMEDY)
            check_pdf(pdf.content, manuscript, layout, [one.character for one in stopped])
            for finding in check_form(pdf.content, manuscript, layout):
                progress.warn(str(finding), Place("briefing.pdf"))
            files["briefing.pdf"] = pdf.content
            pages = heading_pages(pdf.content, manuscript)
        if written is not None:
            files["briefing.docx"] = finish_docx(
                written, manuscript, layout, pages, draft_record(carried, layout)
            )
            check_docx(files["briefing.docx"], manuscript, layout)
        if epub is not None:
            _name_rare(book, progress, named="pdf" in formats)
            files["briefing.epub"] = epub.result()
            check_epub(files["briefing.epub"], manuscript, layout)
    return files, font_record(font_files())


def _name_rare(book: Book, progress: Progress, *, named: bool) -> None:
    """Rare characters that the EPUB can't bring; ``named`` says that those which no font has are
    named already, for the PDF.
    """
    from pipeline.render.epub.rare import rare_fonts
    from pipeline.render.gate import REMEDY, find_missing

    manuscript, layout, articles = book.carried.manuscript, book.layout, book.made.articles
    rare = rare_fonts(manuscript, layout)
    for missing in () if named else find_missing(manuscript, layout, rare.missing):
        progress.warn(missing.what, _place(missing, articles), REMEDY)
    for closed in find_missing(manuscript, layout, rare.closed):
        shown = f"{closed.character} (U+{ord(closed.character):04X}), near “{closed.near}”"
        progress.warn(
            f"the maker of its font doesn't let the EPUB bring {shown}",
            _place(closed, articles),
            "some readers will show a box: name another family that has it under [fonts]",
        )


def _place(missing: MissingGlyph, articles: Sequence[Article]) -> Place | None:
    """The first source line that a character comes from; None where it is the editor's or ours."""
    for article in articles:
        at = article.source.text.find(missing.character)
        if at >= 0:
            return Place(article.source.name, article.source.line_at(at))
    return None
