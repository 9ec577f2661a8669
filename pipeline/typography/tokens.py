"""The typographic tokens: ``templates/typography.toml``, read once into frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLE = "typography.toml"


@dataclass(frozen=True, slots=True)
class Face:
    """A role of type (宋, 黑, 楷, 仿宋) and the families that play it in each format."""

    role: str
    pdf: tuple[str, ...]
    docx: str
    latin: str
    epub: tuple[str, ...]
    generic: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page and its margins, in mm; ``header`` and ``footer`` from the paper's edge."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How one kind of paragraph is set.

    ``size``, ``line`` (pitch), ``before`` and ``after`` in pt; ``indent`` (first line), ``left``
    and ``hanging`` in characters of this style. ``marker`` names a mark that is drawn in the room
    that ``hanging`` leaves ("square"); it is a drawing, no character of the text.
    """

    name: str
    face: str
    size: float
    line: float
    bold: bool = False
    before: float = 0
    after: float = 0
    indent: float = 0
    left: float = 0
    hanging: float = 0
    align: str = "justify"
    keep_next: bool = False
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: page, colours, faces, styles by name, and the numbering of heading levels.

    ``lengths`` are the page's other measures by name, in pt; ``keep_lines`` the lines of a
    paragraph that stay together at a page's head and foot; ``contents_depth`` the levels of
    headings that the contents list.
    """

    name: str
    page: Page
    colours: Mapping[str, str]
    lengths: Mapping[str, float]
    faces: Mapping[str, Face]
    styles: Mapping[str, TypeStyle]
    numbering: tuple[str, ...]
    keep_lines: int
    contents_depth: int


def load_layout(name: str, templates: Path) -> Layout:
    """Read the layout ``name`` from ``templates/typography.toml``.

    Raises ConfigError when there is no such layout, or a token is missing or unknown.
    """
    path = templates / TABLE
    where = Place(f"templates/{TABLE}")
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError("the table of typographic tokens is missing", where=where) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"can't be read: {error}", where=where) from None
    layouts = table.get("layouts", {})
    if name not in layouts:
        known = ", ".join(sorted(layouts))
        raise ConfigError(f"no layout called {name!r}", where=where, remedy=f"there are: {known}")
    try:
        return _layout(name, layouts[name], table["faces"], table["sizes"])
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"layout {name!r}: {error}", where=where) from None


def with_families(layout: Layout, chosen: Mapping[str, str | None]) -> Layout:
    """The layout with the families an editor chose for some roles, before those of the tokens."""
    faces = dict(layout.faces)
    for role, family in chosen.items():
        if family and role in faces:
            face = faces[role]
            faces[role] = replace(
                face, pdf=(family, *face.pdf), epub=(family, *face.epub), docx=family
            )
    return replace(layout, faces=faces)


def _layout(
    name: str, layout: dict[str, Any], faces: dict[str, Any], sizes: dict[str, float]
) -> Layout:
    styles = {}
    for style_name, style in layout["styles"].items():
        size = sizes[style["size"]] if isinstance(style["size"], str) else style["size"]
        styles[style_name] = TypeStyle(name=style_name, **{**style, "size": size})
    return Layout(
        name=name,
        page=Page(**layout["page"]),
        colours=dict(layout["colours"]),
        lengths=dict(layout["lengths"]),
        faces={role: _face(role, face) for role, face in faces.items()},
        styles=styles,
        numbering=tuple(layout["numbering"]),
        keep_lines=layout["keep_lines"],
        contents_depth=layout["contents_depth"],
    )


def _face(role: str, face: dict[str, Any]) -> Face:
    families = {name: tuple(face[name]) for name in ("pdf", "epub")}
    return Face(role=role, **{**face, **families})
