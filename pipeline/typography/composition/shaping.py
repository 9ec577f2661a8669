"""What Pango knows of a text: how wide its characters are, where UAX #14 ends a line.

WeasyPrint shapes a line's text several times while it looks for the line's end; here a text is
shaped once, whole, and once more where each line is drawn.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from weasyprint.text.ffi import FROM_UNITS, ffi, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout, get_log_attrs, line_size, strut

from pipeline.typography.composition.kinds import code_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from pipeline.typography.composition.prepared import Flags, Lengths

GLYPH_WORDS = 5
"""A PangoGlyphInfo is five integers: glyph, width, two offsets, attributes."""
WIDTH = 1

#: cffi reads the name of a type as C, which takes its time: once, and ahead of the pages.
_ADDRESS = ffi.typeof("uintptr_t")

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

    ``height`` is that of its lines, ``baseline`` below the top of the line's box.
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
    )


def items(first_line: Any) -> Iterator[Any]:
    """What Pango shaped together of a line: its PangoGlyphItems that hold any glyph."""
    link = first_line.runs[0]
    while link != ffi.NULL:
        item, link = link.data, link.next
        if item.glyphs.num_glyphs:
            yield item


def words_of(item: Any) -> NDArray[np.int32]:
    """An item's glyphs, words of five integers. They are Pango's own memory: what is written there
    is drawn.
    """
    size = item.glyphs.num_glyphs * GLYPH_WORDS * 4
    return np.frombuffer(ffi.buffer(item.glyphs.glyphs, size), np.int32).reshape(-1, GLYPH_WORDS)


def clusters_of(item: Any) -> NDArray[np.int32]:
    """For each glyph of an item the byte of the line's text that it begins with."""
    size = item.glyphs.num_glyphs * 4
    clusters = np.frombuffer(ffi.buffer(item.glyphs.log_clusters, size), np.int32)
    placed: NDArray[np.int32] = clusters + item.item.offset
    return placed


def font_of(item: Any) -> int:
    """The font of an item, by its address."""
    return int(ffi.cast(_ADDRESS, item.item.analysis.font))


def byte_places(points: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Where each character begins in UTF-8, and where the last one ends.

    >>> byte_places(code_points("aé中")).tolist()
    [0, 1, 3, 6]
    """
    places = np.zeros(len(points) + 1, np.int64)
    (1 + (points > 0x7F) + (points > 0x7FF) + (points > 0xFFFF)).cumsum(out=places[1:])
    return places


class Shaped:
    """A line's text as Pango has shaped it: its glyphs' words, and, where they are asked for, the
    character that each glyph begins with and its font.
    """

    def __init__(self, text: str, line: Any) -> None:
        self.text = text
        self._items = list(items(line))
        self.words = [words_of(item) for item in self._items]

    @property
    def leftward(self) -> bool:
        return any(item.item.analysis.level % 2 for item in self._items)

    @property
    def in_one_font(self) -> bool:
        return len({font_of(item) for item in self._items}) == 1

    @functools.cached_property
    def firsts(self) -> NDArray[np.int64]:
        places = byte_places(code_points(self.text))
        return np.searchsorted(places, np.concatenate([*map(clusters_of, self._items)]))

    @functools.cached_property
    def fonts(self) -> NDArray[np.int64]:
        return np.repeat([*map(font_of, self._items)], [*map(len, self.words)])


def widths(text: str, setting: Setting) -> Lengths | None:
    """The width of each character in px, a cluster's with its first; None for leftward text."""
    layout = setting.layout
    letters, encoded = unicode_to_char_p(text)
    pango.pango_layout_set_text(layout.layout, letters, len(encoded))
    line, _ = layout.get_first_line()
    shaped = Shaped(text, line)
    if shaped.leftward:
        return None
    if not shaped.words:
        return np.zeros(len(text))
    advances = np.concatenate([words[:, WIDTH] for words in shaped.words])
    found: Lengths = np.bincount(shaped.firsts, advances, len(text))[: len(text)] * FROM_UNITS
    return found


def breaks(text: str, lang: str | None) -> tuple[Flags, Flags]:
    """Before which characters UAX #14 ends a line, and before which a character begins."""
    attributes = get_log_attrs(text, lang)
    flags = np.frombuffer(ffi.buffer(attributes), np.uint32)[: len(text)]
    return (flags & _bit("is_line_break")) != 0, (flags & _bit("is_cursor_position")) != 0


@functools.cache
def _bit(name: str) -> np.uint32:
    """Where a bit field lies, found by setting it: C leaves that to the machine."""
    attribute = ffi.new("PangoLogAttr *")
    setattr(attribute, name, 1)
    return np.uint32(np.frombuffer(ffi.buffer(attribute), np.uint32)[0])
