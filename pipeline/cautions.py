"""What warnings are about: each kind has a code, which stays, whatever the words and the language.

A warning stops nothing but a ``--strict`` run. Its code stands behind its line, in brackets: on
the terminal, in the manifest, in ``--json`` (docs/messages.md, made from here).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline.errors import one_line

if TYPE_CHECKING:
    from pipeline.errors import Place


class Caution(Enum):
    """A kind of warning: its code, and what it tells."""

    DUPLICATE_FILE = "duplicate-file", "a source has the bytes of another; it is no witness"
    EMPTY_FILE = "empty-file", "a source of no bytes or blanks alone; it is left out"
    NOTHING_TO_PRINT = "nothing-to-print", "a source of titles, captions or page numbers alone"
    PART_NOT_READ = "part-not-read", "of a source something was not taken over: a picture, a page"
    TAGGED_TEXT = "tagged-text", "a plain text with the tags of a web page, which are read as words"
    FILES_IGNORED = "files-ignored", "files that no reader knows"
    LINK_NOT_FOLLOWED = "link-not-followed", "a link to a folder"
    SOURCE_LEFT_OUT = "source-left-out", "a source that can't be read, under --keep-going"
    NO_CONFIG = "no-config", "there is no briefing.toml; defaults are used"
    CHOICE_IDLE = "choice-idle", "a choice in briefing.toml that changes nothing"
    VERDICT_IDLE = "verdict-idle", "a verdict in decisions.toml that changes nothing"
    EDIT_IDLE = "edit-idle", "an edit that is kept and not printed"
    EDIT_ASTRAY = "edit-astray", "an editor's paragraph whose neighbours have gone, elsewhere now"
    EDIT_CLASH = "edit-clash", "editor and sources, or two editors, have changed the same words"
    REPEAT_LEFT_OUT = "repeat-left-out", "a repeat of a sentence that an editor has changed since"
    MISQUOTED = "misquoted", "an edit within what a note quotes from a source, or of a file's name"
    EDIT_DOES_NOT_FIT = "edit-does-not-fit", "words of the draft that their line has no room for"
    CITATION_STALE = "citation-stale", "a citation in words that an editor moved"
    DRAFT_PART_LOST = "draft-part-lost", "something in the draft that isn't taken over"
    DRAFT_STRUCK_OUT = "draft-struck-out", "a draft that strikes out most of the text"
    DOCUMENT_BESIDE = "document-beside", "a document in output/ beside the draft, which isn't read"
    PART_NOT_PRINTED = "part-not-printed", "words in briefing.toml that the layout has no place for"
    FONT_REPLACED = "font-replaced", "a font that isn't there; another is used"
    NO_BOLD = "no-bold", "a family without a bold; regular is printed"
    MISSING_GLYPH = "missing-glyph", "a character that no font has, or not the chosen one"
    FONT_CLOSED = "font-closed", "a character whose font may not go into the EPUB"
    COMPOSER_OFF = "composer-off", "lines are WeasyPrint's own: ours don't fit its version"
    FORM = "form", "the pages aren't as the layout's form demands"

    def __init__(self, code: str, meaning: str) -> None:
        self.code = code
        self.meaning = meaning


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning: what happened, where, and what to do about it."""

    caution: Caution
    what: str
    where: Place | None = None
    remedy: str = ""

    @property
    def line(self) -> str:
        return one_line(self.what, self.where, self.remedy)

    def __str__(self) -> str:
        """With its code, as it is kept.

        >>> str(Warned(Caution.EMPTY_FILE, "is empty and was left out"))
        'is empty and was left out [empty-file]'
        """
        return f"{self.line} [{self.caution.code}]"
