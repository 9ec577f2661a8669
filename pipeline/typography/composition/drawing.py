"""A line's text as it is drawn: its glyphs moved apart or together, its words untouched.

All that composition adds or takes is done upon the glyphs' advances, in the file the numbers
between the strings of a TJ; no blank comes into the text. Readers infer one from a gap, though; so
where Han and Latin meet, and in a line spread wide, the letters on both sides are marked with what
they say (ActualText, ISO 32000-1 §14.9.4), which poppler and PDFium believe.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from weasyprint.text.ffi import FROM_UNITS, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout

from pipeline.typography.composition.kinds import LAST_SAID, code_points
from pipeline.typography.composition.shaped import (
    EMPTY,
    NUMBER,
    WIDTH,
    Shaped,
    byte_places,
    items,
    words_of,
)
from pipeline.typography.composition.shaped import shaped as shaped_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.typography.composition.prepared import Flags, Lengths
    from pipeline.typography.composition.shaping import Setting

_READ_AS_BLANK = 0.08
"""em between two letters: poppler takes a tenth of an em for a blank, PDFium a little more."""

_NUDGE = 0.25
"""WeasyPrint cuts off the decimals of a gap; so much more, in thousandths of an em, and none is
lost."""


class ComposedLayout(Layout):  # type: ignore[misc]
    """WeasyPrint's layout of one line's text, its characters' widths and gaps in px.

    ``shaped`` is the whole text it was measured in, ``start`` where it begins in that: its glyphs
    are drawn as they were measured. Where that can't be, Pango is asked again; it shapes a part of
    a text with other kerning than the whole, since it takes a bracket for Latin or Han by what
    stands beside it, so the widths stay those the line was made with.

    ``spaced`` are the characters that a space of ours follows; so wide a gap that it would be read
    for one counts as well, unless a blank was written there. Where the letters on both sides can't
    be marked together, a blank glyph fills the gap and is marked with one of them, to say nothing
    of its own: where the other is in the next box, in another font, or a rare character.
    """

    def __init__(
        self,
        text: str,
        shaped: Shaped,
        start: int,
        widths: Lengths,
        gaps: Lengths,
        spaced: Flags,
        setting: Setting,
        style: Any,
        max_width: float,
    ) -> None:
        self._shaped, self._start, self._setting = shaped, start, setting
        self.justification_spacing = 0
        self.max_width = max_width
        self.first_line_direction = 0
        self.words = self.text = self.composed = text
        self.widths, self.gaps, self.spaced = widths, gaps, spaced
        self.filled: list[int] = []
        self.spans: list[tuple[int, int]] = []
        self.says: Sequence[str] = ()
        self._marked = self._moved = False
        if style["text_decoration_line"] != "none":  # its thickness is asked for beforehand
            self.setup(style)
            super().deactivate()

    def reactivate(self, style: Any) -> None:
        """Pango is asked for nothing unless the line must be shaped again."""
        self.style = style
        text, gaps, spaced = self.words, self.gaps, self.spaced
        wide = gaps > _READ_AS_BLANK * style["font_size"]
        wide[: len(spaced)] &= ~spaced
        if wide.any():
            self.spaced = spaced = spaced | _without_blanks(text, wide)[: len(spaced)]
        at_the_edge = len(spaced) == len(text) and bool(spaced[-1]) and gaps[-1] > 0
        if at_the_edge and text[-1] <= LAST_SAID:
            self._fill([len(text) - 1])
        elif self.filled:
            self._fill([])
        self._marked = bool(spaced.any())

    def deactivate(self) -> None:
        """Nothing has been set up that only this line is drawn with."""

    def as_measured(self) -> tuple[Shaped, Lengths] | None:
        """The line's glyphs and their advances, in thousandths of an em; None where it has to be
        shaped again, or Pango has more to say of its glyphs.
        """
        if self.filled or not self._shaped.plain:
            return None
        shaped = self._shaped.part(self._start, self._start + len(self.words))
        if shaped is None or (self._marked and self._unmarkable(shaped)):
            return None
        return shaped, self._advances_of(shaped)

    def setup(self, style: Any) -> None:
        """Lines of a setting are drawn one after the other: its Pango layout does for all. For a
        decoration WeasyPrint measures the font, and sets up one of its own.
        """
        self._moved = False
        if style["text_decoration_line"] != "none":
            super().setup(style)
            return
        self.style, self.first_line_direction = style, 0
        self.layout, self.language = self._setting.layout.layout, self._setting.layout.language

    def shape_again(self) -> None:
        """Have Pango shape the line, to move its glyphs then."""
        self.setup(self.style)
        self.set_text(self.composed)

    def stand_alone(self) -> None:
        """Have a Pango layout that no other line is drawn with, and glyphs as Pango places them: a
        line shortened to an ellipsis has others than were measured.
        """
        super().setup(self.style)
        self._fill([])
        self._moved = True
        self.set_text(self.composed)

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
            shaped = self._shaped_again(line)
            found = self._unmarkable(shaped) if self._marked else set()
            if not found <= set(self.filled):
                self._fill(sorted({*self.filled, *found}))
                self.set_text(self.composed)
                line, index = super().get_first_line()
                shaped = self._shaped_again(line)
            self._move(line, shaped)
        return line, index

    def _shaped_again(self, line: Any) -> Shaped:
        places = byte_places(code_points(self.text))
        again = shaped_of(places, line, self._setting.fonts)
        assert again is not None  # noqa: S101  leftward texts aren't composed
        return again

    def _fill(self, filled: list[int]) -> None:
        """Put a blank after these characters."""
        self.filled = filled
        pieces = pairwise((0, *(place + 1 for place in filled), len(self.words)))
        self.composed = self.text = " ".join(self.words[a:b] for a, b in pieces)

    def _blanks(self) -> list[int]:
        """Where the blanks stand in the composed text."""
        return [place + n for n, place in enumerate(self.filled, 1)]

    def _unmarkable(self, shaped: Shaped) -> set[int]:
        """The characters, followed by a space of ours, that no mark can hold with the next: a mark
        ends with its font, and none may hold a rare character.
        """
        if shaped.in_one_font and max(self.words) <= LAST_SAID:
            return set()
        spaced = self.spaced[: len(self.words) - 1]
        letters = np.delete(np.arange(len(self.text)), self._blanks())
        fonts = shaped.font_numbers[np.searchsorted(shaped.firsts, letters, side="right") - 1]
        rare = np.array([letter > LAST_SAID for letter in self.words])
        apart = (fonts[:-1] != fonts[1:]) | (rare[:-1] != rare[1:])
        return set(np.flatnonzero(spaced & apart & (self.gaps[: len(spaced)] > 0)).tolist())

    def _advances_of(self, shaped: Shaped) -> Lengths:
        """The advance of each glyph, a whole number of thousandths of an em, without adding up
        errors; and the nudge, where that isn't its own. Finds what is to be marked.
        """
        own = shaped.words[:, WIDTH].astype(np.float64) * self._unit
        reached = np.rint(self._wanted(shaped, own).cumsum())
        reached[1:] -= reached[:-1].copy()
        change = reached - np.rint(own)
        return np.where(change == 0, own, reached + _NUDGE * np.sign(change))

    @property
    def _unit(self) -> float:
        """One of Pango's, in thousandths of an em."""
        unit: float = 1000 * FROM_UNITS / self.style["font_size"]
        return unit

    def _move(self, line: Any, shaped: Shaped) -> None:
        """Tell Pango the advances of a line's glyphs."""
        moved = np.rint(self._advances_of(shaped) / self._unit).astype(np.int32)
        start = 0
        for item in items(line):
            words = words_of(item)
            words[:, WIDTH] = moved[start : start + len(words)]
            start += len(words)

    def _wanted(self, shaped: Shaped, natural: Lengths) -> Lengths:
        """The advance of each glyph, in thousandths of an em."""
        if shaped.one_each and not self.filled:
            if self._marked:
                # What has no glyph (a variation selector) isn't shown, and isn't counted.
                there = np.flatnonzero(shaped.words[:, NUMBER] != EMPTY).tolist()
                if there and not there[0]:
                    self._mark(self.spaced, there, [self.words[place] for place in there])
            return self._advances()
        firsts = shaped.firsts
        planned, spaced = self._planned(natural, firsts, shaped.font_numbers)
        if spaced.any() and (shaped.words[:, NUMBER] != EMPTY).all():
            begins, blanks = firsts.tolist(), set(self._blanks())
            nexts = [*begins[1:], len(self.text)]
            letters = map(slice, begins, nexts)
            says = ["" if one.start in blanks else self.text[one] for one in letters]
            self._mark(spaced, begins, says)
        if len(firsts) == len(planned):  # a glyph for each character
            return planned
        wanted: Lengths = natural.copy()
        starts = np.flatnonzero(firsts != np.append(-1, firsts[:-1]))
        clusters = np.append(firsts[starts], len(planned))
        lasts = np.append(starts[1:], len(firsts)) - 1
        wanted[lasts] += np.add.reduceat(planned, clusters[:-1])
        wanted[lasts] -= np.add.reduceat(natural, starts)
        return wanted

    def _advances(self) -> Lengths:
        """The advance of each character of the line, in thousandths of an em."""
        advances: Lengths = (self.widths + self.gaps) * (1000 / self.style["font_size"])
        return advances

    def _planned(
        self, natural: Lengths, firsts: NDArray[np.int64], fonts: NDArray[np.int64]
    ) -> tuple[Lengths, Flags]:
        """The advance of each character of the composed text, in thousandths of an em, and which
        are marked with the next. A blank goes with the letter before it and reaches to the one
        after; or with that one, and begins where the gap does, where the one before is rare or of
        another font than the blank.
        """
        planned = self._advances()
        spaced = np.append(self.spaced, np.zeros(len(planned) - len(self.spaced), bool))
        if self.filled:
            after = [place + 1 for place in self.filled]
            planned, spaced = np.insert(planned, after, 0), np.insert(spaced, after, values=False)
        unit = 1000 / self.style["font_size"]
        for place, blank in zip(self.filled, self._blanks(), strict=True):
            glyph = np.searchsorted(firsts, blank)
            ahead = self.words[place] > LAST_SAID or fonts[glyph] != fonts[glyph - 1]
            planned[blank] = self.gaps[place] * unit if ahead else natural[glyph]
            planned[blank - 1] -= planned[blank]
            spaced[blank - 1], spaced[blank] = not ahead, ahead
        return planned, spaced

    def _mark(self, spaced: Flags, firsts: Sequence[int], says: Sequence[str]) -> None:
        """Find the glyphs (first, last) to be marked; ``says`` is what each glyph of the line says,
        ``firsts`` the character it begins with.
        """
        spans: list[tuple[int, int]] = []
        for place in np.flatnonzero(spaced[: len(self.text) - 1]).tolist():
            if max(self.text[place : place + 2]) > LAST_SAID:
                continue
            first = bisect_left(firsts, firsts[bisect_right(firsts, place) - 1])
            last = bisect_right(firsts, place + 1) - 1
            if spans and spans[-1][1] >= first:
                first = spans.pop()[0]
            spans.append((first, last))
        self.says = says
        self.spans = spans

    def marks(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """What is to be marked among glyphs [start, end), which are shown together: first and
        last, counted from ``start``, and what they say. A font's letters are shown together; a
        mark goes on with those of the next.
        """
        shared = ((max(a, start), min(b, end - 1)) for a, b in self.spans)
        return [(a - start, b - start, "".join(self.says[a : b + 1])) for a, b in shared if a < b]


def _without_blanks(text: str, wide: Flags) -> Flags:
    """The wide gaps that have no blank written on either side, and would be read for one."""
    blank = np.array([letter.isspace() for letter in text] + [True])
    blank[-1] = False
    read: Flags = wide & ~blank[:-1] & ~blank[1:]
    return read
