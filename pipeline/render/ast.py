"""Manuscript → pandoc's JSON AST, in inert nodes only.

The words of the manuscript become ``Str`` nodes, whole. Nothing here makes a raw node or a link
that leaves the book, the only images are our own charts and the pictures
of an edit, and pandoc's readers are never asked to
parse a word: what looks like HTML, TeX, YAML or a template stays what it is, a row of characters.

A :data:`Dress` tells pandoc's writer what a piece of text is: DOCX wants the name of a style,
EPUB a class and an id. Nothing else differs between the two.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model.manuscript import (
    LOOKS,
    Chart,
    Citation,
    CrossReference,
    Heading,
    Illustration,
    Lead,
    NoteCall,
    Paragraph,
    Run,
    Table,
    Voice,
)
from pipeline.model.rows import Grid, with_grids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.model.manuscript import Cited, Element, Inline
    from pipeline.render.charts import Picture
    from pipeline.render.front import Part

Node = dict[str, Any]
"""One node of pandoc's AST: ``t`` its type, ``c`` its content."""

Attributes = list[Any]
"""pandoc's ``Attr``: id, classes, key-value pairs."""

Dress = Callable[[str, str], Attributes]
"""What to say of a piece of text: (role, id or "") → attributes. A role is the name of a style
of typography.toml, or one of the roles of runs below."""

Draw = Callable[["Chart | Illustration"], "Picture"]
"""Makes the picture of a chart, of the kind a format wants; gives an editor's picture its size."""


class Columns(NamedTuple):
    """How rows are set: the shares of the measure that their columns have, the styles of their
    cells, row by row.
    """

    widths: Sequence[float]
    styles: Sequence[Sequence[str]]


SetRows = Callable[[Grid], Columns]

CHART = "chart"
"""The role of the paragraph that a chart stands in."""

ILLUSTRATION = "illustration"
"""The same of a picture of the editor's."""

API_VERSION = [1, 23, 1]
"""pandoc-types of pandoc 3.x; another one is refused by pandoc with exit code 64."""

PLAIN: Attributes = ["", [], []]

PINYIN = "pinyin"
"""What a character is told by that has a reading above it: an attribute of its own. It has no
role: a format that can't say it shows the character alone."""

CITATION = "citation"
LEAD = "lead"
HEADING_NUMBER = "heading-number"
VOICES = {Voice.SOURCE: "source-words", Voice.OURS: "our-words", Voice.EDITOR: "editor-words"}
"""The roles of runs, by whose words they are."""

STRESSED = tuple(
    "-".join(looks) for count in range(1, len(LOOKS) + 1) for looks in combinations(LOOKS, count)
)
"""Every look, and those that go together: what the role of stressed words ends with, as in
``editor-words-bold-dots``."""

ANCHOR_LIMIT = 32
"""Longest id taken over as it is. Word cuts names of bookmarks at 40 characters."""


def anchor(identity: str) -> str:
    """The name of the place with this id, fit for an XML id, a fragment and a Word bookmark.

    Word knows letters, digits and the underscore in names, and takes no notice of case; whatever
    doesn't fit is told apart by a hash.

    >>> anchor("key_1")
    'p_key_1'
    >>> anchor("key-1") != anchor("key_1")
    True
    >>> anchor("来源 甲").isascii()
    True
    """
    plain = re.sub(r"[^a-z0-9_]", "_", identity)[:ANCHOR_LIMIT]
    if plain == identity:
        return f"p_{plain}"
    digest = hashlib.sha256(identity.encode()).hexdigest()[:8]
    return f"p_{plain[: ANCHOR_LIMIT - 9]}_{digest}"


def document(blocks: Iterable[Node], language: str, title: str = "") -> Node:
    """The whole document. pandoc refuses to make an EPUB without a title; DOCX needs none."""
    meta: Node = {"lang": {"t": "MetaString", "c": language}}
    if title:
        meta["title"] = {"t": "MetaString", "c": title}
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": list(blocks)}


def part_blocks(parts: Sequence[Part], dress: Dress) -> list[Node]:
    """Parts of the front matter, a paragraph each."""
    return [_div(dress(part.style, part.id), [_para([_str(part.text)])]) for part in parts]


def even(grid: Grid) -> Columns:
    """Columns that are all as wide, of cells that have the styles of their rows."""
    count = len(grid.cells[0])
    return Columns((round(1 / count, 4),) * count, [[row.style] * count for row in grid.rows])


def element_blocks(
    elements: Iterable[Element], dress: Dress, draw: Draw, set_rows: SetRows = even
) -> list[Node]:
    """The text, a block an element; rows that stand under one another are one block."""
    return [
        _grid(one, dress, set_rows(one)) if isinstance(one, Grid) else _element(one, dress, draw)
        for one in with_grids(elements)
    ]


def _element(element: Element, dress: Dress, draw: Draw) -> Node:
    if isinstance(element, Heading):
        return _heading(element, dress)
    if isinstance(element, Paragraph):
        return _div(dress(element.style, element.id), [_para(_inlines(element.inlines, dress))])
    if isinstance(element, Chart | Illustration):
        return _chart(element, dress, draw(element))
    return _table(element, dress)


def _chart(chart: Chart | Illustration, dress: Dress, picture: Picture) -> Node:
    size = [[name, f"{value / 72:.4f}in"] for name, value in
            (("width", picture.width), ("height", picture.height))]  # fmt: skip
    image: Node = {"t": "Image", "c": [["", [], size], [_str(chart.alt)], [picture.uri, ""]]}
    role = CHART if isinstance(chart, Chart) else ILLUSTRATION
    return _div(dress(role, chart.id), [_para([image])])


def _heading(heading: Heading, dress: Dress) -> Node:
    """A heading; its number is a run of its own, its words show it when they are a source's."""
    words: list[Node] = []
    if heading.number:
        words.append(_span(dress(HEADING_NUMBER, ""), [_str(heading.number)]))
    text = _str(heading.text)
    ours = heading.voice is Voice.OURS
    words.append(text if ours else _span(dress(VOICES[heading.voice], ""), [text]))
    attributes = dress(f"heading-{heading.level}", heading.id)
    return {"t": "Header", "c": [heading.level, attributes, words]}


def _table(table: Table, dress: Dress) -> Node:
    """A table with one row of heads. Heads are ours by their style, cells speak by their runs."""
    columns = [
        [{"t": "AlignDefault"}, {"t": "ColWidth", "c": round(width, 4)}] for width in table.widths
    ]
    head = [_cell([_str(text)], dress("table-head", "")) for text in table.head]
    rows = [
        [PLAIN, [_cell(_inlines(cell, dress), dress("table-cell", "")) for cell in row]]
        for row in table.rows
    ]
    caption = [{"t": "Plain", "c": [_str(table.caption)]}] if table.caption else []
    return _tabular(dress("table", table.id), caption, columns, [[PLAIN, head]], rows)


def _grid(grid: Grid, dress: Dress, columns: Columns) -> Node:
    """The rows of a source's table. What leads to a row leads to its first cell."""
    widths = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in columns.widths]
    rows = [
        [
            PLAIN,
            [
                _cell(_inlines(cell, dress), dress(style, "" if n else row.id))
                for n, (style, cell) in enumerate(zip(own, cells, strict=True))
            ],
        ]
        for row, cells, own in zip(grid.rows, grid.cells, columns.styles, strict=True)
    ]
    first = int(grid.headed)
    return _tabular(dress("table", ""), [], widths, rows[:first], rows[first:])


def _tabular(
    attributes: Attributes, caption: list[Node], columns: list[Any],
    head: list[list[Any]], rows: list[list[Any]],
) -> Node:  # fmt: skip
    return {
        "t": "Table",
        "c": [
            attributes,
            [None, caption],
            columns,
            [PLAIN, head],
            [[PLAIN, 0, [], rows]],
            [PLAIN, []],
        ],
    }


def _cell(words: list[Node], attributes: Attributes) -> list[Any]:
    return [PLAIN, {"t": "AlignDefault"}, 1, 1, [_div(attributes, [_para(words)])]]


def _inlines(inlines: Iterable[Inline], dress: Dress) -> list[Node]:
    return [_inline(inline, dress) for inline in inlines]


def _inline(inline: Inline, dress: Dress) -> Node:
    if isinstance(inline, Run):
        text = _str(inline.text)
        if inline.pinyin:
            text = _span(["", [], [[PINYIN, inline.pinyin]]], [text])
        look = "-".join(name for name in LOOKS if getattr(inline, name))
        if look:
            return _span(dress(f"{VOICES[inline.voice]}-{look}", ""), [text])
        if inline.voice is Voice.SOURCE:
            return text
        return _span(dress(VOICES[inline.voice], ""), [text])
    if isinstance(inline, Lead):
        return _span(dress(LEAD, ""), [_str(inline.text)])
    if isinstance(inline, CrossReference):
        return _span(dress(VOICES[Voice.OURS], ""), [_link(inline.text, inline.anchor)])
    if isinstance(inline, NoteCall):
        return {"t": "Note", "c": [_para([_str(inline.text)])]}
    return _citation(inline, dress)


def _citation(citation: Citation, dress: Dress) -> Node:
    words: list[Node] = [_str(Citation.OPEN)]
    for n, cited in enumerate(citation.cited):
        if n:
            words.append(_str(Citation.BETWEEN))
        words.append(_witness(cited))
    words.append(_str(Citation.CLOSE))
    return _span(dress(CITATION, ""), words)


def _witness(cited: Cited) -> Node:
    return _link(cited.text, cited.anchor)


def _link(text: str, to: str) -> Node:
    return {"t": "Link", "c": [PLAIN, [_str(text)], [f"#{anchor(to)}", ""]]}


def _str(text: str) -> Node:
    """Words, whole: pandoc's writers escape a ``Str`` and look no further into it."""
    return {"t": "Str", "c": text}


def _para(words: list[Node]) -> Node:
    return {"t": "Para", "c": words}


def _span(attributes: Attributes, words: list[Node]) -> Node:
    return {"t": "Span", "c": [attributes, words]}


def _div(attributes: Attributes, blocks: list[Node]) -> Node:
    return {"t": "Div", "c": [attributes, blocks]}
