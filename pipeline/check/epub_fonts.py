"""The fonts in our own EPUB, distrusted: each holds what the sheet says, and none is wanting."""

from __future__ import annotations

import io
import posixpath
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NoReturn

from pipeline.check.faults import fail
from pipeline.errors import Place
from pipeline.render.epub.rare import rare_fonts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

_FACE = re.compile(
    r'@font-face \{.*? src: url\("([^"]*)"\);.*? unicode-range: ([U+0-9A-F, ]+) \}', re.DOTALL
)
_RULE = "@font-face"
_FONT = re.compile(r".*\.(otf|ttf|woff2?)")


def check_fonts(
    parts: Mapping[str, bytes], sheet: str, manuscript: Manuscript, layout: Layout
) -> None:
    """Raise OutputInvalid unless the fonts among ``parts`` are those that the style sheet asks for,
    each with just the characters it is asked for, and every rare character of the manuscript that
    a font here may bring is brought.
    """
    told = _told(parts, sheet)
    for name in sorted(told.keys() ^ set(filter(_FONT.fullmatch, parts))):
        _fail(f"{name} is not there" if name in told else f"{name} is never asked for")
    for name, codes in told.items():
        if _characters(name, parts[name]) != codes:
            _fail(f"{name} holds other characters than the style sheet says")
    brought = set().union(*told.values())
    faces = rare_fonts(manuscript, layout).faces
    for character in sorted({one for face in faces for one in face.characters}):
        if ord(character) not in brought:
            _fail(f"{character} is rare, a font here has it, and the book doesn't bring it")


def _told(parts: Mapping[str, bytes], sheet: str) -> dict[str, set[int]]:
    """The characters that the sheet asks each font for."""
    css = parts[sheet].decode()
    told: dict[str, set[int]] = defaultdict(set)
    for file, codes in _FACE.findall(css):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), file))
        told[name] |= {int(code.removeprefix("U+"), 16) for code in codes.split(", ")}
    if len(_FACE.findall(css)) != css.count(_RULE):
        _fail("the style sheet has a font that isn't for rare characters alone")
    return told


def _characters(name: str, content: bytes) -> set[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(content)) as font:
            return set(font.getBestCmap())
    except (TTLibError, KeyError, AssertionError) as error:
        _fail(f"{name} is no font that can be read: {error}")


def _fail(what: str) -> NoReturn:
    fail(what, Place("briefing.epub"))
