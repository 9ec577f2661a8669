"""What stands before and after the text, line by line: the same words in every format.

A layout says which parts it has, in which lines and styles (``templates/typography.toml``); here
they get their words. Absent parts are left out, and lines of which nothing is left, so that no
format has to think about holes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pipeline.model.patterns import fill
from pipeline.typography.titles import sense_lines, text_width, title_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.model.manuscript import Heading, Manuscript
    from pipeline.typography.tokens import Layout, PartLine

BETWEEN_NUMBERS = "\N{IDEOGRAPHIC SPACE}"
BETWEEN_NAMES = "\N{IDEOGRAPHIC COMMA}"

#: Full widths between a part and the one at the other end of its line, at least.
BETWEEN_ENDS = 1

#: Full widths of a line of the contents that its page has, with some dots before it.
ROOM_FOR_A_PAGE = 4

#: Parts that are printed elsewhere than in lines of the layout.
_ELSEWHERE = frozenset({"title", "editor_note"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the front matter, as printed, in the style of its line.

    ``at_end`` says that it stands at the right end of its line.
    """

    name: str
    style: str
    text: str
    at_end: bool = False

    @property
    def id(self) -> str:
        """A place to point at, apart from the ids of all elements."""
        return f"front-{self.name}"


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line with the parts that are there: none for a line that only draws its rules."""

    style: str
    parts: tuple[Part, ...]


def front_lines(manuscript: Manuscript, layout: Layout) -> tuple[PrintedLine, ...]:
    """The lines before the text, top to bottom."""
    return tuple(_printed(layout.front, manuscript))


def closing_lines(manuscript: Manuscript, layout: Layout) -> tuple[PrintedLine, ...]:
    """The lines right after the text."""
    return tuple(_printed(layout.closing, manuscript))


def foot_lines(manuscript: Manuscript, layout: Layout) -> tuple[PrintedLine, ...]:
    """The lines at the foot of the last page."""
    return tuple(_printed(layout.foot, manuscript))


def rows_of(line: PrintedLine, layout: Layout) -> tuple[str, ...]:
    """The lines that the first part of a line is set in, broken by sense: where it is centred, and
    where it has no room beside the part at the other end, which then stands at the end of its last.
    """
    first, *others = line.parts
    if not others:
        return sense_lines(first.text, layout, line.style)
    taken = sum(text_width(part.text) + BETWEEN_ENDS for part in others)
    return title_lines(first.text, layout.capacity(line.style) - taken)


def contents_rows(heading: Heading, layout: Layout) -> tuple[str, ...]:
    """The lines that a heading is set in where the contents list it: its page, with some dots
    before it, has room on the last.
    """
    capacity = layout.capacity(f"contents-{heading.level}") - ROOM_FOR_A_PAGE
    return title_lines(heading.printed, capacity)


def heading_rows(heading: Heading, layout: Layout) -> tuple[str, ...]:
    """The lines that a heading is set in on its page, its number left out: broken by sense where it
    stands apart from the text; one that is indented as the text is wraps as that does. So does any
    in a draft: a break of ours would go on into the contents that a word processor makes of it.
    """
    style, number = f"heading-{heading.level}", len(heading.number)
    if layout.styles[style].indent:
        return (heading.text,)
    first, *others = title_lines(heading.printed, layout.capacity(style))
    return (first[number:], *others) if len(first) > number else (heading.text,)


def parts_of(lines: Iterable[PrintedLine]) -> tuple[Part, ...]:
    """All parts of some lines, in order."""
    return tuple(part for line in lines for part in line.parts)


def front_parts(manuscript: Manuscript, layout: Layout) -> tuple[Part, ...]:
    """The parts before the text."""
    return parts_of(front_lines(manuscript, layout))


def back_parts(manuscript: Manuscript, layout: Layout) -> tuple[Part, ...]:
    """The parts after the text: the closing ones, then those at the foot."""
    closing = closing_lines(manuscript, layout)
    return parts_of((*closing, *foot_lines(manuscript, layout)))


def with_words(
    manuscript: Manuscript, layout: Layout, wanted: Mapping[str, str]
) -> tuple[Manuscript, tuple[str, ...]]:
    """The manuscript whose parts are printed with these words, by the parts' names; and the names
    of those for which there is no such manuscript, as for a number that isn't one.
    """
    book = manuscript
    for name, text in wanted.items():
        made = replace(book.front, **_bare(name, text, book))
        book = replace(book, front=made)
    parts = (*front_parts(book, layout), *back_parts(book, layout))
    found = {part.name: part.text for part in parts}
    return book, tuple(name for name, text in wanted.items() if found.get(name, "") != text)


def _bare(name: str, text: str, manuscript: Manuscript) -> dict[str, Any]:
    """The fields of the front matter that print a part with this text: the pattern around taken
    off, the halves of one that is made of two told apart.
    """
    if name in _MADE_OF:
        patterns = {
            "numbers": BETWEEN_NUMBERS.join(
                manuscript.labels[half] for half in ("number", "total_number")
            ),
            "issue": manuscript.labels["issue"],
        }
        return dict(_unfilled(patterns[name], text)) or dict(
            _unfilled(manuscript.labels["number"], text)
        )
    pattern = manuscript.labels.get(name, "")
    bare = dict(_unfilled(pattern, text)).get(name, text) if f"{{{name}}}" in pattern else text
    if isinstance(getattr(manuscript.front, name, ""), tuple):
        return {name: tuple(bare.split(BETWEEN_NAMES)) if bare else ()}
    return {name: bare}


def _unfilled(pattern: str, text: str) -> Iterator[tuple[str, str]]:
    """The values that a pattern was filled with, by its fields; none where it doesn't fit."""
    pieces = re.split(r"\{(\w+)\}", pattern)
    searched = "".join(
        f"(?P<{piece}>.*?)" if n % 2 else re.escape(piece) for n, piece in enumerate(pieces)
    )
    found = re.fullmatch(searched, text)
    if found:
        yield from found.groupdict().items()


def unprinted(manuscript: Manuscript, layout: Layout) -> tuple[str, ...]:
    """Parts that ``briefing.toml`` gives and the layout has no line for, by name."""
    named = {name for line in layout.part_lines() for name in line.parts}
    for whole, halves in _MADE_OF.items():
        named |= halves if whole in named else set()
    front = manuscript.front
    given = (field.name for field in fields(front) if getattr(front, field.name))
    return tuple(name for name in given if name not in named | _ELSEWHERE)


def _printed(lines: Iterable[PartLine], manuscript: Manuscript) -> Iterator[PrintedLine]:
    words_above = False
    between: PrintedLine | None = None  # waits for words below it
    for line in lines:
        if line.parts:
            parts = tuple(_parts(line, manuscript))
            if parts:
                if between is not None:
                    yield between
                yield PrintedLine(line.style, parts)
                words_above, between = True, None
        elif line.between:
            between = PrintedLine(line.style, ()) if words_above else None
        elif not line.if_any or any(_words(name, manuscript) for name in line.if_any):
            yield PrintedLine(line.style, ())
            words_above, between = False, None


def _parts(line: PartLine, manuscript: Manuscript) -> Iterator[Part]:
    found = [(name, _words(name, manuscript)) for name in line.parts]
    if line.fallback and not any(text for _, text in found):
        found[0] = (line.parts[0], manuscript.labels[line.fallback])
    for place, (name, text) in enumerate(found):
        if text:
            yield Part(name, line.style, text, at_end=place > 0)


def _words(name: str, manuscript: Manuscript) -> str:
    """The words of a part, in its label's pattern where there is one: 第7期, 抄送：…。 What of the
    pattern is given with them isn't said twice.
    """
    if name == "numbers":
        halves = (_words(half, manuscript) for half in ("number", "total_number"))
        return BETWEEN_NUMBERS.join(half for half in halves if half)
    if name == "issue":
        number, total = (_words(half, manuscript) for half in ("number", "total_number"))
        if number and total:
            return fill(manuscript.labels["issue"], {"number": number, "total_number": total})
        return number or total
    value = getattr(manuscript.front, name)
    bare = value if isinstance(value, str) else BETWEEN_NAMES.join(value)
    pattern = manuscript.labels.get(name, "")
    head, field, tail = pattern.partition(f"{{{name}}}")
    if not bare or not field:
        return bare
    return fill(pattern, {name: bare.removeprefix(head).removesuffix(tail)})


#: Parts that are made of others.
_MADE_OF = {
    "numbers": frozenset({"number", "total_number"}),
    "issue": frozenset({"number", "total_number"}),
}
