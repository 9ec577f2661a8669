"""The fonts that a book brings along: for its rare characters, and for no others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.render.styled import styled_texts
from pipeline.typography.coverage import Coverage
from pipeline.typography.rare import RareFace, cut, is_rare, may_be_embedded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.model.manuscript import Manuscript
    from pipeline.typography.tokens import Layout


#: Styles of a page of paper alone; their words stand elsewhere, too.
_OF_PAPER = frozenset({"running-head", "folio"})


@dataclass(frozen=True, slots=True)
class RareFonts:
    """What a book needs for its rare characters: the faces of the sheet, and the fonts they are cut
    from by the names of the parts. ``closed`` are characters that a font here has, whose maker
    doesn't let it be embedded, ``missing`` those that no font of their face has.
    """

    faces: tuple[RareFace, ...] = ()
    sources: Mapping[str, Path] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def cut(self) -> dict[str, bytes]:
        """The fonts, by their names from the sheet."""
        return {
            name: cut(
                path, {one for face in self.faces if face.file == name for one in face.characters}
            )
            for name, path in self.sources.items()
        }


def rare_fonts(manuscript: Manuscript, layout: Layout) -> RareFonts:
    """Which fonts the book has to bring, of those here."""
    rare = {
        (character, style)
        for style, text in styled_texts(manuscript, layout)
        if style not in _OF_PAPER
        for character in filter(is_rare, set(text))
    }
    if not rare:  # as in nearly every book: no font is opened
        return RareFonts()
    coverage = Coverage.of_folders()
    needed: dict[tuple[str, bool, Path], set[str]] = defaultdict(set)
    closed: set[str] = set()
    missing: set[str] = set()
    for character, name in rare:
        style = layout.styles[name]
        font = coverage.font(character, layout.faces[style.face].pdf, bold=style.bold)
        if font is None:
            missing.add(character)
        elif may_be_embedded(font):
            needed[style.face, font.bold, font.path].add(character)
        else:
            closed.add(character)
    paths = sorted({path for _, _, path in needed}, key=lambda path: path.name)
    names = {path: f"fonts/rare-{n}{path.suffix}" for n, path in enumerate(paths, 1)}
    faces = [
        RareFace(role, bold, tuple(sorted(characters)), names[path])
        for (role, bold, path), characters in needed.items()
    ]
    faces.sort(key=lambda face: (face.role, face.bold, face.file))
    sources = {name: path for path, name in names.items()}
    return RareFonts(tuple(faces), sources, tuple(sorted(closed)), tuple(sorted(missing)))
