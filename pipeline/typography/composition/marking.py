"""A line drawn with the glyphs it was measured with; or, where that can't be, by WeasyPrint, with
marks put around what it shows (ActualText, ISO 32000-1 §14.9.4).

WeasyPrint shows a line's glyphs font by font, each with one TJ: it is taken apart where a mark
begins or ends.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

import pydyf

from pipeline.typography.composition.drawing import ComposedLayout
from pipeline.typography.composition.showing import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TOKENS = re.compile(r"<([0-9a-f]*)>|([^<>]+)")
_DIGITS = 4
"""Of a glyph's number, in hexadecimal."""


def marked(plain: Callable[..., Any]) -> Callable[..., Any]:
    """``draw_first_line``, marking the glyphs that meet across a space of ours."""

    @functools.wraps(plain)
    def draw_first_line(
        stream: Any, text_box: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> Any:
        layout = text_box.pango_layout
        if not isinstance(layout, ComposedLayout) or not text_box.text.strip():
            return plain(stream, text_box, text_overflow, block_ellipsis, matrix)
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            layout.stand_alone()
        elif (measured := layout.as_measured()) and show(stream, matrix, layout, *measured):
            return []
        else:
            layout.shape_again()
        show_plain, shown = stream.show_text, 0

        def show_text(string: str) -> None:
            nonlocal shown
            if not layout.spans:
                show_plain(string)
                return
            tokens = list(_glyphs(string))
            count = sum(1 for glyph, _ in tokens if glyph)
            _show(stream, show_plain, string, tokens, layout.marks(shown, shown + count))
            shown += count

        stream.show_text = show_text
        try:
            return plain(stream, text_box, text_overflow, block_ellipsis, matrix)
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
