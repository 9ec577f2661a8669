"""Our lines inside WeasyPrint: six of its functions wrapped, once a process.

WeasyPrint asks box by box how much text fits. Here the whole line is made first, from the texts
of all its boxes, and each box is then told its share. What we don't compose (Unfit, and lines
beside a float) goes WeasyPrint's own way, function by function.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weasyprint.draw import text as drawing_of_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from pipeline.typography.composition.dots import dotted
from pipeline.typography.composition.drawing import ComposedLayout
from pipeline.typography.composition.marking import marked
from pipeline.typography.composition.paragraph import ParagraphText, read_paragraph
from pipeline.typography.composition.row import Unfit
from pipeline.typography.composition.shaping import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.typography.composition.lines import Line
    from pipeline.typography.composition.paragraph import Leaf

_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class _Current:
    """The line that WeasyPrint is putting together."""

    paragraph: ParagraphText
    line: Line
    measure: float


#: What a text box has none of.
_BARE = {
    **dict.fromkeys((f"margin_{side}" for side in ("left", "right")), 0),
    **dict.fromkeys((f"padding_{side}" for side in ("top", "right", "bottom", "left")), 0),
    **dict.fromkeys((f"border_{side}_width" for side in ("top", "right", "bottom", "left")), 0),
}

#: The lines being put together, the innermost last; None for one that WeasyPrint makes itself.
_CURRENT: list[_Current | None] = []


def install() -> None:
    """Wrap WeasyPrint's functions."""
    if hasattr(inline.get_next_linebox, "__wrapped__"):
        return
    inline.get_next_linebox = _composed(inline.get_next_linebox)
    inline.split_inline_level = _shared_out(inline.split_inline_level)
    inline._break_waiting_children = _unless_composed(inline._break_waiting_children)  # noqa: SLF001
    inline.justify_line = _unless_composed(inline.justify_line)
    drawing_of_text.draw_first_line = marked(drawing_of_text.draw_first_line)
    drawing_of_text.draw_text_decoration = dotted(drawing_of_text.draw_text_decoration)


def _composed(plain: Callable[..., Any]) -> Callable[..., Any]:
    """``get_next_linebox``, with the line made beforehand."""

    @functools.wraps(plain)
    def get_next_linebox(
        context: Any,
        line_box: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
    ) -> Any:
        arguments = (
            context,
            line_box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            *rest,
        )
        _, _, first_letter_style, first_line_style = rest
        current = None
        if not (context.excluded_shapes or first_letter_style or first_line_style):
            current = _make(context, line_box, skip_stack, containing_block)
        _CURRENT.append(current)
        try:
            line, resume_at = plain(*arguments)
        finally:
            _CURRENT.pop()
        if line is not None and current is not None and current.line.aside:
            line.translate(containing_block.width - line.width, 0)
        return line, resume_at

    return get_next_linebox


def _make(context: Any, line_box: Any, skip_stack: Any, containing_block: Any) -> _Current | None:
    paragraph = _paragraph(context, line_box, skip_stack, containing_block)
    if paragraph is None:
        return None
    style = line_box.style
    measure = containing_block.width - line_box.text_indent
    last = style["text_align_last"]
    line = paragraph.maker.line(
        paragraph.place(skip_stack, line_box),
        measure,
        containing_block.width,
        justify=style["text_align_all"] == "justify",
        justify_last=(style["text_align_all"] if last == "auto" else last) == "justify",
    )
    return None if line is None else _Current(paragraph, line, measure)


def _paragraph(
    context: Any, line_box: Any, skip_stack: Any, containing_block: Any
) -> ParagraphText | None:
    """The line box as read before, or now; None where it is left to WeasyPrint."""
    known = line_box.__dict__.get("composed")
    if isinstance(known, ParagraphText) and known.children is line_box.children:
        return known
    if known == "unfit" or skip_stack is not None:
        return None
    if line_box.style["direction"] != "ltr" or not line_box.children:
        return None
    try:
        read = read_paragraph(context, line_box, containing_block, _SETTINGS)
    except Unfit:
        line_box.composed = "unfit"
        return None
    line_box.composed = read
    return read


def _shared_out(plain: Callable[..., Any]) -> Callable[..., Any]:
    """``split_inline_level``, giving a text box its share of the line."""

    @functools.wraps(plain)
    def split_inline_level(
        context: Any, box: Any, position_x: float, max_x: float, *rest: Any
    ) -> Any:
        current = _CURRENT[-1] if _CURRENT else None
        if current is not None and isinstance(box, boxes.TextBox):
            leaf = current.paragraph.leaves.get(id(box))
            if leaf is None:  # a box without text
                box.position_x = position_x
                return None, None, False, None, None, {"left": 0, "right": 0}
            share, resume_at, forced = _share(current, leaf, position_x)
            return share, resume_at, forced, None, None, {"left": 0, "right": 0}
        return plain(context, box, position_x, max_x, *rest)

    return split_inline_level


def _share(current: _Current, leaf: Leaf, position_x: float) -> tuple[Any, Any, bool]:
    """A text box's part of the line, where the text goes on in it, whether the line was ended."""
    line, paragraph = current.line, current.paragraph
    start, end = max(leaf.start, line.start), min(leaf.end, line.end)
    share = _fragment(current, leaf, start, end, position_x) if start < end else None
    if line.last:
        return share, None, False
    final = line.resume - 1 if line.forced else line.end - 1
    if leaf.end <= final:
        return share, None, False
    if leaf.start > final:  # the line ended with the atom before
        return None, {0: None}, False
    resume = min(line.resume, leaf.end)
    return share, {paragraph.bytes_into(leaf, resume): None}, line.forced


def _fragment(current: _Current, leaf: Leaf, start: int, end: int, position_x: float) -> Any:
    line, paragraph = current.line, current.paragraph
    text = paragraph.text[start:end]
    gaps = line.gaps[start - line.start : end - line.start]
    box = leaf.box.copy_with_text(text)
    spaced = paragraph.prepared.spaced[start:end]
    if end == line.end:
        spaced = spaced[:-1]
    widths = paragraph.prepared.widths[start:end]
    box.pango_layout = ComposedLayout(
        text,
        paragraph.shaped[id(leaf.box)],
        start - leaf.start,
        widths,
        gaps,
        spaced,
        leaf.setting,
        box.style,
        current.measure,
    )
    box.width = float(widths.sum() + gaps.sum())
    box.position_x = position_x - (line.shift if start == line.start else 0.0)
    box.height = leaf.setting.height
    box.baseline = leaf.setting.baseline
    box.margin_top = box.margin_bottom = leaf.setting.half_leading
    box.__dict__.update(_BARE)
    return box


def _unless_composed(plain: Callable[..., Any]) -> Callable[..., Any]:
    """A function that mends a line's end or spreads it: nothing is left to do in ours."""

    @functools.wraps(plain)
    def done(*arguments: Any, **named: Any) -> Any:
        if _CURRENT and _CURRENT[-1] is not None:
            return None
        return plain(*arguments, **named)

    return done
