"""Documents of known structure, set as plain text: what each kind of page leaves behind.

A kind is a function from a text and a source of chance to a ``Page``: the messy text and the
blocks it was made of, in the order they stand in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.normalise.fillers import ASIDES, CAPTIONS, HEADS
from benchmarks.normalise.setter import INDENTS, Measure, set_block, width
from benchmarks.normalise.texts import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from benchmarks.normalise.setter import Edge, Indent
    from benchmarks.normalise.texts import Text

EDGES: tuple[Edge, ...] = ("carry", "squeeze", "hang")


@dataclass(frozen=True, slots=True)
class Page:
    """The messy text, and what it says in truth."""

    text: str
    truth: tuple[Block, ...]


def clean(text: Text, _chance: Random) -> Page:
    """One paragraph a line: nothing to mend."""
    return Page("\n".join(block.text for block in text.blocks) + "\n", text.blocks)


def clean_blank(text: Text, _chance: Random) -> Page:
    """One paragraph a line, an empty line between two."""
    return Page("\n\n".join(block.text for block in text.blocks) + "\n", text.blocks)


def clean_indent(text: Text, _chance: Random) -> Page:
    """One paragraph a line, paragraphs indented by two U+3000."""
    heads = {"title", "kicker", "subtitle", "byline", "h1"}
    lines = [("" if b.word in heads else INDENTS["wide"]) + b.text for b in text.blocks]
    return Page("\n".join(lines) + "\n", text.blocks)


def _set(text: Text, measure: Measure) -> list[str]:
    return [line for block in text.blocks for line in set_block(block, measure)]


def _column(chance: Random, low: int, high: int, indent: Indent = "lost") -> Measure:
    return Measure(chance.randint(low, high), chance.choice(EDGES), indent)


def narrow(text: Text, chance: Random) -> Page:
    """A newspaper's narrow column, indents lost."""
    return Page("\n".join(_set(text, _column(chance, 12, 18))) + "\n", text.blocks)


def column(text: Text, chance: Random) -> Page:
    """A wider column, indents lost."""
    return Page("\n".join(_set(text, _column(chance, 19, 32))) + "\n", text.blocks)


def full_ends(text: Text, chance: Random) -> Page:
    """The width at which most paragraphs end exactly at the edge of the column."""
    edge = chance.choice(EDGES)

    def full(cells: int) -> int:
        measure = Measure(cells, edge)
        prose = [block for block in text.blocks if block.word in {"p", "item"}]
        return sum(abs(width(set_block(b, measure)[-1]) - cells) < 0.75 for b in prose)

    best = max(range(14, 31), key=full)
    return Page("\n".join(_set(text, Measure(best, edge))) + "\n", text.blocks)


def indent_wide(text: Text, chance: Random) -> Page:
    """A column whose indents are kept as two U+3000."""
    return Page("\n".join(_set(text, _column(chance, 14, 30, "wide"))) + "\n", text.blocks)


def indent_blanks(text: Text, chance: Random) -> Page:
    """A column whose indents are kept as four blanks."""
    return Page("\n".join(_set(text, _column(chance, 14, 30, "blanks"))) + "\n", text.blocks)


def spaced(text: Text, chance: Random) -> Page:
    """Wide leading: an empty line after every printed one, indents lost."""
    return Page("\n\n".join(_set(text, _column(chance, 15, 28))) + "\n", text.blocks)


def cuts(text: Text, chance: Random) -> Page:
    """Whole paragraphs between empty lines, but cut in two where a column ended."""
    lines = []
    until = chance.randint(120, 400)
    for block in text.blocks:
        rest = block.text
        while block.word == "p" and 10 < until < len(rest) - 10:
            lines.append(rest[:until])
            rest, until = rest[until:], chance.randint(200, 500)
        until = max(1, until - len(rest))
        lines.append(rest)
    return Page("\n\n".join(lines) + "\n", text.blocks)


def _with_captions(text: Text, chance: Random) -> tuple[list[Block], list[Block]]:
    """The blocks without captions, and at least two captions to set afloat."""
    own = [block for block in text.blocks if block.word == "caption"]
    more = chance.sample(CAPTIONS, max(0, 2 - len(own)))
    body = [block for block in text.blocks if block.word != "caption"]
    return body, own + [Block("caption", caption) for caption in more]


def _afloat(
    text: Text, chance: Random, measure: Measure, caption: Callable[[Block], list[str]]
) -> tuple[list[str], list[Block]]:
    """Lines with captions set between two lines of a paragraph; the truth has them behind it."""
    body, captions = _with_captions(text, chance)
    long = [i for i, b in enumerate(body) if b.word == "p" and len(set_block(b, measure)) >= 4]
    spots = dict(zip(chance.sample(long, min(len(captions), len(long))), captions, strict=False))
    lines: list[str] = []
    truth: list[Block] = []
    for i, block in enumerate(body):
        set_lines = set_block(block, measure)
        truth.append(block)
        if i in spots:
            cut = chance.randint(1, len(set_lines) - 1)
            set_lines[cut:cut] = ["", *caption(spots[i]), ""]
            truth.append(spots[i])
        lines += set_lines
    return lines, truth


def floats(text: Text, chance: Random) -> Page:
    """Captions between the lines of a column, cutting paragraphs in two."""
    measure = _column(chance, 14, 26)
    lines, truth = _afloat(text, chance, measure, lambda block: set_block(block, measure))
    return Page("\n".join(lines) + "\n", tuple(truth))


def vertical(text: Text, chance: Random) -> Page:
    """Captions set from top to bottom: one character a line."""
    measure = _column(chance, 14, 26)

    def upright(block: Block) -> list[str]:
        return [character for character in block.text if not character.isspace()]

    lines, truth = _afloat(text, chance, measure, upright)
    return Page("\n".join(lines) + "\n", tuple(truth))


def _paged(lines: Sequence[str], chance: Random, height: int, gap: str) -> str:
    """Pages with a running head and a number; a form feed between two, or none."""
    head = chance.choice(HEADS)
    number = chance.choice(("{}", "— {} —", "- {} -", "第{}页", "·{}·"))
    at_foot = chance.random() < 0.7
    feed = chance.choice(("\f", "\n", ""))
    pages = []
    for count, start in enumerate(range(0, len(lines), height), start=1):
        page = gap.join(lines[start : start + height])
        mark = number.format(count)
        top = head if at_foot else f"{head}\n{mark}"
        pages.append(f"{top}\n\n{page}\n\n{mark}\n" if at_foot else f"{top}\n\n{page}\n")
    return feed.join(pages)


def a4(text: Text, chance: Random) -> Page:
    """A4 with running heads and page numbers, indents lost or kept as blanks."""
    indent: Indent = chance.choice(("lost", "lost", "blanks", "wide"))
    measure = Measure(chance.randint(35, 48), chance.choice(EDGES), indent, 2.0)
    lines = _set(text, measure)
    return Page(_paged(lines, chance, chance.randint(14, 22), "\n"), text.blocks)


def a4_spaced(text: Text, chance: Random) -> Page:
    """A4 with wide leading: an empty line after every printed one."""
    measure = Measure(chance.randint(38, 58), chance.choice(EDGES), "lost", 2.0)
    lines = [line + chance.choice(("", " ")) for line in _set(text, measure)]
    return Page(_paged(lines, chance, chance.randint(12, 20), "\n\n"), text.blocks)


def two_columns(text: Text, chance: Random) -> Page:
    """Both columns of a page on one physical line, blanks between: pdftotext -layout."""
    measure = _column(chance, 14, 24, chance.choice(("lost", "blanks")))
    heads = [b for b in text.blocks[:4] if b.word in {"title", "kicker", "subtitle"}]
    lines = [line for b in text.blocks if b not in heads for line in set_block(b, measure)]
    top = [line for block in heads for line in set_block(block, measure)]
    height = chance.randint(24, 40)
    gutter = chance.randint(2, 6)
    rows = [*top, ""]
    for start in range(0, len(lines), 2 * height):
        page = lines[start : start + 2 * height]
        half = -(-len(page) // 2)
        for i in range(half):
            left = page[i]
            right = page[half + i] if half + i < len(page) else ""
            pad = round(2 * (measure.cells + gutter - width(left)))
            rows.append((left + " " * max(2, pad) + right).rstrip())
        rows.append("")
    return Page("\n".join(rows) + "\n", (*heads, *(b for b in text.blocks if b not in heads)))


def widths(text: Text, chance: Random) -> Page:
    """One text in several measures: a lead, a column, a box, a pasted part with whole lines."""
    lines: list[str] = []
    size = -(-len(text.blocks) // 3)
    start = chance.randint(12, 20)
    measures = [Measure(start + step, chance.choice(EDGES)) for step in (0, 7, -3)]
    chance.shuffle(measures)
    whole = chance.randrange(4)
    for n in range(0, len(text.blocks), size):
        part = text.blocks[n : n + size]
        if n // size == whole:
            lines += [block.text for block in part]
        else:
            lines += [line for block in part for line in set_block(block, measures[n // size])]
    return Page("\n".join(lines) + "\n", text.blocks)


def aside(text: Text, chance: Random) -> Page:
    """A column with a box of other text, of another width, in the middle of a paragraph."""
    measure = _column(chance, 16, 28)
    box = Measure(max(10, measure.cells - chance.randint(4, 8)), measure.edge)
    prose = [i for i, block in enumerate(text.blocks) if block.word == "p"]
    at = chance.choice(sorted(prose, key=lambda i: -len(text.blocks[i].text))[:4])
    note = [Block("h1", "相关链接"), Block("p", chance.choice(ASIDES))]
    lines: list[str] = []
    for i, block in enumerate(text.blocks):
        set_lines = set_block(block, measure)
        if i == at:
            boxed = [line for one in note for line in set_block(one, box)]
            cut = chance.randint(2, len(set_lines) - 1)
            set_lines[cut:cut] = ["", *boxed, ""]
        lines += set_lines
    return Page("\n".join(lines) + "\n", (*text.blocks[: at + 1], *note, *text.blocks[at + 1 :]))
