"""A line's glyphs as the file shows them: TJ, font by font (ISO 32000-1 §9.4.3), and what the
marked ones among them say (ActualText, §14.9.4).

WeasyPrint does so glyph by glyph, and asks Pango about each; here a line's numbers are at hand.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pydyf
from weasyprint.text.ffi import FROM_UNITS, pango

from pipeline.typography.composition.kinds import LAST_SAID
from pipeline.typography.composition.shaped import NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.typography.composition.drawing import ComposedLayout
    from pipeline.typography.composition.prepared import Lengths
    from pipeline.typography.composition.shaped import Shaped


_TELLS_SIZES = pango.pango_version() >= 14802
"""An older Pango's fonts say a wrong size: https://gitlab.gnome.org/GNOME/pango/-/issues/530."""


def show(
    stream: Any, matrix: Any, layout: ComposedLayout, shaped: Shaped, advances: Lengths
) -> bool:
    """Show the glyphs of a line, ``advances`` in thousandths of an em; False, and nothing is shown,
    where one of its fonts draws with colours or dots, which is WeasyPrint's business.
    """
    fonts = [_in_file(stream, font) for font, _ in shaped.fonts]
    drawn = any(font.png or font.svg or font.colr or font.bitmap for font, _ in fonts)
    if drawn or not _TELLS_SIZES:
        return False
    stream.set_text_matrix(*matrix.values)
    all_numbers, says, start = shaped.words[:, NUMBER].tolist(), _says(layout, shaped), 0
    for (pango_font, end), (font, size) in zip(shaped.fonts, fonts, strict=True):
        numbers, widths = all_numbers[start:end], font.widths
        try:
            natural = [widths[number] for number in numbers]
        except KeyError:
            _make_known(stream, font, size, pango_font, numbers, says[start:end])
            natural = [widths[number] for number in numbers]
        back = (np.array(natural) - advances[start:end]).astype(np.int64).tolist()
        stream.set_font_size(font.hash, size)
        glyphs = [
            f"{number:04x}>{less}<" if less else f"{number:04x}"
            for number, less in zip(numbers, back, strict=True)
        ]
        spans = layout.marks(start, end) if layout.spans else []
        others = _otherwise(font.to_unicode, numbers, says[start:end])
        _show_marked(stream, glyphs, _joined(spans, others, says[start:end]) if others else spans)
        start = end
    return True


def _in_file(stream: Any, font: Any) -> tuple[Any, float]:
    """The file's font for one of Pango's, and its size; asked for once a page."""
    known: dict[Any, tuple[Any, float]] = stream.__dict__.setdefault("fonts_shown", {})
    if font not in known:
        known[font] = stream.add_font(font)
    return known[font]


def _says(layout: ComposedLayout, shaped: Shaped) -> list[str]:
    """What each glyph of a line stands for."""
    if shaped.one_each:
        return list(layout.words)
    firsts = [*shaped.firsts.tolist(), len(layout.words)]
    return [layout.words[a:b] for a, b in pairwise(firsts)]


def _otherwise(
    known: Mapping[int, str], numbers: Sequence[int], says: list[str]
) -> list[tuple[int, int]]:
    """The glyphs (first, last) that stand for something else here than what the file's font says
    they do: one glyph draws both … and ⋯, the letter é and e with an accent behind it. Of several
    for one character the last says it, the others nothing.
    """
    if [*map(known.get, numbers)] == says:
        return []
    spans = []
    for place, (number, said) in enumerate(zip(numbers, says, strict=True)):
        if known.get(number, said) == said or said.isspace():
            continue
        last = next((n for n in range(place, len(says)) if says[n]), place)
        first = place
        while first and not says[first - 1]:
            first -= 1
        if max(says[last], default="") <= LAST_SAID:
            spans.append((first, last))
    return list(dict.fromkeys(spans))


def _joined(
    spans: Sequence[tuple[int, int, str]], others: Sequence[tuple[int, int]], says: Sequence[str]
) -> list[tuple[int, int, str]]:
    """All that is to be marked, in order; what overlaps is one mark."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted([*((a, b) for a, b, _ in spans), *others]):
        if joined and first <= joined[-1][1]:
            begun, ended = joined.pop()
            joined.append((begun, max(ended, last)))
        else:
            joined.append((first, last))
    return [(first, last, "".join(says[first : last + 1])) for first, last in joined]


def _make_known(
    stream: Any, font: Any, size: float, pango_font: Any, numbers: list[int], says: list[str]
) -> None:
    """Tell a font of the file what its glyphs say and how wide they are, when they are first
    drawn.
    """
    for number, said in zip(numbers, says, strict=True):
        font.to_unicode.setdefault(number, said)
        if number not in font.widths:
            inked, room = stream.ink_rect, stream.logical_rect
            pango.pango_font_get_glyph_extents(pango_font, number, inked, room)
            font.widths[number] = round(room.width * 1000 * FROM_UNITS / size)


def _show_marked(stream: Any, glyphs: list[str], spans: Sequence[tuple[int, int, str]]) -> None:
    """Show glyphs of one font; what the spans among them (first, last) say is said by a mark."""
    reached = 0
    for first, last, says in spans:
        _show(stream, glyphs[reached:first])
        said = pydyf.Dictionary({"ActualText": pydyf.String(says)})
        stream.begin_marked_content("Span", said)
        _show(stream, glyphs[first : last + 1])
        stream.end_marked_content()
        reached = last + 1
    _show(stream, glyphs[reached:])


def _show(stream: Any, glyphs: list[str]) -> None:
    if glyphs:
        stream.show_text(f"<{''.join(glyphs)}>".removesuffix("<>"))
