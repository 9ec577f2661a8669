"""What Pango knows of a text: how wide its characters are, where UAX #14 ends a line.

WeasyPrint shapes a line's text several times while it looks for the line's end, and once more to
draw it; here a text is shaped once, whole.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, get_log_attrs, line_size, strut

from pipeline.typography.composition.shaped import EMPTY, NUMBER, WIDTH, Shaped, shaped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.typography.composition.prepared import Flags, Lengths

#: What makes two styles measure alike: what Pango is told …
_SHAPING = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
    "font_size",
    "line_height",
)
#: … and what we do ourselves.
_SPACING = ("letter_spacing", "word_spacing", "white_space", "word_break", "overflow_wrap")
_measuring = itemgetter(*_SHAPING, *_SPACING)


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """How the texts of a style are measured, with a Pango layout of its own; lengths in px.

    ``height`` is that of its lines, ``baseline`` below the top of the line's box; ``fonts`` are
    those that its texts were shaped in, each by its pointer.
    """

    layout: Layout
    size: float
    height: float
    half_leading: float
    baseline: float
    letter_spacing: float
    word_spacing: float
    nowrap: bool
    breaks_anywhere: bool
    tears: bool
    fonts: dict[Any, Any]


class Settings:
    """The settings of all styles seen, one a style: to make one costs more than to use it."""

    def __init__(self) -> None:
        self._by_fonts: WeakKeyDictionary[Any, dict[Any, Setting]] = WeakKeyDictionary()

    def of(self, style: Any) -> Setting:
        """The setting of a style; the same for styles that measure alike."""
        known = self._by_fonts.setdefault(style.font_config, {})
        key = repr(_measuring(style))
        if key not in known:
            known[key] = _setting(style)
        return known[key]


def _setting(style: Any) -> Setting:
    """Heights are the first family's, whatever a line holds: so all lines stand on the grid."""
    layout = Layout(style)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    pango.pango_layout_set_text(layout.layout, b" ", 1)
    line, _ = layout.get_first_line()
    _, height = line_size(line, {"letter_spacing": "normal"})
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    line_height, _ = strut(style)
    half_leading = (line_height - height) / 2
    letter_spacing = style["letter_spacing"]
    return Setting(
        layout,
        size=style["font_size"],
        height=height,
        half_leading=half_leading,
        baseline=baseline + half_leading,
        letter_spacing=0.0 if letter_spacing == "normal" else letter_spacing,
        word_spacing=style["word_spacing"],
        nowrap=style["white_space"] == "nowrap",
        breaks_anywhere=style["word_break"] == "break-all",
        tears=style["overflow_wrap"] in {"anywhere", "break-word"},
        fonts={},
    )


def shape(text: str, places: NDArray[np.int64], setting: Setting) -> Shaped | None:
    """The glyphs of a text whose characters begin at ``places`` in UTF-8 (the first need not begin
    at 0); None for leftward ones.
    """
    layout = setting.layout
    letters, encoded = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout.layout, letters, len(encoded))
    line, _ = layout.get_first_line()
    found = shaped(places, line, setting.fonts)
    if found is not None and not found.plain:
        # What no font has is an empty box, an em wide; Pango leaves half an em for it.
        found.words[found.words[:, NUMBER] > EMPTY, WIDTH] = round(setting.size * TO_UNITS)
    return found


def widths(shaped: Shaped, count: int) -> Lengths:
    """The width of each of ``count`` characters in px, a cluster's with its first."""
    found: Lengths = np.bincount(shaped.firsts, shaped.words[:, WIDTH], count)[:count] * FROM_UNITS
    return found


def breaks(text: str, lang: str | None) -> tuple[Flags, Flags]:
    """Before which characters UAX #14 ends a line, and before which a character begins."""
    attributes = get_log_attrs(text, lang)
    flags = np.frombuffer(ffi.buffer(attributes), np.uint32)[: len(text)]
    kind = ffi.typeof(attributes)
    ends, begins = _bit(kind, "is_line_break"), _bit(kind, "is_cursor_position")
    return (flags & ends) != 0, (flags & begins) != 0


@functools.cache
def _bit(kind: Any, name: str) -> np.uint32:
    """Where a bit field of an array lies, found by setting it: C leaves that to the machine. cffi
    has the kind at hand, and need not read what it would be called in C.
    """
    attributes = ffi.new(kind, 1)
    setattr(attributes[0], name, 1)
    return np.uint32(np.frombuffer(ffi.buffer(attributes), np.uint32)[0])
