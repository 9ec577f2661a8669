"""Reading ``templates/typography.toml``: one table a layout, each a base and its differences."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from pipeline.errors import ConfigError, Place
from pipeline.model.files import CONFIG
from pipeline.typography.tokens import (
    Demand,
    Face,
    Folio,
    Layout,
    Page,
    PartLine,
    Rule,
    TypeStyle,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TABLE = "typography.toml"

_ASKED = Place(CONFIG)

#: Tables of a layout to which a layout based on it adds; all others it replaces.
_ADDED_TO = frozenset({"page", "colours", "lengths", "rules", "styles"})

#: Styles that any page may need, whatever its parts are.
_NEEDED = frozenset({"body", "running-head", "folio", "note", "note-call", "citation"})


def load_layout(name: str, templates: Path, asked: Place = _ASKED) -> Layout:
    """Read the layout ``name`` from ``templates/typography.toml``; ``asked`` is where the config
    names it.

    Raises ConfigError when there is no such layout, or a token is missing or unknown.
    """
    where = Place(f"templates/{TABLE}")
    table = _read(templates / TABLE, where)
    layouts = table.get("layouts", {})
    if name not in layouts:
        known = ", ".join(sorted(layouts))
        raise ConfigError(f"no layout called {name!r}", where=asked, remedy=f"there are: {known}")
    try:
        layout = _layout(name, _grounded(name, layouts), table["faces"], table["sizes"])
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"layout {name!r}: {error}", where=where) from None
    for what in _dangling(layout):
        raise ConfigError(f"layout {name!r}: {what}", where=where)
    return layout


def _read(path: Path, where: Place) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError("the table of typographic tokens is missing", where=where) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"can't be read: {error}", where=where) from None


def _grounded(name: str, layouts: dict[str, Any]) -> dict[str, Any]:
    """The layout's table laid over those it is based on.

    >>> both = {"a": {"page": {"top": 1, "left": 2}}, "b": {"based_on": "a", "page": {"top": 3}}}
    >>> _grounded("b", both)
    {'page': {'top': 3, 'left': 2}}
    """
    chain: list[str] = []
    above = name
    while above:
        if above in chain:
            message = f"based on itself: {' → '.join((*chain, above))}"
            raise ValueError(message)
        chain.append(above)
        above = layouts[above].get("based_on", "")
    whole: dict[str, Any] = {}
    for one in reversed(chain):
        for key, value in layouts[one].items():
            whole[key] = {**whole.get(key, {}), **value} if key in _ADDED_TO else value
    whole.pop("based_on", None)
    return whole


def _layout(
    name: str, layout: dict[str, Any], faces: dict[str, Any], sizes: dict[str, float]
) -> Layout:
    plain = {
        key: layout.pop(key)
        for key in ("keep_lines", "keep_rows", "contents_depth", "cover", "running_head")
    }
    made = Layout(
        name=name,
        page=Page(**layout.pop("page")),
        colours=dict(layout.pop("colours")),
        lengths=dict(layout.pop("lengths")),
        rules={key: Rule(**rule) for key, rule in layout.pop("rules").items()},
        faces={role: _face(role, face) for role, face in faces.items()},
        styles=_styles(layout.pop("styles"), sizes),
        numbering=tuple(layout.pop("numbering")),
        folio=Folio(**layout.pop("folio")),
        front=_lines(layout.pop("front")),
        closing=_lines(layout.pop("closing", ())),
        foot=_lines(layout.pop("foot", ())),
        demands=tuple(Demand(**demand) for demand in layout.pop("demands", ())),
        tighter=tuple(_styles(styles, sizes) for styles in layout.pop("tighter", ())),
        **plain,
    )
    if layout:
        message = f"unknown: {', '.join(sorted(layout))}"
        raise ValueError(message)
    return made


def _styles(styles: dict[str, Any], sizes: dict[str, float]) -> dict[str, TypeStyle]:
    made = {}
    for name, style in styles.items():
        points = {key: style[key] for key in ("size", "least") if key in style}
        points |= {key: sizes[one] for key, one in points.items() if isinstance(one, str)}
        made[name] = TypeStyle(name=name, **{**style, **points})
    return made


def _lines(lines: Iterable[dict[str, Any]]) -> tuple[PartLine, ...]:
    lists = ("parts", "if_any")
    return tuple(
        PartLine(**{**line, **{key: tuple(line.get(key, ())) for key in lists}}) for line in lines
    )


def _face(role: str, face: dict[str, Any]) -> Face:
    families = {name: tuple(face[name]) for name in ("pdf", "epub")}
    return Face(role=role, **{**face, **families})


def _dangling(layout: Layout) -> Iterable[str]:
    """Names that the layout uses and doesn't have."""
    used = {*_NEEDED, *(line.style for line in layout.part_lines())}
    used |= {f"contents-{level}" for level in range(1, layout.contents_depth + 1)}
    for name in sorted(used - set(layout.styles)):
        yield f"no style {name!r}"
    all_styles = [*layout.styles.values()]
    for styles in layout.tighter:
        all_styles += styles.values()
        for name in sorted(set(styles) - set(layout.styles)):
            yield f"no style {name!r} to be tighter"
    for style in all_styles:
        if style.face not in layout.faces:
            yield f"the style {style.name!r} has no face {style.face!r}"
        for rule in (style.above, style.below):
            if rule and rule not in layout.rules:
                yield f"the style {style.name!r} has no rule {rule!r}"
    colours = {style.colour for style in all_styles}
    colours |= {rule.colour for rule in layout.rules.values()}
    for name in sorted(colours - set(layout.colours)):
        yield f"no colour {name!r}"
