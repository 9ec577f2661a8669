"""The files people read, made of a book, each opened again and held against it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from pipeline.cautions import Caution
from pipeline.errors import Place
from pipeline.model.files import DRAFT
from pipeline.run.edited import draft_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from pipeline.model.article import Article
    from pipeline.render.docx.finish import Unpaged
    from pipeline.render.epub.rare import RareFonts
    from pipeline.render.gate import MissingGlyph
    from pipeline.render.pdf import Pdf
    from pipeline.render.press import Press
    from pipeline.run.book import Book
    from pipeline.run.kept import Kept
    from pipeline.run.progress import Progress
    from pipeline.run.project import Project


@contextmanager
def pages_under_way(
    project: Project, book: Book, press: Press, kept: Kept | None = None
) -> Iterator[Future[Pdf] | None]:
    """The PDF, being set while the rest is made; None where no PDF is wanted. Setting it is ended
    where the rest fails.
    """
    wanted = project.config.layout
    with ThreadPoolExecutor(1) as pool, closing(press):
        order = (book.carried.manuscript, book.layout, project.templates, wanted.pdf, kept)
        yield pool.submit(press.set_pages, *order) if "pdf" in wanted.formats else None


def render_files(
    project: Project, book: Book, progress: Progress, setting: Future[Pdf] | None
) -> tuple[dict[str, bytes], list[dict[str, str | int]]]:
    """The files people read, each opened again and held against the manuscript; and the fonts.

    While the pages are being set, pandoc writes DOCX and EPUB side by side, and all is made ready
    that checks the PDF. The DOCX is finished when the pages are known on which its headings stand.
    """
    # Renderers are heavy to import: a run that fails before them doesn't pay.
    from pipeline.check.faces import expected_fonts
    from pipeline.check.pdf import heading_pages
    from pipeline.render.docx import write_docx
    from pipeline.render.epub.rare import RareFonts, rare_fonts
    from pipeline.typography.coverage import Coverage
    from pipeline.typography.fonts import font_files, font_record

    layout, manuscript = book.layout, book.carried.manuscript
    formats = project.config.layout.formats
    _tell_of_the_layout(project, book, progress)
    files: dict[str, bytes] = {}
    with ThreadPoolExecutor(1) as pool, progress.stage("render", "setting the pages"):
        epub = pool.submit(_checked_epub, book) if "epub" in formats else None
        written = None
        if "docx" in formats:
            written = write_docx(manuscript, layout, draft_record(book.carried, layout))
        fonts = font_record(font_files())
        rare = rare_fonts(manuscript, layout) if epub else RareFonts()
        stopped = _stopped(book) if setting else ()
        faces = expected_fonts(manuscript, layout, Coverage.of_folders()) if setting else {}
        pdf = setting.result() if setting else None
        pages = heading_pages(pdf.content, manuscript) if pdf else {}
        docx = pool.submit(_checked_docx, written, pages, book) if written else None
        if pdf:
            _check_pages(pdf, stopped, faces, book, progress)
            files["briefing.pdf"] = pdf.content
        if docx:
            files[DRAFT] = docx.result()
        if epub:
            _name_rare(rare, book, progress, named="pdf" in formats)
            files["briefing.epub"] = epub.result()
    return files, fonts


def _checked_epub(book: Book) -> bytes:
    """The EPUB, held against the manuscript."""
    from pipeline.check.epub import check_epub
    from pipeline.render.epub import render_epub

    manuscript, layout = book.carried.manuscript, book.layout
    content = render_epub(manuscript, layout)
    check_epub(content, manuscript, layout)
    return content


def _checked_docx(written: Unpaged, pages: Mapping[str, int], book: Book) -> bytes:
    """The DOCX with its pages, held against the manuscript."""
    from pipeline.check.docx import check_docx
    from pipeline.render.docx import finish_docx

    content = finish_docx(written, pages)
    check_docx(content, book.carried.manuscript, book.layout)
    return content


def _tell_of_the_layout(project: Project, book: Book, progress: Progress) -> None:
    """Warn of what the config asks for and the layout or the fonts don't have."""
    from pipeline.render.front import unprinted
    from pipeline.typography.fonts import resolve_roles

    for name in unprinted(book.carried.manuscript, book.layout):
        progress.warn(
            Caution.PART_NOT_PRINTED,
            f"[briefing] {name} isn't printed: the layout {book.layout.name!r} has no place for it",
            Place("briefing.toml"),
            "leave it out, or choose another layout",
        )
    for casting in resolve_roles(book.layout, project.config.fonts.model_dump()):
        if casting.choice_missing:
            progress.warn(
                Caution.FONT_REPLACED,
                f"the font {casting.chosen!r} isn't there; {casting.family} is used",
                Place("briefing.toml"),
                "put its file into templates/fonts/ and run `make setup`, or name another family",
            )
        if casting.lacks_bold:
            progress.warn(
                Caution.NO_BOLD,
                f"{casting.family} has no bold here: what should be bold is regular",
                remedy="install jianbao again, or name a family that has one under [fonts]",
            )


def _stopped(book: Book) -> tuple[MissingGlyph, ...]:
    """What doesn't pass the font gate."""
    from pipeline.render.gate import pass_gate
    from pipeline.typography.coverage import Coverage

    return pass_gate(book.carried.manuscript, book.layout, Coverage.of_folders())


def _check_pages(
    pdf: Pdf,
    stopped: tuple[MissingGlyph, ...],
    faces: Mapping[str, frozenset[str]],
    book: Book,
    progress: Progress,
) -> None:
    """Hold the PDF against the manuscript, and warn of what it couldn't be given."""
    from pipeline.check.form import check_form
    from pipeline.check.pdf import check_pdf
    from pipeline.render.gate import REMEDY

    manuscript, layout = book.carried.manuscript, book.layout
    for warning in pdf.warnings:
        progress.warn(
            Caution.COMPOSER_OFF,
            warning,
            None,
            "run `make setup`, which installs the version we use",
        )
    named = {one.character for one in stopped}
    stopped += tuple(one for one in pdf.missing if one.character not in named)
    for missing in stopped:
        progress.warn(
            Caution.MISSING_GLYPH, missing.what, _place(missing, book.made.articles), REMEDY
        )
    check_pdf(pdf.content, manuscript, layout, [one.character for one in stopped], faces)
    for finding in check_form(pdf.content, manuscript, layout):
        progress.warn(Caution.FORM, str(finding), Place("briefing.pdf"), finding.remedy)


def _name_rare(rare: RareFonts, book: Book, progress: Progress, *, named: bool) -> None:
    """Rare characters that the EPUB can't bring; ``named`` says that those which no font has are
    named already, for the PDF.
    """
    from pipeline.render.gate import REMEDY, find_missing

    manuscript, layout, articles = book.carried.manuscript, book.layout, book.made.articles
    for missing in () if named else find_missing(manuscript, layout, rare.missing):
        progress.warn(Caution.MISSING_GLYPH, missing.what, _place(missing, articles), REMEDY)
    for closed in find_missing(manuscript, layout, rare.closed):
        found = f"{closed.character} (U+{ord(closed.character):04X}), near “{closed.near}”"
        progress.warn(
            Caution.FONT_CLOSED,
            f"the maker of its font doesn't let the EPUB bring {found}",
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
