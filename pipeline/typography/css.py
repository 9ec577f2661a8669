"""Tokens as CSS: the declarations of a style, and the small grammar they are written in.

What stands here holds for every sheet; which elements there are, and how a page is built of
them, is the sheet's own business (``templates/pdf/print.css.j2``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.typography.tokens import Face, Layout, Rule, TypeStyle


def number(value: float) -> str:
    """A number as CSS writes it: no exponent, no trailing zeros, at most four decimals.

    >>> number(22), number(0.5), number(1 / 3), number(-0.00001)
    ('22', '0.5', '0.3333', '0')
    """
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def string(text: str) -> str:
    r"""A CSS string: quoted, and nothing in it can end it.

    >>> print(string('第 "一"\n页\\'))
    "第 \22 一\22 \a 页\5c "
    """
    out = []
    for character in text:
        if character in '"\\<' or not character.isprintable():
            out.append(f"\\{ord(character):x} ")
        else:
            out.append(character)
    return '"' + "".join(out) + '"'


def family(face: Face) -> str:
    """The families of a face as a ``font-family`` value, first choice first."""
    return ", ".join(string(name) for name in face.pdf)


def declarations(style: TypeStyle, layout: Layout) -> str:
    """Everything a style says, as CSS declarations in one line.

    A hanging style's first line starts at the left edge, its others ``hanging`` characters in;
    where a marker is drawn in that room, the first line starts with the others.
    """
    return " ".join(_declare(style, layout))


def _declare(style: TypeStyle, layout: Layout) -> Iterator[str]:
    above, below = (layout.rules.get(name) for name in (style.above, style.below))
    yield f"font: {type_face(style, layout)};"
    yield f"margin: {pt(style.before - _room(above))} 0 {pt(style.after - _room(below))};"
    yield f"text-align: {style.align};"
    yield f"padding-left: {em(style.left)};"
    first_line = style.indent if style.marker else style.indent - style.hanging
    yield f"text-indent: {em(first_line)};"
    if style.right:
        yield f"padding-right: {em(style.right)};"
    if style.spacing:
        yield f"letter-spacing: {pt(style.spacing)};"
    if style.colour != "ink":
        yield f"color: {layout.colours[style.colour]};"
    for side, rule in (("top", above), ("bottom", below)):
        if rule is not None and not rule.length:
            yield f"border-{side}: {pt(rule.width)} solid {layout.colours[rule.colour]};"
            yield f"padding-{side}: {pt(rule.gap)};"
    if style.keep_next:
        yield "break-after: avoid; break-inside: avoid;"


def _room(rule: Rule | None) -> float:
    """What a rule and its gap take, in pt: it comes out of the style's own room above or below,
    so that lines stay on the grid.
    """
    return rule.width + rule.gap if rule is not None and not rule.length else 0


def short_rules(style: TypeStyle, layout: Layout) -> Iterator[tuple[str, str]]:
    """Rules shorter than the measure: which side (before, after), and the box that draws each."""
    for side, name in (("before", style.above), ("after", style.below)):
        rule = layout.rules.get(name)
        if rule is not None and rule.length:
            box = f'content: ""; display: block; width: {pt(rule.length)}; margin: 0 auto;'
            ink = layout.colours[rule.colour]
            yield side, f"{box} border-top: {pt(rule.width)} solid {ink};"


def type_face(style: TypeStyle, layout: Layout) -> str:
    """Weight, size, pitch and family, as the value of ``font``."""
    weight = "bold" if style.bold else "normal"
    families = family(layout.faces[style.face])
    return f"{weight} {pt(style.size)}/{pt(style.line)} {families}"


def in_line(style: TypeStyle, layout: Layout) -> str:
    """A style for words within a line: its face and size, as declarations.

    Its height is that of the letters, so that it never opens the pitch of the line it stands in.
    """
    weight = "bold" if style.bold else "normal"
    return f"font: {weight} {pt(style.size)}/1 {family(layout.faces[style.face])};"


def marker(style: TypeStyle, layout: Layout) -> str:
    """The mark that is drawn in the middle of a hanging style's room: a ``::before`` box.

    Its margins bring it back to the left and add up with its width to nothing, so that the first
    line starts where the others do.
    """
    side, rise = layout.lengths["marker"], layout.lengths["marker-rise"]
    room = style.hanging * style.size
    back = (room + side) / 2
    ink = layout.colours["accent"]
    return (
        f'content: ""; display: inline-block; vertical-align: {pt(rise)};'
        f" width: {pt(side)}; height: {pt(side)};"
        f" margin: 0 {pt(back - side)} 0 {pt(-back)};"
        f" background: {ink};"
    )


def folio(pattern: str) -> str:
    """A page number's words as a ``content`` value; ``{page}`` and ``{pages}`` are counters.

    >>> folio("第 {page} 页 共 {pages} 页")
    '"第 " counter(page) " 页 共 " counter(pages) " 页"'
    """
    parts = []
    for n, outer in enumerate(pattern.split("{page}")):
        if n:
            parts.append("counter(page)")
        for m, inner in enumerate(outer.split("{pages}")):
            if m:
                parts.append("counter(pages)")
            if inner:
                parts.append(string(inner))
    return " ".join(parts)


def pt(value: float) -> str:
    """A length in points.

    >>> pt(10.5), pt(0)
    ('10.5pt', '0')
    """
    return f"{number(value)}pt" if value else "0"


def em(value: float) -> str:
    """A length in characters of the style it is used in.

    >>> em(2)
    '2em'
    """
    return f"{number(value)}em" if value else "0"
