"""Notes stay on the page of their call, and one longer than that has room goes on over the next.

WeasyPrint 70 parts no note: one that is higher than its page would run off it. So a long one is set
in parts, each a note by itself, of which the first alone has a number; the style sheet gives notes
a height at most, beyond which WeasyPrint moves the next part to the next page.

Where a paragraph's last line before the limit of ``orphans`` doesn't fit on a page, WeasyPrint 70
makes room by moving notes of that page, whosesoever they are, to the next one. A reader looks for
a note at the foot of the page; so the paragraph moves instead. The hook is one function wide.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from weasyprint.formatting_structure.boxes import Box, LineBox
    from weasyprint.layout import LayoutContext

    from pipeline.typography.tokens import Layout

    LineFinder = Callable[..., Iterator[tuple[LineBox, object]]]


_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?[”’」』）〕]*")

_WHOLE, _PART = 1 / 2, 1 / 6
"""A note is set whole up to this share of its page, else in parts of that share."""


def note_parts(text: str, layout: Layout) -> tuple[str, ...]:
    """The parts that a note is set in: whole, unless it would take more than half of its page; else
    each ends with a sentence, where sentences aren't longer than a part. Joined they are the text.
    """
    page = layout.page.lines * layout.styles["body"].line / layout.styles["note"].line
    room = page * layout.capacity("note")
    if len(text) <= room * _WHOLE:
        return (text,)
    most, parts = int(room * _PART), [""]
    for sentence in _SENTENCE.findall(text):
        pieces = [sentence[start : start + most] for start in range(0, len(sentence), most)]
        for piece in pieces:
            if len(parts[-1]) + len(piece) > most:
                parts.append("")
            parts[-1] += piece
    return tuple(parts)


def keep_notes_on_their_page() -> None:
    """Hook into WeasyPrint's page breaker, once a process."""
    from weasyprint.layout import block

    if not hasattr(block.iter_line_boxes, "__wrapped__"):
        block.iter_line_boxes = _breakable_lines(block.iter_line_boxes)


def _breakable_lines(plain: LineFinder) -> LineFinder:
    """``iter_line_boxes``, ending early where WeasyPrint would take a note's room for the line.

    It sees no line after the one that doesn't fit, so it can't break after it and has to move the
    paragraph, which it then lays out afresh on the next page.
    """

    @functools.wraps(plain)
    def lines(
        context: LayoutContext,
        box: LineBox,
        position_y: float,
        bottom_space: float,
        skip_stack: object,
        containing_block: Box,
        *rest: object,
    ) -> Iterator[tuple[LineBox, object]]:
        last_before_limit = containing_block.style["orphans"] - 1
        found = plain(context, box, position_y, bottom_space, skip_stack, containing_block, *rest)
        for place, (line, resume_at) in enumerate(found):
            yield line, resume_at
            bottom = line.position_y + line.height
            if (
                place == last_before_limit
                and context.current_page_footnotes
                and context.overflows_page(bottom_space, bottom)
            ):
                return

    return lines
