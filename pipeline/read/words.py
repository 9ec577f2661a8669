"""The words of pandoc's tree, a line a block. Its nodes are ``{"t": kind, "c": content}``."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING, Any

from pipeline.read.merged import Cell, rows_of
from pipeline.read.numerals import letter, roman
from pipeline.read.raw import of_tag, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Node = dict[str, Any]

#: Where the content of an inline has its words, by kind; the rest have none or are told apart.
_INNER = {
    **dict.fromkeys(("Emph", "Underline", "Strong", "Strikeout", "SmallCaps"), None),
    "Subscript": None,
    **dict.fromkeys(("Cite", "Span", "Link"), 1),
}
_QUOTES = {
    "DoubleQuote": ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
    "SingleQuote": ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"),
}
#: No heading is longer; what holds such a mark, but at its end, is a sentence.
_LONGEST_HEADING, _STOP, _SENTENCE = 45, re.compile("。"), re.compile("。|[！？](?=.)")
_HIDDEN = re.compile(r"\bdisplay\s*:\s*none", re.IGNORECASE)
_MAY_BE_RAISED = re.compile(r"[-+\N{MINUS SIGN}]?[0-9]+")
_RAISED = str.maketrans("0123456789+-\N{MINUS SIGN}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_DELIMITERS = {"OneParen": "{})", "TwoParens": "({})"}


class Words:
    """Reads a tree; counts the pictures that have no words, keeps notes for their block's end."""

    def __init__(self) -> None:
        self.pictures = 0
        self._notes: list[list[Node]] = []

    def of_meta(self, value: Node) -> Iterator[str]:
        """The lines of a field of the front matter."""
        kind: str = value["t"]
        content: Any = value.get("c")
        if kind == "MetaInlines":
            yield from self.lines(content)
        elif kind == "MetaBlocks":
            yield from self.of_blocks(content)
        elif kind == "MetaString":
            yield from _clean(content)
        elif kind == "MetaList":
            for one in content:
                yield from self.of_meta(one)

    def of_blocks(self, blocks: Iterable[Node]) -> Iterator[str]:
        """The lines of blocks, each followed by the notes that hang on it."""
        for block in blocks:
            yield from self._block(block)
            notes, self._notes = self._notes, []
            for note in notes:
                yield from self.of_blocks(note)

    def _block(self, block: Node) -> Iterator[str]:
        read = _BLOCKS.get(block["t"])
        if read is not None:
            yield from read(self, block.get("c"))

    def heading(self, content: Sequence[Any]) -> Iterator[str]:
        """The line of a heading, with its rank said as Markdown says it: ## 二级标题.

        Where a writer has set whole sentences as headings, it isn't said: they are text. The title
        of a page may call or ask before it tells: 速看！我市出台十条措施.
        """
        level, _, inlines = content
        lines = list(self.lines(inlines))
        short = len(lines) == 1 and len(lines[0]) <= _LONGEST_HEADING
        sentence = _STOP if level == 1 else _SENTENCE
        if short and not sentence.search(lines[0]):
            yield f"{'#' * level} {lines[0]}"
        else:
            yield from lines

    def lines(self, inlines: Sequence[Node]) -> Iterator[str]:
        """The lines of a paragraph: one, but for breaks that its writer made."""
        yield from _clean(self._said(inlines))

    def _said(self, inlines: Sequence[Node]) -> str:
        """The words of inlines; a break that is only the file's goes, where Chinese stands by it.

        >>> Words()._said([{"t": "Str", "c": "茶"}, {"t": "SoftBreak"}, {"t": "Str", "c": "业"}])
        '茶业'
        >>> Words()._said([{"t": "Str", "c": "tea"}, {"t": "SoftBreak"}, {"t": "Str", "c": "one"}])
        'tea one'
        """
        said = "".join(self._inline(one) for one in inlines)
        parts = said.split(_SOFT)
        out = parts[0]
        for part in parts[1:]:
            wide = any(map(_is_wide, (out[-1:], part[:1])))
            out += part if wide or not out or not part else f" {part}"
        return out

    def _inline(self, inline: Node) -> str:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind == "Span" and _hides(content[0]):
            return ""
        if kind == "Superscript":
            return _raised(self._said(content))
        if kind in _INNER:
            at = _INNER[kind]
            return self._said(content if at is None else content[at])
        if kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            return f"{opening}{self._said(content[1])}{closing}"
        if kind == "Note":
            self._notes.append(content)
        elif kind == "Image":
            self.pictures += 1
        elif kind == "RawInline":
            return of_tag(content[1]) if content[0] == "html" else str(content[1])
        else:
            return _plain(kind, content)
        return ""

    def ordered(self, content: list[Any]) -> Iterator[str]:
        """The items of a list with the numbers they show."""
        start, style, delimiter = content[0]
        for number, item in enumerate(content[1], start):
            shown = _numeral(number, style["t"])
            mark = _DELIMITERS.get(delimiter["t"], "{}.").format(shown)
            first, *rest = chain(self.of_blocks(item), [""])
            if first:
                yield f"{mark} {first}"
            yield from (line for line in rest if line)

    def table(self, content: list[Any]) -> Iterator[str]:
        """A row a line, below the table's caption; an empty cell keeps its place. A table that lays
        out a page is no table: what stands in its cells follows one another.
        """
        _, caption, _, head, bodies, foot = content
        yield from self._captioned(caption)
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
        if any(_lays_out(cell[4]) for _, cells in rows for cell in cells):
            for _, cells in rows:
                for cell in cells:
                    yield from self.of_blocks(cell[4])
            return
        yield from rows_of([[self._cell(*cell[2:]) for cell in cells] for _, cells in rows])

    def _cell(self, down: int, across: int, blocks: list[Node]) -> Cell:
        """A cell; notes that hang on it follow the table."""
        return Cell(tuple(line for one in blocks for line in self._block(one)), across, down)

    def _captioned(self, caption: list[Any]) -> Iterator[str]:
        yield from self.of_blocks(caption[1])

    def figure(self, content: list[Any]) -> Iterator[str]:
        """What stands in it, and its caption."""
        _, caption, blocks = content
        yield from self.of_blocks(blocks)
        yield from self._captioned(caption)

    def defined(self, content: list[Any]) -> Iterator[str]:
        """Terms, each followed by its meanings."""
        for term, meanings in content:
            yield from self.lines(term)
            for blocks in meanings:
                yield from self.of_blocks(blocks)

    def items(self, content: list[list[Node]]) -> Iterator[str]:
        """The items of a list without numbers."""
        for item in content:
            yield from self.of_blocks(item)

    def part(self, content: Sequence[Any]) -> Iterator[str]:
        """What stands in a part of a page that is displayed."""
        attributes, blocks = content
        if not _hides(attributes):
            yield from self.of_blocks(blocks)

    def verse(self, content: list[list[Node]]) -> Iterator[str]:
        """Lines that are lines."""
        for line in content:
            yield from self.lines(line)


#: How each kind of block is read; what isn't here (a rule, nothing) has no words.
_BLOCKS: dict[str, Callable[[Words, Any], Iterator[str]]] = {
    "Para": Words.lines,
    "Plain": Words.lines,
    "Header": Words.heading,
    "BlockQuote": Words.of_blocks,
    "Div": Words.part,
    "BulletList": Words.items,
    "OrderedList": Words.ordered,
    "DefinitionList": Words.defined,
    "CodeBlock": lambda _, content: _clean(content[1]),
    "RawBlock": lambda _, content: (
        unmarked(content[1]) if content[0] == "html" else _clean(content[1])
    ),
    "LineBlock": Words.verse,
    "Table": Words.table,
    "Figure": Words.figure,
}


def _lays_out(blocks: Sequence[Node]) -> bool:
    """Whether a cell holds what no cell of a table of facts does: a heading, another table."""
    inner = (one["c"][1] for one in blocks if one["t"] == "Div")
    return any(one["t"] in {"Header", "Table"} for one in blocks) or any(map(_lays_out, inner))


_SOFT = "\x00"  # stands for a break of the file's while the words around it are put together


def _hides(attributes: Sequence[Any]) -> bool:
    """Whether a page doesn't display it, by its own style."""
    return any(key == "style" and _HIDDEN.search(said) for key, said in attributes[2])


def _plain(kind: str, content: Any) -> str:  # noqa: ANN401  a node's content is what it is
    if kind in {"Code", "Math"}:
        return str(content[1])
    return {"Str": content, "Space": " ", "SoftBreak": _SOFT, "LineBreak": "\n"}.get(kind) or ""


def _raised(said: str) -> str:
    """What is set above the line, as far as there are raised letters for all of it: 10⁸ is no 108.

    >>> _raised("8"), _raised("-3"), _raised("[1]"), _raised("th")
    ('⁸', '⁻³', '[1]', 'th')
    """
    return said.translate(_RAISED) if _MAY_BE_RAISED.fullmatch(said) else said


def _clean(said: str) -> Iterator[str]:
    """The lines of a text that hold anything, blanks at their edges left out."""
    return (line.strip() for line in said.splitlines() if line.strip())


def _is_wide(character: str) -> bool:
    """Whether it takes two cells, as Chinese characters and marks do."""
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def _numeral(number: int, style: str) -> str:
    """A number as its list shows it.

    >>> _numeral(3, "Decimal"), _numeral(3, "LowerAlpha"), _numeral(4, "UpperRoman")
    ('3', 'c', 'IV')
    """
    shown = letter(number) if style.endswith("Alpha") else None
    shown = roman(number) if style.endswith("Roman") else shown
    if shown is None:
        return str(number)
    return shown.upper() if style.startswith("Upper") else shown
