"""Tokens → the EPUB's style sheet.

A reader's machine decides on the size of the page and of the type, and may turn night into day:
so there are no lengths but characters (em) and shares, no page, and no colour on text. Rules and
markers take the colour of the text around them. Fonts are the reader's own, but for characters that
these seldom have (:mod:`pipeline.typography.rare`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.typography.rare import with_rare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.typography.rare import RareFace
    from pipeline.typography.tokens import Face, Layout, TypeStyle

#: Generic families, and those names that stand without quotes.
_GENERIC = frozenset({"serif", "sans-serif"})

#: Styles that belong to the page of paper, or to words in the line.
_NOT_BLOCKS = frozenset(
    {"running-head", "folio", "citation", "lead", "note-call", "pinyin", "bold", "italic"}
)

#: The least room between a date at the head of a paragraph and its event, in characters.
_LEAD_GAP = 0.5

#: More room above is that of a page, in lines.
_AIRY = 4

#: So wide a screen has room for dates beside their events, in characters of its own size.
_WIDE = 36.0

#: On a screen that isn't so wide, a telephone's, a title is no larger than this, in the size of the
#: text: one of seventy characters would fill it, and run over its foot.
_NARROW, _LARGE = 26.0, 1.6

#: How far a paragraph that is inset on both sides keeps from the edges of a screen, in characters.
_INSET = 1.0


def epub_css(layout: Layout, rare: Sequence[RareFace] = (), *, pinyin: bool = False) -> str:
    """The whole sheet; ``rare`` are the fonts that the book brings along, ``pinyin`` says whether
    there are readings above characters.
    """
    rules = [*map(_rare, rare), *_sheet(with_rare(layout, rare), pinyin=pinyin)]
    return "\n".join(rules) + "\n"


def _rare(face: RareFace) -> str:
    """A font, and the characters it is asked for: no other is ever taken from it."""
    codes = ", ".join(f"U+{ord(one):04X}" for one in face.characters)
    return _rule(
        "@font-face",
        f'font-family: "{face.family}"',
        f'src: url("{face.file}")',
        f"font-weight: {'bold' if face.bold else 'normal'}",
        f"unicode-range: {codes}",
    )


def _sheet(layout: Layout, *, pinyin: bool) -> Iterator[str]:
    body = layout.styles["body"]
    # No colour is given to any letter: by night they are as light as the reader's screen has them.
    yield _rule(":root", "color-scheme: light dark")
    yield _rule(
        "body",
        f"font-family: {_families(layout.faces[body.face])}",
        f"line-height: {_number(body.line / body.size)}",
        "margin: 0",
        "overflow-wrap: break-word",
        "line-break: strict",
        "-webkit-line-break: strict",
        "hyphens: none",
        "-webkit-hyphens: none",
        "-epub-hyphens: none",
        f"orphans: {layout.keep_lines}",
        f"widows: {layout.keep_lines}",
    )
    yield _rule("p", "margin: 0")
    for style in layout.styles.values():
        if style.name not in _NOT_BLOCKS:
            yield _rule(f".{style.name}", *_declarations(style, layout))
    for style in layout.styles.values():
        if style.marker:
            yield _rule(f".{style.name}", *_marker(style))
    yield from _titles(layout)
    yield from _words(layout, pinyin=pinyin)
    yield from _contents()
    yield from _tables(layout)
    most = _em(layout.page.measure / layout.styles["body"].size)
    yield _rule(".chart img", "width: 100%", f"max-width: {most}", "height: auto")
    yield _rule(".illustration img", "max-width: 100%", "height: auto")


def _declarations(style: TypeStyle, layout: Layout) -> Iterator[str]:
    """A style relative to the body's: sizes in its size, all other lengths in the style's own."""
    body = layout.styles["body"]
    if style.face != body.face:
        yield f"font-family: {_families(layout.faces[style.face])}"
    yield f"font-size: {_em(style.size / body.size)}"
    yield f"font-weight: {'bold' if style.bold else 'normal'}"
    yield f"line-height: {_number(style.line / style.size)}"
    yield f"margin: {_above(style, layout)} 0 {_em(style.after / style.size)}"
    inset = bool(style.left and style.right)
    for side, width in (("left", style.left), ("right", style.right)):
        yield f"padding-{side}: {_em(min(width, _INSET) if inset else width)}"
    for side, name in (("top", style.above), ("bottom", style.below)):
        if name:
            yield f"border-{side}: thin solid"
            yield f"padding-{side}: {_em(layout.rules[name].gap / style.size)}"
    first_line = style.indent if style.marker else style.indent - style.hanging
    yield f"text-indent: {_em(first_line)}"
    yield f"text-align: {style.align}"
    if style.keep_next:
        yield "break-after: avoid"
        yield "page-break-after: avoid"


def _above(style: TypeStyle, layout: Layout) -> str:
    """The room above. That of a cover's title is a share of the screen: in characters, it would
    take a telephone's from the title itself.
    """
    if style.before > _AIRY * layout.styles["body"].line:
        return f"{_number(style.before / layout.page.measure * 100)}%"
    return _em(style.before / style.size)


def _titles(layout: Layout) -> Iterator[str]:
    """Large titles, smaller where the screen is narrow."""
    body = layout.styles["body"].size
    names = {line.style for line in layout.front if line.parts == ("title",)}
    large = sorted(name for name in names if layout.styles[name].size > _LARGE * body)
    if large:
        yield f"@media (max-width: {_em(_NARROW)}) {{"
        for name in large:
            yield _rule(f".{name}", f"font-size: {_em(_LARGE)}")
        yield "}"


def _marker(style: TypeStyle) -> Iterator[str]:
    """The marker as that of a list: every reader knows lists, and one that doesn't leaves the
    words alone. (Drawn behind the text, as in print, the square fills the paragraph where a
    reader takes the drawing and not its size: black on black.)
    """
    yield "display: list-item"
    yield f"list-style: {style.marker} outside"
    yield "padding-left: 0"
    yield f"margin-left: {_em(style.left)}"


def _words(layout: Layout, *, pinyin: bool) -> Iterator[str]:
    """Words in the line, and notes. A note's call pushes no line down, and begins none."""
    styles = layout.styles
    body = styles["body"].size
    yield _rule("a", "color: inherit")
    yield _rule(".citation", f"font-size: {_em(styles['citation'].size / body)}")
    yield _rule(
        ".citation a",
        "text-decoration: underline dotted",
        "white-space: nowrap",
    )
    yield _rule(".lead", f"font-family: {_families(layout.faces[styles['lead'].face])}")
    yield from _dates(styles["timeline"])
    yield _rule(".together", "display: inline-block", "text-indent: 0")
    yield _rule(".index-entry a", "white-space: nowrap")
    yield _rule(".editor-words", "text-decoration: underline dashed")
    yield _rule(".bold", "font-weight: bold")
    yield _rule(".italic", f"font-family: {_families(layout.faces[styles['italic'].face])}")
    yield _rule(".dots", *_dots())
    yield _rule(
        ".noteref",
        f"font-size: {_em(styles['note-call'].size / body)}",
        "line-height: 0",
        "vertical-align: super",
        "text-decoration: none",
    )
    yield _rule(".called", "white-space: nowrap")
    if pinyin:
        # Small enough for the room between two lines, and not copied with the words.
        yield _rule(
            "rt",
            f"font-family: {_families(layout.faces[styles['pinyin'].face])}",
            f"font-size: {_em(styles['pinyin'].size / body)}",
            "font-weight: normal",
            "text-emphasis: none",
            "-webkit-text-emphasis: none",
            "line-height: 1",
            "-webkit-user-select: none",
            "user-select: none",
        )
    yield _rule(".notes", "margin-top: 2em")
    yield _rule(".note-number", "text-decoration: none", "margin-right: 0.5em")
    yield _rule(".source-entry", "overflow-wrap: anywhere", "word-wrap: break-word")


def _dates(timeline: TypeStyle) -> Iterator[str]:
    """A date above its event; beside it, in the room that hanging leaves, where the screen is wide:
    on a telephone it would take nearly half of each line.
    """
    yield _rule(".timeline", f"margin-top: {_em(_LEAD_GAP)}", "padding-left: 0", "text-indent: 0")
    yield _rule(
        ".timeline .lead", "display: block", "break-after: avoid", "page-break-after: avoid"
    )
    yield f"@media (min-width: {_em(_WIDE)}) {{"
    yield _rule(".timeline", "margin-top: 0", *_hanging(timeline))
    yield _rule(
        ".timeline .lead",
        "display: inline-block",
        f"min-width: {_em(timeline.hanging - _LEAD_GAP)}",
        f"padding-right: {_em(_LEAD_GAP)}",
        "text-indent: 0",
    )
    yield "}"


def _hanging(style: TypeStyle) -> tuple[str, str]:
    return f"padding-left: {_em(style.left)}", f"text-indent: {_em(-style.hanging)}"


def _dots() -> Iterator[str]:
    """着重号: below, as Chinese has them; under the names that older readers know, too."""
    for prefix in ("-epub-", "-webkit-", ""):
        yield f"{prefix}text-emphasis: filled dot"
        yield f"{prefix}text-emphasis-position: {'under' if prefix else 'under right'}"


def _contents() -> Iterator[str]:
    """The contents as a page; numbers stand in the entries, so the lists bear none."""
    yield _rule("nav ol", "list-style: none", "margin: 0", "padding: 0")
    yield _rule("nav a", "text-decoration: none")


def _tables(layout: Layout) -> Iterator[str]:
    """Three rules, no uprights, as wide as the screen allows. The room above is the table's, not
    its caption's, so that it is shared with that of what stands above.
    """
    lengths, cell, body = (
        layout.lengths,
        layout.styles["table-cell"].size,
        layout.styles["body"].size,
    )
    above, below = layout.styles["table-caption"].before, lengths["table-after"]
    padding = f"{_em(lengths['cell-y'] / cell)} {_em(lengths['cell-x'] / cell)}"
    yield _rule(
        "table",
        "width: 100%",
        "border-collapse: collapse",
        "border-top: medium solid",
        "border-bottom: medium solid",
        f"margin: {_em(above / body)} 0 {_em(below / body)}",
    )
    yield _rule(".table-caption", "margin: 0")
    # By their styles, which have said that there is none.
    cells = ".table-head, .table-cell, .row-head, .number-head, .table-number"
    yield _rule(cells, f"padding: {padding}", "vertical-align: middle")
    yield _rule("thead", "border-bottom: thin solid")
    yield _rule("tr", "break-inside: avoid", "page-break-inside: avoid")


def _rule(selector: str, *declarations: str) -> str:
    return f"{selector} {{ {'; '.join(declarations)} }}"


def _families(face: Face) -> str:
    """The families a reader's machine may have. A Chinese one comes first: after a Latin one,
    quotes and dashes would come from there, half as wide.
    """
    names: Iterable[str] = (*face.epub, face.generic)
    return ", ".join(name if name in _GENERIC else f'"{name}"' for name in names)


def _em(value: float) -> str:
    """A length in characters.

    >>> _em(2), _em(0), _em(1 / 3)
    ('2em', '0', '0.333em')
    """
    return f"{_number(value)}em" if round(value, 3) else "0"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
