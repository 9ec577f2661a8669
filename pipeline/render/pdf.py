"""Manuscript → PDF, by WeasyPrint: tagged (PDF/UA-1), the same bytes each time.

WeasyPrint says in its log what it could not do and goes on; here each such line ends the
rendering, but for one: a character that no font has is printed as an empty box and returned as
a MissingGlyph, for the caller to name in its warnings.
"""

from __future__ import annotations

import ctypes.util
import functools
import logging
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from pipeline.errors import DependencyMissing, OutputInvalid, Place
from pipeline.model.manuscript import with_readings
from pipeline.render.fetcher import sealed_fetcher
from pipeline.render.finish import finish
from pipeline.render.fitting import fitted
from pipeline.render.gate import MissingGlyph, find_missing
from pipeline.render.html import page_html, print_sheet
from pipeline.typography import css
from pipeline.typography.composition import compose_lines
from pipeline.typography.fonts import font_files
from pipeline.typography.foot import stand_on_the_foot
from pipeline.typography.notes import keep_notes_on_their_page
from pipeline.typography.outlines import Letters
from pipeline.typography.parting import part_tables
from pipeline.typography.pinyin import draw_pinyin
from pipeline.typography.steps import take_steps
from pipeline.typography.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from weasyprint import Document
    from weasyprint.text.fonts import FontConfiguration

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

_NO_GLYPH = re.compile(r"^\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)$", re.DOTALL)
_NO_SUBSETTER = "HarfBuzz-Subset"
#: The versions whose page breaker and whose layout of blocks and tables our hooks were written for;
#: another one sets pages as it likes.
_HOOKED = "70."
_REMEDY = "run `make setup`, which looks for Pango and HarfBuzz with its subset library"


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF, the characters of it that no font has, each once, in order, and warnings."""

    content: bytes
    missing: tuple[MissingGlyph, ...] = ()
    warnings: tuple[str, ...] = ()


def render_pdf(
    manuscript: Manuscript, layout: Layout, templates: Path, standard: str = "ua-1"
) -> Pdf:
    """Set the manuscript as ``layout`` says, with the templates below ``templates/pdf/``.

    ``standard`` is what the file is to be by its own word: "ua-1" (PDF/UA-1) or "a-2a" (PDF/A-2a,
    with a colour profile); both are tagged. The caller sets up fontconfig before: WeasyPrint,
    imported here, reads it once. Raises ConfigError for a broken template, DependencyMissing
    without WeasyPrint's system libraries, OutputInvalid when WeasyPrint complains or the page asks
    for anything from outside.
    """
    weasyprint, warnings = _weasyprint()
    from weasyprint.urls import FatalURLFetchingError

    layout = fitted(manuscript, layout)
    page = page_html(manuscript, layout, templates)
    sheet = print_sheet(manuscript, layout, templates)
    fetcher, fonts = sealed_fetcher(), _fonts()
    options = {"pdf_variant": f"pdf/{standard}", "pdf_identifier": manuscript.identifier.encode()}
    with _complaints() as complaints:
        try:
            document = weasyprint.HTML(string=page, url_fetcher=fetcher).render(
                stylesheets=[weasyprint.CSS(string=sheet, url_fetcher=fetcher, font_config=fonts)],
                font_config=fonts,
                **options,
            )
            stand_on_the_foot(document, layout)
            _draw_readings(document, manuscript, layout)
            content = document.write_pdf(finisher=finish, **options)
        except FatalURLFetchingError as error:
            raise OutputInvalid(str(error), where=Place("briefing.pdf")) from error
    missing = find_missing(manuscript, layout, _characters(complaints))
    return Pdf(content, missing, warnings)


def warm_up() -> None:
    """Do what is slow the first time: WeasyPrint is imported, the dictionary read that titles are
    broken by, each font of ours read, a few letters drawn as in charts, set, cut out and written.
    Raises DependencyMissing.
    """
    weasyprint, _ = _weasyprint()
    title_lines("一份关于简报的简报", capacity=5)
    faces = sorted({(one.weight, one.families[0]) for one in font_files() if one.families})
    styles = [f"font: {weight} 10pt {css.string(name)}" for weight, name in faces]
    for _, name in faces:
        Letters([name]).path("简2")
    page = "".join(f'<p lang="zh" style="{escape(one)}">简报，2024：A。</p>' for one in styles)
    options = {"pdf_variant": "pdf/ua-1"}
    with _complaints():
        made = weasyprint.HTML(string=page, url_fetcher=sealed_fetcher())
        made.render(font_config=_fonts(), **options).write_pdf(**options)


def _weasyprint() -> tuple[ModuleType, tuple[str, ...]]:
    """WeasyPrint with our hooks in it, and warnings where they don't fit it."""
    try:
        with _libraries_by_their_names():
            import weasyprint
    except OSError as error:  # what cffi raises for a library it can't load
        raise DependencyMissing(f"WeasyPrint can't start: {error}", remedy=_REMEDY) from error
    if weasyprint.__version__.startswith(_HOOKED):
        keep_notes_on_their_page()
        take_steps()
        part_tables()
    return weasyprint, compose_lines()


@contextmanager
def _libraries_by_their_names() -> Iterator[None]:
    """WeasyPrint has several names for each library, one of them the loader's. For all others cffi
    would have ldconfig, compilers and linkers search: 54 processes.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


@functools.cache
def _fonts() -> FontConfiguration:
    """One a process: each holds on to some memory."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _draw_readings(document: Document, manuscript: Manuscript, layout: Layout) -> None:
    """Put the readings of rare characters above them. Raises OutputInvalid where the page hasn't
    got all that have one.
    """
    wanted = sum(1 for _ in with_readings(manuscript.elements))
    drawn = draw_pinyin(document, layout) if wanted else 0
    if drawn != wanted:
        raise OutputInvalid(
            f"{drawn} characters have their reading above them, not the {wanted} that should",
            where=Place("briefing.pdf"),
            remedy="a templates/pdf/ of the project's own has to say each, as ours does",
        )


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """All that WeasyPrint logs meanwhile, from warnings up; it goes to no other log."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    collector = Collector(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


def _characters(complaints: list[str]) -> list[str]:
    """The characters without a glyph, out of the complaints; any other complaint is raised."""
    characters = []
    for complaint in complaints:
        match = _NO_GLYPH.match(complaint)
        if match:
            characters.append(chr(int(match[1], 16)))
        elif _NO_SUBSETTER in complaint:
            raise DependencyMissing(f"WeasyPrint: {complaint}", remedy=_REMEDY)
        else:
            raise OutputInvalid(
                f"WeasyPrint complains: {complaint}",
                where=Place("briefing.pdf"),
                remedy="mend templates/pdf/ or templates/typography.toml",
            )
    return characters
