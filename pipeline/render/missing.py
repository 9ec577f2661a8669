"""Characters that no font has, and where in the manuscript they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import one_line
from pipeline.model.manuscript import Heading, Paragraph
from pipeline.render.front import back_parts, front_parts
from pipeline.render.inlines import all_inlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout

_AROUND = 8
"""Characters shown on either side."""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character printed as an empty box; ``near`` are the words around its first place."""

    character: str
    near: str

    def __str__(self) -> str:
        code = f"U+{ord(self.character):04X}"
        remedy = "name a family that has it under [fonts], or add its font to templates/fonts/"
        return one_line(f"no font has {self.character} ({code}), near “{self.near}”", None, remedy)


def find_missing(
    manuscript: Manuscript, layout: Layout, characters: Iterable[str]
) -> tuple[MissingGlyph, ...]:
    """The place of each of these characters, each once, in the order they are given."""
    texts = tuple(_texts(manuscript, layout))
    return tuple(MissingGlyph(one, _near(texts, one)) for one in dict.fromkeys(characters))


def _near(texts: tuple[str, ...], character: str) -> str:
    for text in texts:
        place = text.find(character)
        if place >= 0:
            return text[max(0, place - _AROUND) : place + 1 + _AROUND]
    return ""


def _texts(manuscript: Manuscript, layout: Layout) -> Iterator[str]:
    yield from (part.text for part in front_parts(manuscript, layout))
    for element in manuscript.elements:
        if isinstance(element, Heading):
            yield element.printed
        else:
            if not isinstance(element, Paragraph):
                yield from (element.caption, *element.head)
            yield from (inline.text for inline in all_inlines([element]))
    yield from (part.text for part in back_parts(manuscript, layout))
    yield from manuscript.labels.values()
