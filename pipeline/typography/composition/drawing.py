"""A line's text as it is drawn: its glyphs moved apart or together, its words untouched.

All that composition adds or takes is done upon the glyphs' advances, in the file the numbers
between the strings of a TJ; no blank comes into the text. Readers infer one from a gap, though; so
where Han and Latin meet, and in a line spread wide, the letters on both sides are marked with what
they say (ActualText, ISO 32000-1 §14.9.4), which poppler and PDFium believe.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np
import pydyf
from weasyprint.text.ffi import FROM_UNITS, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout

from pipeline.typography.composition.kinds import code_points
from pipeline.typography.composition.shaping import WIDTH, byte_places, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.typography.composition.prepared import Flags, Lengths

_TOKENS = re.compile(r"<([0-9a-f]*)>|([^<>]+)")
_DIGITS = 4
"""Of a glyph's number, in hexadecimal."""

_LAST_SAID = "\uffff"
"""PDFium reads no ActualText beyond: a rare character is left as it is."""

_READ_AS_BLANK = 0.08
"""em between two letters: poppler takes a tenth of an em for a blank, PDFium a little more."""

_EMPTY = int(pango.PANGO_GLYPH_EMPTY)

_NUDGE = 0.25
"""WeasyPrint cuts off the decimals of a gap; so much more, in thousandths of an em, and none is
lost."""


class ComposedLayout(Layout):  # type: ignore[misc]
    """WeasyPrint's layout of one line's text, its characters' widths and gaps in px.

    The widths are those the line was made with: Pango shapes a part of a text with other kerning
    than the whole, since it takes a bracket for Latin or Han by what stands beside it.

    ``spaced`` are the characters that a space of ours follows; so wide a gap that it would be read
    for one counts as well, unless a blank was written there. Where it follows the last one, the
    other letter is in the next box and can't be marked together with it: a blank glyph then fills
    the gap and is marked with the letter, to say nothing of its own.
    """

    def __init__(
        self,
        text: str,
        widths: Lengths,
        gaps: Lengths,
        spaced: Flags,
        style: Any,
        max_width: float,
    ) -> None:
        self.justification_spacing = 0
        self.max_width = max_width
        self.first_line_direction = 0
        if (gaps > _READ_AS_BLANK * style["font_size"]).any():
            spaced = spaced | _read_as_blank(text, gaps, style["font_size"])[: len(spaced)]
        at_the_edge = len(spaced) == len(text) and bool(spaced[-1]) and gaps[-1] > 0
        self.filled = at_the_edge and text[-1] <= _LAST_SAID
        self.composed = self.text = text + " " if self.filled else text
        self.widths = widths
        self.gaps = gaps
        self.spaced = spaced
        self.spans: list[tuple[int, int]] = []
        self.says: list[str] = []
        self._moved = False
        if style["text_decoration_line"] != "none":  # its thickness is asked for beforehand
            self.setup(style)
            self.deactivate()

    def setup(self, style: Any) -> None:
        self._moved = False
        super().setup(style)

    def set_text(self, text: str, justify: bool = False) -> None:
        """Letter-spacing is among the gaps; Pango must not add it again."""
        if text != self.composed:  # shortened to an ellipsis
            super().set_text(text, justify)
            return
        self.text = text
        letters, encoded = unicode_to_char_p(text)
        pango.pango_layout_set_text(self.layout, letters, len(encoded))

    def get_first_line(self) -> tuple[Any, int | None]:
        line, index = super().get_first_line()
        if self.text == self.composed and not self._moved:
            self._moved = True
            self._move(line)
        return line, index

    def _move(self, line: Any) -> None:
        """Give each glyph its advance, in whole thousandths of an em, without adding up errors."""
        found = list(runs(line))
        if not found:
            return
        size = self.style["font_size"]
        unit = 1000 * FROM_UNITS / size
        points = code_points(self.text)
        places = byte_places(points)
        natural = np.concatenate([run.words[:, WIDTH] for run in found])
        firsts = np.searchsorted(places, np.concatenate([run.clusters for run in found]))
        nexts = np.append(firsts[1:], len(points))
        wanted = natural * unit
        own = np.rint(wanted)
        planned = (self.widths + self.gaps) * (1000 / size)
        if self.filled:  # the blank at the end reaches to the next box
            planned = np.append(planned, natural[-1] * unit)
            planned[-2] -= planned[-1]
        if len(firsts) == len(planned):  # a glyph for each character
            wanted = planned
        else:
            starts = np.flatnonzero(firsts != np.append(-1, firsts[:-1]))
            clusters = np.append(firsts[starts], len(planned))
            lasts = np.append(starts[1:], len(firsts)) - 1
            wanted[lasts] += np.add.reduceat(planned, clusters[:-1])
            wanted[lasts] -= np.add.reduceat(natural * unit, starts)
        reached = np.rint(wanted.cumsum())
        reached[1:] -= reached[:-1].copy()
        change = reached - own
        moved = np.rint((reached + _NUDGE * np.sign(change)) / unit).astype(np.int32)
        moved = np.where(change == 0, natural, moved)
        if self.spaced.any():
            glyphs = np.concatenate([run.words[:, 0] for run in found])
            if (glyphs != _EMPTY).all():
                self._mark(firsts.tolist(), nexts.tolist())
        start = 0
        for run in found:
            end = start + len(run.words)
            run.words[:, WIDTH] = moved[start:end]
            start = end

    def _mark(self, firsts: list[int], nexts: list[int]) -> None:
        """Find the glyphs (first, last) to be marked, and what each glyph of the line says."""
        end = len(self.text) - self.filled
        self.says = [self.text[a : min(b, end)] for a, b in zip(firsts, nexts, strict=True)]
        spans: list[tuple[int, int]] = []
        for place in np.flatnonzero(self.spaced[: len(self.text) - 1]).tolist():
            if max(self.text[place : place + 2]) > _LAST_SAID:
                continue
            first = bisect_left(firsts, firsts[bisect_right(firsts, place) - 1])
            last = bisect_right(firsts, place + 1) - 1
            if spans and spans[-1][1] >= first:
                first = spans.pop()[0]
            spans.append((first, last))
        self.spans = spans

    def marks(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """What is to be marked among glyphs [start, end), which are shown together: first and
        last, counted from ``start``, and what they say. A font's letters are shown together; a
        mark goes on with those of the next.
        """
        shared = ((max(a, start), min(b, end - 1)) for a, b in self.spans)
        return [(a - start, b - start, "".join(self.says[a : b + 1])) for a, b in shared if a < b]


def _read_as_blank(text: str, gaps: Lengths, size: float) -> Flags:
    """The characters that a reader would put a blank after, with none written on either side."""
    blank = np.array([letter.isspace() for letter in text] + [True])
    blank[-1] = False
    read: Flags = (gaps > _READ_AS_BLANK * size) & ~blank[:-1] & ~blank[1:]
    return read


def marked(plain: Callable[..., Any]) -> Callable[..., Any]:
    """``draw_first_line``, marking the glyphs that meet across a space of ours."""

    @functools.wraps(plain)
    def draw_first_line(stream: Any, text_box: Any, *rest: Any) -> Any:
        layout = text_box.pango_layout
        if not isinstance(layout, ComposedLayout):
            return plain(stream, text_box, *rest)
        show, shown = stream.show_text, 0

        def show_text(string: str) -> None:
            nonlocal shown
            if not layout.spans:
                show(string)
                return
            tokens = list(_glyphs(string))
            count = sum(1 for glyph, _ in tokens if glyph)
            _show(stream, show, string, tokens, layout.marks(shown, shown + count))
            shown += count

        stream.show_text = show_text
        try:
            return plain(stream, text_box, *rest)
        finally:
            del stream.show_text

    return draw_first_line


def _glyphs(string: str) -> Iterator[tuple[bool, str]]:
    """A TJ's glyphs, one each, and the numbers between them."""
    for glyphs, number in _TOKENS.findall(string):
        if number:
            yield False, number
        for place in range(0, len(glyphs), _DIGITS):
            yield True, glyphs[place : place + _DIGITS]


def _show(
    stream: Any,
    show: Callable[[str], None],
    string: str,
    tokens: list[tuple[bool, str]],
    spans: list[tuple[int, int, str]],
) -> None:
    if not spans:
        show(string)
        return
    begins = {first: says for first, _, says in spans}
    ends = {last for _, last, _ in spans}
    kept: list[tuple[bool, str]] = []
    glyph = -1
    closing = False

    def flush() -> None:
        if kept:
            show("".join(f"<{word}>" if is_glyph else word for is_glyph, word in kept))
            kept.clear()

    for is_glyph, word in tokens:
        if is_glyph:
            glyph += 1
            if closing:
                flush()
                stream.end_marked_content()
                closing = False
            if glyph in begins:
                flush()
                says = pydyf.String(begins[glyph])
                stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": says}))
            closing = glyph in ends
        kept.append((is_glyph, word))
    flush()
    if closing:
        stream.end_marked_content()
