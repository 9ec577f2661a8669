"""A source: one file of ``seeds/``, decoded, and the runs of characters in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(NamedTuple):
    """A run of a source: code points [start, end) of the decoded text, its BOM alone removed."""

    start: int
    end: int


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbouring runs put together, reading order kept.

    >>> merge_spans([Span(7, 9), Span(0, 3), Span(3, 5)])
    (Span(start=7, end=9), Span(start=0, end=5))
    """
    out: list[Span] = []
    for span in spans:
        if out and out[-1].end == span.start:
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


class Lines(NamedTuple):
    """A run of source lines, first to last, both 1-based and both included."""

    first: int
    last: int

    @property
    def printed(self) -> str:
        """As a citation has them: ``37–39``, ``41``."""
        return str(self.first) if self.first == self.last else f"{self.first}\N{EN DASH}{self.last}"


class Unit(StrEnum):
    """What one line of a source's text is in its file."""

    LINE = "line"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Source:
    """One file, decoded.

    ``name`` is its path below the sources' folder, ``siglum`` the short mark it is cited by.
    ``line_starts`` holds the offset at which each line begins; lines end at LF, CRLF or CR.
    ``unit`` says what a line is in the file; ``page_starts`` holds the line with which each page
    begins, in a file that has pages.
    """

    siglum: str
    name: str
    sha256: str
    encoding: str
    text: str
    line_starts: tuple[int, ...]
    unit: Unit = Unit.LINE
    page_starts: tuple[int, ...] = ()

    def line_at(self, offset: int) -> int:
        """The 1-based number of the line that holds ``offset``."""
        return bisect_right(self.line_starts, offset)

    def lines_of(self, span: Span) -> Lines:
        """The lines that ``span`` touches; an empty span touches the line it stands in."""
        return Lines(self.line_at(span.start), self.line_at(max(span.start, span.end - 1)))

    def pages_of(self, lines: Lines) -> Lines:
        """The pages, first to last, on which ``lines`` stand; only of a source that has pages."""
        first, last = (bisect_right(self.page_starts, line) for line in lines)
        return Lines(first, last)

    def line(self, number: int) -> str:
        """The text of a line by its 1-based number, without its end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
