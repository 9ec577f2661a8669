"""The font gate: characters that the chosen families and their declared fall-backs don't have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import one_line
from pipeline.render.styled import styled_texts
from pipeline.typography.coverage import leaves_ink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.coverage import Coverage
    from pipeline.typography.tokens import Layout

_AROUND = 8
"""Characters shown on either side."""

REMEDY = "name a family that has it under [fonts], or add its font to templates/fonts/"


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that a face and its fall-backs don't have.

    ``near`` are the words around its first place, ``role`` the face; ``instead`` is the family
    that would be taken unasked, "" where it would be an empty box.
    """

    character: str
    near: str
    role: str = ""
    instead: str = ""

    @property
    def what(self) -> str:
        found = f"{self.character} (U+{ord(self.character):04X}), near “{self.near}”"
        if self.instead:
            return f"no font for {self.role!r} has {found}; {self.instead} is used"
        return f"no font has {found}"

    def __str__(self) -> str:
        return one_line(self.what, None, REMEDY)


def pass_gate(
    manuscript: Manuscript, layout: Layout, coverage: Coverage
) -> tuple[MissingGlyph, ...]:
    """The characters that would be substituted or be boxes, each once a face, in reading order."""
    found: dict[tuple[str, str], MissingGlyph] = {}
    known: set[tuple[str, str]] = set()
    for name, text in styled_texts(manuscript, layout):
        style = layout.styles[name]
        for place, character in enumerate(text):
            key = (character, style.face)
            if key in known:
                continue
            known.add(key)
            if leaves_ink(character) and not coverage.family(character, style, layout):
                instead = coverage.elsewhere(character)
                near = _around(text, place)
                found[key if instead else (character, "")] = MissingGlyph(
                    character, near, style.face if instead else "", instead
                )
    return tuple(found.values())


def find_missing(
    manuscript: Manuscript, layout: Layout, characters: Iterable[str]
) -> tuple[MissingGlyph, ...]:
    """The place of each of these characters, each once, in the order they are given."""
    texts = [text for _, text in styled_texts(manuscript, layout)]
    return tuple(MissingGlyph(one, _near(texts, one)) for one in dict.fromkeys(characters))


def _near(texts: Iterable[str], character: str) -> str:
    for text in texts:
        place = text.find(character)
        if place >= 0:
            return _around(text, place)
    return ""


def _around(text: str, place: int) -> str:
    return text[max(0, place - _AROUND) : place + 1 + _AROUND]
