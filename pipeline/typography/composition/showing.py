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

from pipeline.typography.composition.shaped import NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    all_numbers, start = shaped.words[:, NUMBER].tolist(), 0
    for (pango_font, end), (font, size) in zip(shaped.fonts, fonts, strict=True):
        numbers, widths = all_numbers[start:end], font.widths
        try:
            natural = [widths[number] for number in numbers]
        except KeyError:
            _make_known(stream, font, size, pango_font, numbers, _says(layout, shaped)[start:end])
            natural = [widths[number] for number in numbers]
        back = (np.array(natural) - advances[start:end]).astype(np.int64).tolist()
        stream.set_font_size(font.hash, size)
        glyphs = [
            f"{number:04x}>{less}<" if less else f"{number:04x}"
            for number, less in zip(numbers, back, strict=True)
        ]
        _show_marked(stream, glyphs, layout.marks(start, end) if layout.spans else ())
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
    firsts = [*shaped.firsts.tolist(), len(layout.words)]
    return [layout.words[a:b] for a, b in pairwise(firsts)]


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
